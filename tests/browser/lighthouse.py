"""Lighthouse as on a phone: the median of some runs. ``python tests/browser/lighthouse.py URL…`` prints the marks."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
from pathlib import Path

PROGRAM = Path(__file__).parent / "node_modules" / "lighthouse" / "cli" / "index.js"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
Marks = tuple[dict[str, int], list[str]]


def marks(url: str, runs: int) -> Marks:
    """The median mark from 0 to 100 of each category, and the audits below full marks outside of performance."""
    reports = [_run(url) for _ in range(runs)]
    scores = {
        name: round(statistics.median(report["categories"][name]["score"] for report in reports) * 100)
        for name in CATEGORIES
    }
    wanted = {
        reference["id"]
        for name in CATEGORIES[1:]
        for reference in reports[0]["categories"][name]["auditRefs"]
        if reference["weight"]
    }
    faults = sorted(
        {
            f"{audit['id']}: {audit['title']}"
            for report in reports
            for audit in report["audits"].values()
            if audit["id"] in wanted and audit["score"] is not None and audit["score"] < 1
        }
    )
    return scores, faults


def table(found: dict[str, Marks]) -> str:
    """The marks of several pages, a line a page."""
    return "\n".join(
        f"Lighthouse, {kind}: " + ", ".join(f"{name} {score}" for name, score in scores.items())
        for kind, (scores, _) in found.items()
    )


def _run(url: str) -> dict:
    done = subprocess.run(
        [
            "node",
            str(PROGRAM),
            url,
            "--quiet",
            "--output=json",
            "--output-path=stdout",
            f"--only-categories={','.join(CATEGORIES)}",
            "--chrome-flags=--headless=new --no-sandbox --disable-gpu --disable-background-networking --no-first-run",
        ],
        env={**os.environ, "CHROME_PATH": "/usr/bin/chromium", "CI": "true"},
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    return json.loads(done.stdout)


if __name__ == "__main__":
    sys.stdout.write(table({url: marks(url, runs=3) for url in sys.argv[1:]}) + "\n")
