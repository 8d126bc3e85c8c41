"""A feed document once it was read: plain, bounded, sanitised data, the same for RSS, Atom and JSON Feed.

It crosses from the worker process to ours, so it holds nothing but text, numbers and times.
"""

from __future__ import annotations

import datetime as dt

from msgspec import Struct


class Task(Struct, frozen=True):
    """What the worker is given: the bytes as they came, and what HTTP said about them."""

    body: bytes
    url: str
    content_type: str = ""
    content_location: str = ""


class Hints(Struct, frozen=True):
    """How often the document asks to be read: seconds, and the hours (UTC) and weekdays (Monday 0) to leave out."""

    seconds: float = 0
    skip_hours: frozenset[int] = frozenset()
    skip_days: frozenset[int] = frozenset()


class Item(Struct, frozen=True):
    """One entry. ``title`` and ``text`` are plain text, ``html`` is sanitised, ``url`` absolute or empty."""

    guid: str = ""
    url: str = ""
    title: str = ""
    html: str = ""
    text: str = ""
    published: dt.datetime | None = None
    updated: dt.datetime | None = None
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    language: str = ""


class Document(Struct, frozen=True):
    """A feed. ``partial`` says that its end was missing or its XML broken, so that what it lacks means nothing."""

    title: str = ""
    home_url: str = ""
    language: str = ""
    items: tuple[Item, ...] = ()
    hints: Hints = Hints()
    partial: bool = False
    deleted: tuple[str, ...] = ()
    """Ids the author withdrew by an explicit tombstone (RFC 6721)."""


class Failure(Struct, frozen=True):
    """Why a document could not be read: a stable word, and the detail for the terminal."""

    reason: str
    detail: str


class ParseError(Exception):
    """Raised by the parsers; becomes a ``Failure``."""

    def __init__(self, reason: str, detail: str) -> None:
        self.failure = Failure(reason, detail)
        super().__init__(detail)
