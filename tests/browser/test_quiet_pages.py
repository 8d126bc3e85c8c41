"""No page of the sample complains, asks another host for anything, breaks its own policy, or scrolls sideways."""

from __future__ import annotations

import pytest

from browser.pages import PAGES, told

pytestmark = pytest.mark.browser
VIEWS = [(width, scheme) for width in (390, 1280) for scheme in ("light", "dark")]


def test_no_page_has_a_console_message_a_failed_or_foreign_request_or_a_refusal(visit):
    opened = visit()
    found = {}
    for kind, address in PAGES.items():
        page = opened.go(address)
        wrong = []
        for width, scheme in VIEWS:
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme=scheme)
            opened.show_all()
            if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
                wrong.append(f"scrolls sideways at {width}")
        foreign = [url for url in opened.asked if not url.startswith((opened.base, "data:", "blob:"))]
        wrong += [*opened.faults, *foreign, *opened.refused()]
        if not page.evaluate("document.querySelector('meta[http-equiv=Content-Security-Policy]') !== null"):
            wrong.append("no Content-Security-Policy")
        if wrong:
            found[kind] = wrong
        opened.faults.clear()
        opened.asked.clear()
    assert not found, told(found)


def test_the_policy_stops_an_inline_script_and_the_watch_sees_it(visit):
    """The tests above would see a violation: here is one."""
    opened = visit()
    page = opened.go(PAGES["home"])
    page.evaluate(
        "document.body.append(Object.assign(document.createElement('script'), {textContent: 'window.ran = 1'}))"
    )
    assert page.evaluate("window.ran") is None
    assert opened.refused() == ["script-src-elem: inline"]


def test_fonts_and_every_script_come_from_the_site(visit):
    opened = visit()
    page = opened.go(PAGES["post"])
    fonts = [url for url in opened.asked if url.endswith(".woff2")]
    assert fonts
    assert all(url.startswith(opened.base) for url in fonts)
    assert page.evaluate("[...document.fonts].filter(font => font.status === 'loaded').length") >= 2
    assert page.evaluate("document.fonts.check('1rem Inter') && document.fonts.check('1rem Newsreader')")
