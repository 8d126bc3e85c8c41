"""/recruit/: permanent links, words and codes for ads, ready to copy, for people at work only."""

from __future__ import annotations

import re
from html import unescape
from io import BytesIO
from urllib.parse import parse_qs, urlsplit

import pytest
import zxingcpp
from PIL import Image, ImageDraw

LINKS = ("job-tester", "team-data", "place-krakow", "topic-testing", "author-aino")


def row(page, id_):
    return page.partition(f'id="{id_}"')[2].partition("</details>")[0]


def variants(page, id_):
    """Label → address, as shown."""
    found = re.findall(r"<b>([^<]+)</b><code[^>]*>([^<]+)</code>", row(page, id_))
    return {label: unescape(url) for label, url in found}


def drawn(svg):
    """Our SVG as an image: each run of dark modules is a rectangle of its path."""
    size = int(re.search(r'viewBox="0 0 (\d+)', svg)[1])
    image = Image.new("L", (size * 8, size * 8), 255)
    pen = ImageDraw.Draw(image)
    path = re.search(r'<path fill="#000" d="([^"]+)"', svg)[1]
    for x, y, width in re.findall(r"M(\d+) (\d+)h(\d+)v1", path):
        pen.rectangle((int(x) * 8, int(y) * 8, (int(x) + int(width)) * 8 - 1, int(y) * 8 + 7), fill=0)
    return image


def test_the_page_is_neither_indexed_nor_in_the_sitemap(built):
    for way in ("", "fi/", "pl/", "lt/"):
        assert re.search(r'<meta name="robots" content="[^"]*noindex', built.page(f"{way}recruit/"))
    assert "recruit/" not in built.page("sitemap.xml")


@pytest.mark.parametrize("id_", LINKS)
def test_each_kind_has_its_permanent_link_variants_words_and_codes(built, id_):
    page = built.page("recruit/")
    kind, _, name = id_.partition("-")
    address = f"https://voices.example/{ {'topic': 'topics', 'author': 'authors'}.get(kind, kind + 's') }/{name}/"
    assert f">{address}<" in row(page, id_)
    sources = {label: parse_qs(urlsplit(url).query) for label, url in variants(page, id_).items()}
    assert {"Job ad", "Print", "LinkedIn", "Mastodon", "Bluesky", "E-mail"} == set(sources)
    assert sources["Print"]["utm_content"] == ["print"]
    assert all(urlsplit(url)._replace(query="").geturl() == address for url in variants(page, id_).values())
    for language in ("en", "fi", "pl", "lt"):
        assert f'lang="{language}" data-kit-text>' in row(page, id_)


@pytest.mark.parametrize("id_", LINKS)
def test_the_codes_of_the_page_lead_where_the_printed_link_does(built, id_):
    page = built.page("recruit/")
    printed = variants(page, id_)["Print"]
    files = dict(re.findall(r'href="\.\./(recruit/qr/[^"]+)" download="[^"]+">(SVG|PNG)', row(page, id_)))
    assert sorted(files.values()) == ["PNG", "SVG"]
    for path, kind in files.items():
        data = (built.site / path).read_bytes()
        image = drawn(data.decode()) if kind == "SVG" else Image.open(BytesIO(data)).convert("L")
        assert [code.text for code in zxingcpp.read_barcodes(image)] == [printed]


def test_who_did_not_agree_and_what_is_closed_has_no_link(built):
    page = built.page("recruit/")
    for id_ in ("author-shy", "author-gone", "job-filled"):
        assert f'id="{id_}"' not in page
        assert not (built.site / "recruit" / "qr" / f"{id_}.svg").exists()


def test_what_is_the_same_in_each_row_is_said_once_and_each_group_is_counted(built):
    page = built.page("recruit/")
    assert page.count("<button") - page.partition("data-kit>")[0].count("<button") <= 4
    assert len(re.findall(r'<template data-kit-button="(?:link|part)">', page)) == 2
    for kind, shown in re.findall(r'href="#(\w+)">[^<]+<small>(\d+)</small>', page):
        assert len(re.findall(rf'id="{kind[:-1]}-[^"]+" data-kit-link', page)) == int(shown)


def test_names_can_be_found_without_diacritics(built):
    assert 'data-found="inzynier"' in built.page("recruit/")
    assert 'data-found="krakow"' in built.page("recruit/")


def test_without_recruiting_there_is_no_page_no_code_and_no_link_to_it(company):
    world = company(features={"search": False, "recruit": False})
    world.build()
    assert not (world.site / "recruit").exists()
    assert not any("recruit/" in path.read_text("utf-8") for path in world.site.rglob("*.html"))
    assert (world.site / "jobs").is_dir()
