"""An author's page: a personal home page, with everything the person wrote here and on blogs of their own."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from markupsafe import Markup
from msgspec import Struct

from voices.build.kit import Kit
from voices.build.page import Page, Plan
from voices.build.views.bios import biography, biography_html, channel_link
from voices.build.views.cards import card
from voices.build.views.dress import wording
from voices.build.views.edits import profile_edits
from voices.build.views.faces import Person, face, people, person
from voices.build.views.heads import author_head
from voices.build.views.job_rows import JobRow, jobs_of_author
from voices.build.views.links import Link, everywhere, href
from voices.build.views.listings import Pager, Sheet, on_sheet, pager, sheet_address, sheet_title, sheets
from voices.build.views.pairs import once_each
from voices.build.views.periods import Period, jumps, periods
from voices.build.views.person_facts import (
    Fact,
    MilestoneRow,
    OutsideRow,
    goodbye,
    labelled_facts,
    milestone_row,
    outside_rows,
    own_blogs,
    person_line,
    subjects_to_ask,
    tools,
    topics_known,
    voice_counts,
)
from voices.catalog import Voice
from voices.model import Author, Wording
from voices.text import excerpt, slugify

_COLLEAGUES_SHOWN = 6
_DESCRIPTION_WORDS = 30
_MANY = 9
"""From this many voices on, a list is read by years."""


class AuthorView(Struct, frozen=True):
    """What ``pages/author.html`` shows. On the second page and later only the head and the list are filled."""

    person: Person
    portrait: Markup
    pronouns: str
    line: tuple[Fact, ...]
    facts: tuple[Fact, ...]
    headline: Wording
    biography: Markup
    biography_language: str
    alumni: str
    channels: tuple[Link, ...]
    tools: tuple[Link, ...]
    lead: Markup
    lead_label: str
    rows: tuple[Period, ...]
    years: tuple[Link, ...]
    counts: str
    pager: Pager | None
    outside: tuple[OutsideRow, ...]
    ask: tuple[Link, ...]
    expertise: tuple[Link, ...]
    talks: tuple[MilestoneRow, ...]
    training: tuple[MilestoneRow, ...]
    awards: tuple[MilestoneRow, ...]
    blogs: tuple[Link, ...]
    colleagues: tuple[Person, ...]
    team: Link | None
    jobs: tuple[JobRow, ...]
    edits: tuple[Link, ...]
    first: bool


def author_pages(kit: Kit, language: str) -> Iterator[Plan]:
    """Every page of every author in one language."""
    for author in kit.catalog.people.values():
        voices, lead = _split(kit, author, language)
        for sheet in sheets(len(voices), kit.hub.voices.per_page):
            address = kit.hub.in_language(sheet_address(f"authors/{author.id}/", sheet.number), language)
            # The page counts topics and months over everything its author wrote.
            shown = kit.catalog.voices_of(author.id)
            make = partial(_page, kit, author, voices, lead, sheet, language)
            yield Plan(address, shown, make, _topics_linked(kit, author))


def _topics_linked(kit: Kit, author: Author) -> tuple[str, ...]:
    """Which of the subjects the author likes to be asked about are topics: others' voices can make them so."""
    asked = (slugify(subject) for subject in author.ask_me_about.every)
    return tuple(id_ for id_ in (*kit.catalog.expertise_of.get(author.id, ()), *asked) if id_ in kit.catalog.topics)


def _split(kit: Kit, author: Author, language: str) -> tuple[tuple[Voice, ...], Voice | None]:
    """The voice to start with (pinned, else the newest) and the others."""
    voices = once_each(kit, kit.catalog.voices_of(author.id), language)
    lead = next((voice for voice in voices if voice.post and voice.post.pinned), voices[0] if voices else None)
    return tuple(voice for voice in voices if voice is not lead), lead


def _page(kit: Kit, author: Author, voices: tuple[Voice, ...], lead: Voice | None, sheet: Sheet, language: str) -> Page:
    base = f"authors/{author.id}/"
    address = sheet_address(base, sheet.number)
    title = sheet_title(kit, author.name, sheet, language)
    view = _view(kit, author, voices, lead, sheet, language)
    newest = kit.catalog.voices_of(author.id)
    return Page(
        address=kit.hub.in_language(address, language),
        language=language,
        section="people",
        template="pages/author.html",
        view=view,
        title=Wording(title),
        head=author_head(
            kit,
            author,
            language,
            title,
            _description(kit, author, language),
            first_page=sheet.number == 1,
            page=address,
        ),
        alternates=everywhere(kit, address),
        edit_url=view.edits[0].url if view.edits else "",
        modified=max([author.agreed.day, *(voice.moment.day for voice in newest)]),
        feed=base,
    )


def _view(
    kit: Kit, author: Author, voices: tuple[Voice, ...], lead: Voice | None, sheet: Sheet, language: str
) -> AuthorView:
    w, first = kit.words(language), sheet.number == 1
    bio, bio_language = biography_html(kit, author, language) if first else (Markup(), "")
    years = jumps(kit, f"authors/{author.id}/", voices, "year", sheet.number, language) if len(voices) >= _MANY else ()
    pinned = lead is not None and lead.post is not None and lead.post.pinned
    return AuthorView(
        person=person(kit, author.id, language),
        portrait=face(kit, author, "portrait", eager=True),
        pronouns=author.pronouns,
        line=person_line(kit, author, language),
        facts=labelled_facts(kit, author, language),
        headline=wording(kit, author.headline, language),
        biography=bio,
        biography_language=bio_language,
        alumni=goodbye(kit, author, language) if author.status == "alumni" else "",
        channels=tuple(channel_link(kit, channel) for channel in author.channels),
        tools=tools(kit, author, w),
        lead=card(kit, lead, language, "lead") if lead and first else Markup(),
        lead_label=w.gettext("Start here") if pinned else w.gettext("Newest"),
        rows=periods(kit, on_sheet(voices, sheet), "year" if years else "all", "own-row", language),
        years=years,
        counts=voice_counts(kit, author, w),
        pager=pager(kit, f"authors/{author.id}/", sheet, language),
        outside=outside_rows(kit, author, language) if first else (),
        ask=subjects_to_ask(kit, author, language) if first else (),
        expertise=topics_known(kit, author, language) if first else (),
        talks=tuple(milestone_row(kit, one, language) for one in author.talks) if first else (),
        training=tuple(milestone_row(kit, one, language) for one in author.training) if first else (),
        awards=tuple(milestone_row(kit, one, language) for one in author.awards) if first else (),
        blogs=own_blogs(kit, author) if first else (),
        colleagues=_colleagues(kit, author, language) if first else (),
        team=_team(kit, author, language),
        jobs=jobs_of_author(kit, author.id, language) if first else (),
        edits=profile_edits(kit, author, language),
        first=first,
    )


def _colleagues(kit: Kit, author: Author, language: str) -> tuple[Person, ...]:
    team = kit.catalog.teams.get(kit.catalog.team_of.get(author.id, ""))
    ids = [id_ for id_ in team.people if id_ != author.id] if team else []
    return people(kit, ids[:_COLLEAGUES_SHOWN], language)


def _team(kit: Kit, author: Author, language: str) -> Link | None:
    team = kit.catalog.teams.get(kit.catalog.team_of.get(author.id, ""))
    if team is None:
        return None
    name = wording(kit, team.name, language)
    return Link(name.text, href(kit, team.address, language), name.language or "")


def _description(kit: Kit, author: Author, language: str) -> str:
    role, headline = wording(kit, author.role, language).text, wording(kit, author.headline, language).text
    said = headline or excerpt(biography(kit, author, language)[0].text, _DESCRIPTION_WORDS)
    return ". ".join(part.rstrip(".") for part in (role, said) if part) + ("." if role or said else author.name)
