"""Where a build's time goes: phases with their seconds, told as they end."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager


class Stopwatch:
    """Seconds by phase, in the order in which the phases first began."""

    def __init__(self, say: Callable[[str], None] = lambda _line: None) -> None:
        self.seconds: dict[str, float] = {}
        self._say = say

    @contextmanager
    def phase(self, name: str) -> Iterator[None]:
        """Time a phase; several of one name add up."""
        start = time.perf_counter()
        try:
            yield
        finally:
            spent = time.perf_counter() - start
            self.seconds[name] = self.seconds.get(name, 0.0) + spent
            self._say(f"{name}: {spent:.2f} s")

    def table(self) -> str:
        """One line a phase, seconds and share of the whole, the sum last."""
        total = sum(self.seconds.values()) or 1.0
        lines = [f"{name:<24}{spent:>8.2f} s {spent / total:>6.0%}" for name, spent in self.seconds.items()]
        return "\n".join([*lines, f"{'in all':<24}{sum(self.seconds.values()):>8.2f} s"])
