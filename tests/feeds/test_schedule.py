"""When to ask, and when next: a table of cases, and what holds for all of them."""

from __future__ import annotations

import datetime as dt

import pytest
from feedworld import NOW
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from voices.feeds import schedule
from voices.feeds.client import Validators
from voices.feeds.documents import Hints
from voices.feeds.schedule import DAY, HOUR, Memory, Turn, after_answer, after_failure, retry_after, turn

EVERY = dt.timedelta(hours=3)
TAG = Validators(etag='"1"')
MINUTE = dt.timedelta(minutes=1)


@pytest.mark.parametrize(
    ("memory", "options", "ask", "why"),
    [
        (Memory(), {}, True, "due"),
        (Memory(asked=NOW - HOUR / 2), {}, False, "hour"),
        (Memory(asked=NOW - HOUR / 2), {"force": True}, True, "due"),
        (Memory(asked=NOW - HOUR / 2), {"changed_wishes": True}, True, "due"),
        (Memory(asked=NOW - 2 * HOUR, due=NOW + HOUR), {}, False, "later"),
        (Memory(asked=NOW - 2 * HOUR, due=NOW + HOUR), {"force": True}, True, "due"),
        (Memory(asked=NOW - 2 * HOUR, due=NOW), {}, True, "due"),
        (Memory(not_before=NOW + HOUR), {"force": True}, False, "retry-after"),
        (Memory(), {"gone": True, "force": True}, False, "gone"),
        (Memory(), {"host_held_until": NOW + HOUR, "force": True}, False, "host"),
        (Memory(), {"host_held_until": NOW}, True, "due"),
        (Memory(asked=NOW + 9 * DAY), {}, True, "due"),
        (Memory(asked=NOW - 2 * HOUR, due=NOW + 30 * DAY), {}, True, "due"),
    ],
    ids=str,
)
def test_whose_turn_it_is(memory: Memory, options: dict[str, object], ask: object, why: str) -> None:
    found = turn(memory, NOW, **options)
    assert (found.ask, found.why) == (ask, why)


def test_a_turn_says_until_when_it_waits() -> None:
    assert turn(Memory(asked=NOW - HOUR / 4), NOW) == Turn(ask=False, why="hour", until=NOW + 3 * HOUR / 4)


@pytest.mark.parametrize(
    ("headers", "hints", "validators", "wait"),
    [
        ({}, Hints(), TAG, EVERY),
        ({}, Hints(), Validators(), DAY),
        ({"cache-control": "public, max-age=600"}, Hints(), TAG, EVERY),
        ({"cache-control": "max-age=21600"}, Hints(), TAG, 6 * HOUR),
        ({"cache-control": 'MAX-AGE="21600"'}, Hints(), TAG, 6 * HOUR),
        ({"cache-control": "s-maxage=99999, max-age=1"}, Hints(), TAG, EVERY),
        ({"cache-control": "max-age=99999999999"}, Hints(), TAG, 7 * DAY),
        ({"cache-control": "max-age=-5"}, Hints(), TAG, EVERY),
        ({"expires": "Tue, 03 Nov 2026 19:00:00 GMT"}, Hints(), TAG, 10 * HOUR),
        (
            {"expires": "Tue, 03 Nov 2026 19:00:00 GMT", "date": "Tue, 03 Nov 2026 07:00:00 GMT"},
            Hints(),
            TAG,
            12 * HOUR,
        ),
        ({"expires": "Tue, 03 Nov 2026 19:00:00 GMT", "cache-control": "max-age=60"}, Hints(), TAG, EVERY),
        ({"expires": "0"}, Hints(), TAG, EVERY),
        ({"expires": "-1"}, Hints(), TAG, EVERY),
        ({"expires": "Thu, 01 Jan 1970 00:00:00 GMT"}, Hints(), TAG, EVERY),
        ({}, Hints(seconds=86400), TAG, DAY),
        ({}, Hints(seconds=1e12), TAG, 7 * DAY),
        ({"retry-after": "36000"}, Hints(), TAG, 10 * HOUR),
        ({"retry-after": "Wed, 04 Nov 2026 09:00:00 GMT"}, Hints(), TAG, DAY),
        ({"retry-after": "soon"}, Hints(), TAG, EVERY),
        ({}, Hints(skip_hours=frozenset({12})), TAG, 4 * HOUR),
        ({}, Hints(skip_hours=frozenset(range(24))), TAG, EVERY),
        ({}, Hints(skip_days=frozenset({1})), TAG, 15 * HOUR),
        ({}, Hints(skip_days=frozenset(range(7))), TAG, EVERY),
    ],
    ids=str,
)
def test_how_long_until_the_next_time(
    headers: dict[str, str], hints: Hints, validators: Validators, wait: dt.timedelta
) -> None:
    after = after_answer(Memory(failures=3), NOW, headers=headers, every=EVERY, hints=hints, validators=validators)
    assert after.due is not None
    assert after.due - NOW == wait
    assert after.failures == 0


def test_backoff_doubles_from_an_hour_to_three_days() -> None:
    memory = Memory()
    waits = []
    for _ in range(10):
        memory = after_failure(memory, NOW, url="https://jane.example/feed")
        assert memory.due is not None
        waits.append((memory.due - NOW) / HOUR)
    for number, wait in enumerate(waits):
        plain = min(72, 2**number)
        assert plain <= wait <= min(72, plain * 1.1)


def test_feeds_that_fail_together_do_not_come_back_together() -> None:
    dues = {after_failure(Memory(), NOW, url=f"https://jane.example/{n}").due for n in range(20)}
    assert len(dues) == 20


def test_a_server_that_names_a_time_is_taken_at_its_word() -> None:
    memory = after_failure(Memory(), NOW, url="x", headers={"retry-after": "172800"})
    assert (memory.due, memory.not_before) == (NOW + 2 * DAY, NOW + 2 * DAY)


@pytest.mark.parametrize(
    ("status", "headers", "until"),
    [
        (200, {"retry-after": "60"}, None),
        (429, {}, NOW + HOUR),
        (503, {"retry-after": "120"}, NOW + 2 * MINUTE),
        (429, {"retry-after": "99999999999"}, NOW + 7 * DAY),
        (500, {}, None),
    ],
)
def test_when_a_whole_host_is_left_alone(status: int, headers: dict[str, str], until: dt.datetime | None) -> None:
    assert schedule.host_hold(status, headers, NOW) == until


def test_a_move_counts_only_while_it_leads_to_the_same_place() -> None:
    memory = Memory()
    for target in ("a", "a", "b", "b", "b"):
        memory = schedule.after_move(memory, target)
    assert (memory.moved_to, memory.sightings) == ("b", 3)
    assert not schedule.proposes_move(memory, NOW - 6 * DAY, NOW)
    assert schedule.proposes_move(memory, NOW - 7 * DAY, NOW)
    assert not schedule.proposes_move(replace(memory, sightings=2), NOW - 30 * DAY, NOW)
    assert not schedule.proposes_move(memory, None, NOW)
    assert schedule.after_move(memory, "").sightings == 0


TEXT = st.text(max_size=40)
HEADERS = st.dictionaries(
    st.sampled_from(["cache-control", "expires", "date", "retry-after"]),
    TEXT
    | st.integers(-(10**12), 10**12).map(str)
    | st.integers(0, 10**12).map(lambda n: f"max-age={n}")
    | st.datetimes().map(lambda at: at.strftime("%a, %d %b %Y %H:%M:%S GMT"))
    | st.sampled_from(["Fri, 31 Dec 9999 23:59:59 GMT", "Mon, 01 Jan 0001 00:00:00 -2359", "00000000000000000"]),
)
MOMENTS = st.integers(631_152_000, 7_258_118_400).map(lambda seconds: dt.datetime.fromtimestamp(seconds, dt.UTC))
HINTS = st.builds(
    Hints,
    st.floats(0, 1e300),
    st.frozensets(st.integers(0, 23)),
    st.frozensets(st.integers(0, 6)),
)
MEMORIES = st.builds(
    Memory,
    validators=st.builds(Validators, TEXT, TEXT),
    asked=st.none() | MOMENTS,
    due=st.none() | MOMENTS,
    not_before=st.none() | MOMENTS,
    failures=st.integers(0, 10**6),
)


@given(MEMORIES, MOMENTS, HEADERS, HINTS, st.builds(Validators, TEXT, TEXT), st.floats(0.01, 1e4))
def test_whatever_a_server_says_the_next_time_is_an_hour_to_eight_days_away(
    memory: Memory, now: dt.datetime, headers: dict[str, str], hints: Hints, validators: Validators, hours: float
) -> None:
    every = dt.timedelta(hours=hours)
    after = after_answer(memory, now, headers=headers, every=every, hints=hints, validators=validators)
    assert after.due is not None
    # Seven days, and at most one more week of skipped days.
    assert HOUR <= after.due - now <= 15 * DAY
    assert after.validators == validators
    if not hints.skip_days and not hints.skip_hours:
        assert after.due - now <= 7 * DAY
    # Asked again at once, the answer is no, unless someone says now.
    assert not turn(after, now + MINUTE).ask


@given(MEMORIES, MOMENTS, HEADERS, TEXT)
def test_whatever_fails_however_often_the_feed_is_asked_again_within_a_week(
    memory: Memory, now: dt.datetime, headers: dict[str, str], url: str
) -> None:
    after = after_failure(memory, now, url=url, headers=headers)
    assert after.due is not None
    assert HOUR <= after.due - now <= 7 * DAY
    assert after.validators == memory.validators
    assert turn(after, after.due).ask


@given(MEMORIES, MOMENTS, st.none() | MOMENTS)
def test_now_never_skips_a_servers_own_word(memory: Memory, now: dt.datetime, held: dt.datetime | None) -> None:
    found = turn(memory, now, host_held_until=held, force=True)
    waits = [at for at in (memory.not_before, held) if at is not None and at > now]
    assert found.ask is not bool(waits)
    assert not turn(memory, now, gone=True, force=True).ask


@given(HEADERS, MOMENTS)
def test_retry_after_is_in_the_future_and_within_a_week(headers: dict[str, str], now: dt.datetime) -> None:
    at = retry_after(headers, now)
    assert at is None or now < at <= now + 7 * DAY
