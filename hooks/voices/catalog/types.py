"""The catalog's shape: one immutable object from which every page and every output is made.

What is hidden, held, internal, a draft or in the future is not in it at all; what is withdrawn stands apart, without its
text. So no page and no output filters for itself, and none looks at files.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from typing import Literal

from msgspec import Struct, field

from voices.dates import Moment
from voices.findings import Finding
from voices.model import Author, Blog, Document, Entry, Image, Job, Localised, Post
from voices.settings import Hub

GroupKind = Literal["topic", "team", "place", "language", "year"]


class Voice(Struct, frozen=True, eq=False):
    """A post or an entry, as lists, feeds and the API see it. Two voices are the same only if they are one object.

    ``key`` is unique in the catalog. ``address`` is the page here, relative to the site (``posts/x/``), empty for an entry
    shown as an excerpt. ``url`` is the original elsewhere: an entry's link, a post's ``canonical``, else empty.
    """

    kind: Literal["post", "entry"]
    key: str
    address: str
    url: str
    title: str
    language: str
    date: Moment
    updated: Moment | None
    authors: tuple[str, ...]
    """Author ids with a page, in the byline's order; people whose page is hidden are left out."""
    topics: tuple[str, ...]
    """Topic ids, in the order written."""
    summary: str
    """The summary as written, else an excerpt; plain text on one line."""
    words: int
    minutes: int
    """Reading time; words and minutes are 0 for an entry of which only an excerpt is shown."""
    image: Image | None = None
    source_name: str = ""
    """An entry's blog as shown: its host without ``www.``."""
    source_url: str = ""
    first_address: str = ""
    """The address first published: the last alias, else ``address``."""
    post: Post | None = None
    entry: Entry | None = None
    blog: Blog | None = None

    @property
    def moment(self) -> Moment:
        """When it last changed: ``updated``, else ``date``."""
        return self.updated or self.date


class Group(Struct, frozen=True, eq=False):
    """A topic, team, place, language or year with all that belongs to it, newest first."""

    kind: GroupKind
    id: str
    address: str
    """``topics/kafka/``, ``archive/2026/``, ``languages/fi/``."""
    name: Localised
    summary: Localised = Localised()
    image: Image | None = None
    introductions: tuple[tuple[str, Document], ...] = ()
    voices: tuple[Voice, ...] = ()
    people: tuple[str, ...] = ()
    """Ids of its people: members of a team, those at a place, those with this expertise or writing on it, by name,
    alumni last."""
    jobs: tuple[str, ...] = ()
    """Ids of open jobs."""
    lead: str = ""
    country: str = ""
    aliases: tuple[str, ...] = ()
    own_page: str = ""
    """Path of its own file inside mkdocs.yml's folder, if it has one."""


class Withdrawn(Struct, frozen=True):
    """What is left of a withdrawn post: where it stood, what it was called in which language, when and why it went."""

    slug: str
    address: str
    title: str
    language: str
    date: Moment
    note: str
    aliases: tuple[str, ...] = ()


class Catalog(Struct, frozen=True, eq=False):
    """Everything the hub shows."""

    hub: Hub
    now: dt.datetime
    people: Mapping[str, Author] = field(default_factory=dict)
    """Everyone with a page, by id, in the order of their names."""
    voices: tuple[Voice, ...] = ()
    """All posts and entries listed, date descending, then slug."""
    posts: Mapping[str, Voice] = field(default_factory=dict)
    """The posts among them, by slug."""
    withdrawn: tuple[Withdrawn, ...] = ()
    blogs: tuple[Blog, ...] = ()
    """Blogs of people with a page, held entries removed, by author and name."""
    jobs: Mapping[str, Job] = field(default_factory=dict)
    """All jobs, open and closed, newest first; ``closed`` is decided, and a renamed team, place or topic stands as its id."""
    by_author: Mapping[str, tuple[Voice, ...]] = field(default_factory=dict)
    topics: Mapping[str, Group] = field(default_factory=dict)
    """By id, most voices first; likewise the four below (years: newest first)."""
    teams: Mapping[str, Group] = field(default_factory=dict)
    places: Mapping[str, Group] = field(default_factory=dict)
    languages: Mapping[str, Group] = field(default_factory=dict)
    years: Mapping[str, Group] = field(default_factory=dict)
    team_of: Mapping[str, str] = field(default_factory=dict)
    """Team id by author id; likewise ``place_of``. Absent where the profile names none."""
    place_of: Mapping[str, str] = field(default_factory=dict)
    expertise_of: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Topic ids by author id, in the profile's order."""
    related: Mapping[str, tuple[Voice, ...]] = field(default_factory=dict)
    """Up to three related voices by voice key, most related first: shared topics and authors, then recency."""
    newer: Mapping[str, Voice] = field(default_factory=dict)
    """The next newer post by key; ``older`` the other way. Posts only."""
    older: Mapping[str, Voice] = field(default_factory=dict)
    translations: Mapping[str, tuple[Voice, ...]] = field(default_factory=dict)
    """The other posts of a translation group by key, in the order of the hub's languages."""
    answers: Mapping[str, tuple[Voice, ...]] = field(default_factory=dict)
    """Posts that answer a post, by the answered post's key, oldest first."""
    pinned: tuple[Voice, ...] = ()
    redirects: Mapping[str, str] = field(default_factory=dict)
    """Old site-relative address (``old/x/``, ``x.html``) → the address here it leads to, chains collapsed."""
    farewells: tuple[str, ...] = ()
    """Published addresses of what is now hidden: each answers with a page that says so and names nobody, sorted."""
    recorded: tuple[str, ...] = ()
    """The addresses of this catalog that permalinks.txt has to know, sorted."""
    post_of_path: Mapping[str, Voice] = field(default_factory=dict)
    """Posts by their file's path inside the content folder, for links between Markdown files."""
    address_of_path: Mapping[str, str] = field(default_factory=dict)
    """The address of each Markdown file that is a page (posts, withdrawn ones too, authors, topics, teams, places, jobs)."""
    findings: tuple[Finding, ...] = ()

    def voices_of(self, author: str) -> tuple[Voice, ...]:
        """What ``author`` wrote, newest first."""
        return self.by_author.get(author, ())

    def pieces(self, voices: Collection[Voice]) -> int:
        """How many texts ``voices`` are to a reader: a post and its translations among them are one."""
        if not self.translations:
            return len(voices)
        listed = {voice.key for voice in voices}
        others = self.translations
        return sum(1 for key in listed if not any(one.key < key and one.key in listed for one in others.get(key, ())))

    def group(self, kind: GroupKind, id_: str) -> Group | None:
        """The group of that kind, or None."""
        groups: dict[GroupKind, Mapping[str, Group]] = {
            "topic": self.topics,
            "team": self.teams,
            "place": self.places,
            "language": self.languages,
            "year": self.years,
        }
        return groups[kind].get(id_)
