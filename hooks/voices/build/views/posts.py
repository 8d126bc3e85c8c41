"""A post's page, and the page of an entry shown in full: who speaks, what was said, and the ways on."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from markupsafe import Markup
from msgspec import Struct

from voices.build.kit import Kit
from voices.build.page import Page, Plan
from voices.build.views.bios import author_box
from voices.build.views.cards import cards, topic_links, voice_url
from voices.build.views.dress import day, dress, foreign, minutes, own_name
from voices.build.views.edits import edit_url
from voices.build.views.faces import bylines
from voices.build.views.heads import article_head
from voices.build.views.honesty import Note, notes, translations
from voices.build.views.job_rows import JobRow, ids_beside, jobs_beside
from voices.build.views.links import Link, href
from voices.build.views.pictures import hero_picture
from voices.build.views.share import ShareView, share_view
from voices.catalog import Voice
from voices.model import Wording


class PostView(Struct, frozen=True):
    """What ``pages/post.html`` shows, in this order."""

    language: str
    """Of the article's own words, where it isn't the page's."""
    topics: tuple[Link, ...]
    title: str
    standfirst: str
    bylines: Markup
    date: str
    datetime: str
    updated: str
    updated_datetime: str
    minutes: str
    tongue: str
    translations: tuple[Link, ...]
    notes: tuple[Note, ...]
    picture: Markup
    caption: str
    body: Markup
    original: Link | None
    share: ShareView
    address: str
    boxes: Markup
    answers: Markup
    related: Markup
    jobs: tuple[JobRow, ...]
    newer: Link | None
    older: Link | None
    edit: str
    feed: str


def post_pages(kit: Kit) -> Iterator[Plan]:
    """A page for every post and for every entry shown in full."""
    for voice in kit.catalog.voices:
        if voice.address:
            yield Plan(voice.address, _shown(kit, voice), partial(post_page, kit, voice), ids_beside(kit, voice))


def _shown(kit: Kit, voice: Voice) -> tuple[Voice, ...]:
    """Every voice that a post's page names, itself first."""
    catalog, key = kit.catalog, voice.key
    neighbours = (catalog.newer.get(key), catalog.older.get(key))
    answered = catalog.posts.get(voice.post.answers) if voice.post else None
    others = (*catalog.related.get(key, ()), *catalog.answers.get(key, ()), *catalog.translations.get(key, ()))
    return (voice, *others, *(one for one in (answered, *neighbours) if one is not None))


def post_page(kit: Kit, voice: Voice) -> Page:
    """The page of one voice that is read here."""
    language = dress(kit, voice.language, kit.hub.default_language)
    said = notes(kit, voice, language)
    view = _view(kit, voice, language, said)
    backstory = " ".join(note.text for note in said if note.kind in ("written", "ai"))
    others = tuple((other.language, other.address) for other in kit.catalog.translations.get(voice.key, ()))
    return Page(
        address=voice.address,
        language=language,
        section="home",
        template="pages/post.html",
        view=view,
        title=Wording(voice.title, foreign(voice.language, language) or None),
        head=article_head(kit, voice, backstory, archived=any(note.kind == "archived" for note in said)),
        alternates=((voice.language, voice.address), *(pair for pair in others if pair[1])) if others else (),
        edit_url=view.edit,
        modified=voice.moment.day,
    )


def _view(kit: Kit, voice: Voice, language: str, said: tuple[Note, ...]) -> PostView:
    catalog, post, entry = kit.catalog, voice.post, voice.entry
    authors = tuple(catalog.people[id_] for id_ in voice.authors)
    return PostView(
        language=foreign(voice.language, language),
        topics=topic_links(kit, voice.topics, language),
        title=voice.title,
        standfirst=post.summary if post else "",
        bylines=bylines(kit, voice.authors, language),
        date=day(kit, voice.date, language),
        datetime=voice.date.iso(),
        updated=day(kit, voice.updated, language) if voice.updated else "",
        updated_datetime=voice.updated.iso() if voice.updated else "",
        minutes=minutes(kit, voice, language),
        tongue=own_name(kit, voice.language),
        translations=translations(kit, voice),
        notes=said,
        picture=hero_picture(kit, voice.image),
        caption=_caption(voice),
        body=kit.document(post.document, language) if post else kit.entry(entry, language) if entry else Markup(),
        original=Link(voice.source_name or voice.url, voice.url, outside=True) if voice.url else None,
        share=share_view(kit, authors, voice.address, voice.title, voice.summary, language),
        address=kit.hub.absolute(voice.address),
        boxes=Markup().join(author_box(kit, author, language) for author in authors),
        answers=cards(kit, catalog.answers.get(voice.key, ()), language, "row"),
        related=cards(kit, catalog.related.get(voice.key, ()), language),
        jobs=jobs_beside(kit, voice, language),
        newer=_neighbour(catalog.newer.get(voice.key)),
        older=_neighbour(catalog.older.get(voice.key)),
        edit=edit_url(kit, post.source.path) if post else "",
        feed=href(kit, f"authors/{authors[0].id}/feed.xml", kit.hub.default_language) if authors else "",
    )


def _neighbour(voice: Voice | None) -> Link | None:
    return Link(voice.title, voice_url(voice), voice.language) if voice else None


def _caption(voice: Voice) -> str:
    image = voice.image
    return " · ".join(part for part in (image.credit, image.licence) if part) if image else ""
