"""The archive on disk: one JSON Feed 1.1 file a blog, in ``content/feeds/<author>/``.

Comes in: paths and mappings. Goes out: mappings as JSON has them, so that what people or other tools added to a file
stays in it. Files are written whole or not at all, and a file that can't be read is kept aside, never overwritten.
What changes in a file is decided in ``merge``.
"""

from __future__ import annotations

import contextlib
import errno
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import msgspec

from voices.model import FeedSource
from voices.store import digest, write_if_changed
from voices.text import slugify

VERSION = "https://jsonfeed.org/version/1.1"
FOLDER = "feeds"
_FEED_WORDS = re.compile(r"\b(feeds?|rss2?|atom|index|default|posts)\b", re.IGNORECASE)
_EXTENSION = re.compile(r"\.(xml|rss|atom|json|rdf|php|aspx?|html?)$", re.IGNORECASE)
_TOP = ("version", "title", "home_page_url", "feed_url", "description", "language", "items", "_voices")
_ITEM = (
    *("id", "url", "title", "date_published", "date_modified"),
    *("content_html", "content_text", "summary", "tags", "language", "_voices"),
)


class BrokenArchiveError(Exception):
    """An archive file that can't be read: ``content/feeds/jane/blog.json: it is not JSON …``."""


class ArchiveWriteError(Exception):
    """The archive could not be written; the old file is as it was. Says why, and what to do."""


def read_file(path: Path) -> dict[str, Any]:
    """The archive in ``path``, every key as written. Raises BrokenArchiveError, FileNotFoundError."""
    return parse_bytes(path.read_bytes())


def parse_bytes(data: bytes) -> dict[str, Any]:
    """The archive in ``data``. Raises BrokenArchiveError with the reason in words."""
    try:
        archive = msgspec.json.decode(data.removeprefix(b"\xef\xbb\xbf"))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        marker = any(data.startswith(m) or b"\n" + m in data for m in (b"<<<<<<<", b">>>>>>>"))
        raise BrokenArchiveError(
            "it holds the marks of a merge conflict" if marker else f"it is not JSON ({error})"
        ) from None
    if not isinstance(archive, dict) or not isinstance(archive.get("items"), list):
        raise BrokenArchiveError('it is not a JSON Feed: a list named "items" is missing')
    if not all(isinstance(item, dict) for item in archive["items"]):
        raise BrokenArchiveError('it is not a JSON Feed: something in "items" is not an entry')
    if not isinstance(archive.get("_voices", {}), dict) or not isinstance(archive.get("feed_url"), str):
        raise BrokenArchiveError('it is not one of our files: "feed_url" or "_voices" is missing or of another kind')
    return archive


def as_bytes(archive: Mapping[str, Any]) -> bytes:
    """The file's bytes: keys in a fixed order, our own first, two spaces of indent, readable letters."""
    ordered = _ordered(archive, _TOP)
    ordered["items"] = [_ordered(item, _ITEM) for item in archive["items"]]
    return msgspec.json.format(msgspec.json.encode(ordered), indent=2) + b"\n"


def write_file(path: Path, archive: Mapping[str, Any]) -> bool:
    """Write the archive atomically if it changed; says whether it did. Raises ArchiveWriteError."""
    try:
        return write_if_changed(path, as_bytes(archive))
    except OSError as error:
        raise ArchiveWriteError(f"{path.name} could not be written: {_advice(error)}") from error


def file_digest(path: Path) -> str:
    """The content address of the file as it lies there, empty when there is none."""
    try:
        return digest(path.read_bytes())
    except (FileNotFoundError, NotADirectoryError):
        return ""


def keep_aside(path: Path) -> Path:
    """Rename a broken file to ``<name>.broken``, ``.broken-2`` …, whatever is free; says to what."""
    for number in range(1, 1000):
        aside = path.with_name(f"{path.name}.broken{'' if number == 1 else f'-{number}'}")
        if not aside.exists():
            path.rename(aside)
            return aside
    raise ArchiveWriteError(f"{path.name} is broken, and a thousand broken copies lie beside it. Tidy them away.")


def archive_files(content: Path, author: str) -> Iterator[Path]:
    """The archive files of an author, by name."""
    folder = content / FOLDER / author
    if folder.is_dir():
        yield from sorted(path for path in folder.iterdir() if path.suffix == ".json" and not path.name.startswith("."))


def file_of(feed: FeedSource, archives: Mapping[Path, Mapping[str, Any]], feeds: Sequence[FeedSource]) -> Path | None:
    """The file of a feed: the one with its address, one that had it before, or one whose blog moved to it for good."""
    for path, archive in archives.items():
        if archive["feed_url"] == feed.url:
            return path
    listed = {other.url for other in feeds}
    for path, archive in archives.items():
        if archive["feed_url"] not in listed and feed.url in (_voices(archive).get("previous_urls") or ()):
            return path
    for path, archive in archives.items():
        if archive["feed_url"] not in listed and _voices(archive).get("moved_to") == feed.url:
            return path
    return None


def file_name(url: str, taken: frozenset[str] = frozenset()) -> str:
    """``https://www.jane.example/blog/feed.xml`` → ``jane-example-blog.json``; ``-2`` and so on where it is taken."""
    parts = urlsplit(url)
    path = _FEED_WORDS.sub(" ", _EXTENSION.sub("", parts.path))
    stem = slugify(f"{(parts.hostname or '').removeprefix('www.')} {path}") or "feed"
    names = (f"{stem}{'' if number == 1 else f'-{number}'}.json" for number in range(1, len(taken) + 2))
    return next(name for name in names if name not in taken)


@contextlib.contextmanager
def locked(cache: Path) -> Iterator[None]:
    """Hold the hub's archive alone for a read, a merge and a write; another fetch waits for its turn."""
    cache.mkdir(parents=True, exist_ok=True)
    with (cache / "feeds.lock").open("ab") as file:
        _lock(file.fileno())
        yield


def _lock(handle: int) -> None:
    try:
        import fcntl
    except ImportError:  # pragma: no cover - Windows has no flock; there a second fetch is the user's own doing
        return
    fcntl.flock(handle, fcntl.LOCK_EX)


def _voices(archive: Mapping[str, Any]) -> Mapping[str, Any]:
    voices = archive.get("_voices")
    return voices if isinstance(voices, Mapping) else {}


def _ordered(mapping: Mapping[str, Any], first: tuple[str, ...]) -> dict[str, Any]:
    known = {key: mapping[key] for key in first if key in mapping}
    return known | {key: value for key, value in mapping.items() if key not in known}


def _advice(error: OSError) -> str:
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return "the disk is full. Make room and fetch again; nothing is lost."
    if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
        return "the folder may not be written to. Give yourself the right to write there and fetch again."
    return f"{error.strerror or error}. See to it and fetch again; the old file is as it was."
