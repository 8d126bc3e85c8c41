"""The documentation as data: headings with their anchors, tables, fenced blocks, links."""

from __future__ import annotations

import re
import subprocess
from dataclasses import dataclass
from functools import cached_property

import pytest

from hub_world import ROOT

_FENCE = re.compile(r"^( *)(`{3,})([^`\n]*)$")
_HEADING = re.compile(r"^(#{1,6}) +(.+?) *$")
_LINK = re.compile(r"!?\[[^\]\n]*\]\(([^)\s]+)\)")
_CELL = re.compile(r"(?:^|(?<!\\))\|")


@dataclass(frozen=True)
class Block:
    """A fenced block: what stands behind its backticks, its text, its line and the heading above."""

    page: str
    line: int
    info: str
    text: str


@dataclass(frozen=True)
class Table:
    """A table: the heading above it, its header cells, its rows of cells."""

    section: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Doc:
    """One Markdown file of the documentation."""

    path: str
    text: str

    @cached_property
    def blocks(self) -> list[Block]:
        """Every fenced block, indentation of the list it stands in removed."""
        return [block for block, _ in self._parts if block is not None]

    @cached_property
    def prose(self) -> list[tuple[int, str]]:
        """(line number, line) of everything outside of fenced blocks."""
        return [line for block, line in self._parts if block is None]

    @cached_property
    def _parts(self) -> list[tuple[Block | None, tuple[int, str]]]:
        parts: list[tuple[Block | None, tuple[int, str]]] = []
        lines = self.text.splitlines()
        at = 0
        while at < len(lines):
            fence = _FENCE.match(lines[at])
            if fence is None:
                parts.append((None, (at + 1, lines[at])))
                at += 1
                continue
            end = next(n for n in range(at + 1, len(lines)) if lines[n].strip() == fence[2])
            inside = "\n".join(line.removeprefix(fence[1]) for line in lines[at + 1 : end])
            parts.append((Block(self.path, at + 1, fence[3].strip(), inside + "\n"), (at + 1, "")))
            at = end + 1
        return parts

    @cached_property
    def headings(self) -> list[tuple[int, str]]:
        """(level, words) of each heading."""
        found = (_HEADING.match(line) for _, line in self.prose)
        return [(len(one[1]), one[2]) for one in found if one]

    @cached_property
    def anchors(self) -> set[str]:
        """The fragments GitHub gives the headings."""
        taken: dict[str, int] = {}
        anchors = set()
        for _, words in self.headings:
            plain = re.sub(r"[^\w\- ]", "", words.lower()).replace(" ", "-")
            number = taken.get(plain, 0)
            taken[plain] = number + 1
            anchors.add(f"{plain}-{number}" if number else plain)
        return anchors

    @cached_property
    def links(self) -> list[tuple[int, str]]:
        """(line number, target) of each link and picture."""
        return [
            (number, found[1])
            for number, line in self.prose
            for found in _LINK.finditer(re.sub(r"`[^`]*`", "``", line))
        ]

    @cached_property
    def tables(self) -> list[Table]:
        """Every table."""
        tables: list[Table] = []
        section, rows = "", list[tuple[str, ...]]()
        for _, line in [*self.prose, (0, "")]:
            if line.startswith("|"):
                rows.append(tuple(cell.strip() for cell in _CELL.split(line)[1:-1]))
                continue
            if rows:
                tables.append(Table(section, rows[0], tuple(rows[2:])))
                rows = []
            if found := _HEADING.match(line):
                section = found[2]
        return tables

    def section(self, words: str) -> str:
        """The text below a heading, to the next one of its level or above."""
        found = re.search(rf"^(#+) {re.escape(words)}\n(.*?)(?=^#{{1,6}} |\Z)", self.text, re.DOTALL | re.MULTILINE)
        assert found, f"{self.path} has no heading {words!r}"
        return found[2]


def code(cell: str) -> list[str]:
    """What stands in backticks."""
    return re.findall(r"`([^`]+)`", cell)


@pytest.fixture(scope="session")
def tracked() -> list[str]:
    """Every file of the repository, by path."""
    done = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip("this is no git checkout, so it can't be told which files belong to it")
    return [path for path in done.stdout.splitlines() if (ROOT / path).is_file()]


@pytest.fixture(scope="session")
def docs() -> dict[str, Doc]:
    """The documentation by path."""
    paths = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", *(f"docs/{p.name}" for p in (ROOT / "docs").glob("*.md"))]
    return {path: Doc(path, (ROOT / path).read_text(encoding="utf-8")) for path in sorted(paths)}


@pytest.fixture(scope="session")
def rows_of(docs: dict[str, Doc]) -> object:
    """The first cells in backticks of all rows of a section's tables: ``rows_of(page, section)``."""

    def rows(page: str, section: str) -> dict[str, tuple[str, ...]]:
        tables = [table for table in docs[page].tables if table.section == section]
        assert tables, f"{page} has no table below {section!r}"
        return {name: row for table in tables for row in table.rows for name in code(row[0])}

    return rows
