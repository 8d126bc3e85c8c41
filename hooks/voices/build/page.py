"""One page of the site, ready to be framed: what the views hand to the engine."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from msgspec import Struct, field

from voices.catalog import Voice
from voices.model import Wording


class Page(Struct, frozen=True):
    """A page's place, its words for the frame, and what its template shows.

    ``view`` holds plain data only (strings, numbers, tuples, mappings, dataclasses of these): the engine hashes it to
    know whether the page has to be written again. Links inside are written as ``ROOT + address``.
    """

    address: str
    """Relative to the site, with a slash at the end (``fi/topics/kafka/``) or a file (``404.html``)."""
    language: str
    """The frame's language, one of the settings' ``languages``."""
    section: str
    """Which entry of the header's navigation is the current one: home, people, topics, jobs, about or ``""``."""
    template: str
    """Path below ``theme/``, such as ``pages/post.html``."""
    view: Any
    title: Wording
    """What stands in ``<title>`` before the site's name."""
    head: str = ""
    """Ready head tags: description, canonical, Open Graph, JSON-LD and so on."""
    alternates: tuple[tuple[str, str], ...] = ()
    """(language, address) of the same page in other languages, for the language switch; the page itself included."""
    edit_url: str = ""
    indexable: bool = True
    modified: dt.date | None = None
    """For the sitemap; None leaves the date out."""
    feed: str = ""
    """Address of the listing whose feeds the head announces (``topics/kafka/``), if not the site's own."""
    preload: tuple[str, ...] = field(default=())
    """Addresses of pictures worth loading first."""


class Plan(Struct, frozen=True):
    """A page that is only made when something it shows has changed.

    ``voices`` are all whose words or names stand on it, in any form; ``facts`` whatever else differs from page to page of
    its kind (counts, neighbours, a number). People, subjects, jobs, settings and templates need not be named: a change of
    any of these makes every page anew.
    """

    address: str
    voices: tuple[Voice, ...]
    make: Callable[[], Page]
    facts: tuple[str | int, ...] = ()
