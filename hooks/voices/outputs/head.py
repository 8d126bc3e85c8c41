"""Head tags of a page: description, canonical, Open Graph, feeds, translations, JSON-LD.

Comes in: a ``HeadInfo`` the page's view fills (``head_facts`` helps). Goes out: one string of tags, everything absolute and
escaped. The ``<title>``, style sheets, icons and the Content-Security-Policy are left to the frame.
Sources: ogp.me, Google's documents on canonical and hreflang, Mastodon 4.3's ``fediverse:creator``, oembed.com.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Literal

from babel.core import get_global
from msgspec import Struct

from voices.dates import Moment
from voices.outputs.escape import escaped, json_script, web_address
from voices.settings import Hub

_IMAGE_TYPES = {
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "webp": "image/webp",
    "svg": "image/svg+xml",
}


class Picture(Struct, frozen=True):
    """A picture by its absolute address; sizes in pixels, 0 when not known."""

    url: str
    alt: str = ""
    width: int = 0
    height: int = 0


class Profile(Struct, frozen=True):
    """The ``profile:*`` properties of an author's page."""

    first_name: str
    last_name: str = ""
    username: str = ""


class HeadInfo(Struct, frozen=True):
    """What a page says about itself to machines. Addresses are relative to the site (``posts/x/``) unless called url."""

    title: str
    description: str
    address: str
    language: str
    kind: Literal["page", "article", "profile"] = "page"
    picture: Picture | None = None
    published: Moment | None = None
    updated: Moment | None = None
    section: str = ""
    tags: tuple[str, ...] = ()
    authors: tuple[tuple[str, str], ...] = ()
    """(name, absolute url of the author's page), in the byline's order."""
    profile: Profile | None = None
    fediverse_creators: tuple[str, ...] = ()
    """``@user@host`` of each author who has one."""
    rel_me_urls: tuple[str, ...] = ()
    alternates: tuple[tuple[str, str], ...] = ()
    """(language, address) of the same page in each language, the page itself included."""
    x_default: str | None = None
    """Address for readers of any other language; None leaves it out, ``""`` is the site's root."""
    canonical_url: str = ""
    """Absolute address of the original, where that is not this page."""
    noindex: bool = False
    feeds: tuple[tuple[str, str], ...] = ()
    """(title, address of the listing) of each pair of feeds announced: ``("Kafka", "topics/kafka/")``."""
    json_ld: tuple[Mapping[str, Any], ...] = ()
    previous: str | None = None
    next: str | None = None
    """Addresses of the neighbouring pages of a paginated listing; the first page may be ``""``."""
    oembed: str = ""
    """Address of the page's oEmbed document."""
    vcard: str = ""


def head_tags(info: HeadInfo, hub: Hub) -> str:
    """The tags, one a line, ready to stand in ``<head>``."""
    hidden = info.noindex or hub.audience == "internal"
    here = hub.absolute(info.address)
    canonical = web_address(info.canonical_url) or here
    lines = [
        _meta("description", info.description),
        _meta("author", ", ".join(name for name, _ in info.authors)),
        _meta("robots", "noindex" if hidden else "max-image-preview:large"),
        # A page that must not be found names no canonical of its own: the two would contradict each other.
        "" if hidden and canonical == here else _link("canonical", canonical),
        *_neighbours(info, hub),
        *([] if hidden or canonical != here else _translations(info, hub)),
        *_feeds(info, hub),
        *_open_graph(info, hub, canonical),
        *(_meta("fediverse:creator", handle) for handle in info.fediverse_creators),
        *(_link("me", web_address(url)) for url in info.rel_me_urls),
    ]
    if info.json_ld:
        lines.append(json_script(_graph(info.json_ld)))
    return "\n".join(line for line in lines if line)


def _graph(objects: tuple[Mapping[str, Any], ...]) -> dict[str, Any]:
    if len(objects) == 1:
        return {"@context": "https://schema.org", **objects[0]}
    return {"@context": "https://schema.org", "@graph": list(objects)}


def _neighbours(info: HeadInfo, hub: Hub) -> list[str]:
    pairs = (("prev", info.previous), ("next", info.next))
    return [_link(rel, hub.absolute(address)) for rel, address in pairs if address is not None]


def _translations(info: HeadInfo, hub: Hub) -> list[str]:
    if len(info.alternates) < 2:
        return []
    rows = [*info.alternates, *([("x-default", info.x_default)] if info.x_default is not None else [])]
    return [
        f'<link rel="alternate" hreflang="{escaped(code)}" href="{escaped(hub.absolute(address))}">'
        for code, address in rows
    ]


def _feeds(info: HeadInfo, hub: Hub) -> list[str]:
    rows = []
    for title, address in info.feeds:
        rows.append(("application/atom+xml", hub.absolute(address + "feed.xml"), title))
        rows.append(("application/feed+json", hub.absolute(address + "feed.json"), title))
    if info.oembed:
        rows.append(("application/json+oembed", hub.absolute(info.oembed), info.title))
    if info.vcard:
        rows.append(("text/vcard", hub.absolute(info.vcard), info.title))
    return [
        f'<link rel="alternate" type="{type_}" title="{escaped(title)}" href="{escaped(url)}">'
        for type_, url, title in rows
    ]


def _open_graph(info: HeadInfo, hub: Hub, canonical: str) -> list[str]:
    picture = info.picture
    wide = picture is not None and (picture.width == 0 or picture.width >= 600)
    lines = [
        _property("og:type", {"page": "website"}.get(info.kind, info.kind)),
        _property("og:site_name", hub.site_name),
        _property("og:title", info.title),
        _property("og:description", info.description),
        _property("og:url", canonical),
        _property("og:locale", open_graph_locale(info.language)),
        *(
            _property("og:locale:alternate", open_graph_locale(code))
            for code, _ in info.alternates
            if code != info.language
        ),
        *(_picture(picture) if picture else ()),
        _meta("twitter:card", "summary_large_image" if wide else "summary"),
    ]
    if info.kind == "article":
        lines += _article(info)
    if info.kind == "profile" and info.profile:
        lines.append(_property("profile:first_name", info.profile.first_name))
        lines.append(_property("profile:last_name", info.profile.last_name))
        lines.append(_property("profile:username", info.profile.username))
    return lines


def _article(info: HeadInfo) -> list[str]:
    changed = info.updated or info.published
    return [
        _property("article:published_time", info.published.iso() if info.published else ""),
        _property("article:modified_time", changed.iso() if changed else ""),
        *(_property("article:author", url) for _, url in info.authors),
        _property("article:section", info.section),
        *(_property("article:tag", tag) for tag in info.tags),
    ]


def _picture(picture: Picture) -> list[str]:
    extension = picture.url.rpartition(".")[2].lower()
    return [
        _property("og:image", picture.url),
        _property("og:image:type", _IMAGE_TYPES.get(extension, "")),
        _property("og:image:width", str(picture.width or "")),
        _property("og:image:height", str(picture.height or "")),
        _property("og:image:alt", picture.alt),
    ]


@lru_cache(maxsize=64)
def open_graph_locale(code: str) -> str:
    """``language_TERRITORY`` as Open Graph wants it, the likeliest territory where none is written: ``fi`` → ``fi_FI``."""
    parts = code.replace("_", "-").split("-")
    territory = next((part for part in parts[1:] if len(part) == 2), "")
    if not territory:
        known = get_global("likely_subtags")
        likely = known.get("_".join(parts[:2]), known.get(parts[0], "")).split("_")
        territory = next((part for part in likely[1:] if len(part) == 2), "")
    return f"{parts[0].lower()}_{territory.upper()}" if territory else parts[0].lower()


def _meta(name: str, content: str) -> str:
    return f'<meta name="{name}" content="{escaped(content)}">' if content else ""


def _property(name: str, content: str) -> str:
    return f'<meta property="{name}" content="{escaped(content)}">' if content else ""


def _link(rel: str, url: str) -> str:
    return f'<link rel="{rel}" href="{escaped(url)}">' if url else ""
