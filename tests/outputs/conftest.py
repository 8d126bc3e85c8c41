"""A tiny catalog made by hand: no file is read, and every output is made from it as from a real one."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from lxml import etree
from msgspec.structs import replace

from voices.catalog.types import Catalog, Group, GroupKind, Voice
from voices.dates import Moment
from voices.model import Author, Blog, Document, Entry, FeedSource, Localised, Post, Source
from voices.settings import Hub, VoicesSettings

SCHEMAS = Path(__file__).parent / "schemas"
ATOM = {"a": "http://www.w3.org/2005/Atom"}
HELSINKI = dt.timezone(dt.timedelta(hours=2))
HOSTILE = "<script>alert(1)</script>\"'&]]>-->\x00\x08\u2028\u2029\u202eevil\ue000\ud800\ufffe"
"""What a title may not do: end a tag, a script, a CDATA or a line, turn the text round, carry what XML can't."""


def text(words: str) -> Localised:
    return Localised((("", words),))


def day(number: int) -> Moment:
    """Noon of the day ``number`` days after 1 January 2026, in Helsinki's winter time."""
    return Moment(dt.datetime(2026, 1, 1, 12, tzinfo=HELSINKI) + dt.timedelta(days=number))


@dataclass
class Shelf:
    """Collects authors and voices, and makes a catalog of them."""

    settings: dict[str, Any] = field(default_factory=dict)
    site_url: str = "https://voices.example/"
    site_name: str = "Our voices"
    audience: str = "public"
    authors: dict[str, Author] = field(default_factory=dict)
    voices: list[Voice] = field(default_factory=list)
    blogs: dict[str, Blog] = field(default_factory=dict)
    more: dict[str, Any] = field(default_factory=dict)

    @property
    def hub(self) -> Hub:
        settings = {"company": {"name": "Acme", "url": "https://acme.example/"}, **self.settings}
        return Hub(
            config_file=Path("mkdocs.yml"),
            content=Path("content"),
            site_dir=Path("site"),
            site_name=self.site_name,
            site_url=self.site_url,
            voices=VoicesSettings.model_validate(settings),
            audience=self.audience,
        )

    def author(self, id_: str, name: str = "", **fields: Any) -> Author:
        for key in ("role", "headline"):
            if isinstance(fields.get(key), str):
                fields[key] = text(fields[key])
        author = Author(
            id=id_, source=Source(f"content/authors/{id_}.md"), name=name or id_.title(), agreed=day(0), **fields
        )
        self.authors[id_] = author
        return author

    def post(self, slug: str, number: int = 0, *, by: tuple[str, ...] = ("aino",), **fields: Any) -> Voice:
        """A post of day ``number``; keys that a Voice has go there, the rest to its Post."""
        own = {k: fields.pop(k) for k in list(fields) if k in Voice.__slots__ and k != "image"}
        title = own.pop("title", slug.title())
        post = Post(slug, Source(f"content/posts/{slug}.md"), title, by, day(number), document=Document(), **fields)
        voice = Voice(
            kind="post",
            key=f"posts/{slug}",
            address=f"posts/{slug}/",
            url=own.pop("url", ""),
            title=title,
            language=own.pop("language", "en"),
            date=day(number),
            updated=own.pop("updated", None),
            authors=by,
            topics=own.pop("topics", ()),
            summary=own.pop("summary", f"About {slug}."),
            words=440,
            minutes=2,
            image=fields.get("image"),
            first_address=own.pop("first_address", f"posts/{slug}/"),
            post=post,
            **own,
        )
        self.voices.append(voice)
        return voice

    def entry(self, slug: str, number: int = 0, *, by: str = "aino", html: str = "", **fields: Any) -> Voice:
        """An entry of ``by``'s own blog; with ``html`` it is shown in full."""
        moment = day(number)
        url = fields.pop("url", f"https://{by}.example/{slug}")
        language = fields.pop("language", "en")
        title = fields.pop("title", slug.title())
        summary = fields.pop("summary", f"About {slug}.")
        entry = Entry(
            fields.pop("id", url),
            url,
            slug,
            title,
            moment.at,
            moment.at,
            html=html,
            summary=summary,
            language=language,
            guid=fields.pop("guid", ""),
        )
        blog = self.blog(by)
        voice = Voice(
            kind="entry",
            key=f"entry:{by}/{slug}",
            address=f"authors/{by}/{slug}/" if html else "",
            url=url,
            title=title,
            language=language,
            date=moment,
            updated=fields.pop("updated", None),
            authors=(by,),
            topics=fields.pop("topics", ()),
            summary=summary,
            words=0,
            minutes=0,
            source_name=f"{by}.example",
            source_url=blog.home_url,
            entry=entry,
            blog=blog,
        )
        self.voices.append(voice)
        return voice

    def blog(self, by: str, **fields: Any) -> Blog:
        if by not in self.blogs or fields:
            home = f"https://{by}.example/"
            base = Blog(by, f"{by}-example", f"content/feeds/{by}/x.json", f"{by.title()}'s blog", home, home + "feed")
            self.blogs[by] = replace(base, feed=FeedSource(home + "feed"), **fields)
        return self.blogs[by]

    def catalog(self, **more: Any) -> Catalog:
        for voice in self.voices:
            for id_ in voice.authors:
                if id_ not in self.authors:
                    self.author(id_)
        voices = tuple(sorted(self.voices, key=lambda v: (-v.date.at.timestamp(), v.key)))
        return Catalog(
            hub=self.hub,
            now=day(300).at,
            people=dict(sorted(self.authors.items(), key=lambda item: item[1].name)),
            voices=voices,
            posts={v.post.slug: v for v in voices if v.post},
            blogs=tuple(blog for _, blog in sorted(self.blogs.items())),
            by_author={id_: tuple(v for v in voices if id_ in v.authors) for id_ in self.authors},
            topics=more.pop("topics", self._topics(voices)),
            **more,
        )

    def _topics(self, voices: tuple[Voice, ...]) -> dict[str, Group]:
        ids = sorted({topic for voice in voices for topic in voice.topics})
        return {id_: group("topic", id_, voices=tuple(v for v in voices if id_ in v.topics)) for id_ in ids}


def group(kind: GroupKind, id_: str, name: str = "", **fields: Any) -> Group:
    folder = {"topic": "topics", "team": "teams", "place": "places", "language": "languages", "year": "archive"}[kind]
    return Group(kind, id_, f"{folder}/{id_}/", text(name or id_.title()), **fields)


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


@pytest.fixture
def make_group() -> Callable[..., Group]:
    return group


@pytest.fixture
def on_day() -> Callable[[int], Moment]:
    return day


@pytest.fixture
def hostile() -> str:
    return HOSTILE


@pytest.fixture
def body() -> Callable[[Voice], str]:
    """The article's HTML as the engine would give it."""
    return lambda voice: f'<p>{voice.key} in full. <a href="https://voices.example/">Home</a></p>'


@pytest.fixture
def valid_atom() -> Callable[[bytes], Any]:
    """Reads a feed once it has passed our RELAX NG of RFC 4287 and what that can't say."""
    relax_ng = etree.RelaxNG(etree.parse(SCHEMAS / "atom.rng"))

    def read(data: bytes) -> Any:
        feed = etree.fromstring(data)
        relax_ng.assertValid(feed)
        assert (
            len(feed.findall("a:link[@rel='self']", ATOM)) == len(feed.findall("a:link[@rel='alternate']", ATOM)) == 1
        )
        for entry in feed.findall("a:entry", ATOM):
            assert len(entry.findall("a:link[@rel='alternate']", ATOM)) == 1
            assert entry.find("a:content", ATOM) is not None or entry.find("a:summary", ATOM) is not None
        ids = [element.text for element in feed.findall("a:entry/a:id", ATOM)]
        assert len(ids) == len(set(ids))
        return feed

    return read


@pytest.fixture
def valid_json_feed() -> Callable[[bytes], Any]:
    """Reads a feed once it has passed our JSON Schema of JSON Feed 1.1."""
    schema = json.loads((SCHEMAS / "json-feed.json").read_text(encoding="utf-8"))
    validator = jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())

    def read(data: bytes) -> Any:
        feed = json.loads(data)
        validator.validate(feed)
        return feed

    return read


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--refresh-goldens", action="store_true", help="write tests/outputs/goldens anew")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, bytes | str], None]:
    """Compare with ``goldens/<name>``; ``pytest tests/outputs --refresh-goldens`` writes them anew."""
    folder = Path(__file__).parent / "goldens"
    refresh = bool(request.config.getoption("--refresh-goldens", default=False))

    def compare(name: str, produced: bytes | str) -> None:
        data = produced.encode() if isinstance(produced, str) else produced
        if refresh:
            folder.mkdir(exist_ok=True)
            (folder / name).write_bytes(data)
        assert data.decode() == (folder / name).read_bytes().decode()

    return compare
