"""The typed settings of a hub: ``extra.voices`` of mkdocs.yml and the few of MkDocs' own that the hub relies on.

Comes in: a plain mapping. Goes out: one frozen ``Hub``. A wrong setting raises ``SettingsError`` at once, with its key and
a suggestion. Reading mkdocs.yml itself is left to ``configfile``.
"""

from __future__ import annotations

import datetime as dt
import os
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated, Any, Literal, cast
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, field_validator

from voices import i18n
from voices.colours import hard_to_read
from voices.dates import zone_now
from voices.findings import did_you_mean
from voices.model import Localised
from voices.text import slugify


class SettingsError(Exception):
    """A setting that can't be used: ``mkdocs.yml, extra.voices.per_page: what is wrong. What to do.``"""


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


class Hub(BaseModel):
    """One hub: its folders, its addresses and its settings. Paths are absolute."""

    model_config = ConfigDict(frozen=True)

    config_file: Path
    content: Path
    site_dir: Path
    site_name: str
    site_url: str
    voices: VoicesSettings = VoicesSettings()
    audience: Literal["public", "internal"] = "public"

    @property
    def root(self) -> Path:
        """The folder of mkdocs.yml, which findings' paths are relative to."""
        return self.config_file.parent

    @property
    def cache(self) -> Path:
        """Where what may be lost is kept; the internal edition has its own."""
        return self.root / ".cache" / ("voices" if self.audience == "public" else "voices-internal")

    @property
    def base_path(self) -> str:
        """The path of ``site_url``, with a slash at both ends."""
        return urlsplit(self.site_url).path or "/"

    @property
    def zone(self) -> ZoneInfo:
        """The zone in which dates without offset and "today" are meant."""
        return ZoneInfo(self.voices.timezone)

    @property
    def default_language(self) -> str:
        """The language of the pages at the root."""
        return self.voices.languages[0]

    @property
    def language_folders(self) -> tuple[Path, ...]:
        """Where catalogues are looked for: the package's, then the hub's own ``languages`` folder beside mkdocs.yml."""
        return (i18n.CATALOGUES, self.root / "languages")

    def language(self, code: str) -> i18n.Language:
        """The words of language ``code``."""
        return i18n.language(code, self.language_folders)

    def absolute(self, address: str) -> str:
        """The absolute form of a site-relative address (``posts/x/``, without a leading slash)."""
        return self.site_url + address.lstrip("/")

    def in_language(self, address: str, language: str) -> str:
        """The address of a hub page in a language: ``topics/`` → ``fi/topics/``; the default language is at the root."""
        return address if language == self.default_language else f"{language}/{address}"

    def now(self) -> dt.datetime:
        """Now in the hub's zone; ``SOURCE_DATE_EPOCH`` decides where it is set."""
        return zone_now(self.zone, os.environ.get("SOURCE_DATE_EPOCH"), dt.datetime.now(dt.UTC))

    def path_of(self, file: Path) -> str:
        """A file's path relative to mkdocs.yml, as findings show it."""
        return file.relative_to(self.root).as_posix() if file.is_relative_to(self.root) else file.as_posix()


def hub_from(config: Mapping[str, Any], config_file: Path, environment: Mapping[str, str] = os.environ) -> Hub:
    """The hub that a mapping with MkDocs' top-level keys describes.

    Raises SettingsError for a missing ``site_url``, ``use_directory_urls: false`` or a fault in ``extra.voices``.
    """
    site_url = str(config.get("site_url") or "")
    name = config_file.name
    if not site_url.startswith(("http://", "https://")):
        raise SettingsError(
            f"{name}, site_url: it is missing. Add the address the hub will have, like https://voices.example/."
        )
    if config.get("use_directory_urls") is False:
        raise SettingsError(f"{name}, use_directory_urls: the hub's addresses end with a slash. Remove this line.")
    audience = environment.get("VOICES_AUDIENCE") or "public"
    if audience not in ("public", "internal"):
        raise SettingsError(f'VOICES_AUDIENCE: "{audience}" is neither "public" nor "internal". Use one of the two.')
    extra = config.get("extra") or {}
    root = config_file.parent
    return Hub(
        config_file=config_file,
        content=(root / str(config.get("docs_dir") or "content")).resolve(),
        site_dir=(root / str(config.get("site_dir") or "site")).resolve(),
        site_name=str(config.get("site_name") or ""),
        site_url=site_url.rstrip("/") + "/",
        voices=voices_settings(extra.get("voices") if isinstance(extra, Mapping) else None, name),
        audience=cast('Literal["public", "internal"]', audience),
    )


def voices_settings(value: object, file_name: str = "mkdocs.yml") -> VoicesSettings:
    """The typed form of ``extra.voices``; raises SettingsError with the key that is wrong."""
    if value is None:
        return VoicesSettings()
    if not isinstance(value, Mapping):
        raise SettingsError(f"{file_name}, extra.voices: settings are expected here. Write one key: value a line.")
    try:
        return VoicesSettings.model_validate(dict(value))
    except ValidationError as error:
        raise SettingsError(_explain(error, file_name)) from None


def _explain(error: ValidationError, file_name: str) -> str:
    fault = error.errors()[0]
    keys = [str(part) for part in fault["loc"]]
    place = f"{file_name}, extra.voices.{'.'.join(keys)}"
    if fault["type"] == "extra_forbidden":
        known = _keys_beside(keys)
        return (
            f"{place}: there is no such setting.{did_you_mean(keys[-1], known) or ' Known: ' + ', '.join(known) + '.'}"
        )
    message = fault["msg"].removeprefix("Value error, ").rstrip(".")
    return f"{place}: {message}."


def _keys_beside(keys: Iterable[str]) -> list[str]:
    model: type[BaseModel] = VoicesSettings
    for key in list(keys)[:-1]:
        field = model.model_fields.get(key)
        if field is None:
            continue
        candidates = [field.annotation, *getattr(field.annotation, "__args__", ())]
        model = next((c for c in candidates if isinstance(c, type) and issubclass(c, BaseModel)), model)
    return sorted(model.model_fields)
