"""Runs a command as a whole process and says what it took, by the operating system's own account."""

from __future__ import annotations

import contextlib
import os
import subprocess
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

_LOOK_SECONDS = 0.1


@dataclass(frozen=True, slots=True)
class Cost:
    """What a run took: seconds on the clock and on the processors, and the most memory its processes held together in MB."""

    wall_seconds: float
    cpu_seconds: float
    peak_mb: float


class RunError(Exception):
    """A measured command failed; carries the end of what it printed."""


def run(command: Sequence[str], folder: Path, log: Path) -> Cost:
    """Run ``command`` in ``folder``, children included; raises RunError when it fails."""
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": "1795305600"}
    # Nobody runs a program without its compiled modules; some shells do.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    with log.open("wb") as output:
        start = time.perf_counter()
        process = subprocess.Popen(command, cwd=folder, env=environment, stdout=output, stderr=subprocess.STDOUT)
        watch = _Memory(process.pid)
        watch.start()
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        together = watch.finish()
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        tail = log.read_text(encoding="utf-8", errors="replace")[-2000:]
        raise RunError(f"{' '.join(command)} exited {process.returncode} in {folder.name}:\n{tail}")
    return Cost(wall, usage.ru_utime + usage.ru_stime, max(together, usage.ru_maxrss / 1024))


class _Memory(threading.Thread):
    """Looks ten times a second at what a process and its children hold, each page counted once (Linux; else nothing)."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self._pid = pid
        self._ended = threading.Event()
        self._peak_mb = 0.0

    def run(self) -> None:
        while not self._ended.wait(_LOOK_SECONDS):
            # A child between its birth and its program shares its parent's memory: counted once.
            shares = {_share_mb(pid) for pid in _family(self._pid)}
            self._peak_mb = max(self._peak_mb, sum(shares))

    def finish(self) -> float:
        """The largest sum seen, in MB."""
        self._ended.set()
        self.join()
        return self._peak_mb


def _family(pid: int) -> list[int]:
    found = [pid]
    with contextlib.suppress(OSError):
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in (task / "children").read_text(encoding="ascii").split():
                found += _family(int(child))
    return found


def _share_mb(pid: int) -> float:
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) / 1024
    return 0.0


def middle(costs: Sequence[Cost]) -> Cost:
    """The median of each figure."""
    return Cost(
        median(cost.wall_seconds for cost in costs),
        median(cost.cpu_seconds for cost in costs),
        max(cost.peak_mb for cost in costs),
    )


def weigh(folder: Path) -> tuple[int, int]:
    """(files, bytes) below ``folder``."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return len(files), sum(path.stat().st_size for path in files)
