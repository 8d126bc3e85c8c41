"""Writes the site: only what changed, and away with what is gone.

A manifest in the cache remembers of each written file its key (a digest of all it was made from), size and time. Where the
file on disk is still the one written then, and the key is the same, it is neither rendered nor written again. A crash leaves
files that differ from the manifest, and the next build mends them.
"""

from __future__ import annotations

import datetime as dt
import os
import re
from collections.abc import Callable, Iterable
from pathlib import Path

import msgspec

from voices.store import digest, remove, write_atomic

_ASSETS = b"assets/"
_PICTURE = re.compile(rb"(?:media|cards)/[A-Za-z0-9._-]+")
_TEXTS = (".html", ".xml", ".json", ".vcf")
_KEPT_NAMES = frozenset({".gitignore", ".git", ".nojekyll", "CNAME"})
"""What a person may have put into the site's folder on purpose; MkDocs spares files with a leading dot too."""


class Row(msgspec.Struct, array_like=True, frozen=True):
    """What the sitemap says of a page: the day it last changed, and (language, address) of its versions."""

    changed: dt.date | None = None
    alternates: tuple[tuple[str, str], ...] = ()


class Written(msgspec.Struct, array_like=True, frozen=True):
    """A written file: the key it was made from, its size in bytes and its time in nanoseconds.

    ``uses`` are the pictures it names, so that they stay while it does; ``row`` is set for a page that may be indexed.
    """

    key: str
    size_bytes: int
    mtime_ns: int
    uses: tuple[str, ...] = ()
    row: Row | None = None


class _Manifest(msgspec.Struct):
    target: str
    files: dict[str, Written]


class SiteWriter:
    """Writes files below ``target``. Addresses are paths relative to it, with forward slashes."""

    def __init__(self, target: Path, manifest: Path) -> None:
        self.target = target
        self.written = 0
        self.kept = 0
        self._manifest = manifest
        self._before, self.discarded = _read_manifest(manifest, target)
        self._now: dict[str, Written] = {}
        self._folders: set[str] = set()

    def page(self, path: str, key: str, make: Callable[[], tuple[bytes, Row | None]]) -> Row | None:
        """Have a page at ``path``; it is made only if ``key`` or the file on disk changed. Its row for the sitemap."""
        if not self._stands(path, key):
            data, row = make()
            self._write(path, key, data, row)
        return self._now[path].row

    def lazily(self, path: str, key: str, make: Callable[[], bytes]) -> None:
        """Have the bytes of ``make`` at ``path``; it is called only if ``key`` or the file on disk changed."""
        if not self._stands(path, key):
            self._write(path, key, make())

    def file(self, path: str, data: bytes) -> None:
        """Have ``data`` at ``path``."""
        self.lazily(path, digest(data), lambda: data)

    def pictures(self) -> set[str]:
        """The addresses of pictures and cards that the files written or kept so far name."""
        return {address for written in self._now.values() for address in written.uses}

    def copy(self, path: str, source: Path, is_whole: Callable[[str, bytes], bool]) -> bool:
        """Have the bytes of ``source`` at ``path``, whose name tells its content; False when it isn't there whole."""
        if not self._stands(path, path):
            try:
                data = source.read_bytes()
            except OSError:
                return False
            if not is_whole(path, data):
                return False
            self._write(path, path, data)
        return True

    def forget(self) -> None:
        """Take nothing for granted: what the cache remembers turned out to be incomplete."""
        self._before = {}

    def finish(self, spare: Iterable[str] = ()) -> tuple[str, ...]:
        """Remove what this build did not write, and remember what it did; the removed paths, sorted.

        ``spare`` names folders whose content another program wrote and keeps.
        """
        removed = _remove_others(self.target, self._now.keys(), tuple(spare))
        self.remember()
        return removed

    def remember(self) -> None:
        """Save the manifest alone: MkDocs itself has emptied the folder before this build."""
        if self.discarded:
            remove(self._manifest)
        write_atomic(self._manifest, msgspec.msgpack.encode(_Manifest(str(self.target), self._now)))

    def _stands(self, path: str, key: str) -> bool:
        known = self._before.get(path)
        if known is None or known.key != key:
            return False
        try:
            found = os.stat(f"{self.target}/{path}")  # noqa: PTH116 - ten thousand times a build
        except OSError:
            return False
        if found.st_mtime_ns != known.mtime_ns or found.st_size != known.size_bytes:
            return False
        self._now[path] = known
        self.kept += 1
        return True

    def _write(self, path: str, key: str, data: bytes, row: Row | None = None) -> None:
        text = data if path.endswith(_TEXTS) else b""
        if path.endswith(".vcf"):  # its long lines are folded, amid an address too
            text = data.replace(b"\r\n ", b"")
        # Split first: looking for the pattern at each byte takes five times as long.
        found_at = (_PICTURE.match(part) for part in text.split(_ASSETS)[1:])
        uses = tuple(sorted({(_ASSETS + one[0]).decode() for one in found_at if one}))
        found = self._same(path, data) or self._put(path, data)
        self._now[path] = Written(key, len(data), found.st_mtime_ns, uses, row)

    def _same(self, path: str, data: bytes) -> os.stat_result | None:
        known = self._before.get(path)
        if known is None or known.size_bytes != len(data):
            return None
        file = self.target / path
        try:
            if file.read_bytes() != data:
                return None
            self.kept += 1
            return file.stat()
        except OSError:
            return None

    def _put(self, path: str, data: bytes) -> os.stat_result:
        place = f"{self.target}/{path}"
        folder = place.rpartition("/")[0]
        try:
            if folder not in self._folders:
                self._have_folder(folder)
            handle = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
        except (FileExistsError, NotADirectoryError, IsADirectoryError):
            self._clear_way(path)
            handle = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
        try:
            rest = memoryview(data)
            while rest:
                rest = rest[os.write(handle, rest) :]
            found = os.fstat(handle)
        finally:
            os.close(handle)
        self.written += 1
        return found

    def _have_folder(self, folder: str) -> None:
        try:
            os.mkdir(folder)  # noqa: PTH102 - ten thousand times a build
        except FileNotFoundError:
            os.makedirs(folder, exist_ok=True)  # noqa: PTH103 - likewise
        except FileExistsError:
            if not os.path.isdir(folder):  # noqa: PTH112 - likewise
                raise
        self._folders.add(folder)

    def _clear_way(self, path: str) -> None:
        """An address that was a file has become a folder, or the other way round."""
        place = self.target / path
        for above in reversed(place.relative_to(self.target).parents):
            remove(self.target / above, unless_folder=True)
        remove(place)
        place.parent.mkdir(parents=True, exist_ok=True)


def _read_manifest(path: Path, target: Path) -> tuple[dict[str, Written], str | None]:
    """The files written last time, and a sentence where that can't be read."""
    try:
        manifest = msgspec.msgpack.decode(path.read_bytes(), type=_Manifest)
    except FileNotFoundError:
        return {}, None
    except (OSError, msgspec.DecodeError):
        return {}, f"The cache {path.name} could not be read and was begun anew."
    return (manifest.files if manifest.target == str(target) else {}), None


def _remove_others(target: Path, wanted: Iterable[str], spare: tuple[str, ...]) -> tuple[str, ...]:
    keep = set(wanted)
    folders = {""}
    for path in keep:
        folder = path.rpartition("/")[0]
        while folder and folder not in folders:
            folders.add(folder)
            folder = folder.rpartition("/")[0]
    removed: list[str] = []
    stack = [""]
    while stack:
        folder = stack.pop()
        with os.scandir(f"{target}/{folder}") as found:
            for entry in found:
                path = f"{folder}/{entry.name}" if folder else entry.name
                if path in spare or (not folder and entry.name in _KEPT_NAMES):
                    continue
                if entry.is_dir(follow_symlinks=False):
                    stack.append(path)
                elif path not in keep:
                    Path(entry.path).unlink()
                    removed.append(path)
    _remove_empty(target, folders, {path.rpartition("/")[0] for path in removed})
    return tuple(sorted(removed))


def _remove_empty(target: Path, wanted: set[str], emptied: set[str]) -> None:
    for folder in sorted(emptied, key=len, reverse=True):
        place = folder
        while place and place not in wanted:
            try:
                (target / place).rmdir()
            except OSError:
                break
            place = place.rpartition("/")[0]
