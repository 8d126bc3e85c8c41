"""JSON-LD of open jobs, as Google's JobPosting asks for them.

Comes in: a job of the catalog and its text as HTML. Goes out: a plain mapping, or None for a closed job: a posting that can't
be applied for must not be offered. The people around a job are the page's matter.
"""

from __future__ import annotations

from typing import Any

from voices.catalog.types import Catalog
from voices.model import Job
from voices.outputs.escape import web_address, without_empty
from voices.text import slugify

_REMOTE = frozenset({"true", "yes", "full", "fully", "remote", "fully remote", "100%"})
_NOT_REMOTE = frozenset({"", "false", "no", "none", "hybrid", "partly"})


def job_posting(catalog: Catalog, job: Job, description_html: str) -> dict[str, Any] | None:
    """The posting; ``description_html`` has absolute addresses. A place's ``country`` becomes the job's."""
    if job.closed:
        return None
    hub = catalog.hub
    place = catalog.places.get(slugify(job.place)) if job.place else None
    place_name = place.name.get(job.language, hub.default_language).text if place else job.place
    country = place.country if place else ""
    area = _area(job, country)
    url = hub.absolute(f"jobs/{job.id}/")
    return without_empty(
        {
            "@type": "JobPosting",
            "@id": url + "#job",
            "url": url,
            "title": job.title,
            "description": description_html or job.text or job.title,
            "identifier": {"@type": "PropertyValue", "name": hub.site_name, "value": job.id},
            "datePosted": job.posted.iso(),
            "validThrough": job.closes.iso() if job.closes else None,
            "hiringOrganization": without_empty(
                {
                    "@type": "Organization",
                    "@id": hub.site_url + "#organization",
                    "name": hub.voices.company.name or hub.site_name,
                    "sameAs": web_address(hub.voices.company.url),
                }
            ),
            "jobLocation": _location(place_name, country),
            "jobLocationType": "TELECOMMUTE" if area is not None else None,
            "applicantLocationRequirements": area,
            "directApply": False,
        }
    )


def _area(job: Job, country: str) -> dict[str, str] | None:
    """From where it can be done entirely at a distance, empty where that is not said; None where it can't.

    ``remote`` is free text: beside a place it may mean anything ("two days a week"), without a place only one thing.
    """
    remote = job.remote.strip()
    if remote.lower() in _REMOTE:
        return {"@type": "Country", "name": country} if country else {}
    if job.place or remote.lower() in _NOT_REMOTE:
        return None
    return {"@type": "AdministrativeArea", "name": remote}


def _location(place: str, country: str) -> dict[str, Any] | None:
    if not place and not country:
        return None
    address = without_empty({"@type": "PostalAddress", "addressLocality": place, "addressCountry": country})
    return {"@type": "Place", "address": address}
