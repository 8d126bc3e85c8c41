"""Asks the job boards and keeps what they say: politely, all pages or none, one board's failure never another's.

Comes in: the hub's boards, the HTTP client, the time. Goes out: files below ``content/jobs/boards`` and a report. When to
ask is decided by the feeds' ``schedule``, what an answer changes by ``archive``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from voices.feeds import schedule
from voices.feeds.client import Client, FetchError, Validators
from voices.feeds.schedule import Memory
from voices.feeds.state import read_state
from voices.jobs.archive import FOLDER, Archive, BrokenBoardError, as_bytes, empty_archive, merge, parse_archive
from voices.jobs.reading import board_files
from voices.jobs.shapes import Opening, ShapeError, parse
from voices.settings import Board, Hub
from voices.store import digest, write_atomic, write_if_changed

PAGES_AT_MOST = 50
MEMORIES = "boards.json"
JSON_TYPES = "application/feed+json, application/json;q=0.9, */*;q=0.1"


class BoardReport(Struct, frozen=True):
    """What became of one board: ``detail`` is a sentence for a person, empty when nothing needs to be said."""

    source: str
    url: str
    result: str
    """updated, unchanged, held, failed or later."""
    detail: str = ""
    open_jobs: int = 0


class _BoardError(Exception):
    def __init__(self, detail: str, memory: Memory) -> None:
        self.memory = memory
        super().__init__(detail)


def fetch_boards(
    hub: Hub,
    client: Client,
    now: dt.datetime,
    *,
    taken: Iterable[str] = (),
    force: bool = False,
    dry_run: bool = False,
) -> tuple[BoardReport, ...]:
    """Ask every board whose turn it is. ``taken`` are the ids of jobs written by hand; ``force`` is ``--now``."""
    if not hub.voices.features.jobs or not hub.voices.boards:
        return ()
    memories = _read_memories(hub.cache)
    hosts = read_state(hub.cache).hosts
    by_hand = frozenset(taken)
    reports = []
    for board in hub.voices.boards:
        key = board_key(board)
        memory = memories.get(key, Memory())
        held = hosts.get(urlsplit(board.url).hostname or "")
        if schedule.turn(memory, now, host_held_until=held, force=force).ask:
            report, memories[key] = _fetch_one(hub, board, client, now, memory, by_hand, dry_run=dry_run)
            reports.append(report)
        else:
            reports.append(BoardReport(board.source, board.url, "later"))
    if not dry_run:
        kept = {
            board_key(board): memories[board_key(board)] for board in hub.voices.boards if board_key(board) in memories
        }
        write_atomic(hub.cache / MEMORIES, msgspec.json.encode(kept, order="sorted"))
    return tuple(reports)


def board_key(board: Board) -> str:
    """Under what a board is remembered in the fetch state."""
    return f"board {board.source} {board.url}"


def _fetch_one(
    hub: Hub, board: Board, client: Client, now: dt.datetime, memory: Memory, by_hand: frozenset[str], *, dry_run: bool
) -> tuple[BoardReport, Memory]:
    file = board_file(hub, board)
    try:
        old, known = _old(file, board)
    except BrokenBoardError as error:
        told = f"{hub.path_of(file)} can't be read: {error}. Restore it from git."
        return BoardReport(board.source, board.url, "failed", told), memory
    if memory.known != known or old["held"]:
        # What these validators vouched for is not what lies there.
        memory = replace(memory, validators=Validators())
    try:
        openings, after = _ask(client, board, memory, now, dt.timedelta(hours=hub.voices.fetch.every_hours))
    except _BoardError as error:
        return BoardReport(board.source, board.url, "failed", str(error), _count(old)), error.memory
    if openings is None:
        return BoardReport(board.source, board.url, "unchanged", open_jobs=_count(old)), after
    new, result = merge(old, openings, by_hand | _slugs_elsewhere(hub, file), now)
    if not dry_run and new != old:
        write_if_changed(file, as_bytes(new))
        after = replace(after, known=digest(as_bytes(new)))
    detail = "it lists no jobs any more; the last ones stay until someone confirms it" if result == "held" else ""
    return BoardReport(board.source, board.url, result, detail, _count(new)), after


def board_file(hub: Hub, board: Board) -> Path:
    """Where a board is kept."""
    return hub.content / FOLDER / f"{board.source}.json"


def first_address(board: Board) -> str:
    """The address to ask: the one in the settings, with what its API needs to give all at once."""
    parts = urlsplit(board.url)
    query = dict(parse_qsl(parts.query, keep_blank_values=True))
    if board.kind == "greenhouse":
        query.setdefault("content", "true")
    elif board.kind == "lever":
        query.setdefault("mode", "json")
    return urlunsplit(parts._replace(query=urlencode(query)))


def _ask(
    client: Client, board: Board, memory: Memory, now: dt.datetime, every: dt.timedelta
) -> tuple[list[Opening] | None, Memory]:
    """All pages of a board, None when it says nothing has changed.

    One page that fails spoils the whole answer, for a part of it would close jobs that are open.
    """
    url, openings, after = first_address(board), list[Opening](), memory
    for number in range(PAGES_AT_MOST):
        headers: Mapping[str, str] = {}
        try:
            validators = memory.validators if number == 0 and memory.validators else None
            response = client.get(url, validators=validators, accept=JSON_TYPES)
            headers = response.headers
            if response.status == 304 and validators:
                kept = response.validators or validators
                return None, schedule.after_answer(memory, now, headers=headers, every=every, validators=kept)
            if response.status != 200:
                raise ShapeError(f"it answered with status {response.status}")
            page = parse(board.kind, response.body, response.url)
        except (FetchError, ShapeError) as error:
            failed = schedule.after_failure(memory, now, url=board.url, headers=headers)
            raise _BoardError(str(error), failed) from None
        openings += page.openings
        # The first page's validators say nothing about the others.
        vouching = response.validators if number == 0 and not page.next_url else Validators()
        after = schedule.after_answer(memory, now, headers=headers, every=every, validators=vouching)
        if not page.next_url or page.next_url == url:
            return openings, after
        url = page.next_url
    failed = schedule.after_failure(memory, now, url=board.url)
    raise _BoardError(f"its list goes on after {PAGES_AT_MOST} pages", failed)


def _read_memories(cache: Path) -> dict[str, Memory]:
    try:
        found = msgspec.json.decode((cache / MEMORIES).read_bytes(), type=dict[str, Memory])
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
        return {}  # lost at no cost but a request
    return {
        key: memory
        for key, memory in found.items()
        if all(at is None or at.tzinfo for at in (memory.asked, memory.due, memory.not_before))
    }


def _old(file: Path, board: Board) -> tuple[Archive, str]:
    """The board's file and its content address."""
    try:
        data = file.read_bytes()
    except FileNotFoundError:
        return empty_archive(board), ""
    return {**empty_archive(board), **parse_archive(data)}, digest(data)


def _slugs_elsewhere(hub: Hub, file: Path) -> frozenset[str]:
    slugs: set[str] = set()
    for other in board_files(hub):
        if other != file:
            try:
                slugs.update(str(job.get("slug") or "") for job in parse_archive(other.read_bytes())["jobs"])
            except BrokenBoardError:
                continue  # its own turn will say so
    return frozenset(slugs)


def _count(archive: Archive) -> int:
    return sum(1 for job in archive["jobs"] if not job.get("closed_on"))
