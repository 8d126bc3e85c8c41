"""Authors' pages and their index."""

from __future__ import annotations

import re

from voices.model import Channel, Document, LocalisedList, Milestone
from voices.text import ROOT


def words(text):
    return Document((f"<p>{text}</p>",), text=text)


def test_author_page_is_in_each_language_of_the_hub(front):
    pages = front.pages()
    assert pages["authors/aino/"].alternates == (("en", "authors/aino/"), ("fi", "fi/authors/aino/"))
    assert pages["fi/authors/aino/"].language == "fi"


def test_author_page_shows_posts_and_entries_in_one_stream(front):
    front.post("cache", title="The cache that lied")
    front.entry("first", title="On my own blog", language="en")
    html = front.html("authors/aino/")
    assert "The cache that lied" in html
    assert "On my own blog" in html
    assert "1 post · 1 on an own blog" in html


def test_author_page_begins_with_the_pinned_post(front):
    front.post("old", date="2025-01-01", pinned=True)
    front.post("new", date="2026-11-01")
    view = front.pages()["authors/aino/"].view
    assert view.lead_label == "Start here"
    assert "posts/old/" in view.lead
    assert "posts/new/" in view.rows[0].rows


def test_channels_keep_the_authors_order_and_say_me(front):
    front.author(
        "ben",
        channels=(Channel("github", "https://github.com/ben"), Channel("website", "https://www.ben.example/")),
    )
    html = front.html("authors/ben/")
    assert html.index("GitHub") < html.index("ben.example</a>")
    assert 'rel="me noopener" href="https://github.com/ben"' in html


def test_alumni_page_says_so_and_keeps_what_was_written(front):
    front.author("ben", name="Ben Berg", status="alumni", left="2026-03")
    front.post("cache", authors="ben", title="The cache that lied")
    html = front.html("authors/ben/")
    assert "Has moved on. What was written here stays here. Here until: March 2026" in html
    assert "The cache that lied" in html


def test_alumni_stand_apart_in_the_index_and_on_no_wall_of_faces(front):
    front.author("ben", name="Ben Berg", status="alumni")
    front.post("cache", authors="ben")
    html = front.html("authors/")
    assert html.index("Aino Lehto") < html.index("Have moved on") < html.index("Ben Berg")


def test_author_who_wrote_nothing_has_an_honest_page(front):
    assert "Nothing written yet." in front.html("authors/aino/")


def test_subjects_that_are_topics_are_links_with_counts_and_others_are_words(front):
    front.author("ben", ask_me_about=("Kafka", "sailing badly"), expertise=("Kafka",))
    front.post("cache", authors="ben", topics=("Kafka",))
    front.post("queue", authors="aino", topics=("Kafka",))
    ask = front.pages()["authors/ben/"].view.ask
    assert [(link.label, link.url, link.count) for link in ask] == [
        ("Kafka", ROOT + "topics/kafka/", "1"),
        ("sailing badly", "", ""),
    ]


def test_what_to_ask_about_is_said_in_the_pages_language_else_marked_as_another(front):
    front.settings["languages"] = ("en", "fi", "sv")
    front.author("ben", ask_me_about=LocalisedList((("fi", ("raitiovaunut",)), ("en", ("trams", "Kafka")))))
    front.post("cache", authors="ben", topics=("Kafka",))
    pages = front.pages()
    said = {code: pages[f"{code}authors/ben/"].view.ask for code in ("", "fi/", "sv/")}
    assert [(link.label, link.language) for link in said["fi/"]] == [("raitiovaunut", "")]
    assert [(link.label, link.language) for link in said[""]] == [("trams", ""), ("Kafka", "")]
    assert [(link.label, link.language) for link in said["sv/"]] == [("trams", "en"), ("Kafka", "")]
    assert said["sv/"][1].url == ROOT + "sv/topics/kafka/"


def test_counts_beside_an_authors_topics_are_the_authors_own_and_said_in_words(front):
    front.author("ben", expertise=("Kafka", "Rust", "Data"))
    front.post("cache", authors="ben", topics=("Kafka", "Data"))
    front.post("cache-fi", authors="ben", topics=("Kafka",), language="fi", translation_of="cache")
    front.post("queue", authors="ben", topics=("Kafka",))
    for number in range(3):
        front.post(f"other-{number}", authors="aino", topics=("Kafka", "Rust"))
    known = front.pages()["authors/ben/"].view.expertise
    assert [(link.label, link.count, link.said) for link in known] == [
        ("Kafka", "2", "2 voices"),
        ("Rust", "", ""),
        ("Data", "1", "1 voice"),
    ]
    assert '<small aria-hidden="true">2</small><span class="only-read">: 2 voices</span>' in front.html("authors/ben/")


def test_long_list_of_one_author_is_read_by_years_and_leads_to_each(front):
    front.settings["per_page"] = 6
    for number in range(1, 11):
        front.post(f"post-{number}", date=f"202{4 + number // 4}-01-{number:02}")
    pages = front.pages()
    first, second = pages["authors/aino/"].view, pages["fi/authors/aino/page/2/"].view
    assert [(link.label, link.url) for link in first.years] == [
        ("2026", "#y2026"),
        ("2025", "#y2025"),
        ("2024", ROOT + "authors/aino/page/2/#y2024"),
    ]
    assert [link.url for link in second.years] == [
        ROOT + "fi/authors/aino/#y2026",
        ROOT + "fi/authors/aino/#y2025",
        "#y2024",
    ]
    html = front.html("authors/aino/")
    assert html.index('id="y2026">2026<') < html.index("posts/post-8/") < html.index('id="y2025">2025<')


def test_short_list_of_one_author_needs_no_years(front):
    for year in (2024, 2025, 2026):
        front.post(f"post-{year}", date=f"{year}-01-01")
    assert 'class="year"' not in front.html("authors/aino/")
    assert front.html("authors/aino/").count('<ul class="rows">') == 1


def test_profile_dates_are_said_as_the_page_language_says_them(front):
    front.author("ben", joined="2021-01", talks=(Milestone("Plausible", "Datapäivä", "2026-09"),))
    pages = front.pages()
    assert pages["authors/ben/"].view.talks[0].date == "September 2026"
    assert pages["fi/authors/ben/"].view.facts[0].text == "tammikuu 2021"


def test_second_biography_is_shown_on_its_languages_page(front):
    front.author("ben", languages=("en",), biographies=(("", words("In English.")), ("fi", words("Suomeksi."))))
    pages = front.pages()
    assert "In English." in pages["authors/ben/"].view.biography
    assert "Suomeksi." in pages["fi/authors/ben/"].view.biography


def test_biography_in_another_language_is_marked(front):
    front.author("ben", languages=("fi",), biographies=(("", words("Suomeksi.")),))
    assert front.pages()["authors/ben/"].view.biography_language == "fi"


def test_index_is_a_plain_list_that_carries_what_the_filter_asks_for(front):
    front.author("ben", team="Data", place="Kraków", languages=("pl",))
    front.author("cleo", team="Design", place="Vilnius", languages=("lt",))
    front.post("cache", authors="ben", topics=("Kafka",))
    html = front.html("authors/")
    row = re.search(r'<li class="people__one[^>]*data-team="data"[^>]*>', html)
    assert row is not None
    assert 'data-place="krakow"' in row[0]
    assert 'data-topics="kafka"' in row[0]
    assert 'data-languages="en pl"' in row[0] or 'data-languages="pl"' in row[0]
    assert re.search(r"<div[^>]*data-people-filter data-needs-script\b", html)


def test_more_people_than_a_page_holds_stand_on_several_by_name_and_those_who_moved_on_come_last(front):
    front.settings["per_page"] = 2
    front.author("abe", name="Abe Alm", status="alumni")
    front.author("ben", name="Ben Berg")
    front.author("cleo", name="Cleo Carr")
    pages = front.pages()
    first, second = pages["authors/"], pages["authors/page/2/"]
    assert [row.person.name for row in first.view.rows] == ["Aino Lehto", "Ben Berg"]
    assert [row.person.name for row in second.view.rows] == ["Cleo Carr"]
    assert [row.person.name for row in second.view.alumni] == ["Abe Alm"]
    assert (first.view.others, second.view.others) == ((ROOT + "authors/page/2/",), ())
    assert "authors/page/3/" not in pages
    assert second.title.text == "People · Page 2 of 2"
    assert 'rel="prev"' in second.head


def test_filter_offers_only_what_would_divide_people(front):
    view = front.pages()["authors/"].view
    assert [one.key for one in view.filters] == ["languages"]


def test_hub_without_people_says_so(front):
    front.authors.clear()
    assert "Nobody has a page here yet." in front.html("authors/")


def test_long_list_of_one_author_is_cut_into_pages_that_link_to_each_other(front):
    front.settings["per_page"] = 2
    for number in range(6):
        front.post(f"post-{number}", date=f"2026-10-0{number + 1}")
    pages = front.pages()
    assert {"authors/aino/", "authors/aino/page/2/", "authors/aino/page/3/"} <= set(pages)
    assert "authors/aino/page/4/" not in pages
    assert pages["authors/aino/page/2/"].title.text == "Aino Lehto · Page 2 of 3"
    assert pages["authors/aino/page/2/"].view.lead == ""
