"""What an author's page says of the person: role and place, languages, subjects, blogs, talks and what to take along.

Comes in: an author of the catalog. Goes out: rows and links in the page's language. The page around them is left to
``authors``.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from voices.build.kit import Kit
from voices.build.views.cards import topic_links
from voices.build.views.dress import day, foreign, wording, written_date
from voices.build.views.links import Link, href
from voices.build.views.pairs import pieces_by
from voices.catalog import Voice
from voices.i18n import Language
from voices.model import Author, Milestone
from voices.text import slugify


class Fact(Struct, frozen=True):
    """Something to know about a person, and where it leads."""

    text: str
    url: str = ""
    language: str = ""
    label: str = ""


class MilestoneRow(Struct, frozen=True):
    """A talk, a training or an award."""

    name: str
    url: str
    place: str
    date: str
    expires: str


class OutsideRow(Struct, frozen=True):
    """Something published where no feed exists."""

    title: str
    url: str
    language: str
    date: str
    datetime: str
    summary: str
    host: str


def person_line(kit: Kit, author: Author, language: str) -> tuple[Fact, ...]:
    """Role, team and place: what one says of a person first, without labels."""
    catalog = kit.catalog
    role = wording(kit, author.role, language)
    found = [Fact(role.text, language=role.language or "")]
    for groups, of in ((catalog.teams, catalog.team_of), (catalog.places, catalog.place_of)):
        group = groups.get(of.get(author.id, ""))
        if group is not None:
            name = wording(kit, group.name, language)
            found.append(Fact(name.text, href(kit, group.address, language), name.language or ""))
    return tuple(fact for fact in found if fact.text)


def labelled_facts(kit: Kit, author: Author, language: str) -> tuple[Fact, ...]:
    """What needs a label, worded so that no language has to inflect anything."""
    w = kit.words(language)
    names = [w.language_name(code) for code in author.languages]
    found = [
        Fact(", ".join(names), label=w.gettext("Languages")),
        Fact(written_date(kit, author.joined, language), label=w.gettext("Here since")),
        Fact(w.gettext("Leadership") if author.leader else "", label=w.gettext("Part of")),
        Fact(w.gettext("Mentors others") if author.mentor else "", label=w.gettext("Also")),
    ]
    return tuple(fact for fact in found if fact.text)


def goodbye(kit: Kit, author: Author, language: str) -> str:
    """What the page of somebody who has left says, and until when they were here."""
    w = kit.words(language)
    text = w.gettext("Has moved on. What was written here stays here.")
    left = written_date(kit, author.left, language)
    until = w.gettext("Here until: {date}", date=left)
    return f"{text} {until}" if left else text


def tools(kit: Kit, author: Author, w: Language) -> tuple[Link, ...]:
    """The feed, the contact card and the code: what a reader can take along."""
    base, default = f"authors/{author.id}/", kit.hub.default_language
    return (
        Link(w.gettext("Follow by feed"), href(kit, base + "feed.xml", default), icon=kit.icon("feed")),
        Link(
            w.gettext("Contact card"),
            href(kit, base + "card.vcf", default),
            icon=kit.icon("card"),
        ),
        Link(w.gettext("QR code"), href(kit, base + "qr.svg", default), icon=kit.icon("qr")),
    )


def voice_counts(kit: Kit, author: Author, w: Language) -> str:
    """How much the person wrote here, and on blogs of their own."""
    voices = kit.catalog.voices_of(author.id)
    entries = sum(1 for voice in voices if voice.kind != "post")
    posts = pieces_by(kit, author.id) - entries
    parts = [w.ngettext("{n} post", "{n} posts", posts)] if posts or not entries else []
    if entries:
        parts.append(w.ngettext("{n} on an own blog", "{n} on an own blog", entries))
    return " · ".join(parts)


def voices_on_topics(kit: Kit, author: Author) -> Mapping[str, int]:
    """How much the person wrote on each topic, worked out once for all languages."""

    def counted() -> Mapping[str, int]:
        by_topic: dict[str, list[Voice]] = {}
        for voice in kit.catalog.voices_of(author.id):
            for topic in voice.topics:
                by_topic.setdefault(topic, []).append(voice)
        return {topic: kit.catalog.pieces(voices) for topic, voices in by_topic.items()}

    return kit.once(("own-topics", author.id), counted)


def topics_known(kit: Kit, author: Author, language: str) -> tuple[Link, ...]:
    """What the person knows about, each topic with how much they wrote on it."""
    ids = kit.catalog.expertise_of.get(author.id, ())
    return topic_links(kit, ids, language, counted=True, own=voices_on_topics(kit, author))


def subjects_to_ask(kit: Kit, author: Author, language: str) -> tuple[Link, ...]:
    """What the person likes to be asked about; a subject that is a topic leads to it."""
    found, own = [], voices_on_topics(kit, author)
    for subject in author.ask_me_about.get(language, kit.hub.default_language):
        links = topic_links(kit, (slugify(subject.text),), language, counted=True, own=own)
        found.append(links[0] if links else Link(subject.text, "", subject.language or ""))
    return tuple(found)


def own_blogs(kit: Kit, author: Author) -> tuple[Link, ...]:
    """The person's blogs that are read here, by their names."""
    found = []
    for blog in kit.catalog.blogs:
        if blog.author == author.id and blog.home_url:
            host = blog.home_url.partition("//")[2].partition("/")[0].removeprefix("www.")
            found.append(Link(blog.title or host, blog.home_url, outside=True, count=host))
    return tuple(found)


def outside_rows(kit: Kit, author: Author, language: str) -> tuple[OutsideRow, ...]:
    """What was published where no feed exists."""
    return tuple(
        OutsideRow(
            title=link.title,
            url=link.url,
            language=foreign(link.language, language) if link.language else "",
            date=day(kit, link.date, language),
            datetime=link.date.day.isoformat(),
            summary=link.summary,
            host=link.url.partition("//")[2].partition("/")[0].removeprefix("www."),
        )
        for link in author.links
    )


def milestone_row(kit: Kit, one: Milestone, language: str) -> MilestoneRow:
    """A talk, a training or an award, with its dates as the page's language says them."""
    date, expires = (written_date(kit, text, language) for text in (one.date, one.expires))
    return MilestoneRow(one.name, one.url, one.place, date, expires)
