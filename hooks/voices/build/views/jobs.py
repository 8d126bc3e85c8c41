"""Open jobs: the list, and each job shown by the people around it and what they write."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from voices.build.kit import Kit
from voices.build.page import Page
from voices.build.views.cards import cards
from voices.build.views.dress import day, foreign
from voices.build.views.edits import edit_url
from voices.build.views.faces import Person, people
from voices.build.views.heads import hub_head, job_head
from voices.build.views.job_rows import JobRow, job_facts, job_people, job_row
from voices.build.views.links import everywhere, href
from voices.build.views.share import ShareView, share_view
from voices.catalog import Voice
from voices.model import Job, Wording
from voices.text import excerpt

_PEOPLE_SHOWN = 6
_VOICES_SHOWN = 6
_OTHERS_SHOWN = 3
_DESCRIPTION_WORDS = 30


@dataclass(frozen=True, slots=True)
class JobsView:
    """What ``pages/jobs.html`` shows."""

    title: str
    summary: str
    rows: tuple[JobRow, ...]
    careers: str


@dataclass(frozen=True, slots=True)
class JobView:
    """What ``pages/job.html`` shows."""

    title: str
    language: str
    facts: tuple[Wording, ...]
    until: str
    closed: str
    apply: str
    body: Markup
    people: tuple[Person, ...]
    voices: Markup
    share: ShareView
    others: tuple[JobRow, ...]
    all_jobs: str
    edit: str


def job_pages(kit: Kit, language: str) -> Iterator[Page]:
    """``/jobs/`` and a page for every job, closed ones included: their addresses stay."""
    if not kit.hub.voices.features.jobs:
        return
    yield _index(kit, language)
    for job in kit.catalog.jobs.values():
        yield _job_page(kit, job, language)


def _index(kit: Kit, language: str) -> Page:
    w, base = kit.words(language), "jobs/"
    title = w.gettext("Jobs")
    summary = w.gettext("Open jobs, and the people you would work with.")
    rows = tuple(job_row(kit, job, language) for job in kit.catalog.jobs.values() if not job.closed)
    view = JobsView(title, summary, rows, kit.hub.voices.company.jobs_url)
    return Page(
        address=kit.hub.in_language(base, language),
        language=language,
        section="jobs",
        template="pages/jobs.html",
        view=view,
        title=Wording(title),
        head=hub_head(
            kit, base, language, title, summary, steps=[(kit.hub.site_name, kit.hub.in_language("", language))]
        ),
        alternates=everywhere(kit, base),
    )


def _job_page(kit: Kit, job: Job, language: str) -> Page:
    address = f"jobs/{job.id}/"
    view = _view(kit, job, address, language)
    description = excerpt(job.text or job.document.text, _DESCRIPTION_WORDS) or " · ".join(f.text for f in view.facts)
    return Page(
        address=kit.hub.in_language(address, language),
        language=language,
        section="jobs",
        template="pages/job.html",
        view=view,
        title=Wording(job.title, view.language or None),
        head=job_head(kit, job, address, language, job.title, description, str(view.body)),
        alternates=everywhere(kit, address),
        edit_url=view.edit,
        indexable=not job.closed,
        modified=job.posted.day,
    )


def _view(kit: Kit, job: Job, address: str, language: str) -> JobView:
    w = kit.words(language)
    around = job_people(kit, job)
    date = day(kit, job.closes, language) if job.closes else ""
    return JobView(
        title=job.title,
        language=foreign(job.language or kit.hub.default_language, language),
        facts=job_facts(kit, job, language),
        until=w.gettext("Open until {date}", date=date) if date and not job.closed else "",
        closed=w.gettext("This job is closed.") if job.closed else "",
        apply="" if job.closed else job.apply,
        body=Markup(job.html) if job.html else kit.document(job.document, language),  # noqa: S704 - sanitised at fetch
        people=people(kit, around[:_PEOPLE_SHOWN], language, "large"),
        voices=cards(kit, _voices(kit, job, around), language),
        share=share_view(kit, (), kit.hub.in_language(address, language), job.title, "", language),
        others=tuple(job_row(kit, other, language) for other in _others(kit, job)),
        all_jobs=href(kit, "jobs/", language),
        edit=edit_url(kit, job.source.path) if not job.board else "",
    )


def _voices(kit: Kit, job: Job, around: tuple[str, ...]) -> tuple[Voice, ...]:
    """The newest voice of each person around the job, then their next ones."""
    return kit.once(("job-voices", job.id), lambda: _newest_of_each(kit, around))


def _newest_of_each(kit: Kit, around: tuple[str, ...]) -> tuple[Voice, ...]:
    written = [kit.catalog.voices_of(id_) for id_ in around]
    turns = [voices[turn] for turn in range(2) for voices in written if len(voices) > turn]
    return tuple(dict.fromkeys(turns))[:_VOICES_SHOWN]


def _others(kit: Kit, job: Job) -> tuple[Job, ...]:
    """Open jobs near this one: same team first, then same place, then the newest."""
    rest = [other for other in kit.catalog.jobs.values() if not other.closed and other is not job]
    nearest = sorted(rest, key=lambda other: (other.team != job.team, other.place != job.place))
    return tuple(nearest[:_OTHERS_SHOWN])
