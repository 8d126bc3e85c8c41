"""What ``voices fetch`` says: lines for the terminal, Markdown for the job's summary. Decides nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from msgspec import Struct

from voices.feeds.report import FetchReport, HeldEntry, Move, Outcome
from voices.feeds.standings import Standing
from voices.settings import Hub
from voices.text import counted

_WAITS = {
    "gone": "gone for good (410); change or remove it in the profile",
    "host": "its server asked for a pause",
    "retry-after": "its server asked for a pause",
    "hour": "asked less than an hour ago",
    "later": "not its turn yet",
    "due": "",
}
_RELEASE = "To release one: `voices review release URL`; to drop it: `voices review reject URL`."
_RULES = {
    "feed.other-author": "signed by someone else; name the author under only_author in the profile",
    "feed.replaced": "the feed became another blog",
}


class Line(Struct, frozen=True):
    """A line for the terminal; an important one is shown with ``--quiet`` too."""

    text: str
    important: bool = False


def told(report: FetchReport, *, verbose: bool = False) -> tuple[Line, ...]:
    """What happened: failures, moves, held entries and problems always, the rest as a total or in full."""
    lines = [Line(f"{problem.path}: {problem.message}", important=True) for problem in report.problems]
    for outcome in report.outcomes:
        if outcome.result in ("failed", "gone"):
            lines.append(Line(f"{outcome.author}: {outcome.url}: {outcome.detail}. Its entries stay.", important=True))
        elif verbose or outcome.new or outcome.changed or outcome.held or outcome.released:
            lines.append(Line(f"{outcome.author}: {outcome.url}: {_happened(outcome)}"))
    lines += [Line(_moved(move), important=True) for move in report.moves]
    new_held = sum(outcome.held for outcome in report.outcomes)
    if new_held:
        lines.append(
            Line(f"{counted(new_held, 'entry', 'entries')} held; voices fetch --status says why.", important=True)
        )
    lines.append(Line(_total(report)))
    return tuple(lines)


def status_lines(standings: Iterable[Standing], hub: Hub) -> tuple[str, ...]:
    """One block a feed: how it is, when it was and will be asked, what is held and why."""
    lines: list[str] = []
    for feed in standings:
        if feed.problem is not None:
            lines.append(f"{feed.problem.path}: {feed.problem.message}")
            continue
        lines.append(f"{feed.author}  {feed.url}")
        lines.append(
            f"    {_standing(feed, hub)}; {counted(feed.published, 'entry', 'entries')}, {len(feed.held)} held"
        )
        if feed.fetched:
            lines.append(f"    last asked {_when(feed.asked, hub)}, next {_when(feed.due, hub)}")
        lines += [f"    held: {entry.url}  {_reasons(entry)}" for entry in feed.held]
    return tuple(lines) or ("No profile lists a feed.",)


def summary_markdown(report: FetchReport, hub: Hub) -> str:
    """What an editor should look at, for ``GITHUB_STEP_SUMMARY``; empty when there is nothing."""
    failing = [outcome for outcome in report.outcomes if outcome.newly_named]
    gone = [outcome for outcome in report.outcomes if outcome.result == "gone"]
    parts: list[str] = []
    if report.held:
        parts += ["### Held entries", ""]
        parts += [f"- {_code(entry.url)} ({entry.author}): {_reasons(entry)}" for entry in report.held]
        parts += [
            "",
            _RELEASE,
            "",
        ]
    if failing or gone:
        parts += ["### Feeds that stopped", ""]
        parts += [f"- {_code(o.url)} ({o.author}): {o.detail}, since {_day(o.since, hub)}" for o in (*failing, *gone)]
        parts += [""]
    if report.moves:
        parts += ["### Feeds that moved", ""]
        for move in report.moves:
            parts += [
                f"- {_code(move.old_url)} → {_code(move.new_url)} ({move.author})",
                "",
                "```diff",
                move.diff.rstrip(),
                "```",
                "",
            ]
    if report.problems:
        parts += [
            "### Archive",
            "",
            *(f"- {_code(problem.path)}: {problem.message}" for problem in report.problems),
            "",
        ]
    return "\n".join(parts) + "\n" if parts else ""


def _happened(outcome: Outcome) -> str:
    if outcome.result == "not due":
        until = f", until {outcome.until:%Y-%m-%d %H:%M} UTC" if outcome.until else ""
        return f"{_WAITS[outcome.why]}{until}"
    counts = {
        "new": outcome.new,
        "changed": outcome.changed,
        "held": outcome.held,
        "released": outcome.released,
    }
    said = ", ".join(f"{number} {name}" for name, number in counts.items() if number)
    return said or "nothing new"


def _total(report: FetchReport) -> str:
    asked, failed = len(report.asked), len(report.failed)
    waiting = len(report.outcomes) - asked
    said = [
        f"{counted(asked, 'feed', 'feeds')} asked",
        f"{report.total('new')} new",
        f"{report.total('changed')} changed",
        f"{failed} failed",
    ]
    if waiting:
        said.append(f"{waiting} not due")
    return ", ".join(said) + (". Nothing was written." if report.dry_run else ".")


def _standing(feed: Standing, hub: Hub) -> str:
    since = f" since {_day(feed.since, hub)}" if feed.since else ""
    if not feed.listed:
        return "no longer listed in the profile"
    if not feed.fetched:
        return "not asked, because its author is not active"
    if not feed.path:
        return "not read yet"
    if feed.state == "moved":
        return f"moved to {feed.moved_to}{since}"
    if feed.state == "held":
        return f"held for review{since}: title and host both changed; set the archive's state to ok to accept"
    return f"{feed.state}{since}" + (f" ({feed.reason})" if feed.reason else "")


def _reasons(entry: HeldEntry) -> str:
    return "; ".join(_RULES.get(rule, rule) for rule in entry.rules) or "held by hand"


def _moved(move: Move) -> str:
    return f"{move.profile}: {move.old_url} has moved to {move.new_url} for good. Change it in the profile."


def _when(at: dt.datetime | None, hub: Hub) -> str:
    return at.astimezone(hub.zone).strftime("%Y-%m-%d %H:%M") if at else "never"


def _day(at: dt.datetime | None, hub: Hub) -> str:
    return at.astimezone(hub.zone).strftime("%Y-%m-%d") if at else "an unknown day"


def _code(text: str) -> str:
    return f"`{text.replace('`', '%60')}`"
