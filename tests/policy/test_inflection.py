"""Words and names in their inflected forms, and the dictionaries behind them."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voices.policy import inflection
from voices.policy.inflection import lemmas
from voices.policy.prose import prose_of
from voices.policy.terms import TermMatcher


@dataclass
class Phrases:
    terms: dict[str, tuple[str, ...]] = field(default_factory=dict)
    exact: bool = False


def met(language: str, term: str, text: str, key: str = "") -> list[str]:
    matcher = TermMatcher([Phrases({key or language: (term,)})], language)
    return [text[one.start : one.end] for one in matcher.find(text)]


@pytest.mark.parametrize(
    ("language", "term", "forms"),
    [
        ("en", "layoff", "layoffs Layoff LAYOFFS layoff's"),
        ("en", "takeover bid", "takeover-bid takeover\u00a0bids"),
        ("fi", "irtisanominen", "irtisanomisesta irtisanomisia Irtisanominen irtisanomiset"),
        ("fi", "asiakas", "asiakkaan asiakkaille asiakkaamme asiakkaallemme"),
        ("pl", "zwolnienie", "zwolnienia zwolnień zwolnieniach Zwolnieniami"),
        ("pl", "klient", "klientowi klientów klientami"),
        ("lt", "atleidimas", "atleidimo atleidimai atleidimų atleidimus"),
        ("lt", "klientas", "kliento klientui klientų klientais"),
    ],
)
def test_words_are_found_in_any_form(language, term, forms) -> None:
    for form in forms.split(" "):
        assert met(language, term, f"({form}).") == [form.removesuffix("'s")], form


@pytest.mark.parametrize(
    ("language", "name", "forms"),
    [
        ("en", "Velnora", "Velnora Velnora's velnoras"),
        ("fi", "Velnora", "Velnoran Velnoraan Velnorassa Velnorastakin"),
        ("fi", "Tarmius", "Tarmiuksen Tarmiuksessa Tarmiusta"),
        ("fi", "Hakkonen", "Hakkosen Hakkoselle Hakkosta"),
        ("pl", "Velnora", "Velnory Velnorze Velnorę Velnorą"),
        ("pl", "Brentor", "Brentora Brentorowi Brentorem Brentorze"),
        ("pl", "Sartek", "Sartka Sartkiem"),
        ("lt", "Velnora", "Velnoros Velnorai Velnorą Velnoroje"),
        ("lt", "Ostria", "Ostrios Ostrioje Ostrija Ostrijos Ostriją Ostrijoje"),
        ("lt", "Brentas", "Brento Brentui Brentą Brente"),
        ("sv", "Velnora", "Velnora Velnoras"),
    ],
)
def test_names_no_dictionary_knows_are_found_in_their_cases(language, name, forms) -> None:
    for form in forms.split(" "):
        found = met(language, name, f"Se, {form}!", "all")
        assert found == [form.removesuffix("'s")], form


def test_the_longest_phrase_is_found_and_nothing_inside_it() -> None:
    matcher = TermMatcher([Phrases({"en": ("client", "client list", "list of clients")})], "en")
    text = "A client, client lists, and a list of clients."
    assert [text[one.start : one.end] for one in matcher.find(text)] == ["client", "client lists", "list of clients"]


def test_a_phrase_ends_with_its_sentence_and_its_paragraph() -> None:
    assert met("en", "client list", "Our client. List it.\n\nA client\n\nlist, a client, list") == []
    assert met("en", "client list", "a *client*\nlist and **client _list_**") == ["client*\nlist", "client _list"]


@given(st.text(max_size=300))
def test_any_text_keeps_its_length_and_places(text) -> None:
    prose = prose_of(text)
    assert len(prose.spoken) == len(prose.written) == len(prose.shown) == len(text)
    for offset in range(0, len(text), 7):
        line, column = prose.place(offset)
        assert text.split("\n")[line - 1][column - 1 : column] in (text[offset], "")


@given(
    st.lists(
        st.sampled_from(["---\n", "title: x\n", "[a](b)", "<a alt='x'>", "```\n", "`", "](", "://", "\r\n", "<", "é"])
    )
)
def test_odd_markup_keeps_its_length(parts) -> None:
    text = "".join(parts)
    prose = prose_of(text)
    assert len(prose.spoken) == len(prose.shown) == len(text)
    assert prose.spoken.count("\n") == text.count("\n")


def test_broken_or_unwritable_dictionary_is_unpacked_again(tmp_path, monkeypatch) -> None:
    def afresh() -> None:
        for cached in (inflection._factory, inflection._strategy, lemmas):
            cached.cache_clear()

    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    try:
        afresh()
        assert "klientas" in lemmas("klientui", "lt")
        (file,) = tmp_path.rglob("lt.index")
        file.write_bytes(file.read_bytes()[:1000])
        afresh()
        assert "klientas" in lemmas("klientui", "lt")
        assert file.stat().st_size > 1000
        monkeypatch.setenv("XDG_CACHE_HOME", str(file / "no-folder"))
        afresh()
        assert "klientas" in lemmas("klientui", "lt")
    finally:
        afresh()
