"""How each feed stands, for the terminal: state, last and next asked, what is held and why. Asks no one, writes nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from msgspec import Struct
from msgspec.structs import replace

from voices.feeds.keeping import held_entries
from voices.feeds.merge import normalised
from voices.feeds.reading import moment
from voices.feeds.report import HeldEntry, Problem
from voices.feeds.schedule import Memory
from voices.feeds.shelf import read_shelf
from voices.feeds.state import key_of, read_state
from voices.model import Author
from voices.settings import Hub


class Standing(Struct, frozen=True):
    """One feed. ``path`` is empty when nothing was archived yet; ``listed`` False when no profile names it any more."""

    author: str
    url: str
    path: str = ""
    listed: bool = True
    fetched: bool = True
    """False for an author whose feeds are not asked: left, hidden or not here yet."""
    state: str = "ok"
    since: dt.datetime | None = None
    reason: str = ""
    moved_to: str = ""
    published: int = 0
    held: tuple[HeldEntry, ...] = ()
    asked: dt.datetime | None = None
    due: dt.datetime | None = None
    problem: Problem | None = None


def standings(hub: Hub, authors: Sequence[Author]) -> tuple[Standing, ...]:
    """Every feed listed and every archive kept, by author, listed feeds in the profile's order first."""
    state = read_state(hub.cache)
    found: list[Standing] = []
    for author in sorted(authors, key=lambda author: author.id):
        shelf, problems = read_shelf(hub, author.id)
        found += [Standing(author.id, "", problem.path, problem=problem) for problem in problems]
        paths = {shelf.path_of(feed, author.feeds): feed.url for feed in author.feeds}
        for feed in author.feeds:
            memory = state.feeds.get(key_of(author.id, feed.url), Memory())
            hold = state.hosts.get((urlsplit(feed.url).hostname or "").lower())
            due = max((at for at in (memory.due, hold) if at is not None), default=None)
            path = shelf.path_of(feed, author.feeds)
            base = Standing(author.id, feed.url, fetched=author.status == "active", asked=memory.asked, due=due)
            found.append(_with_archive(base, shelf.archives[path], hub.path_of(path)) if path else base)
        for path, archive in shelf.archives.items():
            if path not in paths:
                base = Standing(author.id, str(archive["feed_url"]), listed=False, fetched=False)
                found.append(_with_archive(base, archive, hub.path_of(path)))
    return tuple(found)


def _with_archive(base: Standing, archive: Mapping[str, Any], path: str) -> Standing:
    known = normalised(archive)
    voices = known["_voices"]
    held = sum(item["_voices"].get("status") == "held" for item in known["items"])
    return replace(
        base,
        path=path,
        state=str(voices.get("state") or "ok"),
        since=moment(voices.get("since")),
        reason=str(voices.get("reason") or ""),
        moved_to=str(voices.get("moved_to") or ""),
        published=len(known["items"]) - held,
        held=held_entries(base.author, path, known),
    )
