"""Findings as GitHub shows them on a pull request: annotations on the lines, the rest in the job's summary.

Comes in: findings. Goes out: workflow commands (at most ten of a kind and step, which is what GitHub shows) and Markdown
for ``GITHUB_STEP_SUMMARY``. Printing them is left to ``voices check``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from voices.findings import Finding, Severity

EACH_KIND_AT_MOST = 10
SUMMARY_ROWS_AT_MOST = 500
_COMMANDS: dict[Severity, str] = {"block": "error", "warn": "warning", "hint": "notice"}
_SPOKEN: dict[Severity, str] = {"block": "has to be mended", "warn": "please look at it", "hint": "a hint"}


def annotate(findings: Iterable[Finding]) -> tuple[tuple[str, ...], str]:
    """(annotations, summary): one line of output a finding for the first ten of each kind, and the whole as Markdown.

    The summary is empty when there is no finding. Annotations follow GitHub's "Workflow commands" escaping.
    """
    known = tuple(findings)
    lines: list[str] = []
    left = dict.fromkeys(_COMMANDS, EACH_KIND_AT_MOST)
    over: list[Finding] = []
    for finding in known:
        if left[finding.severity]:
            left[finding.severity] -= 1
            lines.append(annotation(finding))
        else:
            over.append(finding)
    return tuple(lines), _summary(known, over)


def annotation(finding: Finding) -> str:
    """``::error file=…,line=…,col=…,title=…::message`` for one finding."""
    properties = {"file": finding.path, "line": str(finding.line)}
    if finding.column is not None:
        properties["col"] = str(finding.column)
    properties["title"] = finding.rule
    named = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    return f"::{_COMMANDS[finding.severity]} {named}::{_message(_said(finding))}"


def _said(finding: Finding) -> str:
    return "\n".join(part for part in (finding.message, finding.why, finding.instead, finding.url) if part)


def _message(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _message(text).replace(":", "%3A").replace(",", "%2C")


def _summary(findings: Sequence[Finding], over: Sequence[Finding]) -> str:
    if not findings:
        return ""
    counts = [
        f"**{count}** {_SPOKEN[severity]}"
        for severity in _COMMANDS
        if (count := sum(1 for finding in findings if finding.severity == severity))
    ]
    lines = ["## Voices: what the check found", "", ", ".join(counts) + ".", ""]
    if over:
        lines += ["These did not fit beside the lines of the change:", "", "| where | what |", "| --- | --- |"]
        lines += [_row(finding) for finding in over[:SUMMARY_ROWS_AT_MOST]]
        if len(over) > SUMMARY_ROWS_AT_MOST:
            lines.append(f"| … | and {len(over) - SUMMARY_ROWS_AT_MOST} more: run `voices check` |")
        lines.append("")
    return "\n".join(lines)


def _row(finding: Finding) -> str:
    return f"| {_cell(f'{finding.path}:{finding.line}')} | {_cell(f'{finding.message} [{finding.rule}]')} |"


def _cell(text: str) -> str:
    """Text in a table's cell: nothing a writer put into a title becomes a link, a picture or a column of ours."""
    flat = " ".join(text.split())
    for mark in "\\`*_{}[]<>|#!~":
        flat = flat.replace(mark, f"\\{mark}")
    return flat.replace("@", "@\u200b")
