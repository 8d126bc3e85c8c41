"""The theme as files: templates that hold markup only, style sheets and scripts that fit together."""

from __future__ import annotations

import gzip
import html
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from jinja2.ext import babel_extract

from voices.build.templates import THEME
from voices.build.views.frame import Slots, frame_parts, language_switch
from voices.colours import LEAST_CONTRAST, contrast

TEMPLATES = sorted(path.relative_to(THEME).as_posix() for path in THEME.rglob("*.html"))
NAMES = {"Atom", "JSON", "Feed", "RSS", "OPML", "PNG", "SVG", "EN"}
"""Words that are names, the same in every language."""
JINJA = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
CSS = THEME / "assets" / "css"
JS = THEME / "assets" / "js"
VOID = {"use", "meta", "link", "img", "input", "source", "br", "hr", "path"}


def text(name: str) -> str:
    return (THEME / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", TEMPLATES)
def test_template_has_no_inline_style_script_or_handler(name):
    markup = JINJA.sub("", text(name))
    assert not re.search(r"\sstyle\s*=", markup)
    assert not re.search(r"\son[a-z]+\s*=", markup)
    assert "<style" not in markup
    assert not re.search(r"<script(?![^>]*\bsrc=)", markup)
    assert "target=" not in markup


@pytest.mark.parametrize("name", TEMPLATES)
def test_template_says_nothing_that_cannot_be_translated(name):
    markup = JINJA.sub(" ", text(name))
    shown = re.findall(r'\b(?:aria-label|title|alt|placeholder)="([^"]*)"', markup)
    shown.append(html.unescape(re.sub(r"<[^>]*>", " ", markup)))
    words = set(re.findall(r"[^\W\d_]{2,}", " ".join(shown)))
    assert words <= NAMES


@pytest.mark.parametrize("name", TEMPLATES)
def test_template_strings_are_found_by_babel(name):
    with (THEME / name).open("rb") as file:
        found = list(babel_extract(file, ["_", "n_", "p_"], [], {}))
    called = len(re.findall(r"\b[np]?_\(", JINJA.sub(lambda one: one[0], text(name))))
    assert len(found) == called


def test_style_sheets_are_exactly_those_in_order():
    listed = (CSS / "order.txt").read_text().split()
    assert sorted(listed) == sorted(path.name for path in CSS.glob("*.css"))
    assert len(listed) == len(set(listed))
    assert listed[0] == "layers.css"


def test_every_custom_property_used_is_defined():
    sheets = "\n".join(path.read_text(encoding="utf-8") for path in CSS.glob("*.css"))
    used, defined = set(re.findall(r"var\((--[\w-]+)", sheets)), set(re.findall(r"(?<![\w-])(--[\w-]+)\s*:", sheets))
    assert used <= defined
    assert defined <= used | {"--accent-ink"}


def test_every_font_that_is_named_is_there_with_its_licence():
    named = set(re.findall(r'url\("fonts/([^"]+)"\)', (CSS / "fonts.css").read_text()))
    fonts = THEME / "assets" / "fonts"
    assert named == {path.name for path in fonts.glob("*.woff2")}
    assert sum(path.stat().st_size for path in fonts.glob("*.woff2")) < 140_000
    assert {"LICENSE-Inter", "LICENSE-Newsreader"} <= {path.name for path in fonts.iterdir()}


def scheme_colours(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block))


@pytest.mark.parametrize("selector", [":root {", ':root:not([data-scheme="light"]) {', ':root[data-scheme="dark"] {'])
def test_every_pair_of_text_and_ground_can_be_read(selector):
    tokens = (CSS / "tokens.css").read_text()
    colours = scheme_colours(tokens[tokens.index(selector) :].partition("}")[0])
    grounds = ("paper", "card", "tint")
    pairs = [(ink, ground) for ink in ("ink", "quiet", "brand", "accent") for ground in grounds]
    pairs += [("brand-ink", "brand"), ("brand", "brand-soft"), ("ink", "brand-soft"), ("ink", "accent-soft")]
    pairs += [(f"code-{kind}", "tint") for kind in ("comment", "word", "text", "name", "number")]
    pale = {pair: contrast(colours[pair[0]], colours[pair[1]]) for pair in pairs}
    assert {pair: ratio for pair, ratio in pale.items() if ratio < LEAST_CONTRAST} == {}
    # What only outlines a control needs 3:1 (WCAG 1.4.11).
    assert all(contrast(colours["edge"], colours[ground]) >= 3 for ground in grounds)


def test_dark_is_the_same_whether_the_device_or_the_reader_chose_it():
    tokens = (CSS / "tokens.css").read_text()
    by_device, by_reader = (
        scheme_colours(tokens[tokens.index(selector) :].partition("}")[0])
        for selector in (':root:not([data-scheme="light"]) {', ':root[data-scheme="dark"] {')
    )
    assert by_device == by_reader


def test_scripts_import_only_what_is_there():
    for path in JS.glob("*.js"):
        for wanted in re.findall(r'(?:from|import)\s*\(?\s*"\./([^"]+)"', path.read_text(encoding="utf-8")):
            assert (JS / wanted).is_file(), f"{path.name} imports {wanted}"


def test_scripts_before_search_weigh_less_than_promised():
    before = [path for path in JS.glob("*.js") if not path.name.startswith("search")]
    weight = sum(len(gzip.compress(path.read_bytes(), mtime=0)) for path in before)
    assert weight < 60_000


def test_scripts_write_no_markup_of_their_own():
    for path in JS.glob("*.js"):
        source = path.read_text(encoding="utf-8")
        assert "innerHTML" not in source or path.name.startswith("search"), path.name
        assert "eval(" not in source


class Balance(HTMLParser):
    """Fails on an element closed that wasn't open, or left open; collects headings and ids."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.headings: list[int] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag, attrs):
        if tag not in VOID:
            self.open.append(tag)
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        self.ids += [value for name, value in attrs if name == "id"]

    def handle_startendtag(self, tag, attrs):
        pass

    def handle_endtag(self, tag):
        if tag not in VOID:
            assert self.open.pop() == tag


def test_every_kind_of_page_is_well_formed_with_one_heading_above_the_others(front):
    front.author("ben", name="Ben Berg", status="alumni", team="Data", place="Kraków", headline="I count.")
    front.author("cleo", team="Data", agreed_to=("jobs",), expertise=("Kafka",), ask_me_about=("sailing",))
    front.post("cache", authors="ben cleo", topics=("Kafka",), summary="In short.", ai="none")
    front.post("reply", authors="cleo", answers="cache", topics=("Kafka",))
    front.post("gone", withdrawn="2026-11-02")
    front.entry("first", show="full", html="<p>Words.</p>", language="fi")
    front.job("engineer", "Data engineer", team="Data")
    kit = front.kit()
    for page in front.pages(kit).values():
        seen = Balance()
        seen.feed(str(kit.render(page.template, page.language, page.view)))
        assert seen.open == [], page.address
        assert seen.headings[0] == 1, page.address
        assert seen.headings.count(1) == 1, page.address
        steps = zip(seen.headings, seen.headings[1:], strict=False)
        assert all(after - before <= 1 for before, after in steps), (page.address, seen.headings)
        assert len(seen.ids) == len(set(seen.ids)), page.address


def test_frame_shows_navigation_tools_and_legal_pages(front):
    kit = front.kit()
    slots = Slots("[title]", "[head]", "[switch]", "[content]")
    parts = frame_parts(kit, "en", "people", slots)
    assert re.search(r'href="[^"]*authors/" aria-current="page">People', parts.header)
    assert parts.header.count("aria-current") == 1
    assert "[switch]" in parts.header
    assert "Privacy" in parts.footer
    assert parts.language == "en"
    assert parts.direction == "ltr"
    for part in (parts.header, parts.footer, parts.styles, parts.skip):
        seen = Balance()
        seen.feed(part)
        assert seen.open == []


def test_hub_of_one_language_has_no_switch(front):
    front.settings["languages"] = ("en",)
    kit = front.kit()
    assert "tongues" not in frame_parts(kit, "en", "home", Slots("t", "h", "s", "c")).header
    assert language_switch(kit, front.pages(kit)["authors/"]) == ""


def test_switch_leads_to_the_same_page_or_to_the_other_language_front_page(front):
    front.post("cache")
    kit = front.kit()
    pages = front.pages(kit)
    assert "fi/authors/" in language_switch(kit, pages["authors/"])
    assert re.search(r'href=".fi/" lang="fi"', language_switch(kit, pages["posts/cache/"]))


def test_company_name_is_only_words_in_the_frame(front):
    front.settings["company"] = {"name": "<b>Tuuli</b>", "url": "https://tuuli.example/"}
    parts = frame_parts(front.kit(), "en", "home", Slots("t", "h", "s", "c"))
    assert "<b>" not in parts.header + parts.footer


def test_theme_folder_holds_no_foreign_file():
    kinds = {".html", ".css", ".js", ".woff2", ".ttf", ".svg", ".txt", ".po", ""}
    assert {Path(path).suffix for path in map(str, THEME.rglob("*")) if Path(path).is_file()} <= kinds
