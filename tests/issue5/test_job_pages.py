"""/jobs/: a job is shown by the people around it, those who agreed to stand there, with the reason in words."""

from __future__ import annotations

import json
import re

import pytest
from company import job, post

BOARD = {
    "kind": "greenhouse",
    "url": "https://boards.example/acme",
    "jobs": [
        {
            "id": "7",
            "slug": "board-tester",
            "title": "Tester from the board",
            "apply": "https://boards.example/acme/7",
            "posted": "2026-10-05",
            "team": "Data",
            "place": "Kraków",
            "html": "<p>You test.</p><script>x()</script>",
        }
    ],
}


def beside(page):
    """Name → what is said of each person beside a job."""
    people = page.partition('class="beside"')[2].partition("</ul>")[0]
    names = re.findall(r'<b class="p-name">([^<]+)</b>.*?class="beside__why">([^<]*)<', people, re.DOTALL)
    return dict(names)


def test_a_job_shows_the_people_around_it_with_the_reason(built):
    assert beside(built.page("jobs/tester/")) == {
        "Aino Lehto": "Same team · Writes about: Testing",
        "Marek Wrona": "Knows about: Testing · Same place",
    }


@pytest.mark.parametrize(("way", "shown", "hidden"), [("", "Brakes", "Jarrut"), ("fi/", "Jarrut", "Brakes")])
def test_of_a_text_in_two_languages_the_page_shows_its_own_and_only_once(company, way, shown, hidden):
    finnish = post("Jarrut", "aino", language="fi", day=5).replace("topics:", "translation_of: brakes\ntopics:")
    world = company({"posts/brakes.md": post("Brakes", "aino", day=4), "posts/jarrut.md": finnish})
    world.build()
    page = world.page(f"{way}jobs/tester/")
    assert page.count(f">{shown}<") == 1
    assert f">{hidden}<" not in page


@pytest.mark.parametrize(
    "page", ["jobs/tester/", "jobs/", "posts/quiet-nights/", "teams/data/", "topics/testing/", "places/krakow/"]
)
def test_nobody_who_did_not_agree_or_has_left_stands_beside_a_job(built, page):
    html = built.page(page)
    rows = re.findall(r'<ul class="(?:jobs|beside)">.*?</ul>', html, re.DOTALL)
    assert rows
    for row in rows:
        assert "shy" not in row
        assert "gone" not in row


@pytest.mark.parametrize(
    "page",
    ["posts/quiet-nights/", "authors/aino/", "authors/marek/", "teams/data/", "topics/testing/", "places/krakow/"],
)
def test_open_jobs_stand_where_people_read(built, page):
    assert 'jobs/tester/"' in built.page(page)


@pytest.mark.parametrize("page", ["authors/shy/", "authors/gone/"])
def test_no_job_stands_on_the_page_of_someone_who_did_not_agree(built, page):
    assert "jobs/tester/" not in built.page(page)


def test_apply_stands_at_the_top_and_at_the_bottom_and_is_a_plain_link(built):
    page = built.page("jobs/tester/")
    links = re.findall(r'<a class="button" href="([^"]+)"[^>]*data-apply>', page)
    assert links == ["https://acme.example/apply?job=1"] * 2
    assert page.index("data-apply") < page.index("people-title") < page.rindex("data-apply")
    assert 'href="#share-title"' in page
    assert 'id="share-title"' in page


def test_the_text_of_a_job_is_in_its_own_language_on_every_page(built):
    for way, mark in (("", ' lang="pl"'), ("fi/", ' lang="pl"'), ("pl/", "")):
        page = built.page(f"{way}jobs/inzynier/")
        assert f"<h1{mark}>Inżynier</h1>" in page
        assert re.search(rf'<div class="prose prose--plain"{mark}>\s*<p>Szukamy', page)


def test_a_closed_job_stays_says_so_and_shows_open_ones(built):
    page = built.page("jobs/filled/")
    assert "This job is closed." in page
    assert "data-apply" not in page
    assert "acme.example/apply" not in page
    others = page.partition('id="others-title"')[2].partition("</section>")[0]
    assert page.count('id="others-title"') == 1
    assert page.index("others-title") < page.index("people-title")
    assert "tester/" in others
    assert "inzynier/" in others
    assert "noindex" in page.partition("</head>")[0]
    assert "jobs/filled/" not in built.page("sitemap.xml")
    assert "jobs/filled/" not in built.page("jobs/")


def test_a_job_of_a_board_is_shown_like_one_by_hand(company):
    world = company({"jobs/boards/acme.json": json.dumps(BOARD)})
    world.build()
    page = world.page("jobs/board-tester/")
    assert "Aino Lehto" in beside(page)
    assert "You test." in page
    assert "x()" not in page
    assert "Tester from the board" in world.page("jobs/")


def test_a_hostile_title_stays_a_title(company):
    title = '"<img src=x onerror=y()> & \\"x\\" \\uE000"'
    world = company({"jobs/tester.md": job(title)})
    world.build()
    for page in ("jobs/", "jobs/tester/", "recruit/", "teams/data/"):
        html = world.page(page)
        assert "&lt;img src=x onerror=y()&gt;" in html
        assert "<img src=x" not in html
        assert "\ue000" not in html


def test_a_broken_board_stops_the_build_with_its_place(company):
    world = company({"jobs/boards/acme.json": "{"})
    assert [(one.path, one.severity) for one in world.check() if one.rule.startswith("jobs.")] == [
        ("content/jobs/boards/acme.json", "block")
    ]


def test_a_new_title_on_a_board_reaches_the_pages_that_show_the_job(company, voices):
    world = company({"jobs/boards/acme.json": json.dumps(BOARD)})
    assert voices(world, "build").returncode == 0
    assert "Tester from the board" in world.page("teams/data/")
    world.write({"jobs/boards/acme.json": json.dumps(BOARD).replace("Tester from", "Breaker from")})
    assert voices(world, "build").returncode == 0
    for page in ("jobs/", "teams/data/", "authors/aino/", "jobs/board-tester/"):
        assert "Breaker from the board" in world.page(page), page
        assert "Tester from the board" not in world.page(page), page
