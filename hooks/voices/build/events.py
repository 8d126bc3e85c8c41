"""MkDocs' events, in the order in which MkDocs calls them; each hands on to the one ``Building`` under way.

Functions here have MkDocs' signatures. ``mkdocs build`` empties the site first and writes it whole; ``voices build`` (which
sets ``incremental``) and ``mkdocs serve`` keep what did not change.
"""

from __future__ import annotations

import gc
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, cast

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import BuildError, ConfigurationError
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from voices.build.building import Building, Mode
from voices.build.theming import install_theme, own_theme_folders
from voices.build.timing import Stopwatch
from voices.settings import SettingsError, hub_from
from voices.sources.files import Result
from voices.store import refusal

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer

log = logging.getLogger("mkdocs.voices")
FRAMED = "framed.html"


class _Session:
    """What lasts longer than one build: how it was asked for, and the build under way."""

    def __init__(self) -> None:
        self.command: Literal["build", "serve", "gh-deploy"] = "build"
        self.collects_garbage = False
        self.incremental = False
        self.bar = False
        self.read: dict[str, Result] = {}
        self.building: Building | None = None
        self.finished: Building | None = None

    @property
    def now(self) -> Building:
        """The build under way."""
        if self.building is None:
            raise RuntimeError("no build is under way")
        return self.building


session = _Session()


@contextmanager
def incremental(*, bar: bool = False) -> Iterator[_Session]:
    """Builds inside keep what did not change in the site's folder; with ``bar`` they show how far they are."""
    session.incremental, session.bar = True, bar
    try:
        yield session
    finally:
        session.incremental, session.bar = False, False


def on_startup(*, command: Literal["build", "serve", "gh-deploy"], dirty: bool) -> None:  # noqa: ARG001 - MkDocs' signature
    """Remember which command runs."""
    session.command = command
    session.collects_garbage = gc.isenabled()
    if command == "build":  # it ends soon and makes few cycles: looking for them would take a tenth of its time
        gc.disable()


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Read the hub's settings, and set what MkDocs needs to know for it."""
    try:
        hub = hub_from({**config, "docs_dir": config.docs_dir}, Path(config.config_file_path))
    except SettingsError as error:
        raise ConfigurationError(str(error)) from None
    site = Path(config.site_dir)
    if hub.audience == "internal" and session.command != "serve" and not _names_site_dir(config):
        site = site.with_name(site.name + "-internal")
    name = hub.config_file.name
    if site.exists() and not site.is_dir():
        place = f"{name}, site_dir: {hub.path_of(site)}"
        raise ConfigurationError(f"{place} is a file. Move it away, or name a folder to build into.")
    if config.theme.name != "material":
        raise ConfigurationError(
            f"{name}, theme: the hub's pages are made for Material. Write theme: {{name: material}}."
        )
    mode: Mode = "serve" if session.command == "serve" else "incremental" if session.incremental else "clean"
    building = Building(
        hub.model_copy(update={"site_dir": site}),
        mode,
        strict=config.strict,
        watch=Stopwatch(log.info if session.incremental else log.debug, bar=session.bar),
        log=log,
        remembered=session.read if mode == "serve" else None,
    )
    session.building = building
    # MkDocs empties the folder it writes to; what is to be kept must lie elsewhere.
    config.site_dir = str(site if mode == "clean" else building.stage)
    switch_off_search(config)
    with _disk():
        building.compiled = install_theme(config, hub.cache / "templates")
    config.theme["font"] = False
    config.theme["language"] = hub.default_language
    config.theme.static_templates -= {"404.html", "sitemap.xml"}
    return config


def on_pre_build(config: MkDocsConfig) -> None:  # noqa: ARG001 - MkDocs' signature
    """Read and check everything before MkDocs touches the site."""
    gc.disable()  # a preview looks for cycles between builds
    with _disk():
        session.now.load()


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """Give MkDocs its own pages only; the rest is the hub's."""
    session.now.arrange(files, config)
    return files


def on_page_content(html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG001 - MkDocs' signature
    """Note what MkDocs rendered."""
    page.meta["template"] = FRAMED
    return session.now.keep_content(html, page)


def on_env(env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
    """All own pages are rendered, and templates can be."""
    session.now.open_frames(env, config, files)
    return env


def on_page_context(
    context: TemplateContext,
    *,
    page: Page,
    config: MkDocsConfig,  # noqa: ARG001 - MkDocs' signature
    nav: Navigation,  # noqa: ARG001 - MkDocs' signature
) -> TemplateContext:
    """Hand the framed page to the template that only prints it."""
    # MkDocs' type names its own keys only.
    return cast("TemplateContext", {**context, "framed": session.now.framed(page.file.src_uri)})


def on_post_build(config: MkDocsConfig) -> None:
    """Write everything else, and remove what is gone."""
    building = session.now
    with _disk():
        writer = building.write(config)
    log.info("%d files written, %d unchanged", writer.written, writer.kept)
    _finish()


def on_build_error(error: Exception) -> None:  # noqa: ARG001 - MkDocs' signature
    """Let go of files, whatever went wrong."""
    _finish()


def on_serve(server: LiveReloadServer, *, config: MkDocsConfig, builder: Any) -> LiveReloadServer:  # noqa: ARG001 - MkDocs' signature
    """The hub's own words and templates are watched as well; caches lie outside of what is."""
    from voices.build.watching import Watching  # here, because a build watches nothing

    begun = [config.docs_dir, *([config.config_file_path] if config.config_file_path else [])]
    for path in begun:
        server.unwatch(path)
    server.observer = Watching(server.observer)  # type: ignore[assignment]  # all that MkDocs asks of an observer
    for path in begun:
        server.watch(path)
    words = session.finished.hub.language_folders if session.finished else ()
    for folder in (*words, *own_theme_folders(config)):
        if folder.is_dir():
            server.watch(str(folder))
    return server


def on_shutdown() -> None:
    """The command ends."""
    if session.collects_garbage:
        gc.enable()
    _finish()


@contextmanager
def _disk() -> Iterator[None]:
    """What the disk refuses ends in one line, whichever command builds."""
    try:
        yield
    except OSError as error:
        if said := refusal(error):
            raise BuildError(said) from None
        raise


def _finish() -> None:
    if session.building is not None:
        session.building.close()
        session.finished = session.building
        session.building = None
    if session.command == "serve" and session.collects_garbage:
        gc.enable()


def _names_site_dir(config: MkDocsConfig) -> bool:
    # The last mapping MkDocs was given are the options of the command line.
    return bool(config.user_configs and config.user_configs[-1].get("site_dir") and len(config.user_configs) > 1)


def switch_off_search(config: MkDocsConfig) -> None:
    """Take out the theme's search, which ours is in place of."""
    for name in [name for name in config.plugins if name.rpartition("/")[2] == "search"]:
        plugin = config.plugins.pop(name)
        for methods in config.plugins.events.values():
            methods[:] = [method for method in methods if getattr(method, "__self__", None) is not plugin]
