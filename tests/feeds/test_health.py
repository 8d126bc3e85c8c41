"""What /feeds/ says of a blog: words its author understands, from the archive alone, and never a held entry."""

from __future__ import annotations

import datetime as dt

import pytest
from feedworld import DAY, Place, entry
from msgspec.structs import replace

from voices.feeds.health import health
from voices.i18n import Language
from voices.model import Blog, Entry, FeedSource

EN = Language("en")
SINCE = dt.datetime(2026, 11, 3, tzinfo=dt.UTC)
ENTRY = Entry("1", "https://x.example/1", "one", "One", SINCE, SINCE)
BLOG = Blog(
    "jane",
    "x",
    "x.json",
    "X",
    "",
    "https://x.example/f",
    entries=(ENTRY,) * 14,
    feed=FeedSource("https://x.example/f"),
    since=SINCE,
)
REASONS = [
    "page",
    "empty",
    "unreadable",
    "encoding",
    "too-slow",
    "too-heavy",
    "size",
    "missing",
    "redirects",
    "unreachable",
    "cut",
    "slow",
    "refused",
    "address",
    "certificate",
    "forbidden",
    "busy",
    "server",
    "status",
    "anything",
]


def test_a_page_instead_of_a_feed_is_said_as_such() -> None:
    blog = replace(BLOG, state="failing", reason="page")
    assert (
        health(blog, EN)
        == "Answers with a web page instead of a feed since 3 November 2026. The 14 entries we have stay."
    )


@pytest.mark.parametrize("reason", REASONS)
def test_every_reason_has_words_with_a_date(reason: str) -> None:
    said = health(replace(BLOG, state="failing", reason=reason), EN)
    assert "3 November 2026" in said
    assert "14 entries" in said
    assert "{" not in said


def test_a_well_blog_says_how_many_entries_there_are() -> None:
    assert health(BLOG, EN) == "Read without trouble; 14 entries so far."
    assert health(replace(BLOG, entries=(ENTRY,)), EN) == "Read without trouble; 1 entry so far."
    assert health(replace(BLOG, entries=()), EN) == "Read without trouble; there is nothing in it yet."


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("moved", "Moved to https://new.example/"),
        ("gone", "gone for good"),
        ("held", "Paused since"),
        ("failing", "has a fault"),
    ],
)
def test_every_state_has_words(state: str, words: str) -> None:
    blog = replace(BLOG, state=state, moved_to="https://new.example/")
    assert words in health(blog, EN)
    assert words in health(replace(blog, since=None, entries=()), EN)


def test_a_blog_no_longer_listed_says_so() -> None:
    assert health(replace(BLOG, feed=None), EN).startswith("Not read any more")


def test_held_entries_are_never_counted_nor_named() -> None:
    held = replace(ENTRY, status="held", rules=("policy.secret",))
    for state in ("ok", "failing"):
        said = health(replace(BLOG, state=state, entries=(ENTRY, held, held)), EN)
        assert "1 entry" in said
        assert "held" not in said
        assert "policy" not in said


def test_health_is_the_same_for_the_same_archive_whenever_asked(place: Place) -> None:
    place.blog("/feed.xml", entry())
    place.fetch()
    place.server.routes["/feed.xml"] = "<!doctype html><p>For sale"
    place.fetch(DAY)
    first = health(place.blogs()[0], EN)
    place.fetch(30 * DAY)
    assert health(place.blogs()[0], EN) == first
    assert "web page instead of a feed since 4 November 2026" in first
