"""JSON Schemas (draft 2020-12) of the API's files.

Comes in: a kind of file and its address. Goes out: the schema as a mapping. Keys are promised and may be joined by others, so
nothing forbids what is not named.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Schema = dict[str, Any]

_DRAFT = "https://json-schema.org/draft/2020-12/schema"
_TEXT: Schema = {"type": "string"}
_NULLABLE_TEXT: Schema = {"type": ["string", "null"]}
_URL: Schema = {"type": "string", "format": "uri", "pattern": "^https?://"}
_NULLABLE_URL: Schema = {"type": ["string", "null"], "format": "uri", "pattern": "^https?://"}
_DATE: Schema = {"type": "string", "format": "date-time"}
_NULLABLE_DATE: Schema = {"type": ["string", "null"], "format": "date-time"}
_ID: Schema = {"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"}
_LANGUAGE: Schema = {"type": "string", "pattern": "^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$"}
_COUNT: Schema = {"type": "integer", "minimum": 0}


def schema(kind: str, address: str) -> Schema:
    """The schema of one kind of file; ``address`` is where it is published, absolute."""
    return {"$schema": _DRAFT, "$id": address, "title": kind, **SCHEMAS[kind]()}


def _object(**properties: Schema) -> Schema:
    """An object in which every named key is there (absent values are null)."""
    return {"type": "object", "required": list(properties), "properties": properties}


def _array(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def _list_of(item: Schema, **more: Schema) -> Schema:
    return _object(
        version={"const": 1},
        site=_URL,
        count=_COUNT,
        next={"type": ["string", "null"], "pattern": r"\.json$"},
        items={**_array(item), "maxItems": 1000},
        **more,
    )


def _counts(*names: str) -> Schema:
    return _object(**dict.fromkeys(names, _COUNT))


def _subject() -> Schema:
    return {
        "oneOf": [{"type": "null"}, _object(id={"type": ["string", "null"]}, name=_TEXT, url=_NULLABLE_URL)],
    }


def _base(words: str) -> dict[str, Schema]:
    return {
        "id": _TEXT if words == "title" else _ID,
        "url": _URL,
        words: _TEXT,
        "language": _LANGUAGE,
        "topics": _array(_ID),
        "image": _NULLABLE_URL,
    }


def _voice() -> Schema:
    return _object(
        **_base("title"),
        kind={"enum": ["post", "entry"]},
        date=_DATE,
        updated=_NULLABLE_DATE,
        summary=_NULLABLE_TEXT,
        authors=_array(_object(id=_ID, name=_TEXT, url=_URL)),
        source={"oneOf": [{"type": "null"}, _object(name=_TEXT, url=_NULLABLE_URL)]},
        canonical=_NULLABLE_URL,
        reading_minutes={"type": ["integer", "null"], "minimum": 1},
    )


def _author() -> Schema:
    return _object(
        **_base("name"),
        role=_NULLABLE_TEXT,
        team=_subject(),
        place=_subject(),
        headline=_NULLABLE_TEXT,
        status={"enum": ["active", "alumni"]},
        languages=_array(_LANGUAGE),
        channels=_array(_object(kind=_TEXT, url=_URL)),
        expertise=_array(_TEXT),
        counts=_counts("posts", "entries"),
    )


def _group() -> Schema:
    return _object(
        **_base("name"),
        summary=_NULLABLE_TEXT,
        country=_NULLABLE_TEXT,
        counts=_counts("posts", "entries", "people", "jobs"),
    )


def _job() -> Schema:
    return _object(
        **_base("title"),
        team=_subject(),
        place=_subject(),
        remote=_NULLABLE_TEXT,
        date=_DATE,
        closes=_NULLABLE_DATE,
        apply=_NULLABLE_URL,
    )


def _hub() -> Schema:
    lists = ("authors", "posts", "topics", "teams", "places", "jobs")
    return _object(
        version={"const": 1},
        site=_URL,
        name=_TEXT,
        claim=_NULLABLE_TEXT,
        company=_object(name=_NULLABLE_TEXT, url=_NULLABLE_URL),
        language=_LANGUAGE,
        languages=_array(_LANGUAGE),
        timezone=_TEXT,
        updated=_NULLABLE_DATE,
        counts=_counts("authors", "posts", "entries", "topics", "teams", "places", "jobs"),
        lists=_object(**dict.fromkeys(lists, _URL)),
        feeds=_object(atom=_URL, json=_URL, opml=_URL),
    )


SCHEMAS: dict[str, Callable[[], Schema]] = {
    "hub": _hub,
    "author": lambda: _list_of(_voice(), author=_author()),
    "authors": lambda: _list_of(_author()),
    "posts": lambda: _list_of(_voice()),
    "topics": lambda: _list_of(_group()),
    "teams": lambda: _list_of(_group()),
    "places": lambda: _list_of(_group()),
    "jobs": lambda: _list_of(_job()),
}
"""By kind of file; ``author`` is ``authors/<id>.json``: what one author wrote, with the author beside it."""
