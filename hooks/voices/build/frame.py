"""The frame around every page: Material's template rendered once per language and section, then only filled.

The frame holds no address that depends on where a page lies: every way to the root is written as ``ROOT`` and becomes
``../../`` when the page is filled, so that one frame serves pages of any depth.
"""

from __future__ import annotations

import html
from collections.abc import Callable

from msgspec import Struct, field

from voices.build.page import Page
from voices.outputs.security import inline_scripts
from voices.text import ROOT

# One private-use character a slot; user text never holds them (they are stripped where text enters).
TITLE, HEAD, SWITCH, CONTENT = "\ue001", "\ue002", "\ue003", "\ue004"
_SLOTS = (TITLE, HEAD, SWITCH, CONTENT)


class Frame(Struct, frozen=True):
    """A rendered frame, cut at its slots, in the order in which they stand."""

    pieces: tuple[str, ...]
    slots: tuple[str, ...]
    digest: str
    _bytes: dict[str, list[bytes]] = field(default_factory=dict)

    def fill(self, title: str, head: str, switch: str, content: str, prefix: str) -> bytes:
        """The whole page as UTF-8; ``prefix`` is the way from it to the site's root (``../../``, ``./`` or ``/base/``)."""
        values = {TITLE: title, HEAD: head, SWITCH: switch, CONTENT: content}
        pieces = self._bytes.get(prefix)
        if pieces is None:
            pieces = self._bytes[prefix] = [_written(piece, prefix) for piece in self.pieces]
        parts = [pieces[0]]
        for slot, piece in zip(self.slots, pieces[1:], strict=True):
            parts += [_written(values[slot], prefix), piece]
        return b"".join(parts)


def _written(text: str, prefix: str) -> bytes:
    return text.replace(ROOT, prefix).encode("utf-8", "xmlcharrefreplace")


def cut(rendered: str, digest: str) -> Frame:
    """The frame in a rendering with slot characters in it; a slot may stand more than once, or nowhere."""
    pieces: list[str] = []
    slots: list[str] = []
    start = 0
    for index, character in enumerate(rendered):
        if character in _SLOTS:
            pieces.append(rendered[start:index])
            slots.append(character)
            start = index + 1
    pieces.append(rendered[start:])
    return Frame(tuple(pieces), tuple(slots), digest)


class Frames:
    """Frames by language and section, each rendered when first asked for."""

    def __init__(self, render: Callable[[str, str], Frame]) -> None:
        self._render = render
        self._known: dict[tuple[str, str], Frame] = {}

    def of(self, page: Page) -> Frame:
        """The frame ``page`` stands in."""
        return self.get(page.language, page.section)

    def get(self, language: str, section: str) -> Frame:
        """The frame of a language and a section of the navigation."""
        key = (language, section)
        if key not in self._known:
            self._known[key] = self._render(*key)
        return self._known[key]

    def inline_scripts(self) -> tuple[str, ...]:
        """The inline scripts of all frames made so far, each once; the policy has to admit them."""
        found = {script for frame in self._known.values() for script in inline_scripts("".join(frame.pieces))}
        return tuple(sorted(found))


def way_to_root(address: str, base_path: str) -> str:
    """The relative way from a page to the root; the error page needs the absolute one, it is served anywhere."""
    if address.endswith("404.html"):
        return base_path
    return "../" * address.count("/") or "./"


def title_text(page: Page, site_name: str) -> str:
    """The content of ``<title>``: the page's, then the site's name, once."""
    own = page.title.text
    return html.escape(site_name if not own or own == site_name else f"{own} · {site_name}", quote=False)
