"""Where a text meets the policy: terms, patterns, identifiers and secrets, in one pass each.

Comes in: prose, its language, a policy and a scope. Goes out: hits with their offsets and what may be shown of them.
Putting them into words is left to ``checking``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from msgspec import Struct

from voices.findings import Severity
from voices.policy.glance import EMAIL, SECRET, TERMS, Glance, may_hold_numbers, pattern_of
from voices.policy.identifiers import find_emails, find_numbers
from voices.policy.inflection import base
from voices.policy.patterns import PatternError, find_pattern
from voices.policy.prose import Prose
from voices.policy.schema import BuiltInId, Policy, Rule, Scope
from voices.policy.secrets import find_secrets
from voices.policy.terms import TermMatcher
from voices.text import squeeze

EACH_RULE_AT_MOST = 20
_SHOWN_CHARACTERS = 80


class Hit(Struct, frozen=True):
    """A rule met at an offset. ``found`` may be shown; ``rule`` is None for built-in rules."""

    id: str
    severity: Severity
    start: int
    found: str
    rule: Rule | None = None


class SlowPattern(Struct, frozen=True):
    """A pattern of the policy that was given up; ``message`` says so."""

    id: str
    message: str


def hits(
    prose: Prose, language: str, policy: Policy, scope: Scope, allowed: frozenset[str] = frozenset()
) -> Iterator[Hit | SlowPattern]:
    """Every hit in the order of rules, at most 20 a rule; ``allowed`` adds to the policy's own ``allow``."""
    counts: Counter[str] = Counter()
    for hit in _all(prose, base(language), policy, scope, frozenset(policy.allow) | allowed):
        counts[hit.id] += 1
        if counts[hit.id] <= EACH_RULE_AT_MOST:
            yield hit


def rules_in(policy: Policy, scope: Scope) -> tuple[Rule, ...]:
    """The policy's own rules for that kind of text."""
    return tuple(rule for rule in policy.rules if scope in rule.scope)


def _all(
    prose: Prose, language: str, policy: Policy, scope: Scope, allowed: frozenset[str]
) -> Iterator[Hit | SlowPattern]:
    maybe = _glance(policy, language, scope).at(prose.source)
    if TERMS in maybe:
        yield from _terms(prose, language, policy, scope)
    yield from _patterns(prose, policy, scope, maybe)
    if may_hold_numbers(prose):
        for one in find_numbers(prose.spoken, language, allowed):
            yield from _built_in(policy, scope, one.rule, one.start, one.masked)
    if EMAIL in maybe:
        for one in find_emails(prose.written, allowed):
            yield from _built_in(policy, scope, one.rule, one.start, one.masked)
    if SECRET in maybe and policy.level("secret") != "off":
        for secret in find_secrets(prose.source):
            yield from _built_in(policy, scope, "secret", secret.start, secret.kind)


def _terms(prose: Prose, language: str, policy: Policy, scope: Scope) -> Iterator[Hit]:
    rules = rules_in(policy, scope)
    for met in _matcher(policy, language, scope).find(prose.spoken):
        rule = rules[met.rule]
        yield Hit(rule.id, rule.severity, met.start, _shown(prose.source[met.start : met.end]), rule)


def _patterns(prose: Prose, policy: Policy, scope: Scope, maybe: frozenset[str]) -> Iterator[Hit | SlowPattern]:
    for rule in rules_in(policy, scope) if maybe else ():
        if not rule.pattern or pattern_of(rule) not in maybe:
            continue
        try:
            for start, end in find_pattern(rule.pattern, prose.written):
                # A pattern may look for numbers of customers or contracts: those aren't repeated.
                yield Hit(rule.id, rule.severity, start, re.sub(r"\d", "•", _shown(prose.source[start:end])), rule)
        except PatternError as error:
            yield SlowPattern(rule.id, str(error))


def _built_in(policy: Policy, scope: Scope, rule: BuiltInId, start: int, found: str) -> Iterator[Hit]:
    level = policy.level(rule)
    if level == "off":
        return
    if scope == "profiles" and rule in ("email", "phone"):
        level = "hint"  # in a profile people may well mean to be reached
    yield Hit(rule, level, start, found)


@lru_cache(maxsize=128)
def _matcher(policy: Policy, language: str, scope: Scope) -> TermMatcher:
    return TermMatcher(rules_in(policy, scope), language)


@lru_cache(maxsize=128)
def _glance(policy: Policy, language: str, scope: Scope) -> Glance:
    return Glance(rules_in(policy, scope), _matcher(policy, language, scope))


def _shown(text: str) -> str:
    flat = squeeze(text)
    return flat if len(flat) <= _SHOWN_CHARACTERS else flat[: _SHOWN_CHARACTERS - 1] + "…"
