"""Worker processes where they pay: behind ``concurrent.futures.Executor``, so that another executor fits as well.

A few files are read faster right here; many are shared out among the machine's cores. Results come in the order of what was
asked, so serial and parallel are the same.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from concurrent.futures import ProcessPoolExecutor

FEW = 300
_CHUNKS_A_WORKER = 8
_GENERATION = 4000
"""Items after which fresh processes go on."""

Made = TypeVar("Made")


class Workers(Executor):
    """An executor that keeps to this process until there is enough to share out."""

    def __init__(self, processes: int | None = None, few: int = FEW) -> None:
        self._processes = processes if processes is not None else len(os.sched_getaffinity(0))
        self._few = few
        self._pool: ProcessPoolExecutor | None = None

    def submit(self, fn: Callable[..., Made], /, *args: Any, **kwargs: Any) -> Future[Made]:
        """One call is made at once, here."""
        future: Future[Made] = Future()
        future.set_result(fn(*args, **kwargs))
        return future

    def map(
        self,
        fn: Callable[..., Made],
        *iterables: Iterable[Any],
        timeout: float | None = None,
        chunksize: int = 1,  # noqa: ARG002 - the executor's signature; the size follows from how much there is
        **_later: Any,
    ) -> Iterator[Made]:
        """``fn`` over the items, in order; side by side when there are more than a few."""
        items = list(zip(*iterables, strict=True))
        if self._processes < 2 or len(items) <= self._few:
            return (fn(*item) for item in items)
        return self._side_by_side(fn, items, timeout)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: FBT001 - likewise
        """End the workers, if any were begun."""
        if self._pool is not None:
            self._pool.shutdown(wait=wait, cancel_futures=cancel_futures)
            self._pool = None

    def _side_by_side(self, fn: Callable[..., Made], items: list[Any], timeout: float | None) -> Iterator[Made]:
        # cmark-gfm's binding keeps what it parsed, 30 kB a post: no process works for so long that it shows.
        for start in range(0, len(items), _GENERATION):
            self.shutdown()
            some = items[start : start + _GENERATION]
            chunk = max(1, len(some) // (self._processes * _CHUNKS_A_WORKER))
            yield from self._open().map(fn, *zip(*some, strict=True), timeout=timeout, chunksize=chunk)

    def _open(self) -> ProcessPoolExecutor:
        if self._pool is None:
            import multiprocessing  # both here, because after an edit there is too little to do for workers
            from concurrent.futures import ProcessPoolExecutor

            # A fork costs milliseconds where a fresh process would read all modules again; with threads about it isn't safe.
            forks = "fork" in multiprocessing.get_all_start_methods() and threading.active_count() == 1
            context = multiprocessing.get_context("fork" if forks else "spawn")
            self._pool = ProcessPoolExecutor(self._processes, mp_context=context)
        return self._pool
