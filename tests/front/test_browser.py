"""The front as people meet it: the built sample in Chromium, by mouse, by keyboard, on a phone, without scripts, on paper."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from browser.headless import started
from browser.serving import served

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]
PAGES = {
    "home": "",
    "post": "posts/thirteen-hundred-passengers/",
    "author": "authors/aino-lehto/",
    "people": "authors/",
    "topics": "topics/",
    "topic": "topics/mistakes/",
    "team": "teams/data-platform/",
    "jobs": "jobs/",
    "job": "jobs/data-engineer/",
    "feeds": "feeds/",
    "year": "archive/2026/",
    "own": "about/",
    "missing": "404.html",
    "finnish": "fi/authors/",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Iterator[str]:
    """The sample hub, built in a folder of its own and served; gives its address."""
    root = tmp_path_factory.mktemp("sample")
    shutil.copytree(ROOT / "content", root / "content")
    config = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    (root / "mkdocs.yml").write_text(config.replace("hooks/hub.py", str(ROOT / "hooks" / "hub.py")), encoding="utf-8")
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "1795305600", "NO_MKDOCS_2_WARNING": "1"}
    subprocess.run([sys.executable, "-m", "mkdocs", "build", "-q"], cwd=root, env=environment, check=True)
    with served(root / "site") as base:
        yield base


@pytest.fixture(scope="module")
def chromium():
    """One headless Chromium for all tests here."""
    with started() as browser:
        yield browser


@pytest.fixture
def visit(chromium, site):
    """Opens a page of the sample: ``visit("authors/", width=390, color_scheme="dark")``."""
    contexts = []

    def go(address="", width=1280, **options):
        context = chromium.new_context(viewport={"width": width, "height": 900}, **options)
        contexts.append(context)
        page = context.new_page()
        # Scripts are fetched where they are used, after the page has loaded.
        page.goto(site + address, wait_until="networkidle")
        return page

    yield go
    for context in contexts:
        context.close()


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_pages_never_scroll_sideways(visit, site, width):
    page = visit("", width=width)
    for name, address in PAGES.items():
        page.goto(site + address, wait_until="load")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name


def test_author_stands_above_the_text_on_a_phone(visit):
    page = visit(PAGES["post"], width=390)
    byline, text = page.locator(".article__top .by"), page.locator(".prose").first
    assert byline.is_visible()
    assert "Aino Lehto" in byline.inner_text()
    assert byline.bounding_box()["y"] < text.bounding_box()["y"]


def test_targets_are_large_enough_to_touch(visit, site):
    small = """[...document.querySelectorAll("a, button, select, summary")].filter((one) => {
        const box = one.getBoundingClientRect();
        const inline = one.closest(".prose, .notes, p:not(.facts, .actions, .edit, .eyebrow)");
        const covers = getComputedStyle(one, "::after").position === "absolute";
        return box.width && !inline && !covers && (box.height < 24 || box.width < 24);
    }).map((one) => one.outerHTML.slice(0, 120))"""
    page = visit("", width=390)
    for name, address in PAGES.items():
        page.goto(site + address)
        assert page.evaluate(small) == [], name


def test_everything_is_reached_by_tab_in_order_and_seen_when_focused(visit):
    page = visit("", reduced_motion="reduce")
    seen = []
    for _ in range(25):
        page.keyboard.press("Tab")
        state = page.evaluate("""() => {
            const one = document.activeElement, box = one.getBoundingClientRect();
            const ring = (node) => node && getComputedStyle(node).outlineStyle !== "none";
            return {words: (one.textContent || one.ariaLabel || "").trim(), top: box.top + scrollY,
                    shown: box.width > 0 && box.bottom > 0 && box.top < innerHeight,
                    ring: ring(one) || ring(one.closest(".card"))};
        }""")
        assert state["shown"], state
        assert state["ring"], state
        seen.append(state["words"])
    assert seen[0] == "Skip to content"
    assert seen[1].startswith("Tuuli")
    assert seen[2:6] == ["Voices", "People", "Topics", "Jobs"]


def test_skip_link_leads_past_the_header(visit):
    page = visit("")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_colours_follow_the_device_until_the_reader_chooses_and_are_remembered(visit):
    ground = "getComputedStyle(document.body).backgroundColor"
    page = visit("", color_scheme="dark")
    dark = page.evaluate(ground)
    switch = page.locator("[data-scheme-switch]")
    assert switch.get_attribute("aria-label") == "Colours: as the device"
    switch.click()
    light = page.evaluate(ground)
    assert light != dark
    assert switch.get_attribute("aria-label") == "Colours: light"
    page.reload()
    assert page.evaluate(ground) == light
    switch.click()
    assert page.evaluate(ground) == dark
    switch.click()
    assert page.evaluate("document.documentElement.dataset.scheme") is None


def test_language_menu_opens_and_closes_by_keyboard(visit):
    page = visit("topics/")
    menu = page.locator(".tongues summary")
    menu.focus()
    page.keyboard.press("Enter")
    finnish = page.locator(".tongues a[lang=fi]")
    assert finnish.is_visible()
    finnish.focus()
    page.keyboard.press("Escape")
    assert not finnish.is_visible()
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"
    page.keyboard.press("Enter")
    finnish.click()
    page.wait_for_url("**/fi/topics/")
    assert page.evaluate("document.documentElement.lang") == "fi"


def test_people_are_filtered_here_and_the_choice_is_in_the_address(visit):
    page = visit("authors/")
    shown = page.locator("[data-people] > li:visible")
    everyone = shown.count()
    page.select_option("#filter-team", "data-platform")
    page.wait_for_url("**/authors/#team=data-platform")
    some = shown.count()
    assert 0 < some < everyone
    assert all(row.get_attribute("data-team") == "data-platform" for row in shown.all())
    assert page.locator("[data-people-count]").inner_text() == f"People shown: {some}"
    assert page.url.endswith("authors/#team=data-platform")
    page.reload(wait_until="networkidle")
    assert shown.count() == some
    page.click("[data-people-all]")
    assert shown.count() == everyone


def test_filter_that_nobody_matches_says_so(visit):
    page = visit("authors/")
    page.select_option("#filter-team", "data-platform")
    page.select_option("#filter-languages", "pl")
    page.select_option("#filter-place", "krakow")
    assert page.locator("[data-people-none]").is_visible()


def test_copied_link_is_announced(visit, site):
    page = visit(PAGES["post"], permissions=["clipboard-read", "clipboard-write"])
    page.click("[data-share-copy] button")
    page.wait_for_function("document.querySelector('[data-share-said]').textContent !== ''")
    assert page.locator("[data-share-said]").inner_text() == "The link is copied."
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == "https://voices.tuuli.example/posts/thirteen-hundred-passengers/"


def test_mastodon_asks_for_the_server_once(visit):
    page = visit(PAGES["post"])
    asked, wanted = [], []
    page.on("dialog", lambda dialog: (asked.append(dialog.message), dialog.accept("https://social.example/@me")))
    page.route("https://social.example/**", lambda route: (wanted.append(route.request.url), route.fulfill(status=204)))
    for _ in range(2):
        page.click("[data-share-server]")
        page.wait_for_timeout(50)
    assert len(asked) == 1
    assert len(wanted) == 2
    assert all(url.startswith("https://social.example/share?text=Thirteen%20hundred") for url in wanted)


def test_source_parameters_go_along_to_the_application(visit):
    page = visit("jobs/data-engineer/?utm_source=ad&utm_medium=print&secret=1")
    page.wait_for_function("document.querySelector('a[data-apply]').search !== ''")
    href = page.locator("a[data-apply]").first.get_attribute("href")
    assert "utm_source=ad" in href
    assert "utm_medium=print" in href
    assert "secret" not in href


def test_without_scripts_everything_is_read_and_nothing_is_dead(visit):
    page = visit("authors/", java_script_enabled=False, color_scheme="dark")
    assert page.locator("[data-people] > li:visible").count() >= 10
    assert page.locator("button:visible").count() == 0
    assert page.locator("select:visible").count() == 0
    page.locator(".tongues summary").click()
    assert page.locator(".tongues a[lang=fi]").is_visible()


def test_dark_is_dark_without_scripts(chromium, site):
    # Without scripts nothing can be asked of the page, so its picture is.
    context = chromium.new_context(color_scheme="dark", java_script_enabled=False)
    page = context.new_page()
    page.goto(site)
    shot = page.screenshot(clip={"x": 2, "y": 200, "width": 2, "height": 2})
    context.close()
    assert max(Image.open(BytesIO(shot)).convert("RGB").getpixel((0, 0))) < 40


def test_post_prints_as_an_article_with_its_address(visit):
    page = visit(PAGES["post"])
    page.emulate_media(media="print")
    assert not page.locator(".mast").is_visible()
    assert not page.locator(".share").is_visible()
    assert page.locator(".article__top .by").is_visible()
    assert page.locator(".article__address").inner_text().startswith("https://voices.tuuli.example/posts/")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


def test_nothing_moves_while_a_page_loads(visit):
    shift = """() => new Promise((done) => {
        let sum = 0;
        new PerformanceObserver((list) => { for (const one of list.getEntries()) sum += one.value; })
            .observe({type: "layout-shift", buffered: true});
        setTimeout(() => done(sum), 300);
    })"""
    for address in ("", PAGES["post"], PAGES["author"]):
        page = visit(address, width=390)
        page.wait_for_load_state("networkidle")
        assert page.evaluate(shift) < 0.05, address
        page.context.close()
