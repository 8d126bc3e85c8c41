"""Files that are whole or not there: atomic writes, writes only on change, and a cache that may always be lost."""

from __future__ import annotations

import contextlib
import hashlib
import os
import sqlite3
import tempfile
from collections.abc import Iterable
from pathlib import Path

_HELD_BACK = 500
"""Entries kept in memory before they are written together."""
_ASKED_TOGETHER = 500
"""Keys in one question; SQLite takes 999 at least."""


def digest(*parts: bytes | str) -> str:
    """A short content address (BLAKE2b, 32 hex digits) of the parts, each delimited by its length."""
    state = hashlib.blake2b(digest_size=16)
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        state.update(len(data).to_bytes(8, "big"))
        state.update(data)
    return state.hexdigest()


def write_atomic(path: Path, data: bytes, *, durable: bool = True) -> None:
    """Write ``data`` so that a reader, or a crash, sees the old file or the new one and never a part.

    The folder is made when missing. What can be made anew need not be ``durable``: it may be empty after a power cut, and
    nobody waits for the disk. Raises OSError (disk full, read-only folder) and leaves the old file as it was.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".tmp", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            if durable:
                file.flush()
                os.fsync(file.fileno())
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            Path(name).unlink()
        raise


def whole_files(folder: Path) -> set[str]:
    """The names of the files in ``folder`` that hold something: what a power cut left empty does not count."""
    if not folder.is_dir():
        return set()
    with os.scandir(folder) as entries:
        return {entry.name for entry in entries if entry.is_file() and entry.stat().st_size}


def write_if_changed(path: Path, data: bytes) -> bool:
    """Write atomically unless the file holds these bytes already; says whether it wrote.

    Unchanged files keep their time, so that ``mkdocs serve`` does not build for ever.
    """
    with contextlib.suppress(FileNotFoundError, IsADirectoryError):
        if path.stat().st_size == len(data) and path.read_bytes() == data:
            return False
    write_atomic(path, data)
    return True


class Cache:
    """Bytes by key in one SQLite file under ``.cache/``; safe to delete at any time.

    A file that is corrupt, foreign or of another ``version`` is put aside and begun anew; ``discarded`` then says so in
    one sentence. Entries not asked for since the cache was opened are dropped by ``close(prune=True)``.
    """

    def __init__(self, path: Path, version: str) -> None:
        self._path = path
        self._version = version
        self.discarded: str | None = None
        self._used: set[str] = set()
        self._fresh: dict[str, bytes] = {}
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            self._connection = self._open()
        except sqlite3.DatabaseError:
            self.discarded = f"The cache {path.name} could not be read and was begun anew."
            path.unlink(missing_ok=True)
            self._connection = self._open()

    def get(self, key: str) -> bytes | None:
        """The bytes kept under ``key``, or None."""
        self._used.add(key)
        if key in self._fresh:
            return self._fresh[key]
        try:
            row = self._connection.execute("SELECT data FROM entries WHERE key = ?", (key,)).fetchone()
        except sqlite3.DatabaseError:
            return None
        return None if row is None else bytes(row[0])

    def get_many(self, keys: Iterable[str]) -> dict[str, bytes]:
        """The bytes kept under those of ``keys`` that are there; one question for hundreds of them."""
        wanted = list(dict.fromkeys(keys))
        self._used.update(wanted)
        found = {key: self._fresh[key] for key in wanted if key in self._fresh}
        with contextlib.suppress(sqlite3.DatabaseError):
            for first in range(0, len(wanted), _ASKED_TOGETHER):
                some = wanted[first : first + _ASKED_TOGETHER]
                marks = ",".join("?" * len(some))
                rows = self._connection.execute(f"SELECT key, data FROM entries WHERE key IN ({marks})", some)  # noqa: S608 - marks only
                found.update((key, bytes(data)) for key, data in rows if key not in found)
        return found

    def put(self, key: str, data: bytes) -> None:
        """Keep ``data`` under ``key``, for good once the cache is saved."""
        self._used.add(key)
        self._fresh[key] = data
        if len(self._fresh) >= _HELD_BACK:
            self._write_fresh()

    def save(self, *, prune: bool = False) -> None:
        """Write what is new; with ``prune``, drop what this run did not ask for."""
        self._write_fresh()
        if prune:
            with contextlib.suppress(sqlite3.DatabaseError), self._connection:
                kept = {row[0] for row in self._connection.execute("SELECT key FROM entries")}
                self._connection.executemany(
                    "DELETE FROM entries WHERE key = ?", [(key,) for key in sorted(kept - self._used)]
                )

    def close(self) -> None:
        """Let go of the file without saving."""
        self._connection.close()

    def _write_fresh(self) -> None:
        with contextlib.suppress(sqlite3.DatabaseError), self._connection:
            self._connection.executemany(
                "INSERT OR REPLACE INTO entries (key, data) VALUES (?, ?)", sorted(self._fresh.items())
            )
        self._fresh.clear()

    def _open(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self._path, timeout=10, check_same_thread=False)
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = OFF")
            connection.execute("CREATE TABLE IF NOT EXISTS entries (key TEXT PRIMARY KEY, data BLOB) WITHOUT ROWID")
            connection.execute("CREATE TABLE IF NOT EXISTS about (version TEXT)")
            known = connection.execute("SELECT version FROM about").fetchone()
            if known is None or known[0] != self._version:
                with connection:
                    connection.execute("DELETE FROM entries")
                    connection.execute("DELETE FROM about")
                    connection.execute("INSERT INTO about VALUES (?)", (self._version,))
        except BaseException:
            connection.close()
            raise
        return connection
