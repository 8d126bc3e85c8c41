"""Titles as plain text, whatever a feed meant by them: text, HTML, or HTML escaped once too often."""

from __future__ import annotations

import re
from html import unescape

from voices.feeds.sanitise import plain_line, text_of
from voices.text import excerpt

TITLE_LENGTH = 300
_FORMATTING = (
    "a|abbr|b|bdi|bdo|big|br|cite|code|del|dfn|div|em|font|h[1-6]|i|img|ins|kbd|mark|p|q|s|samp|small|span|strike"
    "|strong|sub|sup|tt|u|var"
)
_OTHER_TAG = re.compile(rf"<(?!/?(?:{_FORMATTING})\b[^<]*>)", re.IGNORECASE)
_TAG = re.compile(rf"</?(?:{_FORMATTING})\b[^<]*>", re.IGNORECASE)
_LIVE = re.compile(r"<(script|style)\b.*?(</\1\s*>|\Z)", re.IGNORECASE | re.DOTALL)
_ENTITY = re.compile(r"&(#\d{1,6}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,30});", re.IGNORECASE)


def title_of(value: str, kind: str = "") -> str:
    """A title on one line, without markup, at most 300 characters.

    Only formatting counts as markup: ``Use <template> & <b>bold</b>`` is ``Use <template> & bold``. What was declared as
    plain text keeps its brackets.
    """
    value = value[:20_000]
    if kind == "text/plain" and not _ENTITY.search(value):
        return _cut(plain_line(value))
    if _TAG.search(value):
        value = text_of(_OTHER_TAG.sub("&lt;", _LIVE.sub("", value)))
    elif _ENTITY.search(value):
        value = unescape(value)
    return _cut(plain_line(value))


def derived_title(text: str) -> str:
    """What to call an entry without a title: its first words."""
    return _cut(excerpt(plain_line(text[:2000]), 10))


def _cut(line: str) -> str:
    return line if len(line) <= TITLE_LENGTH else line[: TITLE_LENGTH - 1].rstrip() + "…"
