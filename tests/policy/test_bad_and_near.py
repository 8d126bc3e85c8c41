"""Texts that must be caught, with exactly what is found, and texts that come near and must not be.

Written as people would see it: language, text, then ``line:column rule severity`` of each finding.
"""

from __future__ import annotations

import pytest

from voices.policy.checking import check_post

AWS = "AKIA" + "Q3ZV7PLM2XWN5TRB"
GITHUB = "ghp_" + "aB3dE5fG7hJ9kL1mN2pQ4rS6tU8vW0xY2z4Q"
KEY_BODY = "MIIEpAIBAAKCAQEAr7Vn2hW5bJ3XqY8k0pLzT6uRf1cDsG4aE9mZoQwB7vNxKyHt"

BAD = [
    # Code names, in whatever form they are bent
    ("en", "We shipped Borealis on Friday.", ["1:12 code-names block"]),
    ("en", "A BOREALIS demo, and Borealis's logo.", ["1:3 code-names block", "1:22 code-names block"]),
    ("en", "What **Project\nAurora** taught me.", ["1:8 code-names block"]),
    ("fi", "Olen kirjoittanut Borealiksen testit.", ["1:19 code-names block"]),
    ("fi", "Borealisissa oli hiljaista.", ["1:1 code-names block"]),
    ("pl", "Pracuję nad Borealisem od roku.", ["1:13 code-names block"]),
    ("pl", "W poniedziałek pokazaliśmy Borealisa.", ["1:28 code-names block"]),
    ("lt", "Dirbu prie Borealio jau metus.", ["1:12 code-names block"]),
    ("lt", "Kalbėjome apie Borealį.", ["1:16 code-names block"]),
    # Phrases: every word in any form, the longest first
    ("en", "We keep client lists in a drive.", ["1:9 client-list block"]),
    ("en", "A list, and a client\nlist.", ["1:3 list-of-anything hint", "1:15 client-list block"]),
    ("fi", "Lähetin asiakasluettelon väärään osoitteeseen.", ["1:9 client-list block"]),
    ("fi", "Asiakasluetteloissa oli virheitä.", ["1:1 client-list block"]),
    ("pl", "Wysłałem listę klientów nie tam, gdzie trzeba.", ["1:10 client-list block"]),
    ("pl", "Na listach był błąd, na listach klientów też.", ["1:4 list-of-anything hint", "1:25 client-list block"]),
    ("lt", "Išsiunčiau klientų sąrašą ne ten.", ["1:12 client-list block"]),
    # Words
    ("en", "Their salaries were on the board.", ["1:7 salary warn"]),
    ("fi", "Puhutaan palkoista ja palkkojen noususta.", ["1:10 salary warn", "1:23 salary warn"]),
    ("pl", "O wynagrodzeniach się nie mówi.", ["1:3 salary warn"]),
    ("lt", "Apie atlyginimus nekalbame.", ["1:6 salary warn"]),
    # As written, and by pattern
    ("en", "We have signed an NDA.", ["1:19 nda warn"]),
    ("fi", "Sopimus on K-123456.", ["1:12 contract block"]),
    ("pl", "Umowa: K-654321, patrz [tutaj](/k/K-654322).", ["1:8 contract block", "1:35 contract block"]),
    # People
    ("fi", "Hänen tunnuksensa on 131052-308T.", ["1:22 hetu block"]),
    ("fi", "Uusi merkki: 131052Y308T.", ["1:14 hetu block"]),
    ("en", "A Finn's code: 010101A123N.", ["1:16 hetu block"]),
    ("pl", "Jej PESEL to 44051401359.", ["1:14 pesel block"]),
    ("en", "Someone with PESEL 02070803628 called.", ["1:20 pesel block"]),
    ("lt", "Jo asmens kodas 33309240064.", ["1:17 asmens-kodas block"]),
    # Accounts and cards
    ("fi", "Tili on FI21 1234 5600 0007 85.", ["1:9 iban block"]),
    ("pl", "Konto PL61109010140000071219812874 działa.", ["1:7 iban block"]),
    ("lt", "Sąskaita LT12 1000 0111 0100 1000 veikia.", ["1:10 iban block"]),
    ("en", "Card 4111 1111 1111 1111 was charged.", ["1:6 card block"]),
    ("pl", "Karta 5555-5555-5555-4444.", ["1:7 card block"]),
    ("lt", "Kortelė `378282246310005`.", ["1:10 card block"]),
    # Secrets, in code as well
    ("en", f"```sh\nexport KEY={AWS}\n```\n", ["2:12 secret block"]),
    ("fi", f"Avain {GITHUB} toimii.", ["1:7 secret block"]),
    ("pl", f"-----BEGIN RSA PRIVATE KEY-----\n{KEY_BODY}\n", ["1:6 secret block"]),
    ("lt", "Baz\u0117: postgres://app:k9Zq72pLx@db.acme.lt/main", ["1:22 secret block"]),
    # Addresses and telephones
    ("en", "Write to jan.kowalski@firma.example today.", ["1:10 email warn"]),
    ("pl", "[Napisz](mailto:jan@firma.example)", ["1:17 email warn"]),
    ("fi", "Soita numeroon 040 123 4567.", ["1:16 phone warn"]),
    ("pl", "Telefon: 601 234 567.", ["1:10 phone warn"]),
    ("lt", "Skambinkite +370 612 34567.", ["1:13 phone warn"]),
    # Pictures without words
    ("en", "Look:\n\n![](team.jpg)", ["3:1 alt-text warn"]),
    ("fi", 'Katso <img src="a.png">.', ["1:7 alt-text warn"]),
    ("pl", "Zdjęcie: ![ ](team.jpg) i Borealis", ["1:10 alt-text warn", "1:27 code-names block"]),
]

NEAR = [
    # Names
    ("en", "The aurora was bright, a boreal forest below."),
    ("en", "A project. Aurora was its cook."),
    ("fi", "Boreaalinen metsä on kaunis."),
    ("pl", "Strefa borealna i zorza polarna."),
    ("lt", "Borealiniai miškai šiaurėje."),
    ("en", "See [this](https://acme.example/borealis) and <https://borealis.example/>."),
    # Phrases and words
    ("en", "Our client has a wish, and we roll with it."),
    ("en", "The celery was liked by a clientele."),
    ("en", "The client came. Salads for all."),
    ("fi", "Asiakas luetteli toiveensa."),
    ("fi", "Palkinto ja palkki."),
    ("pl", "Klient i jego wynagradzający szef."),
    ("lt", "Klientas surašė mintis."),
    ("en", "A random band, nda in lower case, and NDAs."),
    ("pl", "Model K-12345 i K-1234567."),
    # Numbers whose checksum fails, or that are something else
    ("fi", "Tunnus 131052-308U ei ole oikea."),
    ("fi", "Päivä 131052-999 ja versio 131052A308."),
    ("fi", "Kuukausi 131352-308T ei ole olemassa."),
    ("pl", "Numer 44051401358 nie jest peselem."),
    ("pl", "Przesyłka 0044051401359 i kwota 44051401359,50."),
    ("lt", "Numeris 33309240065 neteisingas."),
    ("fi", "Tili FI21 1234 5600 0007 86 ei kelpaa."),
    ("pl", "PL61109010140000071219812875 to nie konto."),
    ("lt", "LT12 1000 0111 0100 1001 ne sąskaita."),
    ("en", "Tracking 4111 1111 1111 1112 arrived."),
    ("en", "The tweet https://social.example/4111111111111111 is gone."),
    ("en", "Order 9111111111111111111 and 1234567812345670."),
    ("en", "In 2014-03-12 we had 1 234 567 890 visits and 0.1234567890123."),
    # What only looks like a secret
    ("en", "Use AKIAIOSFODNN7EXAMPLE as in the manual."),
    ("en", "```\nexport TOKEN=ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\n```"),
    ("en", "Commit 5d41402abc4b2a76b9719d911017c592 broke it."),
    ("fi", "`postgres://user:password@localhost/db`"),
    ("pl", "-----BEGIN PRIVATE KEY-----\n...\n-----END PRIVATE KEY-----"),
    ("lt", "`https://app:k9Zq72pLx@db.example.com/`"),
    ("en", 'password = "correct horse battery staple"'),
    # Addresses and telephones that may stand there
    ("en", "Ask press@acme.example or user@example.com, clone git@github.com:acme/x.git."),
    ("en", "Find me as @jane@social.example, or https://blog.example/@jane."),
    ("fi", "Vaihde on +358 9 123 4567, ja tilaus 040 123 4567 lähti."),
    ("pl", "Zapłacili 601 234 567 zł, czyli dużo."),
    ("lt", "Kodas 8 612 34567 ant dėžės."),
    # Pictures with words, or that are none
    ("en", "![A team at a whiteboard](team.jpg)"),
    ("fi", '<img src="viiva.svg" alt="">'),
    ("pl", "Pisze się `![](zdjecie.jpg)`."),
    ("lt", "```md\n![](nuotrauka.jpg)\n```"),
]


@pytest.mark.parametrize(("language", "text", "expected"), BAD)
def test_bad_text_is_caught_with_exactly_these_findings(language, text, expected, policy, hub, make_post) -> None:
    found = check_post(make_post(text, language), text, policy, hub)
    assert [f"{f.line}:{f.column} {f.rule.removeprefix('policy.')} {f.severity}" for f in found] == expected


@pytest.mark.parametrize(("language", "text"), NEAR)
def test_near_miss_is_left_alone(language, text, policy, hub, make_post) -> None:
    assert check_post(make_post(text, language), text, policy, hub) == ()


def test_the_tables_hold_forty_each() -> None:
    assert len(BAD) >= 40
    assert len(NEAR) >= 40
