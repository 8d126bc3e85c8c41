"""Regular expressions from policy.yml, run within a time limit: a slow one is given up, never waited for.

The ``regex`` package is used because Python's own ``re`` can't be interrupted.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import regex

TIMEOUT_SECONDS = 0.5
"""For one pattern over one text; a sane pattern needs a few milliseconds."""
MATCHES_AT_MOST = 50


class PatternError(Exception):
    """A pattern that can't be used, or wasn't done in time; the message says which and what to do."""


@lru_cache(maxsize=256)
def compile_pattern(pattern: str) -> regex.Pattern[str]:
    """The compiled pattern (case matters unless it starts with ``(?i)``). Raises PatternError."""
    import regex

    try:
        compiled = regex.compile(pattern, regex.MULTILINE | regex.VERSION0)
    except (regex.error, RecursionError, OverflowError) as error:
        raise PatternError(f"The pattern is not a regular expression: {error}. Check its brackets.") from None
    if compiled.search("") is not None:
        raise PatternError("The pattern matches the empty text and so everything. Ask for at least one character.")
    return compiled


def find_pattern(pattern: str, text: str, timeout_seconds: float = TIMEOUT_SECONDS) -> Iterator[tuple[int, int]]:
    """Start and end of each match, at most 50. Raises PatternError when the time is over."""
    count = 0
    try:
        for found in compile_pattern(pattern).finditer(text, timeout=timeout_seconds, concurrent=False):
            if found.end() > found.start():
                yield found.start(), found.end()
                count += 1
            if count >= MATCHES_AT_MOST:
                return
    except TimeoutError:
        raise PatternError(
            f"The pattern needs more than {timeout_seconds:g} seconds for this text. Make it simpler: "
            "repeated groups inside repeated groups are what costs."
        ) from None
