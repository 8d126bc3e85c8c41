"""Small drawings beside words, from the sets that Material for MkDocs brings along (Simple Icons, Material Design Icons)."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files

from markupsafe import Markup

_CHANNELS = {
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
    "whatsapp": "material/whatsapp",
    "x": "simple/x",
    "email": "material/email-outline",
    "website": "material/web",
}
_OPENING = re.compile(r"<svg\b[^>]*?(viewBox=\"[^\"]*\")[^>]*>")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


@lru_cache(maxsize=128)
def icon(name: str) -> Markup:
    """The drawing ``name`` (``material/magnify``) as inline SVG in the colour of the text, silent to screen readers."""
    drawing = (files("material") / "templates" / ".icons" / f"{name}.svg").read_text(encoding="utf-8")
    drawing = _COMMENT.sub("", drawing)
    return Markup(_OPENING.sub(r'<svg class="icon" \1 aria-hidden="true" focusable="false">', drawing, count=1).strip())  # noqa: S704 - a file of a pinned dependency


def channel_icon(kind: str) -> Markup:
    """The mark of a channel; a plain globe for one that has none."""
    return icon(_CHANNELS.get(kind, "material/web"))
