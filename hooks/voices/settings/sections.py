"""Everything under ``extra.voices``, one class a section, with its defaults and the checks of its values.

What kinds of values there are is in ``values``; a value that can't be used is said with its key by ``reading``.
"""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, field_validator

from voices.colours import hard_to_read
from voices.model import Localised
from voices.settings.values import (
    Cards,
    Email,
    Hosts,
    Languages,
    ShareChannels,
    Strings,
    Text,
    TimeZone,
    WebAddress,
    WebAddresses,
    listed,
)
from voices.text import slugify


class _Section(BaseModel):
    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        arbitrary_types_allowed=True,
        coerce_numbers_to_str=True,
        defer_build=True,  # the validator of the whole holds those of its parts
    )


class Company(_Section):
    """The employer: shown in the header, the footer and the head tags."""

    name: str = ""
    url: WebAddress = ""
    logo: str = ""
    picture: str = ""
    claim: Text = Field(default_factory=Localised)
    jobs_url: WebAddress = ""
    same_as: WebAddresses = ()


class Editor(_Section):
    """A person to ask; the ``responsible`` one is named on the imprint and in the footer's legal pages."""

    name: str
    email: Email
    areas: Strings = ()
    languages: Languages = ()
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

    url: WebAddress = ""
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
    allow_hosts: Hosts = ()
    proxy: WebAddress = ""


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
    url: WebAddress

    @field_validator("source")
    @classmethod
    def _is_file_name(cls, value: str) -> str:
        if not value or slugify(value) != value:
            raise ValueError(f'"{value}" can\'t name a file. Write it as {slugify(value) or "our-board"}')
        return value


class VoicesSettings(_Section):
    """Everything under ``extra.voices``."""

    company: Company = Field(default_factory=Company)
    editors: Annotated[tuple[Editor, ...], BeforeValidator(listed)] = ()
    languages: Languages = ("en",)
    timezone: TimeZone = "UTC"
    brand: Brand = Field(default_factory=Brand)
    repository: Repository = Field(default_factory=Repository)
    excerpt_words: int = Field(default=50, ge=1)
    per_page: int = Field(default=24, ge=1)
    feed_items: int = Field(default=30, ge=1)
    archive_notice_after_years: float = Field(default=3, gt=0)
    content_mix: ContentMix = Field(default_factory=ContentMix)
    share: ShareChannels = ("linkedin", "mastodon", "bluesky", "email")
    cards: Cards = "posts"
    pictures: Literal["resized", "original"] = "resized"
    features: Features = Field(default_factory=Features)
    fetch: Fetch = Field(default_factory=Fetch)
    links: Links = Field(default_factory=Links)
    boards: Annotated[tuple[Board, ...], BeforeValidator(listed)] = ()

    @field_validator("languages")
    @classmethod
    def _are_each_once(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        if not value:
            raise ValueError("no language is listed. Write one such as [en], or take the line out")
        if len(set(value)) != len(value):
            raise ValueError("a language is listed twice. List each once, the default one first")
        return value
