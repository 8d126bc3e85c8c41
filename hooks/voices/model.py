"""What the hub is about, as frozen data: authors, posts, entries, subjects, jobs.

Everything here has been read and checked by the layer above; nothing here touches a file, the network or a format.
Names, teams, topics and places are kept as written; joining them is the catalog's work.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from voices.dates import Moment
from voices.findings import Finding

Status = Literal["invited", "active", "alumni", "hidden"]
SubjectKind = Literal["topic", "team", "place"]


@dataclass(frozen=True, slots=True)
class Wording:
    """A text ready to be shown; ``language`` is set only where it differs from the page's and must be marked."""

    text: str
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Localised:
    """A text said once (language ``""``), or one text a language, in the order written."""

    texts: tuple[tuple[str, str], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.texts)

    def get(self, language: str, default: str) -> Wording:
        """The text for a page in ``language``: that, else the default language's, else the first one written."""
        known = dict(self.texts)
        for code in (language, "", default):
            if code in known:
                return Wording(known[code], None if code in (language, "") else code)
        return Wording(self.texts[0][1], self.texts[0][0]) if self.texts else Wording("")


@dataclass(frozen=True, slots=True)
class Source:
    """The file something was read from, relative to mkdocs.yml, and the line of each front-matter key."""

    path: str
    lines: tuple[tuple[str, int], ...] = ()
    digest: str = ""

    def line(self, key: str) -> int:
        """The line of ``key`` in the file, 1 when it isn't there."""
        return dict(self.lines).get(key, 1)


@dataclass(frozen=True, slots=True)
class Reference:
    """A link or picture inside a document whose address is known only when a page is written.

    ``target`` is a path inside the content folder (``posts/2026/cache.md``, ``authors/aino.webp``), without fragment; one
    that begins with ``/`` (``/posts/cache/``) was written as an address of the site. ``fragment`` is the id as our headings
    have it. ``alt`` is what an image's gap leaves beside it, empty where the author wrote none.
    """

    kind: Literal["link", "image"]
    target: str
    line: int
    fragment: str = ""
    alt: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """Rendered, sanitised Markdown.

    ``pieces`` is the HTML cut at each reference, so that ``pieces[0] + address(references[0]) + pieces[1] + …`` is the
    whole; a link's gap stands inside ``href="…"``, an image's gap stands for all of ``src="…"`` and what goes with it.
    ``text`` is the plain text, ``links`` the absolute addresses it points to.
    """

    pieces: tuple[str, ...] = ("",)
    references: tuple[Reference, ...] = ()
    text: str = ""
    words: int = 0
    headings: tuple[tuple[int, str, str], ...] = ()
    links: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Image:
    """A picture named in front matter; ``path`` is inside the content folder."""

    path: str
    alt: str = ""
    credit: str = ""
    licence: str = ""
    ai: Literal["none", "edited", "generated"] | None = None


@dataclass(frozen=True, slots=True)
class Channel:
    """One of an author's own places on the web, in the author's order. ``kind`` is the key as written."""

    kind: str
    url: str
    handle: str = ""


@dataclass(frozen=True, slots=True)
class FeedSource:
    """A blog an author asked to be shown."""

    url: str
    show: Literal["full", "excerpt"] = "excerpt"
    only_author: str | None = None
    only_topics: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    since: dt.date | None = None
    language: str | None = None
    line: int = 1


@dataclass(frozen=True, slots=True)
class Link:
    """Something published where no feed exists."""

    url: str
    title: str
    date: Moment
    summary: str = ""
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Milestone:
    """A training, a talk or an award; ``place`` is the issuer or event, ``date`` as written (year, month or day)."""

    name: str
    place: str = ""
    date: str = ""
    expires: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Author:
    """One person, as their profile says."""

    id: str
    source: Source
    name: str
    agreed: Moment
    role: Localised = Localised()
    headline: Localised = Localised()
    team: str = ""
    place: str = ""
    pronouns: str = ""
    photo: str = ""
    languages: tuple[str, ...] = ()
    expertise: tuple[str, ...] = ()
    ask_me_about: tuple[str, ...] = ()
    channels: tuple[Channel, ...] = ()
    feeds: tuple[FeedSource, ...] = ()
    links: tuple[Link, ...] = ()
    leader: bool = False
    mentor: bool = False
    training: tuple[Milestone, ...] = ()
    talks: tuple[Milestone, ...] = ()
    awards: tuple[Milestone, ...] = ()
    joined: str = ""
    left: str = ""
    status: Status = "active"
    agreed_to: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    biographies: tuple[tuple[str, Document], ...] = ()
    """(language, text): the profile's own body under ``""``, second biographies under their code."""


@dataclass(frozen=True, slots=True)
class Correction:
    """A correction shown under the byline."""

    date: Moment
    note: str


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """A post taken back: its address stays and says so."""

    date: Moment
    note: str = ""


@dataclass(frozen=True, slots=True)
class Post:
    """One post written for the hub. ``language`` is what was declared; the catalog decides what holds without it."""

    slug: str
    source: Source
    title: str
    authors: tuple[str, ...]
    date: Moment
    updated: Moment | None = None
    language: str = ""
    topics: tuple[str, ...] = ()
    summary: str = ""
    image: Image | None = None
    about: Literal["expertise", "company"] | None = None
    written_by: Literal["self", "assisted", "ghost"] | None = None
    ai: Literal["none", "assisted", "generated"] | None = None
    reviewed_by: str = ""
    audience: Literal["public", "internal"] = "public"
    draft: bool = False
    pinned: bool = False
    aliases: tuple[str, ...] = ()
    translation_of: str = ""
    answers: str = ""
    canonical: str = ""
    consents: tuple[str, ...] = ()
    corrections: tuple[Correction, ...] = ()
    withdrawn: Withdrawal | None = None
    document: Document = Document()


@dataclass(frozen=True, slots=True)
class Subject:
    """A topic, team or place that has a file of its own."""

    kind: SubjectKind
    id: str
    source: Source
    name: Localised
    summary: Localised = Localised()
    image: Image | None = None
    aliases: tuple[str, ...] = ()
    lead: str = ""
    country: str = ""
    introductions: tuple[tuple[str, Document], ...] = ()


@dataclass(frozen=True, slots=True)
class Job:
    """An open (or once open) position, by hand or from a board; ``html`` is the board's sanitised text."""

    id: str
    source: Source
    title: str
    apply: str
    posted: Moment
    closes: Moment | None = None
    team: str = ""
    place: str = ""
    remote: str = ""
    topics: tuple[str, ...] = ()
    language: str = ""
    document: Document = Document()
    html: str = ""
    text: str = ""
    board: str = ""
    closed: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """One post on an author's own blog, as the archive keeps it. Times are UTC.

    ``html`` is sanitised and filled only for ``show: full``; a held entry has neither title, summary nor html.
    """

    id: str
    url: str
    slug: str
    title: str
    published: dt.datetime
    first_seen: dt.datetime
    modified: dt.datetime | None = None
    html: str = ""
    summary: str = ""
    tags: tuple[str, ...] = ()
    language: str = ""
    guid: str = ""
    status: Literal["published", "held"] = "published"
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EntryText:
    """An entry's words as fetched, in memory only: what the policy reads before anything is kept."""

    author: str
    url: str
    title: str
    text: str
    html: str = ""
    language: str = ""
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Blog:
    """One archive file: an author's blog and its entries, newest first.

    ``feed`` is None when the profile no longer lists the address (or the author left): its entries stay as they are.
    """

    author: str
    name: str
    path: str
    title: str
    home_url: str
    feed_url: str
    entries: tuple[Entry, ...] = ()
    feed: FeedSource | None = None
    state: Literal["ok", "failing", "gone", "moved", "held"] = "ok"
    since: dt.datetime | None = None
    reason: str = ""
    moved_to: str = ""


@dataclass(frozen=True, slots=True)
class Content:
    """All that was read from the content folder, with every fault found on the way."""

    authors: tuple[Author, ...] = ()
    posts: tuple[Post, ...] = ()
    subjects: tuple[Subject, ...] = ()
    jobs: tuple[Job, ...] = ()
    permalinks: tuple[str, ...] = ()
    media: frozenset[str] = frozenset()
    """Every file below the content folder that is not Markdown of the kinds above, as a path inside it."""
    digests: Mapping[str, str] = field(default_factory=dict)
    """Content address of each file read, by its path inside the content folder."""
    findings: tuple[Finding, ...] = ()
    broken: frozenset[str] = frozenset()
    """Files left out because of a block finding, as paths inside the content folder, so that no fault names them twice."""
