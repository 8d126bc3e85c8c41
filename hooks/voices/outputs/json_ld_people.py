"""JSON-LD of people: who wrote something, and an author's page as Google's ProfilePage.

Comes in: the catalog and a ready portrait. Goes out: plain mappings; what a profile does not say is left out, and nothing is
said here that the page does not show. Source: Google's "Profile page", schema.org/Person.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from voices.catalog.types import Catalog
from voices.model import Author, Milestone
from voices.outputs.escape import web_address, without_empty
from voices.outputs.head import Picture

Object = dict[str, Any]
_RECENT = 10


def author_reference(catalog: Catalog, id_: str) -> Object:
    """An author where a text names them: enough to be recognised, the rest stands on their page."""
    hub, author = catalog.hub, catalog.people[id_]
    url = hub.absolute(f"authors/{id_}/")
    return without_empty(
        {
            "@type": "Person",
            "@id": url + "#person",
            "name": author.name,
            "url": url,
            "jobTitle": author.role.get(hub.default_language, hub.default_language).text,
        }
    )


def reviewer(catalog: Catalog, who: str) -> Object:
    """The person a post names in ``reviewed_by``: an author by id, else a name as written."""
    return author_reference(catalog, who) if who in catalog.people else {"@type": "Person", "name": who}


def profile_page(
    catalog: Catalog,
    author: Author,
    language: str,
    portrait: Picture | None = None,
    *,
    address: str = "",
    description: str = "",
) -> Object:
    """An author's page in one language; ``address`` is the page's own where it is not the default language's."""
    hub = catalog.hub
    voices = catalog.voices_of(author.id)
    newest = max((voice.moment.at for voice in voices), default=author.agreed.at)
    url = hub.absolute(address or f"authors/{author.id}/")
    return without_empty(
        {
            "@type": "ProfilePage",
            "@id": url,
            "url": url,
            "inLanguage": language,
            "dateCreated": author.agreed.iso(),
            "dateModified": max(newest, author.agreed.at).isoformat(timespec="seconds"),
            "mainEntity": person(catalog, author, language, portrait, description),
            "hasPart": [
                {
                    "@type": "BlogPosting",
                    "headline": voice.title,
                    "url": hub.absolute(voice.address) if voice.address else voice.url,
                    "datePublished": voice.date.iso(),
                    "inLanguage": voice.language,
                    "author": {"@id": hub.absolute(f"authors/{author.id}/") + "#person"},
                }
                for voice in voices[:_RECENT]
            ],
        }
    )


def person(
    catalog: Catalog, author: Author, language: str, portrait: Picture | None = None, description: str = ""
) -> Object:
    """Everything a profile shows about a person."""
    hub = catalog.hub
    default = hub.default_language
    url = hub.absolute(f"authors/{author.id}/")
    headline = author.headline.get(language, default).text
    company = {
        "@type": "Organization",
        "@id": hub.site_url + "#organization",
        "name": hub.voices.company.name or hub.site_name,
    }
    return without_empty(
        {
            "@type": "Person",
            "@id": url + "#person",
            "name": author.name,
            "identifier": author.id,
            "url": url,
            "image": portrait.url if portrait else None,
            "description": description or headline,
            "jobTitle": author.role.get(language, default).text,
            "pronouns": author.pronouns,
            "alumniOf" if author.status == "alumni" else "worksFor": company,
            "knowsAbout": _subjects(catalog, author, language),
            "knowsLanguage": list(author.languages),
            "hasCredential": [_credential(training) for training in author.training],
            "award": [_named(award) for award in author.awards],
            "sameAs": _elsewhere(catalog, author),
            "agentInteractionStatistic": {
                "@type": "InteractionCounter",
                "interactionType": "https://schema.org/WriteAction",
                "userInteractionCount": len(catalog.voices_of(author.id)),
            },
        }
    )


def _subjects(catalog: Catalog, author: Author, language: str) -> list[str]:
    default = catalog.hub.default_language
    groups = [catalog.topics[id_] for id_ in catalog.expertise_of.get(author.id, ()) if id_ in catalog.topics]
    named = [group.name.get(language, default).text for group in groups] or list(author.expertise)
    return list(dict.fromkeys(named))


def _elsewhere(catalog: Catalog, author: Author) -> list[str]:
    blogs = _blogs_by_author(catalog).get(author.id, ())
    urls = [web_address(url) for url in (*(channel.url for channel in author.channels), *blogs)]
    return list(dict.fromkeys(url for url in urls if url))


@lru_cache(maxsize=2)
def _blogs_by_author(catalog: Catalog) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for blog in catalog.blogs:
        found.setdefault(blog.author, []).append(blog.home_url)
    return found


def _credential(training: Milestone) -> Object:
    return without_empty(
        {
            "@type": "EducationalOccupationalCredential",
            "name": training.name,
            "recognizedBy": {"@type": "Organization", "name": training.place} if training.place else None,
            "dateCreated": training.date,
            "expires": training.expires,
            "url": web_address(training.url),
        }
    )


def _named(award: Milestone) -> str:
    beside = ", ".join(part for part in (award.place, award.date) if part)
    return f"{award.name} ({beside})" if beside else award.name
