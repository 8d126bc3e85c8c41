"""What pages tell machines: the facts each kind of page puts into its head, told through ``outputs.head``.

Comes in: the same catalog the page is made from. Goes out: ready tags. Nothing is said here that the page doesn't show.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from voices.build.kit import Kit
from voices.build.views.links import everywhere
from voices.build.views.pictures import HERO_WIDTHS
from voices.catalog import Voice
from voices.model import Author, Image, Job
from voices.outputs import oembed
from voices.outputs.head import HeadInfo, Picture
from voices.outputs.head_facts import article_alternates, fediverse_handles, profile_of
from voices.outputs.json_ld import blog_posting, breadcrumb, listing, organization, website
from voices.outputs.json_ld_jobs import job_posting
from voices.outputs.json_ld_people import profile_page
from voices.outputs.syndication import topic_label
from voices.text import ROOT

Steps = Sequence[tuple[str, str]]
_CARD_SIZE = (1200, 630)


def hub_head(
    kit: Kit,
    address: str,
    language: str,
    title: str,
    description: str,
    *,
    feed: tuple[str, str] | None = None,
    voices: Sequence[Voice] | None = None,
    first: int = 1,
    steps: Steps = (),
    previous: str | None = None,
    following: str | None = None,
    noindex: bool = False,
) -> str:
    """The head of a page that exists in each of the hub's languages; ``address`` is the default language's."""
    hub, here = kit.hub, kit.hub.in_language(address, language)
    data: list[Mapping[str, Any]] = []
    if voices is not None:
        data.append(listing(hub, title, here, language, voices, description, first))
    if steps:
        data.append(breadcrumb(hub, [*steps, (title, here)]))
    info = HeadInfo(
        title=title,
        description=description,
        address=here,
        language=language,
        picture=_card(kit, here, title) or _card(kit, "", title),
        alternates=everywhere(kit, address),
        x_default=address,
        feeds=_feeds(kit, feed),
        json_ld=tuple(data),
        previous=previous,
        next=following,
        noindex=noindex,
    )
    return kit.head(info)


def home_head(kit: Kit, language: str, title: str, description: str) -> str:
    """The head of the home page: the hub and the company behind it."""
    address = kit.hub.in_language("", language)
    logo = _own_picture(kit, kit.hub.voices.company.logo)
    info = HeadInfo(
        title=title,
        description=description,
        address=address,
        language=language,
        picture=_card(kit, address, title) or _own_picture(kit, kit.hub.voices.company.picture),
        alternates=everywhere(kit, ""),
        x_default="",
        feeds=_feeds(kit, None),
        json_ld=(website(kit.hub, language), organization(kit.hub, language, logo)),
    )
    return kit.head(info)


def article_head(kit: Kit, voice: Voice, backstory: str, *, archived: bool) -> str:
    """The head of a post, or of an entry shown in full."""
    catalog = kit.catalog
    authors = [catalog.people[id_] for id_ in voice.authors]
    topics = [topic_label(catalog, id_, voice.language) for id_ in voice.topics]
    shown = _picture(kit, voice.image)
    card = _card(kit, voice.key, voice.title)
    info = HeadInfo(
        title=voice.title,
        description=voice.summary,
        address=voice.address,
        language=voice.language,
        kind="article",
        picture=card or shown,
        published=voice.date,
        updated=voice.updated,
        section=topics[0] if topics else "",
        tags=tuple(topics),
        authors=tuple((author.name, kit.hub.absolute(f"authors/{author.id}/")) for author in authors),
        fediverse_creators=fediverse_handles(authors),
        alternates=article_alternates(voice, catalog),
        canonical_url=voice.url,
        feeds=_feeds(kit, None),
        oembed=voice.address + oembed.FILE_NAME if oembed.agreed_to_embeds(catalog, voice) else "",
        json_ld=(blog_posting(catalog, voice, shown or card, backstory=backstory, archived=archived),),
    )
    return kit.head(info)


def author_head(
    kit: Kit, author: Author, language: str, title: str, description: str, *, first_page: bool, page: str
) -> str:
    """The head of an author's page; ``page`` is this page's address in the default language."""
    hub = kit.hub
    base = f"authors/{author.id}/"
    here = hub.in_language(page, language)
    portrait = kit.portrait(author).picture
    picture = Picture(_absolute(kit, portrait.src), author.name, portrait.width, portrait.height) if portrait else None
    info = HeadInfo(
        title=title,
        description=description,
        address=here,
        language=language,
        kind="profile",
        picture=_card(kit, base, author.name) or picture,
        profile=profile_of(author),
        fediverse_creators=fediverse_handles((author,)),
        rel_me_urls=tuple(channel.url for channel in author.channels),
        alternates=everywhere(kit, page),
        x_default=page,
        feeds=_feeds(kit, (author.name, base)),
        json_ld=(profile_page(kit.catalog, author, language, picture, address=here, description=description),)
        if first_page
        else (),
        vcard=base + "card.vcf",
    )
    return kit.head(info)


def job_head(kit: Kit, job: Job, address: str, language: str, title: str, description: str, html: str) -> str:
    """The head of a job's page; a closed job makes no offer."""
    posting = job_posting(kit.catalog, job, html)
    info = HeadInfo(
        title=title,
        description=description,
        address=kit.hub.in_language(address, language),
        language=language,
        picture=_card(kit, "", title),
        alternates=everywhere(kit, address),
        x_default=address,
        json_ld=(posting,) if posting else (),
        noindex=job.closed,
    )
    return kit.head(info)


def bare_head(kit: Kit, address: str, language: str, title: str, description: str, *, noindex: bool) -> str:
    """The head of a page that stands alone: an error, a goodbye, a page of the hub's owner."""
    return kit.head(HeadInfo(title, description, address, language, noindex=noindex))


def _feeds(kit: Kit, own: tuple[str, str] | None) -> tuple[tuple[str, str], ...]:
    return ((kit.hub.site_name, ""), *((own,) if own else ()))


def _card(kit: Kit, key: str, alt: str) -> Picture | None:
    url = kit.card_image(key)
    return Picture(url, alt, *_CARD_SIZE) if url else None


def _picture(kit: Kit, image: Image | None) -> Picture | None:
    found = kit.picture(image.path, shape="wide", widths=HERO_WIDTHS) if image else None
    if image is None or found is None:
        return None
    return Picture(_absolute(kit, found.src), image.alt, found.width, found.height)


def _own_picture(kit: Kit, path: str) -> Picture | None:
    found = kit.picture(path, shape="free", widths=(240,)) if path else None
    return Picture(_absolute(kit, found.src), kit.hub.site_name, found.width, found.height) if found else None


def _absolute(kit: Kit, marked: str) -> str:
    return kit.hub.absolute(marked.removeprefix(ROOT))
