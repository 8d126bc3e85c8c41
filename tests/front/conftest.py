"""Small worlds for the front: a catalog made as data, and a kit with the real templates and pictures that need no file."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from markupsafe import Markup

from voices.build import views
from voices.build.assets import Assets
from voices.build.kit import Kit, Shape
from voices.build.page import Page, Plan
from voices.build.templates import Templates
from voices.catalog import build_catalog
from voices.dates import Moment, parse_moment
from voices.model import (
    Author,
    Blog,
    Content,
    Document,
    Entry,
    FeedSource,
    Job,
    Localised,
    LocalisedList,
    Post,
    Source,
    Subject,
    Withdrawal,
)
from voices.outputs.head import head_tags
from voices.outputs.media import Picture, Portrait
from voices.outputs.monogram import monogram_svg
from voices.outputs.palette import brand_css
from voices.settings import Hub, VoicesSettings
from voices.text import ROOT

ZONE = ZoneInfo("Europe/Helsinki")
TEMPLATES = Templates()


def document(text: str) -> Document:
    """A paragraph of plain text, rendered."""
    return Document((f"<p>{Markup.escape(text)}</p>",), text=text, words=len(text.split()))


class Front:
    """A hub in the making; ``kit`` joins it, ``page`` renders one of its pages."""

    def __init__(self) -> None:
        self.settings: dict[str, Any] = {"timezone": "Europe/Helsinki", "languages": ("en", "fi")}
        self.now = dt.datetime(2026, 11, 22, 12, 0, tzinfo=ZONE)
        self.authors: list[Author] = []
        self.posts: list[Post] = []
        self.subjects: list[Subject] = []
        self.jobs: list[Job] = []
        self.blogs: list[Blog] = []

    def moment(self, text: str) -> Moment:
        return parse_moment(text, ZONE)

    def author(self, id_: str, **keys: Any) -> Author:
        keys.setdefault("name", id_.capitalize())
        for key in ("role", "headline"):
            if isinstance(keys.get(key), str):
                keys[key] = Localised((("", keys[key]),))
        if isinstance(keys.get("ask_me_about"), tuple):
            keys["ask_me_about"] = LocalisedList((("", keys["ask_me_about"]),))
        keys.setdefault("source", Source(f"content/authors/{id_}.md"))
        made = Author(id=id_, agreed=self.moment("2024-01-01"), **keys)
        self.authors.append(made)
        return made

    def post(self, slug: str, authors: str = "aino", date: str = "2026-11-01", **keys: Any) -> Post:
        if isinstance(day := keys.get("withdrawn"), str):
            keys["withdrawn"] = Withdrawal(self.moment(day), "Taken back.")
        text = keys.pop("text", f"What {slug} says.")
        made = Post(
            slug=slug,
            source=Source(f"content/posts/{slug}.md"),
            title=keys.pop("title", slug.replace("-", " ").capitalize()),
            authors=tuple(authors.split()),
            date=self.moment(date),
            document=document(text),
            **keys,
        )
        self.posts.append(made)
        return made

    def subject(self, kind: Any, id_: str, name: str, **keys: Any) -> None:
        folder = {"topic": "topics", "team": "teams", "place": "places"}[kind]
        source = Source(f"content/{folder}/{id_}.md")
        self.subjects.append(Subject(kind, id_, source, Localised((("", name),)), **keys))

    def entry(self, slug: str, author: str = "aino", show: Any = "excerpt", **keys: Any) -> None:
        url = f"https://{author}.example/{slug}"
        at = dt.datetime(2026, 10, 1, 9, 0, tzinfo=dt.UTC)
        keys.setdefault("title", slug.capitalize())
        made = Entry(id=url, url=url, slug=slug, published=at, first_seen=at, **keys)
        feed = FeedSource(f"https://{author}.example/feed.xml", show=show)
        path = f"content/feeds/{author}/{slug}.json"
        self.blogs.append(Blog(author, slug, path, "A blog", f"https://www.{author}.example/", feed.url, (made,), feed))

    def job(self, id_: str, title: str, **keys: Any) -> None:
        source = Source(f"content/jobs/{id_}.md")
        self.jobs.append(
            Job(
                id_,
                source,
                title,
                "https://jobs.example/apply",
                self.moment("2026-11-01"),
                document=document("Do."),
                **keys,
            )
        )

    def hub(self) -> Hub:
        return Hub(
            config_file=Path("/hub/mkdocs.yml"),
            content=Path("/hub/content"),
            site_dir=Path("/hub/site"),
            site_name="Our voices",
            site_url="https://voices.example/",
            voices=VoicesSettings(**self.settings),
        )

    def kit(self) -> Kit:
        hub = self.hub()
        content = Content(
            authors=tuple(self.authors),
            posts=tuple(self.posts),
            subjects=tuple(self.subjects),
            jobs=tuple(self.jobs),
        )
        assets = Assets(brand_css(hub.voices.brand))
        return Kit(
            catalog=build_catalog(hub, content, self.blogs, self.now),
            hub=hub,
            words=hub.language,
            picture=picture,
            portrait=lambda author: Portrait(None, monogram_svg(author.id, author.name)),
            document=lambda found, _language: Markup("".join(found.pieces)),
            entry=lambda entry, _language: Markup(entry.html),
            card_image=lambda _key: "",
            head=lambda info: head_tags(info, hub),
            render=lambda name, code, view: Markup(TEMPLATES.render(name, hub.language(code), view)),
            asset=assets.address,
            legal_links=lambda language: (("Privacy", hub.in_language("legal/privacy/", language)),),
        )

    def pages(self, kit: Kit | None = None) -> dict[str, Page]:
        """Every generated page by address."""
        found = views.hub_pages(kit or self.kit())
        made = (one.make() if isinstance(one, Plan) else one for one in found)
        return {page.address: page for page in made}

    def html(self, address: str) -> str:
        """What one generated page shows inside the frame."""
        kit = self.kit()
        return render(kit, self.pages(kit)[address])


def render(kit: Kit, page: Page) -> str:
    """The article of a page."""
    return str(kit.render(page.template, page.language, page.view))


def picture(path: str, *, shape: Shape, widths: tuple[int, ...]) -> Picture:
    """A picture that needs no file."""
    name = f"{ROOT}assets/media/{path}"
    return Picture(name, f"{name} {widths[0]}w", f"{name} {widths[0]}w", 960, 540)


@pytest.fixture
def front() -> Front:
    """A hub in English and Finnish with one author, Aino, and nothing written."""
    made = Front()
    made.author("aino", name="Aino Lehto", role="Data engineer", languages=("en", "fi"))
    return made
