"""A drawn tile for an author without a photo: initials on a cut-paper pattern, always the same for the same id.

Comes in: an id (which picks pattern and colours) and a name (which gives the letters). Goes out: a small inline SVG, and the
same drawing as plain data for the social cards. The letters are ``<text>``, which the style sheet sets in the site's own
serif, not paths: a page with thirty faces stays small. No ids, styles or scripts: nothing can collide or be blocked. The
tile brings its own ground, so it looks the same on light and on dark paper.
"""

from __future__ import annotations

from collections.abc import Callable
from hashlib import blake2b
from html import escape

from msgspec import Struct

from voices.text import initials

SIZE = 96
"""Width and height of the tile in its own units."""

Command = tuple[str, tuple[float, ...]]
"""M, L and C as in an SVG path (absolute); O is a circle: centre x, centre y, radius."""

_SMALL = 20
"""The radius up to which a circle can be drawn as one arc: in a large one browsers lose the way."""
# A quarter of a circle as one cubic curve: the handle's length in radii.
_ROUND = 0.5523


class Mark(Struct, frozen=True):
    """One colour laid on what is already there."""

    fill: str
    commands: tuple[Command, ...]


class Monogram(Struct, frozen=True):
    """The drawing: marks in the order they are laid on the ground, then the letters in the middle."""

    ground: str
    marks: tuple[Mark, ...]
    ink: str
    letters: str

    @property
    def letter_size(self) -> int:
        """Font size in the tile's units."""
        if len(self.letters) == 1:
            return 50
        return 35 if all(letter in "MWÆŒ" for letter in self.letters) else 38 if set("MWÆŒ") & set(self.letters) else 40


# Ground, two papers to lay on it, ink. The ink has at least 4.5:1 on all three.
PALETTES = (
    ("#cfe3dc", "#b0d1c6", "#f3e3c3", "#0a4a43"),
    ("#f3d9b8", "#eac495", "#f9ead2", "#7a2e12"),
    ("#efd0c6", "#e3b6a8", "#f8e6da", "#6b2420"),
    ("#d8d3ea", "#c0b7de", "#f1e8dc", "#3c2f6b"),
    ("#c9dbe8", "#abc7da", "#f3e8d4", "#1f3a5c"),
    ("#efe3a9", "#e0cd7c", "#f8f1d5", "#54460c"),
    ("#d5e0c0", "#bbce9d", "#f3ebd2", "#34491b"),
    ("#0b5a52", "#176b62", "#084a43", "#f8ecd4"),
    ("#a23b1c", "#8c2f14", "#ad4524", "#fff3e4"),
    ("#2f3e5c", "#3f5073", "#25324c", "#f5dfbd"),
    ("#6a3d57", "#7a4b66", "#573047", "#f9e2d8"),
    ("#4f5b2a", "#5d6a36", "#414c20", "#f3efcf"),
)


class _Dice:
    """Numbers drawn from an id, the same on every machine."""

    def __init__(self, seed: str) -> None:
        self._left = int.from_bytes(blake2b(seed.encode(), digest_size=24).digest(), "big")

    def below(self, limit: int) -> int:
        self._left, number = divmod(self._left, limit)
        return number


def draw_monogram(id_: str, name: str) -> Monogram:
    """The drawing for the author ``id_`` called ``name``."""
    dice = _Dice(id_)
    ground, first, second, ink = PALETTES[dice.below(len(PALETTES))]
    pattern = _PATTERNS[dice.below(len(_PATTERNS))]
    return Monogram(ground, pattern(dice, ground, first, second), ink, initials(name))


def monogram_svg(id_: str, name: str) -> str:
    """The drawing as inline SVG, below 2 kB; decorative, because the name always stands beside it."""
    drawing = draw_monogram(id_, name)
    marks = "".join(f'<path fill="{mark.fill}" d="{_path(mark.commands)}"/>' for mark in drawing.marks)
    # Capitals of the serif are about 0.66 of its size high: half of that below the middle centres them.
    baseline = _number(SIZE / 2 + 0.33 * drawing.letter_size)
    return (
        f'<svg viewBox="0 0 {SIZE} {SIZE}" width="{SIZE}" height="{SIZE}" aria-hidden="true" focusable="false">'
        f'<path fill="{drawing.ground}" d="M0 0h{SIZE}v{SIZE}H0z"/>{marks}'
        f'<text x="{SIZE // 2}" y="{baseline}" fill="{drawing.ink}" font-size="{drawing.letter_size}" text-anchor="middle">'
        f"{escape(drawing.letters)}</text></svg>"
    )


def _hills(dice: _Dice, _ground: str, first: str, second: str) -> tuple[Mark, ...]:
    sun_x, height = 24 + dice.below(50), 46 + dice.below(14)
    back = _curve((0, height + 8), (30, height - 22), (60, height + 22), (96, height - 6))
    front = _curve((0, height + 30), (36, height + 34), (50, height + 2), (96, height + 20))
    return (Mark(second, (("O", (sun_x, 26, 13 + dice.below(6))),)), Mark(first, back), Mark(second, front))


def _quarters(dice: _Dice, _ground: str, first: str, second: str) -> tuple[Mark, ...]:
    turns = [dice.below(4) for _ in range(4)]
    cells = [_quarter(48.0 * (cell % 2), 48.0 * (cell // 2), 48, turns[cell]) for cell in range(4)]
    split = 1 + dice.below(3)
    return (
        Mark(first, tuple(c for cell in cells[:split] for c in cell)),
        Mark(second, tuple(c for cell in cells[split:] for c in cell)),
    )


def _strips(dice: _Dice, _ground: str, first: str, second: str) -> tuple[Mark, ...]:
    lean = (-34, 34)[dice.below(2)]
    at = -40.0
    strips: tuple[list[Command], list[Command]] = ([], [])
    for number in range(7):
        width = 7.0 + dice.below(9)
        strips[number % 2].extend(_polygon((at, 0), (at + width, 0), (at + width + lean, 96), (at + lean, 96)))
        at += width + 9 + dice.below(7)
    return (Mark(first, tuple(strips[0])), Mark(second, tuple(strips[1])))


def _ripples(dice: _Dice, ground: str, first: str, second: str) -> tuple[Mark, ...]:
    x, y = ((0, 0), (96, 0), (0, 96), (96, 96))[dice.below(4)]
    widest = 100 + dice.below(14)
    fills = (first, ground, second, ground, first, second)
    return tuple(
        Mark(fill, (("O", (x, y, widest - 19 * ring)),)) for ring, fill in enumerate(fills[: 4 + dice.below(3)])
    )


def _confetti(dice: _Dice, _ground: str, first: str, second: str) -> tuple[Mark, ...]:
    dots: tuple[list[Command], list[Command]] = ([], [])
    flip = dice.below(2)
    for row in range(5):
        for column in range(5):
            distance = column if flip else 4 - column
            radius = 2.5 + 1.15 * (row + distance) + dice.below(2)
            dots[(row + column) % 2].append(("O", (9.6 + 19.2 * column, 9.6 + 19.2 * row, radius)))
    return (Mark(first, tuple(dots[0])), Mark(second, tuple(dots[1])))


def _leaves(dice: _Dice, _ground: str, first: str, second: str) -> tuple[Mark, ...]:
    leaves: tuple[list[Command], list[Command]] = ([], [])
    for cell in range(9):
        x, y = 32.0 * (cell % 3), 32.0 * (cell // 3)
        leaves[dice.below(2)].extend(_leaf(x, y, 32, rising=bool(dice.below(2))))
    return (Mark(first, tuple(leaves[0])), Mark(second, tuple(leaves[1])))


def _scales(dice: _Dice, ground: str, first: str, second: str) -> tuple[Mark, ...]:
    marks = []
    fills = (first, ground, second) if dice.below(2) else (second, ground, first)
    for row in range(6):
        shift = 0 if row % 2 else 16
        circles: tuple[Command, ...] = tuple(("O", (32.0 * n + shift, 88 - 16.0 * row + 8, 17.0)) for n in range(4))
        marks.append(Mark(fills[row % 3], circles))
    return tuple(reversed(marks)) if dice.below(2) else tuple(marks)


def _arches(dice: _Dice, ground: str, first: str, second: str) -> tuple[Mark, ...]:
    x = 30.0 + dice.below(37)
    fills = (first, ground, second, ground, first)
    return tuple(
        Mark(
            fill,
            (("O", (x, 82, radius)), *_polygon((x - radius, 82), (x + radius, 82), (x + radius, 97), (x - radius, 97))),
        )
        for fill, radius in zip(fills, (66.0, 53.0, 42.0, 30.0, 19.0), strict=True)
    )


def _peaks(dice: _Dice, _ground: str, first: str, second: str) -> tuple[Mark, ...]:
    left, right, moon = 14.0 + dice.below(22), 60.0 + dice.below(22), 20.0 + dice.below(56)
    return (
        Mark(second, (("O", (moon, 22, 11.0 + dice.below(6))),)),
        Mark(first, _polygon((left - 46, 97), (left, 34 + dice.below(12)), (left + 50, 97))),
        Mark(second, _polygon((right - 44, 97), (right, 50 + dice.below(12)), (right + 48, 97))),
    )


def _overlap(dice: _Dice, _ground: str, first: str, second: str) -> tuple[Mark, ...]:
    x, y = 22.0 + dice.below(22), 24.0 + dice.below(20)
    big, small = 36.0 + dice.below(12), 22.0 + dice.below(12)
    return (Mark(first, (("O", (x, y, big)),)), Mark(second, (("O", (96 - x / 2, 96 - y / 2, small + 14)),)))


_PATTERNS: tuple[Callable[[_Dice, str, str, str], tuple[Mark, ...]], ...] = (
    _hills,
    _quarters,
    _strips,
    _ripples,
    _confetti,
    _leaves,
    _scales,
    _arches,
    _peaks,
    _overlap,
)


def _polygon(*points: tuple[float, float]) -> tuple[Command, ...]:
    return (("M", points[0]), *(("L", point) for point in points[1:]))


def _curve(start: tuple[float, float], *bend: tuple[float, float]) -> tuple[Command, ...]:
    """Everything below a wave from the left edge to the right."""
    return (("M", start), ("C", tuple(n for point in bend for n in point)), ("L", (96, 97)), ("L", (0, 97)))


def _quarter(x: float, y: float, side: float, turn: int) -> tuple[Command, ...]:
    """A quarter disc filling a square cell, its corner at one of the four."""
    far = (x + side, y + side)
    corner, start, end = (
        ((x, y), (far[0], y), (x, far[1])),
        ((far[0], y), far, (x, y)),
        (far, (x, far[1]), (far[0], y)),
        ((x, far[1]), (x, y), far),
    )[turn]
    out = tuple(s + _ROUND * (e - c) for s, e, c in zip(start, end, corner, strict=True))
    back = tuple(e + _ROUND * (s - c) for s, e, c in zip(start, end, corner, strict=True))
    return (("M", corner), ("L", start), ("C", (*out, *back, *end)))


def _leaf(x: float, y: float, side: float, *, rising: bool) -> tuple[Command, ...]:
    """A leaf between two opposite corners of a cell: two quarter arcs."""
    (a, b), (c, d) = ((x, y + side), (x + side, y)) if rising else ((x, y), (x + side, y + side))
    pull = _ROUND
    one = (a, b + pull * (d - b), c - pull * (c - a), d)
    other = (c, d - pull * (d - b), a + pull * (c - a), b)
    return (("M", (a, b)), ("C", (*one, c, d)), ("C", (*other, a, b)))


def _path(commands: tuple[Command, ...]) -> str:
    parts = []
    for letter, numbers in commands:
        if letter == "O":
            parts.append(_circle(*numbers))
        else:
            parts.append(letter + " ".join(_number(number) for number in numbers))
    return "".join(parts) + "z"


def _circle(x: float, y: float, radius: float) -> str:
    start = f"M{_number(x - radius)} {_number(y)}"
    arc = f"a{_number(radius)} {_number(radius)} 0 1 0"
    if radius <= _SMALL:
        # One arc as good as all the way round: the gap of a hundredth of a unit is not seen, and patterns have many dots.
        return f"{start}{arc} 0 .01z"
    across = _number(2 * radius)
    return f"{start}{arc} {across} 0{arc}-{across} 0"


def _number(value: float) -> str:
    return f"{value:.1f}".rstrip("0").rstrip(".")
