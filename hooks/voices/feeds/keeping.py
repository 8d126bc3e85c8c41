"""Answers into archive files: one author at a time, under the lock, each file whole or as it was.

Comes in: answers to the feeds of one author. Goes out: what became of each, and what to remember. Everything is read
again under the lock, so that another fetch at the same time loses nothing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from voices.feeds import schedule
from voices.feeds.archive import ArchiveWriteError, file_digest, write_file
from voices.feeds.asking import Answer
from voices.feeds.documents import Failure, Hints
from voices.feeds.items import stamp
from voices.feeds.merge import Gate, Merged, Setting, merge, normalised, rest
from voices.feeds.reading import moment, waits
from voices.feeds.report import HeldEntry, Move, Outcome, Problem, profile_diff
from voices.feeds.schedule import Memory
from voices.feeds.shelf import Shelf, read_shelf
from voices.feeds.standing import empty_archive, with_state
from voices.model import Author, FeedSource
from voices.settings import Hub
from voices.store import digest


class Asked(Struct, frozen=True):
    """A feed, what was remembered of it, and what came of asking; ``answer`` is None when it was not its turn."""

    feed: FeedSource
    memory: Memory
    turn: schedule.Turn
    answer: Answer | None = None


class Rules(Struct, frozen=True):
    """What holds for a whole fetch."""

    now: dt.datetime
    gate: Gate
    gate_version: str = ""
    dry_run: bool = False


class Kept(Struct, frozen=True):
    """What became of one feed."""

    outcome: Outcome
    memory: Memory
    held: tuple[HeldEntry, ...] = ()
    move: Move | None = None
    problem: Problem | None = None


def keep(
    hub: Hub, author: Author, asked: Sequence[Asked], rules: Rules
) -> tuple[tuple[Kept, ...], tuple[Problem, ...]]:
    """Merge the answers of an author's feeds, in the profile's order, and write what changed."""
    shelf, problems = read_shelf(hub, author.id, aside=not rules.dry_run)
    kept = tuple(_keep_one(hub, author, one, shelf, rules) for one in asked)
    return kept, problems


def wishes_digest(feed: FeedSource, gate_version: str) -> str:
    """What the profile and the policy want of a feed, as a content address; its line in the profile aside."""
    return digest(repr(replace(feed, line=1)), gate_version)


def _keep_one(hub: Hub, author: Author, asked: Asked, shelf: Shelf, rules: Rules) -> Kept:
    answer, feed = asked.answer, asked.feed
    path = shelf.path_of(feed, author.feeds)
    if path is None and answer is not None and answer.document is not None:
        path = shelf.adopted(answer.document, author.feeds)
    old = shelf.archives.get(path) if path is not None else None
    if path is None:
        path = shelf.new_path(feed)
    merged = _merged(hub, author, asked, shelf, path, rules)
    memory = _remembered(asked, rules.now, hub)
    outcome = _outcome(hub, author, asked, path, merged, memory, rules.now)
    if outcome.newly_named:
        merged = replace(
            merged, archive={**merged.archive, "_voices": {**merged.archive["_voices"], "named": stamp(rules.now)}}
        )
    problem = None
    written = old is None or merged.archive != old
    if old is None and answer is None:
        written = False
    if written and not rules.dry_run:
        try:
            written = write_file(path, merged.archive)
        except ArchiveWriteError as error:
            problem = Problem(hub.path_of(path), str(error), unwritten=True)
            return Kept(replace(outcome, written=False), asked.memory, problem=problem)
    if old is not None or answer is not None:
        shelf.archives[path] = merged.archive
    if answer is not None and answer.failure is None:
        memory = replace(memory, known=file_digest(path), wishes=wishes_digest(feed, rules.gate_version))
    move = _move(hub, author, feed, merged.archive, memory, rules.now)
    return Kept(
        replace(outcome, written=written), memory, held_entries(author.id, hub.path_of(path), merged.archive), move
    )


def _merged(hub: Hub, author: Author, asked: Asked, shelf: Shelf, path: Path, rules: Rules) -> Merged:
    others = shelf.others(path)
    setting = Setting(
        author=author.id,
        name=author.name,
        feed=asked.feed,
        now=rules.now,
        excerpt_words=hub.voices.excerpt_words,
        gate=rules.gate,
        slugs=frozenset(str(item["_voices"].get("slug") or "") for item in others),
        languages=tuple(dict.fromkeys((*author.languages, *hub.voices.languages, "en"))),
        elsewhere=others,
    )
    old, answer = shelf.archives.get(path), asked.answer
    if answer is not None and answer.document is not None:
        merged = merge(old, answer.document, answer.final_url or asked.feed.url, setting)
    else:
        merged = rest(old or empty_archive(asked.feed.url, rules.now), setting)
    if answer is None:
        return merged
    voices = _state_after(merged.archive["_voices"], answer, rules.now)
    return replace(merged, archive={**merged.archive, "_voices": voices})


def _state_after(voices: Mapping[str, Any], answer: Answer, now: dt.datetime) -> dict[str, Any]:
    if answer.failure is not None:
        if voices.get("state") == "held":
            return dict(voices)
        state = "gone" if answer.failure.reason == "gone" else "failing"
        return with_state(voices, state, now, reason=answer.failure.reason)
    if voices.get("state") == "held" and (answer.unchanged or "new_title" in voices):
        return dict(voices)
    if answer.moved_to:
        return with_state(voices, "moved", now, moved_to=answer.moved_to)
    return with_state(voices, "ok", now)


def _remembered(asked: Asked, now: dt.datetime, hub: Hub) -> Memory:
    answer, memory = asked.answer, asked.memory
    if answer is None:
        return memory
    if answer.failure is not None:
        return schedule.after_failure(memory, now, url=asked.feed.url, headers=answer.headers)
    hints = answer.document.hints if answer.document is not None else Hints()
    memory = schedule.after_move(memory, answer.moved_to)
    return schedule.after_answer(
        memory,
        now,
        headers=answer.headers,
        every=dt.timedelta(hours=hub.voices.fetch.every_hours),
        hints=hints,
        validators=answer.validators,
    )


def _outcome(
    hub: Hub, author: Author, asked: Asked, path: Path, merged: Merged, memory: Memory, now: dt.datetime
) -> Outcome:
    answer = asked.answer
    voices = merged.archive["_voices"]
    since = moment(voices.get("since"))
    base = Outcome(
        author=author.id,
        url=asked.feed.url,
        path=hub.path_of(path),
        result="not due",
        new=len(merged.new),
        changed=len(merged.changed),
        held=len(merged.held),
        released=len(merged.released),
        why=asked.turn.why,
        until=asked.turn.until,
        state=str(voices.get("state") or "ok"),
        since=since,
    )
    if answer is None:
        return base
    base = replace(base, until=memory.due)
    if answer.failure is None:
        return replace(base, result="unchanged" if answer.unchanged else "read")
    failure: Failure = answer.failure
    named = voices.get("state") == "failing" and "named" not in voices
    return replace(
        base,
        result="gone" if failure.reason == "gone" else "failed",
        reason=failure.reason,
        detail=failure.detail,
        newly_named=named and since is not None and now - since >= schedule.NAMED_AFTER,
    )


def _move(
    hub: Hub, author: Author, feed: FeedSource, archive: Mapping[str, Any], memory: Memory, now: dt.datetime
) -> Move | None:
    voices = archive["_voices"]
    target = str(voices.get("moved_to") or "")
    if not target or not schedule.proposes_move(memory, moment(voices.get("since")), now):
        return None
    try:
        text = (hub.root / author.source.path).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        text = ""
    return Move(
        author.id, author.source.path, feed.url, target, profile_diff(author.source.path, text, feed.url, target)
    )


def held_entries(author: str, path: str, archive: Mapping[str, Any]) -> tuple[HeldEntry, ...]:
    """The entries of an archive that wait for an editor; those an author's own wishes leave out wait for no one."""
    found = []
    for item in normalised(archive)["items"]:
        rules = tuple(str(rule) for rule in item["_voices"].get("rules") or ())
        if waits(str(item["_voices"].get("status") or ""), rules):
            found.append(HeldEntry(author, path, str(item.get("url") or item.get("id") or ""), rules))
    return tuple(found)
