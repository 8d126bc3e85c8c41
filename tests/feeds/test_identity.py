"""What planets complain about, each in two or three steps: no post twice, none lost, none with a new date."""

from __future__ import annotations

import datetime as dt

import pytest
from feedworld import DAY, Place, atom, entry, rss

from voices.model import FeedSource

OLD = "2020-05-01T08:00:00Z"
WORDS = "<p>{}: we moved the queue to one table and slept better from then on, all of us.</p>"


def many(number: int, *, host: str = "old.example", guid: str = "tag:{}", published: str | None = OLD) -> list[str]:
    return [
        entry(
            f"Post number {n}",
            id_=guid.format(n),
            link=f"https://{host}/post-{n}/",
            published=published,
            content=WORDS.format(n),
        )
        for n in range(number)
    ]


def titles(place: Place) -> list[str]:
    return sorted(place.published())


def test_guid_changed_and_link_kept_is_the_same_post(place: Place) -> None:
    place.blog("/feed.xml", entry("A", id_="urn:1"))
    place.fetch()
    place.serve("/feed.xml", entry("A", id_="urn:completely-new"))
    place.fetch(DAY)
    assert titles(place) == ["A"]
    assert place.entries()[0].id == "urn:1"


def test_permalink_changed_and_guid_kept_is_the_same_post_at_its_new_address(place: Place) -> None:
    place.blog("/feed.xml", entry("A", link="https://jane.example/2026/a"))
    place.fetch()
    place.serve("/feed.xml", entry("A", link="https://jane.example/posts/a"))
    place.fetch(DAY)
    assert [(e.title, e.url) for e in place.entries()] == [("A", "https://jane.example/posts/a")]


def test_http_to_https_in_guid_and_link_is_the_same_post(place: Place) -> None:
    place.blog("/feed.xml", entry("A", id_="http://jane.example/a", link="http://jane.example/a"))
    place.fetch()
    place.serve("/feed.xml", entry("A", id_="https://jane.example/a", link="https://jane.example/a"))
    place.fetch(DAY)
    assert len(place.entries()) == 1


def test_a_new_host_behind_the_same_feed_brings_no_duplicates(place: Place) -> None:
    place.blog("/feed.xml", *many(5))
    place.fetch()
    place.server.routes["/feed.xml"] = atom(
        *many(5, host="new.example", guid="https://new.example/?p={}"), home="https://new.example/"
    )
    place.fetch(DAY)
    assert len(place.entries()) == 5
    assert {e.url.split("/")[2] for e in place.entries()} == {"new.example"}


def test_a_platform_move_that_republishes_200_old_posts_as_todays_makes_no_flood(place: Place) -> None:
    place.blog("/feed.xml", *many(200))
    place.fetch()
    today = place.now.isoformat()
    moved = [
        entry(
            f"Post number {n}",
            id_=f"wp-{n}",
            link=f"https://new.example/{n}.html",
            published=today,
            content=WORDS.format(n),
        )
        for n in range(200)
    ]
    place.server.routes["/feed.xml"] = atom(*moved, title="Jane, anew", home="https://new.example/")
    report = place.fetch(DAY)
    assert report.total("new") == 0
    assert len(place.entries()) == 200
    assert {e.published.year for e in place.entries()} == {2020}
    assert place.blogs()[0].state == "ok"


def test_a_profile_with_a_new_address_for_the_same_blog_takes_its_archive_along(place: Place) -> None:
    place.blog("/feed.xml", *many(6))
    place.fetch()
    place.blog("/elsewhere.xml", *many(6, host="new.example", guid="https://new.example/?p={}"))
    place.fetch(DAY)
    (blog,) = place.blogs()
    assert (len(blog.entries), blog.feed_url) == (6, place.server.url("/elsewhere.xml"))


def test_a_profile_with_another_blog_instead_begins_a_second_archive(place: Place) -> None:
    place.blog("/feed.xml", entry("A"))
    place.fetch()
    place.blog("/other.xml", entry("B"))
    place.fetch(DAY)
    assert {blog.entries[0].title: blog.feed is None for blog in place.blogs()} == {"A": True, "B": False}


def test_the_same_post_through_two_feeds_of_one_author_is_one(place: Place) -> None:
    place.serve("/all.xml", entry("A"), entry("B"))
    place.serve("/tag.xml", entry("A", id_="urn:other", link="http://www.jane.example/a?utm_source=tag"), entry("C"))
    place.author("jane", FeedSource(place.server.url("/all.xml")), FeedSource(place.server.url("/tag.xml")))
    place.fetch()
    assert titles(place) == ["A", "B", "C"]
    place.fetch(DAY)
    assert titles(place) == ["A", "B", "C"]


def test_a_co_written_post_is_kept_for_both_authors_under_one_link(place: Place) -> None:
    together = entry("Together", id_="urn:t", link="https://team.example/together")
    place.blog("/a.xml", together, id_="aino")
    place.blog("/b.xml", together, id_="bo")
    place.fetch()
    assert [(blog.author, blog.entries[0].url) for blog in place.blogs()] == [
        ("aino", "https://team.example/together"),
        ("bo", "https://team.example/together"),
    ]


def test_an_undated_post_keeps_the_day_it_was_first_seen(place: Place) -> None:
    place.blog("/feed.xml", entry("A", published=None))
    place.fetch()
    first = place.now
    place.serve("/feed.xml", entry("B", published=None), entry("A", published=None))
    place.fetch(5 * DAY)
    assert {e.title: e.published for e in place.entries()} == {"A": first, "B": first + 5 * DAY}


def test_a_post_with_an_update_only_takes_that_of_its_first_sighting(place: Place) -> None:
    place.blog("/feed.xml", entry("A", published=None, updated="2019-02-03T04:05:06Z"))
    place.fetch()
    place.serve(
        "/feed.xml", entry("A", published=None, updated="2026-10-10T00:00:00Z", content="<p>New words, truly.</p>")
    )
    place.fetch(DAY)
    (found,) = place.entries()
    assert (found.published.year, found.modified) == (2019, dt.datetime(2026, 10, 10, tzinfo=dt.UTC))


def test_a_future_date_is_never_later_than_first_seen(place: Place) -> None:
    place.blog("/feed.xml", entry("Tomorrow", published="2126-01-01T00:00:00Z"), entry("Now"))
    place.fetch()
    assert max(e.published for e in place.entries()) == place.now


def test_a_date_that_changes_at_each_fetch_changes_nothing(place: Place) -> None:
    place.blog("/feed.xml", entry("A"))
    place.fetch()
    before = place.file().read_bytes()
    for day in range(3):
        stamp = f"2026-11-{day + 4:02}T00:00:00Z"
        place.serve("/feed.xml", entry("A", published=stamp, updated=stamp))
        place.fetch(DAY)
    assert place.file().read_bytes() == before


def test_an_edited_entry_keeps_its_slug_and_date(place: Place) -> None:
    place.blog("/feed.xml", entry("Typo in titel", id_="urn:1", link="https://jane.example/1"))
    place.fetch()
    place.serve(
        "/feed.xml", entry("Typo in title", id_="urn:1", link="https://jane.example/1", updated="2026-11-04T00:00:00Z")
    )
    report = place.fetch(DAY)
    (found,) = place.entries()
    assert (report.total("changed"), found.title, found.slug, found.published.day) == (
        1,
        "Typo in title",
        "typo-in-titel",
        1,
    )


def test_an_entry_gone_from_the_window_stays(place: Place) -> None:
    place.blog("/feed.xml", entry("Old"))
    place.fetch()
    place.serve("/feed.xml", entry("New"))
    place.fetch(DAY)
    assert titles(place) == ["New", "Old"]


def test_a_feed_replaced_by_another_blogs_is_held_for_review(place: Place) -> None:
    place.blog("/feed.xml", entry("Mine"))
    place.fetch()
    spam = atom(entry("Casino", link="https://casino.example/1"), title="Best casino", home="https://casino.example/")
    place.server.routes["/feed.xml"] = spam
    report = place.fetch(DAY)
    (blog,) = place.blogs()
    assert (blog.state, blog.title, place.published(), report.total("held")) == ("held", "Jane writes", ["Mine"], 1)
    assert "Casino" not in place.file().read_text().replace("Best casino", "")
    # Nothing changes until a person says so.
    place.fetch(DAY)
    assert place.blogs()[0].state == "held"


def test_a_replaced_feed_is_accepted_by_setting_its_state_to_ok(place: Place) -> None:
    place.blog("/feed.xml", entry("Mine"))
    place.fetch()
    place.server.routes["/feed.xml"] = atom(
        entry("New home", link="https://j.example/1"), title="J.", home="https://j.example/"
    )
    place.fetch(DAY)
    place.edit(lambda data: data["_voices"].update(state="ok"))
    place.fetch(DAY)
    assert titles(place) == ["Mine", "New home"]
    assert (place.blogs()[0].state, place.blogs()[0].title) == ("ok", "J.")
    place.fetch(DAY)
    assert place.blogs()[0].state == "ok"


def test_a_new_title_alone_or_a_new_host_alone_is_no_reason_to_doubt(place: Place) -> None:
    place.blog("/feed.xml", entry("A"))
    place.fetch()
    place.server.routes["/feed.xml"] = atom(entry("B"), title="Jane thinks")
    place.fetch(DAY)
    place.server.routes["/feed.xml"] = atom(entry("C"), title="Jane thinks", home="https://jane.dev/")
    place.fetch(DAY)
    assert titles(place) == ["A", "B", "C"]
    assert place.blogs()[0].title == "Jane thinks"


def test_a_guid_that_every_entry_shares_is_none(place: Place) -> None:
    place.blog("/feed.xml", *(entry(f"P{n}", id_="https://jane.example/") for n in range(4)))
    place.fetch()
    place.fetch(DAY)
    assert titles(place) == ["P0", "P1", "P2", "P3"]


def test_an_entry_said_twice_in_one_document_is_one(place: Place) -> None:
    place.blog("/feed.xml", entry("A"), entry("A"))
    place.fetch()
    assert titles(place) == ["A"]


def test_without_guid_and_link_an_entry_is_known_by_its_words(place: Place) -> None:
    place.blog("/feed.xml")
    document = rss(
        "<item><title>A</title><description>One.</description></item>", "<item><description>Two.</description></item>"
    )
    place.server.routes["/feed.xml"] = document
    place.fetch()
    before = place.file().read_bytes()
    assert place.fetch(DAY).total("new") == 0
    assert place.file().read_bytes() == before


@pytest.mark.parametrize("order", [1, -1])
def test_equal_titles_get_slugs_of_their_own_whatever_the_order(place: Place, order: int) -> None:
    made = [
        entry("Notes", id_=f"urn:{n}", link=f"https://jane.example/{n}", published=f"2026-01-0{n}T00:00:00Z")
        for n in (1, 2, 3)
    ]
    place.blog("/feed.xml", *made)
    place.fetch()
    slugs = {e.id: e.slug for e in place.entries()}
    assert sorted(slugs.values()) == ["notes", "notes-2", "notes-3"]
    place.serve("/feed.xml", *made[::order], entry("Notes", id_="urn:4", link="https://jane.example/4"))
    place.fetch(DAY)
    assert {id_: slug for id_, slug in {e.id: e.slug for e in place.entries()}.items() if id_ in slugs} == slugs


def test_slugs_are_unique_over_all_blogs_of_an_author(place: Place) -> None:
    place.serve(
        "/a.xml",
        entry("Notes", id_="urn:a", link="https://a.example/1", published="2020-01-01T00:00:00Z", content="<p>x</p>"),
    )
    place.serve("/b.xml", entry("Notes", id_="urn:b", link="https://b.example/2", content="<p>y</p>"))
    place.author("jane", FeedSource(place.server.url("/a.xml")), FeedSource(place.server.url("/b.xml")))
    place.fetch()
    assert sorted(e.slug for e in place.entries()) == ["notes", "notes-2"]


def test_an_untitled_note_is_called_by_its_first_words_and_addressed_by_its_id(place: Place) -> None:
    place.blog(
        "/feed.xml", entry("", id_="urn:note", link="https://jane.example/n1", content="<p>Just a short note.</p>")
    )
    place.fetch()
    (found,) = place.entries()
    assert found.title == "Just a short note."
    assert found.slug.startswith("entry-")


def test_an_entry_without_any_words_is_called_by_its_address(place: Place) -> None:
    place.blog("/feed.xml", entry("", id_="urn:note", link="https://jane.example/n1", content=""))
    place.fetch()
    assert place.entries()[0].title == "jane.example/n1"


def test_an_explicit_tombstone_of_the_author_takes_an_entry_back(place: Place) -> None:
    place.blog("/feed.xml", entry("Regretted", id_="urn:p:1"), entry("Kept"))
    place.fetch()
    grave = '<at:deleted-entry xmlns:at="http://purl.org/atompub/tombstones/1.0" ref="urn:p:1" when="2026-11-03T00:00:00Z"/>'
    place.serve("/feed.xml", entry("Kept"), extra=grave)
    place.fetch(DAY)
    assert titles(place) == ["Kept"]
    assert "Regretted" not in place.file().read_text()
