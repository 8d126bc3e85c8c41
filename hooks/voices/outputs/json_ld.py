"""JSON-LD of posts, entries and listings, in schema.org's words.

Comes in: the catalog and ready pictures. Goes out: plain mappings for ``HeadInfo.json_ld``; what is not known is left out.
People are ``json_ld_people``'s, jobs ``json_ld_jobs``'; escaping is ``head``'s. There is no SearchAction: the search is a box
on the page and has no address with a query. Sources: schema.org, Google's "Article" and "Breadcrumb".
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from voices.catalog.types import Catalog, Voice
from voices.model import Image, Post
from voices.outputs.escape import web_address, without_empty
from voices.outputs.head import Picture
from voices.outputs.json_ld_people import author_reference, reviewer
from voices.outputs.syndication import topic_label
from voices.settings import Hub

Object = dict[str, Any]

# schema.org has a code for machine-made and for mixed work and none for a text written without AI: that says nothing.
_TEXT_SOURCES = {
    "generated": "https://schema.org/TrainedAlgorithmicMediaDigitalSource",
    "assisted": "https://schema.org/CompositeWithTrainedAlgorithmicMediaDigitalSource",
}
_PICTURE_SOURCES = {
    "generated": "https://schema.org/TrainedAlgorithmicMediaDigitalSource",
    "edited": "https://schema.org/CompositeWithTrainedAlgorithmicMediaDigitalSource",
}


def organization(hub: Hub, language: str = "", logo: Picture | None = None) -> Object:
    """The company, as publisher and employer."""
    company = hub.voices.company
    return without_empty(
        {
            "@type": "Organization",
            "@id": organization_id(hub),
            "name": company.name or hub.site_name,
            "url": web_address(company.url) or hub.site_url,
            "slogan": company.claim.get(language or hub.default_language, hub.default_language).text,
            "logo": image_object(logo) if logo else None,
            "sameAs": list(company.same_as),
        }
    )


def website(hub: Hub, language: str) -> Object:
    """The hub itself, for the home page."""
    return without_empty(
        {
            "@type": "WebSite",
            "@id": hub.site_url + "#website",
            "name": hub.site_name,
            "url": hub.site_url,
            "inLanguage": list(hub.voices.languages) if len(hub.voices.languages) > 1 else language,
            "publisher": {"@id": organization_id(hub)},
        }
    )


def breadcrumb(hub: Hub, steps: Sequence[tuple[str, str]]) -> Object:
    """The way from the home page to here as (name, address); the last step is the page itself."""
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": name, "item": hub.absolute(address)}
            for position, (name, address) in enumerate(steps, start=1)
        ],
    }


def listing(
    hub: Hub, name: str, address: str, language: str, voices: Iterable[Voice], description: str = "", first: int = 1
) -> Object:
    """A listing page: its voices as an ItemList; ``first`` is the position of the first one on this page (from 1)."""
    return without_empty(
        {
            "@type": "CollectionPage",
            "@id": hub.absolute(address),
            "url": hub.absolute(address),
            "name": name,
            "description": description,
            "inLanguage": language,
            "isPartOf": {"@id": hub.site_url + "#website"},
            "mainEntity": {
                "@type": "ItemList",
                "itemListElement": [
                    {"@type": "ListItem", "position": position, "name": voice.title, "url": link_of(hub, voice)}
                    for position, voice in enumerate(voices, start=first)
                ],
            },
        }
    )


def blog_posting(
    catalog: Catalog,
    voice: Voice,
    picture: Picture | None = None,
    *,
    backstory: str = "",
    archived: bool = False,
) -> Object:
    """A post, or an entry shown in full.

    ``picture`` is its own picture or its card; ``backstory`` the sentences beside the byline on who wrote it and how.
    """
    hub = catalog.hub
    url = hub.absolute(voice.address)
    post = voice.post
    topics = [topic_label(catalog, topic, voice.language) for topic in voice.topics]
    return without_empty(
        {
            "@type": "BlogPosting",
            "@id": url + "#article",
            "mainEntityOfPage": _page(catalog, url, post),
            "url": url,
            "headline": voice.title,
            "description": voice.summary,
            "image": [image_object(picture, voice.image)] if picture else None,
            "datePublished": voice.date.iso(),
            "dateModified": voice.moment.iso(),
            "author": [author_reference(catalog, id_) for id_ in voice.authors],
            "publisher": {"@id": organization_id(hub), "@type": "Organization", "name": publisher_name(hub)},
            "inLanguage": voice.language,
            "articleSection": topics[0] if topics else None,
            "keywords": topics,
            "wordCount": voice.words or None,
            "timeRequired": f"PT{voice.minutes}M" if voice.minutes else None,
            "isAccessibleForFree": True,
            "isBasedOn": web_address(voice.url),
            "isPartOf": _source(voice),
            "backstory": backstory,
            "creativeWorkStatus": "Archived" if archived else None,
            **(_honesty(post) if post else {}),
            **_relations(catalog, voice),
        }
    )


def image_object(picture: Picture, about: Image | None = None) -> Object:
    """A picture with its size, credit, licence and whether AI made it."""
    licence = about.licence if about else ""
    credit = about.credit if about else ""
    licence_url = web_address(licence)
    return without_empty(
        {
            "@type": "ImageObject",
            "url": picture.url,
            "width": picture.width or None,
            "height": picture.height or None,
            "caption": picture.alt,
            "creditText": ", ".join(part for part in (credit, "" if licence_url else licence) if part),
            "license": licence_url,
            "digitalSourceType": _PICTURE_SOURCES.get(about.ai or "") if about else None,
        }
    )


def link_of(hub: Hub, voice: Voice) -> str:
    """Where a card of this voice leads, absolute: its page here, else the original."""
    return hub.absolute(voice.address) if voice.address else voice.url


def organization_id(hub: Hub) -> str:
    """The identifier by which other objects mean the company."""
    return hub.site_url + "#organization"


def publisher_name(hub: Hub) -> str:
    """The company's name, else the hub's."""
    return hub.voices.company.name or hub.site_name


def _page(catalog: Catalog, url: str, post: Post | None) -> Object:
    page: Object = {"@type": "WebPage", "@id": url}
    if post and post.reviewed_by:
        page["reviewedBy"] = reviewer(catalog, post.reviewed_by)
    return page


def _source(voice: Voice) -> Object | None:
    if voice.kind == "post" or not voice.source_name:
        return None
    return without_empty({"@type": "Blog", "name": voice.source_name, "url": web_address(voice.source_url)})


def _honesty(post: Post) -> Object:
    return {
        "digitalSourceType": _TEXT_SOURCES.get(post.ai or ""),
        "correction": [
            {"@type": "CorrectionComment", "text": correction.note, "datePublished": correction.date.iso()}
            for correction in post.corrections
        ],
    }


def _relations(catalog: Catalog, voice: Voice) -> Object:
    hub, post = catalog.hub, voice.post
    found: Object = {}
    original = post.translation_of if post else ""
    others = [v for v in catalog.translations.get(voice.key, ()) if v.address]
    if original in catalog.posts:
        found["translationOfWork"] = _work(hub, catalog.posts[original])
    elif not original:
        found["workTranslation"] = [_work(hub, other) for other in others]
    if post and post.answers:
        answered = _answered_posts(catalog).get(voice.key)
        found["citation"] = hub.absolute(answered.address) if answered else web_address(post.answers)
    found["comment"] = [
        {"@type": "Comment", "url": link_of(hub, answer), "name": answer.title, "datePublished": answer.date.iso()}
        for answer in catalog.answers.get(voice.key, ())
    ]
    return found


@lru_cache(maxsize=2)
def _answered_posts(catalog: Catalog) -> dict[str, Voice]:
    """The post that each answer answers, by the answer's key."""
    posts = {voice.key: voice for voice in catalog.posts.values()}
    return {reply.key: posts[key] for key, replies in catalog.answers.items() for reply in replies if key in posts}


def _work(hub: Hub, voice: Voice) -> Object:
    url = hub.absolute(voice.address)
    return {"@type": "BlogPosting", "@id": url + "#article", "url": url, "inLanguage": voice.language}
