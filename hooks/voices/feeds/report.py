"""What a fetch did, feed by feed, as data; how it is told is left to the command."""

from __future__ import annotations

import datetime as dt
import difflib
from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

from voices.feeds.schedule import Why

Result = Literal["read", "unchanged", "not due", "failed", "gone"]


class HeldEntry(Struct, frozen=True):
    """An entry that waits for a decision, by link and rules; its words are not kept."""

    author: str
    path: str
    url: str
    rules: tuple[str, ...]


class Outcome(Struct, frozen=True):
    """What became of one feed. ``detail`` is a sentence's end: "it answered with a web page …"."""

    author: str
    url: str
    path: str
    result: Result
    reason: str = ""
    detail: str = ""
    new: int = 0
    changed: int = 0
    held: int = 0
    released: int = 0
    written: bool = False
    why: Why = "due"
    until: dt.datetime | None = None
    state: str = "ok"
    since: dt.datetime | None = None
    newly_named: bool = False
    """It has been failing for a week, and no one was told yet."""


class Move(Struct, frozen=True):
    """A feed that moved for good, as a change to propose to its author's profile."""

    author: str
    profile: str
    old_url: str
    new_url: str
    diff: str


class Problem(Struct, frozen=True):
    """Something about the archive itself: a broken file kept aside, a file that could not be written."""

    path: str
    message: str
    unwritten: bool = False


class FetchReport(Struct, frozen=True):
    """A whole fetch, in the order of authors and their feeds."""

    outcomes: tuple[Outcome, ...] = ()
    moves: tuple[Move, ...] = ()
    held: tuple[HeldEntry, ...] = ()
    problems: tuple[Problem, ...] = ()
    dry_run: bool = False

    @property
    def asked(self) -> tuple[Outcome, ...]:
        """The feeds a request was made for."""
        return tuple(outcome for outcome in self.outcomes if outcome.result != "not due")

    @property
    def failed(self) -> tuple[Outcome, ...]:
        """Those among them that gave nothing."""
        return tuple(outcome for outcome in self.asked if outcome.result in ("failed", "gone"))

    @property
    def exit_code(self) -> int:
        """0 when some fail, 1 when all do, or when what was fetched could not be kept."""
        return 1 if self.unwritten or (self.asked and len(self.failed) == len(self.asked)) else 0

    @property
    def unwritten(self) -> bool:
        """Whether something that was fetched could not be kept."""
        return any(problem.unwritten for problem in self.problems)

    def total(self, what: Literal["new", "changed", "held", "released"]) -> int:
        """The number of entries over all feeds."""
        return sum(getattr(outcome, what) for outcome in self.outcomes)


def profile_diff(path: str, text: str, old_url: str, new_url: str) -> str:
    """The change to a profile as a patch that ``git apply`` takes; empty when the address isn't written there."""
    changed = text.replace(old_url, new_url)
    lines: Sequence[str] = list(
        difflib.unified_diff(
            text.splitlines(keepends=True), changed.splitlines(keepends=True), f"a/{path}", f"b/{path}", n=2
        )
    )
    return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)
