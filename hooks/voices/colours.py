"""Colours: contrast by WCAG 2.2, lightness in OKLCH, and the nearest colour that can be read.

Comes in: colours as ``#rrggbb``. Goes out: numbers and colours. Which colours a hub has is left to ``settings``; what derives
from them to ``outputs.palette``.
"""

from __future__ import annotations

from math import atan2, cos, hypot, sin

LEAST_CONTRAST = 4.5
LIGHT = {"paper": "#faf7f2", "card": "#fffdf9", "tint": "#f1ebe1"}
DARK = {"paper": "#161513", "card": "#1f1d1a", "tint": "#26231f"}
"""The theme's grounds in its two schemes, which text has to be read on."""
_STEPS = 400


def contrast(one: str, other: str) -> float:
    """The WCAG contrast ratio of two ``#rrggbb`` colours, 1 to 21."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def passes(colour: str, grounds: tuple[str, ...]) -> bool:
    """Whether text in ``colour`` can be read on every one of ``grounds``."""
    return all(contrast(colour, ground) >= LEAST_CONTRAST for ground in grounds)


def nearest_passing(colour: str, grounds: tuple[str, ...]) -> str:
    """``colour`` itself if it passes on ``grounds``, else the colour of its hue, least lightened or darkened, that does.

    The grounds are of one kind, all light or all dark; black or white passes on those at the latest.
    """
    if passes(colour, grounds):
        return colour
    lightness, chroma, hue = to_oklch(colour)
    for step in range(1, _STEPS + 1):
        for other in (lightness - step / _STEPS, lightness + step / _STEPS):
            if 0 <= other <= 1:
                candidate = from_oklch(other, chroma, hue)
                if passes(candidate, grounds):
                    return candidate
    return max(("#000000", "#ffffff"), key=lambda extreme: min(contrast(extreme, ground) for ground in grounds))


def hard_to_read(colour: str) -> str | None:
    """Why ``colour`` can't be a brand's: a sentence with the nearest colour that passes; None when it can be read."""
    grounds = tuple(LIGHT.values())
    if passes(colour, grounds):
        return None
    worst = min(contrast(colour, ground) for ground in grounds)
    return (
        f'"{colour}" has a contrast of {worst:.1f}:1 on the page\'s paper, and text needs 4.5:1. '
        f'Use "{nearest_passing(colour, grounds)}", the nearest colour that passes'
    )


def to_oklch(colour: str) -> tuple[float, float, float]:
    """Lightness 0–1, chroma and hue in radians of ``#rrggbb`` (Björn Ottosson's OKLab in polar form)."""
    red, green, blue = _linear(colour)
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    middle = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    a = 1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short
    lightness = 0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short
    return lightness, hypot(a, b), atan2(b, a)


def from_oklch(lightness: float, chroma: float, hue: float) -> str:
    """``#rrggbb``; chroma is lowered as far as the screen's gamut asks for."""
    for part in range(20, -1, -1):
        channels = _channels(lightness, chroma * part / 20, hue)
        if part == 0 or all(-0.0005 <= channel <= 1.0005 for channel in channels):
            break
    return "#" + "".join(f"{round(255 * _companded(min(1.0, max(0.0, channel)))):02x}" for channel in channels)


def _linear(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return _expanded(red), _expanded(green), _expanded(blue)


def _expanded(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def _companded(channel: float) -> float:
    return channel * 12.92 if channel <= 0.0031308 else 1.055 * channel ** (1 / 2.4) - 0.055


def _channels(lightness: float, chroma: float, hue: float) -> tuple[float, float, float]:
    a, b = chroma * cos(hue), chroma * sin(hue)
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )


def _luminance(colour: str) -> float:
    red, green, blue = _linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
