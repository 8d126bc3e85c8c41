"""What authors ask for: how much is kept, whose words, which subjects, since when; and what happens when they go."""

from __future__ import annotations

import datetime as dt

import pytest
from feedworld import DAY, Place, atom, entry

from voices.feeds.forgetting import forget_entry
from voices.model import EntryText, FeedSource

FULL = "<p>" + " ".join(f"word{n}" for n in range(200)) + "</p>"


def test_an_excerpt_keeps_no_more_than_is_shown(place: Place) -> None:
    place.blog("/feed.xml", entry(content=FULL))
    place.fetch()
    text = place.file().read_text()
    assert "word49" in text
    assert "word50" not in text
    assert "content_html" not in text


def test_the_gate_reads_the_whole_text_even_of_an_excerpt(place: Place) -> None:
    seen: list[EntryText] = []

    def gate(text: EntryText) -> tuple[str, ...]:
        seen.append(text)
        return ("policy.secret",) if "word199" in text.text else ()

    place.blog("/feed.xml", entry(content=FULL))
    report = place.fetch(gate=gate)
    assert report.total("held") == 1
    assert [held.rules for held in report.held] == [("policy.secret",)]
    assert (seen[0].author, seen[0].title, seen[0].language) == ("jane", "A post", "en")


def test_a_held_entry_is_archived_without_a_word_of_it(place: Place) -> None:
    place.blog(
        "/feed.xml",
        entry("Confidential", content=FULL, tags=("secret",), id_="urn:1", link="https://jane.example/1"),
        show="full",
    )
    place.fetch(gate=lambda _: ("policy.x",))
    (item,) = place.json()["items"]
    assert set(item) == {"id", "url", "date_published", "_voices"}
    assert item["_voices"]["rules"] == ["policy.x"]
    kept = place.file().read_text().casefold()
    assert "word1" not in kept
    assert "confidential" not in kept
    assert "secret" not in kept
    assert place.entries()[0].status == "held"


def test_a_held_entry_is_released_when_the_rule_no_longer_trips(place: Place) -> None:
    place.blog("/feed.xml", entry("A"))
    place.fetch(gate=lambda _: ("policy.x",), gate_version="1")
    assert place.published() == []
    report = place.fetch(dt.timedelta(minutes=5), gate_version="2")
    assert (report.total("released"), place.published()) == (1, ["A"])


def test_a_person_releases_a_held_entry_and_its_text_is_fetched_again(place: Place) -> None:
    place.blog("/feed.xml", entry("A"))
    place.fetch(gate=lambda _: ("policy.x",))
    place.edit(lambda data: data["items"][0]["_voices"].update(status="published"))
    place.fetch(DAY, gate=lambda _: ("policy.x",))
    assert place.published() == ["A"]
    place.fetch(DAY, gate=lambda _: ("policy.x",))
    assert place.published() == ["A"]
    # What was accepted is this rule, not every rule.
    place.fetch(DAY, gate=lambda _: ("policy.x", "policy.y"))
    assert place.published() == []


def test_an_entry_edited_into_a_fault_is_held_from_then_on(place: Place) -> None:
    place.blog("/feed.xml", entry("A"))
    place.fetch()
    place.serve("/feed.xml", entry("A", content="<p>The secret sauce is salt.</p>"))
    report = place.fetch(DAY, gate=lambda text: ("policy.x",) if "sauce" in text.text else ())
    assert (report.total("held"), place.published()) == (1, [])
    assert "honest words" not in place.file().read_text()


def test_a_change_to_full_fetches_again_at_once(place: Place) -> None:
    place.blog("/feed.xml", entry(content=FULL))
    place.fetch()
    place.wish(show="full")
    assert place.fetch(dt.timedelta(minutes=1)).outcomes[0].result == "read"
    assert "word199" in place.entries()[0].html


def test_a_change_to_excerpt_removes_the_text_even_when_nobody_answers(place: Place) -> None:
    place.blog("/feed.xml", entry(content=FULL), show="full")
    place.fetch()
    place.wish(show="excerpt")
    assert place.entries()[0].html == ""
    place.server.routes["/feed.xml"] = lambda handler: handler.answer(500)
    place.fetch(DAY)
    assert "word199" not in place.file().read_text()
    assert place.entries()[0].summary.startswith("word0")


def test_only_author_leaves_the_others_out(place: Place) -> None:
    place.blog(
        "/feed.xml",
        entry("Mine", author="DOE, Jane"),
        entry("Theirs", author="Bob"),
        entry("Nobody's"),
        only_author="Jane Doe",
    )
    place.fetch()
    assert place.published() == ["Mine"]
    assert len(place.entries()) == 1


def test_in_a_blog_of_several_others_words_are_held(place: Place) -> None:
    place.blog(
        "/feed.xml", entry("Mine", author="Jane Doe"), entry("Theirs", author="Bob"), entry("Both", author="Jane Doe")
    )
    report = place.fetch()
    assert sorted(place.published()) == ["Both", "Mine"]
    assert report.held[0].rules == ("feed.other-author",)
    assert "Bob" not in place.file().read_text()


def test_a_blog_under_one_pen_name_is_the_authors_own(place: Place) -> None:
    place.blog("/feed.xml", entry("A", author="admin"), entry("B", author="admin"))
    place.fetch()
    assert len(place.published()) == 2
    assert "admin" not in place.file().read_text()


def test_a_guest_who_comes_later_is_held_though_alone_in_the_window(place: Place) -> None:
    place.blog("/feed.xml", entry("A", author="admin"))
    place.fetch()
    place.serve("/feed.xml", entry("Guest", author="Bob"))
    place.fetch(DAY)
    assert place.published() == ["A"]


def test_only_topics_and_since_leave_the_rest_out(place: Place) -> None:
    place.blog(
        "/feed.xml",
        entry("Kafka", tags=("Apache Kafka",)),
        entry("Cats", tags=("cats",)),
        entry("Old", tags=("Apache Kafka",), published="2020-01-01T00:00:00Z"),
        only_topics=("apache kafka",),
        since=dt.date(2025, 1, 1),
    )
    place.fetch()
    assert [e.title for e in place.entries()] == ["Kafka"]


def test_a_narrower_wish_takes_effect_on_what_was_kept_before(place: Place) -> None:
    place.blog("/feed.xml", entry("Old", published="2020-01-01T00:00:00Z"), entry("New"))
    place.fetch()
    place.serve("/feed.xml", entry("New"))
    place.wish(since=dt.date(2025, 1, 1))
    report = place.fetch(DAY)
    assert place.published() == ["New"]
    assert len(place.entries()) == 2
    # An author's own wish is nothing an editor has to look at.
    assert report.held == ()


def test_a_wider_wish_brings_back_what_the_feed_still_has(place: Place) -> None:
    place.blog("/feed.xml", entry("Old", published="2020-01-01T00:00:00Z"), entry("New"))
    place.fetch()
    place.wish(since=dt.date(2025, 1, 1))
    place.fetch(DAY)
    place.wish(since=None)
    place.fetch(DAY)
    assert sorted(place.published()) == ["New", "Old"]


def test_the_profiles_language_wins_over_the_feeds(place: Place) -> None:
    place.blog("/feed.xml", entry(), language="fi")
    place.fetch()
    assert place.entries()[0].language == "fi"
    place.wish(language=None)
    assert place.entries()[0].language == "en"


def test_an_undeclared_language_is_detected(place: Place) -> None:
    place.settings["languages"] = ["en", "fi"]
    words = (
        "Tänään siirsimme jonon tietokantaan ja huomasimme että kaikki toimii paremmin kuin ennen "
        "koska odotukset ovat lyhyempiä. " * 4
    )
    place.blog()
    place.server.routes["/feed.xml"] = atom(entry("Jono", content=f"<p>{words}</p>")).replace(' xml:lang="en"', "")
    place.fetch()
    assert place.entries()[0].language == "fi"


def test_the_profiles_own_topics_come_with_the_blog(place: Place) -> None:
    place.blog("/feed.xml", entry(), topics=("Craft",))
    place.fetch()
    feed = place.blogs()[0].feed
    assert feed is not None
    assert feed.topics == ("Craft",)


@pytest.mark.parametrize("status", ["alumni", "hidden", "invited"])
def test_the_feeds_of_who_left_or_hides_are_not_asked_and_stay_archived(place: Place, status: str) -> None:
    place.blog("/feed.xml", entry("A"))
    place.fetch()
    feed = place.authors[0].feeds[0]
    place.author("jane", feed, status=status)
    assert place.fetch(DAY).outcomes == ()
    assert place.published() == ["A"]


def test_a_feed_removed_from_the_profile_keeps_its_entries_as_they_are(place: Place) -> None:
    place.blog("/feed.xml", entry("A", content=FULL), show="full")
    place.fetch()
    before = place.file().read_bytes()
    place.author("jane")
    assert place.fetch(DAY).outcomes == ()
    (blog,) = place.blogs()
    assert blog.feed is None
    assert "word199" in blog.entries[0].html
    assert place.file().read_bytes() == before


def test_a_forgotten_entry_is_gone_and_does_not_come_back(place: Place) -> None:
    place.blog("/feed.xml", entry("A", link="https://jane.example/a?id=1"), entry("B"))
    place.fetch()
    done = forget_entry(place.hub, place.authors, "http://www.jane.example/a/?id=1&utm_source=x")
    assert [number for _, number in done] == [1]
    assert "/a?id=1" not in place.file().read_text()
    place.fetch(DAY)
    assert place.published() == ["B"]
    # A new guid, or a new link, is no way around it.
    place.serve(
        "/feed.xml",
        entry("A", id_="urn:new", link="https://jane.example/a?id=1"),
        entry("A", link="https://jane.example/moved"),
    )
    place.fetch(DAY)
    assert place.published() == ["B"]


def test_forgetting_a_feeds_own_address_forgets_all_its_entries(place: Place) -> None:
    place.blog("/feed.xml", entry("A"), entry("B"))
    place.fetch()
    assert forget_entry(place.hub, place.authors, place.server.url("/feed.xml"))[0][1] == 2
    place.fetch(DAY)
    assert place.entries() == []


def test_forgetting_what_is_not_there_says_so(place: Place) -> None:
    place.blog("/feed.xml", entry("A"))
    place.fetch()
    assert forget_entry(place.hub, place.authors, "https://jane.example/nothing") == ()


def test_two_listed_feeds_of_which_one_moves_to_the_other_keep_their_files(place: Place) -> None:
    place.serve("/new.xml", entry("A"))
    place.server.routes["/old.xml"] = lambda handler: handler.answer(301, b"", {"Location": "/new.xml"})
    place.author("jane", FeedSource(place.server.url("/old.xml")), FeedSource(place.server.url("/new.xml")))
    place.fetch()
    place.fetch(DAY)
    assert place.published() == ["A"]
    assert [blog.feed is not None for blog in place.blogs()] == [True, True]
