"""Old addresses and where they lead."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voices.catalog.redirects import collapse, site_path
from voices.model import FeedSource


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("/old/x/", "old/x/"),
        ("/old/x", "old/x/"),
        ("/x.html", "x.html"),
        (" /a b/ ", "a b/"),
        ("/a%20b/", "a b/"),
        ("https://voices.example/old/", "old/"),
        ("/old/#part", "old/"),
    ],
)
def test_a_site_root_path_is_read_as_an_address(written, address):
    assert site_path(written) == address


def test_aliases_of_posts_people_and_subjects_redirect_hub_pages_in_each_language(world):
    world.authors.clear()
    world.author("aino", aliases=("/authors/ain/",))
    world.subject("topic", "kafka", aliases=("/topics/queues/",))
    world.post("now", aliases=("/posts/then/", "/2019/then.html"))
    redirects = world.build().redirects
    assert redirects == {
        "2019/then.html": "posts/now/",
        "authors/ain/": "authors/aino/",
        "fi/authors/ain/": "fi/authors/aino/",
        "fi/topics/queues/": "fi/topics/kafka/",
        "pl/authors/ain/": "pl/authors/aino/",
        "pl/topics/queues/": "pl/topics/kafka/",
        "posts/then/": "posts/now/",
        "topics/queues/": "topics/kafka/",
    }


@pytest.mark.parametrize(
    "alias", ["/posts/", "/posts/other/", "/", "/fi/topics/", "/feed.xml", "/api/v1/hub.json", "/archive/2026/"]
)
def test_an_alias_that_is_a_page_of_its_own_is_a_block_at_its_file(world, alias):
    world.post("other")
    world.post("now", aliases=(alias,))
    (finding,) = world.findings("permalinks.alias")
    assert (finding.path, finding.line, finding.severity) == ("content/posts/now.md", 7, "block")
    assert "another page" in finding.message


def test_an_alias_that_is_its_own_address_is_a_block(world):
    world.post("now", aliases=("/posts/now/",))
    (finding,) = world.findings("permalinks.alias")
    assert "own address" in finding.message


def test_two_owners_of_one_alias_are_a_block_that_names_the_other(world):
    world.post("first", aliases=("/old/",))
    world.post("second", aliases=("/old",))
    catalog = world.build()
    (finding,) = (found for found in catalog.findings if found.rule == "permalinks.alias")
    assert finding.path == "content/posts/second.md"
    assert "content/posts/first.md" in finding.message
    assert catalog.redirects["old/"] == "posts/first/"


def test_chains_are_collapsed_and_circles_are_named():
    assert collapse({"a/": "b/", "b/": "c/", "x/": "y/", "y/": "x/", "z/": "x/"}) == (
        {"a/": "c/", "b/": "c/"},
        ("x/", "y/", "z/"),
    )


@given(st.dictionaries(st.sampled_from("abcdefgh"), st.sampled_from("abcdefghij"), max_size=8))
def test_every_redirect_arrives_where_nothing_leads_on_or_is_refused(leads):
    arrived, circles = collapse(leads)
    assert set(arrived) | set(circles) == set(leads)
    assert set(arrived).isdisjoint(circles)
    assert set(arrived.values()).isdisjoint(leads)


def test_an_old_address_of_a_renamed_author_leads_their_entries_along(world):
    world.authors.clear()
    world.author("aino", aliases=("/authors/ain/",))
    feed = FeedSource(url="https://aino.example/feed.xml", show="full")
    world.blog("aino", world.entry("whole", html="<p>x</p>"), feed=feed)
    world.permalinks = ("authors/ain/whole/", "authors/ain/lost/", "authors/aino/lost/")
    redirects = world.build().redirects
    assert redirects["authors/ain/whole/"] == "authors/aino/whole/"
    assert redirects["authors/ain/lost/"] == "authors/aino/"
    assert redirects["authors/aino/lost/"] == "authors/aino/"


def test_a_co_written_entrys_old_address_leads_to_where_it_stands_now(world):
    feed = FeedSource(url="https://aino.example/feed.xml", show="full")
    url = "https://aino.example/together"
    world.author("bo")
    world.blog("aino", world.entry("together", html="<p>x</p>", url=url), feed=feed)
    world.blog("bo", world.entry("side-by-side", html="<p>x</p>", url=f"{url}/?utm_source=feed"), feed=feed)
    world.permalinks = ("authors/aino/together/", "authors/bo/side-by-side/")
    catalog = world.build()
    assert catalog.redirects["authors/bo/side-by-side/"] == "authors/aino/together/"
    assert not [finding for finding in catalog.findings if finding.severity == "block"]


def test_the_old_page_of_an_entry_leads_to_the_post_that_repeats_it(world):
    feed = FeedSource(url="https://aino.example/feed.xml", show="full")
    world.blog("aino", world.entry("whole", html="<p>x</p>"), feed=feed)
    world.post("here", canonical="https://aino.example/whole")
    world.permalinks = ("authors/aino/whole/",)
    assert world.build().redirects["authors/aino/whole/"] == "posts/here/"
