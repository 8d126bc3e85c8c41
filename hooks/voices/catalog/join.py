"""Joins everything once: what was read becomes the one object from which every page and output is made.

Comes in: the content folder and the archives, read and checked. Goes out: the ``Catalog`` with its findings. Pure: no file,
no network, no clock. What is left out is decided in ``visibility`` before anything is joined.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from voices.catalog.addresses import answering_addresses, ledger_findings
from voices.catalog.languages import post_language
from voices.catalog.mentions import legal_findings, people_findings, subject_findings
from voices.catalog.mix import mix_findings
from voices.catalog.references import addresses_by_path, page_findings, text_findings
from voices.catalog.related import neighbours, related_voices
from voices.catalog.stream import newest_first, voices_of_entries, voices_of_posts
from voices.catalog.subjects import Ids, Spellings, gather_jobs, gather_voices, plain_groups, spellings, subject_groups
from voices.catalog.translations import answers, translation_groups
from voices.catalog.types import Catalog, Group, GroupKind, Voice, Withdrawn
from voices.catalog.visibility import Shown, future_findings, separate
from voices.dates import Moment
from voices.findings import ordered
from voices.model import Author, Blog, Content, Job, Localised, Post, SubjectKind
from voices.settings import Hub


def build_catalog(
    hub: Hub,
    content: Content,
    blogs: Sequence[Blog],
    now: dt.datetime,
    jobs: Sequence[Job] = (),
    *,
    for_pages: bool = True,
) -> Catalog:
    """Everything the hub shows at ``now``; ``jobs`` are those fetched from boards, a job by hand goes before them.

    Unless it is ``for_pages``, what no finding depends on (related voices) is not looked for.
    """
    ids = Ids(content.subjects)
    shown = separate(hub, content, blogs, now)
    everyone = {author.id: author for author in content.authors}
    used = spellings(shown.posts, shown.people.values(), ids)
    topics = used.ids("topic") | {subject.id for subject in content.subjects if subject.kind == "topic"}
    posts = voices_of_posts(hub, shown.posts, everyone, ids)
    voices = newest_first((*posts, *voices_of_entries(hub, shown.blogs, shown.posts, topics, ids)))
    by_slug = {voice.post.slug: voice for voice in voices if voice.post is not None}
    all_jobs = _jobs(hub, content.jobs, jobs, now, ids)
    profiles = _profiles(shown, ids)
    groups = _groups(hub, voices, content, shown, used, profiles, all_jobs, ids)
    answering = answering_addresses(hub, content, shown, voices, groups, all_jobs, ids)
    translations, translation_faults = translation_groups(
        content.posts, by_slug, hub.voices.languages, answering.unread
    )
    known = {*(post.slug for post in content.posts), *(address.split("/")[1] for address in answering.unread)}
    replies, answer_faults = answers(hub, by_slug, known, answering.redirects)
    prefix = f"{hub.path_of(hub.content)}/"
    pages = addresses_by_path(
        prefix, (*shown.posts, *shown.withdrawn), shown.people.values(), content.subjects, all_jobs.values()
    )
    newer, older = neighbours(by_slug.values(), translations)
    findings = (
        *people_findings(hub, content),
        *subject_findings(content, ids),
        *future_findings(content, shown),
        *legal_findings(hub, content),
        *mix_findings(hub, shown.posts, now),
        *translation_faults,
        *answer_faults,
        *answering.findings,
        *page_findings(hub, content),
        *text_findings(hub, content, shown, pages, answering),
        *ledger_findings(hub, content, shown, answering),
    )
    return Catalog(
        hub=hub,
        now=now,
        people=shown.people,
        voices=voices,
        posts=by_slug,
        withdrawn=tuple(_withdrawn(hub, post, everyone) for post in shown.withdrawn),
        blogs=shown.blogs,
        jobs=all_jobs,
        by_author=_by_author(voices),
        topics=groups["topic"],
        teams=groups["team"],
        places=groups["place"],
        languages=groups["language"],
        years=groups["year"],
        team_of=profiles.team_of,
        place_of=profiles.place_of,
        expertise_of=profiles.expertise_of,
        related=related_voices(voices, translations) if for_pages else {},
        newer=newer,
        older=older,
        translations=translations,
        answers=replies,
        pinned=tuple(voice for voice in by_slug.values() if voice.post is not None and voice.post.pinned),
        redirects=answering.redirects,
        farewells=answering.farewells,
        recorded=answering.recorded if hub.audience == "public" else (),
        post_of_path={v.post.source.path.removeprefix(prefix): v for v in voices if v.post is not None},
        address_of_path=pages,
        findings=ordered(findings),
    )


class _Profiles(Struct, frozen=True):
    """What profiles say of teams, places and expertise, as ids by author id."""

    team_of: dict[str, str]
    place_of: dict[str, str]
    expertise_of: dict[str, tuple[str, ...]]


def _profiles(shown: Shown, ids: Ids) -> _Profiles:
    people = shown.people.values()
    return _Profiles(
        team_of={author.id: id_ for author in people if (id_ := ids.one(author.team, "team"))},
        place_of={author.id: id_ for author in people if (id_ := ids.one(author.place, "place"))},
        expertise_of={author.id: ids.topics(author.expertise) for author in people if author.expertise},
    )


def _jobs(hub: Hub, by_hand: Iterable[Job], boards: Iterable[Job], now: dt.datetime, ids: Ids) -> dict[str, Job]:
    if not hub.voices.features.jobs:
        return {}
    found: dict[str, Job] = {}
    for job in (*by_hand, *boards):
        if not job.posted.is_future(now):
            told = replace(
                job,
                closed=job.closed or _is_over(job.closes, now),
                team=ids.current(job.team, "team"),
                place=ids.current(job.place, "place"),
                topics=tuple(ids.current(topic, "topic") for topic in job.topics),
            )
            found.setdefault(job.id, told)
    return dict(sorted(found.items(), key=lambda item: (-item[1].posted.at.timestamp(), item[0])))


def _is_over(closes: Moment | None, now: dt.datetime) -> bool:
    if closes is None:
        return False
    if closes.bare:  # A bare day is the last day on which one may still apply.
        return closes.day < now.astimezone(closes.at.tzinfo).date()
    return closes.at <= now


def _groups(
    hub: Hub,
    voices: Sequence[Voice],
    content: Content,
    shown: Shown,
    used: Spellings,
    profiles: _Profiles,
    jobs: Mapping[str, Job],
    ids: Ids,
) -> dict[GroupKind, dict[str, Group]]:
    found = gather_voices(voices, profiles.team_of, profiles.place_of)
    gather_jobs(jobs.values(), ids, found)
    for id_ in shown.people:
        for topic in profiles.expertise_of.get(id_, ()):
            found["topic"][topic].people.append(id_)
        if id_ in profiles.team_of:
            found["team"][profiles.team_of[id_]].people.append(id_)
        if id_ in profiles.place_of:
            found["place"][profiles.place_of[id_]].people.append(id_)
    kinds: tuple[SubjectKind, ...] = ("topic", "team", "place")
    groups: dict[GroupKind, dict[str, Group]] = {}
    for kind in kinds:
        files = {subject.id: subject for subject in content.subjects if subject.kind == kind}
        groups[kind] = subject_groups(kind, files, used, found[kind], shown.people)
    spoken = [hub.language(code) for code in hub.voices.languages]
    names = {
        code: Localised(tuple((speech.code, speech.language_name(code)) for speech in spoken))
        for code in found["language"]
    }
    years = {year: Localised((("", year),)) for year in found["year"]}
    groups["language"] = plain_groups("language", found["language"], shown.people, names)
    groups["year"] = plain_groups("year", found["year"], shown.people, years)
    return groups


def _by_author(voices: Iterable[Voice]) -> dict[str, tuple[Voice, ...]]:
    found: dict[str, list[Voice]] = defaultdict(list)
    for voice in voices:
        for author in voice.authors:
            found[author].append(voice)
    return {author: tuple(own) for author, own in found.items()}


def _withdrawn(hub: Hub, post: Post, everyone: Mapping[str, Author]) -> Withdrawn:
    taken = post.withdrawn
    return Withdrawn(
        slug=post.slug,
        address=f"posts/{post.slug}/",
        title=post.title,
        language=post_language(post, everyone, hub.voices.languages),
        date=taken.date if taken is not None else post.date,
        note=taken.note if taken is not None else "",
        aliases=post.aliases,
    )
