"""Every rule id a finding can carry is written down, with the weight it has in the code."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from hub_world import ROOT
from voices.policy.schema import BUILT_IN_IDS, DEFAULT_LEVELS

from .conftest import Doc, code

PACKAGE = ROOT / "hooks" / "voices"
RULE = re.compile(r"[a-z]+(?:-[a-z]+)*\.[a-z]+(?:-[a-z]+)*")
FILES = re.compile(r"\.(db|html|json|md|opml|pdf|po|svg|txt|xml|yml)$")
WHAT_THE_CHECKS_SAY = ("Rules of the guideline", "Rules of the files")
# Rules made of parts: what the code writes → the ids it can become.
MADE_OF_PARTS = {
    "{use.kind}.near-miss": {f"{kind}.near-miss" for kind in ("topic", "team", "place")},
    "policy.{hit.id}": {f"policy.{rule}" for rule in BUILT_IN_IDS},
    "policy.{fault.rule}": {f"policy.{rule}" for rule in BUILT_IN_IDS},
    "policy-file.{rule}": set(),  # written out in policy/reading.py, see below
}


def findings_in_code() -> Iterator[tuple[str, ast.Call]]:
    """Each place where a ``Finding`` is made."""
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Finding":
                yield path.relative_to(PACKAGE).as_posix(), node


def rules_in_code() -> set[str]:
    """Every id, from each module that makes a finding or hands its parts to a helper that does."""
    found = set[str]()
    for path in sorted(PACKAGE.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        if "Finding(" not in text:
            continue
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and RULE.fullmatch(node.value):
                found.add(node.value)
    faults = ast.walk(ast.parse((PACKAGE / "policy" / "reading.py").read_text(encoding="utf-8")))
    for node in faults:
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "_fault":
            rule = node.args[2]
            assert isinstance(rule, ast.Constant), ast.unparse(node)
            found.add(f"policy-file.{rule.value}")
    found |= set[str]().union(*MADE_OF_PARTS.values())
    return {rule for rule in found if not FILES.search(rule)}


def test_each_rule_a_check_can_name_is_written_down_and_none_is_made_up(docs: dict[str, Doc]):
    text = docs["docs/writing.md"].text
    written = set(re.findall(rf"`({RULE.pattern})`", text[text.index("## What the checks say") :]))
    written = {rule for rule in written if not FILES.search(rule)}
    assert written - {"policy.client-names"} == rules_in_code()


def test_a_rule_made_of_parts_is_one_the_documentation_knows():
    parts = {
        ast.unparse(call.args[2]).removeprefix("f").strip("'\"")
        for _, call in findings_in_code()
        if len(call.args) > 2 and isinstance(call.args[2], ast.JoinedStr)
    }
    assert parts == set(MADE_OF_PARTS)


def test_each_weight_written_down_is_the_one_in_the_code(docs: dict[str, Doc]):
    tables = [table for table in docs["docs/writing.md"].tables if table.section in WHAT_THE_CHECKS_SAY]
    written = {code(row[0])[0]: row[1] for table in tables for row in table.rows}
    written |= dict(re.findall(r"`(language\.[a-z]+)` \((\w+):", docs["docs/writing.md"].text))
    told = 0
    for module, call in findings_in_code():
        rule, weight = call.args[2:4] if len(call.args) > 3 else (None, None)
        if isinstance(rule, ast.Constant) and isinstance(weight, ast.Constant):
            assert written[rule.value] == weight.value, f"{rule.value} in {module}"
            told += 1
    assert told > 20
    assert {rule: written[f"policy.{rule}"] for rule in BUILT_IN_IDS} == dict(DEFAULT_LEVELS)


def test_each_built_in_rule_of_the_guideline_can_be_looked_up_by_its_editors(docs: dict[str, Doc]):
    table = next(table for table in docs["docs/operating.md"].tables if table.section == "Built-in rules")
    assert {code(row[0])[0]: row[1] for row in table.rows} == dict(DEFAULT_LEVELS)


def test_each_reason_to_hold_an_entry_is_written_down(docs: dict[str, Doc]):
    found = set[str]()
    for path in (PACKAGE / "feeds").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found |= set(re.findall(r"^(?:feed|wish|author)\.[a-z]+(?:-[a-z]+)*$", node.value))
    found = {rule for rule in found if not FILES.search(rule)}
    assert len(found) >= 5
    written = set(code(docs["docs/feeds.md"].section("Held entries")))
    assert found <= written
