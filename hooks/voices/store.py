"""Files that are whole or not there: atomic writes, writes only on change, and a cache that may always be lost."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterable
from pathlib import Path

_REFUSALS = frozenset({errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOSPC, errno.EDQUOT, errno.ENOTDIR})
_HELD_BACK = 500
"""Entries kept in memory before they are written together."""
_ABANDONED_SECONDS = 3600
_PATIENCE_SECONDS = 10
_BUSY = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
_ASKED_TOGETHER = 500
"""Keys in one question; SQLite takes 999 at least."""
# With a row id: without one, SQLite keeps whole texts in the tree of keys, and asking for many takes three times as long.
_ENTRIES = "entries (key TEXT PRIMARY KEY, data BLOB)"


def digest(*parts: bytes | str) -> str:
    """A short content address (BLAKE2b, 32 hex digits) of the parts, each delimited by its length."""
    state = hashlib.blake2b(digest_size=16)
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        state.update(len(data).to_bytes(8, "big"))
        state.update(data)
    return state.hexdigest()


def refusal(error: OSError) -> str | None:
    """What a disk says that a person has to mend, in two sentences; None for a fault of a file that is ours."""
    if error.errno not in _REFUSALS:
        return None
    place, why = error.filename or "the disk", os.strerror(error.errno)
    return f"{place}: {why}. Make it possible to write there, and run this again."


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


def remove(path: Path, *, unless_folder: bool = False) -> None:
    """Have nothing at ``path``, whether a file or a folder with all that is in it lies there, or already nothing.

    With ``unless_folder`` a folder stays: only what stands in the way of one goes. Raises OSError where that is not allowed.
    """
    if path.is_dir() and not path.is_symlink():
        if not unless_folder:
            shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def remove_abandoned(folder: Path, now_seconds: float) -> None:
    """Remove what ``write_atomic`` was killed over, once it is an hour old: a younger one may be in use."""
    for path in sorted(folder.glob("*.tmp")) if folder.is_dir() else ():
        with contextlib.suppress(OSError):
            if now_seconds - path.stat().st_mtime > _ABANDONED_SECONDS:
                path.unlink()


class Cache:
    """Bytes by key in one SQLite file under ``.cache/``; safe to delete at any time.

    A file that is corrupt, foreign or of another ``version`` is begun anew, also when that shows only later; ``discarded``
    then says so in one sentence. Where there can be no file at all, nothing is kept beyond the run. Entries not asked for
    since the cache was opened are dropped by ``save(prune=True)``.
    """

    def __init__(self, path: Path, version: str) -> None:
        self._path = path
        self._version = version
        self.discarded: str | None = None
        self._used: set[str] = set()
        self._fresh: dict[str, bytes] = {}
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._connection = self._open(path)
        except (sqlite3.DatabaseError, OSError) as error:
            self._connection = self._anew(error)

    def get(self, key: str) -> bytes | None:
        """The bytes kept under ``key``, or None."""
        self._used.add(key)
        if key in self._fresh:
            return self._fresh[key]
        try:
            row = self._connection.execute("SELECT data FROM entries WHERE key = ?", (key,)).fetchone()
        except sqlite3.DatabaseError as error:
            self._begin_anew(error)
            return None
        return None if row is None else bytes(row[0])

    def get_many(self, keys: Iterable[str]) -> dict[str, bytes]:
        """The bytes kept under those of ``keys`` that are there; one question for hundreds of them."""
        wanted = list(dict.fromkeys(keys))
        self._used.update(wanted)
        found = {key: self._fresh[key] for key in wanted if key in self._fresh}
        try:
            for first in range(0, len(wanted), _ASKED_TOGETHER):
                some = wanted[first : first + _ASKED_TOGETHER]
                marks = ",".join("?" * len(some))
                rows = self._connection.execute(f"SELECT key, data FROM entries WHERE key IN ({marks})", some)  # noqa: S608 - marks only
                found.update((key, bytes(data)) for key, data in rows if key not in found)
        except sqlite3.DatabaseError as error:
            self._begin_anew(error)
        return found

    def keep(self, keys: Iterable[str]) -> None:
        """These are in use, though nobody had to ask for them: ``save(prune=True)`` leaves them."""
        self._used.update(keys)

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
            try:
                with self._connection:
                    kept = {row[0] for row in self._connection.execute("SELECT key FROM entries")}
                    self._connection.executemany(
                        "DELETE FROM entries WHERE key = ?", [(key,) for key in sorted(kept - self._used)]
                    )
            except sqlite3.DatabaseError as error:
                self._begin_anew(error)

    def close(self) -> None:
        """Let go of the file without saving."""
        self._connection.close()

    def _write_fresh(self) -> None:
        fresh = sorted(self._fresh.items())
        try:
            self._insert(fresh)
        except sqlite3.DatabaseError as error:
            self._begin_anew(error)
            self._insert(fresh)
        self._fresh.clear()

    def _insert(self, entries: list[tuple[str, bytes]]) -> None:
        with self._connection:
            self._connection.executemany("INSERT OR REPLACE INTO entries (key, data) VALUES (?, ?)", entries)

    def _begin_anew(self, error: sqlite3.DatabaseError) -> None:
        """The file turned out to be damaged while it was read or written."""
        self._connection.close()
        self._connection = self._anew(error)

    def _anew(self, error: sqlite3.DatabaseError | OSError) -> sqlite3.Connection:
        name = self._path.name
        try:
            if getattr(error, "sqlite_errorcode", 0) in _BUSY:
                # Another build works with it: that is no reason to take it away.
                raise error
            for path in (self._path, *(self._path.with_name(name + suffix) for suffix in ("-wal", "-shm"))):
                remove(path)
            opened = self._open(self._path)
        except (sqlite3.DatabaseError, OSError) as reason:
            self.discarded = f"The cache {name} can't be used ({reason}), so everything is made anew this time."
            return self._open(":memory:")
        self.discarded = f"The cache {name} could not be read and was begun anew."
        return opened

    def _open(self, place: Path | str) -> sqlite3.Connection:
        connection = sqlite3.connect(place, timeout=_PATIENCE_SECONDS, check_same_thread=False)
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = OFF")
            connection.execute(f"CREATE TABLE IF NOT EXISTS {_ENTRIES}")
            connection.execute("CREATE TABLE IF NOT EXISTS about (version TEXT)")
            connection.execute("SELECT key, data FROM entries LIMIT 1")
            known = connection.execute("SELECT version FROM about").fetchone()
            if known is None or known[0] != self._version:
                if known is not None:
                    self.discarded = f"The cache {self._path.name} was of another version and was begun anew."
                with connection:
                    connection.execute("DROP TABLE entries")
                    connection.execute(f"CREATE TABLE {_ENTRIES}")
                    connection.execute("DELETE FROM about")
                    connection.execute("INSERT INTO about VALUES (?)", (self._version,))
        except BaseException:
            connection.close()
            raise
        return connection
