"""Everything written beside the pages: feeds of every listing, the API, the blogroll, the sitemap, headers, redirects."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from voices.build.frame import Frames, way_to_root
from voices.build.kit import Kit
from voices.build.kitting import Workshop
from voices.build.page import Page
from voices.build.publishing import path_of
from voices.catalog import Catalog, Voice
from voices.outputs import oembed, opml, qr, redirects, security, sitemap, vcard
from voices.outputs.api import api_files, api_schemas
from voices.outputs.atom import AtomWriter
from voices.outputs.escape import json_bytes
from voices.outputs.json_feed import JsonFeedWriter
from voices.outputs.syndication import FeedListing
from voices.sources import schemas
from voices.text import ROOT

File = tuple[str, bytes]


def products(kit: Kit, workshop: Workshop, frames: Frames, rows: Iterable[sitemap.SitemapRow]) -> Iterator[File]:
    """(path, bytes) of every file that is neither a page nor a picture; ``rows`` are the indexable pages."""
    catalog, hub = kit.catalog, kit.hub
    yield from workshop.assets.files.items()
    yield from _feeds(kit, workshop)
    yield from _people(kit, workshop)
    yield from api_files(catalog, lambda path: picture_url(workshop, path))
    yield from api_schemas(hub)
    for kind, schema in sorted(schemas().items()):
        yield f"schema/{kind}.json", json_bytes({**schema, "$id": hub.absolute(f"schema/{kind}.json")})
    yield opml.ADDRESS, opml.opml(catalog)
    yield "robots.txt", sitemap.robots_txt(hub)
    yield from sitemap.sitemap_files(hub, rows)
    yield from _redirects(catalog)
    policy = security.content_security_policy(
        frames.inline_scripts(), search=hub.voices.features.search, in_header=True
    )
    yield from security.header_files(hub, policy)


def sitemap_row(page: Page) -> sitemap.SitemapRow:
    """The row of an indexable page."""
    return sitemap.SitemapRow(page.address, page.modified, page.alternates)


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


def picture_url(workshop: Workshop, path: str) -> str:
    """The absolute address of a picture of the content folder in one size; empty where there is none."""
    picture = workshop.picture(path, shape="free", widths=(1280,))
    return picture.src.replace(ROOT, workshop.hub.site_url) if picture else ""


def _feeds(kit: Kit, workshop: Workshop) -> Iterator[File]:
    site = kit.hub.site_url

    def body(voice: Voice) -> str:
        if voice.entry is not None:
            return voice.entry.html
        return workshop.documents.html(voice.post.document).replace(ROOT, site) if voice.post else ""

    atom = AtomWriter(kit.catalog, body)
    json = JsonFeedWriter(kit.catalog, body, lambda path: picture_url(workshop, path))
    for listing, items in listings(kit.catalog):
        yield f"{listing.address}feed.xml", atom.feed(listing, items)
        yield f"{listing.address}feed.json", json.feed(listing, items)


def _people(kit: Kit, workshop: Workshop) -> Iterator[File]:
    catalog, hub = kit.catalog, kit.hub
    for author in catalog.people.values():
        address = f"authors/{author.id}/"
        photo = picture_url(workshop, author.photo) if author.photo else ""
        yield address + vcard.FILE_NAME, vcard.vcard(catalog, author, photo)
        yield address + qr.FILE_NAME, qr.qr_svg(hub.absolute(address), author.name)
    for voice in catalog.voices:
        if voice.address:
            yield voice.address + oembed.FILE_NAME, oembed.oembed(catalog, voice)


def _redirects(catalog: Catalog) -> Iterator[File]:
    hub = catalog.hub
    yield redirects.SCRIPT_ADDRESS, redirects.SCRIPT
    yield redirects.REDIRECTS_ADDRESS, redirects.redirects_text(hub, catalog.redirects)
    for old, new in sorted(catalog.redirects.items()):
        page = redirects.redirect_page(hub, new, hub.language(hub.default_language))
        yield path_of(old), page.replace(ROOT, way_to_root(old, hub.base_path)).encode()
