"""A small guideline in four languages and posts to hold against it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from voices.dates import Moment
from voices.model import Author, Document, Post, Source
from voices.policy.reading import parse_policy
from voices.policy.schema import Policy
from voices.settings import Hub, hub_from

GUIDELINE = """\
rules:
  - id: code-names
    severity: block
    title: {en: A code name, fi: Koodinimi, pl: Kryptonim, lt: Kodinis pavadinimas}
    why: {en: Nobody outside knows it., fi: Sitä ei tunneta., pl: Nikt go nie zna., lt: Niekas jo nežino.}
    instead: {en: A new product, fi: Uusi tuote, pl: Nowy produkt, lt: Naujas produktas}
    terms: {all: [Borealis, Project Aurora]}
    area: press
  - id: client-list
    severity: block
    title: {en: Who our clients are, fi: Keitä asiakkaamme ovat, pl: Kim są nasi klienci, lt: Kas yra mūsų klientai}
    why: {en: They have not agreed., fi: He eivät ole suostuneet., pl: Nie wyrazili zgody., lt: Jie nesutiko.}
    terms:
      en: [client list]
      fi: [asiakasluettelo]
      pl: [lista klientów]
      lt: [klientų sąrašas]
  - id: salary
    severity: warn
    title: {en: Pay, fi: Palkka, pl: Wynagrodzenie, lt: Atlyginimas}
    why: {en: It is between two., fi: Se on kahden välinen asia., pl: To sprawa dwojga., lt: Tai dviejų reikalas.}
    terms: {en: [salary], fi: [palkka], pl: [wynagrodzenie], lt: [atlyginimas]}
  - id: list-of-anything
    severity: hint
    title: A list
    why: Lists are dull.
    terms: {en: [list], pl: [lista]}
  - id: contract
    severity: block
    title: {en: A contract's number, pl: Numer umowy}
    why: Contracts are confidential.
    pattern: '\\bK-\\d{6}\\b'
  - id: nda
    severity: warn
    title: A secret agreement
    why: That there is one is confidential too.
    exact: true
    terms: {all: [NDA]}
  - id: press-release
    severity: block
    title: A press release
    why: Voices are people.
    terms: {en: [press release]}
    scope: entries
allow: [press@acme.example, "+358 9 123 4567"]
"""

PostMaker = Callable[..., Post]


@pytest.fixture(scope="session")
def policy() -> Policy:
    found, faults = parse_policy(GUIDELINE.encode(), "content/policy.yml")
    assert faults == ()
    return found


@pytest.fixture
def hub(tmp_path: Path) -> Hub:
    return make_hub(tmp_path)


def make_hub(folder: Path, **voices: Any) -> Hub:
    settings = {
        "languages": ["en", "fi", "pl", "lt"],
        "editors": [
            {"name": "Ada", "email": "ada@acme.example", "languages": ["en", "fi"], "responsible": True},
            {"name": "Bo", "email": "bo@acme.example", "languages": ["en", "lt"], "areas": ["press"]},
            {"name": "Cyryl", "email": "cyryl@acme.example", "languages": ["pl"], "areas": ["privacy"]},
        ],
        **voices,
    }
    config = {"site_name": "Acme", "site_url": "https://voices.acme.example", "extra": {"voices": settings}}
    return hub_from(config, folder / "mkdocs.yml", {})


@pytest.fixture
def make_post() -> PostMaker:
    """A post that has all that is asked for, in the language given; keywords change it."""

    def make(text: str, language: str = "en", **changed: Any) -> Post:
        lines = tuple((key, number) for number, key in enumerate(changed.pop("keys", ()), start=2))
        values: dict[str, Any] = {
            "slug": "a",
            "source": Source("content/posts/a.md", lines),
            "title": "A title",
            "authors": ("jane",),
            "date": Moment(dt.datetime(2026, 11, 3, tzinfo=dt.UTC), bare=True),
            "language": language,
            "summary": "In short.",
            "document": Document(text=text, words=len(text.split())),
        }
        return Post(**values | changed)

    return make


@pytest.fixture
def make_author() -> Callable[..., Author]:
    """A profile."""
    agreed = Moment(dt.datetime(2026, 1, 5, tzinfo=dt.UTC), bare=True)
    return lambda **changed: Author(
        **{"id": "jane", "source": Source("content/authors/jane.md"), "name": "Jane", "agreed": agreed, **changed}
    )


@pytest.fixture
def hub_with(tmp_path: Path) -> Callable[..., Hub]:
    """A hub with other settings below ``extra.voices``."""
    return lambda **voices: make_hub(tmp_path, **voices)


@pytest.fixture
def guideline() -> str:
    """The guideline's file."""
    return GUIDELINE


@pytest.fixture
def now() -> dt.datetime:
    """The day of these tests."""
    return dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)
