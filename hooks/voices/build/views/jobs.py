"""Open jobs: the list, and each job shown by the people around it and what they write."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup
from msgspec import Struct

from voices.build.kit import Kit
from voices.build.page import Page
from voices.build.views.cards import cards, voice_url
from voices.build.views.dress import day, foreign
from voices.build.views.edits import edit_url
from voices.build.views.faces import Person, person
from voices.build.views.heads import hub_head, job_head
from voices.build.views.job_rows import JobRow, job_facts, job_row, matching, people_around, reasons_in_words
from voices.build.views.links import Link, everywhere, href
from voices.build.views.pairs import once_each
from voices.build.views.share import ShareView, share_view
from voices.catalog import Voice
from voices.model import Job, Wording
from voices.outputs.matching import Match
from voices.text import excerpt

_REASONS_SHOWN = 3
_VOICES_SHOWN = 6
_OTHERS_SHOWN = 3
_DESCRIPTION_WORDS = 30


class JobsView(Struct, frozen=True):
    """What ``pages/jobs.html`` shows."""

    title: str
    summary: str
    rows: tuple[JobRow, ...]
    careers: str


class PersonBeside(Struct, frozen=True):
    """Someone around a job: why, and what they wrote last."""

    person: Person
    reasons: tuple[str, ...]
    latest: Link | None


class JobView(Struct, frozen=True):
    """What ``pages/job.html`` shows."""

    title: str
    language: str
    facts: tuple[Wording, ...]
    until: str
    closed: str
    apply: str
    body: Markup
    people: tuple[PersonBeside, ...]
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
    around = people_around(kit, job)
    date = day(kit, job.closes, language) if job.closes else ""
    return JobView(
        title=job.title,
        language=foreign(job.language or kit.hub.default_language, language),
        facts=job_facts(kit, job, language),
        until=w.gettext("Open until {date}", date=date) if date and not job.closed else "",
        closed=w.gettext("This job is closed.") if job.closed else "",
        apply="" if job.closed else job.apply,
        body=Markup(job.html) if job.html else kit.document(job.document, language),  # noqa: S704 - sanitised at fetch
        people=tuple(_beside(kit, match, language) for match in around),
        voices=cards(kit, _voices(kit, job, language), language, "row"),
        share=share_view(kit, (), kit.hub.in_language(address, language), job.title, "", language),
        others=tuple(job_row(kit, other, language) for other in _others(kit, job)),
        all_jobs=href(kit, "jobs/", language),
        edit=edit_url(kit, job.source.path) if not job.board else "",
    )


def _beside(kit: Kit, match: Match, language: str) -> PersonBeside:
    newest = _newest(kit, match.author, language)
    latest = Link(newest.title, voice_url(newest), newest.language, outside=not newest.address) if newest else None
    reasons = reasons_in_words(kit, match.reasons[:_REASONS_SHOWN], language)
    return PersonBeside(person(kit, match.author, language, "large"), reasons, latest)


def _newest(kit: Kit, author: str, language: str) -> Voice | None:
    """The author's newest text, in the page's language if they wrote it in that too."""
    newest = next(iter(kit.catalog.voices_of(author)), None)
    others = kit.catalog.translations.get(newest.key, ()) if newest else ()
    return next((one for one in others if one.language == language and author in one.authors), newest)


def _voices(kit: Kit, job: Job, language: str) -> tuple[Voice, ...]:
    """What the people around the job wrote on the topics that brought them there, their latest left out."""
    found: dict[str, Voice] = {}
    shown: set[str] = set()
    for match in people_around(kit, job):
        topics = {reason.id for reason in match.reasons if reason.kind in ("expertise", "writes")}
        newest = _newest(kit, match.author, language)
        if newest:
            shown.update((newest.key, *(other.key for other in kit.catalog.translations.get(newest.key, ()))))
        for voice in kit.catalog.voices_of(match.author):
            if not topics.isdisjoint(voice.topics):
                found.setdefault(voice.key, voice)
    others = (voice for key, voice in found.items() if key not in shown)
    ordered = sorted(others, key=lambda voice: (-voice.date.at.timestamp(), voice.key))
    return once_each(kit, ordered, language)[:_VOICES_SHOWN]


def _others(kit: Kit, job: Job) -> tuple[Job, ...]:
    return kit.once(("jobs-like", job.id), lambda: matching(kit).nearest_open(job, _OTHERS_SHOWN))
