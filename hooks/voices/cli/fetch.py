"""``voices fetch``: feeds and job boards, brought up to date."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from voices.cli import Session
from voices.cli.fetch_words import status_lines, summary_markdown, told
from voices.feeds.archive import file_digest
from voices.feeds.client import Client
from voices.feeds.fetch import Progress as Report
from voices.feeds.fetch import fetch_all
from voices.feeds.forgetting import forget_entry
from voices.feeds.merge import Gate
from voices.feeds.report import FetchReport
from voices.feeds.standings import standings
from voices.findings import did_you_mean
from voices.jobs.fetching import BoardReport, fetch_boards
from voices.model import Author, Content
from voices.policy.checking import gate
from voices.policy.reading import read_policy
from voices.policy.schema import PATH_IN_CONTENT
from voices.settings import Hub
from voices.sources import read_content


@click.command()
@click.option("--author", "only", metavar="ID", help="Only this author's feeds.")
@click.option("--dry-run", is_flag=True, help="Ask, and say what would change; write nothing.")
@click.option("--now", "at_once", is_flag=True, help="Don't wait for the next turn. A server's own word still holds.")
@click.option("--status", is_flag=True, help="Show how each feed is and what is held; ask no one.")
@click.option("--forget", "forgotten", metavar="URL", help="Remove an entry for good; it won't come back.")
@click.pass_obj
def fetch(
    session: Session, *, only: str | None, dry_run: bool, at_once: bool, status: bool, forgotten: str | None
) -> None:
    """Ask the authors' own blogs for what is new, and keep it in content/feeds/.

    \b
    voices fetch
    voices fetch --author aino --now
    voices fetch --status
    voices fetch --forget https://aino.example/a-post-to-remove/

    Exits 0 when some feeds fail, 1 when all do.
    """
    hub = session.hub()
    content = read_content(hub)
    authors = content.authors
    if only is not None and only not in {author.id for author in authors}:
        known = [author.id for author in authors]
        advice = did_you_mean(only, known) or " Name one by the file of the profile: aino.md is aino."
        raise click.UsageError(f'There is no author "{only}".{advice}')
    if forgotten is not None and (dry_run or at_once or status):
        raise click.UsageError("--forget removes at once and asks no one. Leave the other options out.")
    if forgotten is not None:
        _forget(session, hub, authors, forgotten)
    elif status:
        chosen = tuple(author for author in authors if only in (None, author.id))
        for line in status_lines(standings(hub, chosen), hub):
            click.echo(line)
    else:
        raise SystemExit(_fetch(session, hub, content, only=only, dry_run=dry_run, force=at_once))


def _fetch(session: Session, hub: Hub, content: Content, *, only: str | None, dry_run: bool, force: bool) -> int:
    judge, version = policy_gate(hub)
    now = hub.now()
    with _progress(session) as progress:
        report = fetch_all(
            hub,
            content.authors,
            now=now,
            only=only,
            dry_run=dry_run,
            force=force,
            gate=judge,
            gate_version=version,
            progress=progress,
        )
    boards: tuple[BoardReport, ...] = ()
    if only is None and hub.voices.boards:
        with Client.of(hub) as client:
            taken = [job.id for job in content.jobs if not job.board]
            boards = fetch_boards(hub, client, now, taken=taken, force=force, dry_run=dry_run)
    _tell(session, hub, report, boards)
    failed = len(report.failed) + sum(board.result == "failed" for board in boards)
    asked = len(report.asked) + sum(board.result != "later" for board in boards)
    return 1 if report.unwritten or (asked and failed == asked) else 0


def policy_gate(hub: Hub) -> tuple[Gate, str]:
    """The guideline as a judge of entries, and a content address that changes with it."""
    policy, _ = read_policy(hub)
    judge = gate(policy, hub)
    path = hub.content / PATH_IN_CONTENT
    return lambda text: judge(text.title, text.text, text.language), file_digest(path)


def _forget(session: Session, hub: Hub, authors: tuple[Author, ...], url: str) -> None:
    done = forget_entry(hub, authors, url)
    if not done:
        raise click.ClickException(
            f"No archived entry has the address {url}. voices fetch --status shows what is kept."
        )
    for path, number in done:
        session.say(f"{path}: {number} removed for good. Commit the change; older versions stay in git's history.")


def _tell(session: Session, hub: Hub, report: FetchReport, boards: tuple[BoardReport, ...]) -> None:
    for line in told(report, verbose=session.verbose):
        if line.important or not session.quiet:
            click.echo(line.text, err=True)
    for board in boards:
        if board.detail and (board.result == "failed" or not session.quiet):
            click.echo(f"{board.source}: {board.url}: {board.detail}", err=True)
    for move in report.moves:
        # The one machine-readable thing a fetch has to give: patches that ``git apply`` takes.
        click.echo(move.diff, nl=False)
    summary = os.environ.get("GITHUB_STEP_SUMMARY")
    if summary and (text := summary_markdown(report, hub)):
        with Path(summary).open("a", encoding="utf-8") as file:
            file.write(text)


@contextlib.contextmanager
def _progress(session: Session) -> Iterator[Report | None]:
    if session.quiet or not sys.stderr.isatty() or os.environ.get("CI"):
        yield None
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("Asking blogs", total=None)

        def report(done: int, total: int, _url: str) -> None:
            bar.update(task, completed=done, total=total)

        yield report
