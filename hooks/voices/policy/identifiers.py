"""Finds what identifies a person or an account: national numbers, IBANs, payment cards, e-mail addresses, telephone numbers.

Comes in: prose and its language. Goes out: which kind stands where, masked. Every number is checked by its own checksum
(python-stdnum), telephone numbers by their country's plan (phonenumbers); one that fails is no finding.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator

from msgspec import Struct
from msgspec.structs import replace

from voices.policy.schema import BuiltInId

_HETU = re.compile(r"(?<![\w-])\d{6}[-+A-FU-Y]\d{3}[0-9A-FHJ-NPR-Y](?![\w-])", re.IGNORECASE)
_ELEVEN = re.compile(r"(?<![\w.,+-])\d{11}(?![\w-]|[.,]\d)")
_IBAN = re.compile(r"(?<![\w])[A-Z]{2}\d{2}(?:[ \u00a0]?[A-Z0-9]){11,30}(?!\w)")
_LAST_GROUP = re.compile(r"[ \u00a0][^ \u00a0]*$")
_CARD = re.compile(r"(?<![\w.,+-])\d(?:[ \u00a0-]?\d){12,18}(?![\w-]|[.,]\d)")
_CARD_PREFIXES = (
    (re.compile(r"4"), (13, 16, 19)),
    (re.compile(r"5[1-5]|2(?:22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720)"), (16,)),
    (re.compile(r"3[47]"), (15,)),
    (re.compile(r"6(?:011|5|4[4-9])"), (16, 19)),
    (re.compile(r"3(?:0[0-5]|[68])"), (14,)),
    (re.compile(r"35(?:2[89]|[3-8]\d)"), (16,)),
)
_EMAIL = re.compile(
    r"(?:(?<=mailto:)|(?<![\w.+%/:@-]))(?!git@)[A-Za-z0-9](?:[A-Za-z0-9._%+-]{0,62}[A-Za-z0-9_+])?@"
    r"(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,24}(?![\w@:/])"
)
_DOCUMENTATION_HOSTS = ("example.com", "example.org", "example.net")
_PHONE = re.compile(
    r"""
    (?<![\w+])(?:\+|00)[1-9][\d\ ()./\u00a0-]{6,}\d       # +358 …, 0048 …
    | (?<![\w.,/-])[08][\d\ ()/\u00a0-]{6,}\d            # 040 …, 8 612 …
    | (?<![\w.,/-])\d{3}[\ -]\d{3}[\ -]\d{3}(?![\w-])   # 601 234 567
    """,
    re.VERBOSE,
)
_PHONE_CUE = re.compile(
    r"(?:tel|fon|kom|sms|call|whatsapp|numer|puh|gsm|soita|skamb|mob|nr)\w{0,8}\W{0,4}(?:\w+\W{1,3})?$", re.IGNORECASE
)
_SEVEN_DIGITS = re.compile(r"[0-9](?:[ ().\u00a0/+A-FU-Ya-fu-y-]{0,2}[0-9]){6}")
"""What every number above contains."""
NEAR_DIGITS = re.compile(r"""[0-9](?:[ ().\u00a0/+A-FU-Ya-fu-y"'>-]{0,2}[0-9]){6}""")
"""The same in a text whose markup is not blanked yet: the end of a tag may leave two spaces between digits."""
_REGIONS = {"fi": "FI", "pl": "PL", "lt": "LT"}


class Identifier(Struct, frozen=True):
    """One identifier: its built-in rule, where it stands, and what may be shown of it."""

    rule: BuiltInId
    start: int
    end: int
    masked: str


def find_numbers(text: str, language: str, allowed: Collection[str] = ()) -> Iterator[Identifier]:
    """Numbers of people, accounts, cards and telephones in ``text``, except those that ``allowed`` names."""
    kept = {_bare(one) for one in allowed}
    for first, last in _numeric_lines(text):
        taken: list[tuple[int, int]] = []
        line = text[first:last]
        for find in (_ibans, _hetus, _elevens, _cards, _phones):
            for one in find(line, language):
                apart = all(one.end <= start or end <= one.start for start, end in taken)
                if apart and _bare(line[one.start : one.end]) not in kept:
                    taken.append((one.start, one.end))
                    yield replace(one, start=first + one.start, end=first + one.end)


def _numeric_lines(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each line with seven digits close together; most texts have none, and are done."""
    end = -1
    for found in _SEVEN_DIGITS.finditer(text):
        if found.start() >= end:
            start = text.rfind("\n", 0, found.start()) + 1
            end = text.find("\n", found.start())
            end = end if end >= 0 else len(text)
            yield start, end


def find_emails(text: str, allowed: Collection[str] = ()) -> Iterator[Identifier]:
    """E-mail addresses in ``text``, except those that ``allowed`` names and documentation's example.com."""
    if "@" not in text:
        return
    kept = {_bare(one) for one in allowed}
    for found in _emails(text):
        host = found[0].partition("@")[2]
        if host.lower() not in _DOCUMENTATION_HOSTS and _bare(found[0]) not in kept:
            yield Identifier("email", *found.span(), f"{found[0][0]}•••@{host}")


def _emails(text: str) -> Iterator[re.Match[str]]:
    """Addresses around each @: looking from there is many times quicker than looking at each word."""
    at, end = text.find("@"), 0
    while at >= 0:
        start = max(end, at - 66)
        found = next((one for one in _EMAIL.finditer(text, start, at + 260) if one.start() < at < one.end()), None)
        if found:
            end = found.end()
            yield found
        at = text.find("@", max(at + 1, end))


def _hetus(text: str, _language: str) -> Iterator[Identifier]:
    from stdnum.fi import hetu

    for found in _HETU.finditer(text):
        if hetu.is_valid(found[0].upper()):
            yield Identifier("hetu", *found.span(), mask(found[0]))


def _elevens(text: str, language: str) -> Iterator[Identifier]:
    """PESEL and asmens kodas are both eleven digits; a number valid as both is the one of the text's language."""
    from stdnum.lt import asmens
    from stdnum.pl import pesel

    checks: list[tuple[BuiltInId, Callable[[str], bool]]] = [
        ("pesel", pesel.is_valid),
        ("asmens-kodas", asmens.is_valid),
    ]
    if language == "lt":
        checks.reverse()
    for found in _ELEVEN.finditer(text):
        rule = next((rule for rule, is_valid in checks if is_valid(found[0])), None)
        if rule:
            yield Identifier(rule, *found.span(), mask(found[0]))


def _ibans(text: str, _language: str) -> Iterator[Identifier]:
    from stdnum import iban

    for found in _IBAN.finditer(text):
        candidate = found[0]
        while len(candidate) >= 15:  # the next word may have been taken for a part of it
            if iban.is_valid(candidate.replace("\u00a0", " ")):
                yield Identifier("iban", found.start(), found.start() + len(candidate), mask(candidate))
                break
            candidate = _LAST_GROUP.sub("", candidate) if _LAST_GROUP.search(candidate) else ""


def _cards(text: str, _language: str) -> Iterator[Identifier]:
    from stdnum import luhn

    for found in _CARD.finditer(text):
        digits = re.sub(r"\D", "", found[0])
        known = any(prefix.match(digits) and len(digits) in lengths for prefix, lengths in _CARD_PREFIXES)
        if known and luhn.is_valid(digits) and len(set(digits)) > 1:
            yield Identifier("card", *found.span(), mask(found[0]))


def _phones(text: str, language: str) -> Iterator[Identifier]:
    """International numbers anywhere; national ones in a text of that country's language, bare ones after a cue."""
    if not _PHONE.search(text):
        return
    import phonenumbers

    region = _REGIONS.get(language)
    for found in _PHONE.finditer(text):
        written = found[0]
        national = not written.startswith(("+", "00"))
        if national and (region is None or not _PHONE_CUE.search(text[max(0, found.start() - 40) : found.start()])):
            continue
        try:
            number = phonenumbers.parse("+" + written[2:] if written.startswith("00") else written, region)
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_valid_number(number):
            yield Identifier("phone", *found.span(), mask(written, shown=4 if written.startswith("+") else 2))


def mask(text: str, shown: int = 2) -> str:
    """The first ``shown`` characters; of the rest a dot for each letter and digit."""
    return text[:shown] + re.sub(r"[^\W_]", "•", text[shown:])


def _bare(text: str) -> str:
    """An address or number as it is compared: lower case, numbers by their digits alone."""
    return text.casefold().strip() if "@" in text else re.sub(r"[\W_]", "", text.casefold())
