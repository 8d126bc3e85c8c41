"""Topics, teams, places, languages and years: which exist, what they are called, and what belongs to each.

Names are written by people; the id is the slug of the name. A topic, team or place exists when a file has its id or a public
post or profile uses it. The file's name is shown, else the commonest spelling, on ties the first by alphabet.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from msgspec import Struct

from voices.catalog.redirects import old_ids
from voices.catalog.types import Group, GroupKind, Voice
from voices.model import Author, Job, Localised, Post, Subject, SubjectKind
from voices.text import slugify

FOLDERS: dict[GroupKind, str] = {
    "topic": "topics",
    "team": "teams",
    "place": "places",
    "language": "languages",
    "year": "archive",
}


class Ids:
    """Ids of names, each computed once.

    The id is the name's slug; the old name of a subject that was renamed (an alias of its file) means the renamed one, so
    that archived entries and job boards need no correction.
    """

    def __init__(self, subjects: Iterable[Subject] = ()) -> None:
        self._known: dict[tuple[SubjectKind, str], str] = {}
        self._renamed: dict[tuple[SubjectKind, str], str] = {}
        for subject in subjects:
            for old in old_ids(subject.aliases, FOLDERS[subject.kind]):
                self._renamed.setdefault((subject.kind, old), subject.id)
        for subject in subjects:
            self._renamed.pop((subject.kind, subject.id), None)

    def one(self, name: str, kind: SubjectKind) -> str:
        """The id of a name, empty where nothing is left of it."""
        known = self._known.get((kind, name))
        if known is None:
            slug = slugify(name)
            known = self._known[kind, name] = self._renamed.get((kind, slug), slug)
        return known

    def current(self, name: str, kind: SubjectKind) -> str:
        """The name itself, or the id of what it is called since it was renamed."""
        id_ = self.one(name, kind)
        return name if id_ == slugify(name) else id_

    def topics(self, names: Iterable[str]) -> tuple[str, ...]:
        """The ids of topics, each once, in the order written."""
        return tuple(dict.fromkeys(id_ for name in names if (id_ := self.one(name, "topic"))))


@dataclass(slots=True)
class Members:
    """Whom and what a group gathers, while it is being joined."""

    voices: list[Voice] = field(default_factory=list)
    people: list[str] = field(default_factory=list)
    jobs: list[str] = field(default_factory=list)


class Spellings(Struct, frozen=True):
    """The names public posts and profiles use for topics, teams and places: how often, by kind, id and spelling."""

    counts: dict[SubjectKind, dict[str, Counter[str]]]

    def ids(self, kind: SubjectKind) -> set[str]:
        """The ids in use."""
        return set(self.counts[kind])

    def name(self, kind: SubjectKind, id_: str) -> str:
        """The commonest spelling, on ties the first by alphabet."""
        found = self.counts[kind].get(id_)
        return min(found.items(), key=lambda item: (-item[1], item[0]))[0] if found else id_


def spellings(posts: Iterable[Post], people: Iterable[Author], ids: Ids) -> Spellings:
    """All names of subjects used in public."""
    counts: dict[SubjectKind, dict[str, Counter[str]]] = {
        "topic": defaultdict(Counter),
        "team": defaultdict(Counter),
        "place": defaultdict(Counter),
    }

    def count(kind: SubjectKind, names: Iterable[str]) -> None:
        for name in names:
            if id_ := ids.one(name, kind):
                counts[kind][id_][" ".join(name.split())] += 1

    for post in posts:
        count("topic", post.topics)
    for author in people:
        count("topic", author.expertise)
        for feed in author.feeds:
            count("topic", feed.topics)
        count("team", (author.team,) if author.team else ())
        count("place", (author.place,) if author.place else ())
    return Spellings(counts)


def subject_groups(
    kind: SubjectKind,
    files: Mapping[str, Subject],
    used: Spellings,
    members: Mapping[str, Members],
    people: Mapping[str, Author],
) -> dict[str, Group]:
    """The topics, teams or places by id, most voices first."""
    order = {id_: position for position, id_ in enumerate(people)}
    groups = []
    for id_ in sorted(set(files) | used.ids(kind)):
        file, inside = files.get(id_), members.get(id_, Members())
        name = file.name if file is not None and file.name else Localised((("", used.name(kind, id_)),))
        groups.append(
            Group(
                kind=kind,
                id=id_,
                address=f"{FOLDERS[kind]}/{id_}/",
                name=name,
                summary=file.summary if file else Localised(),
                image=file.image if file else None,
                introductions=file.introductions if file else (),
                voices=tuple(inside.voices),
                people=_by_name(inside.people, people, order),
                jobs=tuple(inside.jobs),
                lead=file.lead if file and file.lead in people else "",
                country=file.country if file else "",
                aliases=file.aliases if file else (),
                own_page=file.source.path if file else "",
            )
        )
    groups.sort(key=lambda group: (-len(group.voices), group.id))
    return {group.id: group for group in groups}


def plain_groups(
    kind: GroupKind, members: Mapping[str, Members], people: Mapping[str, Author], names: Mapping[str, Localised]
) -> dict[str, Group]:
    """Languages (most voices first) or years (newest first), each named by ``names``."""
    order = {id_: position for position, id_ in enumerate(people)}
    groups = [
        Group(
            kind=kind,
            id=id_,
            address=f"{FOLDERS[kind]}/{id_}/",
            name=names[id_],
            voices=tuple(inside.voices),
            people=_by_name(inside.people, people, order),
        )
        for id_, inside in members.items()
    ]
    if kind == "year":
        groups.sort(key=lambda group: group.id, reverse=True)
    else:
        groups.sort(key=lambda group: (-len(group.voices), group.id))
    return {group.id: group for group in groups}


def gather_voices(
    voices: Sequence[Voice], team_of: Mapping[str, str], place_of: Mapping[str, str]
) -> dict[GroupKind, dict[str, Members]]:
    """Each voice under its topics, its authors' teams and places, its language and its year, in the voices' order."""
    found: dict[GroupKind, dict[str, Members]] = {kind: defaultdict(Members) for kind in FOLDERS}
    for voice in voices:
        belongs: tuple[tuple[GroupKind, Sequence[str]], ...] = (
            ("topic", voice.topics),
            ("team", [team_of[a] for a in voice.authors if a in team_of]),
            ("place", [place_of[a] for a in voice.authors if a in place_of]),
            ("language", (voice.language.lower(),)),
            ("year", (str(voice.date.at.year),)),
        )
        for kind, ids in belongs:
            groups = found[kind]
            for id_ in ids if len(ids) < 2 else dict.fromkeys(ids):
                groups[id_].voices.append(voice)
    for groups in (found["topic"], found["language"]):
        for inside in groups.values():
            inside.people.extend(author for voice in inside.voices for author in voice.authors)
    return found


def gather_jobs(jobs: Iterable[Job], ids: Ids, found: Mapping[GroupKind, dict[str, Members]]) -> None:
    """Each open job under its topics, team and place, where these exist."""
    for job in jobs:
        if job.closed:
            continue
        for id_ in ids.topics(job.topics):
            found["topic"][id_].jobs.append(job.id)
        if job.team:
            found["team"][ids.one(job.team, "team")].jobs.append(job.id)
        if job.place:
            found["place"][ids.one(job.place, "place")].jobs.append(job.id)


def _by_name(people_ids: Iterable[str], people: Mapping[str, Author], order: Mapping[str, int]) -> tuple[str, ...]:
    # Who has left stands after those who are there, so that nobody takes an alumna for a future colleague.
    unique = set(people_ids)
    return tuple(sorted(unique, key=lambda id_: (people[id_].status == "alumni", order[id_])))
