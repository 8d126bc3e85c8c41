"""What authors publish on their own blogs, as the archives keep it and as the policy reads it.

Plain frozen data, made by ``feeds``. Times are UTC. Which entries a hub shows, and where, is the catalog's work.
"""

from __future__ import annotations

import datetime as dt
from typing import Literal

from msgspec import Struct

from voices.model.people import FeedSource


class Entry(Struct, frozen=True):
    """One post on an author's own blog, as the archive keeps it. Times are UTC.

    ``html`` is sanitised and filled only for ``show: full``; a held entry has neither title, summary nor html.
    """

    id: str
    url: str
    slug: str
    title: str
    published: dt.datetime
    first_seen: dt.datetime
    modified: dt.datetime | None = None
    html: str = ""
    summary: str = ""
    tags: tuple[str, ...] = ()
    language: str = ""
    guid: str = ""
    status: Literal["published", "held"] = "published"
    rules: tuple[str, ...] = ()


class EntryText(Struct, frozen=True):
    """An entry's words as fetched, in memory only: what the policy reads before anything is kept."""

    author: str
    url: str
    title: str
    text: str
    html: str = ""
    language: str = ""
    tags: tuple[str, ...] = ()


class Blog(Struct, frozen=True):
    """One archive file: an author's blog and its entries, newest first.

    ``feed`` is None when the profile no longer lists the address (or the author left): its entries stay as they are.
    """

    author: str
    name: str
    path: str
    title: str
    home_url: str
    feed_url: str
    entries: tuple[Entry, ...] = ()
    feed: FeedSource | None = None
    state: Literal["ok", "failing", "gone", "moved", "held"] = "ok"
    since: dt.datetime | None = None
    reason: str = ""
    moved_to: str = ""
