"""Everything under ``extra.voices``, one class a section, with its defaults and the checks of its values.

A value that can't be used raises ``ValueError`` inside pydantic's validation; ``reading`` says it with its key.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, field_validator

from voices import i18n
from voices.colours import hard_to_read
from voices.findings import did_you_mean
from voices.model import Localised
from voices.text import slugify


def _listed(value: object) -> object:
    return [value] if isinstance(value, str | Mapping) else value


def _localised(value: object) -> object:
    if isinstance(value, str):
        return Localised((("", value),))
    if isinstance(value, Mapping):
        return Localised(tuple((str(code), str(text)) for code, text in value.items()))
    return value


Strings = Annotated[tuple[str, ...], BeforeValidator(_listed)]
Text = Annotated[Localised, BeforeValidator(_localised)]


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True, coerce_numbers_to_str=True)


class Company(_Section):
    """The employer: shown in the header, the footer and the head tags."""

    name: str = ""
    url: str = ""
    logo: str = ""
    picture: str = ""
    claim: Text = Localised()
    jobs_url: str = ""
    same_as: Strings = ()


class Editor(_Section):
    """A person to ask; the ``responsible`` one is named on the imprint and in the footer's legal pages."""

    name: str
    email: str
    areas: Strings = ()
    languages: Strings = ()
    responsible: bool = False
    reply_within_days: int | None = Field(default=None, ge=0)


class Brand(_Section):
    """Colours as ``#rrggbb``; what derives from them is computed and checked for contrast."""

    primary: str = "#0b5a52"
    accent: str = "#b3431f"

    @field_validator("primary", "accent")
    @classmethod
    def _is_colour(cls, value: str) -> str:
        if not re.fullmatch(r"#[0-9a-fA-F]{6}", value):
            raise ValueError(f'"{value}" is not a colour. Write it as #rrggbb')
        fault = hard_to_read(value.lower())
        if fault:
            raise ValueError(fault)
        return value.lower()


class Repository(_Section):
    """Where the content lives; ``visibility`` decides whether internal posts may be committed."""

    url: str = ""
    branch: str = "main"
    visibility: Literal["public", "private"] = "public"


class Features(_Section):
    """What is off has no pages and loads no dependency."""

    policy: bool = True
    jobs: bool = True
    recruit: bool = True
    search: bool = True


class Fetch(_Section):
    """How ``voices fetch`` behaves; ``allow_hosts`` admits host names, addresses and networks, without ports.

    ``proxy`` is the address of an HTTP proxy to go through; what the environment says about proxies is ignored.
    """

    every_hours: float = Field(default=3, gt=0)
    contact: str = ""
    allow_hosts: Strings = ()
    proxy: str = ""


class Links(_Section):
    """The UTM parameters of the recruiters' links."""

    utm_source: str = "voices"
    utm_medium: str = "employee"
    utm_campaign: str = ""


class ContentMix(_Section):
    """The share of posts, in per cent, that should be about expertise rather than the company."""

    expertise: int = Field(default=80, ge=0, le=100)


class Board(_Section):
    """A job board to fetch: ``source`` names its file below ``jobs/boards/``."""

    source: str
    kind: Literal["teamtailor", "greenhouse", "lever"]
    url: str

    @field_validator("source")
    @classmethod
    def _is_file_name(cls, value: str) -> str:
        if not value or slugify(value) != value:
            raise ValueError(f'"{value}" can\'t name a file. Write it as {slugify(value) or "our-board"}')
        return value


class VoicesSettings(_Section):
    """Everything under ``extra.voices``."""

    company: Company = Company()
    editors: Annotated[tuple[Editor, ...], BeforeValidator(_listed)] = ()
    languages: Strings = ("en",)
    timezone: str = "UTC"
    brand: Brand = Brand()
    repository: Repository = Repository()
    excerpt_words: int = Field(default=50, ge=1)
    per_page: int = Field(default=24, ge=1)
    feed_items: int = Field(default=30, ge=1)
    archive_notice_after_years: float = Field(default=3, gt=0)
    content_mix: ContentMix = ContentMix()
    share: Strings = ("linkedin", "mastodon", "bluesky", "email")
    cards: Literal["posts", "authors", "off"] = "posts"
    pictures: Literal["resized", "original"] = "resized"
    features: Features = Features()
    fetch: Fetch = Fetch()
    links: Links = Links()
    boards: Annotated[tuple[Board, ...], BeforeValidator(_listed)] = ()

    @field_validator("languages")
    @classmethod
    def _are_languages(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for code in value:
            if not i18n.is_language_code(code):
                raise ValueError(f'"{code}" is not a language code.{did_you_mean(code, i18n.available())}')
        if len(set(value)) != len(value) or not value:
            raise ValueError("List each language once, the default one first")
        return value

    @field_validator("timezone")
    @classmethod
    def _is_zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (ValueError, OSError) as error:
            raise ValueError(f'"{value}" is not a time zone. Write one like Europe/Helsinki') from error
        return value
