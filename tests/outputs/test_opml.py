"""The blogroll: every author's blogs, under their name, ready for a feed reader."""

from __future__ import annotations

from lxml import etree

from voices.model import FeedSource
from voices.outputs.opml import opml


def outlines(catalog):
    """{person: [(text, xmlUrl, htmlUrl)]} as a reader would import it."""
    tree = etree.fromstring(opml(catalog))
    assert (tree.tag, tree.get("version")) == ("opml", "2.0")
    found = {}
    for person in tree.findall("body/outline"):
        found[person.get("text")] = [(o.get("text"), o.get("xmlUrl"), o.get("htmlUrl")) for o in person]
        assert {o.get("type") for o in person} == {"rss"}
    return found


def test_blogs_stand_under_the_name_of_their_author_in_the_order_of_names(shelf):
    shelf.author("zoe", "Åke Zoe", feeds=(FeedSource("https://zoe.example/feed"),))
    shelf.author("aino", "Aino Lehto", feeds=(FeedSource("https://aino.example/feed"),))
    shelf.blog("zoe")
    shelf.blog("aino")
    found = outlines(shelf.catalog())
    assert list(found) == ["Aino Lehto", "Åke Zoe"]
    assert found["Aino Lehto"] == [("Aino's blog", "https://aino.example/feed", "https://aino.example/")]


def test_a_blog_not_fetched_yet_is_named_by_its_host(shelf):
    shelf.author("aino", "Aino Lehto", feeds=(FeedSource("https://www.aino.example/atom.xml"),))
    assert outlines(shelf.catalog()) == {"Aino Lehto": [("aino.example", "https://www.aino.example/atom.xml", None)]}


def test_a_blog_that_moved_is_offered_at_the_address_it_has_now(shelf):
    shelf.author("aino", "Aino Lehto", feeds=(FeedSource("https://aino.example/feed"),))
    shelf.blog("aino", feed_url="https://new.example/feed")
    assert outlines(shelf.catalog())["Aino Lehto"][0][1] == "https://new.example/feed"


def test_blogs_gone_held_or_no_longer_listed_are_not_offered(shelf):
    for id_, state in (("aino", "gone"), ("bo", "held")):
        shelf.author(id_, feeds=(FeedSource(f"https://{id_}.example/feed"),))
        shelf.blog(id_, state=state)
    shelf.author("cy")
    shelf.blog("cy")
    assert outlines(shelf.catalog()) == {}


def test_hostile_names_stay_names(shelf, hostile):
    shelf.author("aino", hostile, feeds=(FeedSource("https://aino.example/feed"),))
    shelf.blog("aino", title=hostile)
    words = "<script>alert(1)</script>\"'&]]>-->\u2028\u2029\u202eevil"
    assert outlines(shelf.catalog()) == {words: [(words, "https://aino.example/feed", "https://aino.example/")]}


def test_the_same_catalog_gives_the_same_blogroll(shelf, golden):
    shelf.author("aino", "Aino Lehto", feeds=(FeedSource("https://aino.example/feed", language="fi"),))
    shelf.blog("aino")
    assert opml(shelf.catalog()) == opml(shelf.catalog())
    golden("blogroll.opml", opml(shelf.catalog()))
