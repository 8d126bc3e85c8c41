"""The archive as frozen data, for a build: fast, offline, and lenient with what people edited by hand.

Comes in: the hub and its authors. Goes out: one ``Blog`` an archive file, and findings for files that can't be read.
Held entries come with their status; who is shown at all is the catalog's decision.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from voices.allowed import clean
from voices.feeds.archive import BrokenArchiveError, archive_files, belongs, read_file
from voices.findings import Finding
from voices.model import Author, Blog, Entry, FeedSource
from voices.settings import Hub
from voices.store import digest
from voices.text import slugify

_LONG_AGO = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_STATES = ("ok", "failing", "gone", "moved", "held")


def read_archive(hub: Hub, authors: Sequence[Author]) -> tuple[tuple[Blog, ...], tuple[Finding, ...]]:
    """Every archived blog of ``authors``, by author and file name, and a block finding for each broken file."""
    blogs: list[Blog] = []
    findings: list[Finding] = []
    for author in sorted(authors, key=lambda author: author.id):
        for path in archive_files(hub.content, author.id):
            place = hub.path_of(path)
            try:
                blogs.append(_blog(read_file(path), author, path, place))
            except BrokenArchiveError as error:
                message = f"This archive of a blog can't be read: {error}. Take the last good version from git."
                findings.append(Finding(place, 1, "feeds.broken-archive", "block", message))
    return tuple(blogs), tuple(findings)


def _blog(archive: Mapping[str, Any], author: Author, path: Path, place: str) -> Blog:
    voices = archive.get("_voices") or {}
    feed = next((feed for feed in author.feeds if belongs(archive, feed.url)), None)
    taken: set[str] = set()
    entries = tuple(entry_of(item, feed, taken) for item in archive["items"] if isinstance(item.get("id"), str | int))
    state = voices.get("state")
    home = _text(archive.get("home_page_url"))
    return Blog(
        author=author.id,
        name=path.stem,
        path=place,
        title=_text(archive.get("title")) or _host(home or archive["feed_url"]),
        home_url=home,
        feed_url=archive["feed_url"],
        entries=tuple(sorted(entries, key=lambda entry: (-entry.published.timestamp(), entry.slug))),
        feed=feed,
        state=state if state in _STATES else "ok",
        since=moment(voices.get("since")),
        reason=_text(voices.get("reason")),
        moved_to=_text(voices.get("moved_to")),
    )


def entry_of(item: Mapping[str, Any], feed: FeedSource | None, taken: set[str]) -> Entry:
    """An archived item as an entry; ``taken`` are the slugs used so far, for items that someone added without one."""
    voices = item.get("_voices") if isinstance(item.get("_voices"), dict) else {}
    assert isinstance(voices, dict)
    held = voices.get("status") == "held"
    # A feed that is no longer listed leaves its entries as they are.
    shown_in_full = feed is None or feed.show == "full"
    seen = moment(voices.get("first_seen")) or moment(item.get("date_published")) or _LONG_AGO
    slug = _text(voices.get("slug")) or free_slug(_text(item.get("title")), str(item["id"]), taken)
    taken.add(slug)
    tags = item.get("tags")
    return Entry(
        id=str(item["id"]),
        url=_text(item.get("url")),
        slug=slug,
        title="" if held else _text(item.get("title")),
        published=moment(item.get("date_published")) or seen,
        first_seen=seen,
        modified=moment(item.get("date_modified")),
        html=clean(_text(item.get("content_html"))) if shown_in_full and not held else "",
        summary="" if held else _text(item.get("summary")),
        tags=tuple(tag for tag in tags if isinstance(tag, str)) if isinstance(tags, list) and not held else (),
        language=(feed.language if feed else None) or _text(item.get("language")),
        guid=_text(voices.get("guid")),
        status="held" if held else "published",
        rules=tuple(str(rule) for rule in voices.get("rules") or ()),
    )


def free_slug(title: str, id_: str, taken: set[str]) -> str:
    """The address form of an entry's title, else of its id, ``-2`` and so on where the author has it already."""
    stem = slugify(title)
    if not stem or stem in ("page", "index", "feed"):
        stem = f"entry-{digest(id_)[:8]}"
    slug, number = stem, 1
    while slug in taken:
        number += 1
        slug = f"{stem}-{number}"
    return slug


def moment(value: object) -> dt.datetime | None:
    """An archived time as UTC, None when it is none."""
    if not isinstance(value, str):
        return None
    try:
        at = dt.datetime.fromisoformat(value)
        return (at if at.tzinfo else at.replace(tzinfo=dt.UTC)).astimezone(dt.UTC)
    except (ValueError, OverflowError):
        return None


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or url).removeprefix("www.")
    except ValueError:
        return url
