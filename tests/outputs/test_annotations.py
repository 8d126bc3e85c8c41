"""Findings on GitHub: escaped, ten of a kind, the rest in the summary."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from voices.findings import Finding
from voices.outputs.annotations import annotate, annotation


def finding(number: int = 1, severity="block", **changed) -> Finding:
    values = {"path": "content/posts/a.md", "line": number, "rule": "policy.pesel", "message": f"Fault {number}."}
    return Finding(severity=severity, **values | changed)


def test_an_annotation_stands_at_its_place_and_teaches() -> None:
    found = finding(3, column=7, why="Because.", instead="Better.", url="https://voices.example/policy/#rule-pesel")
    assert annotation(found) == (
        "::error file=content/posts/a.md,line=3,col=7,title=policy.pesel::"
        "Fault 3.%0ABecause.%0ABetter.%0Ahttps://voices.example/policy/#rule-pesel"
    )
    assert annotation(finding(severity="warn")).startswith("::warning file=")
    assert annotation(finding(severity="hint")).startswith("::notice file=")


def test_nothing_typed_into_content_becomes_a_command() -> None:
    found = finding(path="a,line=9:b%.md", message="x\n::set-output name=a::b\r%0A", rule="r")
    assert annotation(found) == "::error file=a%2Cline=9%3Ab%25.md,line=1,title=r::x%0A::set-output name=a::b%0D%250A"


@given(st.text(), st.text())
def test_an_annotation_is_always_one_line(path, message) -> None:
    line = annotation(finding(path=path, message=message))
    assert not re.search(r"[\r\n]", line)
    assert "," not in line.split("::")[1].replace(",line=1,title=policy.pesel", "")


def test_ten_of_a_kind_are_shown_and_the_rest_told_in_the_summary() -> None:
    found = [finding(number) for number in range(1, 16)] + [finding(number, "warn") for number in range(1, 13)]
    lines, summary = annotate(found)
    assert sum(line.startswith("::error") for line in lines) == 10
    assert sum(line.startswith("::warning") for line in lines) == 10
    assert "**15** has to be mended, **12** please look at it." in summary
    assert [number for number in range(1, 20) if f"Fault {number}\\." in summary or f"Fault {number}." in summary] == [
        11, 12, 13, 14, 15,
    ]  # fmt: skip


def test_the_summary_shows_typed_text_as_text() -> None:
    _, summary = annotate([finding(number, message="![x](http://t.example/p) | <b> `c`") for number in range(11)])
    (row,) = [line for line in summary.splitlines() if "posts/a" in line]
    assert row.replace("\\|", "").count("|") == 3
    assert "\\!\\[x\\]" in row
    assert "\\<b\\>" in row


def test_no_finding_means_no_output() -> None:
    assert annotate([]) == ((), "")


def test_few_findings_need_no_table() -> None:
    lines, summary = annotate([finding()])
    assert len(lines) == 1
    assert "| where |" not in summary
