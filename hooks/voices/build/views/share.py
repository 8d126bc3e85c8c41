"""Passing a post on: a link for each channel, the author's own channels first, with a text that fits.

Comes in: a page's address, title and summary. Goes out: links that need no script, and the few words that scripts use.
Addresses of the channels' share pages are the channels' own, as of 2026.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from markupsafe import Markup

from voices.build.kit import Kit
from voices.build.views.icons import channel_icon, icon
from voices.i18n import Language
from voices.model import Author
from voices.text import squeeze

_LENGTHS = {"bluesky": 300, "threads": 500, "x": 280, "mastodon": 500, "whatsapp": 1000}
"""The most characters a channel takes, the address included."""
_NAMES = {
    "linkedin": "LinkedIn",
    "mastodon": "Mastodon",
    "bluesky": "Bluesky",
    "threads": "Threads",
    "x": "X",
    "facebook": "Facebook",
    "whatsapp": "WhatsApp",
}
_LINKS = {
    "linkedin": "https://www.linkedin.com/sharing/share-offsite/?url={url}",
    "bluesky": "https://bsky.app/intent/compose?text={text}%20{url}",
    "threads": "https://www.threads.com/intent/post?text={text}&url={url}",
    "x": "https://twitter.com/intent/tweet?url={url}&text={text}",
    "facebook": "https://www.facebook.com/sharer/sharer.php?u={url}",
    "whatsapp": "https://api.whatsapp.com/send?text={text}%20{url}",
    "email": "mailto:?subject={title}&body={body}",
}


@dataclass(frozen=True, slots=True)
class ShareLink:
    """One channel. ``url`` is empty for Mastodon, whose server only the reader knows: a script asks once."""

    kind: str
    label: str
    url: str
    icon: Markup
    text: str = ""


@dataclass(frozen=True, slots=True)
class ShareView:
    """The share row of a page."""

    url: str
    title: str
    links: tuple[ShareLink, ...]
    copy_icon: Markup
    share_icon: Markup


def share_view(
    kit: Kit, authors: tuple[Author, ...], address: str, title: str, summary: str, language: str
) -> ShareView:
    """The share row of the page at ``address``."""
    url = kit.hub.absolute(address)
    w = kit.words(language)
    kinds = channels_first(kit.hub.voices.share, tuple(c.kind for author in authors for c in author.channels))
    links = tuple(_link(kind, url, title, summary, w) for kind in kinds if kind in _LINKS or kind == "mastodon")
    return ShareView(url, title, links, icon("material/link-variant"), icon("material/share-variant"))


def channels_first(offered: tuple[str, ...], own: tuple[str, ...]) -> tuple[str, ...]:
    """The channels offered, those the author is on first, in the author's order."""
    return tuple(dict.fromkeys([*(kind for kind in own if kind in offered), *offered]))


def suggested_text(title: str, url: str, characters: int) -> str:
    """The title, shortened so that it fits with the address and a space into ``characters``."""
    room = characters - len(url) - 1
    text = squeeze(title)
    return text if len(text) <= room else text[: max(0, room - 1)].rstrip() + "…"


def _link(kind: str, url: str, title: str, summary: str, w: Language) -> ShareLink:
    text = suggested_text(title, url, _LENGTHS.get(kind, 1000))
    if kind == "mastodon":
        return ShareLink(kind, _NAMES[kind], "", channel_icon(kind), f"{text} {url}")
    body = "\r\n\r\n".join(part for part in (summary, url) if part)
    values = {"url": url, "text": text, "title": squeeze(title), "body": body}
    filled = _LINKS[kind].format(**{name: quote(value, safe="") for name, value in values.items()})
    return ShareLink(kind, w.gettext("E-mail") if kind == "email" else _NAMES[kind], filled, channel_icon(kind))
