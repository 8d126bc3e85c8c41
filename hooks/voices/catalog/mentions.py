"""People and subjects named in front matter: does each exist, or is it a slip of the pen?

An author id nobody has is a block; a topic, team or place close to one with a file of its own is a warn.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from voices.catalog.redirects import old_ids
from voices.catalog.subjects import Ids
from voices.findings import Finding, did_you_mean
from voices.model import Author, Content, Job, Post, Source, Subject, SubjectKind
from voices.settings import Hub

_FOLDERS: dict[SubjectKind, str] = {"topic": "topics", "team": "teams", "place": "places"}
_LEGAL_PAGES = ("privacy", "imprint", "accessibility")


class _Use(Struct, frozen=True):
    source: Source
    key: str
    kind: SubjectKind
    name: str


def people_findings(hub: Hub, content: Content) -> list[Finding]:
    """Unknown authors, reviewers and leads; posts that wait for an author who is only invited."""
    authors = {author.id: author for author in content.authors}
    # A profile that could not be read has its own finding; its author's posts need no second one.
    broken = {path.removeprefix("authors/").removesuffix(".md") for path in content.broken}
    names = {author.name for author in content.authors} | {editor.name for editor in hub.voices.editors}
    known = {*authors, *broken}
    renamed = {old: author.id for author in content.authors for old in old_ids(author.aliases, "authors")}
    findings = []
    for post in content.posts:
        findings += [
            _unknown(post.source, "authors", "author", id_, authors, renamed)
            for id_ in post.authors
            if id_ not in known
        ]
        reviewer = post.reviewed_by
        # A name in full is someone without a profile, which is allowed.
        if reviewer and reviewer not in known and reviewer not in names and " " not in reviewer:
            findings.append(_unknown(post.source, "reviewed_by", "reviewed_by", reviewer, authors, renamed))
        if post.authors and all(a in authors and authors[a].status == "invited" for a in post.authors):
            findings.append(_waiting(post))
    findings += [
        _unknown(subject.source, "lead", "lead", subject.lead, authors, renamed)
        for subject in content.subjects
        if subject.lead and subject.lead not in known
    ]
    return findings


def subject_findings(content: Content, ids: Ids) -> list[Finding]:
    """A warn for each use of a topic, team or place that has no file but is close to one that has."""
    listed: dict[str, dict[str, Subject]] = {"topic": {}, "team": {}, "place": {}}
    for subject in content.subjects:
        listed[subject.kind][subject.id] = subject
    findings = []
    nearest: dict[tuple[str, str], str | None] = {}
    for use in _uses(content):
        id_ = ids.one(use.name, use.kind)
        known = listed[use.kind]
        if not id_:
            message = f'{use.key}: nothing of "{use.name}" can stand in an address. Write it with letters or digits.'
            findings.append(Finding(use.source.path, use.source.line(use.key), "front-matter.slug", "block", message))
        elif id_ not in known and f"{_FOLDERS[use.kind]}/{id_}.md" not in content.broken:
            place = (use.kind, id_)
            if use.kind == "topic" and "," in use.name:
                message = (
                    f'{use.key}: "{use.name}" is read as one topic. For several, write a list: [{use.name}]. '
                    f"If it is one, add topics/{id_}.md."
                )
                findings.append(Finding(use.source.path, use.source.line(use.key), "topic.comma", "warn", message))
                continue
            if place not in nearest:
                nearest[place] = _nearest(id_, known)
            if other := nearest[place]:
                name = known[other].name.get("", "").text or other
                message = (
                    f'{use.key}: "{use.name}" is no {use.kind} with a file of its own. Did you mean "{name}"? '
                    f"If not, add {_FOLDERS[use.kind]}/{id_}.md."
                )
                findings.append(
                    Finding(use.source.path, use.source.line(use.key), f"{use.kind}.near-miss", "warn", message)
                )
    return findings


def legal_findings(hub: Hub, content: Content) -> list[Finding]:
    """A warn for each legal page that is missing."""
    folder = hub.path_of(hub.content)
    return [
        Finding(
            f"{folder}/legal/{page}.md",
            1,
            "legal.missing",
            "warn",
            f"The hub has no {page} page, which each footer should link. Write it in this file.",
        )
        for page in _LEGAL_PAGES
        if f"legal/{page}.md" not in content.media and f"legal/{page}.md" not in content.digests
    ]


def _uses(content: Content) -> Iterator[_Use]:
    for post in content.posts:
        yield from _named(post.source, "topics", "topic", post.topics)
    for author in content.authors:
        yield from _named(author.source, "expertise", "topic", author.expertise)
        for feed in author.feeds:
            yield from _named(author.source, "feeds", "topic", feed.topics)
    for job in content.jobs:
        yield from _named(job.source, "topics", "topic", job.topics)
    owners: tuple[Author | Job, ...] = (*content.authors, *content.jobs)
    for owner in owners:
        yield from _named(owner.source, "team", "team", (owner.team,))
        yield from _named(owner.source, "place", "place", (owner.place,))


def _named(source: Source, key: str, kind: SubjectKind, names: Iterable[str]) -> Iterator[_Use]:
    return (_Use(source, key, kind, name) for name in names if name)


def _nearest(id_: str, known: Iterable[str]) -> str | None:
    from rapidfuzz.distance import OSA  # here, because most hubs name nobody who isn't there

    scored = sorted((OSA.distance(id_, other, score_cutoff=2), other) for other in known)
    for distance, other in scored:
        # Two edits make any word of two letters any other (Go, AI): where nothing is left of it, nothing was misspelt.
        if distance <= 2 and distance < max(len(id_), len(other)):
            return other
    return None


def _unknown(
    source: Source, key: str, what: str, id_: str, authors: Mapping[str, Author], renamed: Mapping[str, str]
) -> Finding:
    if id_ in renamed:
        message = f'{what} "{id_}" is called "{renamed[id_]}" now. Write that.'
        return Finding(source.path, source.line(key), "author.unknown", "block", message)
    if "," in id_:
        listed = ", ".join(part.strip() for part in id_.split(","))
        message = f'{what} "{id_}" is read as one id. Write a list: [{listed}].'
        return Finding(source.path, source.line(key), "author.unknown", "block", message)
    advice = _by_name(id_, authors) or did_you_mean(id_, authors) or f" Add authors/{id_}.md, or correct the id."
    return Finding(source.path, source.line(key), "author.unknown", "block", f'{what} "{id_}" has no profile.{advice}')


def _by_name(name: str, authors: Mapping[str, Author]) -> str | None:
    ids = [author.id for author in authors.values() if author.name.casefold() == name.casefold()]
    return f' Did you mean "{ids[0]}"?' if len(ids) == 1 else None


def _waiting(post: Post) -> Finding:
    message = (
        f'author "{post.authors[0]}" is only invited, so the post is not shown. '
        "Set status: active in the profile once they agree."
    )
    return Finding(post.source.path, post.source.line("authors"), "author.invited", "warn", message)
