"""Findings: what a check reports, with its place, its weight and what to do about it.

Comes in: facts established by the layers above. Goes out: one form for people, one for machines. Deciding which
severity stops what is left to the commands.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from msgspec import Struct

Severity = Literal["block", "warn", "hint"]
_RANK: dict[Severity, int] = {"block": 0, "warn": 1, "hint": 2}


class Finding(Struct, frozen=True):
    """One fault or hint.

    ``path`` is relative to mkdocs.yml, with forward slashes; ``line`` and ``column`` count from 1. ``message`` says what
    is wrong and then what to do, in two sentences. ``why``, ``instead`` (a better wording) and ``url`` (the rule on
    the policy page) may be absent.
    """

    path: str
    line: int
    rule: str
    severity: Severity
    message: str
    column: int | None = None
    why: str | None = None
    instead: str | None = None
    url: str | None = None

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message} [{self.rule}]"

    def as_json(self) -> dict[str, str | int | None]:
        """The finding with exactly the keys promised for ``voices check --format json``."""
        keys = ("path", "line", "column", "rule", "severity", "message", "why", "instead", "url")
        return {key: getattr(self, key) for key in keys}


class FindingsError(Exception):
    """Raised where a block finding stops the work; carries every finding, so that a person sees all at once."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = ordered(findings)
        super().__init__(f"{len(blocks(self.findings))} findings block")


def ordered(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings without repetitions, by path, line, severity and rule."""
    return tuple(
        sorted(set(findings), key=lambda f: (f.path, f.line, f.column or 0, _RANK[f.severity], f.rule, f.message))
    )


def blocks(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Only the findings that stop a build."""
    return tuple(finding for finding in findings if finding.severity == "block")


def closest(word: str, candidates: Iterable[str], distance: int = 2) -> str | None:
    """The candidate within ``distance`` edits of ``word`` (case aside), the nearest first, then by alphabet."""
    from rapidfuzz.distance import OSA  # here, because most runs find nothing misspelt

    folded = word.casefold()
    best = min(
        ((OSA.distance(folded, other.casefold(), score_cutoff=distance), other) for other in candidates),
        default=(distance + 1, ""),
    )
    return best[1] if best[0] <= distance else None


def did_you_mean(word: str, candidates: Iterable[str]) -> str:
    """`` Did you mean "x"?`` with its leading space, or nothing."""
    other = closest(word, candidates)
    return f' Did you mean "{other}"?' if other is not None and other != word else ""
