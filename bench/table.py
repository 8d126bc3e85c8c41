"""The results as Markdown tables: seconds, ratios to ours, memory, files and bytes."""

from __future__ import annotations

from collections.abc import Mapping

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
            "pictures are off on all sides. The ratio is our wall time divided by theirs; below 1, ours took less."
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
    return "\n".join(lines)


def _beside(name: str) -> str:
    """Which of ours a peer is compared with: without search where the peer has none."""
    return "voices, no search" if name == "hugo alone" else OURS


def _row(label: str, cost: Cost, ours: Cost | None) -> str:
    ratio = f"{ours.wall_seconds / cost.wall_seconds:.2f}" if ours else "–"
    return f"| {label} | {cost.wall_seconds:.2f} | {cost.cpu_seconds:.2f} | {cost.peak_mb:.0f} | {ratio} |"
