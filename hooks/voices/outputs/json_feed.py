"""JSON Feed 1.1 for the site and every listing.

Comes in: the catalog, a listing and its voices, newest first. Goes out: one document. An item is encoded once however many
listings show it, so one ``JsonFeedWriter`` serves a build. Source: jsonfeed.org/version/1.1.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from voices.catalog.types import Catalog, Voice
from voices.outputs.escape import json_bytes, web_address, without_empty
from voices.outputs.syndication import (
    KEPT_ITEMS,
    Body,
    FeedListing,
    PictureUrl,
    bylines,
    item_html,
    item_id,
    item_link,
    shown,
    topic_label,
)

FILE_NAME = "feed.json"
VERSION = "https://jsonfeed.org/version/1.1"


class JsonFeedWriter:
    """Writes the listings of one catalog; keeps each item's bytes for the next listing that shows it."""

    def __init__(self, catalog: Catalog, body: Body, picture_url: PictureUrl | None = None) -> None:
        self._catalog = catalog
        self._body = body
        self._picture_url = picture_url
        self._written: dict[str, bytes] = {}

    def feed(self, listing: FeedListing, items: Sequence[Voice]) -> bytes:
        """The document of a listing; ``items`` are all of its voices, newest first."""
        head = json_bytes(_opening(self._catalog, listing))
        encoded = [self._item(voice) for voice in shown(self._catalog.hub, items)]
        return head[:-1] + b',"items":[' + b",\n".join(encoded) + b"]}\n"

    def _item(self, voice: Voice) -> bytes:
        if voice.key not in self._written:
            if len(self._written) >= KEPT_ITEMS:
                self._written.clear()
            item = _item(self._catalog, voice, item_html(voice, self._body), self._picture_url)
            self._written[voice.key] = json_bytes(item)
        return self._written[voice.key]


def json_feed(
    catalog: Catalog,
    listing: FeedListing,
    items: Sequence[Voice],
    body: Body,
    picture_url: PictureUrl | None = None,
) -> bytes:
    """One listing's document on its own; for many, keep a ``JsonFeedWriter``."""
    return JsonFeedWriter(catalog, body, picture_url).feed(listing, items)


def _opening(catalog: Catalog, listing: FeedListing) -> dict[str, Any]:
    hub = catalog.hub
    page = hub.absolute(listing.address)
    return without_empty(
        {
            "version": VERSION,
            "title": listing.title or hub.site_name,
            "home_page_url": page,
            "feed_url": page + FILE_NAME,
            "description": listing.subtitle,
            "language": listing.language,
            "authors": [{"name": hub.site_name, "url": hub.site_url}],
        }
    )


def _item(catalog: Catalog, voice: Voice, html: str, picture_url: PictureUrl | None) -> dict[str, Any]:
    hub = catalog.hub
    item: dict[str, Any] = {
        "id": item_id(hub, voice),
        "url": web_address(item_link(hub, voice)),
        "title": voice.title,
        "content_html": html,
        # One of the two texts must be there; an excerpt is plain text.
        "content_text": "" if html else voice.summary or voice.title or "…",
        "summary": voice.summary,
        "image": picture_url(voice.image.path) if picture_url and voice.image else "",
        "date_published": voice.date.iso(),
        "date_modified": voice.moment.iso(),
        "authors": _authors(catalog, voice, picture_url),
        "tags": [topic_label(catalog, topic, voice.language) for topic in voice.topics],
        "language": voice.language,
        "_voices": _about(catalog, voice),
    }
    return without_empty(item)


def _authors(catalog: Catalog, voice: Voice, picture_url: PictureUrl | None) -> list[dict[str, str]]:
    found = []
    for id_, name, url in bylines(catalog, voice):
        photo = catalog.people[id_].photo
        found.append(
            without_empty({"name": name, "url": url, "avatar": picture_url(photo) if picture_url and photo else ""})
        )
    return found


def _about(catalog: Catalog, voice: Voice) -> dict[str, Any]:
    """Our extension: what the format has no key for."""
    source = {"name": voice.source_name, "url": web_address(voice.source_url)} if voice.kind == "entry" else None
    return without_empty(
        {
            "kind": voice.kind,
            "topics": list(voice.topics),
            "reading_minutes": voice.minutes or None,
            "canonical": web_address(voice.url) if voice.kind == "post" else "",
            "page": catalog.hub.absolute(voice.address) if voice.kind == "entry" and voice.address else "",
            "source": without_empty(source) if source else None,
        }
    )
