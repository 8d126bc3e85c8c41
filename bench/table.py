"""The results as Markdown tables: seconds, ratios to ours, memory, files and bytes, and how time grows with posts."""

from __future__ import annotations

from collections.abc import Mapping
from math import log

from bench.measure import Cost

OURS = "voices"


def results_table(
    results: Mapping[tuple[int, str, str], Cost], weights: Mapping[tuple[int, str], tuple[int, int]]
) -> str:
    """One table a size: a row a generator and scenario, ours first; the ratio is ours divided by theirs, wall."""
    lines = [
        "# Build times",
        "",
        (
            "Written by `make bench`: medians of one run on one machine, the generators in turns. Cards and the resizing of "
            "pictures are off on all sides. Pelican and Material build the whole each time, so one kind of edit stands for "
            "all of theirs. The ratio is our wall time divided by theirs; below 1, ours took less. Memory is what all "
            "processes of a build hold together."
        ),
        "",
    ]
    for size in sorted({size for size, _, _ in results}):
        lines += [f"## {size} posts", "", "| | wall s | CPU s | peak MB | ours ÷ theirs |", "|---|---|---|---|---|"]
        for (of_size, scenario, name), cost in results.items():
            if of_size == size:
                lines.append(_row(f"{scenario}: {name}", cost, results.get((size, scenario, _beside(name)))))
        lines.append("")
        for (of_size, name), (files, size_bytes) in weights.items():
            if of_size == size:
                lines.append(f"- {name}: {files} files, {size_bytes / 1e6:.1f} MB written")
        lines.append("")
    return "\n".join([*lines, *_growth(results)])


def _growth(results: Mapping[tuple[int, str, str], Cost]) -> list[str]:
    """The exponent of wall time over posts from the smallest to the largest size of each: 1 is linear."""
    rows = []
    for scenario, name in dict.fromkeys((scenario, name) for _, scenario, name in results):
        sizes = sorted(size for size, of, kind in results if (of, kind) == (scenario, name))
        if len(sizes) > 1:
            small, large = (results[size, scenario, name].wall_seconds for size in (sizes[0], sizes[-1]))
            exponent = log(large / small) / log(sizes[-1] / sizes[0])
            rows.append(f"| {scenario}: {name} | {sizes[0]} → {sizes[-1]} | {exponent:.2f} |")
    if not rows:
        return []
    head = ["## Growth", "", "Time grows as posts to the power of this exponent; 1 is in proportion.", ""]
    return [*head, "| | posts | exponent |", "|---|---|---|", *rows, ""]


def _beside(name: str) -> str:
    """Which of ours a peer is compared with: without search where the peer has none."""
    return "voices, no search" if name == "hugo alone" else OURS


def _row(label: str, cost: Cost, ours: Cost | None) -> str:
    ratio = f"{ours.wall_seconds / cost.wall_seconds:.2f}" if ours else "–"
    return f"| {label} | {cost.wall_seconds:.2f} | {cost.cpu_seconds:.2f} | {cost.peak_mb:.0f} | {ratio} |"
