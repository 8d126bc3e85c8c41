"""What findings mean for a build: which lines are shown, and whether they stop it. Decides only."""

from __future__ import annotations

from collections.abc import Iterable

from voices.findings import Finding, Severity
from voices.text import counted


def explain(findings: Iterable[Finding]) -> tuple[tuple[Severity, str], ...]:
    """(severity, line) of what a build says; hints are left to ``voices check``."""
    return tuple((finding.severity, str(finding)) for finding in findings if finding.severity != "hint")


def stops(findings: Iterable[Finding], *, strict: bool) -> str | None:
    """Why the build can't go on, in one sentence; None when it can."""
    counts = {"block": 0, "warn": 0}
    for finding in findings:
        if finding.severity != "hint":
            counts[finding.severity] += 1
    if counts["block"]:
        return (
            f"Nothing was built: {counted(counts['block'], 'finding blocks', 'findings block')}. Mend the lines above."
        )
    if strict and counts["warn"]:
        return f"Nothing was built: {counted(counts['warn'], 'warning counts', 'warnings count')} under --strict."
    return None
