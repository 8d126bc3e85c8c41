"""The hub's own words in each language: gettext catalogues (one ``.po`` file a language), dates and numbers by Babel.

A language is added by one file, ``theme/languages/<code>.po`` or ``<code>.po`` in the hub's own ``languages`` folder; the
English sentence is the message id. Labels never inflect a name: sentences take names only where every language can.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.lists import format_list
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal
from babel.support import NullTranslations, Translations

CATALOGUES = Path(__file__).parent / "theme" / "languages"


class Language:
    """One language of the hub: its words, its dates and its numbers."""

    def __init__(self, code: str, folders: tuple[Path, ...] = (CATALOGUES,)) -> None:
        self.code = code
        self.locale = _locale(code)
        self._translations = _translations(code, folders)
        self._numbers: dict[float, str] = {}

    def gettext(self, message: str, /, **values: Any) -> str:
        """The sentence in this language, with ``{name}`` fields filled; English where it is not translated."""
        text = str(self._translations.gettext(message))
        return text.format(**values) if values else text

    def ngettext(self, singular: str, plural: str, n: int, /, **values: Any) -> str:
        """The form for ``n``; ``{n}`` is filled with the number as this language writes it."""
        return str(self._translations.ngettext(singular, plural, n)).format(n=self.number(n), **values)

    def pgettext(self, context: str, message: str, /, **values: Any) -> str:
        """A word whose meaning needs a context (``menu|Home``)."""
        text = str(self._translations.pgettext(context, message))
        return text.format(**values) if values else text

    def date(self, day: dt.date, style: str = "long") -> str:
        """A day as this language writes it: long ``18 November 2026``, medium, short."""
        return format_date(day, format=style, locale=self.locale)

    def number(self, value: float) -> str:
        """A number with this language's separators."""
        # Babel takes 35 µs a number, and pages count small things over and over.
        known = self._numbers.get(value)
        if known is None:
            known = self._numbers[value] = format_decimal(value, locale=self.locale)
        return known

    def join(self, items: Iterable[str]) -> str:
        """``a, b and c``."""
        return format_list(list(items), locale=self.locale)

    def language_name(self, code: str) -> str:
        """The name of a language in this language: ``fi`` → ``Finnish``; the code itself when Babel has none."""
        try:
            return Locale.parse(code, sep="-").get_display_name(self.locale) or code
        except (UnknownLocaleError, ValueError):
            return code

    def own_name(self) -> str:
        """The language's name in itself, as a reader looks for it: ``suomi``, ``polski``."""
        return self.language_name(self.code)


def N_(message: str) -> str:  # noqa: N802 - the mark by which Babel finds sentences to translate
    """The sentence itself, marked so that ``voices languages`` finds it where it is only kept for later."""
    return message


def language(code: str, folders: tuple[Path, ...] = (CATALOGUES,)) -> Language:
    """The language ``code``, read again only when one of its catalogues has changed: a preview runs for days."""
    return _as_of(code, folders, tuple(_stamp(folder / f"{code}.po") for folder in folders))


@lru_cache(maxsize=64)
def _as_of(code: str, folders: tuple[Path, ...], _stamps: tuple[tuple[int, int], ...]) -> Language:
    return Language(code, folders)


def _stamp(file: Path) -> tuple[int, int]:
    try:
        found = file.stat()
    except OSError:
        return 0, 0
    return found.st_size, found.st_mtime_ns


def available(folders: tuple[Path, ...] = (CATALOGUES,)) -> tuple[str, ...]:
    """The codes that have a catalogue; English needs none."""
    found = {path.stem for folder in folders if folder.is_dir() for path in folder.glob("*.po")}
    return tuple(sorted(found | {"en"}))


def is_language_code(code: str) -> bool:
    """Whether ``code`` is a BCP 47 code that Babel knows."""
    try:
        Locale.parse(code, sep="-")
    except (UnknownLocaleError, ValueError, TypeError):
        return False
    return True


def _locale(code: str) -> Locale:
    try:
        # Plain English is written as most of the world outside America writes it: 18 November 2026.
        return Locale.parse("en_GB" if code == "en" else code.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return Locale("en")


def _translations(code: str, folders: tuple[Path, ...]) -> NullTranslations:
    found: NullTranslations = NullTranslations()
    for folder in folders:
        path = folder / f"{code}.po"
        if path.is_file():
            compiled = BytesIO()
            with path.open("rb") as file:
                write_mo(compiled, read_po(file, locale=code.replace("-", "_")))
            compiled.seek(0)
            translations = Translations(compiled)
            if isinstance(found, Translations):
                found.merge(translations)
            else:
                found = translations
    return found
