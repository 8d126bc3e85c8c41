"""The whole content folder, read once: which files there are, what each says, and what only all of them together show.

Comes in: a hub, its folder and a cache that may be lost. Goes out: ``Content`` with every fault. Joining people, posts and
subjects is left to the catalog; what one file says is ``files``' work.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from concurrent.futures import Executor
from functools import partial
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from voices.code_digest import code_digest
from voices.findings import Finding, did_you_mean, ordered
from voices.model import Author, Content, Document, Image, Post, Subject
from voices.settings import Hub
from voices.sources.files import Kind, Reading, Result, kind_of, name_of, read_file
from voices.sources.own_pages import own_page_findings
from voices.sources.unread import unread_findings
from voices.sources.walking import walk
from voices.store import Cache, digest

# JSON, because MessagePack keeps a time but not the offset it was written with.
_ENCODER = msgspec.json.Encoder()
_DECODER = msgspec.json.Decoder(Result)
_Read = dict[str, Result]


def read_content(
    hub: Hub, cache: Cache | None = None, executor: Executor | None = None, remembered: dict[str, Result] | None = None
) -> Content:
    """Everything in the hub's content folder, in the order of paths, and every fault found.

    Files whose bytes the ``cache`` knows are not read anew; with an ``executor``, the others are read side by side. A file
    with a block finding is left out and named in ``Content.broken``.

    A process that reads time and again hands over what it ``remembered``, nothing at first; it is brought up to date.
    """
    shown = hub.path_of(hub.content)
    places, refused = walk(hub.content, shown)
    kinds = {place: kind for place in places if (kind := kind_of(place))}
    reading = _reading(hub)
    data = {place: _bytes_of(f"{hub.content}/{place}") for place in kinds}
    digests = {place: digest(content) for place, content in data.items()}
    memory = _Memory(cache, remembered or {}, {})
    people = _read({p: data[p] for p, kind in kinds.items() if kind == "author"}, digests, reading, memory, executor)
    spoken = tuple((r.author.id, r.author.languages[0]) for r in people.values() if r.author and r.author.languages)
    others = {p: data[p] for p, kind in kinds.items() if kind != "author"}
    results = people | _read(others, digests, replace(reading, author_languages=spoken), memory, executor)
    if remembered is not None:
        remembered.clear()
        remembered.update(memory.now)
    files = frozenset(places)
    findings = [*refused, *unread_findings(places, shown), *own_page_findings(hub.content, places, shown)]
    findings += [finding for result in results.values() for finding in result.findings]
    posts, doubled = _one_of_each([r.post for r in results.values() if r.post])
    texts, orphans = _second_texts(results, kinds, shown)
    authors = [_with_photo(r.author, texts[p], files) for p, r in results.items() if r.author]
    subjects = [_with_picture(_introduced(r.subject, texts[p]), files) for p, r in results.items() if r.subject]
    pictured = [_with_picture(post, files) for post in posts]
    findings += [*doubled, *orphans, *(f for _, missing in (*authors, *subjects, *pictured) for f in missing)]
    findings += _dead_references(results, files, shown)
    broken = {p for p, r in results.items() if not (r.author or r.post or r.subject or r.job or r.document)}
    kept = {post.source.path for post in posts}
    broken |= {place for place, r in results.items() if r.post and r.post.source.path not in kept}
    return Content(
        authors=tuple(author for author, _ in authors),
        posts=tuple(post for post, _ in pictured),
        subjects=tuple(subject for subject, _ in subjects),
        jobs=tuple(result.job for result in results.values() if result.job),
        permalinks=_permalinks(hub.content),
        media=files - kinds.keys(),
        digests=digests,
        findings=ordered(findings),
        broken=frozenset(broken),
    )


def _bytes_of(file: str) -> bytes:
    with open(file, "rb") as opened:  # noqa: PTH123 - a Path for each of ten thousand files costs more than reading them
        return opened.read()


def _reading(hub: Hub) -> Reading:
    return Reading(
        prefix=f"{hub.path_of(hub.content)}/",
        timezone=hub.voices.timezone,
        default_language=hub.default_language,
        language_folders=hub.language_folders,
    )


class _Memory(Struct, frozen=True):
    """What was read before: on disk, in this process, and the results of now, all by the same keys."""

    cache: Cache | None
    before: Mapping[str, Result]
    now: dict[str, Result]


def _read(
    data: dict[str, bytes], digests: dict[str, str], reading: Reading, memory: _Memory, executor: Executor | None
) -> _Read:
    # What a file means depends on this code as well as on its bytes.
    settings = digest(code_digest(), *_catalogues(reading.language_folders), repr(reading))
    keys = {place: digest("source", settings, place, digests[place]) for place in data}
    known = {place: memory.before[key] for place, key in keys.items() if key in memory.before}
    cache = memory.cache
    if cache is not None:
        cache.keep(keys[place] for place in known)
        kept = cache.get_many(key for place, key in keys.items() if place not in known)
        known |= {place: result for place, key in keys.items() if (result := _decoded(kept.get(key))) is not None}
    missing = [place for place in data if place not in known]
    read = partial(_read_encoded, reading=reading)
    contents = [data[place] for place in missing]
    fresh = executor.map(read, missing, contents, chunksize=32) if executor else map(read, missing, contents)
    for place, encoded in zip(missing, fresh, strict=True):
        known[place] = _DECODER.decode(encoded)
        if cache is not None:
            cache.put(keys[place], encoded)
    memory.now.update((keys[place], known[place]) for place in data)
    return {place: known[place] for place in data}


def _read_encoded(place: str, data: bytes, reading: Reading) -> bytes:
    """As the cache keeps it: that is also what costs least between two processes, and a second build meets the same."""
    return _ENCODER.encode(read_file(place, data, reading))


def _decoded(data: bytes | None) -> Result | None:
    if data is None:
        return None
    try:
        return _DECODER.decode(data)
    except msgspec.MsgspecError:
        return None


def _catalogues(folders: Iterable[Path]) -> list[str]:
    files = (path for folder in folders if folder.is_dir() for path in sorted(folder.glob("*.po")))
    return [digest(path.read_bytes()) for path in files]


def _one_of_each(posts: list[Post]) -> tuple[list[Post], list[Finding]]:
    """The first post of each slug, and a finding at each of two that claim the same."""
    by_slug: dict[str, list[Post]] = defaultdict(list)
    for post in posts:
        by_slug[post.slug].append(post)
    findings = []
    for slug, same in by_slug.items():
        for post in same if len(same) > 1 else ():
            others = " and ".join([other.source.path for other in same[:4] if other is not post])
            message = (
                f'the address "posts/{slug}/" is also claimed by {others}. Rename one of the files, or give it a slug.'
            )
            findings.append(
                Finding(post.source.path, post.source.line("slug"), "post.duplicate-slug", "block", message)
            )
    return [same[0] for same in by_slug.values()], findings


def _second_texts(
    results: _Read, kinds: dict[str, Kind], shown: str
) -> tuple[dict[str, tuple[tuple[str, Document], ...]], list[Finding]]:
    """Biographies and introductions by the place of their main file, and a finding for each text without one."""
    texts: dict[str, dict[str, Document]] = {place: {} for place in results}
    orphans = []
    for place, result in results.items():
        if result.document is None:
            continue
        id_, code = name_of(place, kinds[place])
        main = f"{place.rpartition('/')[0]}/{id_}.md"
        if main not in texts:
            hint = did_you_mean(main, results)
            message = f'there is no "{main}" that this text belongs to.{hint} Add it or rename this file.'
            orphans.append(Finding(f"{shown}/{place}", 1, "file.orphan", "block", message))
        elif code or result.document.pieces != ("",):
            texts[main][code] = result.document
    return {place: tuple(sorted(found.items())) for place, found in texts.items()}, orphans


def _with_photo(
    author: Author, texts: tuple[tuple[str, Document], ...], files: frozenset[str]
) -> tuple[Author, list[Finding]]:
    whole = replace(author, biographies=texts)
    if not author.photo or author.photo in files:
        return whole, []
    return replace(whole, photo=""), [_missing(author.source.path, author.source.line("photo"), author.photo, files)]


def _introduced(subject: Subject, texts: tuple[tuple[str, Document], ...]) -> Subject:
    return replace(subject, introductions=texts) if texts else subject


def _with_picture(item: Any, files: frozenset[str]) -> tuple[Any, list[Finding]]:
    image: Image | None = item.image
    if image is None or image.path in files:
        return item, []
    return replace(item, image=None), [_missing(item.source.path, item.source.line("image"), image.path, files)]


def _missing(path: str, line: int, target: str, files: frozenset[str]) -> Finding:
    folder = target.rpartition("/")[0]
    here = [file for file in files if file.rpartition("/")[0] == folder]
    hint = did_you_mean(target, sorted(here)) or " Put the file there, or correct the name (capital letters count)."
    return Finding(path, line, "reference.missing-file", "block", f'there is no file "{target}".{hint}')


def _dead_references(results: _Read, files: frozenset[str], shown: str) -> list[Finding]:
    """A finding for each link or picture in a text that names a file which isn't there."""
    findings: list[Finding] = []
    for place, result in results.items():
        owner = result.post or result.job
        document = owner.document if owner else result.document
        findings.extend(
            _missing(f"{shown}/{place}", reference.line, reference.target, files)
            for reference in (document.references if document else ())
            if not reference.target.startswith("/") and reference.target not in files
        )
    return findings


def _permalinks(content: Path) -> tuple[str, ...]:
    file = content / "permalinks.txt"
    if not file.is_file():
        return ()
    # Blank lines stay, so that a finding names the line as an editor counts it.
    return tuple(line.strip() for line in file.read_text("utf-8-sig", "replace").split("\n"))
