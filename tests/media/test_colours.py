"""Two colours of a company become the site's, and what can't be read is refused."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voices.colours import DARK, LIGHT, contrast, from_oklch, nearest_passing, passes, to_oklch
from voices.outputs.palette import brand_css, dark_scheme, light_scheme
from voices.settings import Brand, SettingsError, voices_settings

COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)
    assert contrast("#ffffff", "#777777") == contrast("#777777", "#ffffff")


@pytest.mark.parametrize("key", ["primary", "accent"])
def test_a_colour_that_cannot_be_read_is_refused_with_the_nearest_that_can(key: str) -> None:
    with pytest.raises(SettingsError) as caught:
        voices_settings({"brand": {key: "#00aaff"}})
    message = str(caught.value)
    assert message.startswith(f"mkdocs.yml, extra.voices.brand.{key}: ")
    proposed = re.findall("#[0-9a-f]{6}", message)[-1]
    assert voices_settings({"brand": {key: proposed}}).brand.model_dump()[key] == proposed


@given(COLOURS)
@settings(max_examples=150, deadline=None)
def test_the_nearest_colour_passes_and_keeps_the_hue(colour: str) -> None:
    grounds = tuple(LIGHT.values())
    found = nearest_passing(colour, grounds)
    assert passes(found, grounds)
    if found != colour and to_oklch(found)[1] > 0.03:
        turned = abs(to_oklch(found)[2] - to_oklch(colour)[2])
        assert min(turned, 6.2832 - turned) < 0.35


@given(COLOURS, COLOURS)
@settings(max_examples=100, deadline=None)
def test_every_pair_passes_in_light_and_in_dark(primary: str, accent: str) -> None:
    grounds = tuple(LIGHT.values())
    brand = Brand(primary=nearest_passing(primary, grounds), accent=nearest_passing(accent, grounds))
    for scheme, papers in ((light_scheme(brand), LIGHT), (dark_scheme(brand), DARK)):
        for colour, ink, soft in (
            (scheme.brand, scheme.brand_ink, scheme.brand_soft),
            (scheme.accent, scheme.accent_ink, scheme.accent_soft),
        ):
            assert passes(colour, (*papers.values(), ink, soft))
    assert (light_scheme(brand).brand, light_scheme(brand).accent) == (brand.primary, brand.accent)


@given(COLOURS)
@settings(max_examples=100, deadline=None)
def test_a_colour_survives_the_way_to_oklch_and_back(colour: str) -> None:
    back = from_oklch(*to_oklch(colour))
    assert all(abs(int(colour[at : at + 2], 16) - int(back[at : at + 2], 16)) <= 2 for at in (1, 3, 5))


def test_the_css_has_both_schemes_and_is_always_the_same() -> None:
    css = brand_css(Brand(primary="#1a4fd6", accent="#c2185b"))
    assert css == brand_css(Brand(primary="#1a4fd6", accent="#c2185b"))
    assert "--brand:#1a4fd6" in css
    assert css.count("--brand-ink:") >= 2
