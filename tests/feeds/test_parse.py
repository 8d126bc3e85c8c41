"""From bytes to a document: formats, encodings, dates, people, hints; in this process, for what the worker's pipes hide."""

from __future__ import annotations

import datetime as dt
import io
import json

import msgspec
import pytest
from feedworld import atom, entry, rss

from voices.feeds import worker
from voices.feeds.documents import Document, Failure, Hints, ParseError, Task
from voices.feeds.parse import parse

URL = "https://jane.example/blog/feed.xml"


def read(body: str | bytes, content_type: str = "", location: str = "") -> Document:
    return parse(Task(body.encode() if isinstance(body, str) else body, URL, content_type, location))


def reason(body: str | bytes, content_type: str = "") -> str:
    with pytest.raises(ParseError) as error:
        read(body, content_type)
    return error.value.failure.reason


@pytest.mark.parametrize(
    ("body", "kind", "expected"),
    [
        ("", "", "empty"),
        (" \n\0", "", "empty"),
        ("<!DOCTYPE html><p>x", "", "page"),
        ("<?xml version='1.0'?><!-- x --><html xmlns='http://www.w3.org/1999/xhtml'/>", "", "page"),
        ("words", "text/html; charset=utf-8", "page"),
        ("words", "text/plain", "unreadable"),
        ("{", "", "unreadable"),
        ("[1]", "", "unreadable"),
        ('{"items": 1}', "", "unreadable"),
        ("[" * 100_000, "", "unreadable"),
    ],
)
def test_what_is_no_feed_is_named(body: str, kind: str, expected: str) -> None:
    assert reason(body, kind) == expected


@pytest.mark.parametrize(
    ("encoding", "declared", "header"),
    [
        ("utf-8", "utf-8", ""),
        ("utf-8", "iso-8859-1", ""),
        ("utf-8", "utf-8", "text/xml; charset=iso-8859-1"),
        ("utf-8", "utf-8", "text/xml"),
        ("cp1252", "utf-8", ""),
        ("cp1252", "windows-1252", ""),
        ("iso-8859-1", "utf-8", "application/rss+xml; charset=ISO-8859-1"),
        ("utf-16", "utf-16", ""),
        ("utf-8-sig", "utf-8", ""),
    ],
)
def test_letters_survive_a_lying_declaration(encoding: str, declared: str, header: str) -> None:
    text = rss("<item><title>Työpöydältä</title></item>").replace(
        '<?xml version="1.0"?>', f'<?xml version="1.0" encoding="{declared}"?>'
    )
    assert read(text.encode(encoding), header).items[0].title == "Työpöydältä"


def test_links_are_relative_to_what_the_server_says() -> None:
    item = "<item><title>x</title><link>../post</link></item>"
    assert read(rss(item)).items[0].url == "https://jane.example/post"
    assert read(rss(item), location="/elsewhere/deep/feed").items[0].url in (
        "https://jane.example/elsewhere/post",
        "https://jane.example/post",
    )


def test_dates_without_sense_are_none() -> None:
    for written in (
        "",
        "yesterday",
        "Thu, 01 Jan 1970 00:00:00 GMT",
        "Fri, 99 Foo 99999 99:99:99",
        "0000-00-00T00:00:00Z",
    ):
        assert read(rss(f"<item><title>x</title><pubDate>{written}</pubDate></item>")).items[0].published is None


def test_people_are_names_never_addresses() -> None:
    items = (
        "<item><title>a</title><author>jane@jane.example (Jane Doe)</author></item>"
        "<item><title>b</title><author>jane@jane.example</author></item>"
        '<item xmlns:dc="http://purl.org/dc/elements/1.1/"><title>c</title><dc:creator>Bo</dc:creator></item>'
    )
    assert [item.authors for item in read(rss(items)).items] == [("Jane Doe",), (), ("Bo",)]


def test_a_planets_entry_is_by_the_blog_it_came_from() -> None:
    source = "<source><title>Original</title><author><name>Bo</name></author></source>"
    made = atom(entry("A").replace("</entry>", f"{source}</entry>"), extra="<author><name>Planet</name></author>")
    assert read(made).items[0].authors in (("Bo",), ("Planet",))


@pytest.mark.parametrize(
    ("channel", "hints"),
    [
        ("", Hints()),
        ("<ttl>90</ttl>", Hints(5400)),
        ("<ttl>soon</ttl>", Hints()),
        ("<sy:updatePeriod>daily</sy:updatePeriod>", Hints(86400)),
        ("<sy:updatePeriod> Daily </sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>", Hints(21600)),
        ("<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>0</sy:updateFrequency>", Hints(86400)),
        ("<sy:updatePeriod>often</sy:updatePeriod>", Hints()),
        ("<skipHours><hour>3</hour><hour> 24 </hour><hour>99</hour></skipHours>", Hints(skip_hours=frozenset({0, 3}))),
        ("<skipDays><day>Sunday</day><day>Someday</day></skipDays>", Hints(skip_days=frozenset({6}))),
    ],
)
def test_what_a_feed_says_about_its_pace(channel: str, hints: Hints) -> None:
    assert read(rss("<item><title>x</title></item>", channel=channel)).hints == hints


def test_at_most_500_entries_are_read() -> None:
    assert len(read(rss(*["<item><title>x</title></item>"] * 700)).items) == 500


def test_plain_text_becomes_paragraphs_and_pictures_are_not_text() -> None:
    text = '<content type="text">One &lt; two.\n\nThree.</content>'
    picture = '<content type="image/png">iVBORw0KGgo=</content><summary>Words</summary>'
    made = atom(
        entry("A", content="").replace("</entry>", f"{text}</entry>"),
        entry("B", content="").replace("</entry>", f"{picture}</entry>"),
    )
    assert [item.html for item in read(made).items] == ["<p>One &lt; two.</p><p>Three.</p>", "<p>Words</p>"]


JSON = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "Jane",
    "home_page_url": "https://jane.example/",
    "language": "fi_FI",
    "authors": [{"name": "Jane Doe"}, {"name": "jane@jane.example"}, "x"],
    "items": [
        {
            "id": 7,
            "url": "/a",
            "title": "A",
            "content_html": "<p onclick=x>a</p>",
            "date_published": "2026-01-01T00:00:00+02:00",
            "tags": ["x", 1, "x"],
        },
        {
            "id": "b",
            "external_url": "https://o.example/",
            "content_text": "One.\n\nTwo <b>.",
            "author": {"name": "Bo"},
            "date_published": "2026-01-01",
        },
        {
            "id": True,
            "summary": "Short",
            "title": ["?"],
            "date_published": 5,
            "date_modified": "x",
            "tags": "x",
            "authors": [],
            "language": 1,
        },
        "not an item",
        {},
    ],
}


def test_json_feed_is_read_leniently() -> None:
    document = read(b"\xef\xbb\xbf" + json.dumps(JSON).encode())
    first, second, third, last = document.items
    assert (document.title, document.language, document.home_url) == ("Jane", "fi-FI", "https://jane.example/")
    assert (first.guid, first.url, first.html, first.tags) == ("7", "https://jane.example/a", "<p>a</p>", ("x",))
    assert (first.authors, first.published) == (("Jane Doe",), dt.datetime(2025, 12, 31, 22, tzinfo=dt.UTC))
    assert (second.url, second.html, second.authors) == (
        "https://o.example/",
        "<p>One.</p><p>Two &lt;b&gt;.</p>",
        ("Bo",),
    )
    assert (third.guid, third.title, third.text, third.published, third.language) == ("", "", "Short", None, "")
    assert last.text == ""


def test_surrogates_and_marks_of_ours_do_not_come_through_json() -> None:
    body = '{"items": [{"id": "\\ud800x", "title": "a\\ue000b\\ud800", "content_text": "c\\ue001"}]}'
    (item,) = read(body).items
    assert (item.guid, item.title, item.text) == ("x", "ab", "c")
    msgspec.msgpack.encode(item)


def talk(*tasks: Task) -> list[tuple[Document | None, Failure | None]]:
    """What the worker's own loop answers, without the process around it."""
    asked, answered = io.BytesIO(), io.BytesIO()
    for task in tasks:
        worker._send(asked, msgspec.msgpack.encode(task))
    asked.seek(0)
    worker.answer_all(parse, asked, answered)
    answered.seek(0)
    answers = []
    while data := answered.read(8):
        answers.append(
            msgspec.msgpack.decode(
                answered.read(int.from_bytes(data, "big")), type=tuple[Document | None, Failure | None]
            )
        )
    return answers


def test_the_workers_loop_answers_each_task_and_ends_with_its_pipe() -> None:
    good, bad = talk(Task(atom(entry("A")).encode(), URL), Task(b"", URL))
    assert good[0] is not None
    assert good[0].items[0].title == "A"
    assert bad[1] == Failure("empty", "it answered with nothing at all")


def test_too_deep_a_document_is_an_answer_too() -> None:
    def deep(_task: Task) -> Document:
        raise RecursionError

    asked, answered = io.BytesIO(), io.BytesIO()
    worker._send(asked, msgspec.msgpack.encode(Task(b"x", URL)))
    asked.seek(0)
    worker.answer_all(deep, asked, answered)
    assert b"too deep" in answered.getvalue()
