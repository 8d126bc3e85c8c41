"""An author's archive files, read once and joined to the feeds the profile lists.

Comes in: a folder and a profile. Goes out: which file is which feed's. A file that can't be read is kept aside here,
under the lock, before anything new is written beside it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from voices.feeds.archive import FOLDER, BrokenArchiveError, archive_files, file_name, file_of, keep_aside, read_file
from voices.feeds.documents import Document
from voices.feeds.identity import Known, with_guids
from voices.feeds.merge import normalised
from voices.feeds.report import Problem
from voices.model import FeedSource
from voices.settings import Hub


@dataclass(slots=True)
class Shelf:
    """The archive files of one author, by path. Files change here only through ``put``."""

    folder: Path
    archives: dict[Path, dict[str, Any]] = field(default_factory=dict)
    broken: tuple[Path, ...] = ()

    def path_of(self, feed: FeedSource, feeds: Sequence[FeedSource]) -> Path | None:
        """The file of a feed, if it has one."""
        return file_of(feed, self.archives, feeds)

    def adopted(self, document: Document, feeds: Sequence[FeedSource]) -> Path | None:
        """For a new address: the file of a feed no longer listed that holds at least half of its entries."""
        incoming = with_guids(document.items)
        taken = {self.path_of(feed, feeds) for feed in feeds}
        for path, archive in self.archives.items():
            matches = Known(normalised(archive)["items"]).match(incoming) if path not in taken else []
            if incoming and sum(match is not None for match in matches) * 2 >= len(incoming):
                return path
        return None

    def new_path(self, feed: FeedSource) -> Path:
        """Where the archive of a feed without one will lie."""
        used = {path.name for path in self.archives} | {path.name for path in self.broken}
        return self.folder / file_name(feed.url, frozenset(used))

    def others(self, path: Path) -> tuple[Mapping[str, Any], ...]:
        """The items of the author's other blogs."""
        return tuple(
            item for other, archive in self.archives.items() if other != path for item in normalised(archive)["items"]
        )


def read_shelf(hub: Hub, author: str, *, aside: bool = False) -> tuple[Shelf, tuple[Problem, ...]]:
    """The author's files. A broken one is a problem, and with ``aside`` renamed out of the way, never overwritten."""
    archives: dict[Path, dict[str, Any]] = {}
    broken: list[Path] = []
    problems: list[Problem] = []
    for path in archive_files(hub.content, author):
        try:
            archives[path] = read_file(path)
        except BrokenArchiveError as error:
            if aside:
                advice = f"It is kept aside as {keep_aside(path).name}; the feed begins a new one."
            else:
                broken.append(path)
                advice = "Take the last good version from git."
            told = f"This archive can't be read: {error}. {advice}"
            problems.append(Problem(hub.path_of(path), told))
    return Shelf(hub.content / FOLDER / author, archives, tuple(broken)), tuple(problems)
