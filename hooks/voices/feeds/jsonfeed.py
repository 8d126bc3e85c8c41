"""JSON Feed 1 and 1.1 (jsonfeed.org), read leniently: a wrong type is a missing value, never a failure of the whole."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from html import escape
from typing import Any

from voices.feeds.documents import Document, Item, ParseError, Task
from voices.feeds.links import absolute, host_of
from voices.feeds.sanitise import plain, plain_line, sanitise, text_of
from voices.feeds.titles import title_of
from voices.i18n import is_language_code

ITEMS = 500
_BOM = b"\xef\xbb\xbf"


def starts_like_json(body: bytes) -> bool:
    """Whether this can be JSON Feed and nothing else."""
    return body.removeprefix(_BOM).lstrip()[:1] in (b"{", b"[")


def parse_json(task: Task) -> Document:
    """The JSON Feed in ``task``. Raises ParseError."""
    try:
        feed = json.loads(task.body.removeprefix(_BOM).decode("utf-8", "replace"), strict=False)
    except (ValueError, RecursionError):
        raise ParseError("unreadable", "what it answered with is JSON cut short or broken") from None
    if not isinstance(feed, dict) or not isinstance(feed.get("items"), list):
        raise ParseError("unreadable", "what it answered with is JSON, but not a JSON Feed")
    home = absolute(_text(feed.get("home_page_url")), task.url)
    own = frozenset(host for host in (host_of(home), host_of(task.url)) if host)
    names = _names(feed)
    items = [item for item in feed["items"] if isinstance(item, dict)][:ITEMS]
    return Document(
        title=title_of(_text(feed.get("title")), "text/plain"),
        home_url=home,
        language=_language(feed.get("language")),
        items=tuple(_item(item, task.url, own, names) for item in items),
    )


def _item(item: Mapping[str, Any], base: str, own: frozenset[str], names: tuple[str, ...]) -> Item:
    link = absolute(_text(item.get("url")), base) or absolute(_text(item.get("external_url")), base)
    markup = _text(item.get("content_html"))
    if not markup:
        words = plain(_text(item.get("content_text")) or _text(item.get("summary")))
        markup = "".join(f"<p>{escape(part, quote=False)}</p>" for part in words.split("\n\n") if part.strip())
    html = sanitise(markup, link or base, own)
    tags = item.get("tags")
    labels = [plain_line(tag)[:100] for tag in tags if isinstance(tag, str)] if isinstance(tags, list) else []
    return Item(
        guid=plain_line(_text(item.get("id")))[:1000],
        url=link,
        title=title_of(_text(item.get("title")), "text/plain"),
        html=html,
        text=text_of(html),
        published=_time(item.get("date_published")),
        updated=_time(item.get("date_modified")),
        authors=_names(item) or names,
        tags=tuple(dict.fromkeys(label for label in labels if label))[:50],
        language=_language(item.get("language")),
    )


def _names(holder: Mapping[str, Any]) -> tuple[str, ...]:
    people = holder.get("authors")
    listed = people if isinstance(people, list) else [holder.get("author")]
    names = [plain_line(_text(person.get("name")))[:200] for person in listed if isinstance(person, dict)]
    return tuple(dict.fromkeys(name for name in names if name and "@" not in name))


def _time(value: object) -> dt.datetime | None:
    if not isinstance(value, str):
        return None
    try:
        at = dt.datetime.fromisoformat(value.strip())
        return (at if at.tzinfo else at.replace(tzinfo=dt.UTC)).astimezone(dt.UTC) if at.year >= 1971 else None
    except (ValueError, OverflowError):
        return None


def _language(value: object) -> str:
    code = _text(value).strip().replace("_", "-")
    return code if 1 < len(code) < 36 and code.isascii() and is_language_code(code) else ""


def _text(value: object) -> str:
    if isinstance(value, bool):
        return ""
    if isinstance(value, int | float):
        return str(value)
    return value if isinstance(value, str) else ""
