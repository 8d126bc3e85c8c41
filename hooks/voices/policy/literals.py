"""What a text must contain before a regular expression can match it: a few literals, one of which is always there.

Comes in: a pattern of policy.yml. Goes out: the literals, or None where none can be named for certain. Only plain syntax is
understood (characters, classes, groups, repeats, look-around, a leading ``(?i)``); whatever else a pattern holds, it is
simply run on every text. Running it is ``patterns``' work.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from msgspec import Struct

_REPEAT = re.compile(r"(?:[*?]|\+|\{(?P<least>\d*)(?:,\d*)?\})[?+]?")
_CLASS = re.compile(r"\[\^?\]?(?:[^\\\[\]]|\\.)*\]", re.DOTALL)
_GROUP = re.compile(r"\((?:\?:|\?P<\w+>|(?!\?))")
_LOOK = re.compile(r"\(\?<?[=!]")
_KINDS_OF_CHARACTER = frozenset("dDwWsS")
_PLACES = frozenset("bB")
_WHITE = frozenset("nrtfv")
_TURKIC = "\u0130\u0131"
"""Dotted capital and dotless small i: a pattern that ignores case takes them for i, folding does not."""

_ODD = f"{_TURKIC}\u00df\u019b"
_FOLDED_ALIKE_BELOW = "\u0250"
"""European letters, those in ``_ODD`` aside, are the same without case to a pattern and to folding; of others nobody asks."""

_Any = frozenset[str]


class Needed(Struct, frozen=True):
    """One of ``literals`` is in every text that a pattern matches; each is free of white space."""

    literals: tuple[str, ...]
    ignores_case: bool

    def may_be_in(self, run: str) -> bool:
        """Whether one of the literals is in ``run``, a stretch between white space."""
        if self.ignores_case:
            if any(letter in run for letter in _TURKIC):
                return True
            run = run.casefold()
        return any(literal in run for literal in self.literals)


class _UnknownError(Exception):
    """Syntax that is not understood here."""


def needed_for(pattern: str) -> Needed | None:
    """What ``pattern`` needs to match anywhere; None where it may match a text without any one literal."""
    ignores_case = pattern.startswith("(?i)")
    reader = _Reader(pattern, 4 if ignores_case else 0, ignores_case)
    try:
        found = reader.branches()
    except _UnknownError:
        return None
    if found is None or reader.at < len(pattern):
        return None
    return Needed(tuple(sorted({one.casefold() if ignores_case else one for one in found})), ignores_case)


@dataclass
class _Sequence:
    """What one branch needs, as far as it was read."""

    needs: list[_Any] = field(default_factory=list)
    run: str = ""

    def end_run(self) -> None:
        if self.run:
            self.needs.append(frozenset((self.run,)))
            self.run = ""

    def best(self) -> _Any | None:
        """The need that tells most: its shortest literal is the longest."""
        self.end_run()
        return max(self.needs, key=lambda need: min(map(len, need)), default=None)


@dataclass
class _Reader:
    pattern: str
    at: int
    ignores_case: bool

    def branches(self) -> _Any | None:
        """What is needed by every branch up to the closing bracket or the end."""
        found = [self._sequence()]
        while self.pattern.startswith("|", self.at):
            self.at += 1
            found.append(self._sequence())
        return _one_of(found)

    def _sequence(self) -> _Any | None:
        told = _Sequence()
        while self.at < len(self.pattern) and self.pattern[self.at] not in "|)":
            if (group := self._bracketed(told)) is not None:
                need = group[0]
                if self._least() and need:
                    told.needs.append(need)
                continue
            character = self._character()
            repeat = _REPEAT.match(self.pattern, self.at)
            if not character:
                told.end_run()
                self._least()
            elif repeat is None:
                told.run += character
            else:
                if self._least():
                    told.run += character
                told.end_run()
        return told.best()

    def _bracketed(self, told: _Sequence) -> tuple[_Any | None] | None:
        """What a group or a look-around needs, read to its end; None where there is none."""
        if self.pattern[self.at] != "(":
            return None
        told.end_run()
        looks = _LOOK.match(self.pattern, self.at)
        opened = looks or _GROUP.match(self.pattern, self.at)
        if opened is None:
            raise _UnknownError
        self.at = opened.end()
        need = self.branches()
        if not self.pattern.startswith(")", self.at):
            raise _UnknownError
        self.at += 1
        return (None if looks else need,)

    def _character(self) -> str:
        """The next character where it stands for itself alone; empty for classes, places and white space."""
        letter = self.pattern[self.at]
        if letter == "[":
            found = _CLASS.match(self.pattern, self.at)
            if found is None:
                raise _UnknownError
            self.at = found.end()
            return ""
        self.at += 1
        if letter in "^$.":
            return ""
        if letter in "*+?{":
            raise _UnknownError
        if letter == "\\":
            letter = self.pattern[self.at : self.at + 1]
            self.at += 1
            if letter in _KINDS_OF_CHARACTER | _PLACES | _WHITE:
                return ""
            if not letter or letter.isalnum() or letter == "_":
                raise _UnknownError
        if self.ignores_case and (letter in _ODD or letter >= _FOLDED_ALIKE_BELOW):
            return ""
        return "" if letter.isspace() else letter

    def _least(self) -> int:
        """How often what was just read is there at least; its repeat is read over."""
        found = _REPEAT.match(self.pattern, self.at)
        if found is None:
            if self.pattern.startswith("{", self.at):
                raise _UnknownError
            return 1
        self.at = found.end()
        if _REPEAT.match(self.pattern, self.at) or self.pattern.startswith("{", self.at):
            raise _UnknownError
        return 1 if found[0][0] == "+" else int(found["least"] or 0) if found[0][0] == "{" else 0


def _one_of(found: Sequence[_Any | None]) -> _Any | None:
    whole = [need for need in found if need]
    return frozenset().union(*whole) if len(whole) == len(found) else None
