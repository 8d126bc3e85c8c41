"""Posts and entries as one stream."""

from __future__ import annotations

import datetime as dt

from msgspec.structs import replace

from voices.model import FeedSource


def test_posts_and_entries_stand_in_one_order_by_date_then_slug(world):
    world.post("b-post", date="2026-02-01 02:00")
    world.post("a-post", date="2026-02-01 02:00")
    world.blog("aino", world.entry("newer", date="2026-02-02"), world.entry("older", date="2026-01-31"))
    assert [voice.title for voice in world.build().voices] == ["newer", "A post", "B post", "older"]


def test_an_excerpt_entry_has_no_page_here_and_a_full_one_has(world):
    feed = FeedSource(url="https://aino.example/feed.xml", show="full", language="fi")
    world.blog("aino", world.entry("whole", html="<p>One two three</p>", summary=""), feed=feed)
    world.blog("aino", world.entry("part", summary="A bit.", language="pl"), name="other")
    catalog = world.build()
    by_title = {voice.title: voice for voice in catalog.voices}
    whole, part = by_title["whole"], by_title["part"]
    assert (whole.address, whole.words, whole.minutes, whole.language) == ("authors/aino/whole/", 3, 1, "fi")
    assert whole.summary == "One two three"
    assert (part.address, part.minutes, part.language, part.source_name) == ("", 0, "pl", "aino.example")
    assert "authors/aino/whole/" in catalog.recorded
    assert set(catalog.by_author["aino"]) == {whole, part}


def test_an_entry_that_a_post_repeats_stands_once(world):
    world.post("again", canonical="https://aino.example/original")
    world.blog("aino", world.entry("original", url="http://www.aino.example/original/"))
    assert [voice.kind for voice in world.build().voices] == ["post"]


def test_one_entry_in_two_feeds_of_an_author_stands_once(world):
    world.blog("aino", world.entry("same", url="https://aino.example/x"))
    world.blog("aino", world.entry("same-2", url="https://aino.example/x"), name="other")
    assert len(world.build().voices) == 1


def test_an_entry_in_two_authors_feeds_is_one_voice_of_both(world):
    world.author("bo")
    first = world.entry("ours", url="https://aino.example/ours/?utm_source=x", summary="As published first.")
    later = replace(first, first_seen=first.first_seen + dt.timedelta(hours=3), summary="As copied.")
    world.blog("aino", replace(later, url="http://www.aino.example/ours"))
    world.blog("bo", first)
    catalog = world.build()
    (voice,) = catalog.voices
    assert (voice.authors, voice.summary, voice.key) == (("bo", "aino"), "As published first.", "entry:bo/ours")
    assert catalog.by_author == {"aino": (voice,), "bo": (voice,)}


def test_authors_of_an_entry_first_seen_at_once_stand_by_id(world):
    world.author("bo")
    for author in ("bo", "aino"):
        world.blog(author, world.entry("ours"))
    assert [voice.authors for voice in world.build().voices] == [("aino", "bo")]


def test_what_one_author_has_in_two_feeds_names_them_once(world):
    world.author("bo")
    world.blog("aino", world.entry("ours"))
    world.blog("aino", world.entry("ours-2", url="https://aino.example/ours"), name="other")
    world.blog("bo", world.entry("ours"))
    assert [voice.authors for voice in world.build().voices] == [("aino", "bo")]


def test_entries_that_lead_to_a_front_page_or_nowhere_are_not_taken_for_one(world):
    world.author("bo")
    for author in ("aino", "bo"):
        world.blog(author, world.entry("home", url="https://shared.example/"))
    world.blog(
        "aino", replace(world.entry("no", url=""), id="1"), replace(world.entry("link", url=""), id="2"), name="b"
    )
    assert sorted(voice.title for voice in world.build().voices) == ["home", "home", "link", "no"]


def test_a_post_that_repeats_a_co_written_entry_stands_for_all_its_copies(world):
    world.author("bo")
    world.post("again", canonical="https://aino.example/ours?utm_medium=y")
    for author in ("aino", "bo"):
        world.blog(author, world.entry("ours"))
    assert [voice.kind for voice in world.build().voices] == ["post"]


def test_summary_is_the_written_one_else_an_excerpt(world):
    world.settings["excerpt_words"] = 3
    world.post("said", summary="Two\n lines")
    world.post("unsaid", text="One two three four")
    posts = world.build().posts
    assert posts["said"].summary == "Two lines"
    assert posts["unsaid"].summary == "One two three…"


def test_the_first_address_is_the_last_alias(world):
    world.post("now", aliases=("/posts/then/", "/first.html"))
    world.post("always")
    posts = world.build().posts
    assert posts["now"].first_address == "first.html"
    assert posts["always"].first_address == "posts/always/"


def test_a_post_without_language_is_in_its_first_authors_first_language_else_the_default(world):
    world.author("mika", languages=("fi", "en"))
    world.post("said", authors="mika", language="pl")
    world.post("inferred", authors="mika aino")
    world.post("default")
    world.post("regional", language="en-GB")
    found = {slug: voice.language for slug, voice in world.build().posts.items()}
    assert found == {"said": "pl", "inferred": "fi", "default": "en", "regional": "en"}


def test_a_feeds_nonsense_language_falls_back_and_a_foreign_one_is_kept(world):
    world.blog("aino", world.entry("odd", language="english, please"), world.entry("swedish", language="sv_SE"))
    assert {voice.title: voice.language for voice in world.build().voices} == {"odd": "en", "swedish": "sv"}


def test_newer_and_older_lead_through_posts_only(world):
    world.post("one", date="2026-01-01")
    world.blog("aino", world.entry("between", date="2026-01-02"))
    world.post("two", date="2026-01-03")
    catalog = world.build()
    assert catalog.newer["posts/one"] is catalog.posts["two"]
    assert catalog.older["posts/two"] is catalog.posts["one"]
    assert len(catalog.newer) == len(catalog.older) == 1


def test_newer_and_older_pass_over_translations_and_keep_the_language(world):
    world.post("first", date="2026-01-01")
    world.post("eka", date="2026-01-02", language="fi", translation_of="first")
    world.post("second", date="2026-01-03")
    world.post("toka", date="2026-01-04", language="fi", translation_of="second")
    catalog = world.build()
    assert {key: voice.key for key, voice in catalog.newer.items()} == {
        "posts/first": "posts/second",
        "posts/eka": "posts/toka",
    }
    assert {key: voice.key for key, voice in catalog.older.items()} == {
        "posts/second": "posts/first",
        "posts/toka": "posts/eka",
    }


def test_the_same_world_joins_to_the_same_catalog(world):
    for number in range(12):
        world.post(f"p{number}", topics=("A", "B"), date="2026-01-01")
    first, second = world.build(), world.build()
    assert list(first.posts) == list(second.posts)
    assert {k: [v.key for v in r] for k, r in first.related.items()} == {
        k: [v.key for v in r] for k, r in second.related.items()
    }
