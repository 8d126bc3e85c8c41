"""A page becomes bytes: its key, its path, and the frame filled with its article."""

from __future__ import annotations

import html
from typing import Any

import msgspec
from markupsafe import Markup

from voices.build.frame import Frame, title_text, way_to_root
from voices.build.page import Page
from voices.build.templates import Templates
from voices.settings import Hub
from voices.store import digest
from voices.text import ROOT


def _plain(value: Any) -> Any:
    if isinstance(value, Markup):
        return str(value)
    raise TypeError(f"a view holds {type(value).__name__}, which is no plain data")


_encoder = msgspec.msgpack.Encoder(enc_hook=_plain, order="deterministic")


def path_of(address: str) -> str:
    """The file an address is served from: ``posts/x/`` → ``posts/x/index.html``."""
    return f"{address}index.html" if not address or address.endswith("/") else address


def page_key(page: Page, frame: Frame, templates: Templates) -> str:
    """A digest of all a page is made from; the same key means the same bytes."""
    return digest(frame.digest, templates.fingerprint, _encoder.encode(page))


def page_bytes(page: Page, frame: Frame, templates: Templates, hub: Hub) -> bytes:
    """The page as written to disk: UTF-8, its addresses relative to where it lies."""
    article = templates.render(page.template, hub.language(page.language), page.view)
    filled = frame.fill(
        title_text(page, hub.site_name),
        page.head,
        _switch(page, hub),
        article,
        way_to_root(page.address, hub.base_path),
    )
    return filled.encode("utf-8", "xmlcharrefreplace")


def _switch(page: Page, hub: Hub) -> str:
    """The links of the language switch: this page in each language, else that language's front page."""
    known = dict(page.alternates)
    links = []
    for code in hub.voices.languages:
        address = known.get(code)
        current = ' aria-current="true"' if code == page.language else ""
        target = hub.in_language("", code) if address is None else address
        name = html.escape(hub.language(code).own_name())
        links.append(
            f'<a href="{ROOT}{html.escape(target)}" hreflang="{code}" lang="{code}" title="{name}"{current}>'
            f'<abbr title="{name}">{code.upper()}</abbr></a>'
        )
    return "".join(links)
