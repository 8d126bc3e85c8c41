"""A board's file, ``content/jobs/boards/<source>.json``: what it looks like, and what an answer changes in it.

Comes in: the old file, the openings of a whole answer, the time. Goes out: the new file's mapping. Decides only; writing
is ``fetching``'s work, reading into the model that of ``reading``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from typing import Any, Literal

import msgspec
from msgspec.structs import asdict

from voices.jobs.shapes import Opening
from voices.settings import Board
from voices.text import slugify

FOLDER = "jobs/boards"
SLUG_CHARACTERS = 60
Result = Literal["updated", "unchanged", "held"]
Archive = dict[str, Any]


class BrokenBoardError(Exception):
    """A board's file that can't be read; says why."""


def parse_archive(data: bytes) -> Archive:
    """The file's mapping. Raises BrokenBoardError."""
    try:
        archive = msgspec.json.decode(data.removeprefix(b"\xef\xbb\xbf"))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise BrokenBoardError(f"it is not JSON ({error})") from None
    jobs = archive.get("jobs") if isinstance(archive, dict) else None
    if not isinstance(jobs, list) or not all(isinstance(job, dict) for job in jobs):
        raise BrokenBoardError('a list named "jobs" is missing')
    return dict(archive)


def as_bytes(archive: Mapping[str, Any]) -> bytes:
    """The file's bytes: fixed order of keys, two spaces of indent, readable letters."""
    return msgspec.json.format(msgspec.json.encode(archive), indent=2) + b"\n"


def empty_archive(board: Board) -> Archive:
    """The file of a board never heard of."""
    return {"version": 1, "source": board.source, "kind": board.kind, "url": board.url, "held": None, "jobs": []}


def merge(
    old: Archive, openings: Iterable[Opening], taken: Collection[str], now: dt.datetime
) -> tuple[Archive, Result]:
    """What the file becomes when a board answers with ``openings``; ``taken`` are ids of jobs elsewhere.

    An empty answer where jobs were open is held: they stay as they are, unless the file says ``"believe_empty": true``.
    A job no longer listed is kept as closed with the day; one that comes back is open again, under its old address.
    """
    listed = {opening.id: opening for opening in openings}
    known = {str(job.get("id") or ""): job for job in old["jobs"]}
    had_open = any(not job.get("closed_on") for job in known.values())
    if not listed and had_open and not old.get("believe_empty"):
        held = old.get("held") or {"since": _stamp(now), "reason": "empty"}
        return {**old, "held": held}, "held"
    slugs = {str(job.get("slug") or "") for job in known.values()} | set(taken)
    jobs = []
    for id_, opening in listed.items():
        jobs.append(_job(opening, known.get(id_), slugs, now))
        slugs.add(jobs[-1]["slug"])
    day = now.date().isoformat()
    jobs += [{**job, "closed_on": job.get("closed_on") or day} for id_, job in known.items() if id_ not in listed]
    jobs.sort(key=lambda job: (str(job.get("posted") or ""), str(job.get("slug") or "")), reverse=True)
    new = {key: value for key, value in old.items() if key != "believe_empty"} | {"held": None, "jobs": jobs}
    return new, "unchanged" if new == old else "updated"


def _job(opening: Opening, old: Mapping[str, Any] | None, slugs: Collection[str], now: dt.datetime) -> dict[str, Any]:
    fields = asdict(opening) | {"topics": list(opening.topics)}
    # Some boards know only when a posting was last touched: the day it was first seen with stays.
    posted = str(old.get("posted") or "") if old else opening.posted or _stamp(now)
    slug = str(old.get("slug") or "") if old else ""
    return {**fields, "slug": slug or _free(opening.title, slugs), "posted": posted or _stamp(now), "closed_on": None}


def _free(title: str, slugs: Collection[str]) -> str:
    stem = slugify(title)[:SLUG_CHARACTERS].strip("-") or "job"
    names = (stem if number == 1 else f"{stem}-{number}" for number in range(1, len(slugs) + 2))
    return next(name for name in names if name not in slugs)


def _stamp(now: dt.datetime) -> str:
    return now.astimezone(dt.UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
