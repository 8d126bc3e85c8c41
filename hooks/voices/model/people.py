"""One person as their profile says: what they do, where else they are found, and the blogs they asked to be shown.

Plain frozen data, read and checked by ``sources``. What those blogs said is in ``blogs``; who is shown where is the
catalog's work.
"""

from __future__ import annotations

import datetime as dt
from typing import Literal

from msgspec import Struct

from voices.dates import Moment
from voices.model.documents import Document, Localised, LocalisedList, Source

Status = Literal["invited", "active", "alumni", "hidden"]


class Channel(Struct, frozen=True):
    """One of an author's own places on the web, in the author's order. ``kind`` is the key as written."""

    kind: str
    url: str
    handle: str = ""


class FeedSource(Struct, frozen=True):
    """A blog an author asked to be shown."""

    url: str
    show: Literal["full", "excerpt"] = "excerpt"
    only_author: str | None = None
    only_topics: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    since: dt.date | None = None
    language: str | None = None
    line: int = 1


class Link(Struct, frozen=True):
    """Something published where no feed exists."""

    url: str
    title: str
    date: Moment
    summary: str = ""
    language: str | None = None


class Milestone(Struct, frozen=True):
    """A training, a talk or an award; ``place`` is the issuer or event, ``date`` as written (year, month or day)."""

    name: str
    place: str = ""
    date: str = ""
    expires: str = ""
    url: str = ""


class Author(Struct, frozen=True):
    """One person, as their profile says."""

    id: str
    source: Source
    name: str
    agreed: Moment
    role: Localised = Localised()
    headline: Localised = Localised()
    team: str = ""
    place: str = ""
    pronouns: str = ""
    photo: str = ""
    languages: tuple[str, ...] = ()
    expertise: tuple[str, ...] = ()
    ask_me_about: LocalisedList = LocalisedList()
    channels: tuple[Channel, ...] = ()
    feeds: tuple[FeedSource, ...] = ()
    links: tuple[Link, ...] = ()
    leader: bool = False
    mentor: bool = False
    training: tuple[Milestone, ...] = ()
    talks: tuple[Milestone, ...] = ()
    awards: tuple[Milestone, ...] = ()
    joined: str = ""
    left: str = ""
    status: Status = "active"
    agreed_to: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    biographies: tuple[tuple[str, Document], ...] = ()
    """(language, text): the profile's own body under ``""``, second biographies under their code."""
