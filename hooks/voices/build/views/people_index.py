"""``/authors/``: everyone with a page, filtered by team, place, topic and language in the reader's own browser.

The page is a plain list of links; a small script shows the filter and hides who doesn't match.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from msgspec import Struct

from voices.build.kit import Kit
from voices.build.page import Page
from voices.build.views.dress import count_voices, wording
from voices.build.views.faces import Person, person
from voices.build.views.heads import hub_head
from voices.build.views.links import everywhere
from voices.build.views.pairs import pieces_by
from voices.catalog import Group
from voices.model import Author, Wording


class Row(Struct, frozen=True):
    """One person with what the filter asks for, as ids separated by spaces."""

    person: Person
    headline: Wording
    count: str
    team: str
    place: str
    topics: str
    languages: str


class Choice(Struct, frozen=True):
    """One value of a filter."""

    id: str
    name: str
    count: str


class Filter(Struct, frozen=True):
    """One select of the filter; ``key`` is the row's attribute."""

    key: str
    label: str
    choices: tuple[Choice, ...]


class PeopleView(Struct, frozen=True):
    """What ``pages/people.html`` shows."""

    title: str
    summary: str
    count: str
    filters: tuple[Filter, ...]
    rows: tuple[Row, ...]
    alumni: tuple[Row, ...]


def people_page(kit: Kit, language: str) -> Page:
    """The authors' index in one language."""
    w = kit.words(language)
    authors = list(kit.catalog.people.values())
    rows = [_row(kit, author, language) for author in authors]
    title = w.gettext("People")
    summary = w.gettext("Everyone who writes here, in their own names.")
    view = PeopleView(
        title=title,
        summary=summary,
        count=w.ngettext("{n} person", "{n} people", len(authors)),
        filters=_filters(kit, rows, language),
        rows=tuple(row for row, author in zip(rows, authors, strict=True) if author.status != "alumni"),
        alumni=tuple(row for row, author in zip(rows, authors, strict=True) if author.status == "alumni"),
    )
    return Page(
        address=kit.hub.in_language("authors/", language),
        language=language,
        section="people",
        template="pages/people.html",
        view=view,
        title=Wording(title),
        head=hub_head(
            kit,
            "authors/",
            language,
            title,
            summary,
            steps=[(kit.hub.site_name, kit.hub.in_language("", language))],
        ),
        alternates=everywhere(kit, "authors/"),
        modified=max((author.agreed.day for author in authors), default=None),
    )


def _row(kit: Kit, author: Author, language: str) -> Row:
    catalog = kit.catalog
    voices = catalog.voices_of(author.id)
    topics = {*catalog.expertise_of.get(author.id, ()), *(topic for voice in voices for topic in voice.topics)}
    return Row(
        person=person(kit, author.id, language, "wall"),
        headline=wording(kit, author.headline, language),
        count=count_voices(kit, pieces_by(kit, author.id), language) if voices else "",
        team=catalog.team_of.get(author.id, ""),
        place=catalog.place_of.get(author.id, ""),
        topics=" ".join(sorted(topics & catalog.topics.keys())),
        languages=" ".join(sorted({*author.languages, *(voice.language for voice in voices)})),
    )


def _filters(kit: Kit, rows: list[Row], language: str) -> tuple[Filter, ...]:
    w, catalog = kit.words(language), kit.catalog
    found = [
        Filter("team", w.gettext("Team"), _group_choices(kit, catalog.teams, (row.team for row in rows), language)),
        Filter("place", w.gettext("Place"), _group_choices(kit, catalog.places, (row.place for row in rows), language)),
        Filter(
            "topics",
            w.gettext("Topic"),
            _group_choices(kit, catalog.topics, (id_ for row in rows for id_ in row.topics.split()), language),
        ),
        Filter("languages", w.gettext("Language"), _language_choices(kit, rows, language)),
    ]
    return tuple(one for one in found if len(one.choices) > 1)


def _group_choices(kit: Kit, groups: Mapping[str, Group], ids: Iterable[str], language: str) -> tuple[Choice, ...]:
    w = kit.words(language)
    counts = Counter(id_ for id_ in ids if id_ in groups)
    choices = [Choice(id_, wording(kit, groups[id_].name, language).text, w.number(n)) for id_, n in counts.items()]
    return tuple(sorted(choices, key=lambda choice: (choice.name.casefold(), choice.id)))


def _language_choices(kit: Kit, rows: list[Row], language: str) -> tuple[Choice, ...]:
    w = kit.words(language)
    counts = Counter(code for row in rows for code in row.languages.split())
    choices = [Choice(code, w.language_name(code), w.number(n)) for code, n in counts.items()]
    return tuple(sorted(choices, key=lambda choice: (choice.name.casefold(), choice.id)))
