"""Pages with little on them: the owner's own Markdown pages, a goodbye where a post was withdrawn, the error page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markupsafe import Markup
from msgspec import Struct

from voices.build.kit import Kit
from voices.build.page import Page
from voices.build.views.cards import cards, topic_links
from voices.build.views.dress import day, dress, foreign
from voices.build.views.edits import edit_url
from voices.build.views.heads import bare_head, hub_head
from voices.build.views.links import Link, everywhere, href
from voices.catalog import Voice, Withdrawn
from voices.model import Wording
from voices.text import excerpt, squeeze

_DESCRIPTION_WORDS = 30
_CARDS_SHOWN = 3
_TOPICS_SHOWN = 10


class OwnView(Struct, frozen=True):
    """What ``pages/own.html`` shows."""

    title: str
    language: str
    body: Markup
    edit: str


class GoneView(Struct, frozen=True):
    """What ``pages/gone.html`` shows."""

    title: str
    language: str
    said: str
    note: str
    withdrawn: bool
    cards: Markup
    people: str


class MissingView(Struct, frozen=True):
    """What ``pages/404.html`` shows."""

    home: str
    people: Link
    topics: tuple[Link, ...]
    all_topics: Link
    search: bool


def own_page(kit: Kit, src_path: str, language: str, title: str, body_html: str, own_language: str) -> Page:
    """One of MkDocs' Markdown pages in one language; ``own_language`` is that of its text."""
    stem = src_path.removesuffix(".md")
    name, _, code = stem.rpartition(".")
    base = (name if name and code in kit.hub.voices.languages else stem).removesuffix("index") + "/"
    base = base.removesuffix("//") + "/" if base.endswith("//") else base
    text = squeeze(Markup(body_html).striptags())  # noqa: S704 - only to take the tags out
    mark = foreign(own_language, language)
    path = kit.hub.path_of(kit.hub.content / src_path)
    view = OwnView(title, mark, Markup(body_html), edit_url(kit, path))  # noqa: S704 - MkDocs' rendering of an own page
    description = excerpt(text.removeprefix(title).strip(), _DESCRIPTION_WORDS)
    return Page(
        address=kit.hub.in_language(base, language),
        language=language,
        section="about",
        template="pages/own.html",
        view=view,
        title=Wording(title, mark or None),
        head=hub_head(kit, base, language, title, description),
        alternates=everywhere(kit, base),
        edit_url=view.edit,
    )


def withdrawn_pages(kit: Kit) -> Iterator[Page]:
    """Where a withdrawn post stood: that it is gone, when and why, and the ways on."""
    for withdrawn in kit.catalog.withdrawn:
        yield _gone(kit, withdrawn)
    for address in kit.catalog.farewells:
        yield _farewell(kit, address)


def missing_page(kit: Kit) -> Page:
    """The error page, in the default language."""
    language = kit.hub.default_language
    w = kit.words(language)
    title = w.gettext("This page is not here")
    view = MissingView(
        home=href(kit, "", language),
        people=Link(w.gettext("Meet the people"), href(kit, "authors/", language)),
        topics=topic_links(kit, list(kit.catalog.topics)[:_TOPICS_SHOWN], language, counted=True),
        all_topics=Link(w.gettext("All topics"), href(kit, "topics/", language)),
        search=kit.hub.voices.features.search,
    )
    return Page(
        address="404.html",
        language=language,
        section="",
        template="pages/404.html",
        view=view,
        title=Wording(title),
        head=bare_head(kit, "404.html", language, title, "", noindex=True),
        indexable=False,
    )


def _farewell(kit: Kit, address: str) -> Page:
    """Where something published is no longer shown: it says so, and names nobody."""
    language = kit.hub.default_language
    w = kit.words(language)
    said = w.gettext("What stood here is no longer shown.")
    title = w.gettext("This page has gone")
    return _goodbye(kit, address, language, Wording(title), said, "", kit.catalog.voices, withdrawn=False)


def _gone(kit: Kit, withdrawn: Withdrawn) -> Page:
    language = dress(kit, withdrawn.language, kit.hub.default_language)
    voices = [voice for voice in kit.catalog.voices if voice.language == withdrawn.language] or kit.catalog.voices
    said = kit.words(language).gettext("This post was withdrawn on {date}.", date=day(kit, withdrawn.date, language))
    title = Wording(withdrawn.title, foreign(withdrawn.language, language) or None)
    return _goodbye(kit, withdrawn.address, language, title, said, withdrawn.note, voices, withdrawn=True)


def _goodbye(
    kit: Kit,
    address: str,
    language: str,
    title: Wording,
    said: str,
    note: str,
    voices: Sequence[Voice],
    *,
    withdrawn: bool,
) -> Page:
    view = GoneView(
        title=title.text,
        language=title.language or "",
        said=said,
        note=note,
        withdrawn=withdrawn,
        cards=cards(kit, voices[:_CARDS_SHOWN], language),
        people=href(kit, "authors/", language),
    )
    return Page(
        address=address,
        language=language,
        section="",
        template="pages/gone.html",
        view=view,
        title=title,
        head=bare_head(kit, address, language, title.text, said, noindex=True),
        indexable=False,
    )
