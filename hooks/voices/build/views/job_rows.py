"""Open jobs beside voices: a job is shown by the people one would work with.

Only people who agreed to stand beside jobs are shown there (``agreed_to: jobs``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from voices.build.kit import Kit
from voices.build.views.dress import foreign, wording
from voices.build.views.faces import Person, people
from voices.build.views.links import href
from voices.catalog import Group, Voice
from voices.model import Job, Wording
from voices.text import slugify

_FACES_SHOWN = 4
_BESIDE_A_POST = 2


@dataclass(frozen=True, slots=True)
class JobRow:
    """A job in a list."""

    title: str
    language: str
    url: str
    facts: tuple[Wording, ...]
    people: tuple[Person, ...]
    count: str


def job_row(kit: Kit, job: Job, language: str) -> JobRow:
    """The row of ``job`` on pages in ``language``."""
    return kit.once(("job-row", job.id, language), lambda: _row(kit, job, language))


def job_rows(kit: Kit, ids: Iterable[str], language: str) -> tuple[JobRow, ...]:
    """The rows of the open jobs among ``ids``; none where the hub has no jobs."""
    if not kit.hub.voices.features.jobs:
        return ()
    jobs = (kit.catalog.jobs.get(id_) for id_ in ids)
    return tuple(job_row(kit, job, language) for job in jobs if job is not None and not job.closed)


def jobs_beside(kit: Kit, voice: Voice, language: str) -> tuple[JobRow, ...]:
    """Up to two open jobs near a voice: its authors' teams first, then its topics."""
    catalog = kit.catalog
    groups = [catalog.teams.get(catalog.team_of.get(author, "")) for author in voice.authors]
    groups += [catalog.topics.get(topic) for topic in voice.topics]
    ids = dict.fromkeys(id_ for group in groups if group for id_ in group.jobs)
    return job_rows(kit, list(ids)[:_BESIDE_A_POST], language)


def job_facts(kit: Kit, job: Job, language: str) -> tuple[Wording, ...]:
    """Team, place and how much of it is remote, in this order, what is not known left out."""
    found = [_named(kit, kit.catalog.teams, job.team, language), _named(kit, kit.catalog.places, job.place, language)]
    if job.remote:
        w = kit.words(language)
        plain = {"true": w.gettext("Remote"), "yes": w.gettext("Remote"), "hybrid": w.gettext("Hybrid")}
        found.append(Wording("" if job.remote in ("false", "no") else plain.get(job.remote.lower(), job.remote)))
    return tuple(fact for fact in found if fact.text)


def job_people(kit: Kit, job: Job) -> tuple[str, ...]:
    """Ids of the people around a job who agreed to stand there: its team, then its topics, then its place."""
    return kit.once(("job-people", job.id), lambda: _people(kit, job))


def _row(kit: Kit, job: Job, language: str) -> JobRow:
    around = job_people(kit, job)
    w = kit.words(language)
    return JobRow(
        title=job.title,
        language=foreign(job.language or kit.hub.default_language, language),
        url=href(kit, f"jobs/{job.id}/", language),
        facts=job_facts(kit, job, language),
        people=people(kit, around[:_FACES_SHOWN], language, "small"),
        count=w.ngettext("{n} person", "{n} people", len(around)) if around else "",
    )


def _named(kit: Kit, groups: Mapping[str, Group], name: str, language: str) -> Wording:
    if not name:
        return Wording("")
    group = groups.get(slugify(name))
    return wording(kit, group.name, language) if group else Wording(name)


def _people(kit: Kit, job: Job) -> tuple[str, ...]:
    catalog = kit.catalog
    groups = [catalog.teams.get(slugify(job.team)), *(catalog.topics.get(slugify(topic)) for topic in job.topics)]
    groups.append(catalog.places.get(slugify(job.place)))
    ids = dict.fromkeys(id_ for group in groups if group for id_ in group.people)
    return tuple(
        id_ for id_ in ids if "jobs" in catalog.people[id_].agreed_to and catalog.people[id_].status == "active"
    )
