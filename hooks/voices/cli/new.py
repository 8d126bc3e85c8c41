"""``voices new``: begin a post or a profile, with what is known filled in and the rest explained.

The path of the new file goes to standard output. What is missing is asked for at a terminal; elsewhere it is wrong usage.
"""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path
from typing import Protocol

import click

from voices import i18n
from voices.dates import parse_moment
from voices.findings import did_you_mean
from voices.settings import Hub
from voices.sources.drafts import author_draft, post_draft
from voices.sources.fields import check_slug
from voices.sources.frontmatter import decode, split
from voices.store import write_atomic
from voices.text import slugify, without_day


class _Session(Protocol):
    def hub(self) -> Hub: ...


@click.group()
def new() -> None:
    """Begin a post or a profile.

    \b
    voices new post --title "What broke on Friday" --author aino-lehto
    voices new author --name "Aino Lehto" --agreed 2026-11-03
    """


@new.command("post")
@click.option("--title", help="The title; the file and the address are named after it.")
@click.option("--author", "authors", multiple=True, help="Id of the author; several times for several.")
@click.option("--language", help="The language it is written in. Default: the author's first.")
@click.option("--topics", default="", help="Names of topics, with commas between.")
@click.option("--date", help="The day it is published, YYYY-MM-DD. Default: today.")
@click.pass_obj
def new_post(
    session: _Session, title: str | None, authors: tuple[str, ...], language: str | None, topics: str, date: str | None
) -> None:
    """Begin a post in content/posts/<year>/.

    \b
    voices new post --title "What broke on Friday" --author aino-lehto --topics "Mistakes, Data"
    """
    hub = session.hub()
    title = title or _asked("--title", "Title")
    known = _author_ids(hub)
    ids = tuple(_author_id(name, known) for name in authors or (_asked("--author", "Id of the author"),))
    code = _language(language, hub) if language else ""
    day = _day(date, hub, "--date") if date else hub.now().date()
    slug = _slug(title, "--title")
    folder = hub.content / "posts"
    taken = sorted(path for path in folder.rglob("*.md") if slugify(without_day(path.stem)) == slug)
    file = folder / str(day.year) / f"{slug}.md"
    written = post_draft(
        hub.language(code or _first_language(hub, ids[0])),
        title=title,
        authors=ids,
        date=day,
        language=code,
        topics=tuple(topic.strip() for topic in topics.split(",") if topic.strip()),
    )
    _write(taken[0] if taken else file, written)


@new.command("author")
@click.option("--name", help="The name as the person wants to be read.")
@click.option("--agreed", help="The day the person agreed to have a page, YYYY-MM-DD.")
@click.option("--id", "id_", help="The last part of the page's address. Default: made from the name.")
@click.pass_obj
def new_author(session: _Session, name: str | None, agreed: str | None, id_: str | None) -> None:
    """Begin a profile in content/authors/.

    \b
    voices new author --name "Aino Lehto" --agreed 2026-11-03
    """
    hub = session.hub()
    name = name or _asked("--name", "Name")
    day = _day(agreed or _asked("--agreed", "Day the person agreed (YYYY-MM-DD)"), hub, "--agreed")
    if id_:
        try:
            check_slug(id_)
        except ValueError as error:
            raise click.BadParameter(f"{error}.", param_hint="--id") from None
    file = hub.content / "authors" / f"{id_ or _slug(name, '--name')}.md"
    words = hub.language(hub.default_language)
    _write(file, author_draft(words, name=name, agreed=day, languages=(hub.default_language,)))


def is_interactive() -> bool:
    """Whether someone sits at the terminal and can be asked."""
    return sys.stdin.isatty()


def _asked(option: str, question: str) -> str:
    if not is_interactive():
        raise click.UsageError(f"{option} is missing. Add it, or run this at a terminal to be asked.")
    return str(click.prompt(question, err=True)).strip()


def _slug(text: str, option: str) -> str:
    slug = slugify(text)
    try:
        check_slug(slug)
    except ValueError as error:
        said = f'nothing of "{text}" can stand in an address. Use letters or digits' if not slug else str(error)
        raise click.BadParameter(f"{said}.", param_hint=option) from None
    return slug


def _author_ids(hub: Hub) -> list[str]:
    return sorted(path.stem for path in (hub.content / "authors").glob("*.md") if "." not in path.stem)


def _author_id(name: str, known: list[str]) -> str:
    for id_ in (name, slugify(name)):
        if id_ in known:
            return id_
    hint = did_you_mean(slugify(name), known) or ' Begin a profile with "voices new author".'
    raise click.BadParameter(f'"{name}" has no profile.{hint}', param_hint="--author")


def _first_language(hub: Hub, id_: str) -> str:
    """The first language of a profile, else the hub's; a profile with faults is left to ``voices check``."""
    text, _ = decode((hub.content / "authors" / f"{id_}.md").read_bytes(), id_)
    written = split(text, id_).values.get("languages") or []
    first = written if isinstance(written, str) else next(iter(written), "")
    return first if isinstance(first, str) and i18n.is_language_code(first) else hub.default_language


def _language(code: str, hub: Hub) -> str:
    if i18n.is_language_code(code):
        return code
    hint = did_you_mean(code, (*hub.voices.languages, *i18n.available())) or " Write one such as en or fi."
    raise click.BadParameter(f'"{code}" is not a language code.{hint}', param_hint="--language")


def _day(written: str, hub: Hub, option: str) -> dt.date:
    try:
        return parse_moment(written, hub.zone).day
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint=option) from None


def _write(file: Path, text: str) -> None:
    if file.exists():
        raise click.ClickException(f"{_shown(file)} is there already. Choose another title or name, or edit that file.")
    write_atomic(file, text.encode())
    click.echo(_shown(file))


def _shown(file: Path) -> str:
    here = Path.cwd()
    return file.relative_to(here).as_posix() if file.is_relative_to(here) else str(file)
