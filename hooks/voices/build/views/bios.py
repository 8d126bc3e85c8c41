"""An author in a box: after a post, who this was, and where to find more."""

from __future__ import annotations

from markupsafe import Markup
from msgspec import Struct

from voices.build.kit import Kit
from voices.build.views.dress import wording
from voices.build.views.faces import Person, person
from voices.build.views.links import Link, href
from voices.build.views.pairs import pieces_by
from voices.model import Author, Channel, Document, Wording
from voices.text import excerpt

_CHANNELS_SHOWN = 3
_BIO_WORDS = 40


class BoxView(Struct, frozen=True):
    """The author box of ``partials/author_box.html``."""

    person: Person
    words: Wording
    channels: tuple[Link, ...]
    feed: str
    count: str


def author_box(kit: Kit, author: Author, language: str) -> Markup:
    """The box of one author in ``language``, rendered once for all posts."""
    return kit.once(
        ("box", author.id, language),
        lambda: kit.render("partials/author_box.html", language, _box(kit, author, language)),
    )


def _box(kit: Kit, author: Author, language: str) -> BoxView:
    words = wording(kit, author.headline, language)
    if not words.text:
        document, foreign = biography(kit, author, language)
        words = Wording(excerpt(document.text, _BIO_WORDS), foreign or None)
    return BoxView(
        person=person(kit, author.id, language, "large"),
        words=words,
        channels=tuple(channel_link(kit, channel) for channel in author.channels[:_CHANNELS_SHOWN]),
        feed=href(kit, f"authors/{author.id}/feed.xml", kit.hub.default_language),
        count=kit.words(language).number(pieces_by(kit, author.id)),
    )


def channel_link(kit: Kit, channel: Channel) -> Link:
    """An author's place on the web, under the name its readers know it by."""
    return Link(channel_name(channel), channel.url, icon=kit.icon(channel.kind), outside=True)


_NAMES = {
    "linkedin": "LinkedIn",
    "github": "GitHub",
    "gitlab": "GitLab",
    "youtube": "YouTube",
    "tiktok": "TikTok",
    "x": "X",
}


def channel_name(channel: Channel) -> str:
    """``LinkedIn``, ``Mastodon``; a website by its host, anything else as written."""
    if channel.kind == "website":
        return channel.url.partition("//")[2].partition("/")[0].removeprefix("www.")
    return _NAMES.get(channel.kind, channel.kind[:1].upper() + channel.kind[1:])


def biography(kit: Kit, author: Author, language: str) -> tuple[Document, str]:
    """The biography for ``language`` and, where it is in another one, which: its own, else the profile's."""
    known = dict(author.biographies)
    if language in known:
        return known[language], ""
    own = author.languages[0] if author.languages else kit.hub.default_language
    return known.get("", Document()), "" if own == language else own


def biography_html(kit: Kit, author: Author, language: str) -> tuple[Markup, str]:
    """The biography as HTML, and its language where it must be marked."""
    document, foreign = biography(kit, author, language)
    return kit.document(document, language), foreign
