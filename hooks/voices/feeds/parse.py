"""Bytes → ``Document``: RSS, Atom and what calls itself so by feedparser, JSON Feed by our own reader.

Comes in: a ``Task``. Goes out: a ``Document`` with sanitised text, or a ``ParseError`` that names what came instead of a
feed. This is meant to run in a process that may be killed (``worker``); nothing here touches the network or a file.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Mapping
from html import escape
from io import BytesIO
from time import struct_time
from typing import Any

import feedparser

from voices.feeds.documents import Document, Hints, Item, ParseError, Task
from voices.feeds.jsonfeed import parse_json, starts_like_json
from voices.feeds.links import absolute, host_of
from voices.feeds.sanitise import plain, plain_line, sanitise, text_of
from voices.feeds.titles import title_of
from voices.i18n import is_language_code

ITEMS = 500
ATTRIBUTES = 1000
_LONG_TAG = re.compile(rb"(<[A-Za-z][\w:.-]{0,100})[^<>]{8000,}")
_HTML_TYPES = ("text/html", "application/xhtml+xml")
_PAGE = re.compile(rb"<\s*(!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_LEAD = re.compile(rb"^\s*(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)*", re.DOTALL)
_SKIP = re.compile(rb"<skip(Hours|Days)>(.{0,2000}?)</skip\1>", re.DOTALL)
_DELETED = re.compile(rb"<[\w-]*:?deleted-entry\b[^>]{0,500}?\bref\s*=\s*[\"']([^\"']{1,500})[\"']")
_MAIL = re.compile(r"\s*\S+@\S+\s*")
_MAIL_AND_NAME = re.compile(r"\s*(?:\S+@\S+\s*\(([^()]*)\)|([^<>@]*?)\s*<\S+@\S+>)\s*")
_PERIODS = {"hourly": 3600, "daily": 86400, "weekly": 604800, "monthly": 2592000, "yearly": 31536000}
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)


def parse(task: Task) -> Document:
    """The feed in ``task``. Raises ParseError when there is none."""
    if not task.body.strip(b" \t\r\n\x00"):
        raise ParseError("empty", "it answered with nothing at all")
    if starts_like_json(task.body):
        return parse_json(task)
    result = _parsed(task)
    entries = result.get("entries") or []
    if not entries and not result.get("version"):
        raise _not_a_feed(task)
    return _document(task, result, entries)


def _parsed(task: Task) -> Mapping[str, Any]:
    try:
        found: Mapping[str, Any] = feedparser.parse(
            BytesIO(_LONG_TAG.sub(_without_flood, task.body)),
            response_headers=_headers(task),
            sanitize_html=False,
            resolve_relative_uris=False,
        )
    except (AssertionError, AttributeError, LookupError, TypeError, ValueError) as error:
        # feedparser's handlers trip over elements that open or close where they don't expect it.
        raise ParseError("unreadable", f"what it answered with is broken beyond reading ({error})") from error
    return found


def _without_flood(tag: re.Match[bytes]) -> bytes:
    # feedparser takes the square of the number of attributes; no honest element has a thousand.
    return tag[1] if tag[0].count(b"=") > ATTRIBUTES else tag[0]


def _headers(task: Task) -> dict[str, str]:
    found = _CHARSET.search(task.content_type)
    charset = found[1] if found else ""
    if _is_utf8(task.body):
        # Bytes that are UTF-8 throughout are UTF-8, whatever a header or a declaration says.
        charset = "utf-8"
    elif task.body.startswith(_BOMS):
        charset = ""
    base = absolute(task.content_location, task.url) or task.url
    return {
        "content-type": "application/xml" + (f"; charset={charset}" if charset else ""),
        "content-location": base,
    }


def _is_utf8(body: bytes) -> bool:
    if body.isascii() or b"\x00" in body:
        return False
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _not_a_feed(task: Task) -> ParseError:
    start = _LEAD.sub(b"", task.body[:4000], count=1)
    if _PAGE.match(start) or "html" in task.content_type.lower():
        return ParseError("page", "it answered with a web page instead of a feed")
    return ParseError("unreadable", "what it answered with is not a feed")


def _document(task: Task, result: Mapping[str, Any], entries: list[Any]) -> Document:
    feed = result.get("feed") or {}
    home = absolute(_string(feed.get("link")), task.url)
    own = frozenset(host for host in (host_of(home), host_of(task.url)) if host)
    names = _names(feed)
    language = _string(feed.get("language"))
    # Only Atom declares what a title is; for RSS feedparser guesses.
    atom = str(result.get("version") or "").startswith("atom")
    items = tuple(
        _item(entry, task.url, own, names, atom=atom) for entry in entries[:ITEMS] if isinstance(entry, Mapping)
    )
    return Document(
        title=title_of(_string(feed.get("title")), _type(feed.get("title_detail")) if atom else ""),
        home_url=home,
        language=_language(language),
        items=items,
        hints=_hints(feed, task.body),
        partial=bool(result.get("bozo")) and not _harmless(result.get("bozo_exception")),
        deleted=tuple(ref.decode("utf-8", "replace") for ref in _DELETED.findall(task.body)),
    )


def _harmless(error: object) -> bool:
    return isinstance(error, feedparser.CharacterEncodingOverride | feedparser.NonXMLContentType)


def _item(entry: Mapping[str, Any], url: str, own: frozenset[str], names: tuple[str, ...], *, atom: bool) -> Item:
    link = absolute(_string(entry.get("link")), url)
    markup, base = _markup(entry, url)
    # Where the document says nothing, links are meant as on the article's own page.
    html = sanitise(markup, link if base == url and link else base, own)
    source = entry.get("source")
    return Item(
        guid=plain_line(_string(entry.get("id")))[:1000],
        url=link,
        title=title_of(_string(entry.get("title")), _type(entry.get("title_detail")) if atom else ""),
        html=html,
        text=text_of(html),
        published=_time(entry, "published_parsed"),
        updated=_time(entry, "updated_parsed"),
        authors=_names(entry) or (_names(source) if isinstance(source, Mapping) else ()) or names,
        tags=_tags(entry.get("tags")),
        language=_language(_declared_language(entry)),
    )


def _markup(entry: Mapping[str, Any], url: str) -> tuple[str, str]:
    contents = [c for c in entry.get("content") or () if isinstance(c, Mapping) and _string(c.get("value")).strip()]
    details = [c for c in contents if _type(c).startswith(("text/", "application/xhtml"))]
    if not details and isinstance(entry.get("summary_detail"), Mapping):
        details = [entry["summary_detail"]]
    if not details:
        return "", url
    chosen = max(details, key=lambda c: (_type(c) in _HTML_TYPES, len(_string(c.get("value")))))
    value = plain(_string(chosen.get("value")))
    if _type(chosen) not in _HTML_TYPES and not ("<" in value and re.search(r"</?(p|a|br|div|img|ul|em|b|i)\b", value)):
        value = "".join(f"<p>{escape(part, quote=False)}</p>" for part in re.split(r"\n\s*\n", value) if part.strip())
    return value, _string(chosen.get("base")) or url


def _time(entry: Mapping[str, Any], key: str) -> dt.datetime | None:
    # Asking a feedparser dictionary for "updated" answers with "published"; only ``in`` tells them apart.
    value = entry[key] if key in entry else None  # noqa: SIM401 - see above
    if not isinstance(value, struct_time):
        return None
    try:
        at = dt.datetime.fromtimestamp(calendar.timegm(value), tz=dt.UTC)
    except (ValueError, OverflowError, OSError):
        return None
    return at if at.year >= 1971 else None


def _names(holder: Mapping[str, Any]) -> tuple[str, ...]:
    said = _string(holder.get("author"))
    if _MAIL.fullmatch(said):
        return ()
    if found := _MAIL_AND_NAME.fullmatch(said):
        # RSS writes people so, and feedparser knows no domain with more than four letters at its end.
        return tuple(name for name in [plain_line(found[1] or found[2])[:200]] if name and "@" not in name)
    people = holder.get("authors")
    details = [person for person in people if isinstance(person, Mapping)] if isinstance(people, list) else []
    names = [plain_line(_string(person.get("name")))[:200] for person in details]
    return tuple(dict.fromkeys(name for name in names if name and "@" not in name))


def _tags(tags: object) -> tuple[str, ...]:
    if not isinstance(tags, list):
        return ()
    terms = [_string(tag.get("label")) or _string(tag.get("term")) for tag in tags if isinstance(tag, Mapping)]
    return tuple(dict.fromkeys(line[:100] for line in map(plain_line, terms) if line))[:50]


def _declared_language(entry: Mapping[str, Any]) -> str:
    for detail in (*(entry.get("content") or ()), entry.get("summary_detail"), entry.get("title_detail")):
        if isinstance(detail, Mapping) and detail.get("language"):
            return _string(detail["language"])
    return _string(entry.get("language"))


def _language(code: str) -> str:
    """A declared language as a BCP 47 code, empty when it is none."""
    code = code.strip().replace("_", "-")
    return code if 1 < len(code) < 36 and code.isascii() and is_language_code(code) else ""


def _hints(feed: Mapping[str, Any], body: bytes) -> Hints:
    seconds = [0.0]
    ttl = _string(feed.get("ttl")).strip()
    if ttl.isascii() and ttl.isdigit() and len(ttl) < 9:
        seconds.append(int(ttl) * 60)
    period = _PERIODS.get(_string(feed.get("sy_updateperiod")).strip().lower())
    if period:
        often = _string(feed.get("sy_updatefrequency")).strip()
        times = int(often) if often.isascii() and often.isdigit() and len(often) < 6 else 1
        seconds.append(period / max(1, times))
    skipped = {kind.decode(): inner.decode("ascii", "ignore") for kind, inner in _SKIP.findall(body[:200_000])}
    hours = {int(hour) % 24 for hour in re.findall(r">\s*(\d{1,2})\s*<", skipped.get("Hours", "")) if int(hour) <= 24}
    days = re.findall(r">\s*([a-z]+)\s*<", skipped.get("Days", "").lower())
    return Hints(max(seconds), frozenset(hours), frozenset(_DAYS.index(day) for day in days if day in _DAYS))


def _type(detail: object) -> str:
    return _string(detail.get("type")).lower() if isinstance(detail, Mapping) else ""


def _string(value: object) -> str:
    return value if isinstance(value, str) else ""
