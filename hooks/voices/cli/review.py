"""``voices review``: entries that wait for an editor, by link: listed, released or rejected.

A held entry has no text here. Releasing one accepts the rules it tripped and fetches it again at once; where that brings no
text it goes on waiting. Rejecting leaves a tombstone, so that it never comes back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import click
from msgspec import Struct

from voices.cli import Session
from voices.cli.fetch import policy_gate
from voices.feeds.archive import locked, write_file
from voices.feeds.fetch import fetch_all
from voices.feeds.forgetting import forget_entry
from voices.feeds.items import held_item, is_held
from voices.feeds.links import link_key
from voices.feeds.merge import normalised
from voices.feeds.reading import waits
from voices.feeds.shelf import read_shelf
from voices.model import Author
from voices.settings import Hub
from voices.sources import read_content


class Waiting(Struct, frozen=True):
    """A held entry: whose, in which archive file, where to read it, and why it waits."""

    author: str
    path: Path
    id: str
    url: str
    published: str
    rules: tuple[str, ...]


@click.group(invoke_without_command=True)
@click.pass_context
def review(ctx: click.Context) -> None:
    """Decide about entries that are held.

    \b
    voices review
    voices review release https://aino.example/a-post/
    voices review reject https://aino.example/another/

    Without a command: one line an entry, with its date, author, link and the rules it met.
    """
    if ctx.invoked_subcommand is None:
        session: Session = ctx.obj
        hub = session.hub()
        found = tuple(waiting(hub, read_content(hub).authors))
        for one in found:
            click.echo(f"{one.published[:10]}  {one.author}  {one.url or one.id}  {', '.join(one.rules) or 'by hand'}")
        session.say(_counted(len(found)))


@review.command()
@click.argument("urls", nargs=-1, required=True, metavar="URL…")
@click.pass_obj
def release(session: Session, urls: Sequence[str]) -> None:
    """Accept what an entry's rules found, and fetch it again."""
    hub = session.hub()
    authors = read_content(hub).authors
    chosen = _chosen(hub, authors, urls)
    accept(hub, chosen)
    judge, version = policy_gate(hub)
    for author in sorted({one.author for one in chosen}):
        fetch_all(
            hub,
            authors,
            now=hub.now(),
            only=author,
            force=True,
            gate=judge,
            gate_version=version,
        )
    missing = put_back(hub, chosen)
    for one in chosen:
        if one in missing:
            told = "its blog did not give its text, so it goes on waiting. Try again later."
        else:
            told = "released. Commit the change to publish it."
        click.echo(f"{one.url or one.id}: {told}", err=True)
    if missing:
        raise SystemExit(1)


@review.command()
@click.argument("urls", nargs=-1, required=True, metavar="URL…")
@click.pass_obj
def reject(session: Session, urls: Sequence[str]) -> None:
    """Remove an entry for good; it won't come back."""
    hub = session.hub()
    authors = read_content(hub).authors
    for one in _chosen(hub, authors, urls):
        forget_entry(hub, authors, one.url or one.id)
        session.say(f"{one.url or one.id}: rejected. Commit the change.")


def waiting(hub: Hub, authors: Sequence[Author]) -> Iterator[Waiting]:
    """Every held entry that waits for an editor, by author, file and place in it."""
    for author in sorted(authors, key=lambda author: author.id):
        shelf, _ = read_shelf(hub, author.id)
        for path, archive in shelf.archives.items():
            for item in normalised(archive)["items"]:
                rules = tuple(str(rule) for rule in item["_voices"].get("rules") or ())
                if waits(str(item["_voices"].get("status") or ""), rules):
                    text = {key: str(item.get(key) or "") for key in ("id", "url", "date_published")}
                    yield Waiting(author.id, path, text["id"], text["url"], text["date_published"], rules)


def accept(hub: Hub, chosen: Sequence[Waiting]) -> None:
    """Mark entries as released; the rules they met stay noted, which is how the next fetch knows they are accepted."""
    _rewrite(hub, chosen, lambda item, _: {**item, "_voices": {**item["_voices"], "status": "published"}})


def put_back(hub: Hub, chosen: Sequence[Waiting]) -> tuple[Waiting, ...]:
    """Hold again what came without a text, so that nothing empty is published; says which."""
    missing: list[Waiting] = []

    def again(item: dict[str, Any], one: Waiting) -> dict[str, Any]:
        if not is_held(item) and any(item.get(key) for key in ("title", "summary", "content_html", "content_text")):
            return item
        missing.append(one)
        return held_item(item, one.rules)

    _rewrite(hub, chosen, again)
    return tuple(missing)


def _rewrite(hub: Hub, chosen: Sequence[Waiting], change: Callable[[dict[str, Any], Waiting], dict[str, Any]]) -> None:
    with locked(hub.cache):
        for path in sorted({one.path for one in chosen}):
            mine = {one.id: one for one in chosen if one.path == path}
            shelf, _ = read_shelf(hub, next(iter(mine.values())).author)
            archive: Mapping[str, Any] = normalised(shelf.archives[path])
            items = [
                change(item, mine[str(item.get("id"))]) if str(item.get("id")) in mine else item
                for item in archive["items"]
            ]
            write_file(path, {**archive, "items": items})


def _chosen(hub: Hub, authors: Sequence[Author], urls: Sequence[str]) -> tuple[Waiting, ...]:
    known = tuple(waiting(hub, authors))
    found: list[Waiting] = []
    for url in urls:
        matching = [one for one in known if one.id == url or (one.url and link_key(one.url) == link_key(url))]
        if not matching:
            raise click.ClickException(f"No held entry has the link {url}. Run voices review to see what waits.")
        found += matching
    return tuple(dict.fromkeys(found))


def _counted(number: int) -> str:
    if not number:
        return "Nothing waits."
    return f"{number} {'entry waits' if number == 1 else 'entries wait'}: release or reject by link."
