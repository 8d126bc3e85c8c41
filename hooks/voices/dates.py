"""Dates and times as people write them in front matter, and "today" as an input of the build.

A date keeps whether it was a bare day or a time, because the two differ in what counts as the future.
"""

from __future__ import annotations

import datetime as dt
import re
from zoneinfo import ZoneInfo

from msgspec import Struct

_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})$")
_TIME = re.compile(r"(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)\s*(Z|[+-]\d{2}:?\d{2})?$", re.IGNORECASE)
_NUMERIC = re.compile(r"(\d{1,4})[./-](\d{1,2})[./-](\d{1,4})$")


class Moment(Struct, frozen=True, order=True):
    """A point in time with its offset; ``bare`` when only a day was written (then it stands for that day's start)."""

    at: dt.datetime
    bare: bool = False

    @property
    def day(self) -> dt.date:
        """The calendar day in the moment's own offset."""
        return self.at.date()

    def iso(self) -> str:
        """RFC 3339 with offset, to the second."""
        return self.at.isoformat(timespec="seconds")

    def is_future(self, now: dt.datetime) -> bool:
        """A bare day after today, or a time after now; ``now`` carries the hub's time zone."""
        if self.bare:
            return self.day > now.astimezone(self.at.tzinfo).date()
        return self.at > now


def parse_moment(value: object, zone: ZoneInfo) -> Moment:
    """Read ``YYYY-MM-DD``, ``YYYY-MM-DD HH:MM[:SS]`` or RFC 3339; without offset in ``zone``.

    Raises ValueError with a sentence that proposes the right form where one can be guessed.
    """
    if isinstance(value, dt.datetime):
        return Moment(value if value.tzinfo else value.replace(tzinfo=zone))
    if isinstance(value, dt.date):
        return Moment(dt.datetime(value.year, value.month, value.day, tzinfo=zone), bare=True)
    text = str(value).strip()
    try:
        if _DAY.match(text):
            return Moment(dt.datetime.fromisoformat(text).replace(tzinfo=zone), bare=True)
        if found := _TIME.match(text):
            day, time, offset = found.groups()
            at = dt.datetime.fromisoformat(f"{day}T{time}{(offset or '').upper()}")
            return Moment(at if at.tzinfo else at.replace(tzinfo=zone))
    except ValueError:
        raise ValueError(f'"{text}" is not a day of the calendar. Write it as YYYY-MM-DD.') from None
    raise ValueError(f'"{text}" is not a date this hub reads. {_proposal(text)}')


def zone_now(zone: ZoneInfo, source_date_epoch: str | None, clock: dt.datetime) -> dt.datetime:
    """Now in ``zone``: ``SOURCE_DATE_EPOCH`` (seconds since 1970) where it is given, else the clock."""
    if source_date_epoch:
        return dt.datetime.fromtimestamp(int(source_date_epoch), tz=zone)
    return clock.astimezone(zone)


def _proposal(text: str) -> str:
    found = _NUMERIC.match(text)
    if found:
        first, middle, last = (int(part) for part in found.groups())
        year, month, day = (first, middle, last) if first > 31 else (last, middle, first)
        if year < 100:
            year += 2000
        try:
            return f"Write it as {dt.date(year, month, day).isoformat()}."
        except ValueError:
            pass
    return "Write it as YYYY-MM-DD, for example 2026-11-03."
