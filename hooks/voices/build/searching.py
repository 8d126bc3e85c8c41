"""Runs Pagefind beside the page phase: only for bundles whose documents changed, one at a time.

Built bundles are kept in the cache under the key of what they were made from; into the site goes what a browser fetches:
one loader for all, the index of each bundle, and a language's WebAssembly once, in its first bundle. Pagefind orders some of
its files by hash, so only what it is given is the same each time.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import threading
from collections.abc import Callable, Iterator
from importlib.metadata import version
from pathlib import Path

from voices.catalog import Catalog, Voice
from voices.outputs.escape import json_bytes
from voices.outputs.search import SearchBundle, search_bundles, search_map
from voices.store import digest, write_if_changed

FOLDER = "search"
LOADER = "pagefind.js"
_STAMP = "built-from"
_ENTRY = "pagefind-entry.json"
_PARTS = ("index", "fragment", "filter")


class SearchError(Exception):
    """Pagefind could not be run, or failed; carries what it said."""


class SearchIndex:
    """The search index of one build: begun as soon as the catalog is there, finished after the pages."""

    def __init__(self, catalog: Catalog, cache: Path, digest_of: Callable[[Voice], str] | None = None) -> None:
        self._catalog = catalog
        self._cache = cache / FOLDER
        # Here and not in the thread: the digests are the pages' too, and whoever gives them need not expect two callers.
        self._bundles = tuple(search_bundles(catalog, digest_of))
        self._built: list[tuple[SearchBundle, Path]] = []
        self._fault: BaseException | None = None
        self._thread = threading.Thread(target=self._run, name="search", daemon=True)

    def start(self) -> None:
        """Begin writing documents and indexing them, beside the caller."""
        self._thread.start()

    def finish(self, target: Path) -> None:
        """Wait, then bring ``target`` (the site's ``search`` folder) up to date. Raises SearchError or OSError."""
        self._thread.join()
        if self._fault is not None:
            raise self._fault
        languages = self._catalog.hub.voices.languages
        _remove_others(target, {target / bundle.path for bundle, _ in self._built}, languages)
        led: set[str] = set()
        for bundle, built in self._built:
            _place(built, target / bundle.path, with_wasm=bundle.language not in led)
            led.add(bundle.language)
        if self._built:
            write_if_changed(target / LOADER, (self._built[0][1] / LOADER).read_bytes())
        for code in languages:
            write_if_changed(target / f"map.{code}.json", json_bytes(search_map(self._catalog, self._bundles, code)))
        _prune(self._cache, {built.name for _, built in self._built})

    def _run(self) -> None:
        try:
            release = version("pagefind")
            for bundle in self._bundles:
                built = self._cache / f"{bundle.language}-{bundle.period}-{digest(bundle.key, release)}"
                if not built.is_dir():
                    _index(bundle, self._cache / "documents", built)
                self._built.append((bundle, built))
        except Exception as error:
            # Whatever it is, a thread must not keep it to itself: ``finish`` raises it again.
            self._fault = error


def _index(bundle: SearchBundle, documents: Path, built: Path) -> None:
    shutil.rmtree(documents, ignore_errors=True)
    documents.mkdir(parents=True)
    for document in bundle.documents():
        (documents / document.name).write_bytes(document.html.encode("utf-8", "replace"))
    output = built.with_name(f"{built.name}.part")
    shutil.rmtree(output, ignore_errors=True)
    _pagefind(bundle, documents, output)
    for path in _unneeded(output):
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    output.rename(built)


def _pagefind(bundle: SearchBundle, documents: Path, output: Path) -> None:
    # The program itself, not its Python module: that would start a second interpreter for each bundle.
    from pagefind_bin_extended import get_executable

    try:
        program = str(get_executable())
        command = [program, "--site", str(documents), "--output-path", str(output), "--silent"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - our own arguments
    except OSError as error:
        raise SearchError(f"Pagefind could not be started: {error}. Install pagefind[extended] again.") from error
    if done.returncode or not (output / _ENTRY).is_file():
        said = done.stderr.strip() or done.stdout.strip() or f"exit code {done.returncode}"
        raise SearchError(
            f"Pagefind could not index {bundle.size} documents of {bundle.path}: {said}. "
            "Build again, or switch search off with extra.voices.features.search: false."
        )


def _unneeded(folder: Path) -> Iterator[Path]:
    """What no page of ours loads: user interfaces, the worker, and the WebAssembly of another language."""
    wasm = {found.get("wasm") or "unknown" for found in _languages(folder)}
    kept = {LOADER, _ENTRY, *_PARTS, *(f"wasm.{name}.pagefind" for name in wasm)}
    return (path for path in sorted(folder.iterdir()) if path.name not in kept and path.suffix != ".pf_meta")


def _languages(folder: Path) -> list[dict[str, str]]:
    return list(json.loads((folder / _ENTRY).read_bytes())["languages"].values())


def _place(built: Path, place: Path, *, with_wasm: bool) -> None:
    """Bring a bundle into the site, unless it lies there already."""
    stamp = place / _STAMP
    mark = f"{built.name}{'+' if with_wasm else ''}"
    if stamp.is_file() and stamp.read_text(encoding="ascii") == mark:
        return
    shutil.rmtree(place, ignore_errors=True)
    left_out = shutil.ignore_patterns(LOADER, *([] if with_wasm else ["wasm.*"]))
    shutil.copytree(built, place, ignore=left_out)
    stamp.write_text(mark, encoding="ascii")


def _remove_others(target: Path, wanted: set[Path], languages: tuple[str, ...]) -> None:
    target.mkdir(parents=True, exist_ok=True)
    files = {LOADER, *(f"map.{code}.json" for code in languages)}
    for path in sorted(target.iterdir()):
        if path.is_dir():
            for period in sorted(path.iterdir()):
                if period not in wanted:
                    shutil.rmtree(period)
            if not any(path.iterdir()):
                path.rmdir()
        elif path.name not in files:
            path.unlink()


def _prune(cache: Path, kept: set[str]) -> None:
    for path in sorted(cache.iterdir()) if cache.is_dir() else ():
        if path.name not in kept:
            shutil.rmtree(path, ignore_errors=True)
