"""The tile drawn for an author without a photo."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

from voices.colours import contrast
from voices.outputs.monogram import PALETTES, draw_monogram, monogram_svg

PEOPLE = {f"person-{number}": f"Ąžuolas {chr(65 + number % 26)}ström" for number in range(200)}


def test_the_same_person_always_has_the_same_tile() -> None:
    assert monogram_svg("aino-lehto", "Aino Lehto") == monogram_svg("aino-lehto", "Aino Lehto")
    # A golden digest of one tile: a change here changes the faces of people who have got used to them.
    assert draw_monogram("aino-lehto", "Aino Lehto").ground == "#cfe3dc"


def test_many_people_get_many_different_tiles() -> None:
    grounds = {draw_monogram(id_, "A B").ground for id_ in PEOPLE}
    drawings = {monogram_svg(id_, "A B") for id_ in PEOPLE}
    assert len(grounds) == len(PALETTES)
    assert len(drawings) > 180


def test_letters_can_be_read_on_every_colour_of_their_tile() -> None:
    for ground, first, second, ink in PALETTES:
        assert min(contrast(ink, paper) for paper in (ground, first, second)) >= 4.5


def test_a_tile_is_small_whole_and_collides_with_nothing() -> None:
    for id_, name in PEOPLE.items():
        svg = monogram_svg(id_, name)
        assert len(svg) < 1200
        ET.fromstring(svg)
        assert not re.search(r"\b(id|style|class|href|on\w+)=|<script|<style|url\(", svg)
        assert 'aria-hidden="true"' in svg


def test_initials_are_those_of_the_name_and_never_markup() -> None:
    assert ">AL</text>" in monogram_svg("a", "Aino Lehto")
    assert ">ŁŻ</text>" in monogram_svg("b", "Łukasz Żak")
    assert ">M</text>" in monogram_svg("c", "Madonna")
    assert "<b>" not in monogram_svg("d", "<b>bold</b>")
    ET.fromstring(monogram_svg("e", "& < > &"))


def test_a_wide_monogram_stays_inside_its_circle() -> None:
    assert draw_monogram("m", "Maija Wikström").letter_size < draw_monogram("m", "Iida Lind").letter_size
