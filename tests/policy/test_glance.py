"""A glance spares the rules most of their work and never a finding."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from unittest.mock import patch

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from voices.policy import glance, matching, prose
from voices.policy.literals import needed_for
from voices.policy.prose import plain, prose_of
from voices.policy.reading import parse_policy
from voices.policy.schema import Policy

SAMPLE, _ = parse_policy((Path(__file__).parents[2] / "content" / "policy.yml").read_bytes(), "policy.yml")
OWN, _ = parse_policy(
    b"""\
rules:
  - {id: names, title: Names, why: w, terms: {all: [Borealis, Project Aurora, data_lake], en: [client list]}}
  - {id: as-written, title: T, why: w, exact: true, terms: {all: [NDA, 'Ab  Cd', 'x:y']}}
  - {id: contract, title: T, why: w, pattern: '\\bK-\\d{6}\\b'}
  - {id: any-case, title: T, why: w, pattern: '(?i)(?:kiss|m\xc5\xabs\xc5\xb3 pelnas)\\s+\\d'}
  - {id: nothing-needed, title: T, why: w, pattern: '\\d \\d [a-c]'}
""",
    "policy.yml",
)

WORDS = (
    *(
        "Borealis",
        "Borealiksen",
        "borealis's",
        "Project",
        "Aurora",
        "client",
        "clients",
        "list",
        "lists",
        "data",
        "lake",
    ),
    *("data_lake", "NDA", "Ab", "Cd", "x:y", "K-123456", "KISS", "ki\u017fs", "k\u0130ss", "M\u016aS\u0172", "pelnas"),
    *("confidential", "salary", "our revenue", "turnover", "TU-1234-5678-9012", "git.corp.tuuli.example"),
    *("131052-308T", "44051401359", "38703181745", "4111 1111 1111 1111", "FI21 1234 5600 0007 85", "+358 40 123 4567"),
    *("call 601 234 567", "123", "4567", "12", "34", "5", "2026-05-04", "jane@acme.fi", "@", "://", "https://a.fi/1/2"),
    *("AKIAQ3EGRIFJNWK5X7AB", "ghp_16C7e42F292c6912E7710c838347Ae178B4a", "-----BEGIN RSA PRIVATE KEY-----", "PuTTY"),
    *(
        "https://jane:s3cr3tpw@db.acme.fi",
        "palkka",
        "wynagrodzenia",
        "atlyginimo",
        "klient\u00f3w",
        "lista",
        "the",
        "we",
    ),
)
MARKS = (
    *(" ", " ", " ", "  ", "\n", "\n\n", "\u00a0", "\u2028", "", ".", ",", "-", "_", "*", '"', "'", "(", ")", "[", "]"),
    *(
        "](",
        "]: ",
        "<b>",
        "</b>",
        '<img alt="',
        '<a title="',
        '">',
        "<",
        ">",
        "`",
        "```",
        "\n```\n",
        "~~~",
        "<!--",
        "-->",
    ),
    *("title: ", "date: ", "- ", "{", "}", "summary: {", "\r\n", "https", "a", "1"),
)
PIECES = st.lists(st.sampled_from((*WORDS, *MARKS, *MARKS)), max_size=40).map("".join)
HEADS = st.lists(
    st.tuples(
        st.sampled_from(("title: ", "date: ", "summary: ", "image: ", "  alt: ", "x: {alt: ", "- ", "note:", "")),
        PIECES,
    ),
    max_size=4,
).map(lambda lines: "---\n" + "\n".join(key + value for key, value in lines) + "\n---\n")
TEXTS = st.tuples(st.one_of(st.just(""), HEADS), PIECES).map("".join)


class _Everything:
    """What a glance would say that never rules anything out."""

    def __init__(self, policy: Policy) -> None:
        self._kinds = frozenset(("terms", "email", "secret", *map(glance.pattern_of, policy.rules)))

    def at(self, _source: str) -> frozenset[str]:
        return self._kinds


def found(text: str, language: str, policy: Policy) -> list[object]:
    return list(matching.hits(prose_of(text), language, policy, "posts"))


def found_without_glance(text: str, language: str, policy: Policy) -> list[object]:
    with (
        patch.object(matching, "_glance", lambda *_: _Everything(policy)),
        patch.object(matching, "may_hold_numbers", lambda _: True),
    ):
        return found(text, language, policy)


@settings(max_examples=400)
@given(text=TEXTS, language=st.sampled_from(("en", "fi", "pl", "lt", "de")), policy=st.sampled_from((SAMPLE, OWN)))
def test_a_glance_never_costs_a_finding(text: str, language: str, policy: Policy) -> None:
    assert found(text, language, policy) == found_without_glance(text, language, policy)


@pytest.mark.parametrize(
    "text",
    [
        'See <img alt="123">4567',  # the end of a tag leaves two blanks, over which a number would go on
        "\u0105Borealishttps://a.fi/x is it",  # an address begins in the middle of a word
        "---\ntitle: call 040 123 4567\ndate: 2026-05-04\n---\n",
        "A Ab  Cd in it, and K-123456",
        "ki\u017fs 5 and k\u0130ss 5",
    ],
)
def test_the_corners_are_seen(text: str) -> None:
    for policy in (SAMPLE, OWN):
        for language in ("en", "fi"):
            assert found(text, language, policy) == found_without_glance(text, language, policy)


def test_a_text_with_nothing_to_find_wakes_no_rule() -> None:
    text = "---\ntitle: A quiet day\ndate: 2026-05-04\n---\nWe repaired the old printer, twice. It hums again.\n"
    matching._glance.cache_clear()
    with patch.object(matching, "find_numbers") as numbers, patch.object(matching, "find_pattern") as patterns:
        with patch.object(matching, "_matcher", wraps=matching._matcher) as matcher:
            assert found(text, "en", SAMPLE) == []
        assert matcher.call_count == 1  # for the glance itself
    assert not numbers.called
    assert not patterns.called


def test_runs_are_forgotten_before_they_fill_the_memory() -> None:
    with patch.object(glance, "_RUNS_AT_MOST", 3):
        for text in ("one two three four", "Borealis five six", "seven client list eight", "one Borealis"):
            assert found(text, "en", OWN) == found_without_glance(text, "en", OWN)


@pytest.mark.parametrize(
    ("pattern", "literals"),
    [
        (r"\bTU-(?!0000)\d{4}-\d{4}\b", {"TU-"}),
        (r"\b[a-z0-9-]+\.(?:int|corp)\.acme\.example\b", {".acme.example"}),
        (
            r"(?i)\b(?:our (?:Revenue|turnover)|liikevaihto(?:mme|nsa))\b[^.\n]{0,80}\d",
            {"revenue", "turnover", "liikevaihto"},
        ),
        (r"colou?r", {"colo"}),
        (r"ab{2}c", {"ab"}),
        (r"(?:abc)?d", {"d"}),
        (r"(?P<who>jane)+ x", {"jane"}),
        (r"[\]x]yz", {"yz"}),
        (r"(?<=id )nr\.", {"nr."}),
    ],
)
def test_what_a_pattern_needs_is_read_off_it(pattern: str, literals: set[str]) -> None:
    needed = needed_for(pattern)
    assert needed is not None
    assert set(needed.literals) == literals


@pytest.mark.parametrize(
    "pattern",
    [
        r"\d{6}",
        r"a|\d",
        r"(?:abc)*",
        r"(?:cats){e<=1}",
        r"\p{Lu}x",
        r"(a)\1",
        r"(?x) a b",
        r"a(?i)b",
        r"[[:alpha:]]b",
        r"a{,2}",
    ],
)
def test_a_pattern_that_needs_nothing_certain_is_always_run(pattern: str) -> None:
    assert needed_for(pattern) is None


_ATOM = st.sampled_from(
    ("a", "B", "ab", "Kiss", "-", r"\.", r"\d", r"\w", ".", "[ab]", "[^a]", r"\b", " ", "é", "ų", r"\s")
)
_REPEATED = st.tuples(
    _ATOM.filter(lambda atom: atom != r"\b"), st.sampled_from(("?", "*", "+", "{2}", "{0,1}", "{1,}", "+?"))
)
PATTERNS = st.recursive(
    st.one_of(_ATOM, _REPEATED.map("".join)),
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map("".join),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: f"(?:{'|'.join(parts)})"),
        inner.map(lambda part: f"(?:{part})?"),
        inner.map(lambda part: f"({part})+"),
        inner.map(lambda part: f"(?!{part})"),
    ),
    max_leaves=6,
)


@settings(max_examples=400)
@given(pattern=PATTERNS, ignores_case=st.booleans(), data=st.data())
def test_what_a_pattern_needs_is_in_all_it_matches(*, pattern: str, ignores_case: bool, data: st.DataObject) -> None:
    whole = f"(?i){pattern}" if ignores_case else pattern
    needed = needed_for(whole)
    text = data.draw(
        st.lists(st.sampled_from("aAbBkKiIsS\u017f\u212a\u0130\u0131-. 1éÉųŲ\n"), max_size=12).map("".join)
    )
    if needed and regex.search(whole, text, regex.MULTILINE | regex.VERSION0):
        assert any(needed.may_be_in(run) for run in text.split())


def test_ignoring_case_and_folding_agree_on_the_letters_of_europe() -> None:
    letters = [chr(code) for code in (*range(0x30, 0x7B), *range(0xC0, 0x250)) if chr(code).isalnum()]
    needed = {letter: needed_for(f"(?i){letter}") for letter in letters}
    assert {letter for letter, need in needed.items() if need is None} == set("\u0130\u0131\u00df\u019b")
    alike = regex.compile(f"[{''.join(letters)}]", regex.IGNORECASE | regex.VERSION0)
    beyond = alike.findall("".join(map(chr, (*range(0x250, 0xD800), *range(0xE000, sys.maxunicode)))))
    for letter, need in needed.items():
        matching_letters = regex.findall(letter, "".join((*letters, *beyond)), regex.IGNORECASE | regex.VERSION0)
        assert need is None or all(map(need.may_be_in, matching_letters)), letter


@given(text=PIECES)
def test_code_is_left_out_from_its_marks_as_from_each_character(text: str) -> None:
    body = plain(text)
    assert body.shown == prose._CODE.sub(lambda code: re.sub(r"[^\r\n]", " ", code[0]), text)
    for characters in (0, 7, 30, 10_000):
        assert body.said(characters) == prose._CODE.sub(" ", text)[:characters]
