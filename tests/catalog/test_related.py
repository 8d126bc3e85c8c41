"""Related voices."""

from __future__ import annotations


def keys(voices):
    return [voice.key for voice in voices]


def test_more_shared_topics_come_first_and_recency_decides_between_equals(world):
    world.post("here", topics=("A", "B"), date="2026-06-01")
    world.post("both", topics=("A", "B"), date="2020-01-01")
    world.post("older", topics=("A",), date="2021-01-01", authors="bo")
    world.post("newer", topics=("A",), date="2022-01-01", authors="bo")
    world.post("nothing", topics=("C",), authors="bo")
    world.author("bo")
    assert keys(world.build().related["posts/here"]) == ["posts/both", "posts/newer", "posts/older"]


def test_a_rare_topic_weighs_more_than_a_common_one(world):
    world.author("bo")
    for number in range(40):
        world.post(f"common-{number:02}", topics=("Work",), date=f"2026-02-{number % 28 + 1:02}", authors="bo")
    world.post("here", topics=("Work", "Rust"), date="2026-03-01")
    world.post("rare", topics=("Rust",), date="2019-01-01", authors="bo")
    assert keys(world.build().related["posts/here"])[0] == "posts/rare"


def test_a_translation_of_the_post_is_not_proposed_beside_it(world):
    world.post("here", topics=("A",))
    world.post("tassa", topics=("A",), language="fi", translation_of="here")
    world.post("else", topics=("A",))
    assert keys(world.build().related["posts/here"]) == ["posts/else"]


def test_of_a_text_and_its_translation_one_is_proposed(world):
    world.post("here", topics=("A",), language="fi")
    world.post("there", topics=("A",), date="2026-05-01")
    world.post("siella", topics=("A",), date="2026-05-02", language="fi", translation_of="there")
    world.post("else", topics=("A",), date="2020-05-01")
    assert keys(world.build().related["posts/here"]) == ["posts/siella", "posts/else"]


def test_the_readers_language_decides_between_equals(world):
    world.post("here", topics=("A",), language="fi")
    world.post("english", topics=("A",), date="2026-05-01")
    world.post("finnish", topics=("A",), date="2020-05-01", language="fi")
    assert keys(world.build().related["posts/here"]) == ["posts/finnish", "posts/english"]


def test_an_entry_without_a_page_is_proposed_but_has_no_proposals_of_its_own(world):
    world.post("here", topics=("A",))
    world.blog("aino", world.entry("there", tags=("A",)))
    related = world.build().related
    assert keys(related["posts/here"]) == ["entry:aino/there"]
    assert list(related) == ["posts/here"]


def test_a_post_that_shares_nothing_has_no_proposals(world):
    world.author("bo")
    world.post("here", topics=("A",))
    world.post("there", topics=("B",), authors="bo")
    assert world.build().related == {}


def test_the_work_grows_with_the_number_of_voices_alone(world, monkeypatch):
    from voices.catalog import related

    weigh, weighed = related._score, []
    monkeypatch.setattr(related, "_score", lambda *pair: weighed.append(1) or weigh(*pair))
    for number in range(600):
        world.post(f"p{number:03}", topics=("A", f"B{number % 3}", f"C{number % 7}"), date=f"2026-0{number % 9 + 1}-01")
    world.posts, rest = world.posts[:300], world.posts[300:]
    world.build()
    half = len(weighed)
    world.posts += rest
    world.build()
    assert half < len(weighed) - half < 2.2 * half
