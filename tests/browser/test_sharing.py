"""Passing a page on, keeping a choice of colours, and the page on paper."""

from __future__ import annotations

import pytest

from browser.pages import PAGES

pytestmark = pytest.mark.browser
ADDRESS = "https://voices.tuuli.example/" + PAGES["post"]


def test_copying_the_link_says_so_and_copies_the_canonical_address(visit):
    page = visit(permissions=["clipboard-read", "clipboard-write"]).go(PAGES["post"])
    said = page.locator("[data-share-said]")
    assert said.get_attribute("role") == "status"
    assert said.inner_text() == ""
    page.locator("[data-share-copy] button").click()
    page.locator("[data-share-said]:not(:empty)").wait_for()
    assert said.inner_text() == "The link is copied."
    assert page.evaluate("navigator.clipboard.readText()") == ADDRESS


def test_mastodon_asks_for_the_server_once_and_only_once(visit):
    opened = visit()
    page = opened.go(PAGES["post"])
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept("@me@social.example")))
    page.context.route("https://social.example/**", lambda route: route.fulfill(body="<title>shared</title>"))
    for _ in range(2):
        opened.go(PAGES["post"])
        page.locator("[data-share-server]").click()
        page.wait_for_url("https://social.example/share?text=**")
        assert ADDRESS in page.evaluate("new URL(location.href).searchParams.get('text')")
    assert asked == ["prompt"]


def test_a_dismissed_question_leads_nowhere_and_is_asked_again(visit):
    page = visit().go(PAGES["post"])
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    before = page.url
    for _ in range(2):
        page.locator("[data-share-server]").click()
    assert asked == ["prompt", "prompt"]
    assert page.url == before


def test_the_devices_own_sharing_shows_where_the_device_has_it(visit):
    without = visit(390)
    without.page.add_init_script("delete Navigator.prototype.share")
    assert not without.go(PAGES["post"]).locator("[data-share-device]").is_visible()
    there = visit(390)
    there.page.add_init_script("navigator.share = async data => { window.shared = data }")
    page = there.go(PAGES["post"])
    page.locator("[data-share-device] button").click()
    shared = page.evaluate("window.shared")
    assert shared["url"] == ADDRESS
    assert shared["title"] == page.locator("h1").inner_text()


def test_a_chosen_scheme_stays_and_stands_before_the_body_is_there(visit):
    opened = visit(scheme="light")
    opened.page.add_init_script(
        "new MutationObserver((_, self) => { if (document.body) {"
        " window.first = document.documentElement.dataset.scheme ?? 'auto'; self.disconnect() } })"
        ".observe(document, {childList: true, subtree: true})"
    )
    page = opened.go(PAGES["home"])
    paper = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(paper)
    switch = page.locator("[data-scheme-switch]")
    labels = [switch.get_attribute("aria-label")]
    for _ in range(2):
        switch.click()
        labels.append(switch.get_attribute("aria-label"))
    assert len(set(labels)) == 3
    dark = page.evaluate(paper)
    assert dark != light
    page = opened.go(PAGES["post"])
    assert page.evaluate("window.first") == "dark"
    assert page.evaluate(paper) == dark
    page.locator("[data-scheme-switch]").click()
    page = opened.go(PAGES["home"])
    assert page.evaluate("window.first") == "auto"
    assert page.evaluate(paper) == light


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_on_paper_the_article_stands_alone_with_its_address(visit, scheme):
    page = visit(scheme=scheme).go(PAGES["post"])
    page.emulate_media(media="print")
    for shown in (".article h1", ".bylines", ".article time", ".prose", ".article__address"):
        assert page.locator(shown).first.is_visible(), shown
    assert page.locator(".article__address").inner_text() == ADDRESS
    for hidden in ("header.mast", "footer.foot", ".share", ".skip", ".turn", "[data-voices-search]", ".cards"):
        assert not any(one.is_visible() for one in page.locator(hidden).all()), hidden
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.evaluate("getComputedStyle(document.querySelector('.prose')).color") == "rgb(0, 0, 0)"
    paper = page.pdf(format="A4")
    assert paper.startswith(b"%PDF-")
    assert 1 <= paper.count(b"/Type /Page\n") <= 6


def test_the_peoples_filter_shows_who_matches_says_how_many_and_keeps_its_choice(visit):
    opened = visit(390)
    page = opened.go(PAGES["authors"])
    everyone = page.locator("[data-people] > li:visible").count()
    page.locator("[data-people-filter] select[name=team]").select_option("data-platform")
    shown = page.locator("[data-people] > li:visible").count()
    assert 0 < shown < everyone
    assert page.locator("[data-people-count]").inner_text().endswith(f" {shown}")
    assert page.url.endswith("#team=data-platform")
    opened.reload()
    assert page.locator("[data-people] > li:visible").count() == shown
    page.locator("[data-people-all]").click()
    assert page.locator("[data-people] > li:visible").count() == everyone
