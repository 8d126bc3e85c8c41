"""One hub: where it lies, what it is called, what day it is there, and how its addresses are written.

A frozen value that is handed to every layer above. Which mkdocs.yml it came from is ``reading``'s work.
"""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field

from voices import i18n
from voices.dates import zone_now
from voices.settings.sections import VoicesSettings


class Hub(BaseModel):
    """One hub: its folders, its addresses and its settings. Paths are absolute."""

    model_config = ConfigDict(frozen=True, defer_build=True)

    config_file: Path
    content: Path
    site_dir: Path
    site_name: str
    site_url: str
    voices: VoicesSettings = Field(default_factory=VoicesSettings)
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
