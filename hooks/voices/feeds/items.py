"""One archived item: made, updated, held, released, forgotten. Decisions only; JSON mappings in, new mappings out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from voices.feeds.documents import Item
from voices.feeds.titles import derived_title
from voices.model import FeedSource
from voices.store import digest
from voices.text import excerpt

_CONTENT = ("title", "url", "content_html", "content_text", "summary", "tags", "language")


class Shape(Struct, frozen=True):
    """How entries are kept: as whole texts or excerpts, and in which language when none is known."""

    feed: FeedSource
    excerpt_words: int
    language: str = ""


def new_item(item: Item, id_: str, guid: str, slug: str, shape: Shape, now: dt.datetime) -> dict[str, Any]:
    """A published item. Its date is the entry's own, never later than ``now``, and stays for good."""
    published = min(item.published or item.updated or now, now)
    made: dict[str, Any] = {"id": id_}
    if item.url:
        made["url"] = item.url
    made |= {"date_published": stamp(published)}
    voices = {"status": "published", "slug": slug, "first_seen": stamp(now)}
    if guid:
        voices["guid"] = guid
    return _filled(made, voices, item, shape, now)


def updated_item(old: Mapping[str, Any], item: Item, guid: str, shape: Shape, now: dt.datetime) -> dict[str, Any]:
    """The archived item with the entry's present words; untouched if they did not change, or if a person edited it."""
    voices = dict(old["_voices"])
    if guid:
        voices["guid"] = guid
    if is_edited_by_hand(old):
        return {**old, "_voices": voices}
    fresh = {key: value for key, value in old.items() if key not in (*_CONTENT, "date_modified")}
    if item.url or old.get("url"):
        fresh["url"] = item.url or old["url"]
    fresh = _filled(fresh, {**voices, "status": "published"}, item, shape, now)
    if fresh["_voices"].get("digest") == voices.get("digest"):
        return {**old, "_voices": voices}
    return fresh


def held_item(item: Mapping[str, Any], rules: tuple[str, ...]) -> dict[str, Any]:
    """What may be committed of an entry that waits for a decision: id, link, dates and the rules. No text."""
    kept = {key: item[key] for key in ("id", "url", "date_published", "date_modified") if key in item}
    voices = {key: value for key, value in item["_voices"].items() if key != "digest"}
    return {**kept, "_voices": {**voices, "status": "held", "rules": list(rules)}}


def without_text(item: Mapping[str, Any]) -> dict[str, Any]:
    """An excerpt of what was kept in full."""
    if "content_html" not in item:
        return dict(item)
    by_hand = is_edited_by_hand(item)
    fresh = {key: value for key, value in item.items() if key != "content_html"} | {"content_text": ""}
    return fresh if by_hand else {**fresh, "_voices": {**item["_voices"], "digest": content_digest(fresh)}}


def is_edited_by_hand(item: Mapping[str, Any]) -> bool:
    """Whether a person changed what we wrote; such an item is theirs from then on."""
    voices = item["_voices"]
    return "digest" in voices and voices["digest"] != content_digest(item)


def is_held(item: Mapping[str, Any]) -> bool:
    """Whether the item waits for a decision."""
    return bool(item["_voices"].get("status") == "held")


def accepted_rules(item: Mapping[str, Any]) -> frozenset[str]:
    """The rules an editor overruled, by setting a held item's status to published."""
    return frozenset() if is_held(item) else frozenset(map(str, item["_voices"].get("rules") or ()))


def content_digest(item: Mapping[str, Any]) -> str:
    """The content address of what is shown of an item."""
    return digest(*(repr(item.get(key)) for key in _CONTENT))[:16]


def stamp(at: dt.datetime) -> str:
    """A time as the archive writes it: UTC, to the second, ``Z``."""
    return at.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _filled(base: dict[str, Any], voices: dict[str, Any], item: Item, shape: Shape, now: dt.datetime) -> dict[str, Any]:
    title = item.title or derived_title(item.text) or _name_of(item.url)
    made = {**base, "title": title}
    if item.updated is not None and stamp(min(item.updated, now)) > str(base.get("date_published") or ""):
        made["date_modified"] = stamp(min(item.updated, now))
    # JSON Feed wants one of the two contents with every item; an excerpt's is empty, for its text is not ours to keep.
    made |= {"content_html": item.html} if shape.feed.show == "full" else {"content_text": ""}
    if summary := excerpt(item.text, shape.excerpt_words):
        made["summary"] = summary
    if item.tags:
        made["tags"] = list(item.tags)
    if language := item.language or shape.language:
        made["language"] = language
    return {**made, "_voices": {**voices, "digest": content_digest(made)}}


def _name_of(url: str) -> str:
    return url.removeprefix("https://").removeprefix("http://") or "…"
