"""The ledger of published addresses."""

from __future__ import annotations

import pytest

from voices.catalog.permalinks import erased_line, record
from voices.model import FeedSource


def test_posts_people_subjects_languages_full_entries_and_jobs_are_recorded(world):
    feed = FeedSource(url="https://aino.example/feed.xml", show="full")
    world.author("bo", team="Data", place="Oulu")
    world.post("p", topics=("Kafka",))
    world.post("gone", withdrawn="2026-03-03")
    world.blog("aino", world.entry("whole", html="<p>x</p>", language="fi"), feed=feed)
    world.hand_jobs = [world.job("baker")]
    assert world.build().recorded == (
        "authors/aino/",
        "authors/aino/whole/",
        "authors/bo/",
        "jobs/baker/",
        "languages/en/",
        "languages/fi/",
        "places/oulu/",
        "posts/gone/",
        "posts/p/",
        "teams/data/",
        "topics/kafka/",
    )


def test_recording_adds_sorts_and_never_removes(world):
    lines = ["# ours", "posts/b/", "/posts/a/", "posts/b/", "", "sha256:00ff"]
    assert record(lines, ("posts/c/", "authors/x/")) == (
        b"# ours\nauthors/x/\nposts/a/\nposts/b/\nposts/c/\nsha256:00ff\n"
    )
    assert record(record(lines, ()).decode().splitlines(), ()) == record(lines, ())


def test_an_address_without_page_or_alias_is_a_block_in_the_ledger_with_its_line(world):
    world.post("cache-lessons")
    world.permalinks = ("# comment", "", "posts/cache-lessons/", "posts/cashe-lesson/", "", "teams/zz/", "")
    near, far = world.findings("permalinks.gone")
    assert (near.path, near.line, near.severity) == ("content/permalinks.txt", 4, "block")
    assert "add aliases: [/posts/cashe-lesson/] to content/posts/cache-lessons.md" in near.message
    assert far.line == 6
    assert "aliases: [/teams/zz/]" in far.message


@pytest.mark.parametrize(
    ("keys", "word"),
    [({"draft": True}, "a draft"), ({"audience": "internal"}, "internal"), ({"date": "2027-01-01"}, "future")],
)
def test_a_published_post_that_is_no_longer_shown_is_named_with_the_reason(world, keys, word):
    world.post("here", **keys)
    world.permalinks = ("posts/here/",)
    (finding,) = world.findings("permalinks.gone")
    assert "content/posts/here.md is" in finding.message
    assert word in finding.message
    assert "withdrawn" in finding.message


def test_an_alias_answers_for_a_recorded_address(world):
    world.post("now", aliases=("/posts/then/",))
    world.permalinks = ("posts/then/",)
    assert world.findings("permalinks.gone") == []


def test_an_erased_address_may_be_gone_and_its_line_does_not_tell_it(world):
    line = erased_line("/authors/jane/")
    assert line == erased_line("authors/jane/")
    assert "jane" not in line
    world.permalinks = (line,)
    assert world.findings("permalinks.gone") == []


def test_a_subject_only_of_withdrawn_or_hidden_words_leads_to_its_list(world):
    world.author("ghost", status="hidden", team="Night shift", languages=("pl",))
    world.post("regret", withdrawn="2026-03-03", topics=("Regrets",))
    world.post("boo", authors="ghost", topics=("Haunting",))
    world.permalinks = ("languages/pl/", "teams/night-shift/", "topics/haunting/", "topics/regrets/")
    catalog = world.build()
    assert catalog.redirects == {
        "languages/pl/": "languages/",
        "teams/night-shift/": "teams/",
        "topics/haunting/": "topics/",
        "topics/regrets/": "topics/",
    }
    assert not [finding for finding in catalog.findings if finding.severity == "block"]


def test_a_topic_that_was_simply_renamed_still_wants_its_alias(world):
    world.post("p", topics=("Apache Kafka",))
    world.permalinks = ("topics/apache-kafak/",)
    (finding,) = world.findings("permalinks.gone")
    assert "/topics/apache-kafka/" in finding.message


def test_without_the_jobs_feature_published_jobs_say_goodbye(world):
    world.settings["features"] = {"jobs": False}
    world.hand_jobs = [world.job("baker")]
    world.permalinks = ("jobs/baker/",)
    catalog = world.build()
    assert catalog.jobs == {}
    assert catalog.farewells == ("jobs/baker/",)


def test_what_a_stopped_merge_left_in_the_ledger_is_no_address(world):
    world.post("p")
    world.permalinks = ("<<<<<<< HEAD", "posts/p/", "=======", ">>>>>>> their branch")
    found = world.findings("permalinks.unreadable")
    assert [(finding.line, finding.severity) for finding in found] == [(1, "block"), (3, "block"), (4, "block")]
    told = '"=======" is no address, but what a stopped merge or another program left. Take the line out.'
    assert found[1].message == told


@pytest.mark.parametrize("line", ["\ufffd\ufffdposts/a/", "posts/\0b/", "../../etc", "a b/"])
def test_what_another_program_left_in_the_ledger_is_no_address(world, line):
    world.permalinks = (line,)
    (finding,) = world.findings("permalinks.unreadable")
    assert "\0" not in finding.message
    assert world.findings("permalinks.gone") == []
