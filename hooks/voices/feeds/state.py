"""What is remembered between fetches, in one file under ``.cache/``: may be lost, at no cost but a request."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

import msgspec
from msgspec import Struct, field

from voices.feeds.schedule import Memory
from voices.store import write_atomic

FILE = "fetch.json"


class State(Struct, frozen=True):
    """Memories by ``author url``, and hosts to leave alone until a time."""

    feeds: Mapping[str, Memory] = field(default_factory=dict)
    hosts: Mapping[str, dt.datetime] = field(default_factory=dict)


def key_of(author: str, url: str) -> str:
    """Under what a feed is remembered."""
    return f"{author} {url}"


def read_state(cache: Path) -> State:
    """What is remembered; nothing when the file is missing or can't be read."""
    try:
        return msgspec.json.decode((cache / FILE).read_bytes(), type=_Stored).state()
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
        return State()


def write_state(cache: Path, state: State, listed: frozenset[str], now: dt.datetime) -> None:
    """Keep what may be of use: feeds still listed, holds not yet over. Another fetch's news in the file stays."""
    before = read_state(cache)
    feeds = {key: memory for key, memory in {**before.feeds, **state.feeds}.items() if key in listed}
    hosts = {host: until for host, until in {**before.hosts, **state.hosts}.items() if until > now}
    data = msgspec.json.encode(_Stored(dict(sorted(feeds.items())), dict(sorted(hosts.items()))))
    write_atomic(cache / FILE, data)


class _Stored(msgspec.Struct, frozen=True):
    feeds: dict[str, Memory]
    hosts: dict[str, dt.datetime]

    def state(self) -> State:
        # A time without offset can only come from someone's hand; comparing it would fail.
        aware = {h: u for h, u in self.hosts.items() if u.tzinfo}
        sound = {
            key: memory
            for key, memory in self.feeds.items()
            if all(at is None or at.tzinfo for at in (memory.asked, memory.due, memory.not_before))
        }
        return State(sound, aware)
