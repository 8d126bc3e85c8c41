"""Sets a card's words: the packaged fonts, glyphs they have, and a title fitted to its lines.

Comes in: a text and the room it may take. Goes out: a font size and lines, an ellipsis where even the smallest size is too
large. Where on the card they stand is left to ``card_drawing``.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import Literal

from anyascii import anyascii
from msgspec import Struct
from PIL import ImageFont, features

from voices.text import squeeze

FONTS = Path(__file__).parents[1] / "theme" / "fonts-cards"
Face = Literal["newsreader-560", "inter-450", "inter-620"]
# Largest first; with each, the lines that fit the card's height.
_SIZES = ((104, 2), (84, 3), (76, 4), (68, 4), (60, 5), (54, 5), (48, 6))
_SIGNS = frozenset("–—‘’‚“”„†•…‹›€™−")
_HAS_SHAPING = features.check("raqm")


class Setting(Struct, frozen=True):
    """A title as it is set: font size in pixels and the lines from top to bottom."""

    size: int
    lines: tuple[str, ...]

    @property
    def leading(self) -> int:
        """Pixels from one baseline to the next."""
        return round(self.size * 1.1)


@lru_cache(maxsize=64)
def font(face: Face, size: int) -> ImageFont.FreeTypeFont:
    """A packaged font at ``size`` pixels."""
    engine = ImageFont.Layout.RAQM if _HAS_SHAPING else ImageFont.Layout.BASIC
    return ImageFont.truetype(str(FONTS / f"{face}.ttf"), size, layout_engine=engine)


def shaping(language: str) -> str | None:
    """What to give Pillow as language, where it can use one."""
    return language if _HAS_SHAPING else None


@lru_cache(maxsize=4096)
def printable(text: str) -> str:
    """The text on one line in letters the fonts have: others transliterated, emoji and other signs left out."""
    kept = (letter if _has_glyph(letter) else _spelled(letter) for letter in unicodedata.normalize("NFC", text))
    return squeeze("".join(kept))


def fit_title(title: str, width: int) -> Setting:
    """The title in the largest size whose lines fit; lines of about the same length; an ellipsis if none does."""
    words = printable(title).split()
    for size, most in _SIZES:
        lengths = [_length(word, size) for word in words]
        lines = _wrapped(lengths, _length(" ", size), width)
        if len(lines) <= most and all(length <= width for length in lengths):
            balanced = _balanced(lengths, _length(" ", size), width, len(lines))
            return Setting(size, tuple(" ".join(words[start:end]) for start, end in balanced))
    return _shortened(words, *_SIZES[-1], width)


def fit_line(text: str, face: Face, sizes: tuple[int, ...], width: int) -> tuple[str, int]:
    """``text`` on one line and the first of ``sizes`` in which it fits; in the last one, shortened with an ellipsis."""
    line = printable(text)
    for size in sizes:
        if font(face, size).getlength(line) <= width:
            return line, size
    return _cut(line, face, sizes[-1], width), sizes[-1]


def _cut(line: str, face: Face, size: int, width: int) -> str:
    """As much of the line as fits with an ellipsis after it."""
    while line and font(face, size).getlength(line + "…") > width:
        line = line[:-1]
    return line.rstrip(" ,;:.·–—-") + "…"


@lru_cache(maxsize=65536)
def _length(word: str, size: int) -> float:
    return font("newsreader-560", size).getlength(word)


def _wrapped(lengths: list[float], space: float, width: float) -> list[tuple[int, int]]:
    """Where lines begin and end, as word numbers."""
    lines: list[tuple[int, int]] = []
    start, at = 0, -space
    for number, length in enumerate(lengths):
        if number > start and at + space + length > width:
            lines.append((start, number))
            start, at = number, -space
        at += space + length
    return [*lines, (start, len(lengths))]


def _balanced(lengths: list[float], space: float, width: int, lines: int) -> list[tuple[int, int]]:
    """The same number of lines in the narrowest column that holds them."""
    low, high = width // 2, width
    while high - low > 8:
        middle = (low + high) // 2
        fits = len(_wrapped(lengths, space, middle)) <= lines and max(lengths, default=0) <= middle
        low, high = (low, middle) if fits else (middle, high)
    return _wrapped(lengths, space, high)


def _shortened(words: list[str], size: int, most: int, width: int) -> Setting:
    parts = [part for word in words for part in _broken(word, size, width)]
    lengths = [_length(part, size) for part in parts]
    spans = _wrapped(lengths, _length(" ", size), width)
    lines = [" ".join(parts[start:end]) for start, end in spans[:most]]
    if len(spans) > most:
        lines[-1] = _cut(lines[-1], "newsreader-560", size, width)
    return Setting(size, tuple(lines))


def _broken(word: str, size: int, width: int) -> list[str]:
    """A word wider than the column in pieces with hyphens."""
    pieces = []
    while _length(word, size) > width:
        end = next(end for end in range(len(word) - 1, 0, -1) if end == 1 or _length(word[:end] + "-", size) <= width)
        pieces.append(word[:end] + "-")
        word = word[end:]
    return [*pieces, word]


def _has_glyph(letter: str) -> bool:
    code = ord(letter)
    # The soft hyphen is no sign, and the fonts leave out letters that nobody types.
    if letter in "\u00ad\u0132\u0133\u0149\u017f":
        return False
    return 0x20 <= code < 0x7F or 0xA1 <= code < 0x180 or 0x218 <= code <= 0x21B or letter in _SIGNS


def _spelled(letter: str) -> str:
    if letter.isspace():
        return " "
    return anyascii(letter) if unicodedata.category(letter)[0] in "LNP" else ""
