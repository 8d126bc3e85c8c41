"""Puts addresses into rendered documents: links between files become links between pages, pictures become sources."""

from __future__ import annotations

import html
from collections.abc import Callable, Mapping

from msgspec import Struct

from voices.model import Document, Reference
from voices.outputs.media import Picture
from voices.text import ROOT


class Places(Struct, frozen=True):
    """Where content paths lead: ``posts/2026/x.md`` → ``posts/x/``."""

    addresses: Mapping[str, str]

    def of(self, target: str) -> str | None:
        """The address of a Markdown file inside the content folder, or of a path that starts at the site's root."""
        if target.startswith("/"):
            return target.lstrip("/")
        return self.addresses.get(target)


class Documents:
    """Documents with their references filled in."""

    def __init__(self, places: Places, picture: Callable[[str], Picture | None]) -> None:
        self._places = places
        self._picture = picture

    def html(self, document: Document) -> str:
        """The document's HTML, internal addresses written from ``ROOT``."""
        if not document.references:
            return document.pieces[0]
        parts = [document.pieces[0]]
        for reference, piece in zip(document.references, document.pieces[1:], strict=True):
            parts += [self._fill(reference), piece]
        return "".join(parts)

    def address_of(self, reference: Reference) -> str:
        """What stands in a reference's gap."""
        return self._fill(reference)

    def _fill(self, reference: Reference) -> str:
        if reference.kind == "image":
            picture = self._picture(reference.target)
            return picture_attributes(picture) if picture else 'src=""'
        address = self._places.of(reference.target)
        fragment = f"#{html.escape(reference.fragment)}" if reference.fragment else ""
        # What leads nowhere is a finding already; while someone edits, the link stays a link to the top.
        return f"{ROOT}{html.escape(address or '')}{fragment}"


def picture_attributes(picture: Picture, sizes: str = "(max-width: 44rem) 100vw, 40rem") -> str:
    """``src``, ``srcset``, ``width`` and ``height`` of a picture in running text."""
    sources = picture.srcset_webp or picture.srcset_jpeg
    srcset = f' srcset="{sources}" sizes="{sizes}"' if sources else ""
    return f'src="{picture.src}"{srcset} width="{picture.width}" height="{picture.height}" decoding="async"'
