"""Runs Pagefind beside the page phase: only for bundles whose documents changed, one at a time.

Built bundles are kept in the cache under the digest of what they were made from; into the site go Pagefind's own loader and
index, not its user interfaces. Pagefind orders some of its files by hash, so only what it is given is the same each time.
"""

from __future__ import annotations

import logging
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

from voices.catalog import Catalog
from voices.outputs.escape import json_bytes
from voices.outputs.search import SearchBundle, search_bundles, search_map
from voices.store import digest, write_if_changed

log = logging.getLogger("mkdocs.voices")
FOLDER = "search"
_DROPPED = ("pagefind-ui", "pagefind-modular-ui", "pagefind-component-ui", "pagefind-highlight", "playground")


class SearchError(Exception):
    """Pagefind failed; carries what it said."""


class SearchIndex:
    """The search index of one build: begun as soon as the catalog is there, finished after the pages."""

    def __init__(self, catalog: Catalog, cache: Path) -> None:
        self._catalog = catalog
        self._cache = cache / FOLDER
        self._bundles: list[tuple[str, str, Path]] = []
        self._fault: BaseException | None = None
        self._thread = threading.Thread(target=self._run, name="search", daemon=True)

    def start(self) -> None:
        """Begin writing documents and indexing them, beside the caller."""
        self._thread.start()

    def finish(self, target: Path) -> None:
        """Wait, then bring ``target`` (the site's ``search`` folder) up to date. Raises SearchError."""
        self._thread.join()
        if self._fault is not None:
            raise self._fault
        wanted = {target / language / period for language, period, _ in self._bundles}
        _remove_others(target, wanted)
        for language, period, built in self._bundles:
            place = target / language / period
            stamp = place / "built-from"
            if not stamp.is_file() or stamp.read_text(encoding="ascii") != built.name:
                shutil.rmtree(place, ignore_errors=True)
                shutil.copytree(built, place)
                stamp.write_text(built.name, encoding="ascii")
        bundles = [(language, period) for language, period, _ in self._bundles]
        for code in self._catalog.hub.voices.languages:
            write_if_changed(target / f"map.{code}.json", json_bytes(search_map(self._catalog, bundles, code)))
        self._prune()

    def _run(self) -> None:
        try:
            for bundle in search_bundles(self._catalog):
                built = self._cache / f"{bundle.language}-{bundle.period}-{bundle.digest}"
                if not built.is_dir():
                    _index(bundle, self._cache / "documents", built)
                self._bundles.append((bundle.language, bundle.period, built))
        except (OSError, SearchError) as error:
            self._fault = error

    def _prune(self) -> None:
        kept = {built.name for _, _, built in self._bundles}
        for path in sorted(self._cache.iterdir()):
            if path.name not in kept:
                shutil.rmtree(path, ignore_errors=True)


def _index(bundle: SearchBundle, documents: Path, built: Path) -> None:
    shutil.rmtree(documents, ignore_errors=True)
    documents.mkdir(parents=True)
    for document in bundle.documents:
        (documents / document.name).write_text(document.html, encoding="utf-8")
    output = built.with_name(f"{built.name}.part")
    shutil.rmtree(output, ignore_errors=True)
    command = [sys.executable, "-m", "pagefind", "--site", str(documents), "--output-path", str(output), "--silent"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - our own arguments
    if done.returncode:
        raise SearchError(f"Pagefind could not index {bundle.path}: {done.stderr.strip() or done.stdout.strip()}")
    for path in _unneeded(output):
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    output.rename(built)


def _unneeded(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.iterdir()) if path.name.startswith(_DROPPED))


def _remove_others(target: Path, wanted: set[Path]) -> None:
    for language in sorted(target.iterdir()) if target.is_dir() else ():
        if language.is_dir():
            for period in sorted(language.iterdir()):
                if period not in wanted:
                    shutil.rmtree(period)
            if not any(language.iterdir()):
                language.rmdir()


def search_digest(catalog: Catalog) -> str:
    """A content address of all that the search index is given."""
    return digest(*(part for bundle in search_bundles(catalog) for part in (bundle.path, bundle.digest)))
