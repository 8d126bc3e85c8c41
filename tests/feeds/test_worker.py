"""Reading in a process of its own: what hangs, bursts or breaks costs one feed, and the next is read all the same."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator

import pytest
from feedworld import Place, atom, entry, rss

from voices.feeds.documents import Document, Failure, Task
from voices.feeds.worker import Worker, Workers

GOOD = Task(atom(entry("Good")).encode(), "https://jane.example/feed.xml")
PLAIN = b"<rss version='2.0'><channel><item><title>x</title></item></channel></rss>"
HOSTILE = {
    "an entity bomb": b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a0 "ha">'
    + b"".join(b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 10))
    + b']><rss version="2.0"><channel><title>&a9;</title><item><title>&a9;</title></item></channel></rss>',
    "20,000 attributes": b"<rss version='2.0'><channel><item "
    + b" ".join(b'a%d="%d"' % (n, n) for n in range(20_000))
    + b"/></channel></rss>",
    "100,000 nested elements": b"<rss version='2.0'><channel><item><title>t</title><description>"
    + b"<b>" * 100_000
    + b"</description></item></channel></rss>",
    "100,000 nested elements in HTML": rss(
        f"<item><title>t</title><description>{'&lt;div>' * 100_000}</description></item>"
    ).encode(),
    "a 50 MB title": b"<rss version='2.0'><channel><item><title>"
    + b"A" * 50_000_000
    + b"</title></item></channel></rss>",
    "NULs": b"<rss version='2.0'><channel>\0<item><title>a\0b</title></item></channel></rss>",
    "nothing but NULs": b"\0" * 1000,
    "a lying encoding": b"<?xml version='1.0' encoding='utf-16'?>" + PLAIN,
    "an encoding nobody knows": b"<?xml version='1.0' encoding='klingon'?>" + PLAIN,
    "deep JSON": b'{"items":' + b"[" * 200_000,
    "JSON that is no feed": b'{"a": 1}',
    "JSON cut short": b'{"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "1"',
    "a web page": b"<!doctype html><title>Sign in</title><form><input name=password></form>",
    "noise": bytes(range(256)) * 50,
}


@pytest.fixture
def worker() -> Iterator[Worker]:
    made = Worker()
    yield made
    made.close()


SLOW = ("100,000 nested elements",)


@pytest.mark.parametrize("name", [pytest.param(n, marks=pytest.mark.slow) if n in SLOW else n for n in HOSTILE])
def test_after_this_document_the_next_is_read(workers: Workers, name: str) -> None:
    answer = workers.parse(Task(HOSTILE[name], "https://jane.example/feed.xml", "application/xml"))
    assert isinstance(answer, Document | Failure)
    if isinstance(answer, Document):
        assert all(len(item.title) <= 300 and "\0" not in item.title for item in answer.items)
    good = workers.parse(GOOD)
    assert isinstance(good, Document)
    assert [item.title for item in good.items] == ["Good"]


def test_an_outer_entity_loads_nothing(workers: Workers) -> None:
    document = (
        b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>'
        b'<rss version="2.0"><channel><title>t</title>'
        b"<item><title>&f;</title><description>&f;</description></item></channel></rss>"
    )
    answer = workers.parse(Task(document, "https://jane.example/feed.xml"))
    assert "root:" not in repr(answer)


def test_a_worker_out_of_time_is_killed_says_so_and_is_replaced() -> None:
    worker = Worker(seconds=0.01)
    try:
        answer = worker.parse(Task(HOSTILE["100,000 nested elements"], "https://jane.example/feed.xml"))
        assert isinstance(answer, Failure)
        assert answer.reason == "too-slow"
        assert "was given up" in answer.detail
        worker._seconds = 10
        assert isinstance(worker.parse(GOOD), Document)
    finally:
        worker.close()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no limit of memory")
def test_a_worker_out_of_memory_is_given_up_says_so_and_is_replaced() -> None:
    worker = Worker(memory_bytes=160 * 1024 * 1024)
    try:
        answer = worker.parse(
            Task(
                b"<rss version='2.0'><channel><title>" + b"x" * 80_000_000 + b"</title></channel></rss>",
                "https://x.example/",
            )
        )
        assert isinstance(answer, Failure)
        assert answer.reason == "too-heavy"
        assert isinstance(worker.parse(GOOD), Document)
    finally:
        worker.close()


def test_a_worker_killed_from_outside_costs_one_document(worker: Worker) -> None:
    assert isinstance(worker.parse(GOOD), Document)
    assert worker._process is not None
    os.kill(worker._process.pid, signal.SIGKILL)
    worker._process.wait()
    answer = worker.parse(GOOD)
    assert isinstance(answer, Failure)
    assert answer.reason == "too-heavy"
    assert isinstance(worker.parse(GOOD), Document)


def test_a_worker_is_renewed_after_many_documents(worker: Worker) -> None:
    worker.parse(GOOD)
    assert worker._process is not None
    first = worker._process.pid
    worker._documents = 500
    worker.parse(GOOD)
    assert worker._process.pid != first


def test_a_feed_that_kills_its_worker_fails_alone(place: Place) -> None:
    place.blog("/good.xml", entry("Good"), id_="good")
    place.blog("/bad.xml", id_="bad", host="bad.test")
    place.server.routes["/bad.xml"] = HOSTILE["100,000 nested elements"]
    with Workers(1, seconds=0.5) as few:
        # The first document pays for starting the worker; its time is not counted.
        few.parse(GOOD)
        report = place.fetch(parser=few)
    assert {outcome.author: outcome.reason for outcome in report.outcomes} == {"good": "", "bad": "too-slow"}
    assert place.published() == ["Good"]


def test_hostile_documents_stay_within_their_time(workers: Workers) -> None:
    for name in ("an entity bomb", "20,000 attributes", "100,000 nested elements in HTML"):
        answer = workers.parse(Task(HOSTILE[name], "https://jane.example/feed.xml"))
        # Without our limits these take from six seconds to minutes; then they would be given up.
        assert isinstance(answer, Document) or answer.reason == "unreadable", name
