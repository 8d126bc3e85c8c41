"""Indexes: all topics, teams, places and languages, the archive's years, and every feed there is to follow."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from msgspec import Struct

from voices.build.kit import Kit
from voices.build.page import Page
from voices.build.views.dress import count_voices, wording
from voices.build.views.faces import Person, people
from voices.build.views.heads import hub_head
from voices.build.views.links import Link, everywhere, href
from voices.build.views.pairs import pieces_of
from voices.catalog import Group, GroupKind
from voices.feeds.health import health
from voices.i18n import Language
from voices.model import Blog, Wording
from voices.outputs.escape import web_address

_FACES_SHOWN = 4
_ALL_AS_CARDS = 18
_CARDS_OF_MANY = 12
_FEW = 3
"""Up to 18 groups are all cards; of more, the first 12 are, and the others a list of names; more than 3 say how
they are sorted."""


class IndexRow(Struct, frozen=True):
    """One group of an index."""

    name: Wording
    url: str
    summary: Wording
    count: str
    people: tuple[Person, ...]


class IndexView(Struct, frozen=True):
    """What ``pages/index.html`` shows."""

    kind: str
    title: str
    summary: str
    rows: tuple[IndexRow, ...]
    rest: tuple[IndexRow, ...]
    others: tuple[Link, ...]
    empty: str
    order: str


class FeedRow(Struct, frozen=True):
    """One listing that can be followed."""

    name: Wording
    page: str
    atom: str
    json: str


class BlogRow(Struct, frozen=True):
    """An author's own blog, and in words how the hub gets on with it."""

    author: str
    page: str
    host: str
    url: str
    health: str


class FeedsView(Struct, frozen=True):
    """What ``pages/feeds.html`` shows."""

    title: str
    summary: str
    sections: tuple[tuple[str, tuple[FeedRow, ...]], ...]
    blogs: tuple[BlogRow, ...]
    blogroll: str


def index_pages(kit: Kit, language: str) -> Iterator[Page]:
    """The indexes of groups, and the feeds' page."""
    w, catalog = kit.words(language), kit.catalog
    topics, teams = w.gettext("Topics"), w.gettext("Teams")
    places, languages, archive = w.gettext("Places"), w.gettext("Languages"), w.gettext("Archive")
    yield _index(kit, "topic", "topics/", topics, w.gettext("What we write about."), catalog.topics.values(), language)
    yield _index(kit, "team", "teams/", teams, w.gettext("Who works together."), catalog.teams.values(), language)
    yield _index(kit, "place", "places/", places, w.gettext("Where we work."), catalog.places.values(), language)
    yield _index(
        kit,
        "language",
        "languages/",
        languages,
        w.gettext("Everyone writes in the language they think in."),
        catalog.languages.values(),
        language,
    )
    yield _index(
        kit, "year", "archive/", archive, w.gettext("Everything, year by year."), catalog.years.values(), language
    )
    yield _feeds(kit, language, w)


_SECTIONS: dict[GroupKind, str] = {
    "topic": "topics",
    "team": "people",
    "place": "people",
    "language": "topics",
    "year": "home",
}


def _index(
    kit: Kit, kind: GroupKind, base: str, title: str, summary: str, groups: Iterable[Group], language: str
) -> Page:
    w = kit.words(language)
    ranked = kind != "year"
    # The catalog counts translations apart; what is shown counts them once.
    found = tuple(sorted(groups, key=lambda group: -pieces_of(kit, group)) if ranked else groups)
    cards = len(found) if len(found) <= _ALL_AS_CARDS or kind == "year" else _CARDS_OF_MANY
    view = IndexView(
        kind=kind,
        title=title,
        summary=summary,
        rows=tuple(_row(kit, group, language) for group in found[:cards]),
        rest=tuple(_row(kit, group, language, with_faces=False) for group in found[cards:]),
        others=_others(kit, base, language, w),
        empty=w.gettext("Nothing here yet."),
        order=w.gettext("Those with the most voices come first.") if ranked and len(found) > _FEW else "",
    )
    return Page(
        address=kit.hub.in_language(base, language),
        language=language,
        section=_SECTIONS[kind],
        template="pages/groups.html",
        view=view,
        title=Wording(title),
        head=hub_head(
            kit, base, language, title, summary, steps=[(kit.hub.site_name, kit.hub.in_language("", language))]
        ),
        alternates=everywhere(kit, base),
        modified=max((voice.moment.day for group in found for voice in group.voices[:1]), default=None),
    )


def _row(kit: Kit, group: Group, language: str, *, with_faces: bool = True) -> IndexRow:
    name = wording(kit, group.name, language)
    shown = group.people[:_FACES_SHOWN] if with_faces and group.kind != "year" else ()
    if group.kind == "language":
        text = kit.words(language).language_name(group.id)
        name = Wording(text[:1].upper() + text[1:])
    return IndexRow(
        name=name,
        url=href(kit, group.address, language),
        summary=wording(kit, group.summary, language),
        count=count_voices(kit, pieces_of(kit, group), language),
        people=people(kit, shown, language, "small"),
    )


def _others(kit: Kit, base: str, language: str, w: Language) -> tuple[Link, ...]:
    rows = (
        ("topics/", w.gettext("Topics")),
        ("teams/", w.gettext("Teams")),
        ("places/", w.gettext("Places")),
        ("languages/", w.gettext("Languages")),
        ("archive/", w.gettext("Archive")),
    )
    return tuple(Link(label, href(kit, address, language), current=address == base) for address, label in rows)


def _feeds(kit: Kit, language: str, w: Language) -> Page:
    catalog, base = kit.catalog, "feeds/"
    title = w.gettext("Feeds")
    summary = w.gettext("Follow a person, a topic or everything with the reader of your choice. Nobody keeps count.")
    sections = (
        (w.gettext("Everything"), (_feed_row(kit, Wording(kit.hub.site_name), "", language),)),
        (
            w.gettext("People"),
            tuple(_feed_row(kit, Wording(a.name), f"authors/{a.id}/", language) for a in catalog.people.values()),
        ),
        (w.gettext("Topics"), _group_feeds(kit, catalog.topics.values(), language)),
        (w.gettext("Teams"), _group_feeds(kit, catalog.teams.values(), language)),
        (w.gettext("Places"), _group_feeds(kit, catalog.places.values(), language)),
        (
            w.gettext("Languages"),
            tuple(
                _feed_row(kit, Wording(w.language_name(group.id)), group.address, language)
                for group in catalog.languages.values()
            ),
        ),
    )
    view = FeedsView(
        title,
        summary,
        tuple((name, rows) for name, rows in sections if rows),
        tuple(_blog_row(kit, blog, language) for blog in catalog.blogs),
        href(kit, "blogroll.opml", kit.hub.default_language),
    )
    return Page(
        address=kit.hub.in_language(base, language),
        language=language,
        section="",
        template="pages/feeds.html",
        view=view,
        title=Wording(title),
        head=hub_head(kit, base, language, title, summary),
        alternates=everywhere(kit, base),
    )


def _group_feeds(kit: Kit, groups: Iterable[Group], language: str) -> tuple[FeedRow, ...]:
    return tuple(_feed_row(kit, wording(kit, group.name, language), group.address, language) for group in groups)


def _blog_row(kit: Kit, blog: Blog, language: str) -> BlogRow:
    home = web_address(blog.home_url) or web_address(blog.feed_url)
    return BlogRow(
        author=kit.catalog.people[blog.author].name,
        page=href(kit, f"authors/{blog.author}/", language),
        host=(urlsplit(home).hostname or "").removeprefix("www."),
        url=home,
        health=health(blog, kit.words(language)),
    )


def _feed_row(kit: Kit, name: Wording, address: str, language: str) -> FeedRow:
    default = kit.hub.default_language
    return FeedRow(
        name,
        href(kit, address, language),
        href(kit, address + "feed.xml", default),
        href(kit, address + "feed.json", default),
    )
