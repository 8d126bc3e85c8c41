"""The JSON API: static files under ``/api/v1/`` and their JSON Schemas.

Comes in: the catalog and the address of each picture. Goes out: (address, bytes) of every file, to be written as they are.
``count`` is the length of the whole list; ``next`` is the name of the next file beside this one, at most 1000 items each.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from voices.catalog.types import Catalog, Voice
from voices.model import Job
from voices.outputs.api_items import author_item, group_item, job_item, voice_item
from voices.outputs.api_schema import SCHEMAS, schema
from voices.outputs.escape import json_bytes, web_address
from voices.outputs.syndication import PictureUrl, feed_updated
from voices.settings import Hub

VERSION = 1
ITEMS_A_FILE = 1000
_FOLDER = "api/v1/"


def api_files(catalog: Catalog, picture_url: PictureUrl | None = None) -> Iterator[tuple[str, bytes]]:
    """Every file of the API; ``picture_url`` gives a picture's absolute address by its path in the content folder."""
    picture = picture_url or _no_picture
    hub = catalog.hub
    voices = {voice.key: json_bytes(voice_item(catalog, voice, picture)) for voice in catalog.voices}
    authors = {id_: json_bytes(author_item(catalog, author, picture)) for id_, author in catalog.people.items()}
    latest = {id_: _latest(catalog.voices_of(id_)) for id_ in authors}
    yield _FOLDER + "hub.json", json_bytes(_hub(catalog)) + b"\n"
    yield from _list(hub, "posts", [voices[voice.key] for voice in catalog.voices])
    yield from _list(hub, "authors", [authors[id_] for id_ in sorted(authors, key=lambda id_: (-latest[id_], id_))])
    subjects = (("topics", catalog.topics), ("teams", catalog.teams), ("places", catalog.places))
    for name, groups in subjects:
        ordered = sorted(groups.values(), key=lambda group: (-_latest(group.voices), group.id))
        yield from _list(hub, name, [json_bytes(group_item(catalog, group, picture)) for group in ordered])
    yield from _list(hub, "jobs", [json_bytes(job_item(catalog, job)) for job in _open_jobs(catalog)])
    for id_ in sorted(authors):
        own = [voices[voice.key] for voice in catalog.voices_of(id_)]
        yield from _list(hub, f"authors/{id_}", own, author=authors[id_], rest=f"authors/{id_}/posts")


def api_schemas(hub: Hub) -> Iterator[tuple[str, bytes]]:
    """A JSON Schema (2020-12) for each kind of file, as ``schema/api/<kind>.json``."""
    for kind in sorted(SCHEMAS):
        address = f"schema/api/{kind}.json"
        yield address, json_bytes(schema(kind, hub.absolute(address))) + b"\n"


def _list(
    hub: Hub, name: str, items: Sequence[bytes], *, author: bytes = b"", rest: str = ""
) -> Iterator[tuple[str, bytes]]:
    """The files of one list; an author's further ones stand in a folder, so that no other id can be taken for them."""
    rest = rest or name
    for number, start in enumerate(range(0, max(1, len(items)), ITEMS_A_FILE), start=1):
        more = start + ITEMS_A_FILE < len(items)
        following = f"{rest}-{number + 1}.json"
        here = name if number == 1 else f"{rest}-{number}"
        beside = here.rpartition("/")[0]
        head = {
            "version": VERSION,
            "site": hub.site_url,
            "count": len(items),
            "next": following.removeprefix(beside + "/" if beside else "") if more else None,
        }
        own = b',"author":' + author if author else b""
        page = b",\n".join(items[start : start + ITEMS_A_FILE])
        yield f"{_FOLDER}{here}.json", json_bytes(head)[:-1] + own + b',"items":[' + page + b"]}\n"


def _hub(catalog: Catalog) -> dict[str, Any]:
    hub = catalog.hub
    company = hub.voices.company
    posts = sum(1 for voice in catalog.voices if voice.kind == "post")
    return {
        "version": VERSION,
        "site": hub.site_url,
        "name": hub.site_name,
        "claim": company.claim.get(hub.default_language, hub.default_language).text or None,
        "company": {"name": company.name or None, "url": web_address(company.url) or None},
        "language": hub.default_language,
        "languages": list(hub.voices.languages),
        "timezone": hub.voices.timezone,
        "updated": feed_updated(catalog.voices) if catalog.voices else None,
        "counts": {
            "authors": len(catalog.people),
            "posts": posts,
            "entries": len(catalog.voices) - posts,
            "topics": len(catalog.topics),
            "teams": len(catalog.teams),
            "places": len(catalog.places),
            "jobs": len(_open_jobs(catalog)),
        },
        "lists": {
            name: hub.absolute(f"{_FOLDER}{name}.json")
            for name in ("authors", "posts", "topics", "teams", "places", "jobs")
        },
        "feeds": {
            "atom": hub.absolute("feed.xml"),
            "json": hub.absolute("feed.json"),
            "opml": hub.absolute("blogroll.opml"),
        },
    }


def _open_jobs(catalog: Catalog) -> list[Job]:
    return [job for job in catalog.jobs.values() if not job.closed]


def _latest(voices: Iterable[Voice]) -> float:
    """When the newest of a list that is newest first was, in seconds since 1970; long ago for an empty one."""
    newest = next(iter(voices), None)
    return newest.date.at.timestamp() if newest else float("-inf")


def _no_picture(path: str) -> str:
    del path
    return ""
