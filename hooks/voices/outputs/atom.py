"""Atom 1.0 (RFC 4287) for the site and every listing.

Comes in: the catalog, a listing and its voices, newest first. Goes out: one document. An item is written once however many
listings show it, so one ``AtomWriter`` serves a build.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from voices.catalog.types import Catalog, Voice
from voices.outputs.escape import clean, escaped, web_address
from voices.outputs.syndication import (
    KEPT_ITEMS,
    Body,
    FeedListing,
    bylines,
    feed_updated,
    item_html,
    item_id,
    item_link,
    shown,
    topic_label,
)

FILE_NAME = "feed.xml"


class AtomWriter:
    """Writes the listings of one catalog; keeps each item's text for the next listing that shows it."""

    def __init__(self, catalog: Catalog, body: Body) -> None:
        self._catalog = catalog
        self._body = body
        self._written: dict[str, bytes] = {}

    def feed(self, listing: FeedListing, items: Sequence[Voice]) -> bytes:
        """The document of a listing; ``items`` are all of its voices, newest first."""
        hub = self._catalog.hub
        newest = shown(hub, items)
        parts = [_opening(self._catalog, listing, feed_updated(newest)).encode()]
        for voice in newest:
            if voice.key not in self._written:
                if len(self._written) >= KEPT_ITEMS:
                    self._written.clear()
                self._written[voice.key] = _entry(self._catalog, voice, item_html(voice, self._body)).encode()
            parts.append(self._written[voice.key])
        parts.append(b"</feed>\n")
        return b"".join(parts)


def atom(catalog: Catalog, listing: FeedListing, items: Sequence[Voice], body: Body) -> bytes:
    """One listing's document on its own; for many, keep an ``AtomWriter``."""
    return AtomWriter(catalog, body).feed(listing, items)


def _opening(catalog: Catalog, listing: FeedListing, updated: str) -> str:
    hub = catalog.hub
    page = escaped(hub.absolute(listing.address))
    subtitle = f"<subtitle>{escaped(listing.subtitle)}</subtitle>\n" if listing.subtitle else ""
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{escaped(listing.language)}">\n'
        f"<id>{page}</id>\n"
        f"<title>{escaped(listing.title)}</title>\n"
        f"{subtitle}"
        f"<updated>{updated}</updated>\n"
        f'<link rel="self" type="application/atom+xml" href="{page}{FILE_NAME}"/>\n'
        f'<link rel="alternate" type="text/html" href="{page}"/>\n'
        # An item may have no author with a page here; then the feed's own stands for it (RFC 4287, 4.1.1).
        f"<author><name>{escaped(hub.site_name)}</name><uri>{escaped(hub.site_url)}</uri></author>\n"
        "<generator>Voices</generator>\n"
    )


def _entry(catalog: Catalog, voice: Voice, html: str) -> str:
    hub = catalog.hub
    link = web_address(item_link(hub, voice))
    lines = [
        f'<entry xml:lang="{escaped(voice.language)}">',
        f"<id>{escaped(item_id(hub, voice))}</id>",
        f"<title>{escaped(voice.title)}</title>",
        f'<link rel="alternate" type="text/html" hreflang="{escaped(voice.language)}" href="{escaped(link)}"/>',
        f"<published>{voice.date.iso()}</published>",
        f"<updated>{voice.moment.iso()}</updated>",
    ]
    lines += [
        f"<author><name>{escaped(name)}</name><uri>{escaped(url)}</uri></author>"
        for _, name, url in bylines(catalog, voice)
    ]
    scheme = escaped(hub.absolute("topics/"))
    lines += [
        f'<category term="{escaped(topic)}" scheme="{scheme}"'
        f' label="{escaped(topic_label(catalog, topic, voice.language))}"/>'
        for topic in voice.topics
    ]
    lines += _elsewhere(catalog, voice)
    if voice.summary or not html:
        lines.append(f"<summary>{escaped(voice.summary)}</summary>")
    if html:
        # The base is for what stays relative on purpose: a footnote's "#fn1" leads to the page, not into the feed.
        base = escaped(hub.absolute(voice.address))
        lines.append(f'<content type="html" xml:base="{base}">{escape(clean(html), quote=False)}</content>')
    lines.append("</entry>\n")
    return "\n".join(lines)


def _elsewhere(catalog: Catalog, voice: Voice) -> list[str]:
    """A post's original, or the blog an entry comes from and its page here."""
    if voice.kind == "post":
        url = web_address(voice.url)
        return [f'<link rel="canonical" href="{escaped(url)}"/>'] if url else []
    lines = []
    if voice.address:
        here = escaped(catalog.hub.absolute(voice.address))
        lines.append(f'<link rel="related" type="text/html" href="{here}"/>')
    home, feed = web_address(voice.source_url), web_address(voice.blog.feed_url if voice.blog else "")
    links = (f'<link rel="alternate" href="{escaped(home)}"/>' if home else "") + (
        f'<link rel="self" href="{escaped(feed)}"/>' if feed else ""
    )
    lines.append(f"<source><title>{escaped(voice.source_name)}</title>{links}</source>")
    return lines
