"""Filled forms to the frozen data of the model: nothing is checked here, nothing is read."""

from __future__ import annotations

import posixpath

from voices.model import (
    Author,
    Channel,
    Correction,
    Document,
    FeedSource,
    Image,
    Job,
    Link,
    Milestone,
    Post,
    Source,
    Subject,
    SubjectKind,
    Withdrawal,
)
from voices.sources.forms import AuthorForm, ImageForm, JobForm, PlaceForm, PostForm, SubjectForm, TeamForm


def build_author(id_: str, form: AuthorForm, source: Source, place: str, feed_lines: tuple[int, ...]) -> Author:
    """The author that ``form`` describes, without biographies."""
    return Author(
        id=id_,
        source=source,
        name=form.name,
        agreed=form.agreed,
        role=form.role,
        headline=form.headline,
        team=form.team,
        place=form.place,
        pronouns=form.pronouns,
        photo=beside(place, form.photo) if form.photo else "",
        languages=form.languages,
        expertise=form.expertise,
        ask_me_about=form.ask_me_about,
        channels=tuple(Channel(kind, url, _handle(kind, url)) for kind, url in form.channels.items()),
        feeds=tuple(
            FeedSource(
                url=feed.url,
                show=feed.show,
                only_author=feed.only_author,
                only_topics=feed.only_topics,
                topics=feed.topics,
                since=feed.since.day if feed.since else None,
                language=feed.language,
                line=line,
            )
            for feed, line in zip(form.feeds, feed_lines, strict=True)
        ),
        links=tuple(Link(link.url, link.title, link.date, link.summary, link.language) for link in form.links),
        leader=form.leader,
        mentor=form.mentor,
        training=tuple(Milestone(t.name, t.issuer, t.date, t.expires, t.url) for t in form.training),
        talks=tuple(Milestone(t.title, t.event, t.date, "", t.url) for t in form.talks),
        awards=tuple(Milestone(a.name, a.issuer, a.date, "", a.url) for a in form.awards),
        joined=form.joined,
        left=form.left,
        status=form.status,
        agreed_to=tuple(form.agreed_to),
        aliases=form.aliases,
    )


def build_post(slug: str, form: PostForm, source: Source, place: str, document: Document) -> Post:
    """The post that ``form`` describes."""
    withdrawn = form.withdrawn
    return Post(
        slug=slug,
        source=source,
        title=form.title,
        authors=tuple(dict.fromkeys(form.authors)),
        date=form.date,
        updated=form.updated,
        language=form.language,
        topics=form.topics,
        summary=form.summary,
        image=_image(form.image, place),
        about=form.about,
        written_by=form.written_by,
        ai=form.ai,
        reviewed_by=form.reviewed_by,
        audience=form.audience,
        draft=form.draft,
        pinned=form.pinned,
        aliases=form.aliases,
        translation_of=form.translation_of,
        answers=form.answers,
        canonical=form.canonical,
        consents=form.consents,
        corrections=tuple(Correction(c.date, c.note) for c in form.corrections),
        withdrawn=Withdrawal(withdrawn.date, withdrawn.note) if withdrawn else None,
        document=document,
    )


def build_subject(kind: SubjectKind, id_: str, form: SubjectForm, source: Source, place: str) -> Subject:
    """The topic, team or place that ``form`` describes, without introductions."""
    return Subject(
        kind=kind,
        id=id_,
        source=source,
        name=form.name,
        summary=form.summary,
        image=_image(form.image, place),
        aliases=form.aliases,
        lead=form.lead if isinstance(form, TeamForm) else "",
        country=form.country if isinstance(form, PlaceForm) else "",
    )


def build_job(id_: str, form: JobForm, source: Source, document: Document) -> Job:
    """The job that ``form`` describes."""
    return Job(
        id=id_,
        source=source,
        title=form.title,
        apply=form.apply,
        posted=form.posted,
        closes=form.closes,
        team=form.team,
        place=form.place,
        remote=form.remote,
        topics=form.topics,
        language=form.language,
        document=document,
        text=document.text,
    )


def beside(place: str, name: str) -> str:
    """The path inside the content folder of a file named in the head of ``place``."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(place), name))


def _image(form: ImageForm | None, place: str) -> Image | None:
    return Image(beside(place, form.src), form.alt, form.credit, form.licence, form.ai) if form else None


def _handle(kind: str, url: str) -> str:
    host, _, rest = url.removeprefix("https://").partition("/")
    name = rest.rstrip("/").rpartition("/")[2]
    return f"{name}@{host}" if kind == "mastodon" and name.startswith("@") else ""
