"""Atom and JSON Feed: what is promised of every listing's feeds, and what a reader makes of them."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from typing import Any

import feedparser
import pytest

from voices.catalog.types import Voice
from voices.model import Image
from voices.outputs.atom import AtomWriter, atom
from voices.outputs.json_feed import JsonFeedWriter, json_feed
from voices.outputs.syndication import FeedListing, item_id

HOME = FeedListing("Our voices", "", "en", "What we learn at work")
Valid = Callable[[bytes], Any]
NS = {"a": "http://www.w3.org/2005/Atom"}


@pytest.fixture
def both(valid_atom: Valid, valid_json_feed: Valid) -> Callable[..., tuple[Any, Any]]:
    """Both feeds of a shelf's catalog, read back once they have proved valid."""

    def written(shelf: Any, body: Any, listing: FeedListing = HOME) -> tuple[Any, Any]:
        catalog = shelf.catalog()
        return (
            valid_atom(atom(catalog, listing, catalog.voices, body)),
            valid_json_feed(json_feed(catalog, listing, catalog.voices, body)),
        )

    return written


def test_a_post_stands_in_the_feed_in_full(both, shelf, body):
    shelf.post("cache", 3)
    feed, document = both(shelf, body)
    assert (
        feed.find("a:entry/a:content", NS).text
        == '<p>posts/cache in full. <a href="https://voices.example/">Home</a></p>'
    )
    assert document["items"][0]["content_html"].startswith("<p>posts/cache in full.")
    assert "content_text" not in document["items"][0]


def test_an_entry_shown_as_an_excerpt_stands_as_one_and_leads_to_its_original(both, shelf, body):
    shelf.entry("walk", 3, summary="A walk.")
    feed, document = both(shelf, body)
    entry = feed.find("a:entry", NS)
    assert entry.find("a:content", NS) is None
    assert entry.find("a:summary", NS).text == "A walk."
    assert entry.find("a:link[@rel='alternate']", NS).get("href") == "https://aino.example/walk"
    item = document["items"][0]
    assert (item["url"], item["content_text"]) == ("https://aino.example/walk", "A walk.")
    assert "content_html" not in item


def test_an_entry_shown_in_full_keeps_its_original_as_link_and_names_its_page_here(both, shelf, body):
    shelf.entry("walk", 3, html="<p>All of it</p>")
    feed, document = both(shelf, body)
    entry = feed.find("a:entry", NS)
    assert entry.find("a:link[@rel='alternate']", NS).get("href") == "https://aino.example/walk"
    assert entry.find("a:link[@rel='related']", NS).get("href") == "https://voices.example/authors/aino/walk/"
    assert entry.find("a:source/a:title", NS).text == "aino.example"
    assert document["items"][0]["_voices"]["page"] == "https://voices.example/authors/aino/walk/"
    assert document["items"][0]["_voices"]["source"] == {"name": "aino.example", "url": "https://aino.example/"}
    assert "content_html" in document["items"][0]


def test_an_id_is_the_address_first_published(both, shelf, body):
    shelf.post("cache", first_address="old/cache.html")
    feed, document = both(shelf, body)
    assert feed.find("a:entry/a:id", NS).text == "https://voices.example/old/cache.html"
    assert document["items"][0]["id"] == "https://voices.example/old/cache.html"
    assert document["items"][0]["url"] == "https://voices.example/posts/cache/"


@pytest.mark.parametrize("guid", ["tag:aino.example,2026:walk", "https://aino.example/?p=12", "urn:isbn:123"])
def test_an_entry_with_an_iri_as_id_keeps_it(shelf, guid):
    assert item_id(shelf.hub, shelf.entry("walk", guid=guid)) == guid


@pytest.mark.parametrize("guid", ["12", "post 12", "a<b>:c", "/relative", "C:\\x", ""])
def test_an_entry_with_another_id_gets_a_uuid_of_its_own(shelf, guid):
    first, again = shelf.entry("walk", guid=guid, id="x"), shelf.entry("walk", guid=guid, id="x")
    other = shelf.entry("talk", guid=guid + "1", id="y", by="bo")
    found = item_id(shelf.hub, first)
    assert re.fullmatch(r"urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", found)
    assert item_id(shelf.hub, again) == found != item_id(shelf.hub, other)


def test_the_uuid_is_made_of_the_feeds_address_and_the_id_alone(shelf):
    # uuid5(NAMESPACE_URL, "https://aino.example/feed" + "12"): a published id may never change.
    assert item_id(shelf.hub, shelf.entry("walk", guid="12")) == "urn:uuid:fb0c3c23-2522-5693-9db5-d781d154cc98"


def test_updated_is_that_of_the_text_and_the_feeds_is_its_newest_items(both, shelf, body, on_day):
    shelf.post("new", 9)
    shelf.post("changed", 3, updated=on_day(20))
    feed, document = both(shelf, body)
    assert feed.find("a:updated", NS).text == "2026-01-21T12:00:00+02:00"
    assert [e.text for e in feed.findall("a:entry/a:updated", NS)] == [
        "2026-01-10T12:00:00+02:00",
        "2026-01-21T12:00:00+02:00",
    ]
    assert document["items"][1]["date_published"] == "2026-01-04T12:00:00+02:00"
    assert document["items"][1]["date_modified"] == "2026-01-21T12:00:00+02:00"


def test_an_empty_listing_has_a_valid_feed_with_a_fixed_date(both, shelf, body):
    feed, document = both(shelf, body)
    assert feed.find("a:updated", NS).text == "1970-01-01T00:00:00+00:00"
    assert document["items"] == []


def test_a_feed_holds_the_newest_items_and_no_more_than_the_settings_say(both, shelf, body):
    shelf.settings["feed_items"] = 2
    for number in range(5):
        shelf.post(f"p{number}", number)
    feed, document = both(shelf, body)
    assert [e.text for e in feed.findall("a:entry/a:title", NS)] == ["P4", "P3"]
    assert [item["title"] for item in document["items"]] == ["P4", "P3"]


def test_authors_have_pages_and_topics_have_names(valid_json_feed, valid_atom, shelf, body, make_group):
    shelf.author("aino", "Aino Lehto", photo="authors/aino.webp")
    shelf.author("bo", "Bo Ek")
    voice = shelf.post("cache", by=("aino", "bo"), topics=("kafka",), language="fi")
    catalog = shelf.catalog(topics={"kafka": make_group("topic", "kafka", "Apache Kafka", voices=(voice,))})
    feed = valid_atom(atom(catalog, HOME, catalog.voices, body))
    entry = feed.find("a:entry", NS)
    assert [a.findtext("a:name", None, NS) for a in entry.findall("a:author", NS)] == ["Aino Lehto", "Bo Ek"]
    assert entry.find("a:author/a:uri", NS).text == "https://voices.example/authors/aino/"
    assert dict(entry.find("a:category", NS).attrib) == {
        "term": "kafka",
        "scheme": "https://voices.example/topics/",
        "label": "Apache Kafka",
    }
    assert entry.get("{http://www.w3.org/XML/1998/namespace}lang") == "fi"
    item = valid_json_feed(
        json_feed(catalog, HOME, catalog.voices, body, lambda path: f"https://voices.example/{path}")
    )
    assert item["items"][0]["tags"] == ["Apache Kafka"]
    assert item["items"][0]["language"] == "fi"
    assert item["items"][0]["authors"][0] == {
        "name": "Aino Lehto",
        "url": "https://voices.example/authors/aino/",
        "avatar": "https://voices.example/authors/aino.webp",
    }


def test_a_feed_says_where_it_stands_and_which_page_it_is_of(both, shelf, body):
    feed, document = both(shelf, body, FeedListing("Kafka", "topics/kafka/", "en"))
    assert feed.find("a:link[@rel='self']", NS).get("href") == "https://voices.example/topics/kafka/feed.xml"
    assert feed.find("a:link[@rel='alternate']", NS).get("href") == "https://voices.example/topics/kafka/"
    assert feed.find("a:id", NS).text == "https://voices.example/topics/kafka/"
    assert document["feed_url"] == "https://voices.example/topics/kafka/feed.json"
    assert document["home_page_url"] == "https://voices.example/topics/kafka/"


def test_a_post_with_its_original_elsewhere_names_it(both, shelf, body):
    shelf.post("cache", url="https://aino.example/cache")
    feed, document = both(shelf, body)
    assert feed.find("a:entry/a:link[@rel='canonical']", NS).get("href") == "https://aino.example/cache"
    assert document["items"][0]["_voices"]["canonical"] == "https://aino.example/cache"


def test_a_post_whose_authors_have_no_page_still_has_an_author_by_the_feed(both, shelf, body):
    shelf.post("cache", by=())
    feed, document = both(shelf, body)
    assert feed.find("a:author/a:name", NS).text == "Our voices"
    assert document["authors"][0]["name"] == "Our voices"


def test_hostile_words_stay_words(both, shelf, hostile):
    shelf.author("aino", hostile)
    shelf.post("cache", title=hostile, summary=hostile, topics=("kafka",), image=Image("x.png", hostile))
    shelf.entry("walk", title=hostile, summary=hostile, url='https://aino.example/"><script>')
    feed, document = both(shelf, lambda voice: f"<p>{hostile}</p>", FeedListing(hostile, "", "en", hostile))
    words = "<script>alert(1)</script>\"'&]]>-->\u2028\u2029\u202eevil"
    assert feed.find("a:title", NS).text == words
    assert {e.findtext("a:title", None, NS) for e in feed.findall("a:entry", NS)} == {words}
    assert {item["title"] for item in document["items"]} == {words}
    assert document["items"][1]["content_html"] == f"<p>{words}</p>"


def test_feedparser_reads_back_what_was_written(shelf, body):
    shelf.author("aino", "Aino Lehto")
    shelf.post("cache", 5, title="Łódź & Ääni", topics=("kafka",))
    shelf.entry("walk", 2, title="A walk")
    catalog = shelf.catalog()
    parsed = feedparser.parse(io.BytesIO(atom(catalog, HOME, catalog.voices, body)))
    assert not parsed.bozo
    assert parsed.version == "atom10"
    assert [entry.title for entry in parsed.entries] == ["Łódź & Ääni", "A walk"]
    assert parsed.entries[0].author == "Aino Lehto"
    assert parsed.entries[0].link == "https://voices.example/posts/cache/"
    assert parsed.entries[0].tags[0].label == "Kafka"
    assert parsed.entries[0].published == "2026-01-06T12:00:00+02:00"
    assert parsed.entries[1].link == "https://aino.example/walk"


def test_a_footnote_in_an_article_leads_to_its_page(valid_atom, shelf):
    shelf.post("cache")
    catalog = shelf.catalog()
    data = atom(catalog, HOME, catalog.voices, lambda voice: '<p>So.<a href="#fn1">1</a></p>')
    base = valid_atom(data).find("a:entry/a:content", NS).get("{http://www.w3.org/XML/1998/namespace}base")
    assert base == "https://voices.example/posts/cache/"
    parsed = feedparser.parse(io.BytesIO(data))
    assert 'href="https://voices.example/posts/cache/#fn1"' in parsed.entries[0].content[0].value


def test_an_article_is_asked_for_once_however_many_listings_show_it(shelf):
    shelf.post("cache", topics=("kafka",))
    asked: list[str] = []

    def body(voice: Voice) -> str:
        asked.append(voice.key)
        return "<p>Text</p>"

    catalog = shelf.catalog()
    writers: list[Callable[..., bytes]] = [AtomWriter(catalog, body).feed, JsonFeedWriter(catalog, body).feed]
    for write in writers:
        asked.clear()
        for address in ("", "topics/kafka/", "authors/aino/"):
            assert b"posts/cache" in write(FeedListing("x", address, "en"), catalog.voices)
        assert asked == ["posts/cache"]


def test_the_same_catalog_gives_the_same_bytes(shelf, body, golden):
    shelf.author("aino", "Aino Lehto", photo="authors/aino.webp")
    shelf.post("cache", 5, title="The cache that lied", topics=("kafka",), language="en")
    shelf.entry("walk", 2, title="Kävely", language="fi", guid="12")
    shelf.entry("full", 1, html="<p>All of it</p>")
    catalog = shelf.catalog()
    once = atom(catalog, HOME, catalog.voices, body), json_feed(catalog, HOME, catalog.voices, body)
    again = atom(catalog, HOME, catalog.voices, body), json_feed(catalog, HOME, catalog.voices, body)
    assert once == again
    golden("feed.xml", once[0])
    golden("feed.json", once[1])
