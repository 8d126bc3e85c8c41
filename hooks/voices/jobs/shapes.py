"""What the boards send: Teamtailor's jobs.json, Greenhouse's and Lever's APIs, each read into the same ``Opening``.

Comes in: the bytes of one answer. Goes out: the openings in it and the next page's address. Pure; values of the wrong
kind are left out, an answer of another shape raises ``ShapeError``. Texts are sanitised here, at the edge.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping
from html import unescape
from typing import Any
from urllib.parse import urljoin, urlsplit

import msgspec
import nh3
from msgspec import Struct

from voices.allowed import ALLOWED_ATTRIBUTES, ALLOWED_TAGS, URL_SCHEMES
from voices.feeds.sanitise import plain_line, sanitise

TEXT_AT_MOST = 200_000
_NO_PICTURES = nh3.Cleaner(
    tags=set(ALLOWED_TAGS - {"img"}),
    attributes={tag: set(names) for tag, names in ALLOWED_ATTRIBUTES.items() if tag != "img"},
    url_schemes=set(URL_SCHEMES),
    link_rel="noopener noreferrer",
)


class ShapeError(Exception):
    """An answer that is not what this board sends; says in words what came instead."""


class Opening(Struct, frozen=True):
    """One position as a board describes it; ``posted`` and ``closes`` are ISO 8601 or empty, ``html`` is sanitised."""

    id: str
    title: str
    url: str
    apply: str
    posted: str = ""
    closes: str = ""
    team: str = ""
    place: str = ""
    remote: str = ""
    language: str = ""
    topics: tuple[str, ...] = ()
    html: str = ""


class Page(Struct, frozen=True):
    """The openings of one answer, and the address of the next page, if there is one."""

    openings: tuple[Opening, ...]
    next_url: str = ""


def parse(kind: str, body: bytes, url: str) -> Page:
    """The page of openings in ``body``, which came from ``url``. Raises ShapeError."""
    try:
        answer = msgspec.json.decode(body.removeprefix(b"\xef\xbb\xbf"))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        what = "a web page" if b"<html" in body[:2000].lower() else "something that is not JSON"
        raise ShapeError(f"it answered with {what}") from None
    return _PARSERS[kind](answer, url)


def _teamtailor(answer: Any, url: str) -> Page:
    openings = []
    for item in _items(answer, "items"):
        posting = _mapping(item.get("_jobposting"))
        places = _several(posting.get("jobLocation"))
        address = _mapping(places[0].get("address")) if places else {}
        link = _link(item.get("url"), url)
        openings.append(
            Opening(
                id=_text(item.get("id")) or link,
                title=_text(item.get("title")) or _text(posting.get("title")),
                url=link,
                apply=link,
                posted=_text(item.get("date_published")) or _text(posting.get("datePosted")),
                closes=_text(posting.get("validThrough")),
                team=_text(posting.get("department")) or _text(posting.get("occupationalCategory")),
                place=_text(address.get("addressLocality")),
                remote="true" if posting.get("jobLocationType") == "TELECOMMUTE" else "",
                language=_text(item.get("language")) or _text(_mapping(answer).get("language")),
                topics=_strings(item.get("tags")),
                html=_html(item.get("content_html") or posting.get("description"), url),
            )
        )
    return Page(_sound(openings), _link(answer.get("next_url"), url))


def _greenhouse(answer: Any, url: str) -> Page:
    openings = []
    for item in _items(answer, "jobs"):
        departments = _several(item.get("departments"))
        place = _text(_mapping(item.get("location")).get("name"))
        link = _link(item.get("absolute_url"), url)
        content = item.get("content")
        openings.append(
            Opening(
                id=_text(item.get("id")),
                title=_text(item.get("title")),
                url=link,
                apply=link,
                posted=_text(item.get("first_published")) or _text(item.get("updated_at")),
                closes=_text(item.get("application_deadline")),
                team=_text(departments[0].get("name")) if departments else "",
                place=place,
                remote="true" if "remote" in place.lower() else "",
                language=_text(item.get("language")),
                # The API escapes the HTML once more than JSON asks for.
                html=_html(unescape(content) if isinstance(content, str) else "", url),
            )
        )
    return Page(_sound(openings))


def _lever(answer: Any, url: str) -> Page:
    if not isinstance(answer, list):
        raise ShapeError("it answered with something that is not a list of postings")
    openings = []
    for item in _several(answer):
        categories = _mapping(item.get("categories"))
        link = _link(item.get("hostedUrl"), url)
        openings.append(
            Opening(
                id=_text(item.get("id")),
                title=_text(item.get("text")),
                url=link,
                apply=_link(item.get("applyUrl"), url) or link,
                posted=_from_milliseconds(item.get("createdAt")),
                team=_text(categories.get("team")) or _text(categories.get("department")),
                place=_text(categories.get("location")),
                remote={"remote": "true", "hybrid": "hybrid"}.get(_text(item.get("workplaceType")).lower(), ""),
                html=_html("".join(_lever_html(item)), url),
            )
        )
    return Page(_sound(openings))


_PARSERS: Mapping[str, Callable[[Any, str], Page]] = {
    "teamtailor": _teamtailor,
    "greenhouse": _greenhouse,
    "lever": _lever,
}


def _lever_html(item: Mapping[str, Any]) -> Iterator[str]:
    described = item.get("description")
    if isinstance(described, str) and described.strip():
        yield described
    else:
        yield from (f"<p>{part}</p>" for part in _escaped(item.get("descriptionPlain")).split("\n\n") if part.strip())
    for part in _several(item.get("lists")):
        content = part.get("content")
        yield f"<h3>{_escaped(part.get('text'))}</h3><ul>{content if isinstance(content, str) else ''}</ul>"
    if isinstance(item.get("additional"), str):
        yield item["additional"]


def _items(answer: Any, key: str) -> list[Mapping[str, Any]]:
    if not isinstance(answer, dict) or not isinstance(answer.get(key), list):
        raise ShapeError(f'it answered without a list named "{key}"')
    return _several(answer[key])


def _sound(openings: list[Opening]) -> tuple[Opening, ...]:
    """Those that can be shown and applied for, each id once."""
    known = {opening.id: opening for opening in reversed(openings) if opening.id and opening.title and opening.apply}
    return tuple(reversed(known.values()))


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _several(value: object) -> list[Mapping[str, Any]]:
    values = value if isinstance(value, list) else [value]
    return [one for one in values if isinstance(one, dict)]


def _strings(value: object) -> tuple[str, ...]:
    return tuple(text for one in value if (text := _text(one))) if isinstance(value, list) else ()


def _text(value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    return plain_line(str(value))[:500]


def _escaped(value: object) -> str:
    return re.sub(r"[<>&]", lambda found: f"&#{ord(found[0])};", value) if isinstance(value, str) else ""


def _html(value: object, base: str) -> str:
    """Sanitised, links absolute, without pictures: a page of ours asks no other server for anything."""
    if not isinstance(value, str):
        return ""
    return _NO_PICTURES.clean(sanitise(value[:TEXT_AT_MOST], base)).replace("<h1>", "<h2>").replace("</h1>", "</h2>")


def _link(value: object, base: str) -> str:
    if not isinstance(value, str) or not value.strip():
        return ""
    try:
        link = urljoin(base, value.strip())
        parts = urlsplit(link)
    except ValueError:
        return ""
    if link == base:  # what urljoin makes of "https://"
        return ""
    return link if parts.scheme in ("http", "https") and parts.hostname and not re.search(r"[\s<>\"]", link) else ""


def _from_milliseconds(value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return ""
    try:
        return dt.datetime.fromtimestamp(value / 1000, tz=dt.UTC).isoformat(timespec="seconds")
    except (ValueError, OverflowError, OSError):
        return ""
