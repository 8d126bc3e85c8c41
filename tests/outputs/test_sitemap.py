"""The sitemap: indexable pages with their own dates, in as many files as the protocol asks for."""

from __future__ import annotations

import datetime as dt

from lxml import etree

from voices.outputs.sitemap import SitemapRow, robots_txt, sitemap_files

NS = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


def test_each_page_has_its_own_date_or_none(shelf):
    rows = [SitemapRow("posts/b/", dt.date(2026, 3, 4)), SitemapRow("posts/a/")]
    files = dict(sitemap_files(shelf.hub, rows))
    assert list(files) == ["sitemap.xml"]
    urls = etree.fromstring(files["sitemap.xml"]).findall("s:url", NS)
    assert [(u.findtext("s:loc", None, NS), u.findtext("s:lastmod", None, NS)) for u in urls] == [
        ("https://voices.example/posts/a/", None),
        ("https://voices.example/posts/b/", "2026-03-04"),
    ]


def test_versions_of_a_page_are_named_at_each_of_them(shelf):
    versions = (("en", "topics/"), ("fi", "fi/topics/"))
    rows = [
        SitemapRow("topics/", None, versions),
        SitemapRow("fi/topics/", None, versions),
        SitemapRow("x/", None, (("en", "x/"),)),
    ]
    urls = etree.fromstring(dict(sitemap_files(shelf.hub, rows))["sitemap.xml"]).findall("s:url", NS)
    named = {
        u.findtext("s:loc", None, NS): [(a.get("hreflang"), a.get("href")) for a in u.findall("x:link", NS)]
        for u in urls
    }
    both = [("en", "https://voices.example/topics/"), ("fi", "https://voices.example/fi/topics/")]
    assert named["https://voices.example/topics/"] == named["https://voices.example/fi/topics/"] == both
    assert named["https://voices.example/x/"] == []


def test_past_fifty_thousand_pages_an_index_leads_to_parts(shelf):
    rows = [SitemapRow(f"posts/p{n}/", dt.date(2026, 1, 1) + dt.timedelta(days=n % 100)) for n in range(50_001)]
    files = dict(sitemap_files(shelf.hub, rows))
    assert sorted(files) == ["sitemap-1.xml", "sitemap-2.xml", "sitemap.xml"]
    index = etree.fromstring(files["sitemap.xml"])
    assert index.tag == f"{{{NS['s']}}}sitemapindex"
    assert [e.text for e in index.findall("s:sitemap/s:loc", NS)] == [
        "https://voices.example/sitemap-1.xml",
        "https://voices.example/sitemap-2.xml",
    ]
    assert files["sitemap-1.xml"].count(b"<url>") == 50_000
    assert files["sitemap-2.xml"].count(b"<url>") == 1
    assert index.find("s:sitemap/s:lastmod", NS).text == "2026-04-10"


def test_an_empty_site_has_an_empty_sitemap(shelf):
    files = dict(sitemap_files(shelf.hub, []))
    assert len(etree.fromstring(files["sitemap.xml"])) == 0


def test_order_of_rows_does_not_matter(shelf):
    rows = [SitemapRow(f"{name}/") for name in "cab"]
    assert list(sitemap_files(shelf.hub, rows)) == list(sitemap_files(shelf.hub, rows[::-1]))


def test_robots_may_read_all_and_find_the_sitemap(shelf):
    assert robots_txt(shelf.hub) == b"User-agent: *\nDisallow:\n\nSitemap: https://voices.example/sitemap.xml\n"


def test_the_internal_edition_keeps_robots_out_and_has_no_sitemap(shelf):
    shelf.audience = "internal"
    assert robots_txt(shelf.hub) == b"User-agent: *\nDisallow: /\n"
    assert list(sitemap_files(shelf.hub, [SitemapRow("posts/a/")])) == []
