"""Open jobs beside voices: a job is shown by the people one would work with, with the reason in words.

Who stands beside a job, and why, is decided by ``outputs.matching``: only active people who agreed to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct

from voices.build.kit import Kit
from voices.build.views.dress import foreign, wording
from voices.build.views.faces import Person, people
from voices.build.views.links import href
from voices.catalog import Group, Voice
from voices.model import Job, Wording
from voices.outputs.matching import JobMatching, Match, Reason
from voices.text import slugify

_FACES_SHOWN = 4
_BESIDE_A_POST = 2


class JobRow(Struct, frozen=True):
    """A job in a list."""

    title: str
    language: str
    url: str
    facts: tuple[Wording, ...]
    people: tuple[Person, ...]
    count: str


def matching(kit: Kit) -> JobMatching:
    """Who stands beside which job, worked out once."""
    return kit.once("matching", lambda: JobMatching(kit.catalog))


def people_around(kit: Kit, job: Job) -> tuple[Match, ...]:
    """The people around a job, the nearest first."""
    return kit.once(("people-around", job.id), lambda: matching(kit).people(job))


def reasons_in_words(kit: Kit, reasons: Iterable[Reason], language: str) -> tuple[str, ...]:
    """Why someone stands beside a job; topics' names stand in a list, so that no language has to inflect them."""
    w = kit.words(language)
    labels = {
        "team": w.gettext("Same team"),
        "expertise": w.gettext("Knows about:"),
        "writes": w.gettext("Writes about:"),
        "place": w.gettext("Same place"),
    }
    found: dict[str, list[str]] = {}
    for reason in reasons:
        topic = kit.catalog.topics.get(reason.id) if reason.kind in ("expertise", "writes") else None
        found.setdefault(reason.kind, []).extend([wording(kit, topic.name, language).text] if topic else [])
    return tuple(f"{labels[kind]} {', '.join(names)}".strip() for kind, names in found.items())


def job_row(kit: Kit, job: Job, language: str) -> JobRow:
    """The row of ``job`` on pages in ``language``."""
    return kit.once(("job-row", job.id, language), lambda: _row(kit, job, language))


def job_rows(kit: Kit, ids: Iterable[str], language: str) -> tuple[JobRow, ...]:
    """The rows of the open jobs among ``ids``; none where the hub has no jobs."""
    if not kit.hub.voices.features.jobs:
        return ()
    jobs = (kit.catalog.jobs.get(id_) for id_ in ids)
    return tuple(job_row(kit, job, language) for job in jobs if job is not None and not job.closed)


def jobs_of_author(kit: Kit, author: str, language: str) -> tuple[JobRow, ...]:
    """Open jobs near an author who agreed to stand beside them."""
    return job_rows(kit, _ids_near(kit, author), language)


def jobs_beside(kit: Kit, voice: Voice, language: str) -> tuple[JobRow, ...]:
    """Up to two open jobs near a voice: those near its authors first, then those of its topics."""
    return job_rows(kit, ids_beside(kit, voice), language)[:_BESIDE_A_POST]


def ids_beside(kit: Kit, voice: Voice) -> tuple[str, ...]:
    """The ids of all open jobs near a voice, in their order: everything its authors write has a say in it."""
    if not kit.hub.voices.features.jobs:
        return ()
    near = [id_ for author in voice.authors for id_ in _ids_near(kit, author)]
    topics = (kit.catalog.topics.get(topic) for topic in voice.topics)
    return tuple(dict.fromkeys([*near, *(id_ for group in topics if group for id_ in group.jobs)]))


def job_facts(kit: Kit, job: Job, language: str) -> tuple[Wording, ...]:
    """Team, place and how much of it is remote, in this order, what is not known left out."""
    found = [_named(kit, kit.catalog.teams, job.team, language), _named(kit, kit.catalog.places, job.place, language)]
    if job.remote:
        w = kit.words(language)
        plain = {"true": w.gettext("Remote"), "yes": w.gettext("Remote"), "hybrid": w.gettext("Hybrid")}
        found.append(Wording("" if job.remote in ("false", "no") else plain.get(job.remote.lower(), job.remote)))
    return tuple(fact for fact in found if fact.text)


def _ids_near(kit: Kit, author: str) -> tuple[str, ...]:
    return kit.once(
        ("jobs-near", author), lambda: tuple(job.id for job in matching(kit).open_jobs_for("author", author))
    )


def _row(kit: Kit, job: Job, language: str) -> JobRow:
    around = [match.author for match in people_around(kit, job)]
    return JobRow(
        title=job.title,
        language=foreign(job.language or kit.hub.default_language, language),
        url=href(kit, f"jobs/{job.id}/", language),
        facts=job_facts(kit, job, language),
        people=people(kit, around[:_FACES_SHOWN], language, "small"),
        count=kit.words(language).ngettext("{n} person", "{n} people", len(around)) if around else "",
    )


def _named(kit: Kit, groups: Mapping[str, Group], name: str, language: str) -> Wording:
    if not name:
        return Wording("")
    group = groups.get(slugify(name))
    return wording(kit, group.name, language) if group else Wording(name)
