"""When to ask a feed, and when next: decisions only, of state, answer and clock.

Comes in: what is remembered of a feed, what its server said, the time. Goes out: a decision. Asking is left to ``fetch``,
remembering to ``state``.
"""

from __future__ import annotations

import datetime as dt
import email.utils
import re
from collections.abc import Mapping
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from voices.feeds.client import Validators
from voices.feeds.documents import Hints
from voices.store import digest

HOUR = dt.timedelta(hours=1)
DAY = dt.timedelta(days=1)
LONGEST = dt.timedelta(days=7)
LONGEST_BACKOFF = dt.timedelta(days=3)
MOVED_AFTER = dt.timedelta(days=7)
MOVED_SIGHTINGS = 3
NAMED_AFTER = dt.timedelta(days=7)
_MAX_AGE = re.compile(r"(?:^|[,\s])max-age\s*=\s*\"?(\d{1,10})", re.IGNORECASE)
_NO_HINTS = Hints()
_NO_VALIDATORS = Validators()

Why = Literal["due", "gone", "host", "retry-after", "hour", "later"]


class Memory(Struct, frozen=True):
    """What is remembered of one feed between fetches. Losing it costs a request.

    ``known`` and ``wishes`` tie the validators to the archive file and the profile's wishes they were given for: where
    either changed, the whole document is asked for again.
    """

    validators: Validators = Validators()
    known: str = ""
    wishes: str = ""
    asked: dt.datetime | None = None
    due: dt.datetime | None = None
    not_before: dt.datetime | None = None
    """The server's own word (Retry-After); nothing skips it."""
    failures: int = 0
    moved_to: str = ""
    sightings: int = 0


class Turn(Struct, frozen=True):
    """Whether a feed is asked now; if not, until when, and why not."""

    ask: bool
    why: Why = "due"
    until: dt.datetime | None = None


def turn(
    memory: Memory,
    now: dt.datetime,
    *,
    gone: bool = False,
    host_held_until: dt.datetime | None = None,
    changed_wishes: bool = False,
    force: bool = False,
) -> Turn:
    """Whether to ask a feed ``now``.

    ``force`` (``--now``) skips the interval, the hourly floor and the backoff, never a 410, a Retry-After or a held host.
    A profile that changed its wishes is as good as a new feed: its interval does not count.
    """
    if gone:
        return Turn(ask=False, why="gone")
    if host_held_until is not None and host_held_until > now:
        return Turn(ask=False, why="host", until=host_held_until)
    if memory.not_before is not None and memory.not_before > now:
        return Turn(ask=False, why="retry-after", until=memory.not_before)
    if force or changed_wishes:
        return Turn(ask=True)
    # A clock that was wrong once must not silence a feed for ever.
    if memory.asked is not None and memory.asked <= now and now - memory.asked < HOUR:
        return Turn(ask=False, why="hour", until=memory.asked + HOUR)
    if memory.due is not None and now < memory.due <= now + LONGEST + DAY:
        return Turn(ask=False, why="later", until=memory.due)
    return Turn(ask=True)


def after_answer(
    memory: Memory,
    now: dt.datetime,
    *,
    headers: Mapping[str, str],
    every: dt.timedelta,
    hints: Hints = _NO_HINTS,
    validators: Validators = _NO_VALIDATORS,
) -> Memory:
    """What to remember after an answer that was a feed, or a 304: the longest wait anyone asked for, within bounds."""
    waits = [every, _max_age(headers), _expires(headers, now), dt.timedelta(seconds=min(hints.seconds, 1e8))]
    asked_for = retry_after(headers, now)
    if not validators:
        waits.append(DAY)
    if asked_for is not None:
        waits.append(asked_for - now)
    due = now + min(LONGEST, max(HOUR, *waits))
    return replace(
        memory,
        asked=now,
        due=_outside(due, hints),
        not_before=asked_for,
        failures=0,
        validators=validators,
    )


def after_failure(memory: Memory, now: dt.datetime, *, url: str, headers: Mapping[str, str] | None = None) -> Memory:
    """What to remember after a failure: an hour, doubled each time up to three days, each feed a little apart."""
    failures = memory.failures + 1
    wait = min(LONGEST_BACKOFF, HOUR * 2 ** min(failures - 1, 12))
    asked_for = retry_after(headers or {}, now)
    # Feeds of one host that fail together must not come back together; the same feed gets the same share.
    share = int(digest(url, str(failures))[:4], 16) / 0xFFFF
    wait += wait * 0.1 * share
    due = max(now + min(wait, LONGEST_BACKOFF), asked_for or now)
    return replace(memory, asked=now, due=due, not_before=asked_for, failures=failures)


def after_move(memory: Memory, moved_to: str) -> Memory:
    """Count a permanent redirect; another target, or none, begins anew."""
    if not moved_to:
        return replace(memory, moved_to="", sightings=0)
    return replace(memory, moved_to=moved_to, sightings=memory.sightings + 1 if moved_to == memory.moved_to else 1)


def proposes_move(memory: Memory, since: dt.datetime | None, now: dt.datetime) -> bool:
    """Whether a move was seen often and long enough to change the profile; ``since`` is the archive's first sighting."""
    return since is not None and now - since >= MOVED_AFTER and memory.sightings >= MOVED_SIGHTINGS


def host_hold(status: int, headers: Mapping[str, str], now: dt.datetime) -> dt.datetime | None:
    """Until when a whole host is left alone after a 429 or 503, None for other answers."""
    if status not in (429, 503):
        return None
    return retry_after(headers, now) or now + HOUR


def retry_after(headers: Mapping[str, str], now: dt.datetime) -> dt.datetime | None:
    """When ``Retry-After`` (seconds or a date, RFC 9110) allows to come back: at most seven days from now."""
    value = headers.get("retry-after", "").strip()
    if value.isascii() and value.isdigit():
        at = now + min(LONGEST, dt.timedelta(seconds=int(value[:9])))
    else:
        date = _http_date(value)
        if date is None:
            return None
        at = min(date, now + LONGEST)
    return at if at > now else None


def _max_age(headers: Mapping[str, str]) -> dt.timedelta:
    found = _MAX_AGE.search(headers.get("cache-control", ""))
    return min(LONGEST, dt.timedelta(seconds=int(found[1]))) if found else dt.timedelta()


def _expires(headers: Mapping[str, str], now: dt.datetime) -> dt.timedelta:
    # max-age overrides Expires (RFC 9111), and only the server's own clock makes sense of a date.
    if _MAX_AGE.search(headers.get("cache-control", "")):
        return dt.timedelta()
    expires = _http_date(headers.get("expires", ""))
    date = _http_date(headers.get("date", "")) or now
    return max(dt.timedelta(), expires - date) if expires else dt.timedelta()


def _http_date(value: str) -> dt.datetime | None:
    try:
        date = email.utils.parsedate_to_datetime(value)
        return (date if date.tzinfo else date.replace(tzinfo=dt.UTC)).astimezone(dt.UTC)
    except (TypeError, ValueError, OverflowError, IndexError):
        return None


def _outside(due: dt.datetime, hints: Hints) -> dt.datetime:
    """The first time from ``due`` on that is in none of the hours and days the feed asks to leave out."""
    if len(hints.skip_hours) >= 24 or len(hints.skip_days) >= 7:
        return due
    at = due.astimezone(dt.UTC)
    for _ in range(24 * 8):
        if at.hour not in hints.skip_hours and at.weekday() not in hints.skip_days:
            return at
        at = (at + HOUR).replace(minute=0, second=0, microsecond=0)
    return due
