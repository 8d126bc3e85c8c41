"""The home page: a claim, the faces behind it, the newest voices, what they are about, and the way to the jobs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markupsafe import Markup
from msgspec import Struct

from voices.build.kit import Kit
from voices.build.page import Page
from voices.build.views.cards import card, cards, topic_links
from voices.build.views.dress import wording
from voices.build.views.edits import can_write
from voices.build.views.faces import Person, people
from voices.build.views.heads import home_head
from voices.build.views.job_rows import JobRow, job_row
from voices.build.views.links import Link, everywhere, href
from voices.build.views.pairs import all_pieces
from voices.build.views.pictures import hero_picture
from voices.catalog import Voice
from voices.i18n import Language
from voices.model import Image, Wording
from voices.text import excerpt, squeeze

if TYPE_CHECKING:
    from collections.abc import Sequence

_FACES_SHOWN = 6
_CARDS_SHOWN = 8
_TOPICS_SHOWN = 14
_JOBS_SHOWN = 3
_DESCRIPTION_WORDS = 40
# The claim is the page's heading; the one that index.md opens with would be a second.
_OPENING_HEADING = re.compile(r"\A\s*<h1\b[^>]*>.*?</h1\s*>", re.DOTALL)
# Beside the faces there is room for a paragraph or two; what else index.md says stands below the voices.
_OPENING_WORDS = re.compile(r"\A(?:\s*<p>.*?</p\s*>){1,2}", re.DOTALL)


class HomeView(Struct, frozen=True):
    """What ``pages/home.html`` shows."""

    claim: Wording
    introduction: Markup
    words: Markup
    people: tuple[Person, ...]
    all_people: Link
    jobs_link: Link | None
    lead: Markup
    cards: Markup
    others: int
    all_voices: Link
    topics: tuple[Link, ...]
    all_topics: Link
    jobs: tuple[JobRow, ...]
    all_jobs: Link | None
    write: str
    picture: Markup


def home_page(kit: Kit, language: str, title: str, body_html: str) -> Page:
    """The home page in one language; ``body_html`` is what index.md says, as an introduction."""
    body_html = _OPENING_HEADING.sub("", body_html)
    view = _view(kit, language, title, body_html)
    text = squeeze(Markup(body_html).striptags())  # noqa: S704 - only to take the tags out
    return Page(
        address=kit.hub.in_language("", language),
        language=language,
        section="home",
        template="pages/home.html",
        view=view,
        title=Wording(""),
        head=home_head(kit, language, kit.hub.site_name, excerpt(text, _DESCRIPTION_WORDS) or view.claim.text),
        alternates=everywhere(kit, ""),
        modified=max((voice.moment.day for voice in kit.catalog.voices[:_CARDS_SHOWN]), default=None),
    )


def _view(kit: Kit, language: str, title: str, body_html: str) -> HomeView:
    w, catalog, company = kit.words(language), kit.catalog, kit.hub.voices.company
    lead, rest = newest(kit, language)
    opening = _OPENING_WORDS.match(body_html)
    cut = opening.end() if opening else 0
    claim = wording(kit, company.claim, language)
    if not claim.text:
        claim = Wording(title or kit.hub.site_name)
    open_jobs = [job for job in catalog.jobs.values() if not job.closed] if kit.hub.voices.features.jobs else []
    return HomeView(
        claim=claim,
        introduction=Markup(body_html[:cut]),  # noqa: S704 - MkDocs' rendering of the owner's own page
        words=Markup(body_html[cut:].strip()),  # noqa: S704 - the same
        people=people(kit, faces(kit), language, "first"),
        all_people=Link(w.gettext("Meet the people"), href(kit, "authors/", language)),
        jobs_link=_jobs_link(kit, len(open_jobs), language, w),
        lead=card(kit, lead, language, "lead") if lead else Markup(),
        cards=cards(kit, rest, language),
        others=len(rest),
        all_voices=Link(w.ngettext("All {n} voice", "All {n} voices", all_pieces(kit)), href(kit, "posts/", language)),
        topics=topic_links(kit, list(catalog.topics)[:_TOPICS_SHOWN], language, counted=True),
        all_topics=Link(w.gettext("All topics"), href(kit, "topics/", language)),
        jobs=tuple(job_row(kit, job, language) for job in open_jobs[:_JOBS_SHOWN]),
        all_jobs=Link(w.ngettext("All {n} job", "All {n} jobs", len(open_jobs)), href(kit, "jobs/", language))
        if open_jobs
        else None,
        write=href(kit, "write/", language) if can_write(kit) else "",
        picture=hero_picture(kit, Image(company.picture)) if company.picture else Markup(),
    )


def newest(kit: Kit, language: str) -> tuple[Voice | None, tuple[Voice, ...]]:
    """The voice that leads (pinned, else the newest with a picture, else the newest) and the others of the home page.

    A post and its translations are shown once, in the reader's language where there is one; nobody fills the page alone.
    """
    chosen = _varied(_in_reader_language(kit, kit.catalog.voices[: 6 * _CARDS_SHOWN], language))
    pinned = _in_reader_language(kit, kit.catalog.pinned, language)
    pictured = (voice for voice in chosen if voice.image is not None and voice.kind == "post")
    lead = pinned[0] if pinned else next(pictured, chosen[0] if chosen else None)
    rest = [voice for voice in chosen if voice is not lead]
    return lead, tuple(rest[: full_rows(len(rest))])


def full_rows(available: int) -> int:
    """How many cards to put around a leading one that takes four cells, so that rows of three or of two end full."""
    return next((count for count in (8, 5, 2) if count <= available), available)


def faces(kit: Kit) -> tuple[str, ...]:
    """Six people for the wall: those who wrote last, each once, active ones only; then whoever is left."""
    catalog = kit.catalog
    wrote = dict.fromkeys(author for voice in catalog.voices for author in voice.authors)
    everyone = [id_ for id_ in (*wrote, *catalog.people) if catalog.people[id_].status == "active"]
    return tuple(dict.fromkeys(everyone))[:_FACES_SHOWN]


def _in_reader_language(kit: Kit, voices: Sequence[Voice], language: str) -> tuple[Voice, ...]:
    found: list[Voice] = []
    for voice in voices:
        others = kit.catalog.translations.get(voice.key, ())
        best = next((other for other in (voice, *others) if other.language == language), voice)
        group = {voice, *others}
        if not any(known in group for known in found):
            found.append(best)
    return tuple(found)


def _varied(voices: Sequence[Voice]) -> tuple[Voice, ...]:
    """The voices with each author's first one before anybody's second, newest first within each round."""
    rounds: dict[int, list[Voice]] = {}
    seen: dict[str, int] = {}
    for voice in voices:
        turn = max((seen.get(author, 0) for author in voice.authors), default=0)
        for author in voice.authors:
            seen[author] = seen.get(author, 0) + 1
        rounds.setdefault(turn, []).append(voice)
    ordered = [voice for turn in sorted(rounds) for voice in rounds[turn]]
    return tuple(sorted(ordered[: _CARDS_SHOWN + 1], key=lambda voice: (-voice.date.at.timestamp(), voice.key)))


def _jobs_link(kit: Kit, open_jobs: int, language: str, w: Language) -> Link | None:
    if open_jobs:
        return Link(w.gettext("Open jobs"), href(kit, "jobs/", language))
    url = kit.hub.voices.company.jobs_url
    return Link(w.gettext("Open jobs"), url, outside=True) if url else None
