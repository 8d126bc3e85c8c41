"""Listings, indexes, the home page, jobs, feeds and empty states."""

from __future__ import annotations

import pytest

from voices.build import views
from voices.build.views.home import full_rows, newest
from voices.build.views.listings import pager, sheets
from voices.model import Image
from voices.text import ROOT


def test_empty_listing_still_has_one_page():
    assert [(sheet.number, sheet.total, sheet.start, sheet.stop) for sheet in sheets(0, 24)] == [(1, 1, 0, 0)]


def test_every_item_stands_on_exactly_one_page():
    stood = [item for sheet in sheets(101, 24) for item in range(sheet.start, sheet.stop)]
    assert stood == list(range(101))


@pytest.mark.parametrize(
    ("number", "labels"),
    [(1, "1 2 3 … 20"), (4, "1 2 3 4 5 6 … 20"), (10, "1 … 8 9 10 11 12 … 20"), (20, "1 … 18 19 20")],
)
def test_pager_shows_the_ends_and_what_is_near(front, number, labels):
    sheet = list(sheets(20 * 24, 24))[number - 1]
    shown = pager(front.kit(), "posts/", sheet, "en")
    assert " ".join(page.label for page in shown.pages) == labels
    assert (shown.previous is None) == (number == 1)
    assert (shown.next is None) == (number == 20)


def test_one_page_needs_no_pager(front):
    assert pager(front.kit(), "posts/", next(sheets(3, 24)), "en") is None


def test_all_listings_exist_in_each_language(front):
    front.post("cache", topics=("Kafka",))
    addresses = set(front.pages())
    for base in ("posts/", "archive/", "archive/2026/", "authors/", "topics/", "topics/kafka/", "teams/", "places/"):
        assert {base, f"fi/{base}"} <= addresses
    assert {"languages/", "languages/en/", "jobs/", "feeds/", "fi/feeds/", "404.html"} <= addresses


def test_hub_without_jobs_has_no_job_pages(front):
    front.settings["features"] = {"jobs": False}
    assert not [address for address in front.pages() if "jobs" in address]


def test_topic_shows_its_people_before_its_voices(front):
    front.post("cache", topics=("Kafka",), title="The cache that lied")
    html = front.html("topics/kafka/")
    assert html.index("Who writes about it") < html.index("Aino Lehto") < html.index("The cache that lied")


def test_second_page_of_a_topic_says_which_page_it_is(front):
    front.settings["per_page"] = 1
    front.post("one", topics=("Kafka",), date="2026-11-02")
    front.post("two", topics=("Kafka",), date="2026-11-01")
    page = front.pages()["topics/kafka/page/2/"]
    assert page.title.text == "Kafka · Page 2 of 2"
    assert 'rel="prev"' in page.head
    assert page.alternates == (("en", "topics/kafka/page/2/"), ("fi", "fi/topics/kafka/page/2/"))


def test_language_is_named_in_the_language_of_the_page(front):
    front.post("cache", language="fi")
    pages = front.pages()
    assert pages["languages/fi/"].title.text == "Finnish"
    assert pages["fi/languages/fi/"].title.text == "Suomi"


@pytest.mark.parametrize("address", ["posts/", "topics/", "teams/", "places/", "archive/", "jobs/"])
def test_what_has_no_data_says_so_in_words(front, address):
    assert 'class="empty"' in front.html(address)


def test_year_lists_posts_as_rows_under_their_months(front):
    front.post("cache")
    front.post("queue", date="2026-10-02")
    html = front.html("fi/archive/2026/")
    assert (
        html.index(">Marraskuu</h3>")
        < html.index("posts/cache/")
        < html.index(">Lokakuu</h3>")
        < html.index("posts/queue/")
    )
    assert '<ul class="rows"><li class="row' in front.html("archive/2026/").replace("\n", "")


def test_year_leads_to_its_months_on_whichever_page_and_to_the_other_years(front):
    front.settings["per_page"] = 2
    for day in ("2024-05-01", "2025-01-01", "2025-02-01", "2025-02-02", "2026-03-01"):
        front.post(f"post-{day}", date=day)
    view = front.pages()["archive/2025/"].view
    assert [(link.label, link.url) for link in view.jumps] == [
        ("February", "#m02"),
        ("January", ROOT + "archive/2025/page/2/#m01"),
    ]
    assert [(link.label, link.current) for link in view.years] == [("2026", False), ("2025", True), ("2024", False)]
    assert (view.older.url, view.newer.url) == (ROOT + "archive/2024/", ROOT + "archive/2026/")
    assert 'id="m01"' in front.html("archive/2025/page/2/")
    oldest, newest = (front.pages()[f"archive/{year}/"].view for year in (2024, 2026))
    assert (oldest.older, oldest.newer.label, newest.older.label, newest.newer) == (None, "2025", "2025", None)


def test_lone_year_of_one_month_has_nothing_to_lead_to(front):
    front.post("cache")
    html = front.html("archive/2026/")
    assert "Months" not in html
    assert "Neighbouring years" not in html


def test_index_of_many_topics_says_how_it_is_sorted_and_names_the_rest(front):
    for number in range(20):
        front.post(f"post-{number}", topics=tuple(f"Topic {n:02}" for n in range(number, 20)))
    html = front.html("topics/")
    assert "Those with the most voices come first." in html
    assert html.index(">Topic 19<") < html.index(">The others</h2>") < html.index(">Topic 00<")
    assert "The others" not in front.html("teams/")


def test_error_page_offers_topics_people_and_the_front_page(front):
    front.post("cache", topics=("Kafka",))
    html = front.html("404.html")
    assert "topics/kafka/" in html
    assert "authors/" in html
    assert 'name="robots" content="noindex"' in front.pages()["404.html"].head


def test_feeds_page_names_every_listing_that_can_be_followed(front):
    front.post("cache", topics=("Kafka",))
    html = front.html("feeds/")
    for address in ("feed.xml", "feed.json", "authors/aino/feed.xml", "topics/kafka/feed.json", "blogroll.opml"):
        assert address in html


def test_job_shows_people_who_agreed_and_what_they_write(front):
    front.author("ben", name="Ben Berg", team="Data", agreed_to=("jobs",))
    front.author("cleo", name="Cleo Cole", team="Data")
    front.job("engineer", "Data engineer", team="Data")
    front.post("cache", authors="ben", title="The cache that lied")
    html = front.html("jobs/engineer/")
    assert html.index("Ben Berg") < html.index("Same team") < html.index("The cache that lied") < html.index("The job")
    assert "Cleo Cole" not in html
    assert html.count("https://jobs.example/apply") == 2


def test_closed_job_stays_says_so_and_shows_the_nearest_open_ones(front):
    front.job("old", "Old job", team="Data", closed=True)
    front.job("new", "New job", team="Data")
    html = front.html("jobs/old/")
    assert "This job is closed." in html
    assert "https://jobs.example/apply" not in html
    assert "New job" in html


def home(front, language="en"):
    kit = front.kit()
    page = views.home_page(kit, language, "Welcome", "<h1>Welcome</h1><p>We write here.</p>")
    return page, str(kit.render(page.template, page.language, page.view))


def test_home_opens_with_the_claim_the_introduction_and_faces(front):
    front.settings["company"] = {"name": "Tuuli", "claim": {"en": "In our own words", "fi": "Omin sanoin"}}
    front.post("cache", title="The cache that lied")
    _, html = home(front)
    assert html.index("In our own words") < html.index("We write here.") < html.index("Aino Lehto")
    assert html.index("Aino Lehto") < html.index("The cache that lied")
    assert "Omin sanoin" in home(front, "fi")[1]


def test_home_leads_to_jobs_here_or_at_the_company(front):
    front.settings["company"] = {"jobs_url": "https://tuuli.example/careers/"}
    assert 'href="https://tuuli.example/careers/"' in home(front)[1]
    front.job("engineer", "Data engineer")
    page, html = home(front)
    assert page.view.jobs_link.url.endswith("jobs/")
    assert "Data engineer" in html


def test_home_of_an_empty_hub_invites_the_first_voice(front):
    html = home(front)[1]
    assert "The first voice could be yours." in html
    # Without a repository or an editor to write to there is no such page to lead to.
    assert 'write/"' not in html


def test_home_shows_a_post_and_its_translation_once_in_the_readers_language(front):
    front.post("cache", language="en", title="The cache that lied")
    front.post("valimuisti", language="fi", title="Välimuisti valehteli", translation_of="cache")
    for language, shown, hidden in (
        ("en", "The cache that lied", "Välimuisti"),
        ("fi", "Välimuisti valehteli", "cache t"),
    ):
        lead, rest = newest(front.kit(), language)
        assert lead.title == shown
        assert not [voice for voice in rest if hidden in voice.title]


def test_home_gives_the_lead_to_what_is_pinned_then_to_a_picture(front):
    front.post("plain", date="2026-11-03")
    front.post("pictured", date="2026-11-02", image=Image("a.png"))
    assert newest(front.kit(), "en")[0].post.slug == "pictured"
    front.post("chosen", date="2026-11-01", pinned=True)
    assert newest(front.kit(), "en")[0].post.slug == "chosen"


def test_nobody_fills_the_home_page_alone(front):
    front.author("ben")
    for number in range(1, 10):
        front.post(f"a-{number}", authors="aino", date=f"2026-11-{number + 10}")
    front.post("quiet", authors="ben", date="2026-10-01")
    lead, rest = newest(front.kit(), "en")
    assert "quiet" in [voice.post.slug for voice in (lead, *rest)]


@pytest.mark.parametrize(("available", "shown"), [(0, 0), (1, 1), (2, 2), (4, 2), (5, 5), (7, 5), (8, 8), (30, 8)])
def test_cards_around_the_leading_one_fill_their_rows(available, shown):
    assert full_rows(available) == shown


def test_own_page_in_another_language_marks_its_text(front):
    kit = front.kit()
    page = views.own_page(kit, "legal/privacy.md", "fi", "Privacy", "<h1>Privacy</h1><p>Words.</p>", "en")
    assert page.address == "fi/legal/privacy/"
    assert 'lang="en"' in str(kit.render(page.template, page.language, page.view))
    assert views.own_page(kit, "about.fi.md", "fi", "Tietoa", "<p>…</p>", "fi").address == "fi/about/"


def test_topic_shows_a_translated_text_once_and_names_the_other_language(front):
    front.post("cache", topics=("Data",), title="The cache", language="en")
    front.post("valimuisti", topics=("Data",), title="Välimuisti", language="fi", translation_of="cache")
    finnish, english = front.html("fi/topics/data/"), front.html("topics/data/")
    assert "Välimuisti" in finnish
    assert "The cache" not in finnish
    assert "The cache" in english
    assert "Välimuisti" not in english
    assert 'hreflang="fi">suomi</a>' in english


def test_a_text_and_its_translation_count_as_one_wherever_voices_are_counted(front):
    front.post("other", topics=("Data",), title="Other", language="en")
    front.post("cache", topics=("Data",), title="The cache", language="en")
    front.post("valimuisti", topics=("Data",), title="Välimuisti", language="fi", translation_of="cache")
    for address in ("topics/", "topics/data/", "posts/", "archive/", "archive/2026/", "authors/"):
        assert "2 voices" in front.html(address), address
        assert "3 voices" not in front.html(address), address
    assert "2 posts" in front.html("authors/aino/")
    assert front.pages()["languages/fi/"].view.count == "1 voice"
    home = views.home_page(front.kit(), "en", "Hi", "").view
    assert (home.all_voices.label, home.topics[0].count) == ("All 2 voices", "2")


def test_home_keeps_two_paragraphs_beside_the_faces_and_puts_the_rest_below(front):
    kit = front.kit()
    page = views.home_page(kit, "en", "Hi", "<h1>Hi</h1><p>One.</p><p>Two.</p><h2>Why</h2><p>Three.</p>")
    html = str(kit.render(page.template, page.language, page.view))
    opening, below = html.split('<div class="home-words')
    assert "<p>Two.</p>" in opening
    assert "<h2>Why</h2>" not in opening
    assert "<h2>Why</h2><p>Three.</p>" in below


def test_later_page_of_a_listing_says_at_its_top_which_one_it_is(front):
    front.settings["per_page"] = 2
    for number in range(3):
        front.post(f"post-{number}")
    assert "<span>Page 2 of 2</span>" in front.html("posts/page/2/").partition("</header>")[0]
    assert "Page 1 of 2" not in front.html("posts/").partition("</header>")[0]
