"""One glance at a text: which rules could meet anything in it at all, so that the others need not look.

Comes in: a source text as it stands in the file. Goes out: what may be there; what is not named is certainly not there.
A text is taken apart at its white space once, and each distinct run is judged once for all texts. What a rule finds, and
where, is left to ``matching``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import filterfalse

from msgspec import Struct

from voices.policy.identifiers import NEAR_DIGITS
from voices.policy.literals import Needed, needed_for
from voices.policy.prose import SCHEME, Prose, is_unspoken_line
from voices.policy.schema import Rule
from voices.policy.secrets import may_hold_secret
from voices.policy.terms import TermMatcher

_RUNS_AT_MOST = 200_000
"""Judged runs kept in memory: some twenty megabytes."""
_NO_DIGITS = bytes(code for code in range(256) if not 48 <= code <= 57)
_DIGITS_AT_LEAST = 7

TERMS = "terms"
EMAIL = "email"
SECRET = "secret"  # noqa: S105 - the name of a kind


def pattern_of(rule: Rule) -> str:
    """The name under which a glance tells that the pattern of ``rule`` may match."""
    return f"pattern {rule.id}"


class _Told(Struct, frozen=True):
    """What a run between white space tells: kinds of findings, and words of terms."""

    kinds: frozenset[str]
    words: frozenset[str]


class Glance:
    """What texts in one language may hold of ``rules`` and of the built-in ones that go by words."""

    def __init__(self, rules: Iterable[Rule], matcher: TermMatcher) -> None:
        self._matcher = matcher
        self._needed: list[tuple[str, Needed]] = []
        always = []
        for rule in rules:
            needed = needed_for(rule.pattern) if rule.pattern else None
            if needed:
                self._needed.append((pattern_of(rule), needed))
            elif rule.pattern:
                always.append(pattern_of(rule))
        self._always = frozenset(always)
        self._dull: set[str] = set()
        self._telling: dict[str, _Told] = {}

    def at(self, source: str) -> frozenset[str]:
        """What may be in ``source``: terms, an e-mail address, a secret, a match of a pattern."""
        if len(self._dull) + len(self._telling) > _RUNS_AT_MOST:
            self._dull.clear()
            self._telling.clear()
        runs = set(filterfalse(self._dull.__contains__, source.split()))
        known = runs & self._telling.keys()
        told = [*(self._telling[run] for run in known), *self._judged(list(runs - known))]
        found = self._always.union(*(one.kinds for one in told))
        words = frozenset[str]().union(*(one.words for one in told))
        return found | {TERMS} if self._matcher.may_meet(words) else found

    def _judged(self, runs: list[str]) -> Iterator[_Told]:
        """What each of ``runs`` tells, remembered. Most tell nothing: all are asked together, then the halves."""
        told = self._told(runs) if runs else None
        if told is None:
            self._dull.update(runs)
        elif len(runs) == 1:
            self._telling[runs[0]] = told
            yield told
        else:
            half = len(runs) // 2
            yield from self._judged(runs[:half])
            yield from self._judged(runs[half:])

    def _told(self, runs: Sequence[str]) -> _Told | None:
        """What ``runs`` tell; many at once may tell more than each by itself, but never less."""
        joined = " ".join(runs)
        kinds = {name for name, needed in self._needed if needed.may_be_in(joined)}
        if "@" in joined:
            kinds.add(EMAIL)
        if may_hold_secret(joined):
            kinds.add(SECRET)
        words = self._matcher.words_in(joined)
        if "://" in joined:
            words |= self._matcher.words_in(_before_addresses(joined))
        return _Told(frozenset(kinds), words) if kinds or words else None


def _before_addresses(runs: str) -> str:
    """What is left of words in the middle of which an address begins, once that is blanked."""
    words = (part.rpartition(" ")[2] for part in runs.split("://")[:-1])
    schemes = ((word, SCHEME.search(word[-16:])) for word in words)
    return " ".join(word[: -len(scheme[0])] if scheme else word for word, scheme in schemes)


def may_hold_numbers(prose: Prose) -> bool:
    """Whether seven digits may stand close together in what is spoken."""
    source = prose.source
    digits = source[prose.body :].encode("utf-8", "replace").translate(None, _NO_DIGITS)
    if len(digits) >= _DIGITS_AT_LEAST and NEAR_DIGITS.search(source, prose.body):
        return True
    return any(not is_unspoken_line(source, found.start()) for found in NEAR_DIGITS.finditer(source, 0, prose.body))
