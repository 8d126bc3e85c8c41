"""Decodes every picture that people show, once, so that a damaged one stops a build before the site is touched.

Comes in: what was read, and the cache. Goes out: a block finding for each picture that can't be shown. A picture is asked
again only when its size or time has changed. Opening within bounds is left to ``pictures``; ``outputs.media`` still
notices what is damaged between this check and the writing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor
from pathlib import Path

from voices.crops import PictureError
from voices.findings import Finding, ordered
from voices.model import Content, Document
from voices.settings import Hub
from voices.store import Cache, digest

_VERSION = "1"


def check_pictures(
    hub: Hub, content: Content, cache: Cache | None = None, executor: Executor | None = None
) -> tuple[Finding, ...]:
    """A block finding for each referenced picture that can't be decoded, in order; with an ``executor``, side by side."""
    root = hub.content
    keys = {place: key for place in sorted(set(referenced(content))) if (key := _key(root, place))}
    known = {place: found.decode() for place, key in keys.items() if cache and (found := cache.get(key)) is not None}
    missing = [root / place for place in keys if place not in known]
    spread: Callable[..., Iterator[str]] = executor.map if executor else map
    for path, fault in zip(missing, spread(fault_of, missing), strict=True):
        place = path.relative_to(root).as_posix()
        known[place] = fault
        if cache is not None:
            cache.put(keys[place], fault.encode())
    return ordered(
        Finding(hub.path_of(root / place), 1, "picture.unreadable", "block", fault)
        for place, fault in known.items()
        if fault
    )


def referenced(content: Content) -> Iterator[str]:
    """The path inside the content folder of every picture that authors, posts, subjects and jobs show."""
    for author in content.authors:
        if author.photo:
            yield author.photo
        yield from _inside(text for _, text in author.biographies)
    for post in content.posts:
        if post.image is not None:
            yield post.image.path
        yield from _inside((post.document,))
    for subject in content.subjects:
        if subject.image is not None:
            yield subject.image.path
        yield from _inside(text for _, text in subject.introductions)
    for job in content.jobs:
        yield from _inside((job.document,))


def fault_of(path: Path) -> str:
    """What is wrong with the picture at ``path``, decoded to its last pixel; empty when nothing is."""
    from voices.pictures import opened  # here, because most checks meet no new picture

    try:
        with opened(path) as image:
            image.load()
    except PictureError as error:
        return str(error)
    return ""


def _inside(documents: Iterable[Document]) -> Iterator[str]:
    for document in documents:
        for reference in document.references:
            if reference.kind == "image" and not reference.target.startswith("/"):
                yield reference.target


def _key(root: Path, place: str) -> str:
    """Where the verdict is remembered; empty for what isn't there, which is another finding's."""
    try:
        status = (root / place).stat()
    except OSError:
        return ""
    return digest("picture", _VERSION, place, str(status.st_size), str(status.st_mtime_ns))
