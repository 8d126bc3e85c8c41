"""Pictures that stay on an author's own blog: a page here names and links them, and never loads them.

A picture from another host would tell that host of every reader, and the Content-Security-Policy admits none. Comes in: the
sanitised HTML of an entry shown in full. Goes out: the same with a link in each picture's place.
"""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import urlsplit

from markupsafe import escape

from voices.i18n import Language

# The sanitiser writes every attribute in double quotes, so a tag ends at the first ">" outside of them.
_TAG = re.compile(r'<(?P<close>/?)(?P<name>a|img)\b(?P<attributes>(?:[^">]|"[^"]*")*)>')
_ATTRIBUTE = re.compile(r'(\w+)="([^"]*)"')


def linked_pictures(html: str, words: Language) -> str:
    """``html`` with each ``<img>`` as a link to the picture, or as its description where it stands in a link already."""
    if "<img" not in html:
        return html
    depth = 0

    def replace(found: re.Match[str]) -> str:
        nonlocal depth
        if found["name"] == "a":
            depth += -1 if found["close"] else 1
            return found[0]
        attributes = dict(_ATTRIBUTE.findall(found["attributes"]))
        source = unescape(attributes.get("src", ""))
        label = escape(_label(words, unescape(attributes.get("alt", "")), source))
        if depth > 0 or not source:
            return f"<span>{label}</span>"
        return f'<a href="{escape(source)}" rel="noopener" referrerpolicy="no-referrer">{label}</a>'

    return _TAG.sub(replace, html)


def _label(words: Language, alt: str, source: str) -> str:
    host = (urlsplit(source).hostname or "").removeprefix("www.")
    place = words.gettext("Picture on {host}", host=host) if host else words.gettext("Picture")
    return f"[{place}: {alt}]" if alt else f"[{place}]"
