"""Which feeds a homepage offers: by its link tags, by the rules of the usual platforms, by well-known paths.

Comes in: an address and something that gets pages. Goes out: candidates that really are feeds, the best first. What the
platforms' rules say of an address, and what a page's head says, are decisions without a network.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from urllib.parse import urljoin, urlsplit, urlunsplit

from msgspec import Struct
from selectolax.lexbor import LexborHTMLParser

from voices.feeds.asking import Parse
from voices.feeds.client import Client, FetchError, Response
from voices.feeds.documents import Document, Failure, Task
from voices.feeds.links import absolute, host_of

_TYPES = {
    "application/atom+xml": 0,
    "application/rss+xml": 1,
    "application/feed+json": 2,
    "application/json": 3,
    "text/xml": 4,
    "application/xml": 4,
    "application/rdf+xml": 4,
}
WELL_KNOWN = (
    *("feed.xml", "feed", "feed/", "rss", "rss.xml", "atom.xml", "index.xml", "feed.json", "rss/"),
    *("blog/feed", "blog/feed.xml", "blog/rss.xml", "blog/atom.xml", "blog/index.xml", "posts/index.xml", "?feed=rss2"),
)
_BLOG_HOSTS = (
    ((".medium.com", ".substack.com"), "feed"),
    ((".hashnode.dev",), "rss.xml"),
    ((".wordpress.com", ".home.blog"), "feed/"),
    ((".ghost.io",), "rss/"),
    ((".blogspot.com",), "feeds/posts/default"),
    ((".tumblr.com",), "rss"),
)
_PROFILES = {"medium.com": "https://medium.com/feed/{}", "dev.to": "https://dev.to/feed/{}"}
_COMMENTS = re.compile(r"comment|kommentti|komentarz|komentar", re.IGNORECASE)
_PAGE_TYPES = "text/html, application/xhtml+xml;q=0.9, */*;q=0.5"
_REQUESTS = 20


class Found(Struct, frozen=True):
    """A feed: its address, its title, how many entries it shows now, and whether it holds comments only."""

    url: str
    title: str
    entries: int
    comments: bool = False


class Candidate(Struct, frozen=True):
    """An address that may be a feed, and where the idea came from."""

    url: str
    title: str = ""
    comments: bool = False


def discover(client: Client, parse: Parse, url: str) -> tuple[Found, ...]:
    """The feeds of the page at ``url``, comment feeds last. Raises FetchError when the page itself gives no answer."""
    address = url if "://" in url else f"https://{url}"
    page = client.get(address, accept=_PAGE_TYPES)
    read = _read(parse, page)
    if read is not None:
        return (Found(page.url, read.title, len(read.items)),)
    offered = [*from_platform(page.url), *from_links(page.body, page.url)] if page.status == 200 else []
    found = list(_confirmed(client, parse, _unique([*from_platform(address), *offered])))
    if not any(not feed.comments for feed in found):
        found += _first(_confirmed(client, parse, from_paths(page.url)))
    return tuple(sorted(found, key=lambda feed: feed.comments))


def from_links(body: bytes, url: str) -> tuple[Candidate, ...]:
    """What ``<link rel=alternate>`` offers, Atom before RSS before JSON, comment feeds last."""
    tree = LexborHTMLParser(body.decode("utf-8", "replace")[:500_000])
    base_tag = tree.css_first("base[href]")
    base = urljoin(url, (base_tag.attributes.get("href") or "") if base_tag is not None else "")
    found: list[tuple[bool, int, Candidate]] = []
    for link in tree.css("link[rel][href]"):
        given = link.attributes
        kind = (given.get("type") or "").split(";")[0].strip().lower()
        if "alternate" not in (given.get("rel") or "").lower().split() or kind not in _TYPES:
            continue
        title = " ".join((given.get("title") or "").split())
        if (target := absolute(given.get("href") or "", base)) and "/wp-json/" not in target and "oembed" not in target:
            comments = _COMMENTS.search(f"{title} {urlsplit(target).path}") is not None
            found.append((comments, _TYPES[kind], Candidate(target, title, comments)))
    return tuple(candidate for _, _, candidate in sorted(found, key=lambda entry: entry[:2]))


def from_platform(url: str) -> tuple[Candidate, ...]:
    """Where the usual platforms keep the feed of the person or blog at ``url``."""
    parts = urlsplit(url)
    host = host_of(url)
    path = [part for part in parts.path.split("/") if part]
    return tuple(Candidate(address) for address in _platform(host, path, url))


def from_paths(url: str) -> tuple[Candidate, ...]:
    """The well-known places beside the page and at the root of its host."""
    parts = urlsplit(url)
    root = urlunsplit((parts.scheme, parts.netloc, "/", "", ""))
    folder = urljoin(url, "." if url.endswith("/") else f"{parts.path.rpartition('/')[2]}/" if parts.path else ".")
    places = [urljoin(base, path) for base in dict.fromkeys((folder, root)) for path in WELL_KNOWN]
    return tuple(Candidate(place) for place in dict.fromkeys(places))


def yaml_to_paste(found: Iterable[Found]) -> str:
    """The lines for a profile's front matter."""
    lines = ["feeds:"]
    for feed in found:
        lines += [f"  - url: {feed.url}" if _plain_yaml(feed.url) else f'  - url: "{feed.url}"', "    show: excerpt"]
    return "\n".join(lines)


def _platform(host: str, path: list[str], url: str) -> Iterator[str]:
    first = path[0] if path else ""
    for suffixes, place in _BLOG_HOSTS:
        if host.endswith(suffixes):
            yield f"https://{host}/{place}"
            return
    if host in _PROFILES:
        if first:
            yield _PROFILES[host].format(first)
    elif host == "github.com":
        yield from _github(path)
    elif host in ("youtube.com", "m.youtube.com"):
        yield from _youtube(path, url)
    elif host == "bsky.app" and path[:1] == ["profile"] and len(path) > 1:
        yield f"https://bsky.app/profile/{path[1]}/rss"
    elif first.startswith("@") and len(path) == 1 and "@" not in first[1:]:
        # Mastodon and its kin: /@name, with the feed beside it.
        yield f"https://{host}/{first}.rss"


def _github(path: list[str]) -> Iterator[str]:
    if len(path) == 1:
        yield f"https://github.com/{path[0]}.atom"
    elif len(path) >= 2:
        yield f"https://github.com/{path[0]}/{path[1]}/releases.atom"


def _youtube(path: list[str], url: str) -> Iterator[str]:
    if path[:1] == ["channel"] and len(path) > 1:
        yield f"https://www.youtube.com/feeds/videos.xml?channel_id={path[1]}"
    playlist = re.search(r"[?&]list=([\w-]+)", url)
    if playlist:
        yield f"https://www.youtube.com/feeds/videos.xml?playlist_id={playlist[1]}"


def _confirmed(client: Client, parse: Parse, candidates: Iterable[Candidate]) -> Iterator[Found]:
    seen: set[str] = set()
    for number, candidate in enumerate(candidates):
        if number >= _REQUESTS * 2:
            return
        try:
            response = client.get(candidate.url)
        except FetchError:
            continue
        read = _read(parse, response)
        if read is not None and response.url not in seen:
            seen.add(response.url)
            comments = candidate.comments or _COMMENTS.search(urlsplit(response.url).path) is not None
            yield Found(response.url, read.title or candidate.title, len(read.items), comments)


def _read(parse: Parse, response: Response) -> Document | None:
    if response.status != 200:
        return None
    read = parse(Task(response.body, response.url, response.headers.get("content-type", "")))
    return None if isinstance(read, Failure) else read


def _first(found: Iterator[Found]) -> list[Found]:
    return [feed for feed in [next(found, None)] if feed is not None]


def _unique(candidates: Iterable[Candidate]) -> list[Candidate]:
    return list({candidate.url: candidate for candidate in reversed(list(candidates))}.values())[::-1]


def _plain_yaml(url: str) -> bool:
    return re.fullmatch(r"[\w:/.?=&%~+@,;-]+", url) is not None and not url.endswith(":")
