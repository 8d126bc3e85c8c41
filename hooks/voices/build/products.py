"""Everything written beside the pages: feeds of every listing, the API, the blogroll, the sitemap, headers, redirects."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from voices.build.kit import Kit
from voices.build.kitting import Workshop
from voices.build.page import Page
from voices.catalog import Catalog, Voice
from voices.outputs.api import api_files, api_schemas
from voices.outputs.atom import AtomWriter
from voices.outputs.json_feed import JsonFeedWriter
from voices.outputs.opml import opml
from voices.outputs.qr import qr_svg
from voices.outputs.redirects import redirect_page, redirects_text
from voices.outputs.sitemap import SitemapRow, robots_txt, sitemap_files
from voices.outputs.syndication import FeedListing
from voices.outputs.vcard import vcard
from voices.sources import schemas
from voices.text import ROOT


def products(kit: Kit, workshop: Workshop, pages: Sequence[Page]) -> Iterator[tuple[str, bytes]]:
    """(path, bytes) of every file that is not a page, an asset of the theme's included."""
    catalog = kit.catalog
    yield from workshop.assets.files.items()
    yield from _feeds(kit, workshop)
    yield from api_files(catalog, lambda path: _picture_url(workshop, path))


def _feeds(kit: Kit, workshop: Workshop) -> Iterator[tuple[str, bytes]]:
    site = kit.hub.site_url

    def body(voice: Voice) -> str:
        if voice.entry is not None:
            return voice.entry.html
        return workshop.documents.html(voice.post.document).replace(ROOT, site) if voice.post else ""

    atom = AtomWriter(kit.catalog, body)
    json = JsonFeedWriter(kit.catalog, body, lambda path: _picture_url(workshop, path))
    for listing, items in listings(kit.catalog):
        yield f"{listing.address}feed.xml", atom.feed(listing, items)
        yield f"{listing.address}feed.json", json.feed(listing, items)


def listings(catalog: Catalog) -> Iterator[tuple[FeedListing, Sequence[Voice]]]:
    """Every listing that has feeds, with its voices, newest first."""
    hub = catalog.hub
    default = hub.default_language
    yield FeedListing(hub.site_name, "", default), catalog.voices
    for author in catalog.people.values():
        listing = FeedListing(f"{author.name} · {hub.site_name}", f"authors/{author.id}/", default)
        yield listing, catalog.voices_of(author.id)
    for groups in (catalog.topics, catalog.teams, catalog.places, catalog.languages):
        for group in groups.values():
            language = group.id if group.kind == "language" else default
            name = group.name.get(language, default).text
            yield FeedListing(f"{name} · {hub.site_name}", group.address, language), group.voices


def _picture_url(workshop: Workshop, path: str) -> str:
    picture = workshop.picture(path, shape="free", widths=(1280,))
    return picture.src.replace(ROOT, workshop.hub.site_url) if picture else ""
