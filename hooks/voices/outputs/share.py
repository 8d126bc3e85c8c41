"""Share links: a page's address, with words that fit, on the way to each channel.

Comes in: title, address, names, summary. Goes out: a link a channel, all of which work without a script. The row's look, the
copy button and ``navigator.share`` are the front's. Sources: the channels' own documents, see FACTS "Share links".
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import quote

from msgspec import Struct

from voices.i18n import Language
from voices.text import squeeze

NAMES = {
    "linkedin": "LinkedIn",
    "mastodon": "Mastodon",
    "bluesky": "Bluesky",
    "threads": "Threads",
    "x": "X",
    "facebook": "Facebook",
    "whatsapp": "WhatsApp",
    "email": "E-mail",
}
"""The channels one can share to, by the key used in profiles and settings. E-mail is translated."""
LENGTHS = {"mastodon": 500, "bluesky": 300, "threads": 500, "x": 280, "whatsapp": 1000}
"""The most characters of a message, the address included; LinkedIn and Facebook take no text at all."""
_LINK_LENGTHS = {"mastodon": 23, "x": 23}
"""What an address counts for, however long it is."""


class ShareLink(Struct, frozen=True):
    """One channel. ``text`` is what the message will say. ``template`` holds ``{instance}`` where a reader's own server has
    to be filled in (Mastodon); ``href`` then leads to a page that asks for it.
    """

    kind: str
    label: str
    href: str
    text: str = ""
    template: str = ""


def share_links(
    title: str,
    url: str,
    language: Language,
    *,
    names: Iterable[str] = (),
    summary: str = "",
    own: Iterable[str] = (),
    offered: Iterable[str] = (),
) -> tuple[ShareLink, ...]:
    """The links for an absolute ``url``: those of the author's ``own`` channels first, then the settings' ``offered``."""
    named = _titled(title, names)
    return tuple(_link(kind, title, named, squeeze(summary), url, language) for kind in share_order(own, offered))


def share_order(own: Iterable[str], offered: Iterable[str]) -> tuple[str, ...]:
    """The channels that can be shared to, each once: the author's in the author's order, then the others."""
    return tuple(kind for kind in dict.fromkeys([*own, *offered]) if kind in NAMES)


def suggested_text(kind: str, titled: str, summary: str, url: str) -> str:
    """The words before the address: the title, and the summary where both fit; empty where none are taken."""
    limit = LENGTHS.get(kind)
    if limit is None:
        return ""
    room = limit - _LINK_LENGTHS.get(kind, _length(kind, url)) - 2
    both = f"{titled}\n\n{summary}"
    if summary and _length(kind, both) <= room:
        return both
    return fitted(titled, room, kind)


def fitted(text: str, room: int, kind: str = "") -> str:
    """The text, or as many of its words as fit into ``room`` with an ellipsis; a word longer than that is cut."""
    if _length(kind, text) <= room:
        return text
    kept = ""
    room -= _length(kind, "…")
    for word in text.split(" "):
        longer = f"{kept} {word}" if kept else word
        if _length(kind, longer) > room:
            break
        kept = longer
    if not kept:
        for place, character in enumerate(text):
            if _length(kind, text[: place + 1]) > room:
                break
            # A mark belongs to the letter before it: cutting between the two would show a different letter.
            if not unicodedata.combining(text[place + 1 : place + 2] or " ") and character != "\u200d":
                kept = text[: place + 1]
    return kept.rstrip(" ,;:.–—-") + "…" if room >= 0 else ""


def _titled(title: str, names: Iterable[str]) -> str:
    by = ", ".join(squeeze(name) for name in names)
    return f"{squeeze(title)} — {by}" if by else squeeze(title)


def _link(kind: str, title: str, titled: str, summary: str, url: str, language: Language) -> ShareLink:
    text = suggested_text(kind, titled, summary, url)
    message = f"{text}\n\n{url}"
    label = language.gettext("E-mail") if kind == "email" else NAMES[kind]
    address = _escaped(url)
    match kind:
        case "linkedin":
            href = f"https://www.linkedin.com/sharing/share-offsite/?url={address}"
        case "facebook":
            href = f"https://www.facebook.com/sharer/sharer.php?u={address}"
        case "bluesky":
            href = f"https://bsky.app/intent/compose?text={_escaped(message)}"
        case "threads":
            href = f"https://www.threads.com/intent/post?text={_escaped(text)}&url={address}"
        case "x":
            href = f"https://twitter.com/intent/tweet?url={address}&text={_escaped(text)}"
        case "whatsapp":
            href = f"https://api.whatsapp.com/send?text={_escaped(message)}"
        case "mastodon":
            query = _escaped(message)
            template = f"https://{{instance}}/share?text={query}"
            return ShareLink(kind, label, f"https://share.joinmastodon.org/#text={query}", text, template)
        case _:
            # RFC 6068 wants CRLF between the lines of a body.
            body = "\r\n\r\n".join(part for part in (summary, url) if part)
            href = f"mailto:?subject={_escaped(squeeze(title))}&body={_escaped(body)}"
    return ShareLink(kind, label, href, text)


def _length(kind: str, text: str) -> int:
    """Characters as the channel counts them, never fewer: code points stand for graphemes; X counts wide ones twice."""
    if kind != "x":
        return len(text)
    return sum(1 if _is_light(ord(character)) else 2 for character in text)


def _is_light(point: int) -> bool:
    return point <= 0x10FF or 0x2000 <= point <= 0x200D or 0x2010 <= point <= 0x201F or 0x2032 <= point <= 0x2037


@lru_cache(maxsize=16)
def _escaped(text: str) -> str:
    # Most channels get the same words and the same address.
    return quote(text, safe="", errors="ignore")
