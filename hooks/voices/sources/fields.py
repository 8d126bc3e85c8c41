"""The values of front matter, one type a kind of value: dates, languages, addresses, files, texts a language.

Each type reads what people write and raises ValueError with what is wrong and what to do; the forms only name the keys.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import PurePosixPath
from types import GenericAlias
from typing import Annotated, Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import BeforeValidator, ValidationInfo, WithJsonSchema

from voices import i18n
from voices.dates import Moment, parse_moment
from voices.findings import did_you_mean
from voices.model import Localised, LocalisedList
from voices.settings.values import AS_WRITTEN
from voices.text import RESERVED_SLUGS, slugify, squeeze

_UTC = ZoneInfo("UTC")
_FEDIVERSE = re.compile(r"@?([A-Za-z0-9_.-]+)@([A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)$")
_OFTEN_NAMED = ("da", "de", "es", "et", "fi", "fr", "it", "lt", "lv", "nl", "no", "pl", "pt", "sv", "uk")
_PARTIAL_DAY = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?$")


def listed(value: object) -> object:
    if isinstance(value, str | Mapping):
        return [value]
    return [item for item in value if item is not None] if isinstance(value, list) else value


def several(one: Any, short: Any = None) -> BeforeValidator:
    """Reads a list of ``one``, or one alone; the schema also tells what is ``short`` for one."""
    each = one if short is None else one | short
    return BeforeValidator(listed, json_schema_input_type=each | GenericAlias(tuple, (each, ...)))


def _localised(value: object) -> object:
    if isinstance(value, str):
        return Localised((("", squeeze(value)),)) if value.strip() else Localised()
    if isinstance(value, Mapping):
        for code in value:
            _language(str(code))
        return Localised(tuple((str(code), squeeze(str(text))) for code, text in value.items() if text is not None))
    raise ValueError("write a text here, or one text a language (en: …, fi: …)")


def _localised_list(value: object) -> object:
    said = value if isinstance(value, Mapping) else {"": value}
    for code in said:
        if code != "" or isinstance(value, Mapping):
            _language(str(code))
    lists = ((str(code), listed(entries)) for code, entries in said.items() if entries is not None)
    return LocalisedList(tuple((code, found) for code, entries in lists if (found := _entries(entries))))


def _entries(entries: object) -> tuple[str, ...]:
    """The texts of a list, without empty ones."""
    if not isinstance(entries, list | tuple) or not all(isinstance(entry, str | int | float) for entry in entries):
        raise ValueError("write a list of texts here, or one list a language (en: [...], fi: [...])")
    return tuple(text for entry in entries if (text := squeeze(str(entry))))


def _moment(value: object, info: ValidationInfo) -> Moment:
    zone = (info.context or {}).get("zone", _UTC)
    try:
        moment = parse_moment(value, zone)
        moment.at.astimezone(dt.UTC)  # A day at the edge of the calendar may have no such moment.
    except OverflowError:
        raise ValueError(f'"{value}" is not a day of the calendar. Write it as YYYY-MM-DD') from None
    # A cached moment comes back with a fixed offset; a fresh one gets the same, so that both are alike.
    return Moment(moment.at.replace(tzinfo=dt.timezone(moment.at.utcoffset() or dt.timedelta())), moment.bare)


def _partial_day(value: object) -> object:
    if isinstance(value, str) and _PARTIAL_DAY.match(value.strip()):
        return value.strip()
    raise ValueError(f'"{value}" is not a date. Write YYYY, YYYY-MM or YYYY-MM-DD')


def _language(value: object) -> str:
    code = str(value).strip()
    if i18n.is_language_code(code):
        return code
    other = _codes_by_name().get(code.lower())
    hint = f' Did you mean "{other}"?' if other else did_you_mean(code, i18n.available())
    raise ValueError(f'"{code}" is not a language code.{hint or " Write one such as en or fi"}')


@lru_cache(maxsize=1)
def _codes_by_name() -> dict[str, str]:
    """The codes of languages people call by their names, in English or in the language itself."""
    codes = sorted({*i18n.available(), *_OFTEN_NAMED})
    own = {i18n.language(code).own_name().lower(): code for code in codes}
    return own | {i18n.language("en").language_name(code).lower(): code for code in codes}


def _address(value: object) -> object:
    text = str(value).strip()
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.hostname or re.search(r'[\s"<>\\]', text):
        raise ValueError(f'"{text}" is not a web address. Write it whole, like https://blog.example/')
    return text


def _beside(value: object) -> object:
    text = str(value).strip()
    if "://" in text or text.startswith(("/", "\\")) or not PurePosixPath(text).suffix:
        raise ValueError(
            f'"{text}" is not a file beside this one. Put the picture into the same folder and name it here'
        )
    return text


def _site_path(value: object) -> object:
    text = str(value).strip()
    if not text.startswith("/") or text.startswith("//") or re.search(r'[\s"<>\\?#]|/\.\.?(/|$)', text):
        raise ValueError(f'"{text}" is not a path of this site. Write it from the root, like /old/address/')
    return text


def _squeezed(value: object) -> object:
    return squeeze(value) if isinstance(value, str) else value


_TEXT_SCHEMA = WithJsonSchema(
    {"anyOf": [{"type": "string"}, {"type": "object", "additionalProperties": {"type": "string"}}]}
)
_LISTS_SCHEMA = {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}
_STRING = WithJsonSchema({"type": "string"})
_STRINGS = WithJsonSchema(_LISTS_SCHEMA)

Line = Annotated[str, BeforeValidator(_squeezed)]
Lines = Annotated[tuple[Line, ...], BeforeValidator(listed), _STRINGS]
Text = Annotated[Localised, BeforeValidator(_localised), _TEXT_SCHEMA, AS_WRITTEN]
Subjects = Annotated[
    LocalisedList,
    BeforeValidator(_localised_list),
    WithJsonSchema({"anyOf": [*_LISTS_SCHEMA["anyOf"], {"type": "object", "additionalProperties": _LISTS_SCHEMA}]}),
    AS_WRITTEN,
]
Date = Annotated[Moment, BeforeValidator(_moment), WithJsonSchema({"type": "string", "format": "date"})]
PartialDay = Annotated[str, BeforeValidator(_partial_day), _STRING]
Code = Annotated[str, BeforeValidator(_language), _STRING]
Codes = Annotated[tuple[Code, ...], BeforeValidator(listed), _STRINGS]
Address = Annotated[str, BeforeValidator(_address), WithJsonSchema({"type": "string", "format": "uri"})]
Beside = Annotated[str, BeforeValidator(_beside), _STRING]
SitePaths = Annotated[tuple[Annotated[str, BeforeValidator(_site_path)], ...], BeforeValidator(listed), _STRINGS]


def channel_address(kind: str, value: object) -> str:
    """The https address of a channel; ``@user@host`` is understood for Mastodon."""
    text = str(value).strip()
    found = _FEDIVERSE.match(text)
    if kind == "mastodon" and found:
        return f"https://{found[2].lower()}/@{found[1]}"
    if not text.startswith("https://"):
        proposal = (
            f" Write https://{text.split('://')[-1].lstrip('@')}" if "." in text else " Write it whole, with https://"
        )
        raise ValueError(f'{kind}: "{text}" is not an https address.{proposal}')
    return str(_address(text))


def check_slug(slug: str) -> None:
    """Raises ValueError where ``slug`` can't be a part of an address."""
    wanted = slugify(slug)
    if not wanted:
        raise ValueError(f'"{slug}" leaves nothing for the address. Use letters a–z, digits and hyphens')
    if slug in RESERVED_SLUGS:
        raise ValueError(f'"{slug}" is reserved for the hub\'s own pages. Choose another one')
    if slug != wanted:
        raise ValueError(f'"{slug}" can\'t stand in an address. Write it as "{wanted}"')
