"""``voices import``: subscriptions from another reader, as the feeds of a profile."""

from __future__ import annotations

from pathlib import Path

import click

from voices.cli import Session
from voices.feeds.opml_in import OpmlError, Subscription, read_opml
from voices.feeds.profile_edit import ProfileError, with_feeds
from voices.findings import did_you_mean
from voices.sources import read_content
from voices.store import write_atomic


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--author", "author_id", metavar="ID", help="Write the feeds into this author's profile.")
@click.pass_obj
def import_opml(session: Session, file: Path, author_id: str | None) -> None:
    """Read the blogs in an OPML FILE, and print the lines for a profile.

    \b
    voices import blogs.opml
    voices import blogs.opml --author aino

    With --author the feeds that the profile does not list yet are added to it.
    """
    try:
        subscriptions = read_opml(file.read_bytes())
    except OpmlError as error:
        raise click.ClickException(f"{file}: {error}. Export your subscriptions as OPML and try again.") from None
    if not subscriptions:
        raise click.ClickException(f"{file}: no feed is listed in it. Export your subscriptions as OPML and try again.")
    if author_id is None:
        click.echo("feeds:")
        for subscription in subscriptions:
            click.echo("\n".join(lines_of(subscription)))
        return
    _write(session, author_id, subscriptions)


def lines_of(subscription: Subscription) -> list[str]:
    """The YAML of one feed; its title as a comment, for whoever has to choose."""
    comment = f"  # {subscription.title}" if subscription.title else ""
    return [f'  - url: "{subscription.url}"{comment}', "    show: excerpt"]


def _write(session: Session, author_id: str, subscriptions: tuple[Subscription, ...]) -> None:
    hub = session.hub()
    authors = {author.id: author for author in read_content(hub).authors}
    if author_id not in authors:
        raise click.UsageError(f'There is no author "{author_id}".{did_you_mean(author_id, authors)}')
    author = authors[author_id]
    listed = {feed.url for feed in author.feeds}
    fresh = tuple(subscription for subscription in subscriptions if subscription.url not in listed)
    path = hub.root / author.source.path
    if fresh:
        try:
            write_atomic(path, with_feeds(path.read_bytes(), [line for s in fresh for line in lines_of(s)]))
        except ProfileError as error:
            raise click.ClickException(f"{author.source.path}: {error}") from None
    session.say(f"{author.source.path}: {len(fresh)} added, {len(subscriptions) - len(fresh)} listed before.")
