"""Removing an entry for good: it leaves the archive, and a hash stays so that it isn't fetched again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from voices.feeds.archive import locked, write_file
from voices.feeds.identity import tombstones
from voices.feeds.links import link_key
from voices.feeds.merge import normalised
from voices.feeds.shelf import read_shelf
from voices.model import Author
from voices.settings import Hub


def forget_entry(hub: Hub, authors: Sequence[Author], url: str) -> tuple[tuple[str, int], ...]:
    """Remove the entry at ``url``, wherever it was archived; a feed's own address removes all its entries.

    Returns (path, number removed) for each file changed, empty when nothing has this address. Raises ArchiveWriteError.
    """
    done: list[tuple[str, int]] = []
    with locked(hub.cache):
        for author in sorted(authors, key=lambda author: author.id):
            shelf, _ = read_shelf(hub, author.id)
            for path, archive in shelf.archives.items():
                after, number = without(archive, url)
                if number and write_file(path, after):
                    done.append((hub.path_of(path), number))
    return tuple(done)


def without(archive: Mapping[str, Any], url: str) -> tuple[dict[str, Any], int]:
    """The archive without the entry at ``url`` but with its tombstone, and how many entries went."""
    known = normalised(archive)
    every = url == known["feed_url"]
    gone = [item for item in known["items"] if every or _is_at(item, url)]
    graves = set(known["_voices"].get("forgotten") or ())
    for item in gone:
        graves |= tombstones(
            str(item.get("id") or ""), str(item.get("url") or ""), str(item["_voices"].get("guid") or "")
        )
    kept = [item for item in known["items"] if item not in gone]
    return {**known, "items": kept, "_voices": {**known["_voices"], "forgotten": sorted(graves)}}, len(gone)


def _is_at(item: Mapping[str, Any], url: str) -> bool:
    address = str(item.get("url") or "")
    return str(item.get("id") or "") == url or (bool(address) and link_key(address) == link_key(url))
