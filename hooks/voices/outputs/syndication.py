"""What Atom and JSON Feed have in common: which listing, which items, under which ids, with which text.

Comes in: a listing and its voices, newest first. Goes out: the shown ones and the facts both formats write. Ids never change
once published: they are the first address, not the present one.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable, Sequence

from msgspec import Struct

from voices.catalog.types import Catalog, Voice
from voices.model import Entry
from voices.settings import Hub

Body = Callable[[Voice], str]
"""The article's HTML with absolute addresses only."""
PictureUrl = Callable[[str], str]
"""The absolute address of a picture by its path inside the content folder; empty where it has none."""

# The day an empty feed carries: any fixed one will do, the build's own may not stand in an output.
EMPTY_FEED_UPDATED = "1970-01-01T00:00:00+00:00"
# RFC 3987: a scheme, then no white space and none of the characters an IRI never has.
_ABSOLUTE_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:[^\s<>\"{}|\\^`]+")


class FeedListing(Struct, frozen=True):
    """A listing that has feeds; ``address`` is the listing's (``""`` home, ``topics/kafka/``)."""

    title: str
    address: str
    language: str
    subtitle: str = ""


KEPT_ITEMS = 2000
"""Written items a feed writer keeps for the next listing; past that it begins anew, so that memory stays bounded."""


def shown(hub: Hub, items: Sequence[Voice]) -> Sequence[Voice]:
    """The newest ``feed_items`` of a listing that is newest first."""
    return items[: hub.voices.feed_items]


def feed_updated(items: Sequence[Voice]) -> str:
    """When the newest change among the items was; never the build's own time."""
    newest = max(items, key=lambda voice: voice.moment.at, default=None)
    return newest.moment.iso() if newest else EMPTY_FEED_UPDATED


def item_id(hub: Hub, voice: Voice) -> str:
    """The address first published, or the entry's own id where that is an absolute IRI, else a UUID made from it."""
    if voice.entry is None:
        # An alias may hold a space, an IRI may not.
        return hub.absolute(voice.first_address or voice.address).replace(" ", "%20")
    own = voice.entry.guid or voice.entry.id
    if _ABSOLUTE_IRI.fullmatch(own):
        return own
    feed_url = voice.blog.feed_url if voice.blog else ""
    return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, feed_url + (own or _without_id(voice.entry)))}"


def item_link(hub: Hub, voice: Voice) -> str:
    """Where an item leads: a post to its page here, an entry to its original."""
    return voice.url if voice.kind == "entry" else hub.absolute(voice.address)


def item_html(voice: Voice, body: Body) -> str:
    """The text in full: every post, and entries shown in full; else nothing."""
    return body(voice) if voice.address else ""


def bylines(catalog: Catalog, voice: Voice) -> list[tuple[str, str, str]]:
    """(id, name, absolute url) of each author."""
    return [(id_, catalog.people[id_].name, catalog.hub.absolute(f"authors/{id_}/")) for id_ in voice.authors]


def topic_label(catalog: Catalog, topic: str, language: str) -> str:
    """A topic's name for a text in ``language``; its id where no such topic is shown."""
    group = catalog.topics.get(topic)
    return group.name.get(language, catalog.hub.default_language).text if group else topic


def _without_id(entry: Entry) -> str:
    return entry.url or entry.slug
