"""How a blog stands: reached or failing, moved, gone, or become someone else's. Decisions on an archive's top level.

Comes in: an archive as its file has it, what a document says of itself, the clock. Goes out: the new top level. Its
``_voices.state`` and ``since`` change only when the state does, so that a file is rewritten only when there is news.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from voices.feeds.archive import VERSION
from voices.feeds.documents import Document
from voices.feeds.items import stamp
from voices.feeds.links import host_of
from voices.model import FeedSource

Archive = dict[str, Any]


def empty_archive(feed_url: str, now: dt.datetime) -> Archive:
    """The archive of a blog not read yet."""
    return {
        "version": VERSION,
        "title": host_of(feed_url) or feed_url,
        "feed_url": feed_url,
        "items": [],
        "_voices": {"state": "ok", "since": stamp(now)},
    }


def is_replaced(old: Archive, document: Document, host: str, matched: int, incoming: int) -> bool:
    voices = old["_voices"]
    title_before, host_before = voices.get("title"), voices.get("host")
    if not title_before or not host_before or not old["items"]:
        return False
    if document.title in ("", title_before) or host in ("", host_before):
        return False
    if voices.get("state") != "held" and (voices.get("new_title"), voices.get("new_host")) == (document.title, host):
        return False
    # A blog that took its entries along is the same blog under a new roof.
    return matched * 2 < incoming or matched == 0


def held_for_review(top: Archive, title: str, host: str, now: dt.datetime) -> Archive:
    voices = dict(top["_voices"]) | {"new_title": title, "new_host": host}
    return {**top, "_voices": with_state(voices, "held", now, reason="replaced")}


def accepted(top: Archive, document: Document, host: str) -> Archive:
    voices = {key: value for key, value in top["_voices"].items() if key not in ("new_title", "new_host")}
    title_before = voices.get("title")
    fresh = dict(top)
    # A title that someone wrote by hand is theirs.
    if document.title and top.get("title") in (title_before, host_of(str(top["feed_url"])), top["feed_url"]):
        fresh["title"] = document.title
    if document.home_url:
        fresh["home_page_url"] = document.home_url
    if document.language:
        fresh["language"] = document.language
    fresh["_voices"] = voices | {"title": document.title or title_before or "", "host": host}
    return fresh


def with_feed(archive: Archive, feed: FeedSource) -> Archive:
    before = archive["feed_url"]
    if before == feed.url:
        return dict(archive)
    previous = [url for url in archive["_voices"].get("previous_urls") or () if url != feed.url]
    voices = {key: value for key, value in archive["_voices"].items() if key != "moved_to"}
    return {**archive, "feed_url": feed.url, "_voices": {**voices, "previous_urls": [*previous, before]}}


def with_state(
    voices: Mapping[str, Any], state: str, now: dt.datetime, *, reason: str = "", moved_to: str = ""
) -> dict[str, Any]:
    """``_voices`` of an archive in ``state``; its ``since`` stays while state, reason and target stay."""
    same = (voices.get("state"), voices.get("reason") or "", voices.get("moved_to") or "") == (state, reason, moved_to)
    fresh = {key: value for key, value in voices.items() if key not in ("state", "since", "reason", "moved_to")}
    if not same:
        # A failure that only changes its face is still the same silence.
        unbroken = state == voices.get("state") == "failing"
        fresh = {key: value for key, value in fresh.items() if key != "named" or unbroken}
        since = voices.get("since") if unbroken else None
    else:
        since = voices.get("since")
    named = {"state": state, "since": since or stamp(now), "reason": reason, "moved_to": moved_to}
    return {key: value for key, value in named.items() if value} | fresh
