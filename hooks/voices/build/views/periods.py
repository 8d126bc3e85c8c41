"""Long lists of voices under the years or months they were written in, and links that lead to where each begins.

Comes in: voices, newest first, cut into pages by ``listings``. Goes out: the parts of one page with their headings, and the
links over all pages. What a list is of is left to ``authors`` and ``groups``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import groupby
from typing import Literal

from markupsafe import Markup
from msgspec import Struct

from voices.build.kit import Kit
from voices.build.views.cards import Style, cards
from voices.build.views.dress import month
from voices.build.views.links import Link, href
from voices.build.views.listings import sheet_address
from voices.catalog import Voice

Span = Literal["year", "month", "all"]
"""What stands under one heading; ``all`` is one list without any."""


class Period(Struct, frozen=True):
    """The rows of one year or month that stand on a page; ``id`` is what a link to it ends in."""

    id: str
    name: str
    rows: Markup


def periods(kit: Kit, voices: Sequence[Voice], span: Span, style: Style, language: str) -> tuple[Period, ...]:
    """The voices of one page under the year or month of each, in their order."""
    return tuple(
        Period(_id(first, span), _name(kit, first, span, language), cards(kit, found, language, style))
        for first, found in groupby(voices, key=lambda voice: _first(voice, span))
    )


def jumps(kit: Kit, base: str, voices: Sequence[Voice], span: Span, number: int, language: str) -> tuple[Link, ...]:
    """Links from page ``number`` to the beginning of each year or month, on whichever page it is; none where one is all."""
    begins = kit.once(("begins", base, language), lambda: _begins(voices, span, kit.hub.voices.per_page))
    if len(begins) < 2:
        return ()
    return tuple(
        Link(
            _name(kit, first, span, language),
            ("" if page == number else href(kit, sheet_address(base, page), language)) + "#" + _id(first, span),
        )
        for first, page in begins.items()
    )


def _begins(voices: Sequence[Voice], span: Span, per_page: int) -> dict[dt.date, int]:
    """The page on which each year or month begins, found once for all pages of a list."""
    found: dict[dt.date, int] = {}
    for at, voice in enumerate(voices):
        found.setdefault(_first(voice, span), at // per_page + 1)
    return found


def _first(voice: Voice, span: Span) -> dt.date:
    day = voice.date.day
    match span:
        case "all":
            return dt.date.min
        case "month":
            return day.replace(day=1)
        case "year":
            return day.replace(month=1, day=1)


def _id(first: dt.date, span: Span) -> str:
    return f"y{first.year}" if span == "year" else f"m{first.month:02}"


def _name(kit: Kit, first: dt.date, span: Span, language: str) -> str:
    return str(first.year) if span == "year" else month(kit, first, language)
