"""A page becomes bytes: its key, its path, and the frame filled with its article."""

from __future__ import annotations

from typing import Any

import msgspec
from markupsafe import Markup

from voices.build.frame import Frame, title_text, way_to_root
from voices.build.kit import Kit
from voices.build.page import Page
from voices.build.templates import Templates
from voices.build.views.frame import language_switch
from voices.store import digest


def _plain(value: Any) -> Any:
    if isinstance(value, Markup):
        return str(value)
    raise TypeError(f"a view holds {type(value).__name__}, which is no plain data")


_encoder = msgspec.msgpack.Encoder(enc_hook=_plain, order="deterministic")


def path_of(address: str) -> str:
    """The file an address is served from: ``posts/x/`` → ``posts/x/index.html``."""
    return f"{address}index.html" if not address or address.endswith("/") else address


def page_key(page: Page, world: str) -> str:
    """A digest of all a page is made from; the same key means the same bytes."""
    return digest(world, _encoder.encode(page))


def page_bytes(page: Page, frame: Frame, templates: Templates, kit: Kit) -> bytes:
    """The page as written to disk: UTF-8, its addresses relative to where it lies."""
    hub = kit.hub
    article = templates.render(page.template, kit.words(page.language), page.view)
    return frame.fill(
        title_text(page, hub.site_name),
        page.head,
        language_switch(kit, page),
        article,
        way_to_root(page.address, hub.base_path),
    )
