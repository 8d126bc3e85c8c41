"""``/authors/``: everyone with a page, filtered by team, place, topic and language in the reader's own browser.

The pages are plain lists of links, by name, those who have moved on last. A small script shows the filter, fetches the other
pages once somebody filters, and hides who doesn't match.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial

from msgspec import Struct

from voices.build.kit import Kit
from voices.build.page import Page, Plan
from voices.build.views.dress import count_voices, wording
from voices.build.views.faces import Person, person
from voices.build.views.heads import hub_head
from voices.build.views.links import everywhere, href
from voices.build.views.listings import Pager, Sheet, neighbours, on_sheet, pager, sheet_address, sheet_title, sheets
from voices.build.views.pairs import pieces_by
from voices.catalog import Group
from voices.model import Author, Wording
from voices.store import digest

ADDRESS = "authors/"


class Traits(Struct, frozen=True):
    """What the filter asks of one person, as ids, and how many cards their voices make."""

    author: Author
    team: str
    place: str
    topics: tuple[str, ...]
    languages: tuple[str, ...]
    pieces: int


class Row(Struct, frozen=True):
    """One person as the list shows them, with what the filter asks for: ids separated by spaces."""

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
    pager: Pager | None
    first: str
    """Where the first page is: it alone filters, and the others send there who wants to."""
    others: tuple[str, ...]
    """Where the other pages are, on the first; empty on the others."""


def people_pages(kit: Kit, language: str) -> Iterator[Plan]:
    """The authors' index in one language, ``per_page`` people a page."""
    everyone = kit.once("people-traits", lambda: _everyone(kit))
    facts = kit.once("people-facts", lambda: digest(*map(_told, everyone)))
    for sheet in sheets(len(everyone), kit.hub.voices.per_page):
        address = kit.hub.in_language(sheet_address(ADDRESS, sheet.number), language)
        yield Plan(address, (), partial(_people_page, kit, everyone, sheet, language), (facts,))


def _everyone(kit: Kit) -> tuple[Traits, ...]:
    traits = [_traits(kit, author) for author in kit.catalog.people.values()]
    return tuple(sorted(traits, key=lambda one: one.author.status == "alumni"))


def _traits(kit: Kit, author: Author) -> Traits:
    catalog = kit.catalog
    voices = catalog.voices_of(author.id)
    topics = {*catalog.expertise_of.get(author.id, ()), *(topic for voice in voices for topic in voice.topics)}
    return Traits(
        author=author,
        team=catalog.team_of.get(author.id, ""),
        place=catalog.place_of.get(author.id, ""),
        topics=tuple(sorted(topics & catalog.topics.keys())),
        languages=tuple(sorted({*author.languages, *(voice.language for voice in voices)})),
        pieces=pieces_by(kit, author.id) if voices else 0,
    )


def _told(one: Traits) -> str:
    """What of a person's row changes with what they write."""
    return repr((one.author.id, one.topics, one.languages, one.pieces))


def _people_page(kit: Kit, everyone: Sequence[Traits], sheet: Sheet, language: str) -> Page:
    w = kit.words(language)
    shown = on_sheet(everyone, sheet)
    address = sheet_address(ADDRESS, sheet.number)
    title = w.gettext("People")
    numbered = sheet_title(kit, title, sheet, language)
    summary = w.gettext("Everyone who writes here, in their own names.")
    before, after = neighbours(kit, ADDRESS, sheet, language)
    rest = range(2, sheet.total + 1) if sheet.number == 1 else ()
    view = PeopleView(
        title=title,
        summary=summary,
        count=w.ngettext("{n} person", "{n} people", len(everyone)),
        filters=kit.once(("people-filters", language), lambda: _filters(kit, everyone, language)),
        rows=tuple(_row(kit, one, language) for one in shown if one.author.status != "alumni"),
        alumni=tuple(_row(kit, one, language) for one in shown if one.author.status == "alumni"),
        pager=pager(kit, ADDRESS, sheet, language, ways=(w.gettext("Previous"), w.gettext("Next"))),
        first=href(kit, ADDRESS, language),
        others=tuple(href(kit, sheet_address(ADDRESS, number), language) for number in rest),
    )
    return Page(
        address=kit.hub.in_language(address, language),
        language=language,
        section="people",
        template="pages/people.html",
        view=view,
        title=Wording(numbered),
        head=hub_head(
            kit,
            address,
            language,
            numbered,
            summary,
            steps=[(kit.hub.site_name, kit.hub.in_language("", language))],
            previous=before,
            following=after,
        ),
        alternates=everywhere(kit, address),
        modified=max((one.author.agreed.day for one in everyone), default=None),
    )


def _row(kit: Kit, one: Traits, language: str) -> Row:
    return Row(
        person=person(kit, one.author.id, language, "wall"),
        headline=wording(kit, one.author.headline, language),
        count=count_voices(kit, one.pieces, language) if one.pieces else "",
        team=one.team,
        place=one.place,
        topics=" ".join(one.topics),
        languages=" ".join(one.languages),
    )


def _filters(kit: Kit, rows: Sequence[Traits], language: str) -> tuple[Filter, ...]:
    w, catalog = kit.words(language), kit.catalog
    found = [
        Filter("team", w.gettext("Team"), _group_choices(kit, catalog.teams, (row.team for row in rows), language)),
        Filter("place", w.gettext("Place"), _group_choices(kit, catalog.places, (row.place for row in rows), language)),
        Filter(
            "topics",
            w.gettext("Topic"),
            _group_choices(kit, catalog.topics, (id_ for row in rows for id_ in row.topics), language),
        ),
        Filter("languages", w.gettext("Language"), _language_choices(kit, rows, language)),
    ]
    return tuple(one for one in found if len(one.choices) > 1)


def _group_choices(kit: Kit, groups: Mapping[str, Group], ids: Iterable[str], language: str) -> tuple[Choice, ...]:
    w = kit.words(language)
    counts = Counter(id_ for id_ in ids if id_ in groups)
    choices = [Choice(id_, wording(kit, groups[id_].name, language).text, w.number(n)) for id_, n in counts.items()]
    return tuple(sorted(choices, key=lambda choice: (choice.name.casefold(), choice.id)))


def _language_choices(kit: Kit, rows: Sequence[Traits], language: str) -> tuple[Choice, ...]:
    w = kit.words(language)
    counts = Counter(code for row in rows for code in row.languages)
    choices = [Choice(code, w.language_name(code), w.number(n)) for code, n in counts.items()]
    return tuple(sorted(choices, key=lambda choice: (choice.name.casefold(), choice.id)))
