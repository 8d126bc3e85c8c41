"""A server with every fault of the network, and a hub whose authors' blogs live on it. Real sockets, loopback only."""

from __future__ import annotations

import datetime as dt
import json
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from voices.dates import Moment
from voices.feeds import read_archive
from voices.feeds.addresses import resolve
from voices.feeds.fetch import fetch_all
from voices.feeds.report import FetchReport
from voices.feeds.worker import Workers
from voices.model import Author, Blog, Entry, FeedSource, Source
from voices.settings import Hub, hub_from

NOW = dt.datetime(2026, 11, 3, 9, 0, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)
ATOM = "application/atom+xml; charset=utf-8"


class Handler(BaseHTTPRequestHandler):
    """Answers from the server's routes and notes what was asked."""

    protocol_version = "HTTP/1.1"
    timeout = 20
    server: FaultServer

    def do_GET(self) -> None:
        self.server.requests.append((self.path, {k.lower(): v for k, v in self.headers.items()}))
        route = self.server.routes.get(self.path)
        if route is None:
            self.answer(404, b"nothing here")
        elif callable(route):
            route(self)
        else:
            self.answer(200, route.encode() if isinstance(route, str) else route)

    def answer(self, status: int, body: bytes = b"", headers: Mapping[str, str] | None = None) -> None:
        """A whole answer with its length."""
        self.send_response(status)
        for name, value in {"Content-Type": ATOM, **(headers or {})}.items():
            self.send_header(name, value)
        if status != 304:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if status != 304:
            self.wfile.write(body)

    def handle(self) -> None:
        try:
            super().handle()
        except (ConnectionError, TimeoutError):
            self.close_connection = True

    def log_message(self, *_: object) -> None:
        """Quiet."""


def names(host: str, port: int) -> list[str]:
    """The resolver of these tests: every name under ``.test`` is this machine."""
    return ["127.0.0.1"] if host.endswith(".test") else resolve(host, port)


Route = str | bytes | Callable[[Handler], None]


class FaultServer(ThreadingHTTPServer):
    """Routes by path; ``requests`` in the order they came. ``released`` ends what a route holds up."""

    daemon_threads = False
    block_on_close = True
    request_queue_size = 128

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.routes: dict[str, Route] = {}
        self.requests: list[tuple[str, dict[str, str]]] = []
        self.released = threading.Event()

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up is what these tests are about."""

    def url(self, path: str = "/", host: str = "127.0.0.1") -> str:
        """The address of a path here, under any host name."""
        return f"http://{host}:{self.server_port}{path}"

    def asked(self, path: str) -> int:
        """How often a path was asked for."""
        return sum(asked == path for asked, _ in self.requests)


@dataclass
class Place:
    """A hub without pages: authors, their feeds, the clock, and an archive in a folder of its own."""

    root: Path
    server: FaultServer
    workers: Workers
    settings: dict[str, Any] = field(default_factory=dict)
    authors: list[Author] = field(default_factory=list)
    now: dt.datetime = NOW

    @property
    def hub(self) -> Hub:
        fetch = {"allow_hosts": ["127.0.0.0/8"], **self.settings.get("fetch", {})}
        voices = {**self.settings, "fetch": fetch}
        config = {"site_name": "Our voices", "site_url": "https://voices.example/", "extra": {"voices": voices}}
        return hub_from(config, self.root / "mkdocs.yml", {})

    def author(self, id_: str = "jane", *feeds: FeedSource, name: str = "Jane Doe", **rest: Any) -> Author:
        """Add an author, or replace the one with this id."""
        profile = self.root / f"content/authors/{id_}.md"
        profile.parent.mkdir(parents=True, exist_ok=True)
        lines = "".join(f"  - url: {feed.url}\n" for feed in feeds)
        profile.write_text(f"---\nname: {name}\nagreed: 2026-01-01\nfeeds:\n{lines}---\nHello.\n")
        made = Author(id_, Source(f"content/authors/{id_}.md"), name, Moment(NOW), feeds=feeds, **rest)
        self.authors = [author for author in self.authors if author.id != id_] + [made]
        return made

    def blog(
        self, path: str = "/feed.xml", *entries: str, id_: str = "jane", host: str = "127.0.0.1", **wishes: Any
    ) -> None:
        """Give an author one blog, served at ``path``."""
        self.serve(path, *entries)
        self.author(id_, FeedSource(self.server.url(path, host), **wishes))

    def serve(self, path: str, *entries: str, **about: str) -> None:
        """Serve an Atom feed of these entries."""
        self.server.routes[path] = atom(*entries, **about)

    def fetch(self, after: dt.timedelta = dt.timedelta(), **options: Any) -> FetchReport:
        """One fetch, ``after`` the last one."""
        self.now += after
        return fetch_all(self.hub, self.authors, now=self.now, **{"parser": self.workers, "resolver": names, **options})

    def blogs(self) -> tuple[Blog, ...]:
        """The archive as a build reads it."""
        blogs, findings = read_archive(self.hub, self.authors)
        assert not [finding for finding in findings if finding.severity != "hint"], findings
        return blogs

    def entries(self) -> list[Entry]:
        """All entries, by blog."""
        return [entry for blog in self.blogs() for entry in blog.entries]

    def published(self) -> list[str]:
        """The titles of what is not held."""
        return [entry.title for entry in self.entries() if entry.status == "published"]

    def file(self, id_: str = "jane") -> Path:
        """The author's one archive file."""
        (path,) = sorted((self.root / "content/feeds" / id_).glob("*.json"))
        return path

    def json(self, id_: str = "jane") -> dict[str, Any]:
        """What is in it."""
        found: dict[str, Any] = json.loads(self.file(id_).read_text(encoding="utf-8"))
        return found

    def edit(self, change: Callable[[dict[str, Any]], object], id_: str = "jane") -> None:
        """Edit the file as a person would."""
        data = self.json(id_)
        change(data)
        self.file(id_).write_text(json.dumps(data, ensure_ascii=False, indent=4), encoding="utf-8")

    def wish(self, id_: str = "jane", **wishes: Any) -> None:
        """Change what the author's first feed asks for."""
        author = next(author for author in self.authors if author.id == id_)
        feed, *others = author.feeds
        self.author(id_, replace(feed, **wishes), *others, name=author.name)


def entry(
    title: str = "A post",
    *,
    id_: str | None = None,
    link: str | None = None,
    published: str | None = "2026-10-01T10:00:00Z",
    updated: str | None = None,
    content: str = "<p>Some honest words about work, long enough to be told from others.</p>",
    author: str = "",
    tags: tuple[str, ...] = (),
) -> str:
    """An Atom entry; id and link come from the title unless given, ``""`` leaves them out."""
    slug = title.lower().replace(" ", "-")
    id_ = f"tag:jane.example,2026:{slug}" if id_ is None else id_
    link = f"https://jane.example/{slug}/" if link is None else link
    parts = [
        f"<title>{xml(title)}</title>" if title else "",
        f"<id>{xml(id_)}</id>" if id_ else "",
        f'<link rel="alternate" href="{xml(link)}"/>' if link else "",
        f"<published>{published}</published>" if published else "",
        f"<updated>{updated}</updated>" if updated else "",
        f"<author><name>{xml(author)}</name></author>" if author else "",
        *(f'<category term="{xml(tag)}"/>' for tag in tags),
        f'<content type="html">{xml(content)}</content>' if content else "",
    ]
    return f"<entry>{''.join(parts)}</entry>"


def atom(*entries: str, title: str = "Jane writes", home: str = "https://jane.example/", extra: str = "") -> str:
    """An Atom document."""
    link = f'<link rel="alternate" href="{home}"/>' if home else ""
    return (
        '<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">'
        f"<title>{xml(title)}</title><id>urn:jane</id>{link}{extra}{''.join(entries)}</feed>"
    )


def rss(*items: str, channel: str = "") -> str:
    """An RSS 2.0 document."""
    return (
        '<?xml version="1.0"?><rss version="2.0" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"><channel>'
        f"<title>Jane writes</title><link>https://jane.example/</link>{channel}{''.join(items)}</channel></rss>"
    )


def xml(text: str) -> str:
    """Text for an XML document."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
