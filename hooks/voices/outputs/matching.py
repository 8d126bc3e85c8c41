"""People around a job, and jobs around people and subjects, with the reasons as data.

Comes in: the catalog. Goes out: matches in a fixed order. Only active authors who agreed to stand beside jobs are matched. A
view turns the reasons into words ("same team", "writes about testing").
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Literal

from msgspec import Struct

from voices.catalog import Catalog, Group
from voices.model import Job
from voices.policy.inflection import base
from voices.policy.terms import TermMatcher
from voices.text import slugify

PEOPLE_AT_MOST = 6
TEAM_POINTS = 12
PLACE_POINTS = 3
NAMED_TOPIC_POINTS = 4
MENTIONED_TOPIC_POINTS = 2
_VOICES_THAT_COUNT = 3

ReasonKind = Literal["team", "expertise", "writes", "place"]


class Reason(Struct, frozen=True):
    """Why someone stands beside a job: the same team or place, or a topic they know (``expertise``) or write about.

    ``id`` is that of the team, topic or place; ``voices`` how much someone wrote on the topic.
    """

    kind: ReasonKind
    id: str
    voices: int = 0


class Match(Struct, frozen=True):
    """An author beside a job, the strongest reason first."""

    author: str
    reasons: tuple[Reason, ...]


class _TopicWords(Struct, frozen=True):
    """A topic's names, searched for in a job's title and text."""

    terms: Mapping[str, tuple[str, ...]]
    exact: bool = False


class _Wanted(Struct, frozen=True):
    """What a job is about, as ids; topics with their weight, in the order found."""

    team: str
    place: str
    topics: Mapping[str, int]


def match_people(catalog: Catalog, job: Job) -> tuple[Match, ...]:
    """The people around one job, at most six. For many jobs keep a ``JobMatching``."""
    return JobMatching(catalog).people(job)


class JobMatching:
    """Matches of one catalog; what several jobs need is worked out once."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._matchers: dict[str, TermMatcher] = {}
        self._writers: dict[str, Counter[str]] = {}
        self._wanted: dict[str, _Wanted] = {}

    def people(self, job: Job) -> tuple[Match, ...]:
        """At most six people, the nearest first; among equals whose writing is more about the job, then who wrote
        more, then by the order of names.
        """
        wanted = self._about(job)
        order = {author: position for position, author in enumerate(self._catalog.people)}
        found = [
            (
                -points,
                -self._share(author, wanted),
                -len(self._catalog.voices_of(author)),
                order[author],
                Match(author, reasons),
            )
            for author in self._candidates(wanted)
            for points, reasons in [self._reasons(author, wanted)]
            if reasons
        ]
        return tuple(match for *_, match in sorted(found, key=lambda one: one[:4])[:PEOPLE_AT_MOST])

    def open_jobs_for(
        self, kind: Literal["author", "team", "topic", "place"], id_: str, limit: int = 3
    ) -> tuple[Job, ...]:
        """Open jobs beside an author (who agreed to it), a team, a topic or a place, the nearest, then newest first."""
        if kind != "author":
            group = self._catalog.group(kind, id_)
            return self._open(group.jobs if group else ())[:limit]
        if id_ not in self._willing:
            return ()
        scored = [(-self._reasons(id_, self._about(job))[0], number, job) for number, job in enumerate(self._all_open)]
        return tuple(job for points, _, job in sorted(scored, key=lambda one: one[:2]) if points)[:limit]

    def nearest_open(self, job: Job, limit: int = 3) -> tuple[Job, ...]:
        """For a closed job the open ones most like it: same team, shared topics, same place; then the newest."""
        wanted = self._about(job)
        scored = [
            (-_likeness(wanted, self._about(other)), number, other)
            for number, other in enumerate(self._all_open)
            if other.id != job.id
        ]
        return tuple(other for _, _, other in sorted(scored, key=lambda one: one[:2]))[:limit]

    @cached_property
    def _all_open(self) -> tuple[Job, ...]:
        return tuple(job for job in self._catalog.jobs.values() if not job.closed)

    @cached_property
    def _willing(self) -> frozenset[str]:
        """Active authors who agreed to stand beside jobs."""
        people = self._catalog.people.items()
        return frozenset(id_ for id_, author in people if author.status == "active" and "jobs" in author.agreed_to)

    def _open(self, ids: Iterable[str]) -> tuple[Job, ...]:
        wanted = set(ids)
        return tuple(job for job in self._all_open if job.id in wanted)

    def _about(self, job: Job) -> _Wanted:
        known = self._wanted.get(job.id)
        if known is None:
            topics = {id_: NAMED_TOPIC_POINTS for name in job.topics if (id_ := _id_of(name, self._catalog.topics))}
            for id_ in self._topics_in(job.title, job.language):
                topics.setdefault(id_, NAMED_TOPIC_POINTS)
            for id_ in self._topics_in(job.text or job.document.text, job.language):
                topics.setdefault(id_, MENTIONED_TOPIC_POINTS)
            team, place = _id_of(job.team, self._catalog.teams), _id_of(job.place, self._catalog.places)
            known = self._wanted[job.id] = _Wanted(team, place, topics)
        return known

    def _topics_in(self, text: str, language: str) -> tuple[str, ...]:
        """Ids of topics whose names, in any form, stand in ``text``."""
        code = base(language or self._catalog.hub.default_language)
        matcher = self._matchers.get(code)
        if matcher is None:
            matcher = self._matchers[code] = TermMatcher(map(_words_of, self._catalog.topics.values()), code)
        ids = tuple(self._catalog.topics)
        return tuple(dict.fromkeys(ids[met.rule] for met in matcher.find(text)))

    def _candidates(self, wanted: _Wanted) -> list[str]:
        catalog = self._catalog
        groups = [catalog.teams.get(wanted.team), catalog.places.get(wanted.place)]
        ids = {id_ for group in groups if group for id_ in group.people}
        for topic in wanted.topics:
            ids.update(catalog.topics[topic].people, self._writers_on(topic))
        return sorted(ids & self._willing)

    def _reasons(self, author: str, wanted: _Wanted) -> tuple[int, tuple[Reason, ...]]:
        """How near an author is to what a job is about, and why."""
        found: list[tuple[int, Reason]] = []
        if wanted.team and self._catalog.team_of.get(author) == wanted.team:
            found.append((TEAM_POINTS, Reason("team", wanted.team)))
        knows = self._catalog.expertise_of.get(author, ())
        for topic, weight in wanted.topics.items():
            wrote = self._writers_on(topic)[author]
            # A mention in the text weighs less than a topic named, so one post on it is as good as ten.
            points = min(wrote, _VOICES_THAT_COUNT if weight == NAMED_TOPIC_POINTS else 1)
            if topic in knows:
                found.append((weight + points, Reason("expertise", topic, wrote)))
            elif wrote:
                found.append((points, Reason("writes", topic, wrote)))
        if wanted.place and self._catalog.place_of.get(author) == wanted.place:
            found.append((PLACE_POINTS, Reason("place", wanted.place)))
        ranked = sorted(found, key=lambda one: -one[0])
        return sum(points for points, _ in found), tuple(reason for _, reason in ranked)

    def _share(self, author: str, wanted: _Wanted) -> float:
        """How much of what someone wrote is about the job's topics, from 0 to 1."""
        voices = self._catalog.voices_of(author)
        return sum(1 for voice in voices if not wanted.topics.keys().isdisjoint(voice.topics)) / max(1, len(voices))

    def _writers_on(self, topic: str) -> Counter[str]:
        counts = self._writers.get(topic)
        if counts is None:
            voices = self._catalog.topics[topic].voices
            counts = self._writers[topic] = Counter(author for voice in voices for author in voice.authors)
        return counts


def _likeness(one: _Wanted, other: _Wanted) -> int:
    shared = sum(min(weight, other.topics[topic]) for topic, weight in one.topics.items() if topic in other.topics)
    same_team = one.team != "" and one.team == other.team
    same_place = one.place != "" and one.place == other.place
    return TEAM_POINTS * same_team + shared + PLACE_POINTS * same_place


def _id_of(name: str, groups: Mapping[str, Group]) -> str:
    """The id of a name as a job writes it; an old name that redirects counts, an unknown one is empty."""
    slug = slugify(name)
    if not slug or slug in groups:
        return slug
    ending = f"/{slug}/"
    return next((id_ for id_, group in groups.items() if any(alias.endswith(ending) for alias in group.aliases)), "")


def _words_of(topic: Group) -> _TopicWords:
    """A topic's names by language; one name without a language counts in each."""
    return _TopicWords({code or "all": (name,) for code, name in topic.name.texts})
