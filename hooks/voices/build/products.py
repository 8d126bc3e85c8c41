"""Everything written beside the pages: feeds of every listing, the API, the blogroll, the sitemap, headers, redirects."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import chain
from typing import Any

from msgspec import Struct

from voices.build.dependencies import Dependencies
from voices.build.frame import Frames, way_to_root
from voices.build.kit import Kit
from voices.build.kitting import Workshop
from voices.build.publishing import path_of
from voices.build.views.recruit import links_of
from voices.catalog import Catalog, Voice
from voices.code_digest import code_digest
from voices.model import Author
from voices.outputs import oembed, opml, qr, redirects, security, sitemap, vcard
from voices.outputs.api import api_files, api_schemas
from voices.outputs.atom import AtomWriter
from voices.outputs.escape import json_bytes
from voices.outputs.json_feed import JsonFeedWriter
from voices.outputs.syndication import FeedListing
from voices.policy.schema import json_schema
from voices.settings import Hub
from voices.sources import FORMS, schema_of
from voices.store import digest
from voices.text import ROOT

File = tuple[str, bytes]


class Product(Struct, frozen=True):
    """A file and how to make it; the same ``key`` means the same bytes."""

    path: str
    key: str
    make: Callable[[], bytes]


def products(
    kit: Kit, workshop: Workshop, frames: Frames, depends: Dependencies, rows: Iterable[sitemap.SitemapRow]
) -> Iterator[Product]:
    """Every file that is neither a page nor a picture; ``rows`` are the indexable pages."""
    hub = kit.hub
    yield from _feeds(kit, workshop, depends)
    yield from _people(kit, workshop, depends)
    yield from _recruiting(kit)
    yield from _schemas(hub)
    for path, data in chain(
        workshop.assets.files.items(),
        api_files(kit.catalog, lambda path: picture_url(workshop, path)),
        api_schemas(hub),
        [(opml.ADDRESS, opml.opml(kit.catalog)), ("robots.txt", sitemap.robots_txt(hub))],
        sitemap.sitemap_files(hub, rows),
        _redirects(kit.catalog),
        _headers(hub, frames, workshop.assets.folder),
    ):
        yield Product(path, digest(data), partial(bytes, data))


def _schemas(hub: Hub) -> Iterator[Product]:
    """They follow from the program alone, and take longer to make than all else of a build that changes nothing."""
    makers = {kind: partial(schema_of, kind) for kind in FORMS} | {"policy": json_schema}
    for kind, make in sorted(makers.items()):
        address = f"schema/{kind}.json"
        yield Product(
            address, digest(code_digest(), hub.absolute(address)), partial(_schema, hub.absolute(address), make)
        )


def _schema(url: str, make: Callable[[], dict[str, Any]]) -> bytes:
    return json_bytes({**make(), "$id": url})


def _headers(hub: Hub, frames: Frames, assets: str) -> Iterator[File]:
    policy = security.content_security_policy(
        frames.inline_scripts(), search=hub.voices.features.search, in_header=True
    )
    yield from security.header_files(hub, policy, assets)


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


def _feeds(kit: Kit, workshop: Workshop, depends: Dependencies) -> Iterator[Product]:
    site = kit.hub.site_url

    def body(voice: Voice) -> str:
        if voice.entry is not None:
            return voice.entry.html
        return workshop.documents.html(voice.post.document).replace(ROOT, site) if voice.post else ""

    atom = AtomWriter(kit.catalog, body)
    json = JsonFeedWriter(kit.catalog, body, lambda path: picture_url(workshop, path))
    once: dict[str, list[str]] = {}
    for old, new in redirects.moved_feeds(kit.catalog.redirects).items():
        once.setdefault(new, []).append(old)
    for listing, items in listings(kit.catalog):
        key = depends.listing(items[: kit.hub.voices.feed_items], listing.address, listing.title)
        for name, make in (("feed.xml", atom.feed), ("feed.json", json.feed)):
            address = listing.address + name
            # Where no host reads _redirects, who subscribed to the old address still gets the feed, which names the new one.
            for path in (address, *once.get(address, ())):
                yield Product(path, key, partial(make, listing, items))


def _people(kit: Kit, workshop: Workshop, depends: Dependencies) -> Iterator[Product]:
    catalog, hub = kit.catalog, kit.hub
    for author in catalog.people.values():
        address = f"authors/{author.id}/"
        yield Product(address + vcard.FILE_NAME, depends.world, partial(_vcard, catalog, workshop, author))
        url = hub.absolute(address)
        yield Product(address + qr.FILE_NAME, digest(url, author.name), partial(qr.qr_svg, url, author.name))
    for voice in catalog.voices:
        if voice.address and oembed.agreed_to_embeds(catalog, voice):
            key = depends.listing((voice,), "oembed")
            yield Product(voice.address + oembed.FILE_NAME, key, partial(oembed.oembed, catalog, voice))


def _recruiting(kit: Kit) -> Iterator[Product]:
    """The QR codes of the recruiters' links, as SVG for a screen and as PNG for an ad."""
    for link in links_of(kit):
        key = digest(link.printed, link.name)
        yield Product(link.qr_address("svg"), key, partial(qr.qr_svg, link.printed, link.name))
        yield Product(link.qr_address("png"), key, partial(qr.qr_png, link.printed))


def _vcard(catalog: Catalog, workshop: Workshop, author: Author) -> bytes:
    return vcard.vcard(catalog, author, picture_url(workshop, author.photo) if author.photo else "")


def _redirects(catalog: Catalog) -> Iterator[File]:
    hub = catalog.hub
    yield redirects.SCRIPT_ADDRESS, redirects.SCRIPT
    yield redirects.REDIRECTS_ADDRESS, redirects.redirects_text(hub, catalog.redirects)
    for old, new in sorted(catalog.redirects.items()):
        page = redirects.redirect_page(hub, new, hub.language(hub.default_language))
        yield path_of(old), page.replace(ROOT, way_to_root(old, hub.base_path)).encode()
