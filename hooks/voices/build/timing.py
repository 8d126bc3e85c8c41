"""Where a build's time goes: phases with their counts and seconds, shown while they run and told as they end."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Step = Callable[[], None]


class Stopwatch:
    """Seconds and counts by phase, in the order in which the phases first began.

    ``say`` gets one line a phase; with ``bar``, a bar stands on the terminal while a phase runs.
    """

    def __init__(self, say: Callable[[str], None] = lambda _line: None, *, bar: bool = False) -> None:
        self.seconds: dict[str, float] = {}
        self.counts: dict[str, int] = {}
        self._say = say
        self._with_bar = bar

    @contextmanager
    def phase(self, name: str, total: int | None = None) -> Iterator[Step]:
        """Time a phase; several of one name add up. Calling what it yields counts one thing done, of ``total``."""
        start = time.perf_counter()
        before = self.counts.get(name, 0)
        try:
            with self._bar(name, total) as shown:

                def step() -> None:
                    self.counts[name] = self.counts.get(name, 0) + 1
                    shown()

                yield step
        finally:
            spent = time.perf_counter() - start
            self.seconds[name] = self.seconds.get(name, 0.0) + spent
            done = self.counts.get(name, 0) - before
            self._say(f"{name}: {done}, {spent:.2f} s" if done else f"{name}: {spent:.2f} s")

    def table(self) -> str:
        """One line a phase: its count, seconds and share of the whole; the sum last."""
        total = sum(self.seconds.values())
        lines = [
            f"{name:<20}{self.counts.get(name) or '':>8}{spent:>9.2f} s {spent / (total or 1):>6.0%}"
            for name, spent in self.seconds.items()
        ]
        return "\n".join([*lines, f"{'in all':<28}{total:>9.2f} s"])

    @contextmanager
    def _bar(self, name: str, total: int | None) -> Iterator[Step]:
        if not self._with_bar:
            yield lambda: None
            return
        # Here, because a build outside a terminal shows no bar.
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

        columns = (
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
        )
        with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
            task = progress.add_task(name, total=total)
            yield lambda: progress.advance(task)


def on_a_terminal() -> bool:
    """Whether a person watches: standard error is a terminal, and this is no CI."""
    return sys.stderr.isatty() and not os.environ.get("CI")
