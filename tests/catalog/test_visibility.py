"""What is shown and what is left out."""

from __future__ import annotations

import pytest

from voices.model import FeedSource


@pytest.mark.parametrize("keys", [{"draft": True}, {"audience": "internal"}, {"date": "2026-11-23"}])
def test_drafts_internal_posts_and_the_future_are_in_no_list(world, keys):
    world.post("shown")
    world.post("unshown", topics=("Secret topic",), **keys)
    catalog = world.build()
    assert list(catalog.posts) == ["shown"]
    assert [voice.key for voice in catalog.voices] == ["posts/shown"]
    assert "secret-topic" not in catalog.topics
    assert catalog.recorded == ("authors/aino/", "languages/en/", "posts/shown/")


def test_a_time_later_today_is_the_future_and_a_bare_today_is_not(world):
    world.post("this-day", date="2026-11-22")
    world.post("this-morning", date="2026-11-22 11:59")
    world.post("this-evening", date="2026-11-22 18:00")
    assert set(world.build().posts) == {"this-day", "this-morning"}


def test_a_post_that_waits_for_its_day_is_told_in_a_hint(world):
    world.post("shown")
    world.post("tomorrow", date="2026-11-23")
    world.post("this-evening", date="2026-11-22 18:00")
    world.post("draft", date="2026-11-23", draft=True)
    told = {finding.path: finding for finding in world.findings("post.future")}
    assert sorted(told) == ["content/posts/this-evening.md", "content/posts/tomorrow.md"]
    assert {finding.severity for finding in told.values()} == {"hint"}
    assert "dated 2026-11-23 and" in told["content/posts/tomorrow.md"].message
    assert "dated 2026-11-22 18:00 and" in told["content/posts/this-evening.md"].message


def test_the_internal_edition_has_internal_posts_and_no_ledger(world):
    world.post("inside", audience="internal")
    world.audience = "internal"
    world.permalinks = ("posts/long-gone/",)
    catalog = world.build()
    assert list(catalog.posts) == ["inside"]
    assert catalog.recorded == ()
    assert not [finding for finding in catalog.findings if finding.rule.startswith("permalinks")]


def test_a_withdrawn_post_leaves_its_title_and_note_but_none_of_its_text(world):
    world.post(
        "regret", withdrawn="2026-05-01", topics=("Kafka",), text="Words nobody should read again.", aliases=("/r/",)
    )
    catalog = world.build()
    assert catalog.posts == {}
    assert catalog.voices == ()
    (left,) = catalog.withdrawn
    assert (left.address, left.title, left.note, left.language) == ("posts/regret/", "Regret", "Taken back.", "en")
    assert "posts/regret/" in catalog.recorded
    assert catalog.redirects["r/"] == "posts/regret/"
    assert "Words nobody should read" not in repr(catalog.withdrawn)


def test_a_hidden_author_takes_page_entries_and_own_posts_along_and_leaves_shared_posts_to_the_others(world):
    world.author("ghost", status="hidden", team="Night shift")
    world.post("alone", authors="ghost")
    world.post("together", authors="ghost aino")
    world.blog("ghost", world.entry("spooky"))
    catalog = world.build()
    assert list(catalog.people) == ["aino"]
    assert list(catalog.posts) == ["together"]
    assert catalog.posts["together"].authors == ("aino",)
    assert catalog.blogs == ()
    assert "night-shift" not in catalog.teams
    assert "ghost" not in catalog.by_author


def test_what_was_published_and_is_hidden_answers_with_a_goodbye_and_does_not_stop_the_build(world):
    world.author("ghost", status="hidden", aliases=("/authors/spirit/",))
    world.post("alone", authors="ghost", aliases=("/boo/",))
    world.permalinks = ("authors/ghost/", "authors/ghost/full-entry/", "authors/spirit/", "posts/alone/")
    catalog = world.build()
    assert catalog.farewells == ("authors/ghost/", "authors/ghost/full-entry/", "posts/alone/")
    assert catalog.redirects["authors/spirit/"] == "authors/ghost/"
    assert catalog.redirects["boo/"] == "posts/alone/"
    assert not [finding for finding in catalog.findings if finding.severity == "block"]


def test_what_is_hidden_before_it_was_published_leaves_no_trace_at_all(world):
    world.author("ghost", status="hidden", aliases=("/authors/spirit/",))
    world.post("alone", authors="ghost")
    catalog = world.build()
    assert catalog.farewells == ()
    assert catalog.redirects == {}
    assert catalog.recorded == ("authors/aino/",)


def test_an_invited_author_has_no_page_and_their_post_waits_with_a_warning(world):
    world.author("newbie", status="invited")
    world.post("first-words", authors="newbie")
    catalog = world.build()
    assert "newbie" not in catalog.people
    assert catalog.posts == {}
    (finding,) = (found for found in catalog.findings if found.rule == "author.invited")
    assert finding.severity == "warn"
    assert "status: active" in finding.message


def test_alumni_keep_their_page_and_stand_after_the_others_of_their_team(world):
    world.author("bo", name="Bo", team="Data", status="alumni")
    world.author("cy", name="Cy", team="Data")
    assert world.build().teams["data"].people == ("cy", "bo")


def test_held_and_future_entries_and_those_before_since_are_left_out(world):
    feed = FeedSource(url="https://aino.example/feed.xml", since=world.moment("2026-01-01").day)
    world.blog(
        "aino",
        world.entry("kept"),
        world.entry("held", status="held"),
        world.entry("early", date="2025-12-31"),
        world.entry("tomorrow", date="2026-11-24"),
        feed=feed,
    )
    catalog = world.build()
    assert [voice.title for voice in catalog.voices] == ["kept"]
    assert [entry.slug for entry in catalog.blogs[0].entries] == ["kept"]


def test_a_feed_limited_to_topics_shows_only_entries_with_one_of_them(world):
    feed = FeedSource(url="https://aino.example/feed.xml", only_topics=("Data platform",))
    world.blog("aino", world.entry("work", tags=("data-platform",)), world.entry("cats", tags=("Cats",)), feed=feed)
    assert [voice.title for voice in world.build().voices] == ["work"]


def test_a_closed_job_keeps_its_page_and_leaves_the_lists(world):
    world.author("bo", team="Data")
    world.hand_jobs = [
        world.job("open", team="Data", closes=world.moment("2026-11-22")),
        world.job("over", team="Data", closes=world.moment("2026-11-21")),
    ]
    world.board_jobs = [world.job("open", team="Other"), world.job("from-board", board="greenhouse")]
    catalog = world.build()
    assert {id_: job.closed for id_, job in catalog.jobs.items()} == {"open": False, "over": True, "from-board": False}
    assert catalog.teams["data"].jobs == ("open",)
    assert "jobs/over/" in catalog.recorded
