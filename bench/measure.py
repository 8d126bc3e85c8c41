"""Runs a command as a whole process and says what it took, by the operating system's own account."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median


@dataclass(frozen=True, slots=True)
class Cost:
    """What a run took: seconds on the clock and on the processors, and its largest process in MB."""

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
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        tail = log.read_text(encoding="utf-8", errors="replace")[-2000:]
        raise RunError(f"{' '.join(command)} exited {process.returncode} in {folder.name}:\n{tail}")
    return Cost(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


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
