"""Head tags: what a search engine, a social network and a feed reader find in a page."""

from __future__ import annotations

import json
from typing import Any

import pytest
from lxml import html
from msgspec.structs import replace

from voices.model import Author, Channel, Source
from voices.outputs.head import HeadInfo, Picture, Profile, head_tags, open_graph_locale
from voices.outputs.head_facts import article_alternates, fediverse_handles, profile_of

PLAIN = HeadInfo(title="Kafka", description="All on Kafka.", address="topics/kafka/", language="en")


def head(info: HeadInfo, hub: Any) -> Any:
    """The head as a browser's parser sees it."""
    return html.document_fromstring(f"<html><head>{head_tags(info, hub)}</head><body></body></html>").find("head")


def meta(tree: Any, name: str) -> list[str]:
    return [tag.get("content") for tag in tree.iter("meta") if name in (tag.get("name"), tag.get("property"))]


def links(tree: Any, rel: str) -> list[str]:
    return [tag.get("href") for tag in tree.iter("link") if tag.get("rel") == rel]


def test_a_page_says_what_it_is_and_where_it_stands(shelf):
    tree = head(PLAIN, shelf.hub)
    assert meta(tree, "description") == meta(tree, "og:description") == ["All on Kafka."]
    assert links(tree, "canonical") == meta(tree, "og:url") == ["https://voices.example/topics/kafka/"]
    assert meta(tree, "og:title") == ["Kafka"]
    assert meta(tree, "og:type") == ["website"]
    assert meta(tree, "og:site_name") == ["Our voices"]
    assert meta(tree, "og:locale") == ["en_US"]
    assert meta(tree, "twitter:card") == ["summary"]
    assert meta(tree, "robots") == ["max-image-preview:large"]


def test_addresses_keep_the_path_of_the_site(shelf):
    shelf.site_url = "https://acme.example/voices/"
    assert links(head(PLAIN, shelf.hub), "canonical") == ["https://acme.example/voices/topics/kafka/"]


def test_an_article_says_by_whom_and_when(shelf, on_day):
    info = replace(
        PLAIN,
        kind="article",
        published=on_day(1),
        updated=on_day(3),
        section="Kafka",
        tags=("Kafka", "Work"),
        authors=(("Aino Lehto", "https://voices.example/authors/aino/"),),
        fediverse_creators=("@aino@social.example",),
        picture=Picture("https://voices.example/card.png", "Aino Lehto: Kafka", 1200, 630),
    )
    tree = head(info, shelf.hub)
    assert meta(tree, "article:published_time") == ["2026-01-02T12:00:00+02:00"]
    assert meta(tree, "article:modified_time") == ["2026-01-04T12:00:00+02:00"]
    assert meta(tree, "article:tag") == ["Kafka", "Work"]
    assert meta(tree, "article:author") == ["https://voices.example/authors/aino/"]
    assert meta(tree, "author") == ["Aino Lehto"]
    assert meta(tree, "fediverse:creator") == ["@aino@social.example"]
    assert meta(tree, "og:image") == ["https://voices.example/card.png"]
    assert meta(tree, "og:image:alt") == ["Aino Lehto: Kafka"]
    assert meta(tree, "og:image:type") == ["image/png"]
    assert (meta(tree, "og:image:width"), meta(tree, "og:image:height")) == (["1200"], ["630"])
    assert meta(tree, "twitter:card") == ["summary_large_image"]


def test_a_profile_has_names_and_other_places_of_the_same_person(shelf):
    urls = ("https://social.example/@aino", "javascript:alert(1)")
    info = replace(
        PLAIN,
        kind="profile",
        profile=Profile("Aino Maria", "Lehto", "aino"),
        rel_me_urls=urls,
        vcard="authors/aino/card.vcf",
    )
    tree = head(info, shelf.hub)
    assert meta(tree, "profile:first_name") == ["Aino Maria"]
    assert meta(tree, "profile:last_name") == ["Lehto"]
    assert meta(tree, "profile:username") == ["aino"]
    assert links(tree, "me") == ["https://social.example/@aino"]
    assert "https://voices.example/authors/aino/card.vcf" in links(tree, "alternate")


def test_what_is_not_known_leaves_no_empty_tag(shelf):
    tree = head(HeadInfo("Kafka", "", "", "en", kind="article"), shelf.hub)
    assert all(tag.get("content") for tag in tree.iter("meta"))
    assert all(tag.get("href") for tag in tree.iter("link"))


def test_a_page_with_its_original_elsewhere_names_that_and_no_translations(shelf):
    info = replace(
        PLAIN, canonical_url="https://aino.example/x", alternates=(("en", "a/"), ("fi", "b/")), x_default="a/"
    )
    tree = head(info, shelf.hub)
    assert links(tree, "canonical") == meta(tree, "og:url") == ["https://aino.example/x"]
    assert not [tag for tag in tree.iter("link") if tag.get("hreflang")]


def test_a_canonical_that_is_no_web_address_is_not_believed(shelf):
    tree = head(replace(PLAIN, canonical_url="javascript:alert(1)"), shelf.hub)
    assert links(tree, "canonical") == ["https://voices.example/topics/kafka/"]


def test_a_page_not_to_be_found_says_so_and_names_no_canonical(shelf):
    tree = head(replace(PLAIN, noindex=True, alternates=(("en", "a/"), ("fi", "b/"))), shelf.hub)
    assert meta(tree, "robots") == ["noindex"]
    assert links(tree, "canonical") == []
    assert not [tag for tag in tree.iter("link") if tag.get("hreflang")]


def test_every_page_of_the_internal_edition_asks_not_to_be_found(shelf):
    shelf.audience = "internal"
    assert meta(head(PLAIN, shelf.hub), "robots") == ["noindex"]


def test_a_page_in_several_languages_names_all_of_them_and_itself(shelf):
    shelf.settings["languages"] = ["en", "fi"]
    info = replace(PLAIN, alternates=(("en", "topics/kafka/"), ("fi", "fi/topics/kafka/")), x_default="topics/kafka/")
    tree = head(info, shelf.hub)
    found = {tag.get("hreflang"): tag.get("href") for tag in tree.iter("link") if tag.get("hreflang")}
    assert found == {
        "en": "https://voices.example/topics/kafka/",
        "fi": "https://voices.example/fi/topics/kafka/",
        "x-default": "https://voices.example/topics/kafka/",
    }
    assert meta(tree, "og:locale:alternate") == ["fi_FI"]


def test_the_home_page_can_be_the_one_for_other_languages(shelf):
    info = HeadInfo("Home", "Hello.", "fi/", "fi", alternates=(("en", ""), ("fi", "fi/")), x_default="")
    tree = head(info, shelf.hub)
    assert [tag.get("href") for tag in tree.iter("link") if tag.get("hreflang") == "x-default"] == [
        "https://voices.example/"
    ]


def test_translations_name_each_other_or_nobody(shelf):
    one = shelf.post("one", 1, language="en")
    two = shelf.post("two", 2, language="fi")
    double = shelf.post("double", 3, language="fi")
    # What the catalog makes of two Finnish translations of one post: the older stands for the language.
    catalog = shelf.catalog(
        translations={one.key: (two,), two.key: (one,), double.key: (one,)},
    )
    named = {v.address: article_alternates(v, catalog) for v in (one, two, double)}
    assert named["posts/one/"] == named["posts/two/"] == (("en", "posts/one/"), ("fi", "posts/two/"))
    assert named["posts/double/"] == ()
    for address, alternates in named.items():
        for _, other in alternates:
            assert address in [a for _, a in named[other]]


def test_a_translation_with_its_original_elsewhere_stays_out(shelf):
    one = shelf.post("one", 1, language="en", url="https://aino.example/one")
    two = shelf.post("two", 2, language="fi")
    catalog = shelf.catalog(translations={one.key: (two,), two.key: (one,)})
    assert article_alternates(one, catalog) == article_alternates(two, catalog) == ()


def test_feeds_are_announced_in_both_formats(shelf):
    tree = head(replace(PLAIN, feeds=(("Our voices", ""), ("Kafka", "topics/kafka/"))), shelf.hub)
    found = [(t.get("type"), t.get("title"), t.get("href")) for t in tree.iter("link") if t.get("rel") == "alternate"]
    assert found == [
        ("application/atom+xml", "Our voices", "https://voices.example/feed.xml"),
        ("application/feed+json", "Our voices", "https://voices.example/feed.json"),
        ("application/atom+xml", "Kafka", "https://voices.example/topics/kafka/feed.xml"),
        ("application/feed+json", "Kafka", "https://voices.example/topics/kafka/feed.json"),
    ]


def test_a_page_of_a_listing_names_its_neighbours(shelf):
    tree = head(replace(PLAIN, previous="", next="page/3/"), shelf.hub)
    assert links(tree, "prev") == ["https://voices.example/"]
    assert links(tree, "next") == ["https://voices.example/page/3/"]


def test_oembed_is_announced_where_there_is_one(shelf):
    tree = head(replace(PLAIN, oembed="posts/x/oembed.json"), shelf.hub)
    found = [t.get("href") for t in tree.iter("link") if t.get("type") == "application/json+oembed"]
    assert found == ["https://voices.example/posts/x/oembed.json"]


def test_hostile_words_end_no_tag_and_no_script(shelf, hostile):
    info = replace(
        PLAIN,
        title=hostile,
        description=hostile,
        kind="article",
        tags=(hostile,),
        authors=((hostile, "https://voices.example/"),),
        fediverse_creators=(hostile,),
        picture=Picture("https://voices.example/x.png", hostile),
        feeds=((hostile, ""),),
        json_ld=({"@type": "Thing", "name": hostile},),
    )
    written = head_tags(info, shelf.hub)
    assert written.count("<script") == written.count("</script") == 1
    assert not set(written) & set("\x00\x08\ue000\ud800\ufffe")
    tree = head(info, shelf.hub)
    assert meta(tree, "og:title") == ["<script>alert(1)</script>\"'&]]>-->\u2028\u2029\u202eevil"]
    script = next(tree.iter("script"))
    assert script.get("type") == "application/ld+json"
    assert not set(script.text) & set("<>&\u2028\u2029")
    assert json.loads(script.text)["name"] == "<script>alert(1)</script>\"'&]]>-->\u2028\u2029\u202eevil"


def test_several_objects_stand_in_one_graph(shelf):
    tree = head(replace(PLAIN, json_ld=({"@type": "A"}, {"@type": "B"})), shelf.hub)
    data = json.loads(next(tree.iter("script")).text)
    assert data == {"@context": "https://schema.org", "@graph": [{"@type": "A"}, {"@type": "B"}]}


@pytest.mark.parametrize(
    ("code", "locale"),
    [
        ("fi", "fi_FI"),
        ("en", "en_US"),
        ("pl", "pl_PL"),
        ("lt", "lt_LT"),
        ("pt-BR", "pt_BR"),
        ("zh-Hant", "zh_TW"),
        ("tlh", "tlh"),
    ],
)
def test_a_language_has_the_locale_open_graph_wants(code, locale):
    assert open_graph_locale(code) == locale


def test_names_are_told_apart_as_open_graph_asks(on_day):
    def named(name: str) -> Profile:
        return profile_of(Author("x", Source("x.md"), name, on_day(0)))

    assert named("Aino Maria Lehto") == Profile("Aino Maria", "Lehto", "x")
    assert named("Jane") == Profile("Jane", "", "x")


def test_a_mastodon_name_comes_from_the_handle_or_the_address(on_day):
    channels = (
        Channel("mastodon", "https://social.example/@aino", "@aino@elsewhere.example"),
        Channel("mastodon", "https://social.example/@bo"),
        Channel("mastodon", "https://social.example/users/cy"),
        Channel("github", "https://github.example/@no"),
    )
    author = Author("x", Source("x.md"), "X", on_day(0), channels=channels)
    assert fediverse_handles((author,)) == ("@aino@elsewhere.example", "@bo@social.example")
