"""What is written in the content folder: posts, the subjects they are about, jobs, and all of it together.

Plain frozen data, read and checked by ``sources`` and ``jobs``. People are in ``people``; joining both is the catalog's work.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct, field

from voices.dates import Moment
from voices.findings import Finding
from voices.model.documents import Document, Image, Localised, Source
from voices.model.people import Author

SubjectKind = Literal["topic", "team", "place"]


class Correction(Struct, frozen=True):
    """A correction shown under the byline."""

    date: Moment
    note: str


class Withdrawal(Struct, frozen=True):
    """A post taken back: its address stays and says so."""

    date: Moment
    note: str = ""


class Post(Struct, frozen=True):
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


class Subject(Struct, frozen=True):
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


class Job(Struct, frozen=True):
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


class Content(Struct, frozen=True):
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
