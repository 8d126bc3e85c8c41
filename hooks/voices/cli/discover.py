"""``voices discover``: which feeds a homepage offers."""

from __future__ import annotations

import click

from voices.cli import Session
from voices.feeds.client import Client, FetchError
from voices.feeds.discover import discover as find_feeds
from voices.feeds.discover import yaml_to_paste
from voices.feeds.worker import Workers
from voices.text import counted


@click.command()
@click.argument("url")
@click.pass_obj
def discover(session: Session, url: str) -> None:
    """Find the feeds of the homepage at URL, and print the lines for a profile.

    \b
    voices discover https://aino.example
    voices discover https://mastodon.example/@aino
    """
    with Client.of(session.hub()) as client, Workers(1) as workers:
        try:
            found = find_feeds(client, workers.parse, url)
        except FetchError as error:
            said = str(error) if url and url in str(error) else f'"{url}": {error}'
            raise click.ClickException(f"{said}. Check the address and try again.") from None
    if not found:
        raise click.ClickException(
            f"{url}: no feed was found. Look for a link named RSS or Feed there and give its address to voices discover."
        )
    for feed in found:
        number = counted(feed.entries, "entry", "entries")
        note = ", comments only" if feed.comments else ""
        session.say(f"{feed.url}  {feed.title or 'without a title'} ({number}{note})")
    session.say("\nPaste this into the profile, content/authors/<id>.md, and keep the one you want:\n")
    chosen = [feed for feed in found if not feed.comments] or list(found)
    click.echo(yaml_to_paste(chosen))
