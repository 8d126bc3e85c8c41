"""Pages of topics, teams, places, languages and years, and of all voices: people, voices, jobs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from markupsafe import Markup
from msgspec import Struct

from voices.build.kit import Kit
from voices.build.page import Page, Plan
from voices.build.views.cards import cards
from voices.build.views.dress import count_voices, wording
from voices.build.views.edits import edit_url
from voices.build.views.faces import Person, people, person
from voices.build.views.heads import hub_head
from voices.build.views.job_rows import JobRow, job_rows
from voices.build.views.links import Link, everywhere, href
from voices.build.views.listings import (
    Pager,
    Sheet,
    neighbours,
    newest_day,
    on_sheet,
    pager,
    sheet_address,
    sheet_title,
    sheets,
)
from voices.build.views.pairs import all_pieces, once_each, pieces_of
from voices.build.views.periods import Period, jumps, periods
from voices.build.views.pictures import hero_picture
from voices.catalog import Group, GroupKind, Voice
from voices.i18n import Language
from voices.model import Wording

_FACES_SHOWN = 12
_FILTERS = {"topic": "topics", "team": "team", "place": "place", "language": "languages"}
"""The people's filter that means a group of this kind."""


class GroupView(Struct, frozen=True):
    """What ``pages/group.html`` shows."""

    kind: str
    eyebrow: Link
    title: Wording
    summary: Wording
    picture: Markup
    introduction: Markup
    introduction_language: str
    count: str
    feed: str
    lead: Person | None
    people_title: str
    people: tuple[Person, ...]
    more_people: Link | None
    heading: str
    cards: Markup
    pager: Pager | None
    jobs: tuple[JobRow, ...]
    edit: str
    months: tuple[Period, ...]
    jumps: tuple[Link, ...]
    years: tuple[Link, ...]
    older: Link | None
    newer: Link | None
    first: bool


class _Kind(Struct, frozen=True):
    index: str
    section: str


_KINDS: dict[GroupKind, _Kind] = {
    "topic": _Kind("topics/", "topics"),
    "team": _Kind("teams/", "people"),
    "place": _Kind("places/", "people"),
    "language": _Kind("languages/", "topics"),
    "year": _Kind("archive/", "home"),
}


def group_pages(kit: Kit, language: str) -> Iterator[Plan]:
    """Every page of every group in one language."""
    catalog = kit.catalog
    for groups in (catalog.topics, catalog.teams, catalog.places, catalog.languages, catalog.years):
        for group in groups.values():
            voices = once_each(kit, group.voices, language)
            for sheet in sheets(len(voices), kit.hub.voices.per_page):
                make = partial(_group_page, kit, group, voices, sheet, language)
                also = _calendar(kit, group, voices, language) if group.kind == "year" else group.people
                yield _plan(kit, group.address, language, voices, sheet, make, also)


def all_voices_pages(kit: Kit, language: str) -> Iterator[Plan]:
    """``/posts/``: everything, newest first."""
    voices = once_each(kit, kit.catalog.voices, language)
    for sheet in sheets(len(voices), kit.hub.voices.per_page):
        make = partial(_all_voices_page, kit, voices, sheet, language)
        yield _plan(kit, "posts/", language, voices, sheet, make)


def _plan(
    kit: Kit,
    base: str,
    language: str,
    voices: Sequence[Voice],
    sheet: Sheet,
    make: Callable[[], Page],
    also: Sequence[str] = (),
) -> Plan:
    """A listing's page: it shows the voices on it, what is counted over all of them, and ``also`` what else differs."""
    address = kit.hub.in_language(sheet_address(base, sheet.number), language)
    facts: tuple[str | int, ...] = (len(voices), str(newest_day(kit, base, voices)), *also)
    return Plan(address, tuple(on_sheet(voices, sheet)), make, facts)


def _all_voices_page(kit: Kit, voices: Sequence[Voice], sheet: Sheet, language: str) -> Page:
    w = kit.words(language)
    title, base = w.gettext("All voices"), "posts/"
    summary = w.gettext("Posts written here and on the authors' own blogs, newest first.")
    view = GroupView(
        kind="all",
        eyebrow=Link("", ""),
        title=Wording(title),
        summary=Wording(summary),
        picture=Markup(),
        introduction=Markup(),
        introduction_language="",
        count=count_voices(kit, all_pieces(kit), language),
        feed=href(kit, "feed.xml", kit.hub.default_language),
        lead=None,
        people_title="",
        people=(),
        more_people=None,
        heading=w.gettext("Newest first"),
        cards=cards(kit, on_sheet(voices, sheet), language),
        pager=pager(kit, base, sheet, language),
        jobs=(),
        edit="",
        months=(),
        jumps=(),
        years=(),
        older=None,
        newer=None,
        first=sheet.number == 1,
    )
    return _page(kit, base, sheet, language, view, "home", summary, on_sheet(voices, sheet), feed=None, modified=voices)


def kind_label(w: Language, kind: GroupKind) -> str:
    """The word for one group of this kind."""
    labels: dict[GroupKind, str] = {
        "topic": w.gettext("Topic"),
        "team": w.gettext("Team"),
        "place": w.gettext("Place"),
        "language": w.gettext("Language"),
        "year": w.gettext("Year"),
    }
    return labels[kind]


def introduction(kit: Kit, group: Group, language: str) -> tuple[Markup, str]:
    """A group's own words, and their language where it must be marked."""
    known = dict(group.introductions)
    default = kit.hub.default_language
    for code, mark in ((language, ""), ("", "" if language == default else default), (default, default)):
        if code in known:
            return kit.document(known[code], language), mark
    return Markup(), ""


def _group_page(kit: Kit, group: Group, listed: Sequence[Voice], sheet: Sheet, language: str) -> Page:
    w, kind = kit.words(language), _KINDS[group.kind]
    name = _name(kit, group, language)
    summary = wording(kit, group.summary, language)
    voices = on_sheet(listed, sheet)
    first = sheet.number == 1
    intro, intro_language = introduction(kit, group, language) if first else (Markup(), "")
    shown = group.people[:_FACES_SHOWN] if first and group.kind != "year" else ()
    years = _years(kit, group, language) if group.kind == "year" else ()
    here = next((at for at, year in enumerate(years) if year.current), -1)
    view = GroupView(
        kind=group.kind,
        eyebrow=Link(kind_label(w, group.kind), href(kit, kind.index, language)),
        title=name,
        summary=summary,
        picture=hero_picture(kit, group.image) if first else Markup(),
        introduction=intro,
        introduction_language=intro_language,
        count=count_voices(kit, pieces_of(kit, group), language),
        feed=href(kit, group.address + "feed.xml", kit.hub.default_language) if group.kind != "year" else "",
        lead=person(kit, group.lead, language) if first and group.lead in kit.catalog.people else None,
        people_title=w.gettext("Who writes about it") if group.kind == "topic" else w.gettext("The people"),
        people=people(kit, shown, language, "wall"),
        more_people=_more(kit, group, language) if first and len(group.people) > len(shown) > 0 else None,
        heading=w.gettext("Voices"),
        cards=cards(kit, voices, language) if group.kind != "year" else Markup(),
        pager=pager(kit, group.address, sheet, language),
        jobs=job_rows(kit, group.jobs, language) if first else (),
        edit=edit_url(kit, group.own_page),
        months=periods(kit, voices, "month", "row", language) if group.kind == "year" else (),
        jumps=jumps(kit, group.address, listed, "month", sheet.number, language) if group.kind == "year" else (),
        years=years,
        older=years[here + 1] if 0 <= here < len(years) - 1 else None,
        newer=years[here - 1] if here > 0 else None,
        first=first,
    )
    feed = None if group.kind == "year" else (name.text, group.address)
    description = summary.text or _description(kit, group, name.text, language)
    return _page(
        kit, group.address, sheet, language, view, kind.section, description, voices, feed=feed, modified=group.voices
    )


def _page(
    kit: Kit,
    base: str,
    sheet: Sheet,
    language: str,
    view: GroupView,
    section: str,
    description: str,
    voices: Sequence[Voice],
    *,
    feed: tuple[str, str] | None,
    modified: Sequence[Voice],
) -> Page:
    address = sheet_address(base, sheet.number)
    title = sheet_title(kit, view.title.text, sheet, language)
    before, after = neighbours(kit, base, sheet, language)
    steps = [(kit.hub.site_name, kit.hub.in_language("", language))]
    if view.eyebrow.label:
        steps.append((view.eyebrow.label, kit.hub.in_language(_KINDS_BY_NAME[view.kind].index, language)))
    return Page(
        address=kit.hub.in_language(address, language),
        language=language,
        section=section,
        template="pages/group.html",
        view=view,
        title=Wording(title, view.title.language),
        head=hub_head(
            kit,
            address,
            language,
            title,
            description,
            feed=feed,
            voices=voices,
            first=sheet.start + 1,
            steps=steps,
            previous=before,
            following=after,
        ),
        alternates=everywhere(kit, address),
        edit_url=view.edit,
        modified=newest_day(kit, base, modified),
        feed=base if feed else "",
    )


_KINDS_BY_NAME: dict[str, _Kind] = {str(kind): found for kind, found in _KINDS.items()}


def _name(kit: Kit, group: Group, language: str) -> Wording:
    """A language is named in the page's own; everything else as its file or its posts name it."""
    if group.kind == "language":
        name = kit.words(language).language_name(group.id)
        return Wording(name[:1].upper() + name[1:])
    return wording(kit, group.name, language)


def _years(kit: Kit, group: Group, language: str) -> tuple[Link, ...]:
    """The years there are, newest first, with the one that is shown marked."""
    return tuple(
        Link(year.id, href(kit, year.address, language), current=year.id == group.id)
        for year in kit.catalog.years.values()
    )


def _calendar(kit: Kit, group: Group, voices: Sequence[Voice], language: str) -> tuple[str, ...]:
    """What a year's pages say beyond their voices: where each month begins, and which years there are."""
    months = jumps(kit, group.address, voices, "month", 0, language)
    return (*(link.url for link in months), *kit.catalog.years)


def _more(kit: Kit, group: Group, language: str) -> Link:
    w = kit.words(language)
    label = w.ngettext("{n} more person", "{n} more people", len(group.people) - _FACES_SHOWN)
    return Link(label, href(kit, "authors/", language) + f"#{_FILTERS[group.kind]}={group.id}")


def _description(kit: Kit, group: Group, name: str, language: str) -> str:
    w = kit.words(language)
    return f"{kind_label(w, group.kind)}: {name}. {count_voices(kit, pieces_of(kit, group), language)}."
