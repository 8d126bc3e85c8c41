"""``voices from-issue FILE``: a filled issue form becomes a post, or a blog in a profile.

The file is what a stranger typed, so every value is checked, names become files only through slugs, and nothing existing
is overwritten. The path of what was written goes to standard output; a pull request of it is people's to read and merge.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import BinaryIO
from urllib.parse import urlsplit

import click

from voices import i18n
from voices.cli import Session
from voices.feeds.profile_edit import ProfileError, with_feeds
from voices.findings import did_you_mean
from voices.settings import Hub
from voices.sources.fields import check_slug
from voices.sources.frontmatter import without_reserved
from voices.store import write_atomic
from voices.text import fold, slugify, squeeze, without_day

SIZE_BYTES = 300_000
POST_FIELDS = ("Title", "Author", "Language", "Topics", "Summary", "Your post")
"""The headings GitHub writes for ``.github/ISSUE_TEMPLATE/post.yml``, in its order; the last takes all that follows."""
BLOG_FIELDS = ("Author", "Address of the feed or blog", "What to show", "Language", "Topics")
_EMPTY = frozenset({"", "_no response_", "none"})
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]")


class IssueError(click.ClickException):
    """What is wrong with the filled form, in words for the person who filled it in."""


@click.command("from-issue")
@click.argument("file", type=click.File("rb"))
@click.option("--date", "day", metavar="YYYY-MM-DD", help="The post's day. Default: today.")
@click.pass_obj
def from_issue(session: Session, file: BinaryIO, day: str | None) -> None:
    """Turn the text of a filled issue form into content.

    \b
    voices from-issue issue.md
    gh issue view 12 --json body --jq .body | voices from-issue -

    FILE is the issue's text, - for standard input. Prints the path of the file written.
    """
    hub = session.hub()
    data = file.read(SIZE_BYTES + 1)
    text = read_text(data)
    written = write_post(hub, text, _day(hub, day)) if is_post(text) else write_blog(hub, text)
    click.echo(hub.path_of(written))


def read_text(data: bytes) -> str:
    """The form's text, without what could hide something. Raises IssueError when it is too long or not UTF-8."""
    if len(data) > SIZE_BYTES:
        raise IssueError(f"This is longer than {SIZE_BYTES // 1000} KB. Send it in parts, or ask an editor.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise IssueError("This is not UTF-8 text. Copy the issue's text again.") from None
    return _CONTROL.sub("", without_reserved(text.replace("\r\n", "\n").replace("\r", "\n")))


def is_post(text: str) -> bool:
    """Whether the post form was filled in; the blog form otherwise."""
    return f"### {POST_FIELDS[-1]}" in text.splitlines()


def fields(text: str, names: tuple[str, ...]) -> dict[str, str]:
    """The form's values by heading.

    Headings count only in the form's own order, and the last one takes the rest: a heading typed into a text is text.
    Raises IssueError when there is none.
    """
    lines = text.split("\n")
    starts: list[tuple[str, int]] = []
    at = 0
    for name in names:
        found = next((number for number in range(at, len(lines)) if lines[number].rstrip() == f"### {name}"), None)
        if found is not None:
            starts.append((name, found))
            at = found + 1
    if not starts:
        raise IssueError("No heading of the forms is in this text. Copy the whole issue, its ### lines included.")
    ends = [start for _, start in starts[1:]] + [len(lines)]
    values = {
        name: "\n".join(lines[start + 1 : end]).strip("\n") for (name, start), end in zip(starts, ends, strict=True)
    }
    return {name: "" if value.strip().lower() in _EMPTY else value for name, value in values.items()}


def write_post(hub: Hub, text: str, day: dt.date) -> Path:
    """Write the post a filled form describes; says where. Raises IssueError."""
    given = fields(text, POST_FIELDS)
    title, body = squeeze(given.get("Title", "")), given.get("Your post", "").strip("\n")
    if not title or not body.strip():
        raise IssueError("A post needs a title and a text. Fill in both.")
    slug = slugify(title)
    try:
        check_slug(slug)
    except ValueError as error:
        raise IssueError(f"The title can't be an address: {error}. Choose another title.") from None
    author = _author(hub, given)
    head: dict[str, object] = {"title": title, "authors": [author], "date": day}
    head |= {key: value for key, value in _optional(given).items() if value}
    path = hub.content / "posts" / str(day.year) / f"{slug}.md"
    if any(slugify(without_day(file.stem)) == slug for file in (hub.content / "posts").rglob("*.md")):
        raise IssueError(f'There is a post called "{slug}" already. Choose another title.')
    written = "\n".join(["---", *(f"{key}: {_yaml(value)}" for key, value in head.items()), "---", "", body, ""])
    write_atomic(path, written.encode())
    return path


def write_blog(hub: Hub, text: str) -> Path:
    """Add the blog of a filled form to its author's profile; says which file. Raises IssueError."""
    given = fields(text, BLOG_FIELDS)
    author = _author(hub, given)
    url = squeeze(given.get("Address of the feed or blog", ""))
    if not _is_web_address(url):
        raise IssueError(f'"{url[:200]}" is not an http or https address. Copy it from your browser.')
    path = hub.content / "authors" / f"{author}.md"
    profile = path.read_bytes()
    if _mentions(profile, url):
        raise IssueError(f"{url} is in the profile of {author} already.")
    lines = [f"  - url: {_yaml(url)}"]
    if "full" in given.get("What to show", "").lower():
        lines.append("    show: full")
    language = _language(given)
    lines += [f"    language: {_yaml(language)}"] if language else []
    topics = _topics(given)
    lines += [f"    topics: {_yaml(topics)}"] if topics else []
    try:
        changed = with_feeds(profile, lines)
    except ProfileError as error:
        raise IssueError(f"The profile of {author} can't be changed by itself: {error}") from None
    write_atomic(path, changed)
    return path


def _author(hub: Hub, given: Mapping[str, str]) -> str:
    """The id of the author named in the form, by id or by name."""
    said = squeeze(given.get("Author", "")).lstrip("@")
    folder = hub.content / "authors"
    ids = sorted(file.stem for file in folder.glob("*.md") if "." not in file.stem)
    if said in ids:
        return said
    named = [id_ for id_ in ids if slugify(said) == id_ or fold(said) == fold(_name_in(folder / f"{id_}.md"))]
    if len(named) != 1:
        told = (
            f'There is no profile "{said[:80]}".{did_you_mean(slugify(said), ids)}' if said else "No author is named."
        )
        raise IssueError(
            f"{told} Write the last part of the address of your page here, or ask an editor for a profile."
        )
    return named[0]


def _name_in(profile: Path) -> str:
    found = re.search(
        r"^name:[ \t]*[\"']?([^\"'\n#]+)", profile.read_text(encoding="utf-8", errors="replace"), re.MULTILINE
    )
    return squeeze(found[1]) if found else ""


def _optional(given: Mapping[str, str]) -> dict[str, object]:
    return {"language": _language(given), "topics": _topics(given), "summary": squeeze(given.get("Summary", ""))}


def _language(given: Mapping[str, str]) -> str:
    """The code in ``suomi (fi)`` or ``fi``; nothing when none was chosen."""
    said = squeeze(given.get("Language", ""))
    found = re.search(r"\(([A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)\)$", said)
    code = found[1] if found else said
    if code and not i18n.is_language_code(code):
        raise IssueError(f'"{said[:80]}" is not a language. Write its code, like fi.')
    return code


def _topics(given: Mapping[str, str]) -> list[str]:
    names = (squeeze(part) for part in re.split(r"[,\n;]", given.get("Topics", "")))
    return list(dict.fromkeys(name.lstrip("#-* ")[:60] for name in names if slugify(name)))[:10]


def _yaml(value: object) -> str:
    """A value as YAML reads it back: JSON's strings and lists are YAML's."""
    return value.isoformat() if isinstance(value, dt.date) else json.dumps(value, ensure_ascii=False)


def _is_web_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return (
            parts.scheme in ("http", "https")
            and bool(parts.hostname and "." in parts.hostname)
            and parts.username is None
            and not re.search(r"[\s<>\"'\\`]", url)
        )
    except ValueError:
        return False


def _mentions(profile: bytes, url: str) -> bool:
    return url.rstrip("/").encode() in profile


def _day(hub: Hub, written: str | None) -> dt.date:
    if written is None:
        return hub.now().date()
    try:
        return dt.date.fromisoformat(written)
    except ValueError:
        raise click.UsageError(f'--date: "{written}" is not a day. Write it as YYYY-MM-DD.') from None
