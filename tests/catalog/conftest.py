"""Tiny worlds for the catalog: people, posts and blogs made directly as the model's data, without a file."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from msgspec.structs import replace

from voices.catalog import Catalog, build_catalog
from voices.dates import Moment, parse_moment
from voices.findings import Finding
from voices.model import (
    Author,
    Blog,
    Content,
    Document,
    Entry,
    FeedSource,
    Job,
    Localised,
    Post,
    Reference,
    Source,
    Subject,
    Withdrawal,
)
from voices.settings import Hub, VoicesSettings

ZONE = ZoneInfo("Europe/Helsinki")
LEGAL = ("legal/privacy.md", "legal/imprint.md", "legal/accessibility.md")


class World:
    """A hub that is put together line by line and then joined with ``build``."""

    def __init__(self) -> None:
        self.now = dt.datetime(2026, 11, 22, 12, 0, tzinfo=ZONE)
        self.audience = "public"
        self.settings: dict[str, Any] = {"timezone": "Europe/Helsinki", "languages": ("en", "fi", "pl")}
        self.authors: list[Author] = []
        self.posts: list[Post] = []
        self.subjects: list[Subject] = []
        self.hand_jobs: list[Job] = []
        self.board_jobs: list[Job] = []
        self.blogs: list[Blog] = []
        self.permalinks: tuple[str, ...] = ()
        self.files: set[str] = set(LEGAL)
        self.broken: set[str] = set()

    def moment(self, text: str) -> Moment:
        return parse_moment(text, ZONE)

    def author(self, id_: str, **keys: Any) -> Author:
        keys.setdefault("name", id_.capitalize())
        made = Author(id=id_, source=Source(f"content/authors/{id_}.md"), agreed=self.moment("2024-01-01"), **keys)
        self.authors.append(made)
        return made

    def post(self, slug: str, authors: str = "aino", date: str = "2026-01-01", **keys: Any) -> Post:
        if isinstance(withdrawn := keys.get("withdrawn"), str):
            keys["withdrawn"] = Withdrawal(self.moment(withdrawn), "Taken back.")
        text = keys.pop("text", f"What {slug} says.")
        references = tuple(keys.pop("references", ()))
        made = Post(
            slug=slug,
            source=Source(f"content/posts/{slug}.md", (("aliases", 7),)),
            title=keys.pop("title", slug.replace("-", " ").capitalize()),
            authors=tuple(authors.split()),
            date=self.moment(date),
            document=Document(text=text, words=len(text.split()), references=references),
            **keys,
        )
        self.posts.append(made)
        return made

    def subject(self, kind: Any, id_: str, name: str = "", **keys: Any) -> Subject:
        folder = {"topic": "topics", "team": "teams", "place": "places"}[kind]
        source = Source(f"content/{folder}/{id_}.md", (("aliases", 3), ("lead", 4)))
        made = Subject(kind=kind, id=id_, source=source, name=Localised((("", name or id_),)), **keys)
        self.subjects.append(made)
        return made

    def blog(self, author: str, *entries: Entry, feed: FeedSource | None = None, name: str = "blog") -> Blog:
        made = Blog(
            author=author,
            name=name,
            path=f"content/feeds/{author}/{name}.json",
            title="A blog",
            home_url="https://www.aino.example/",
            feed_url="https://aino.example/feed.xml",
            entries=entries,
            feed=feed or FeedSource(url="https://aino.example/feed.xml"),
        )
        self.blogs.append(made)
        return made

    def entry(self, slug: str, date: str = "2026-02-01", **keys: Any) -> Entry:
        url = keys.pop("url", f"https://aino.example/{slug}")
        at = dt.datetime.fromisoformat(date).replace(tzinfo=dt.UTC)
        title = keys.pop("title", slug)
        return Entry(id=url, url=url, slug=slug, title=title, published=at, first_seen=at, **keys)

    def job(self, id_: str, **keys: Any) -> Job:
        source = Source(f"content/jobs/{id_}.md")
        keys.setdefault("posted", self.moment("2026-11-01"))
        return Job(id=id_, source=source, title=id_, apply="https://jobs.example/", **keys)

    def link(self, target: str, line: int = 9) -> Reference:
        return Reference("link", target, line)

    def image(self, target: str, line: int = 9) -> Reference:
        return Reference("image", target, line)

    def hub(self) -> Hub:
        return Hub(
            config_file=Path("/hub/mkdocs.yml"),
            content=Path("/hub/content"),
            site_dir=Path("/hub/site"),
            site_name="Voices",
            site_url="https://voices.example/",
            voices=VoicesSettings(**self.settings),
            audience=self.audience,
        )

    def build(self) -> Catalog:
        content = Content(
            authors=tuple(self.authors),
            posts=tuple(self.posts),
            subjects=tuple(self.subjects),
            jobs=tuple(self.hand_jobs),
            permalinks=self.permalinks,
            media=frozenset(self.files),
            broken=frozenset(self.broken),
        )
        return build_catalog(self.hub(), content, self.blogs, self.now, self.board_jobs)

    def findings(self, rule: str) -> list[Finding]:
        return [finding for finding in self.build().findings if finding.rule == rule]

    def change(self, slug: str, /, **keys: Any) -> None:
        self.posts = [replace(post, **keys) if post.slug == slug else post for post in self.posts]


@pytest.fixture
def world() -> World:
    """A world with one author, Aino, and nothing else."""
    made = World()
    made.author("aino", name="Aino Lehto")
    return made
