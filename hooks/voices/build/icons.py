"""Small drawings beside words, from the sets that Material for MkDocs brings along (Simple Icons, Material Design Icons).

They stand in one file, ``icons.svg``, which a browser fetches once; pages only name them, so that a page stays small.
"""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files

from markupsafe import Markup

SPRITE = "icons.svg"
_SOURCES = {
    "search": "material/magnify",
    "light": "material/white-balance-sunny",
    "dark": "material/weather-night",
    "auto": "material/circle-half-full",
    "write": "material/pencil",
    "language": "material/translate",
    "feed": "material/rss",
    "card": "material/card-account-details-outline",
    "qr": "material/qrcode",
    "copy": "material/link-variant",
    "share": "material/share-variant",
    "website": "material/web",
    "email": "material/email-outline",
    "whatsapp": "material/whatsapp",
    "linkedin": "fontawesome/brands/linkedin",
    "mastodon": "simple/mastodon",
    "bluesky": "simple/bluesky",
    "threads": "simple/threads",
    "github": "simple/github",
    "gitlab": "simple/gitlab",
    "youtube": "simple/youtube",
    "instagram": "simple/instagram",
    "tiktok": "simple/tiktok",
    "facebook": "simple/facebook",
    "x": "simple/x",
}
_DRAWING = re.compile(r"<svg\b[^>]*?viewBox=\"([^\"]*)\"[^>]*>(.*)</svg>", re.DOTALL)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


@lru_cache(maxsize=1)
def sprite() -> bytes:
    """All drawings as one SVG file of symbols."""
    symbols = "".join(_symbol(name, source) for name, source in _SOURCES.items())
    return f'<svg xmlns="http://www.w3.org/2000/svg">{symbols}</svg>'.encode()


def icon(sheet: str, name: str) -> Markup:
    """The drawing ``name`` of the file at ``sheet``, in the colour of the text, silent to screen readers.

    A name without a drawing, such as a channel that nobody knows, is shown as a globe.
    """
    known = name if name in _SOURCES else "website"
    return Markup('<svg class="icon" aria-hidden="true"><use href="{}#{}"/></svg>').format(sheet, known)


def _symbol(name: str, source: str) -> str:
    text = (files("material") / "templates" / ".icons" / f"{source}.svg").read_text(encoding="utf-8")
    found = _DRAWING.search(_COMMENT.sub("", text))
    if found is None:
        raise ValueError(f"{source}.svg is not a drawing that can be shown")
    return f'<symbol id="{name}" viewBox="{found[1]}">{found[2].strip()}</symbol>'
