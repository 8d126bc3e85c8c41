"""oEmbed documents: what another site needs to show a link to a post as more than an address.

Comes in: a voice and its picture. Goes out: JSON of type ``link``: nothing of ours runs on the other
site. A page has one only where everyone in its byline agreed. Source: oembed.com 1.0.
"""

from __future__ import annotations

from voices.catalog.types import Catalog, Voice
from voices.outputs.escape import json_bytes, without_empty
from voices.outputs.head import Picture

FILE_NAME = "oembed.json"
_CACHE_SECONDS = 86_400


def agreed_to_embeds(catalog: Catalog, voice: Voice) -> bool:
    """Whether the page may be shown as a card on other sites: everyone in its byline agreed to ``embeds``."""
    return bool(voice.authors) and all("embeds" in catalog.people[id_].agreed_to for id_ in voice.authors)


def oembed(catalog: Catalog, voice: Voice, picture: Picture | None = None) -> bytes:
    """The document of a page here; a thumbnail is named only with its size, as the specification wants."""
    hub = catalog.hub
    names = [catalog.people[id_].name for id_ in voice.authors]
    thumbnail = picture if picture and picture.width and picture.height else None
    document = {
        "version": "1.0",
        "type": "link",
        "title": voice.title,
        "author_name": hub.language(voice.language).join(names) if names else "",
        "author_url": hub.absolute(f"authors/{voice.authors[0]}/") if len(voice.authors) == 1 else "",
        "provider_name": hub.site_name,
        "provider_url": hub.site_url,
        "cache_age": _CACHE_SECONDS,
        "thumbnail_url": thumbnail.url if thumbnail else None,
        "thumbnail_width": thumbnail.width if thumbnail else None,
        "thumbnail_height": thumbnail.height if thumbnail else None,
    }
    return json_bytes(without_empty(document)) + b"\n"
