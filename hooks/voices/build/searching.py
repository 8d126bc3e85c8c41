"""Runs Pagefind beside the page phase: only for bundles whose documents changed, as many at a time as there are cores.

Built bundles are kept in the cache under the key of what they were made from; into the site goes what a browser fetches:
the index of each bundle, and a language's WebAssembly once, in its first bundle. Pagefind orders some of its files by hash,
so only what it is given is the same each time.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from importlib.metadata import version
from pathlib import Path

from voices.catalog import Catalog
from voices.outputs.escape import json_bytes
from voices.outputs.search import SearchBundle, search_bundles, search_map
from voices.store import digest, remove, write_if_changed
from voices.text import counted

FOLDER = "search"
SIDE_BY_SIDE = 4
"""Processes at most: each takes some hundred megabytes."""
_STAMP = "built-from"
_LIST = "files.json"
_ENTRY = "pagefind-entry.json"
_PARTS = ("index", "fragment", "filter")


class SearchError(Exception):
    """Pagefind could not be run, or failed; carries what it said."""


class SearchIndex:
    """The search index of one build: begun as soon as the catalog is there, placed in the site after the pages."""

    def __init__(self, catalog: Catalog, cache: Path) -> None:
        self._catalog = catalog
        self._cache = cache / FOLDER
        self._bundles = tuple(search_bundles(catalog))
        self._discarded = 0
        self._pool = ThreadPoolExecutor(min(SIDE_BY_SIDE, len(os.sched_getaffinity(0))), thread_name_prefix="search")
        self._built: list[Future[Path]] = []

    def start(self) -> None:
        """Write the documents of what changed, and have each bundle indexed beside the caller as soon as it is written.

        Written by the caller: two threads that both work in Python and on files keep each other waiting.
        """
        release = version("pagefind")
        for bundle in self._bundles:
            built = self._cache / f"{bundle.language}-{bundle.period}-{digest(bundle.key, release)}"
            if (built / _LIST).is_file():
                self._built.append(_done(built))
            else:
                if built.exists():
                    self._discard(built)
                documents = _write_documents(bundle, built.with_name(f"{built.name}.documents"))
                self._built.append(self._pool.submit(_index, bundle, documents, built))

    def finish(self, target: Path) -> None:
        """Wait, then bring ``target`` (the site's ``search`` folder) up to date. Raises SearchError or OSError."""
        built = [future.result() for future in self._built]
        remove(target, unless_folder=True)
        languages = self._catalog.hub.voices.languages
        _remove_others(target, {target / bundle.path for bundle in self._bundles}, languages)
        led: set[str] = set()
        for bundle, files in zip(self._bundles, built, strict=True):
            self._place(bundle, files, target / bundle.path, with_wasm=bundle.language not in led)
            led.add(bundle.language)
        for code in languages:
            found = search_map(self._catalog, self._bundles, code)
            write_if_changed(target / f"map.{code}.json", json_bytes(found))
        _prune(self._cache, {path.name for path in built})

    def _place(self, bundle: SearchBundle, built: Path, place: Path, *, with_wasm: bool) -> None:
        """Bring a bundle into the site, unless it lies there already."""
        mark = f"{built.name}{'+' if with_wasm else ''}"
        if _lies(place, mark):
            return
        if not _is_whole(built):
            self._discard(built)
            _index(bundle, _write_documents(bundle, built.with_name(f"{built.name}.documents")), built)
        remove(place)
        left_out = {_LIST} | (set() if with_wasm else {path.name for path in built.glob("wasm.*")})
        _link_files(str(built), str(place), left_out)
        (place / _STAMP).write_text(_stamp(place, mark), encoding="utf-8")

    def _discard(self, built: Path) -> None:
        self._discarded += 1
        remove(built)

    @property
    def discarded(self) -> str | None:
        """What to say when bundles in the cache were damaged."""
        bundles = counted(self._discarded, "bundle", "bundles")
        return (
            f"{bundles} of the search index in the cache could not be read and were made anew."
            if self._discarded
            else None
        )

    def close(self) -> None:
        """Begin no further bundle, and wait for those under way: whatever happened to the build."""
        self._pool.shutdown(cancel_futures=True)


def _done(built: Path) -> Future[Path]:
    future: Future[Path] = Future()
    future.set_result(built)
    return future


def _write_documents(bundle: SearchBundle, documents: Path) -> Path:
    remove(documents)
    remove(documents.parent, unless_folder=True)
    documents.mkdir(parents=True)
    for document in bundle.documents():
        with open(f"{documents}/{document.name}", "wb") as file:  # noqa: PTH123 - a Path for each costs more than its text
            file.write(document.html.encode("utf-8", "replace"))
    return documents


def _index(bundle: SearchBundle, documents: Path, built: Path) -> Path:
    output = built.with_name(f"{built.name}.part")
    remove(output)
    _pagefind(bundle, documents, output)
    for path in _unneeded(output):
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    shutil.rmtree(documents)
    (output / _LIST).write_bytes(json_bytes(_sizes(output)))
    remove(built)
    return output.rename(built)


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
    """What no page of ours loads: Pagefind's own scripts and styles, and the WebAssembly of another language."""
    wasm = {found.get("wasm") or "unknown" for found in _languages(folder)}
    kept = {_ENTRY, *_PARTS, *(f"wasm.{name}.pagefind" for name in wasm)}
    return (path for path in sorted(folder.iterdir()) if path.name not in kept and path.suffix != ".pf_meta")


def _languages(folder: Path) -> list[dict[str, str]]:
    return list(json.loads((folder / _ENTRY).read_bytes())["languages"].values())


def _lies(place: Path, mark: str) -> bool:
    """Whether the bundle of that mark lies in the site, no file of it added or taken away."""
    try:
        return (place / _STAMP).read_text(encoding="utf-8") == _stamp(place, mark)
    except (OSError, UnicodeDecodeError):
        return False


def _stamp(place: Path, mark: str) -> str:
    """The mark, what lies in the folder, and when its folders last changed: whoever stopped half-way changed one of them."""
    found = sorted(path for path in place.iterdir() if path.name != _STAMP)
    return "\n".join([mark, *(f"{path.name} {path.stat().st_mtime_ns if path.is_dir() else ''}" for path in found)])


def _is_whole(built: Path) -> bool:
    """Whether every file of a bundle in the cache has the size it was made with."""
    try:
        return bool(json.loads((built / _LIST).read_bytes()) == _sizes(built))
    except (OSError, ValueError):
        return False


def _sizes(built: Path) -> dict[str, int]:
    found: dict[str, int] = {}
    folders = [""]
    while folders:
        folder = folders.pop()
        with os.scandir(built / folder) as entries:
            for entry in entries:
                if entry.is_dir():
                    folders.append(f"{folder}{entry.name}/")
                elif entry.name != _LIST:
                    found[f"{folder}{entry.name}"] = entry.stat().st_size
    return found


def _link_files(source: str, target: str, left_out: set[str]) -> None:
    """Have the files of one folder in another one without a second copy of their bytes, where the disk can do that."""
    os.makedirs(target, exist_ok=True)  # noqa: PTH103 - a Path for each of ten thousand files costs more than the file
    with os.scandir(source) as entries:
        for entry in entries:
            place = f"{target}/{entry.name}"
            if entry.is_dir():
                _link_files(entry.path, place, set())
            elif entry.name not in left_out:
                try:
                    os.link(entry.path, place)
                except OSError:
                    shutil.copyfile(entry.path, place)


def _remove_others(target: Path, wanted: set[Path], languages: tuple[str, ...]) -> None:
    target.mkdir(parents=True, exist_ok=True)
    files = {f"map.{code}.json" for code in languages}
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
