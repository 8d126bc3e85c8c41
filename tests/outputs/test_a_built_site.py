"""One small hub built as a whole: what its pages, feeds and lists say of each other is true, and nothing leads nowhere."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from lxml import etree, html

from voices.outputs.security import inline_scripts, script_hash

SITE = "https://voices.example/"
HOSTILE = "</title></script><script>alert(1)</script>\\\" & 'quoted'"
POST = """\
---
title: {title}
authors: [jane]
date: 2026-11-{day:02}
{more}---
See [the first](one.md).[^1]

[^1]: A note.
"""
ENTRY = {
    "id": "https://jane.example/walk",
    "url": "https://jane.example/walk",
    "title": "A </title> walk",
    "date_published": "2026-11-05T10:00:00Z",
    "content_html": "<p>It rained.</p>",
    "_voices": {"status": "published", "slug": "walk", "first_seen": "2026-11-06T10:00:00Z", "guid": "12"},
}
BLOG = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "Jane's blog",
    "home_page_url": "https://jane.example/",
    "feed_url": "https://jane.example/feed.xml",
    "_voices": {"state": "ok"},
    "items": [ENTRY],
}
PROFILE = """\
---
name: Jane Doe
role: {en: Engineer, fi: Insinööri}
agreed: 2026-01-05
languages: [en, fi]
channels: {mastodon: "@jane@social.example"}
feeds: [{url: "https://jane.example/feed.xml", show: full}]
aliases: [/people/jane/]
---
Writes about work.
"""


@pytest.fixture
def site(make_hub: Callable[..., Any]) -> Path:
    """Two languages, translations, hostile words, a blog shown in full, an old address."""
    hub = make_hub(
        {
            "authors/jane.md": PROFILE,
            "posts/one.md": POST.format(title="One", day=1, more="topics: [Kafka]\naliases: [/old/one/]\n"),
            "posts/yksi.md": POST.format(title="Yksi", day=2, more="language: fi\ntranslation_of: one\n"),
            "posts/odd.md": POST.format(title=f'"{HOSTILE}"', day=3, more="topics: [Kafka]\nai: assisted\n"),
            "feeds/jane/jane-example.json": json.dumps(BLOG),
        },
        languages=["en", "fi"],
        features={"search": False},
        cards="off",
    )
    hub.build()
    return Path(hub.site)


def leads_somewhere(site: Path, url: str) -> bool:
    """Whether an address of this site has a file; other sites are theirs to answer for."""
    if not url.startswith(SITE):
        return True
    path = site / url.removeprefix(SITE).partition("#")[0]
    return (path / "index.html" if path.is_dir() else path).is_file()


def pages(site: Path) -> Iterator[tuple[str, str, Any]]:
    """(address, text, tree) of every page."""
    for file in sorted(site.rglob("*.html")):
        text = file.read_text(encoding="utf-8")
        yield SITE + file.relative_to(site).as_posix().removesuffix("index.html"), text, html.document_fromstring(text)


def test_all_that_a_built_site_says_about_itself_holds(
    site: Path, valid_atom: Callable[[bytes], Any], valid_json_feed: Callable[[bytes], Any]
) -> None:
    check_feeds(site, valid_atom, valid_json_feed)
    check_api(site)
    check_heads(site)
    check_scripts(site)
    listed = [loc.text for loc in etree.fromstring((site / "sitemap.xml").read_bytes()).iter("{*}loc")]
    assert f"{SITE}posts/odd/" in listed
    assert f"{SITE}404.html" not in listed
    assert all(leads_somewhere(site, url) for url in listed)
    assert "/old/one/ /posts/one/ 301\n" in (site / "_redirects").read_text(encoding="utf-8")
    assert 'data-to="../../posts/one/"' in (site / "old/one/index.html").read_text(encoding="utf-8")
    assert (site / "assets/voices/redirect.js").is_file()
    assert b'xmlUrl="https://jane.example/feed.xml"' in (site / "blogroll.opml").read_bytes()


def check_feeds(site: Path, valid_atom: Callable[[bytes], Any], valid_json_feed: Callable[[bytes], Any]) -> None:
    files = sorted(site.rglob("feed.xml"))
    wanted = {"", "authors/jane/", "topics/kafka/", "languages/en/", "languages/fi/"}
    assert {file.relative_to(site).as_posix().removesuffix("feed.xml") for file in files} >= wanted
    for file in files:
        feed = valid_atom(file.read_bytes())
        valid_json_feed(file.with_suffix(".json").read_bytes())
        for content in feed.iter("{*}content"):
            found = re.findall(r'(?:href|src)="([^"#]+)', content.text)
            assert all(url.startswith(("http", "mailto:")) and leads_somewhere(site, url) for url in found), file
        assert all(leads_somewhere(site, link.get("href")) for link in feed.iter("{*}link")), file
    ids = [e.findtext("{*}id") for e in etree.fromstring((site / "feed.xml").read_bytes()).iter("{*}entry")]
    assert ids[-1] == f"{SITE}old/one/"
    assert any(id_.startswith("urn:uuid:") for id_ in ids)


def check_api(site: Path) -> None:
    for file in sorted((site / "api/v1").rglob("*.json")):
        kind = "author" if file.parent.name == "authors" else file.stem
        schema = json.loads((site / f"schema/api/{kind}.json").read_bytes())
        jsonschema.Draft202012Validator(schema).validate(json.loads(file.read_bytes()))


def check_heads(site: Path) -> None:
    versions = {}
    for url, _, tree in pages(site):
        links = [(link.get("rel"), link.get("hreflang"), link.get("href")) for link in tree.iter("link")]
        versions[url] = {href for rel, code, href in links if rel == "alternate" and code not in (None, "x-default")}
        told = [
            href
            for rel, _, href in links
            if rel in ("canonical", "alternate", "prev", "next") and href.startswith(SITE)
        ]
        assert all(leads_somewhere(site, href) for href in told), url
        assert sum(rel == "canonical" for rel, _, _ in links) <= 1, url
        for script in tree.xpath("//script[@type='application/ld+json']"):
            assert json.loads(script.text)["@context"] == "https://schema.org"
    for url, others in versions.items():
        assert all(url in versions[other] for other in others), url
    assert versions[f"{SITE}posts/yksi/"] == {f"{SITE}posts/one/", f"{SITE}posts/yksi/"}


def check_scripts(site: Path) -> None:
    header = (site / "_headers").read_text(encoding="utf-8")
    for url, text, tree in pages(site):
        policy = next(m.get("content") for m in tree.iter("meta") if m.get("http-equiv") == "Content-Security-Policy")
        for script in inline_scripts(text):
            assert script_hash(script) in policy, url
            assert script_hash(script) in header, url
        assert "alert(1)" not in "".join(script.text or "" for script in tree.xpath("//script[not(@type)]")), url
        assert not tree.xpath("//*[@style]"), url
