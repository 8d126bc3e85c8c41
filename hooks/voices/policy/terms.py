"""Finds the policy's words and phrases in a text, in any inflected form, the longest first.

Comes in: rules with their terms, and a text. Goes out: where which rule's term was met. A phrase is a path of dictionary
forms in a tree of dicts; a text costs one look-up a distinct word, and a walk only where a term may begin.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Protocol

from msgspec import Struct
from msgspec.structs import replace

from voices.policy.inflection import base, lemmas, name_forms
from voices.policy.schema import EVERY_LANGUAGE

_ALIKE = 2
_WORTH_A_GUESS = 4
_TOKEN = re.compile(r"\w+")
_BETWEEN = re.compile(r"(?:[ \t\u00a0\u202f*_'’\"“”„»«()\u00ad-]|[–—]|\r?\n(?![ \t]*\r?\n))*")
"""What may stand between two words of a phrase: spaces, one line break, emphasis, quotes and hyphens; no full stop."""


class Phrases(Protocol):
    """What to look for: words and phrases a language (``all`` for every one), as written only where ``exact``."""

    @property
    def terms(self) -> Mapping[str, tuple[str, ...]]: ...
    @property
    def exact(self) -> bool: ...


class Met(Struct, frozen=True):
    """A rule's term met at ``start``–``end`` of the text."""

    rule: int
    start: int
    end: int


@dataclass(slots=True)
class _Node:
    onward: dict[str, _Node] = field(default_factory=dict)
    rules: list[int] = field(default_factory=list)


@dataclass
class _Walk:
    text: str
    tokens: list[str]

    @cached_property
    def spans(self) -> list[tuple[int, int]]:
        return [found.span() for found in _TOKEN.finditer(self.text)]

    def joined(self, index: int) -> bool:
        """Whether nothing but what may stand inside a phrase parts this token from the one before."""
        return _BETWEEN.fullmatch(self.text, self.spans[index - 1][1], self.spans[index][0]) is not None


class TermMatcher:
    """The terms of ``rules`` compiled for texts in one language; ``Met.rule`` counts them from 0."""

    def __init__(self, rules: Iterable[Phrases], language: str) -> None:
        self._language = base(language)
        self._root = _Node()
        self._meaning: dict[str, set[str]] = {}
        """Folded form → the words of terms it may stand for."""
        self._words: dict[str, tuple[str, ...]] = {}
        """Token seen in a text → the words of terms it is a form of."""
        self._openers: set[str] = set()
        """The tokens among them that may begin a term."""
        self._telling: set[str] = set()
        """The tokens among them that are a form of any word of a term."""
        self._needs: set[frozenset[str]] = set()
        """For each term, all that a text must hold of it."""
        self._known_chunks: set[str] = set()
        """Runs between spaces seen so far, and those among them that hold an opener."""
        self._opening_chunks: set[str] = set()
        as_written: list[tuple[str, int]] = []
        for index, rule in enumerate(rules):
            for term, is_name in self._terms(rule):
                if rule.exact:
                    as_written.append((term, index))
                else:
                    self._add(term, index, is_name=is_name)
        self._starts = frozenset(word[:_ALIKE] for word in self._meaning)
        self._longer_starts = frozenset(word[:_WORTH_A_GUESS] for word in self._meaning)
        self._exact_rules = [(re.compile(rf"(?<!\w){re.escape(term)}(?!\w)"), term, rule) for term, rule in as_written]
        self._exact_literals = frozenset(max(term.split(), key=len) for term, _ in as_written)
        self._needs.update(frozenset((literal,)) for literal in self._exact_literals)

    def find(self, text: str) -> tuple[Met, ...]:
        """All terms met, in the order of the text; of two that overlap the earlier and longer one."""
        return tuple(sorted([*self._inflected(text), *self._exact(text)], key=lambda met: (met.start, met.rule)))

    def words_in(self, text: str) -> frozenset[str]:
        """The words of terms of which ``text`` may hold a form; of terms to be met as written, a part that is there."""
        tokens = set(_TOKEN.findall(text.replace("_", " ")))
        self._learn_all(tokens)
        found = [self._words[token] for token in tokens & self._telling]
        return frozenset().union(*found, [literal for literal in self._exact_literals if literal in text])

    def may_meet(self, words: frozenset[str]) -> bool:
        """Whether a text with these words, and no others that ``words_in`` knows, may hold a term."""
        return any(need <= words for need in self._needs)

    def _learn_all(self, tokens: set[str]) -> None:
        for token in tokens.difference(self._words):
            self._learn(token)

    def _terms(self, rule: Phrases) -> Iterator[tuple[str, bool]]:
        for code, terms in rule.terms.items():
            if code == EVERY_LANGUAGE or base(code) == self._language:
                yield from ((term, code == EVERY_LANGUAGE) for term in terms)

    def _add(self, term: str, rule: int, *, is_name: bool) -> None:
        node = self._root
        words = _TOKEN.findall(term.replace("_", " "))
        self._needs.add(frozenset(word.casefold() for word in words))
        for word in words:
            folded = word.casefold()
            forms = {folded, *lemmas(word, self._language)}
            if is_name or forms == {folded}:
                forms |= name_forms(word, self._language)
            for form in forms:
                self._meaning.setdefault(form, set()).add(folded)
            node = node.onward.setdefault(folded, _Node())
        if rule not in node.rules:
            node.rules.append(rule)

    def _inflected(self, text: str) -> Iterator[Met]:
        text = text.replace("_", " ")  # emphasis; \w would take it for a letter
        if not self._may_begin(text):
            return
        offset = 0
        for block in text.split("\n\n"):  # no phrase goes on over a blank line
            if not self._opening_chunks.isdisjoint(block.split()):
                yield from (replace(met, start=offset + met.start, end=offset + met.end) for met in self._walked(block))
            offset += len(block) + 2

    def _may_begin(self, text: str) -> bool:
        """Whether a term may begin in ``text``: asked of each distinct run between spaces, most of which are known."""
        chunks = set(text.split())
        for chunk in chunks - self._known_chunks:
            self._known_chunks.add(chunk)
            tokens = set(_TOKEN.findall(chunk))
            self._learn_all(tokens)
            if not self._openers.isdisjoint(tokens):
                self._opening_chunks.add(chunk)
        return not self._opening_chunks.isdisjoint(chunks)

    def _walked(self, text: str) -> Iterator[Met]:
        walk = _Walk(text, _TOKEN.findall(text))
        free_from = 0
        for index in [at for at, token in enumerate(walk.tokens) if token in self._openers]:
            if index >= free_from:
                last, rules = self._longest(walk, index)
                yield from (Met(rule, walk.spans[index][0], walk.spans[last][1]) for rule in rules)
                free_from = last + 1 if rules else free_from

    def _longest(self, walk: _Walk, first: int) -> tuple[int, list[int]]:
        """The index of the last word of the longest term that begins at ``first``, and its rules."""
        best: tuple[int, list[int]] = (first, [])
        nodes = [self._root]
        for index in range(first, len(walk.tokens)):
            words = self._words[walk.tokens[index]]
            nodes = [node.onward[word] for node in nodes for word in words if word in node.onward]
            if not nodes or (index > first and not walk.joined(index)):
                break
            if rules := sorted({rule for node in nodes for rule in node.rules}):
                best = (index, rules)
        return best

    def _learn(self, token: str) -> None:
        """Note which words of terms ``token`` is a form of."""
        folded = token.casefold()
        forms = {folded}
        # Forms of a word begin alike, the rarest aside: most tokens cost no look-up, and few are worth a guess.
        if folded[:_ALIKE] in self._starts:
            forms |= lemmas(token, self._language, guess=folded[:_WORTH_A_GUESS] in self._longer_starts)
        words = self._words[token] = tuple(sorted({word for form in forms for word in self._meaning.get(form, ())}))
        if words:
            self._telling.add(token)
        if any(word in self._root.onward for word in words):
            self._openers.add(token)

    def _exact(self, text: str) -> Iterator[Met]:
        for pattern, term, rule in self._exact_rules:
            if term in text:
                yield from (Met(rule, found.start(), found.end()) for found in pattern.finditer(text))
