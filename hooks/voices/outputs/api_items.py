"""The items of the JSON API: one mapping a post or entry, author, subject and job.

Comes in: the catalog. Goes out: mappings with every key of the contract, addresses absolute, what is absent ``None``. Files
and paging are ``api``'s. Texts said in several languages are given in the hub's default language.
"""

from __future__ import annotations

from typing import Any

from voices.catalog.types import Catalog, Group, Voice
from voices.model import Author, Job, Localised
from voices.outputs.escape import web_address
from voices.outputs.syndication import PictureUrl
from voices.text import slugify

Item = dict[str, Any]


def voice_item(catalog: Catalog, voice: Voice, picture_url: PictureUrl) -> Item:
    """A post or an entry; an entry shown as an excerpt has its original's address as ``url``."""
    hub = catalog.hub
    original = web_address(voice.url)
    here = hub.absolute(voice.address) if voice.address else None
    return {
        "id": voice.key,
        "kind": voice.kind,
        "url": here or original or None,
        "title": voice.title,
        "language": voice.language,
        "topics": list(voice.topics),
        "image": (picture_url(voice.image.path) or None) if voice.image else None,
        "date": voice.date.iso(),
        "updated": voice.updated.iso() if voice.updated else None,
        "summary": voice.summary or None,
        "authors": [
            {"id": id_, "name": catalog.people[id_].name, "url": hub.absolute(f"authors/{id_}/")}
            for id_ in voice.authors
        ],
        "source": {"name": voice.source_name, "url": web_address(voice.source_url) or None}
        if voice.kind == "entry"
        else None,
        "canonical": original or here,
        "reading_minutes": voice.minutes or None,
    }


def author_item(catalog: Catalog, author: Author, picture_url: PictureUrl) -> Item:
    """A person with a page; ``channels`` keep the author's order, ``topics`` are the ids of their expertise."""
    hub = catalog.hub
    topics = list(catalog.expertise_of.get(author.id, ()))
    return {
        "id": author.id,
        "url": hub.absolute(f"authors/{author.id}/"),
        "name": author.name,
        "language": author.languages[0] if author.languages else hub.default_language,
        "topics": topics,
        "image": (picture_url(author.photo) or None) if author.photo else None,
        "role": _text(catalog, author.role),
        "team": _subject(catalog, catalog.teams.get(catalog.team_of.get(author.id, ""))),
        "place": _subject(catalog, catalog.places.get(catalog.place_of.get(author.id, ""))),
        "headline": _text(catalog, author.headline),
        "status": author.status,
        "languages": list(author.languages),
        "channels": [
            {"kind": channel.kind, "url": web_address(channel.url)}
            for channel in author.channels
            if web_address(channel.url)
        ],
        "expertise": list(author.expertise),
        "counts": _counts(catalog.voices_of(author.id)),
    }


def group_item(catalog: Catalog, group: Group, picture_url: PictureUrl) -> Item:
    """A topic, team or place with how much belongs to it."""
    hub = catalog.hub
    return {
        "id": group.id,
        "url": hub.absolute(group.address),
        "name": _text(catalog, group.name) or group.id,
        "language": group.name.get(hub.default_language, hub.default_language).language or hub.default_language,
        "topics": [group.id] if group.kind == "topic" else _topics(group),
        "image": (picture_url(group.image.path) or None) if group.image else None,
        "summary": _text(catalog, group.summary),
        "country": group.country or None,
        "counts": {**_counts(group.voices), "people": len(group.people), "jobs": len(group.jobs)},
    }


def job_item(catalog: Catalog, job: Job) -> Item:
    """An open job; team and place are as written where the hub has no page for them."""
    hub = catalog.hub
    return {
        "id": job.id,
        "url": hub.absolute(f"jobs/{job.id}/"),
        "title": job.title,
        "language": job.language or hub.default_language,
        "topics": [id_ for id_ in map(slugify, job.topics) if id_ in catalog.topics],
        "image": None,
        "team": _subject(catalog, catalog.teams.get(slugify(job.team)), job.team),
        "place": _subject(catalog, catalog.places.get(slugify(job.place)), job.place),
        "remote": job.remote or None,
        "date": job.posted.iso(),
        "closes": job.closes.iso() if job.closes else None,
        "apply": web_address(job.apply) or None,
    }


def _counts(voices: tuple[Voice, ...]) -> dict[str, int]:
    posts = sum(1 for voice in voices if voice.kind == "post")
    return {"posts": posts, "entries": len(voices) - posts}


def _topics(group: Group) -> list[str]:
    return sorted({topic for voice in group.voices for topic in voice.topics})


def _text(catalog: Catalog, text: Localised) -> str | None:
    default = catalog.hub.default_language
    return text.get(default, default).text or None


def _subject(catalog: Catalog, group: Group | None, written: str = "") -> Item | None:
    if group is None:
        return {"id": None, "name": written, "url": None} if written else None
    name = _text(catalog, group.name) or group.id
    return {"id": group.id, "name": name, "url": catalog.hub.absolute(group.address)}
