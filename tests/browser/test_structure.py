"""What assistive technology and other readers of a page rely on: headings, landmarks, space for larger text, no script."""

from __future__ import annotations

import pytest

from browser.pages import PAGES, told

pytestmark = pytest.mark.browser

HEADINGS = """() => [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')]
  .filter(one => !one.closest('dialog:not([open])') && one.checkVisibility())
  .map(one => [Number(one.tagName[1]), one.textContent.trim()])"""
# WCAG 1.4.12: the reader's own spacing, which must cost no text.
SPACING = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
p { margin-bottom: 2em !important; }"""
CLIPPED = """() => [...document.querySelectorAll('h1, h2, h3, p, a, button, summary, li, dt, dd, span, b, small')]
  .filter(one => one.checkVisibility({visibilityProperty: true}) && !one.closest('.only-read, dialog, pre, .face, .stack'))
  .filter(one => {
    const style = getComputedStyle(one);
    const shortened = style.webkitLineClamp !== 'none';
    // What only screen readers are meant to hear is clipped on purpose.
    if (style.clipPath.startsWith('inset')) return false;
    const hides = style.overflowX !== 'visible' || style.overflowY !== 'visible';
    return hides && !shortened && (one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1);
  }).map(one => one.outerHTML.slice(0, 120))"""

LONG_NAMED = """h1, h2 a, h3 a, .p-name, .p-job-title, .p-locality, .p-category, .facts > span:first-child, .person__role a,
.wall b, .wall span, .feeds li > a, .groups-rest a"""


def test_each_page_has_one_main_one_first_heading_and_skips_no_level(visit):
    opened = visit()
    found = {}
    for kind, address in PAGES.items():
        page = opened.go(address)
        wrong = []
        headings = page.evaluate(HEADINGS)
        levels = [level for level, _ in headings]
        if levels.count(1) != 1:
            wrong.append(f"{levels.count(1)} first headings")
        skips = [(a, b) for a, b in zip([[0, ""], *headings], headings, strict=False) if b[0] > a[0] + 1]
        wrong += [f"skips a level: {before} → {after}" for before, after in skips]
        wrong += [f"empty heading of level {level}" for level, text in headings if not text]
        for landmark, wanted in {"main": 1, "header.mast": 1, "footer.foot": 1, "html[lang]": 1, "h1": 1}.items():
            if page.locator(landmark).count() != wanted:
                wrong.append(f"{page.locator(landmark).count()} × {landmark}")
        wrong += page.evaluate(
            "[...document.querySelectorAll('nav')].filter(one => !one.ariaLabel && !one.getAttribute('aria-labelledby'))"
            ".map(one => 'a nav without a name: ' + one.outerHTML.slice(0, 80))"
        )
        wrong += page.evaluate(
            "[...document.images].filter(one => one.getAttribute('alt') === null).map(one => 'no alt: ' + one.src)"
        )
        wrong += page.evaluate(
            "[...document.querySelectorAll('[target=_blank]')].filter(one => !one.relList.contains('noopener'))"
            ".map(one => 'opener: ' + one.href)"
        )
        wrong += page.evaluate(
            "[...document.querySelectorAll('[style], style')].map(one => 'inline style: ' + one.outerHTML.slice(0, 80))"
        )
        if wrong:
            found[kind] = wrong
    assert not found, told(found)


def test_four_times_zoom_and_wider_spacing_cost_no_text_and_no_sideways_scroll(visit):
    """A window of 1280 px at 400 % is one of 320 CSS px."""
    opened = visit(320, bypass_csp=True)
    found = {}
    for kind, address in PAGES.items():
        page = opened.go(address)
        wrong = []
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            wrong.append("scrolls sideways at 320 px")
        wrong += [f"clipped at 320 px: {one}" for one in page.evaluate(CLIPPED)]
        page.add_style_tag(content=SPACING)
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            wrong.append("scrolls sideways with wider spacing")
        wrong += [f"clipped with wider spacing: {one}" for one in page.evaluate(CLIPPED)]
        if wrong:
            found[kind] = wrong
    assert not found, told(found)


def test_one_word_of_45_letters_pushes_no_page_sideways(visit):
    """A Finnish compound as title, name, role, topic, team and place, in a browser without its hyphenation."""
    opened = visit(320, bypass_csp=True)
    found = {}
    for kind, address in PAGES.items():
        page = opened.go(address)
        page.evaluate(
            """([names, word]) => document.querySelectorAll(names).forEach(one => {
                 if (!one.children.length && one.textContent.trim() && !one.closest('.only-read')) one.textContent = word;
               })""",
            [LONG_NAMED, "lentokonesuihkuturbiinimoottoriapumekaanikkoa"],
        )
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found[kind] = ["scrolls sideways at 320 px"]
        clipped = page.evaluate(CLIPPED)
        if clipped:
            found.setdefault(kind, []).extend(f"clipped at 320 px: {one}" for one in clipped)
    assert not found, told(found)


def test_without_scripts_every_page_reads_and_no_control_is_dead(visit):
    opened = visit(390, java_script_enabled=False)
    found = {}
    for kind, address in PAGES.items():
        page = opened.go(address)
        wrong = [
            f"dead: {one.evaluate('one => one.outerHTML.slice(0, 120)')}"
            for one in page.locator("button, select, input:not([type=checkbox][disabled])").all()
            if one.is_visible()
        ]
        if not page.locator("h1").is_visible():
            wrong.append("no heading shows")
        if len(page.locator("main").inner_text()) < 80:
            wrong.append("no text shows")
        if wrong or opened.faults:
            found[kind] = [*wrong, *opened.faults]
        opened.faults.clear()
    assert not found, told(found)


def test_without_scripts_links_lead_from_home_to_people_posts_and_another_language(visit):
    opened = visit(390, java_script_enabled=False)
    page = opened.go(PAGES["home"])
    page.locator("main .wall a[href*='authors/']").first.click()
    page.wait_for_url("**/authors/*/")
    page.locator("main .rows a[href*='posts/'], main .card a[href*='posts/']").first.click()
    page.wait_for_url("**/posts/*/")
    assert page.locator("article h1").is_visible()
    opened.go(PAGES["home"])
    page.locator("details[data-menu] > summary").click()
    page.locator("details[data-menu] a[hreflang=fi]").click()
    page.wait_for_url("**/fi/")
    assert page.locator("html").get_attribute("lang") == "fi"
