"""One build from beginning to end, as MkDocs' events call for it: load, arrange, frame, write.

What MkDocs does itself stays small: it finds the templates and renders its own Markdown pages. Everything else is made
here from the catalog and written by ``SiteWriter``. For ``voices build`` and ``mkdocs serve`` MkDocs writes into a stage
folder, and the real site keeps every file that did not change.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import BuildError
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page as OwnPage

from voices.build import views
from voices.build.bytecode import CompiledTemplates
from voices.build.checking import explain, stops
from voices.build.dependencies import Dependencies, world_digest
from voices.build.frame import Frames
from voices.build.framing import render_frame
from voices.build.kitting import Workshop
from voices.build.own_pages import OwnSource, arrange, drop_unused, rewrite_addresses
from voices.build.page import Page, Plan
from voices.build.products import products
from voices.build.publishing import page_bytes, page_key, path_of
from voices.build.searching import FOLDER, SearchError, SearchIndex
from voices.build.timing import Stopwatch
from voices.build.writer import Row, SiteWriter
from voices.findings import Finding, ordered
from voices.loading import Loaded, content_cache, load
from voices.outputs.sitemap import SitemapRow
from voices.settings import Hub
from voices.sources.files import Result
from voices.store import digest, remove_abandoned
from voices.workers import FEW, Workers

Mode = Literal["clean", "incremental", "serve"]
_FEW_PICTURES = 4
"""Sources that are made ready as fast in one process."""


class Building:
    """The state of one build. Its methods are called in the order in which they stand."""

    def __init__(
        self,
        hub: Hub,
        mode: Mode,
        *,
        strict: bool,
        watch: Stopwatch,
        log: Any,
        remembered: dict[str, Result] | None = None,
    ) -> None:
        """``remembered`` is what a build before this one read, in the same process."""
        self.hub = hub
        self._remembered = remembered
        self.mode = mode
        self.strict = strict
        self.watch = watch
        self.log = log
        self.stage = hub.cache / ("stage-serve" if mode == "serve" else "stage")
        self.search: SearchIndex | None = None
        self.compiled: CompiledTemplates | None = None
        self._own: dict[str, OwnSource] = {}
        self._own_html: dict[str, str] = {}
        self._own_titles: dict[str, str] = {}
        self._own_framed: list[Page] = []
        self._late: list[Finding] = []

    def load(self) -> Loaded:
        """Read and join the content. Raises BuildError after listing every finding that stops this build."""
        self.cache = content_cache(self.hub)
        with Workers(processes=1 if self.mode == "serve" else None) as workers:
            self.loaded = load(self.hub, self.cache, self.watch.phase, workers, remembered=self._remembered)
        self._tell(self.cache.discarded)
        self._report(self.loaded.findings)
        if self.hub.voices.features.search:
            self.search = SearchIndex(self.loaded.catalog, self.hub.cache)
            self.search.start()
        return self.loaded

    def arrange(self, files: Files, config: MkDocsConfig) -> None:
        """Take the hub's content out of MkDocs' files and give its own pages their places."""
        self.workshop = Workshop(self.hub, self.loaded, config, self._late)
        self._own = arrange(files, config, self.hub, self.workshop.places.items(), config.docs_dir)

    def keep_content(self, content: str, page: OwnPage) -> str:
        """One of MkDocs' own pages was rendered: note its HTML with the hub's addresses."""
        source = self._own.get(page.file.src_uri)
        if source is not None:
            address = self.hub.in_language(source.base, source.language)
            content = rewrite_addresses(
                content,
                address,
                page.file.src_uri,
                self.workshop.picture_in_text,
                lambda path: self._late.append(missing_picture(self.hub, page.file.src_uri, path)),
            )
            self._own_html[page.file.src_uri] = content
            self._own_titles[page.file.src_uri] = str(page.title or "")
        return content

    def open_frames(self, environment: Environment, config: MkDocsConfig, files: Files) -> None:
        """MkDocs' templates are ready: all its pages have been rendered, and frames can be made."""
        kit = self.workshop.kit(self._legal_pages())
        self.frames = Frames(lambda language, section: render_frame(environment, config, kit, language, section))
        self.kit = kit
        frame = self.frames.get(self.hub.default_language, "home")
        world = world_digest(
            kit.catalog,
            self.loaded.content,
            self.workshop.documents.address_of,
            self.workshop.picture_digest,
            kit.catalog.now.date(),
            frame.digest,
            self.workshop.templates.fingerprint,
            self.workshop.assets.digest,
            self.workshop.notices.digest,
            digest(*sorted(f"{uri} {title}" for uri, title in self._own_titles.items())),
        )
        self.depends = Dependencies(
            kit.catalog, world, self.workshop.documents.address_of, self.workshop.picture_digest
        )
        drop_unused(files, frame, config)

    def framed(self, source_uri: str) -> str:
        """The whole HTML of one of MkDocs' own pages."""
        page = self._own_page(self._own[source_uri], source_uri)
        self._own_framed.append(page)
        return page_bytes(page, self.frames.of(page), self.workshop.templates, self.kit).decode()

    def write(self, config: MkDocsConfig) -> SiteWriter:
        """Write everything that is not MkDocs' own, then bring the stage folder over and remove what is gone."""
        target = self.hub.site_dir
        name = "serve" if self.mode == "serve" else "site"
        writer = SiteWriter(target, self.hub.cache / f"written-{name}.bin")
        missing = self._write_all(writer)
        self._tell(writer.discarded, *self.workshop.discarded)
        compiled = (self.compiled, self.workshop.templates.compiled)
        self._tell(next((kept.discarded for kept in compiled if kept and kept.discarded), None))
        if missing:
            self.log.debug("pictures to make anew: %s", missing)
            # The cache was emptied in part: pages that stood name pictures which only making them anew brings back.
            writer.forget()
            self.kit.memo.clear()
            self._write_all(writer)
        if self.search is not None:
            with self.watch.phase("search"):
                try:
                    self.search.finish(target / FOLDER)
                except SearchError as error:
                    raise BuildError(str(error)) from error
            self._tell(self.search.discarded)
        self._report(ordered(self._late))
        with self.watch.phase("files"):
            staged = Path(config.site_dir)
            if staged != target:
                _bring(staged, writer)
                writer.finish(spare=(FOLDER,) if self.search is not None else ())
            else:
                writer.remember()
        self.cache.save(prune=True)
        return writer

    def close(self) -> None:
        """Let go of the cache and the stage, whatever happened."""
        if self.search is not None:
            self.search.close()
        if hasattr(self, "cache"):
            self.cache.close()
        shutil.rmtree(self.stage, ignore_errors=True)
        for folder in ("", "templates", "media", "cards", "card-grounds"):
            remove_abandoned(self.hub.cache / folder, time.time())

    def _tell(self, *sentences: str | None) -> None:
        """Say what in the cache could not be used: nobody has to do anything about it."""
        for sentence in sentences:
            if sentence:
                self.log.info(sentence)

    def _report(self, findings: tuple[Finding, ...]) -> None:
        lines = explain(findings)
        for severity, line in lines:
            (self.log.error if severity == "block" and self.mode != "serve" else self.log.warning)(line)
        reason = stops(findings, strict=self.strict)
        if reason and self.mode != "serve":
            raise BuildError(reason)

    def _write_all(self, writer: SiteWriter) -> list[str]:
        """Pages, what goes beside them, and their pictures; the addresses of pictures that the cache lost."""
        rows: list[SitemapRow] = []
        with self.watch.phase("pages", self._expected()) as step:
            for plan in self._pages():
                row = self._write_page(writer, plan)
                step()
                if row is not None:
                    rows.append(SitemapRow(plan.address, row.changed, row.alternates))
            rows += [
                SitemapRow(page.address, page.modified, page.alternates) for page in self._own_framed if page.indexable
            ]
        with self.watch.phase("feeds and data") as step:
            for product in products(self.kit, self.workshop, self.frames, self.depends, rows):
                writer.lazily(product.path, product.key, product.make)
                step()
        resizes = self.hub.voices.pictures == "resized" or self.hub.voices.cards != "off"
        with self.watch.phase("pictures"), Workers(few=_FEW_PICTURES if resizes else FEW) as workers:
            findings, missing = self.workshop.finish_pictures(writer, workers)
            self._late.extend(findings)
        return missing

    def _expected(self) -> int:
        """About how many pages there will be, for the bar: listings are few beside posts and people."""
        catalog = self.loaded.catalog
        return len(catalog.posts) + len(catalog.people) * len(self.hub.voices.languages)

    def _write_page(self, writer: SiteWriter, plan: Plan | Page) -> Row | None:
        def make() -> tuple[bytes, Row | None]:
            page = plan.make() if isinstance(plan, Plan) else plan
            data = page_bytes(page, self.frames.of(page), self.workshop.templates, self.kit)
            return data, Row(page.modified, page.alternates) if page.indexable else None

        key = self.depends.plan(plan) if isinstance(plan, Plan) else page_key(plan, self.depends.world)
        return writer.page(path_of(plan.address), key, make)

    def _pages(self) -> Iterator[Plan | Page]:
        """Every page but those that MkDocs writes, own pages in languages they were not written in among them."""
        yield from views.hub_pages(self.kit)
        for source_uri, source in self._own.items():
            if source.language != self.hub.default_language:
                continue
            written = {own.language for own in self._own.values() if own.base == source.base}
            for code in self.hub.voices.languages:
                if code not in written:
                    yield self._own_page(OwnSource(source_uri, code, source.base), source_uri)
        homes = {own.language for own in self._own.values() if own.base == ""}
        if self.hub.default_language not in homes:  # nobody wrote an introduction: the door is there all the same
            for code in self.hub.voices.languages:
                if code not in homes:
                    yield views.home_page(self.kit, code, "", "")

    def _own_page(self, source: OwnSource, source_uri: str) -> Page:
        title, content = self._own_titles[source_uri], self._own_html[source_uri]
        if source.base == "":
            return views.home_page(self.kit, source.language, title, content)
        own_language = self._own[source_uri].language
        return views.own_page(self.kit, source_uri, source.language, title, content, own_language)

    def _legal_pages(self) -> dict[str, list[tuple[str, str, str]]]:
        """(source, title, address in the default language) of the own pages by language of their text."""
        found: dict[str, list[tuple[str, str, str]]] = {}
        for source_uri, source in sorted(self._own.items()):
            if source.base and source_uri in self._own_titles:
                found.setdefault(source.language, []).append((source_uri, self._own_titles[source_uri], source.base))
        return found


def missing_picture(hub: Hub, source_uri: str, path: str) -> Finding:
    """The warning for a picture that one of MkDocs' own pages names and that isn't there."""
    return Finding(
        hub.path_of(hub.content / source_uri),
        1,
        "link.missing-picture",
        "warn",
        f'the picture "{path}" is not in the content folder. Put the file there, or mend its name.',
    )


def _bring(stage: Path, writer: SiteWriter) -> None:
    for file in sorted(stage.rglob("*")):
        if file.is_file():
            writer.file(file.relative_to(stage).as_posix(), file.read_bytes())
