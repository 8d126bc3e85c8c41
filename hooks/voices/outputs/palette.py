"""The hub's colours in CSS: what derives from the company's two, in the light and the dark scheme.

Comes in: ``Brand``, whose colours are known to be readable on light paper. Goes out: custom properties in which every pair
that text needs has at least 4.5:1. The paper, ink and line colours are the theme's own.
"""

from __future__ import annotations

from msgspec import Struct

from voices.colours import DARK, LIGHT, contrast, from_oklch, nearest_passing, passes, to_oklch
from voices.settings import Brand

_INKS = ("#ffffff", "#101614")
# Dark grounds take a lighter, slightly paler tone of the same hue.
_DARK_CHROMA = 0.95


class Scheme(Struct, frozen=True):
    """The colours derived for one scheme; the names are those of the CSS custom properties."""

    brand: str
    brand_ink: str
    brand_soft: str
    accent: str
    accent_ink: str
    accent_soft: str


def light_scheme(brand: Brand) -> Scheme:
    """The company's colours as they are, with an ink to write on them and a soft ground of the same hue."""
    return _scheme(brand.primary, brand.accent, LIGHT, soft=(0.93, 0.02))


def dark_scheme(brand: Brand) -> Scheme:
    """The same hues, lightened until they can be read on dark paper."""
    primary, accent = (_lit(colour) for colour in (brand.primary, brand.accent))
    return _scheme(primary, accent, DARK, soft=(0.31, 0.035))


def brand_css(brand: Brand) -> str:
    """The custom properties: light by default, dark where the device asks for it or the reader chose it.

    The reader's choice is ``data-scheme`` on the root element; without one the device decides, with or without scripts.
    """
    light, dark = _properties(light_scheme(brand)), _properties(dark_scheme(brand))
    return (
        f":root{{{light}}}"
        f"@media (prefers-color-scheme:dark){{:root:not([data-scheme=light]){{{dark}}}}}"
        f":root[data-scheme=dark]{{{dark}}}"
    )


def _scheme(primary: str, accent: str, papers: dict[str, str], soft: tuple[float, float]) -> Scheme:
    grounds = tuple(papers.values())
    # The company's own colours stay as they are; only what was lit for the dark scheme may still have to move.
    primary, accent = nearest_passing(primary, grounds), nearest_passing(accent, grounds)
    inks = [max(_INKS, key=lambda ink: contrast(ink, colour)) for colour in (primary, accent)]
    softs = [_soft(colour, soft, papers["tint"]) for colour in (primary, accent)]
    return Scheme(primary, inks[0], softs[0], accent, inks[1], softs[1])


def _soft(colour: str, start: tuple[float, float], tint: str) -> str:
    """A pale (or, in the dark, deep) ground of the colour's hue on which the colour itself can be read."""
    lightness, most_chroma = start
    _, chroma, hue = to_oklch(colour)
    away = 0.005 if lightness > 0.5 else -0.005
    for step in range(10):
        candidate = from_oklch(lightness + step * away, min(most_chroma, chroma), hue)
        if passes(colour, (candidate,)):
            return candidate
    return tint


def _lit(colour: str) -> str:
    lightness, chroma, hue = to_oklch(colour)
    # As far above the middle as the colour was below it, but always clear of the dark paper.
    return from_oklch(min(0.86, max(0.76, 1.24 - lightness)), chroma * _DARK_CHROMA, hue)


def _properties(scheme: Scheme) -> str:
    pairs = (
        ("brand", scheme.brand),
        ("brand-ink", scheme.brand_ink),
        ("brand-soft", scheme.brand_soft),
        ("accent", scheme.accent),
        ("accent-ink", scheme.accent_ink),
        ("accent-soft", scheme.accent_soft),
    )
    return "".join(f"--{name}:{colour};" for name, colour in pairs).rstrip(";")
