"""Is a regular expression of the guideline one that some text could keep busy without end? Tried before any text is met.

Comes in: a pattern. Goes out: whether it ran out of time on texts made to be hard for it. Only repeated groups can be that
slow; a pattern without one is never run here. The limit counts the processor's time, so a busy machine changes nothing.
"""

from __future__ import annotations

import re

from voices.policy.literals import needed_for
from voices.policy.patterns import PatternError, find_pattern

_REPEATED_GROUP = re.compile(r"(?<!\\)\)(?:[*+]|\{\d*,)")
_REPEATS = 2000
_UNITS_AT_MOST = 16
_LEADS_AT_MOST = 2


def is_slow(pattern: str) -> bool:
    """Whether ``pattern`` needs too long for a text that repeats one of its own characters and then doesn't match."""
    if not _REPEATED_GROUP.search(pattern):
        return False
    needed = needed_for(pattern)
    leads = needed.literals[:_LEADS_AT_MOST] if needed else ("",)
    letters = "".join(sorted({letter for letter in pattern if letter.isalnum()}))
    units = dict.fromkeys(f"a0 -{letters}"[:_UNITS_AT_MOST])
    # The end holds each sign of the pattern: where one is missing altogether, nothing is tried in earnest.
    texts = (f"{lead}{unit * _REPEATS}\0{lead}{pattern}" for lead in leads for unit in units)
    return any(_takes_long(pattern, text) for text in texts)


def _takes_long(pattern: str, text: str) -> bool:
    try:
        for _ in find_pattern(pattern, text):
            pass
    except PatternError:
        return True
    return False
