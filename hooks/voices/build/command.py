"""``voices build``: MkDocs' build, made incremental, with plain lines and an exit code."""

from __future__ import annotations

import logging
import sys
from pathlib import Path

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, BuildError, MkDocsException

from voices.build import events
from voices.build.timing import on_a_terminal
from voices.catalog.permalinks import record
from voices.store import write_if_changed


def build_site(
    config_file: Path, *, strict: bool, record_addresses: bool, timings: bool, quiet: bool, verbose: bool = False
) -> int:
    """Build the hub of ``config_file`` into its site folder; 0 when done, 1 when something stopped it."""
    logger = logging.getLogger("mkdocs")
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Lines())
    # What MkDocs tells of its own steps is about the stage folder, which is nobody's concern.
    handler.addFilter(lambda record: record.levelno >= logging.WARNING or record.name.startswith("mkdocs.voices"))
    logger.addHandler(handler)
    logger.setLevel(logging.WARNING if quiet else logging.INFO)
    logger.propagate = False
    try:
        with events.incremental(bar=on_a_terminal() and not quiet) as session:
            config = load_config(config_file=str(config_file), strict=strict)
            events.switch_off_search(config)
            if events.on_config not in config.plugins.events["config"]:
                logger.error(
                    "%s, hooks: the hub's own hook is not among them. Add hooks: [hooks/hub.py].", config_file.name
                )
                return 1
            config.plugins.on_startup(command="build", dirty=False)
            try:
                build(config)
            finally:
                config.plugins.on_shutdown()
            done = session.finished
        if done is not None and record_addresses:
            file = done.hub.content / "permalinks.txt"
            write_if_changed(file, record(done.loaded.content.permalinks, done.loaded.catalog.recorded))
        if done is not None and verbose:
            sys.stderr.write(done.loaded.inventory() + "\n")
        if done is not None and timings:
            sys.stderr.write(done.watch.table() + "\n")
    except MkDocsException as error:
        if not isinstance(error, Abort) or not isinstance(error.__context__, BuildError):  # which MkDocs has told
            logger.error("%s", error)
        return 1
    finally:
        logger.removeHandler(handler)
    return 0


class _Lines(logging.Formatter):
    """MkDocs' own form of a line: the level only where it matters."""

    def format(self, record: logging.LogRecord) -> str:
        message = record.getMessage()
        return message if record.levelno <= logging.INFO else f"{record.levelname}: {message}"
