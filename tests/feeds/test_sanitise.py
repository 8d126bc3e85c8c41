"""Other people's HTML: every known trick, privacy, absolute links, and the promise that twice is once."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from feedworld import Place, atom, entry
from hypothesis import example, given, settings
from hypothesis import strategies as st

from voices.allowed import ALLOWED_TAGS
from voices.feeds.links import absolute, link_key
from voices.feeds.sanitise import plain_line, sanitise, strict, text_of
from voices.feeds.titles import derived_title, title_of

BASE = "https://jane.example/posts/one/"
OWN = frozenset({"jane.example"})
FILE = Path(__file__).parents[2].parent / "shared" / "corpora" / "html-vectors.json"
VECTORS: list[dict[str, Any]] = json.loads(FILE.read_text(encoding="utf-8")) if FILE.is_file() else []
OURS = [vector for vector in VECTORS if not vector["level"].startswith("page writer")]
needs_vectors = pytest.mark.skipif(not VECTORS, reason="the corpora are not beside this checkout (../shared/corpora)")


@needs_vectors
@pytest.mark.parametrize("vector", OURS, ids=lambda vector: vector["name"])
def test_nothing_of_this_vector_survives(vector: dict[str, Any]) -> None:
    clean = sanitise(vector["html"], BASE, OWN)
    for pattern in vector["must_not_match"]:
        assert not re.search(pattern, clean), clean
        assert not re.search(pattern, strict(vector["html"])) or vector["level"] != "sanitiser"
    assert sanitise(clean, BASE, OWN) == clean


@needs_vectors
def test_no_vector_survives_in_the_archive(place: Place) -> None:
    place.blog(
        "/feed.xml", *(entry(f"V {n}", content=v["html"].replace("\0", "")) for n, v in enumerate(OURS)), show="full"
    )
    place.fetch()
    found = {e.title: e.html for e in place.entries()}
    assert len(found) == len(OURS)
    for number, vector in enumerate(OURS):
        for pattern in vector["must_not_match"]:
            assert not re.search(pattern, found[f"V {number}"]), vector["name"]


@needs_vectors
@pytest.mark.browser
def test_in_a_browser_no_script_runs_no_request_leaves_and_nothing_of_ours_is_clobbered() -> None:
    from playwright.sync_api import Request, Route, sync_playwright

    parts = "".join(f"<article>{sanitise(v['html'], BASE)}</article>" for v in VECTORS)
    page_html = f'<!doctype html><title>t</title><div id="__search" class="ours">ours</div>{parts}<p id="end">end</p>'
    asked: list[str] = []

    def answer(route: Route, request: Request) -> None:
        asked.append(request.url)
        if request.url == "https://hub.test/":
            route.fulfill(body=page_html, content_type="text/html; charset=utf-8")
        else:
            route.fulfill(status=204)

    arguments = [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=[*arguments, "--no-first-run", "--disable-quic"]
        )
        page = browser.new_page()
        dialogs: list[str] = []
        page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
        page.route("**/*", answer)
        page.goto("https://hub.test/")
        page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
        page.wait_for_load_state("networkidle")
        assert dialogs == []
        assert page.evaluate("document.scripts.length") == 0
        assert page.evaluate("document.getElementById('__search').className") == "ours"
        assert (
            page.evaluate(
                "typeof document.cookie + typeof document.body + document.querySelectorAll('#__search').length"
            )
            == "stringobject1"
        )
        assert page.evaluate(
            "[...document.querySelectorAll('article *')].every(e => !e.id && !e.className && !e.getAttribute('style'))"
        )
        assert page.evaluate("document.getElementById('end').closest('article') === null")
        pictures = set(page.evaluate("[...document.images].map(i => i.src)"))
        # What a feed shows are pictures, lazily and without referrer; nothing else may be asked for.
        assert set(asked) - {"https://hub.test/", "https://hub.test/favicon.ico"} <= pictures
        assert page.evaluate(
            "[...document.images].every(i => i.loading === 'lazy' && i.referrerPolicy === 'no-referrer')"
        )
        browser.close()


def test_links_and_pictures_become_absolute() -> None:
    html = '<a href="../two/">a</a><a href="#fn">b</a><a href="//cdn.example/x">c</a><a href="?q=1">d</a>'
    html += '<img src="img/a.png">'
    clean = sanitise(html, BASE)
    for expected in (
        "https://jane.example/posts/two/",
        f"{BASE}#fn",
        "https://cdn.example/x",
        f"{BASE}?q=1",
        f"{BASE}img/a.png",
    ):
        assert f'"{expected}"' in clean


def test_links_to_the_authors_own_blog_keep_their_referrer() -> None:
    clean = sanitise(
        '<a href="/x">own</a><a href="https://www.jane.example/y">own</a><a href="https://o.example/">other</a>',
        BASE,
        OWN,
    )
    assert re.findall(r'rel="([^"]*)"', clean) == ["noopener", "noopener", "noopener noreferrer"]


def test_pictures_are_lazy_without_referrer_and_keep_their_size() -> None:
    clean = sanitise(
        '<img src="a.png" width="800px" height=600 alt="A cat" srcset="b.png 2x" style="x" class="y" onload="z">', BASE
    )
    assert clean == (
        f'<img alt="A cat" src="{BASE}a.png" width="800" height="600" loading="lazy" referrerpolicy="no-referrer">'
    )


@pytest.mark.parametrize(
    "html",
    [
        '<img src="data:image/gif;base64,R0lG" data-src="a.png">',
        '<img src="placeholder.gif" data-lazy-src="a.png">',
        '<img data-original="a.png">',
        '<img srcset="small.png 480w, a.png 800w">',
        '<img data-srcset="small.png 1x, a.png 2x" src="">',
        '<picture><source srcset="a.webp"><img src="a.png"></picture>',
    ],
)
def test_a_picture_that_waits_for_a_script_is_shown(html: str) -> None:
    assert f'src="{BASE}a.png"' in sanitise(html, BASE)


@pytest.mark.parametrize(
    "pixel",
    [
        '<img src="https://t.example/x" width="1" height="1">',
        '<img src="https://t.example/x" width="0">',
        '<img src="https://t.example/x" height=1px>',
        '<img src="https://t.example/x" style="display:none">',
        '<img src="https://t.example/x" style="width: 1px; height: 1px">',
        '<img src="https://t.example/x" hidden>',
        '<img src="https://t.example/b.gif?host=1">',
        '<img src="https://medium.com/_/stat?event=post">',
        '<img src="http://feeds.feedburner.com/~r/Jane/~4/abc">',
        '<img src="https://www.google-analytics.com/collect?v=1">',
        '<img src="https://stats.example/piwik.php?idsite=1">',
        '<img src="https://www.facebook.com/tr?id=1">',
        "<img>",
        '<img src="">',
    ],
)
def test_a_tracking_pixel_is_gone(pixel: str) -> None:
    assert sanitise(f"<p>t{pixel}</p>", BASE) == "<p>t</p>"


@pytest.mark.parametrize(
    "real", ['width="100" height="10"', 'style="width:100%"', 'style="border-width:1px"', 'width="1024"']
)
def test_a_real_picture_stays(real: str) -> None:
    assert "photo.jpg" in sanitise(f'<img src="photo.jpg" {real}>', BASE)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://x.example/?utm_source=rss&id=7&utm_medium=feed", "https://x.example/?id=7"),
        ("https://x.example/?fbclid=abc", "https://x.example/"),
        ("https://medium.com/p?source=rss-1234------2", "https://medium.com/p"),
        ("https://x.example/?source=catalogue", "https://x.example/?source=catalogue"),
        ("https://x.example/?a=1&a=2&b", "https://x.example/?a=1&a=2&b"),
        ("https://user:pw@x.example/", "https://x.example/"),
        ("HTTPS://X.example/A b", "https://x.example/A%20b"),
        ('https://x.example/"<>', "https://x.example/%22%3C%3E"),
        ("https://[::1]:80/x", "https://[::1]:80/x"),
        ("https://x.example:99999/", ""),
        ("https://[bad", ""),
        ("javascript:alert(1)", ""),
        ("mailto:a@b.example", ""),
        ("https://x.example/" + "a" * 2000, ""),
    ],
)
def test_an_address_is_made_clean(url: str, expected: str) -> None:
    assert absolute(url) == expected


def test_two_addresses_of_one_page_have_one_key() -> None:
    same = ["http://www.x.example/a/", "https://x.example/a", "https://x.example:443/a?utm_source=b#c"]
    assert len({link_key(url) for url in same}) == 1
    assert link_key("https://x.example/?a=1&b=2") == link_key("https://x.example/?b=2&a=1")
    assert link_key("https://x.example/?p=1") != link_key("https://x.example/?p=2")
    assert link_key("urn:1") == "urn:1"


def test_mail_links_stay_and_other_schemes_go() -> None:
    assert 'href="mailto:jane@jane.example"' in sanitise('<a href="mailto:jane@jane.example?subject=x">m</a>', BASE)
    assert "href" not in sanitise('<a href="tel:123">t</a><a href="ftp://x/">f</a><a>n</a><a href="">e</a>', BASE)


def test_the_hubs_own_marks_cannot_be_smuggled_in() -> None:
    for html in ("\ue000", "&#xE000;", "&#57344;", '<a href="\ue000posts/">x</a>', '<img alt="&#xe001;" src="a.png">'):
        assert not re.search("[\ue000-\ue00f]", sanitise(html, BASE))
        assert not re.search("[\ue000-\ue00f]", strict(html))
        assert not re.search("[\ue000-\ue00f]", title_of(html))


def test_size_and_depth_are_bounded() -> None:
    assert len(sanitise("<p>" + "a" * 2_000_000)) < 1_000_100
    deep = sanitise("<div>" * 5000 + "x")
    assert "x" in deep
    assert deep.count("<div>") <= 256


def test_words_stay_apart_where_blocks_end() -> None:
    assert text_of("<p>One</p><p>Two<br>three</p><ul><li>four<li>fi<b>ve</b></ul>") == "One Two three four five"
    assert text_of("") == ""


@pytest.mark.parametrize(
    ("value", "kind", "expected"),
    [
        ("AT&amp;amp;T", "", "AT&amp;T"),
        ("AT&amp;T &lt;b&gt; explained", "", "AT&T <b> explained"),
        ("<em>Fast</em> <script>alert(1)</script>", "", "Fast"),
        ("Use <template> & <b>bold</b>", "", "Use <template> & bold"),
        ("History of the <blink> tag", "text/plain", "History of the <blink> tag"),
        ("a < b and c > d", "", "a < b and c > d"),
        ("safe \u202etxt.exe\u202c", "", "safe txt.exe"),
        ("one\n two\x00", "", "one two"),
        ("x" * 400, "", "x" * 299 + "…"),
    ],
)
def test_a_title_is_plain_text(value: str, kind: str, expected: str) -> None:
    assert title_of(value, kind) == expected


def test_a_missing_title_is_made_of_the_first_words() -> None:
    assert (
        derived_title("one two three four five six seven eight nine ten eleven")
        == "one two three four five six seven eight nine ten…"
    )
    assert plain_line(" a \n b ") == "a b"


TAGS = [
    *sorted(ALLOWED_TAGS),
    "script",
    "style",
    "svg",
    "math",
    "form",
    "button",
    "select",
    "option",
    "template",
    "table",
    "noscript",
    "title",
]
ATTRIBUTES = st.sampled_from(
    [
        'href="/x"',
        'href="javascript:x"',
        "id=a",
        "class=b",
        'style="x"',
        'src="a.png"',
        "width=1",
        "width=80",
        "onclick=x",
        'rel="opener"',
        "srcset=a",
    ]
)
OPEN = st.builds(
    lambda tag, attributes: f"<{tag} {' '.join(attributes)}>", st.sampled_from(TAGS), st.lists(ATTRIBUTES, max_size=3)
)
CLOSE = st.sampled_from(TAGS).map(lambda tag: f"</{tag}>")
BITS = st.text(st.characters(codec="utf-8"), max_size=8) | st.sampled_from(
    ["<!--", "-->", "<![CDATA[", "]]>", "&lt;", "&#x3c;", "&", "<", ">", '"', "'", "\0", "--!>"]
)
SOUP = st.lists(OPEN | CLOSE | BITS, max_size=25).map("".join)
LIVE = re.compile(
    r"<\s*(script|style|svg|math|form|iframe|template|noscript)\b|<[^>]*\s(on\w+|style|id|class|name|srcset)\s*=|javascript:",
    re.IGNORECASE,
)


@settings(deadline=None)
@given(SOUP)
@example("<p><table><p><a><table><a>")
@example("<a><b></a><p></b><a>")
@example("<table><a href=/x><tr><a href=/y>")
@example("<svg><p><style><a title='</style><img src=x onerror=y>'>")
@example("<h1><h2></h1><li><dd><ul></li><table><td><li>")
def test_sanitising_twice_is_sanitising_once_and_nothing_live_remains(html: str) -> None:
    once = sanitise(html, BASE, OWN)
    assert sanitise(once, BASE, OWN) == once
    assert not LIVE.search(re.sub(r'"[^"]*"', '""', once))
    assert strict(once) == once


@settings(deadline=None)
@given(st.text(), st.text())
def test_any_text_makes_a_clean_title_and_a_safe_address(value: str, base: str) -> None:
    title = title_of(value)
    assert title == plain_line(title)
    assert len(title) <= 300
    url = absolute(value, base)
    assert url == "" or url.startswith(("http://", "https://"))
    assert not re.search(r'[\x00-\x20"<>]', url)
    assert absolute(url) == url


def test_xml_base_is_honoured_and_the_articles_page_otherwise(place: Place) -> None:
    relative = '<a href="two">x</a>'
    based = entry("Based", content=relative).replace("<entry>", '<entry xml:base="https://base.example/dir/">')
    place.blog()
    place.server.routes["/feed.xml"] = atom(based, entry("Plain", link="https://jane.example/plain/", content=relative))
    place.wish(show="full")
    place.fetch()
    found = {e.title: e.html for e in place.entries()}
    assert "https://base.example/dir/two" in found["Based"]
    assert "https://jane.example/plain/two" in found["Plain"]
