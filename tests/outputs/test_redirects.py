"""Old addresses: a page that goes on at once with what stood behind the hash, and a file for hosts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import html

from browser.headless import started
from browser.serving import served
from voices.outputs.redirects import REDIRECTS_ADDRESS, SCRIPT, SCRIPT_ADDRESS, redirect_page, redirects_text
from voices.outputs.security import inline_scripts
from voices.text import ROOT


def test_the_page_names_the_new_address_as_the_canonical_one(shelf):
    page = redirect_page(shelf.hub, "posts/new/", shelf.hub.language("en"))
    tree = html.document_fromstring(page)
    assert tree.find(".//link[@rel='canonical']").get("href") == "https://voices.example/posts/new/"
    assert tree.find(".//a").get("href") == f"{ROOT}posts/new/"
    assert tree.find(".//noscript/meta").get("content") == f"0; url={ROOT}posts/new/"
    assert tree.find(".//script").get("data-to") == f"{ROOT}posts/new/"
    assert tree.get("lang") == "en"


def test_the_page_needs_no_inline_script_so_the_policy_holds(shelf):
    page = redirect_page(shelf.hub, "posts/new/", shelf.hub.language("en"))
    assert inline_scripts(page) == ()
    assert "script-src 'self';" in page
    assert "style=" not in page


def test_an_old_address_that_leads_home_does_not_lead_to_itself(shelf):
    page = redirect_page(shelf.hub, "", shelf.hub.language("en"))
    assert f'data-to="{ROOT}./"' in page


def test_a_hostile_address_ends_no_attribute(shelf):
    page = redirect_page(shelf.hub, 'posts/"><script>alert(1)</script>/', shelf.hub.language("en"))
    assert "alert(1)</script>" not in page
    assert page.count("<script") == 1


def test_the_internal_editions_page_asks_not_to_be_found(shelf):
    assert "noindex" not in redirect_page(shelf.hub, "a/", shelf.hub.language("en"))
    shelf.audience = "internal"
    assert '<meta name="robots" content="noindex">' in redirect_page(shelf.hub, "a/", shelf.hub.language("en"))


def test_the_file_lists_old_and_new_with_the_path_of_the_site(shelf):
    shelf.site_url = "https://acme.example/voices/"
    text = redirects_text(shelf.hub, {"old/x/": "posts/x/", "a.html": "posts/a/"})
    assert text.decode() == "/voices/a.html /voices/posts/a/ 301\n/voices/old/x/ /voices/posts/x/ 301\n"


@pytest.mark.parametrize("folder", ["authors", "topics", "teams", "places"])
def test_the_feeds_of_a_listing_move_with_it(shelf, folder):
    lines = redirects_text(shelf.hub, {f"{folder}/old/": f"{folder}/new/"}).decode().splitlines()
    assert lines == [
        f"/{folder}/old/ /{folder}/new/ 301",
        f"/{folder}/old/feed.json /{folder}/new/feed.json 301",
        f"/{folder}/old/feed.xml /{folder}/new/feed.xml 301",
    ]


def test_no_feed_is_promised_where_there_is_none(shelf):
    leads = {
        "posts/a/": "posts/b/",
        "topics/gone/": "topics/",
        "authors/jane/entry/": "authors/jane/",
        "fi/topics/a/": "fi/topics/b/",
    }
    assert b"feed" not in redirects_text(shelf.hub, leads)


def test_an_alias_of_a_feed_itself_goes_before(shelf):
    leads = {"topics/old/": "topics/new/", "topics/old/feed.xml": "topics/other/feed.xml"}
    assert b"/topics/old/feed.xml /topics/other/feed.xml 301\n" in redirects_text(shelf.hub, leads)


def test_signs_that_mean_something_in_the_file_are_encoded(shelf):
    text = redirects_text(shelf.hub, {"a b/*/:c/ä%20ö/": "posts/x/"})
    assert text.decode() == "/a%20b/%2A/%3Ac/%C3%A4%20%C3%B6/ /posts/x/ 301\n"


@pytest.fixture
def site(shelf, tmp_path: Path) -> Iterator[str]:
    """A site with an old and a new address, over HTTP."""
    page = redirect_page(shelf.hub, "posts/new/", shelf.hub.language("en"))
    files = {
        "old/x/index.html": page.replace(ROOT, "../../"),
        "posts/new/index.html": "<!doctype html><title>New</title><h1 id='part'>New</h1>",
        SCRIPT_ADDRESS: SCRIPT.decode(),
        REDIRECTS_ADDRESS: "",
        "404.html": "<!doctype html><title>Not found</title>",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    with served(tmp_path) as base:
        yield base


@pytest.mark.browser
@pytest.mark.parametrize("scripts", [True, False])
def test_a_browser_arrives_at_once_and_with_scripts_keeps_query_and_hash(site, scripts):
    with started() as browser:
        page = browser.new_page(java_script_enabled=scripts)
        faults: list[str] = []
        page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
        page.goto(f"{site}old/x/?from=ad#part", wait_until="commit")
        page.wait_for_url(f"{site}posts/new/**")
        assert page.title() == "New"
        assert page.url == f"{site}posts/new/" + ("?from=ad#part" if scripts else page.url.partition("posts/new/")[2])
        assert [fault for fault in faults if "favicon" not in fault and "404" not in fault] == []
        if scripts:
            page.go_back(wait_until="commit")
            assert page.url == "about:blank"
