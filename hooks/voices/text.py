"""Plain text: slugs, excerpts, words and reading time. Knows no format and no file."""

from __future__ import annotations

import re
import unicodedata

from anyascii import anyascii

ROOT = "\ue000"
"""Stands for the way from a page to the site's root in every HTML fragment; the writer puts ``../../`` in its place."""
WORDS_PER_MINUTE = 220
SLUG_LENGTH = 80
RESERVED_SLUGS = frozenset({"page", "index", "feed"})
_FIXED = (("c++", "cpp"), ("c#", "csharp"), ("f#", "fsharp"))
_LEADING_DAY = re.compile(r"\d{4}-\d{2}-\d{2}-")
_NOT_SLUG = re.compile(r"[^a-z0-9]+")
_WORD = re.compile(r"\w+(?:['’-]\w+)*")


def slugify(text: str) -> str:
    """The address form of a name: ``Łódź`` → ``lodz``, ``C++`` → ``cpp``; at most 80 characters, possibly empty."""
    lowered = text.lower()
    for written, slug in _FIXED:
        lowered = lowered.replace(written, slug)
    return _NOT_SLUG.sub("-", anyascii(lowered).lower()).strip("-")[:SLUG_LENGTH].strip("-")


def without_day(stem: str) -> str:
    """The name of a post's file without its ending and without a day in front: ``2026-11-22-cache`` → ``cache``."""
    return _LEADING_DAY.sub("", stem, count=1) if _LEADING_DAY.match(stem) else stem


def fold(text: str) -> str:
    """Text as someone without the right keyboard types it: lower case, no diacritics, ``Łódź`` → ``lodz``."""
    return anyascii(unicodedata.normalize("NFC", text)).lower()


def squeeze(text: str) -> str:
    """Text on one line: every run of white space one space, none at the ends."""
    return " ".join(text.split())


def counted(number: int, one: str, many: str) -> str:
    """A number with its English noun, as the commands say it: ``1 file``, ``2 files``."""
    return f"{number} {one if number == 1 else many}"


def count_words(text: str) -> int:
    """The number of words; a compound with a hyphen or an apostrophe is one."""
    return len(_WORD.findall(text))


def reading_minutes(words: int) -> int:
    """Whole minutes at 220 words a minute, never less than one."""
    return max(1, round(words / WORDS_PER_MINUTE))


def excerpt(text: str, words: int) -> str:
    """The first ``words`` words on one line, with an ellipsis where something was left out."""
    parts = text.split(maxsplit=words)
    if len(parts) <= words:
        return " ".join(parts)
    return " ".join(parts[:words]).rstrip(",;:.–—-") + "…"


def initials(name: str) -> str:
    """One or two capital letters for a monogram: ``Aino Lehto`` → ``AL``, ``jane`` → ``J``."""
    parts = [part for part in re.split(r"[\s.\-]+", name) if part and part[0].isalnum()]
    if not parts:
        return "?"
    letters = parts[0][0] + (parts[-1][0] if len(parts) > 1 else "")
    return letters.upper()
