"""The kinds of values settings have: lists, words in several languages, web addresses, hosts, time zones.

Comes in: what YAML made of a line. Goes out: the typed value, or ``ValueError`` with what is wrong and what to write;
``reading`` adds the key.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Mapping
from typing import Annotated, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, available_timezones

from pydantic import AfterValidator, BeforeValidator, PlainSerializer

from voices import i18n
from voices.findings import did_you_mean
from voices.model import Localised

ShareChannel = Literal["linkedin", "mastodon", "bluesky", "threads", "x", "facebook", "whatsapp", "email"]
"""What a page can be shared to."""
_HOST = re.compile(r"(?:[a-z0-9_](?:[a-z0-9_-]*[a-z0-9])?\.)*[a-z0-9_](?:[a-z0-9_-]*[a-z0-9])?\.?", re.IGNORECASE)


def listed(value: object) -> object:
    """A single value where a list is meant."""
    return [value] if isinstance(value, str | Mapping) else value


def _localised(value: object) -> object:
    if isinstance(value, str):
        return Localised((("", value),))
    if isinstance(value, Mapping):
        return Localised(tuple((_code(code), str(text)) for code, text in value.items()))
    if isinstance(value, Localised):
        return value
    raise ValueError("something else is written here. Write one text, or one text a language")


def _code(written: object) -> str:
    # YAML reads the code of Norwegian as false.
    return "no" if written is False else str(written)


def _off(value: object) -> object:
    # YAML reads this word as false.
    return "off" if value is False else value


def _codes(value: object) -> object:
    found = [value] if isinstance(value, str | bool) else value
    return [_code(code) for code in found] if isinstance(found, list | tuple) else found


def _languages(value: tuple[str, ...]) -> tuple[str, ...]:
    for code in value:
        if not i18n.is_language_code(code):
            hint = did_you_mean(code, i18n.available()) or " Write one such as en or fi."
            raise ValueError(f'"{code}" is not a language code.{hint}')
    return value


def web_address(value: str) -> str:
    """``value``, which is nothing or a whole address; raises ValueError for anything else."""
    try:
        parts = urlsplit(value)
        whole = parts.scheme in ("http", "https") and bool(parts.hostname) and not re.search(r"[\s\"<>]", value)
    except ValueError:
        whole = False
    if value and not whole:
        raise ValueError(f'"{value}" is not a web address. Write it whole, like https://voices.example/')
    return value


def _host(value: str) -> str:
    try:
        ipaddress.ip_network(value, strict=False)
    except ValueError:
        name, _, port = value.rpartition(":")
        if name and port.isdigit() and _HOST.fullmatch(name):
            raise ValueError(f'"{value}" has a port. Write {name}: a host is allowed with every port') from None
        if not _HOST.fullmatch(value):
            raise ValueError(
                f'"{value}" is neither a host nor a network. Write one like intranet.example or 10.0.0.0/8'
            ) from None
    return value


def _email(value: str) -> str:
    if not re.fullmatch(r"[^@\s<>\"]+@[^@\s<>\"]+", value):
        raise ValueError(f'"{value}" is not an e-mail address. Write one like editor@voices.example')
    return value


def _time_zone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (ValueError, OSError, KeyError):  # ZoneInfoNotFoundError is a KeyError
        known = sorted(available_timezones())
        city = value.replace(" ", "_").casefold()
        near = next((f' Did you mean "{zone}"?' for zone in known if zone.rpartition("/")[2].casefold() == city), "")
        hint = near or did_you_mean(value, known) or " Write one like Europe/Helsinki."
        raise ValueError(f'"{value}" is not a time zone.{hint}') from None
    return value


Strings = Annotated[tuple[str, ...], BeforeValidator(listed)]
AS_WRITTEN = PlainSerializer(lambda text: dict(text.texts))
"""A text in several languages as a mapping of them; one said once stands under ``""``."""
Text = Annotated[Localised, BeforeValidator(_localised), AS_WRITTEN]
Languages = Annotated[tuple[str, ...], BeforeValidator(_codes), AfterValidator(_languages)]
WebAddress = Annotated[str, AfterValidator(web_address)]
"""An absolute http or https address, or nothing."""
WebAddresses = Annotated[tuple[WebAddress, ...], BeforeValidator(listed)]
Email = Annotated[str, AfterValidator(_email)]
Hosts = Annotated[tuple[Annotated[str, AfterValidator(_host)], ...], BeforeValidator(listed)]
TimeZone = Annotated[str, AfterValidator(_time_zone)]
Cards = Annotated[Literal["posts", "authors", "off"], BeforeValidator(_off)]
"""Which social cards are drawn."""
ShareChannels = Annotated[tuple[ShareChannel, ...], BeforeValidator(listed)]
