"""Finding a blog's feed: what pages say, what platforms do, where feeds usually lie."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import yaml
from feedworld import FaultServer, atom, entry, names

from voices.feeds.addresses import Admission
from voices.feeds.client import Client, FetchError
from voices.feeds.discover import Found, discover, from_links, from_paths, from_platform, yaml_to_paste
from voices.feeds.worker import Workers

PLATFORMS = {
    "https://medium.com/@jane": "https://medium.com/feed/@jane",
    "https://jane.medium.com/": "https://jane.medium.com/feed",
    "https://jane.substack.com/p/x": "https://jane.substack.com/feed",
    "https://dev.to/jane": "https://dev.to/feed/jane",
    "https://jane.hashnode.dev": "https://jane.hashnode.dev/rss.xml",
    "https://jane.wordpress.com/about/": "https://jane.wordpress.com/feed/",
    "https://jane.ghost.io/": "https://jane.ghost.io/rss/",
    "https://jane.blogspot.com/2020/": "https://jane.blogspot.com/feeds/posts/default",
    "https://jane.tumblr.com/": "https://jane.tumblr.com/rss",
    "https://github.com/jane": "https://github.com/jane.atom",
    "https://github.com/jane/tool": "https://github.com/jane/tool/releases.atom",
    "https://www.youtube.com/channel/UC123": "https://www.youtube.com/feeds/videos.xml?channel_id=UC123",
    "https://www.youtube.com/playlist?list=PL_1-x": "https://www.youtube.com/feeds/videos.xml?playlist_id=PL_1-x",
    "https://bsky.app/profile/jane.example": "https://bsky.app/profile/jane.example/rss",
    "https://mastodon.example/@jane": "https://mastodon.example/@jane.rss",
}


@pytest.mark.parametrize("url", PLATFORMS)
def test_a_platforms_rule(url: str) -> None:
    assert [candidate.url for candidate in from_platform(url)] == [PLATFORMS[url]]


@pytest.mark.parametrize(
    "url",
    [
        "https://jane.example/",
        "https://medium.com/",
        "https://github.com/",
        "https://bsky.app/",
        "https://www.youtube.com/@jane",
        "https://m.example/@a@b.example",
    ],
)
def test_no_rule_fits(url: str) -> None:
    assert from_platform(url) == ()


def test_link_tags_are_read_in_order_with_comment_feeds_last() -> None:
    page = b"""<html><head><base href="/blog/">
    <link rel="alternate" type="application/rss+xml" title="Jane: Comments" href="comments/feed/">
    <link rel="alternate" type="application/feed+json" href="feed.json">
    <link rel='ALTERNATE home' type='application/rss+xml; charset=utf-8' title=' Jane  writes ' href=feed/>
    <link rel="alternate" type="application/atom+xml" href="https://jane.example/atom.xml">
    <link rel="alternate" type="application/json" href="/wp-json/wp/v2/posts/1">
    <link rel="alternate" hreflang="fi" href="/fi/">
    <link rel="stylesheet" type="application/rss+xml" href="/no">
    <link rel="alternate" type="application/rss+xml" href="javascript:x">"""
    found = from_links(page, "https://jane.example/about")
    assert [(c.url, c.title, c.comments) for c in found] == [
        ("https://jane.example/atom.xml", "", False),
        ("https://jane.example/blog/feed/", "Jane writes", False),
        ("https://jane.example/blog/feed.json", "", False),
        ("https://jane.example/blog/comments/feed/", "Jane: Comments", True),
    ]


def test_well_known_paths_begin_beside_the_page() -> None:
    places = [candidate.url for candidate in from_paths("https://jane.example/blog/")]
    assert places[0] == "https://jane.example/blog/feed.xml"
    assert "https://jane.example/atom.xml" in places
    assert len(places) == len(set(places))
    assert from_paths("https://jane.example")[0].url == "https://jane.example/feed.xml"


@pytest.fixture
def client() -> Iterator[Client]:
    with Client("test", Admission.of(["127.0.0.0/8"]), resolver=names) as made:
        yield made


def page(*links: str) -> str:
    tags = "".join(f'<link rel="alternate" type="application/atom+xml" href="{link}">' for link in links)
    return f"<!doctype html><html><head>{tags}</head><body>Hello</body></html>"


def test_a_homepage_leads_to_its_feeds(server: FaultServer, client: Client, workers: Workers) -> None:
    server.routes["/"] = page("/feed.xml", "/gone.xml", "/comments/feed.xml", "/page.html", "/alias.xml")
    server.routes["/feed.xml"] = atom(entry("A"), entry("B"))
    server.routes["/comments/feed.xml"] = atom(entry("Nice!"), title="Comments")
    server.routes["/page.html"] = page()
    server.routes["/alias.xml"] = lambda handler: handler.answer(302, b"", {"Location": "/feed.xml"})
    found = discover(client, workers.parse, server.url("/"))
    assert found == (
        Found(server.url("/feed.xml"), "Jane writes", 2),
        Found(server.url("/comments/feed.xml"), "Comments", 1, comments=True),
    )


def test_a_feed_itself_is_taken_as_such(server: FaultServer, client: Client, workers: Workers) -> None:
    server.routes["/feed.xml"] = atom(entry("A"))
    assert [feed.url for feed in discover(client, workers.parse, server.url("/feed.xml"))] == [server.url("/feed.xml")]


def test_without_link_tags_the_usual_places_are_tried(server: FaultServer, client: Client, workers: Workers) -> None:
    server.routes["/blog/"] = page("/only-comments.xml")
    server.routes["/only-comments.xml"] = atom(title="Comments")
    server.routes["/atom.xml"] = atom(entry("A"))
    found = discover(client, workers.parse, server.url("/blog/"))
    assert [feed.url for feed in found if not feed.comments][-1] == server.url("/atom.xml")


def test_a_page_without_any_feed_gives_none(server: FaultServer, client: Client, workers: Workers) -> None:
    server.routes["/"] = page()
    assert discover(client, workers.parse, server.url("/")) == ()
    assert len(server.requests) < 50


def test_a_page_that_does_not_exist_has_no_links_but_the_places_are_tried(
    server: FaultServer, client: Client, workers: Workers
) -> None:
    server.routes["/feed.xml"] = atom(entry("A"))
    assert [feed.url for feed in discover(client, workers.parse, server.url("/missing"))] == [server.url("/feed.xml")]


def test_an_address_that_leads_inside_is_refused(workers: Workers) -> None:
    with Client("test") as strict, pytest.raises(FetchError) as refused:
        discover(strict, workers.parse, "http://127.0.0.1:1/")
    assert refused.value.reason == "refused"


def test_the_yaml_can_be_pasted_whatever_the_address_holds() -> None:
    urls = ["https://jane.example/feed.xml", "https://jane.example/?a=1&b=%20#x", "https://jane.example/a: b"]
    text = yaml_to_paste(Found(url, "t", 1) for url in urls)
    assert yaml.safe_load(text) == {"feeds": [{"url": url, "show": "excerpt"} for url in urls]}
