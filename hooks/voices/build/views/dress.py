"""How a thing is said: each voice in its own language's dress, dates, lengths and names of languages.

A voice's card or page speaks the voice's language where the hub knows it, and the page's own language elsewhere. Fragments
that serve several pages hold ``HERE`` where the hub's language folder belongs; ``settle`` puts it in.
"""

from __future__ import annotations

import datetime as dt

from babel.dates import format_date, format_skeleton
from markupsafe import Markup

from voices.build.kit import Kit
from voices.catalog import Voice
from voices.dates import Moment
from voices.model import Localised, Wording
from voices.text import ROOT

HERE = "\ue00a"
"""Stands for ``fi/`` (or nothing, in the default language) in a fragment made once for pages in every language."""


def dress(kit: Kit, language: str, page_language: str) -> str:
    """The language in which the hub speaks around words in ``language`` on a page in ``page_language``."""
    return language if language in kit.hub.voices.languages else page_language


def way(kit: Kit, address: str, language: str, *, carried: bool) -> str:
    """The way to a hub page in ``language``, or, in a fragment ``carried`` to many pages, in the page's own language."""
    return ROOT + HERE + address if carried else ROOT + kit.hub.in_language(address, language)


def settle(fragment: str, kit: Kit, language: str) -> Markup:
    """The fragment with its links leading to pages in ``language``."""
    return Markup(str.replace(fragment, HERE, kit.hub.in_language("", language)))  # noqa: S704 - markup before, markup after


def foreign(language: str, around: str) -> str:
    """``language`` where it must be marked because the words around are in another one, else nothing."""
    return "" if language == around else language


def day(kit: Kit, moment: Moment, language: str, style: str = "long") -> str:
    """The moment's day as ``language`` writes it."""
    return kit.once(("day", moment.day, language, style), lambda: kit.words(language).date(moment.day, style))


def month(kit: Kit, first: dt.date, language: str) -> str:
    """A month's name standing alone, as a heading: ``Marraskuu``."""
    name = format_date(first, "LLLL", locale=kit.words(language).locale)
    return name[:1].upper() + name[1:]


def written_date(kit: Kit, text: str, language: str) -> str:
    """A date as people write it in a profile (``2016``, ``2021-01``, ``2021-01-15``) in the words of ``language``."""
    w = kit.words(language)
    try:
        match [int(part) for part in text.split("-")]:
            case [year, month]:
                return format_skeleton("yMMMM", dt.date(year, month, 1), locale=w.locale)
            case [year, month, day_]:
                return w.date(dt.date(year, month, day_))
    except ValueError:
        pass
    return text


def minutes(kit: Kit, voice: Voice, language: str) -> str:
    """The reading time, short: ``7 min``; empty for an entry of which only the title is known."""
    if not voice.words:
        return ""
    w = kit.words(language)
    return kit.once(("minutes", voice.minutes, language), lambda: w.ngettext("{n} min", "{n} min", voice.minutes))


def own_name(kit: Kit, code: str) -> str:
    """A language's name in itself, as those who read it look for it: ``suomi``."""
    return kit.once(("own-name", code), lambda: kit.words(code).own_name())


def wording(kit: Kit, text: Localised, language: str) -> Wording:
    """The text for ``language``, marked where it is in another one."""
    return text.get(language, kit.hub.default_language)


def count_voices(kit: Kit, n: int, language: str) -> str:
    """``12 voices``: posts and blog entries together."""
    return kit.words(language).ngettext("{n} voice", "{n} voices", n)
