"""Listings cut into pages: which voices stand on which page, and the links between the pages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import TypeVar

from msgspec import Struct

from voices.build.kit import Kit
from voices.build.views.links import Link, href
from voices.catalog import Voice

Item = TypeVar("Item")
_AROUND = 2
"""How many neighbouring pages are linked on each side."""


class Pager(Struct, frozen=True):
    """The links at the end of a listing's page; a gap is a link without an address."""

    label: str
    previous: Link | None
    next: Link | None
    pages: tuple[Link, ...]


class Sheet(Struct, frozen=True):
    """One page of a listing: its number from 1, how many there are, and the range of items on it."""

    number: int
    total: int
    start: int
    stop: int


def sheets(count: int, per_page: int) -> Iterator[Sheet]:
    """The pages that ``count`` items make; an empty listing has one, empty."""
    total = max(1, -(-count // per_page))
    for number in range(1, total + 1):
        yield Sheet(number, total, (number - 1) * per_page, min(count, number * per_page))


def on_sheet(items: Sequence[Item], sheet: Sheet) -> Sequence[Item]:
    """The items that stand on this page."""
    return items[sheet.start : sheet.stop]


def newest_day(kit: Kit, base: str, voices: Sequence[Voice]) -> dt.date | None:
    """The day of the newest change in a whole listing, found once for all its pages."""
    return kit.once(("newest", base), lambda: max((voice.moment.day for voice in voices), default=None))


def sheet_address(base: str, number: int) -> str:
    """The address of a listing's page: ``topics/kafka/`` or ``topics/kafka/page/2/``."""
    return base if number == 1 else f"{base}page/{number}/"


def sheet_title(kit: Kit, title: str, sheet: Sheet, language: str) -> str:
    """The title with the page's number, so that no two pages are called the same."""
    if sheet.number == 1:
        return title
    return f"{title} · {page_label(kit, sheet.number, sheet.total, language)}"


def page_label(kit: Kit, number: int, total: int, language: str) -> str:
    """``Page 2 of 5``."""
    w = kit.words(language)
    return w.gettext("Page {number} of {total}", number=w.number(number), total=w.number(total))


def neighbours(kit: Kit, base: str, sheet: Sheet, language: str) -> tuple[str | None, str | None]:
    """The addresses of the page before and the page after, for the head."""
    before = kit.hub.in_language(sheet_address(base, sheet.number - 1), language) if sheet.number > 1 else None
    after = kit.hub.in_language(sheet_address(base, sheet.number + 1), language) if sheet.number < sheet.total else None
    return before, after


def pager(kit: Kit, base: str, sheet: Sheet, language: str, ways: tuple[str, str] | None = None) -> Pager | None:
    """The pager of a page, or None where the listing has only one; ``ways`` name the page before and the one after."""
    if sheet.total == 1:
        return None
    w = kit.words(language)
    back, on = ways or (w.gettext("Newer"), w.gettext("Older"))

    def link(number: int, label: str = "") -> Link:
        url = href(kit, sheet_address(base, number), language)
        return Link(label or w.number(number), url, current=number == sheet.number)

    near = range(max(1, sheet.number - _AROUND), min(sheet.total, sheet.number + _AROUND) + 1)
    numbers = sorted({1, sheet.total, *near})
    pages: list[Link] = []
    for before, number in zip([0, *numbers], numbers, strict=False):
        if number - before > 1:
            pages.append(Link("…", "") if number - before > 2 else link(number - 1))
        pages.append(link(number))
    return Pager(
        label=page_label(kit, sheet.number, sheet.total, language),
        previous=link(sheet.number - 1, back) if sheet.number > 1 else None,
        next=link(sheet.number + 1, on) if sheet.number < sheet.total else None,
        pages=tuple(pages),
    )
