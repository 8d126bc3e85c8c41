"""The built-in rules that look at a post as a whole: pictures, summary, language, audience, whose voice it is.

Comes in: a post as read, its prose, the policy. Goes out: faults with their place, in English sentences with fields still
open. Numbers and secrets in the text are ``matching``'s work, words and people to ask that of ``checking``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from msgspec import Struct, field

from voices.model import Post
from voices.policy.detection import CHARACTERS, detect, plainly
from voices.policy.inflection import base
from voices.policy.lessons import (
    AI_FAULT,
    DRAFT_FAULT,
    DRAFT_REMEDY,
    LESSONS,
    UNDECLARED_FAULT,
    UNDECLARED_REMEDY,
)
from voices.policy.prose import Prose
from voices.policy.schema import BuiltInId, Level, Policy
from voices.settings import Hub

_PICTURE = re.compile(
    r"!\[(?P<alt>(?:\\.|[^\]\\\n]){0,1000})\](?=\(|\[)|<img\b(?P<attributes>[^>]{0,2000})>", re.IGNORECASE
)
_ALT = re.compile(r"\balt\s*=", re.IGNORECASE)


class Fault(Struct, frozen=True):
    """A built-in rule not kept: where, and the values of its sentences' fields. Empty sentences are the rule's own."""

    rule: BuiltInId
    line: int
    column: int | None = None
    level: Level | None = None
    fault: str = ""
    remedy: str = ""
    languages: Mapping[str, str] = field(default_factory=dict)
    """Fields that are filled with the name of a language, by its code."""


def post_faults(post: Post, prose: Prose, policy: Policy, hub: Hub, language: str) -> Iterator[Fault]:
    """Everything a post as a whole leaves undone; switched-off rules are left to the caller."""
    yield from _audience(post, hub)
    if post.withdrawn is not None:
        return
    yield from picture_faults(prose)
    if post.image is not None and not post.image.alt:
        yield Fault("alt-text", post.source.line("image"))
    if post.image is not None and not post.image.credit and post.image.ai != "generated":
        yield Fault("credit", post.source.line("image"))
    if not post.summary:
        yield Fault("summary", post.source.line("title"))
    if policy.level("language") != "off":
        yield from _language(post, prose, hub, language)
    if post.written_by == "ghost":
        yield Fault("authenticity", post.source.line("written_by"))
    elif post.ai == "generated":
        yield Fault("authenticity", post.source.line("ai"), fault=AI_FAULT)


def picture_faults(prose: Prose) -> Iterator[Fault]:
    """Pictures of the body without words; ``<img alt="">`` says on purpose that one is decoration."""
    if "![" not in prose.source and "<img" not in prose.source.lower():
        return
    for found in _PICTURE.finditer(prose.shown):
        told = _ALT.search(found["attributes"]) if found["attributes"] is not None else found["alt"].strip()
        if not told:
            yield Fault("alt-text", *prose.place(found.start()))


def _audience(post: Post, hub: Hub) -> Iterator[Fault]:
    if hub.voices.repository.visibility == "private":
        return
    if post.audience == "internal":
        yield Fault("internal", post.source.line("audience"))
    elif post.draft:
        yield Fault("internal", post.source.line("draft"), level="hint", fault=DRAFT_FAULT, remedy=DRAFT_REMEDY)


def _language(post: Post, prose: Prose, hub: Hub, language: str) -> Iterator[Fault]:
    candidates = {*hub.voices.languages, language, "en"}
    one_only = {base(code) for code in candidates} == {base(language)}  # then there is nothing to tell apart
    if one_only:
        return
    text = prose.said(CHARACTERS)
    if not text or plainly(text, language):
        return
    found = detect(text, candidates)
    if found is None or found == base(language):
        return
    names = {"declared": language, "found": found}
    if post.language:
        yield Fault("language", post.source.line("language"), languages=names)
    else:
        yield Fault(
            "language",
            post.source.line("title"),
            fault=UNDECLARED_FAULT,
            remedy=UNDECLARED_REMEDY,
            languages=names,
        )


def level_of(fault: Fault, policy: Policy) -> Level:
    """What a fault weighs: off where its rule is off, else its own level, else the rule's."""
    chosen = policy.level(fault.rule)
    return chosen if chosen == "off" or fault.level is None else fault.level


def sentences(fault: Fault) -> tuple[str, str]:
    """The English sentences of a fault: what is wrong, what to do."""
    lesson = LESSONS[fault.rule]
    return fault.fault or lesson.fault, fault.remedy or lesson.remedy
