"""A whole fetch: who is asked, eight hosts at a time, one connection a host; answers are kept author by author.

Comes in: the hub and its authors. Goes out: a ``FetchReport``. One feed's failure never stops another. What to ask and
what to keep is decided in ``schedule`` and ``merge``; here it is done.
"""

from __future__ import annotations

import datetime as dt
import os
import queue
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Protocol
from urllib.parse import urlsplit

from msgspec.structs import replace

from voices.feeds import schedule
from voices.feeds.addresses import Resolve, resolve
from voices.feeds.archive import ArchiveWriteError, file_digest, locked
from voices.feeds.asking import Answer, ask
from voices.feeds.client import Client, Validators
from voices.feeds.documents import Document, Failure, Task
from voices.feeds.keeping import Asked, Kept, Rules, keep, wishes_digest
from voices.feeds.merge import Gate
from voices.feeds.report import FetchReport, Outcome, Problem
from voices.feeds.schedule import Memory, Turn
from voices.feeds.shelf import Shelf, read_shelf
from voices.feeds.state import State, key_of, read_state, write_state
from voices.feeds.worker import Workers
from voices.model import Author, FeedSource
from voices.settings import Hub

HOSTS_AT_ONCE = 8
_SAVED_EVERY = 50
_EPOCH = dt.datetime.fromtimestamp(0, dt.UTC)

Progress = Callable[[int, int, str], None]
"""Called with feeds done, feeds in all, and the address just done."""


class Parser(Protocol):
    """Reads documents: workers, as a rule."""

    def parse(self, task: Task) -> Document | Failure:
        """The feed in ``task``, or why there is none."""
        ...


@dataclass(slots=True)
class _Plan:
    """A feed in this fetch."""

    author: Author
    feed: FeedSource
    memory: Memory
    turn: Turn
    answer: Answer | None = None


@dataclass(slots=True)
class _Hosts:
    """Hosts to leave alone, shared by the threads of one fetch."""

    until: dict[str, dt.datetime]
    lock: threading.Lock = field(default_factory=threading.Lock)

    def held(self, url: str) -> dt.datetime | None:
        with self.lock:
            return self.until.get(_host(url))

    def note(self, url: str, answer: Answer, now: dt.datetime) -> None:
        hold = schedule.host_hold(answer.status, answer.headers, now)
        if hold is not None:
            with self.lock:
                for address in {_host(url), _host(answer.final_url or url)}:
                    self.until[address] = max(hold, self.until.get(address, hold))


def fetch_all(
    hub: Hub,
    authors: Sequence[Author],
    *,
    now: dt.datetime,
    only: str | None = None,
    dry_run: bool = False,
    force: bool = False,
    gate: Gate = lambda _text: (),
    gate_version: str = "",
    progress: Progress | None = None,
    resolver: Resolve = resolve,
    parser: Parser | None = None,
) -> FetchReport:
    """Ask every feed of active authors whose turn it is, and bring their archives up to date.

    ``only`` names one author; ``force`` is ``--now``; ``dry_run`` asks but writes nothing. ``gate_version`` changes when
    the rules behind ``gate`` do, so that feeds are read anew. ``parser`` are workers to use instead of new ones.
    Raises OSError only when not even the cache can be written.
    """
    now = now.astimezone(dt.UTC)
    state = read_state(hub.cache)
    rules = Rules(now, gate, gate_version, dry_run)
    hosts = _Hosts(dict(state.hosts))
    asking = [a for a in authors if a.status == "active" and (only is None or a.id == only)]
    plans = {author.id: _plans(hub, author, state, hosts, rules, force=force) for author in asking}
    keeper = _Keeper(hub, {a.id: a for a in asking}, plans, rules, state, hosts, _listed(authors), progress)
    due = [plan for some in plans.values() for plan in some if plan.turn.ask]
    try:
        if due:
            with ExitStack() as stack:
                client = stack.enter_context(Client.of(hub, resolver))
                own = Workers(min(HOSTS_AT_ONCE, os.cpu_count() or 1))
                _ask_all(client, parser or stack.enter_context(own), due, hosts, now, keeper)
        keeper.rest()
    finally:
        keeper.save()
    return keeper.report()


def _plans(hub: Hub, author: Author, state: State, hosts: _Hosts, rules: Rules, *, force: bool) -> list[_Plan]:
    shelf, _ = read_shelf(hub, author.id)
    return [_plan(author, feed, shelf, state, hosts, rules, force=force) for feed in author.feeds]


def _plan(
    author: Author, feed: FeedSource, shelf: Shelf, state: State, hosts: _Hosts, rules: Rules, *, force: bool
) -> _Plan:
    memory = state.feeds.get(key_of(author.id, feed.url), Memory())
    path = shelf.path_of(feed, author.feeds)
    archive = shelf.archives.get(path, {}) if path is not None else {}
    voices = archive.get("_voices") or {}
    changed = bool(memory.wishes) and memory.wishes != wishes_digest(feed, rules.gate_version)
    if changed or path is None or memory.known != file_digest(path):
        # What these validators vouched for is not what lies there: the archive came back from git, or was edited.
        memory = replace(memory, validators=Validators())
    gone = voices.get("state") == "gone" and archive.get("feed_url") == feed.url
    turn = schedule.turn(
        memory,
        rules.now,
        gone=gone,
        host_held_until=hosts.held(feed.url),
        changed_wishes=changed,
        force=force,
    )
    return _Plan(author, feed, memory, turn)


def _ask_all(
    client: Client, workers: Parser, due: Sequence[_Plan], hosts: _Hosts, now: dt.datetime, keeper: _Keeper
) -> None:
    queues: dict[str, list[_Plan]] = {}
    # Who waited longest goes first, so that one feed that is always refused doesn't starve the others of its host.
    for plan in sorted(due, key=lambda plan: plan.memory.asked or _EPOCH):
        queues.setdefault(_host(plan.feed.url), []).append(plan)
    answered: queue.SimpleQueue[_Plan | BaseException] = queue.SimpleQueue()
    stopped = threading.Event()

    def ask_host(plans: Sequence[_Plan]) -> None:
        for plan in plans:
            try:
                if not stopped.is_set():
                    _ask_one(client, workers, plan, hosts, now)
            except BaseException as error:
                answered.put(error)
            answered.put(plan)

    with ThreadPoolExecutor(HOSTS_AT_ONCE, thread_name_prefix="voices-fetch") as pool:
        try:
            for plans in queues.values():
                pool.submit(ask_host, plans)
            left = len(due)
            while left:
                done = answered.get()
                if isinstance(done, BaseException):
                    raise done
                keeper.done(done)
                left -= 1
        except BaseException:
            stopped.set()
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _ask_one(client: Client, workers: Parser, plan: _Plan, hosts: _Hosts, now: dt.datetime) -> None:
    held = hosts.held(plan.feed.url)
    if held is not None and held > now:
        plan.turn = Turn(ask=False, why="host", until=held)
        return
    answer = ask(client, workers.parse, plan.feed.url, plan.memory.validators)
    hosts.note(plan.feed.url, answer, now)
    plan.answer = answer


class _Keeper:
    """Collects answers until an author's are complete, then has them kept. Used by the main thread only."""

    def __init__(
        self,
        hub: Hub,
        authors: dict[str, Author],
        plans: dict[str, list[_Plan]],
        rules: Rules,
        state: State,
        hosts: _Hosts,
        listed: frozenset[str],
        progress: Progress | None,
    ) -> None:
        self._hub = hub
        self._authors = authors
        self._plans = plans
        self._rules = rules
        self._memories = dict(state.feeds)
        self._hosts = hosts
        self._listed = listed
        self._progress = progress
        self._waiting = {id_: sum(plan.turn.ask for plan in some) for id_, some in plans.items()}
        self._total = sum(self._waiting.values())
        self._finished = 0
        self._kept: dict[str, tuple[Kept, ...]] = {}
        self._problems: dict[str, tuple[Problem, ...]] = {}

    def done(self, plan: _Plan) -> None:
        """An answer came in."""
        self._finished += 1
        self._waiting[plan.author.id] -= 1
        if not self._waiting[plan.author.id]:
            self._keep(plan.author.id)
        if self._finished % _SAVED_EVERY == 0:
            self.save()
        if self._progress is not None:
            self._progress(self._finished, self._total, plan.feed.url)

    def rest(self) -> None:
        """The authors of whom nothing was asked: only their wishes may have changed."""
        for id_ in self._plans:
            if id_ not in self._kept:
                self._keep(id_)

    def save(self) -> None:
        """Remember; after the archives, so that a validator never vouches for what was not kept."""
        if self._rules.dry_run:
            return
        with locked(self._hub.cache):
            write_state(self._hub.cache, State(self._memories, self._hosts.until), self._listed, self._rules.now)

    def report(self) -> FetchReport:
        """Everything that happened, in the order of the authors."""
        kept = [one for id_ in self._plans for one in self._kept.get(id_, ())]
        problems = [problem for id_ in self._plans for problem in self._problems.get(id_, ())]
        return FetchReport(
            outcomes=tuple(one.outcome for one in kept),
            moves=tuple(one.move for one in kept if one.move is not None),
            held=tuple(held for one in kept for held in one.held),
            problems=(*problems, *(one.problem for one in kept if one.problem is not None)),
            dry_run=self._rules.dry_run,
        )

    def _keep(self, id_: str) -> None:
        asked = [Asked(plan.feed, plan.memory, plan.turn, plan.answer) for plan in self._plans[id_]]
        with locked(self._hub.cache):
            self._kept[id_], self._problems[id_] = keep(self._hub, self._authors[id_], asked, self._rules)
        for plan, one in zip(self._plans[id_], self._kept[id_], strict=True):
            self._memories[key_of(id_, plan.feed.url)] = one.memory
            # A document may be large, and its words are in the archive now or were not meant to be.
            plan.answer = None


def _listed(authors: Sequence[Author]) -> frozenset[str]:
    return frozenset(key_of(author.id, feed.url) for author in authors for feed in author.feeds)


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""


__all__ = ["ArchiveWriteError", "FetchReport", "Outcome", "fetch_all"]
