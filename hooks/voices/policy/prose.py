"""What of a source file is prose: everything else is blanked, so that each offset keeps its line and column.

Comes in: a Markdown file with front matter. Goes out: the same text with technical front matter, link targets, markup
and addresses replaced by spaces, code kept. Matching is left to others.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property

from msgspec import Struct

_SPOKEN_KEYS = frozenset(
    ("title", "summary", "alt", "credit", "note", "headline", "role", "name", "ask_me_about", "expertise", "topics")
)
_FRONT_MATTER = re.compile(r"\A\ufeff?---[ \t]*\r?\n(.*?\r?\n)?(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_KEY = re.compile(r"([ \t]*(?:-[ \t]+)?)([A-Za-z_][\w-]*)[ \t]*:(?=\s|$)")
_IN_LINE = re.compile(r"""[{,][ \t]*([A-Za-z_][\w-]*)[ \t]*:(?=\s)""")
_TARGET = re.compile(r"\]\((<[^<>\n]*>|[^()\s]*(?:\([^()\s]*\)[^()\s]*)*)")
_REFERENCE = re.compile(r"^[ ]{0,3}\[[^\]\n]+\]:[ \t]*(\S+)", re.MULTILINE)
_ADDRESS = re.compile(r"://[^\s<>\"')\]]+")
SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*$")
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_SAID_IN_TAG = re.compile(r"""\b(?:alt|title)\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
_LETTER = re.compile(r"[^\r\n]")
_CODE = re.compile(
    r"""
    ^[ ]{0,3}(?P<mark>`{3,}|~{3,})[^\n]*\n.*?(?:^[ ]{0,3}(?P=mark)[`~]*[ \t]*$|\Z)     # a fenced block
    | <!--.*?(?:-->|\Z)
    | (?<!`)(?P<ticks>`{1,3})(?!`)[^\n]+?(?<!`)(?P=ticks)(?!`)                          # a span
    """,
    re.DOTALL | re.MULTILINE | re.VERBOSE,
)


_CODE_MARKS = ("`", "~~~", "<!--")
"""One of them is in whatever ``_CODE`` matches."""
_UNSPOKEN_LINE = re.compile(r"([A-Za-z_][\w-]*)[ \t]*:[ \t][ -+\--z|}~]*$", re.ASCII | re.MULTILINE)
"""A plain key of the front matter with what stands behind it, but no mapping of its own."""


class Prose(Struct, frozen=True, dict=True):
    """A source text, its ``spoken`` part (same length) and the way from an offset to a place."""

    source: str
    body: int
    """Where the front matter ends."""
    all_spoken: bool = False

    @cached_property
    def spoken(self) -> str:
        """The text with all that nobody reads as words blanked."""
        head = _spoken_front_matter(self.source[: self.body]) if self.body else ""
        return head + self._spoken_body

    @cached_property
    def _spoken_body(self) -> str:
        return self.source if self.all_spoken else _without(self.source[self.body :])

    @property
    def written(self) -> str:
        """The text with link targets and markup, but without technical front matter; also of the same length."""
        return self.spoken[: self.body] + self.source[self.body :]

    @property
    def shown(self) -> str:
        """The body as it is laid out: front matter, code and comments blanked, of the same length."""
        body, at = self.source[self.body :], 0
        kept = [_blank(self.source[: self.body])]
        while (found := _next_code(body, at)) is not None:
            kept += (body[at : found.start()], _blank(found[0]))
            at = found.end()
        return "".join((*kept, body[at:]))

    def said(self, characters: int) -> str:
        """The first ``characters`` of the body's words without code, for telling its language."""
        body, at, left = self._spoken_body, 0, characters
        kept: list[str] = []
        while left > 0 and (found := _next_code(body, at, at + left)) is not None:
            kept += (body[at : found.start()], " ")
            left -= found.start() - at + 1
            at = found.end()
        return "".join((*kept, body[at : at + max(left, 0)]))[:characters]

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(found.end() for found in re.finditer(r"\n", self.source))]

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset, both from 1; a column counts characters."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1


def prose_of(source: str) -> Prose:
    """What is said in ``source``, a Markdown file with or without front matter."""
    found = _FRONT_MATTER.match(source)
    return Prose(source, found.end() if found else 0)


def plain(text: str) -> Prose:
    """A text that is prose from end to end, such as an entry's."""
    return Prose(text, 0, all_spoken=True)


def is_unspoken_line(source: str, offset: int) -> bool:
    """Whether ``offset``, in the front matter, is in a line such as ``date: 2026-05-04`` that says nothing in words."""
    found = _UNSPOKEN_LINE.match(source, source.rfind("\n", 0, offset) + 1)
    return found is not None and found[1] not in _SPOKEN_KEYS


def _next_code(body: str, at: int, before: int | None = None) -> re.Match[str] | None:
    """The next code or comment from ``at`` on; None where none begins, or none before ``before``."""
    # Up to three spaces may stand before a mark. Looking from there is many times quicker than from each character.
    last = len(body) if before is None else before + 3
    marks = [place for mark in _CODE_MARKS if (place := body.find(mark, at, last + len(mark))) >= 0]
    return _CODE.search(body, max(at, min(marks) - 3)) if marks else None


def _spoken_front_matter(head: str) -> str:
    lines = head.splitlines(keepends=True)
    kept: list[str] = []
    spoken, depth = False, 0
    for line in lines:
        found = _KEY.match(line)
        indent = len(found[1]) if found else len(line) - len(line.lstrip())
        if found and (not spoken or indent <= depth):
            spoken, depth = found[2] in _SPOKEN_KEYS, indent
            kept.append(_blank(found[0]) + (line[found.end() :] if spoken else _spoken_inside(line[found.end() :])))
        elif spoken and found:  # role: {fi: …} written as lines of their own
            kept.append(_blank(found[0]) + line[found.end() :])
        else:
            kept.append(line if spoken else _blank(line))
    kept[0], kept[-1] = _blank(lines[0]), _blank(lines[-1])
    return "".join(kept)


def _spoken_inside(line: str) -> str:
    """Of ``{src: a.png, alt: Two people}`` the parts that are spoken."""
    parts = list(_IN_LINE.finditer(line))
    stops = [part.start() for part in parts[1:]] + [len(line)]
    kept, at = "", 0
    for part, stop in zip(parts, stops, strict=False):
        said = line[part.end() : stop] if part[1] in _SPOKEN_KEYS else _blank(line[part.end() : stop])
        kept += _blank(line[at : part.end()]) + said
        at = stop
    return kept + _blank(line[at:])


def _without(body: str) -> str:
    """The body with its silent parts blanked; each kind has a pattern that begins with fixed characters, to be quick."""
    kept: list[str] = []
    at = 0
    for start, end in sorted(_silent(body)):
        if end > at:
            start = max(start, at)
            kept += (body[at:start], _blank(body[start:end]))
            at = end
    return "".join((*kept, body[at:]))


def _silent(body: str) -> Iterator[tuple[int, int]]:
    if "](" in body:
        yield from (found.span(1) for found in _TARGET.finditer(body))
    if "]:" in body:
        yield from (found.span(1) for found in _REFERENCE.finditer(body))
    for found in _ADDRESS.finditer(body) if "://" in body else ():
        scheme = SCHEME.search(body[max(0, found.start() - 16) : found.start()])
        yield found.start() - (len(scheme[0]) if scheme else 0), found.end()
    for found in _TAG.finditer(body) if "<" in body else ():
        at = found.start()
        for said in _SAID_IN_TAG.finditer(found[0]):
            start, end = said.span(1 if said[1] is not None else 2)
            yield at, found.start() + start
            at = found.start() + end
        yield at, found.end()


def _blank(text: str) -> str:
    return _LETTER.sub(" ", text) if "\n" in text or "\r" in text else " " * len(text)
