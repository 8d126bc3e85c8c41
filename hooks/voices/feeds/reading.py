"""The archive as frozen data, for a build: fast, offline, and lenient with what people edited by hand.

Comes in: the hub and its authors. Goes out: one ``Blog`` an archive file, and findings for files that can't be read.
Held entries come with their status; who is shown at all is the catalog's decision.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from voices.feeds.archive import BrokenArchiveError, archive_files, file_of, read_file
from voices.feeds.links import host_of
from voices.feeds.sanitise import strict
from voices.findings import Finding
from voices.model import Author, Blog, Entry, FeedSource
from voices.settings import Hub
from voices.store import digest
from voices.text import slugify

_MARKS = re.compile("[\ue000-\ue00f]")
_LONG_AGO = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_STATES = ("ok", "failing", "gone", "moved", "held")


def read_archive(hub: Hub, authors: Sequence[Author]) -> tuple[tuple[Blog, ...], tuple[Finding, ...]]:
    """Every archived blog of ``authors``, by author and file name, and a block finding for each broken file."""
    blogs: list[Blog] = []
    findings: list[Finding] = []
    for author in sorted(authors, key=lambda author: author.id):
        archives: dict[Path, dict[str, Any]] = {}
        for path in archive_files(hub.content, author.id):
            try:
                archives[path] = read_file(path)
            except BrokenArchiveError as error:
                message = f"This archive of a blog can't be read: {error}. Take the last good version from git."
                findings.append(Finding(hub.path_of(path), 1, "feeds.broken-archive", "block", message))
        feeds = {file_of(feed, archives, author.feeds): feed for feed in author.feeds}
        for path, archive in archives.items():
            blog = _blog(archive, author.id, feeds.get(path), path, hub.path_of(path))
            blogs.append(blog)
            findings += _hints(blog)
    return tuple(blogs), tuple(findings)


def _blog(archive: Mapping[str, Any], author: str, feed: FeedSource | None, path: Path, place: str) -> Blog:
    voices = archive.get("_voices") or {}
    taken: set[str] = set()
    entries = tuple(entry_of(item, feed, taken) for item in archive["items"] if isinstance(item.get("id"), str | int))
    state = voices.get("state")
    home = _text(archive.get("home_page_url"))
    return Blog(
        author=author,
        name=path.stem,
        path=place,
        title=_text(archive.get("title")) or host_of(home or archive["feed_url"]),
        home_url=home,
        feed_url=archive["feed_url"],
        entries=tuple(sorted(entries, key=lambda entry: (-entry.published.timestamp(), entry.slug))),
        feed=feed,
        state=state if state in _STATES else "ok",
        since=moment(voices.get("since")),
        reason=_text(voices.get("reason")),
        moved_to=_text(voices.get("moved_to")),
    )


def _hints(blog: Blog) -> list[Finding]:
    found: list[Finding] = []
    if blog.state == "held":
        told = "This feed became another blog, as it seems. If it is right, set the state in _voices to ok."
        found.append(Finding(blog.path, 1, "feeds.held-blog", "hint", told))
    for entry in blog.entries:
        if waits(entry.status, entry.rules):
            told = f"{entry.url or entry.id} is held ({', '.join(entry.rules) or 'by hand'}). "
            where = entry.url or entry.id
            told += f"Accept it with voices review release {where}, or drop it with voices review reject {where}."
            found.append(Finding(blog.path, 1, "feeds.held-entry", "hint", told))
    return found


def waits(status: str, rules: Sequence[str]) -> bool:
    """Whether an item waits for an editor; what an author's own wishes leave out waits for no one."""
    return status == "held" and not (rules and all(rule.startswith(("wish.", "author.")) for rule in rules))


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
        html=strict(_text(item.get("content_html"))) if shown_in_full and not held else "",
        summary="" if held else _text(item.get("summary")),
        tags=tuple(_text(tag) for tag in tags if isinstance(tag, str)) if isinstance(tags, list) and not held else (),
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
    return _MARKS.sub("", value) if isinstance(value, str) else ""
