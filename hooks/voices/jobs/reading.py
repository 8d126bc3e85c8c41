"""Reads the boards' files into jobs: offline, tolerant of what one can't read, strict about what is shown.

Comes in: the hub's ``jobs/boards`` folder. Goes out: jobs, open and closed, and what is wrong with the files.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from voices.dates import Moment, parse_moment
from voices.feeds.sanitise import plain_line, strict, text_of
from voices.findings import Finding, ordered
from voices.i18n import is_language_code
from voices.jobs.archive import FOLDER, Archive, BrokenBoardError, parse_archive
from voices.model import Document, Job, Source
from voices.policy.detection import detect
from voices.settings import Hub
from voices.store import digest
from voices.text import RESERVED_SLUGS, count_words, slugify


def read_boards(hub: Hub) -> tuple[tuple[Job, ...], tuple[Finding, ...]]:
    """Every job of every board's file, by file and newest first, and what is wrong with them."""
    if not hub.voices.features.jobs:
        return (), ()
    jobs: list[Job] = []
    findings: list[Finding] = []
    for file in board_files(hub):
        place = hub.path_of(file)
        try:
            data = file.read_bytes()
            archive = parse_archive(data)
        except (OSError, BrokenBoardError) as error:
            told = f"The jobs of this board can't be shown: {error}. Fetch again, or restore the file from git."
            findings.append(Finding(place, 1, "jobs.broken-board", "block", told))
            continue
        if held := _held(archive, place):
            findings.append(held)
        for number, item in enumerate(archive["jobs"]):
            job = _job(item, hub, file.stem, place, digest(data))
            if job is None:
                told = f"Job {number + 1} has no title, no address to apply at, no day or no slug. Fetch again."
                findings.append(Finding(place, 1, "jobs.broken-job", "warn", told))
            else:
                jobs.append(job)
    return tuple(jobs), ordered(findings)


def board_files(hub: Hub) -> Iterator[Path]:
    """The boards' files by name."""
    folder = hub.content / FOLDER
    if folder.is_dir():
        yield from sorted(file for file in folder.iterdir() if file.suffix == ".json" and not file.name.startswith("."))


def _held(archive: Archive, place: str) -> Finding | None:
    held = archive.get("held")
    if not isinstance(held, Mapping):
        return None
    told = (
        f"This board has listed no jobs since {held.get('since')}, so its last ones are still shown. "
        'If all are closed, write "believe_empty": true into this file and fetch again.'
    )
    return Finding(place, 1, "jobs.held-board", "warn", told)


def _job(item: Mapping[str, Any], hub: Hub, board: str, place: str, content: str) -> Job | None:
    title, apply, slug = (_text(item, key) for key in ("title", "apply", "slug"))
    posted = _moment(item.get("posted"), hub.zone)
    if not title or posted is None or not slug or slugify(slug) != slug or slug in RESERVED_SLUGS or not _is_web(apply):
        return None
    closed_on = _moment(item.get("closed_on"), hub.zone)
    raw = item.get("html")
    html = strict(raw) if isinstance(raw, str) else ""
    text = text_of(html)
    topics = item.get("topics")
    return Job(
        id=slug,
        source=Source(place, digest=content),
        title=title,
        apply=apply,
        posted=posted,
        closes=closed_on or _moment(item.get("closes"), hub.zone),
        team=_text(item, "team"),
        place=_text(item, "place"),
        remote=_text(item, "remote"),
        topics=tuple(plain_line(str(one)) for one in topics) if isinstance(topics, list) else (),
        language=_language(item, text, hub),
        document=Document(text=text, words=count_words(text)),
        html=html,
        text=text,
        board=board,
        closed=closed_on is not None,
    )


def _language(item: Mapping[str, Any], text: str, hub: Hub) -> str:
    declared = _text(item, "language")
    if declared and is_language_code(declared):
        return declared
    return detect(f"{_text(item, 'title')}. {text}", (*hub.voices.languages, "en")) or ""


def _moment(value: object, zone: ZoneInfo) -> Moment | None:
    if not isinstance(value, str) or not value:
        return None
    try:
        return parse_moment(value, zone)
    except ValueError:
        try:
            return Moment(dt.datetime.fromisoformat(value).replace(tzinfo=zone))
        except ValueError:
            return None


def _text(item: Mapping[str, Any], key: str) -> str:
    value = item.get(key)
    return plain_line(value) if isinstance(value, str) else ""


def _is_web(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)
