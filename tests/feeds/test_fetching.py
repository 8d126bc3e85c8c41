"""The whole way over real HTTP: ask, read, keep; and what each fault of a server does to one blog and to no other."""

from __future__ import annotations

import datetime as dt
import gzip
import time
from pathlib import Path

import pytest
from feedworld import ATOM, DAY, Handler, Place, atom, entry, rss

from voices.feeds.addresses import Admission
from voices.feeds.client import Client
from voices.model import FeedSource

HOUR = dt.timedelta(hours=1)


def test_a_new_blog_is_read_and_kept(place: Place) -> None:
    place.blog("/feed.xml", entry("First post", tags=("Kafka",)), entry("Second post"))
    report = place.fetch()
    assert (report.exit_code, report.total("new")) == (0, 2)
    (blog,) = place.blogs()
    assert (blog.title, blog.state, blog.home_url) == ("Jane writes", "ok", "https://jane.example/")
    first = next(e for e in blog.entries if e.title == "First post")
    assert (first.slug, first.tags, first.language, first.html) == ("first-post", ("Kafka",), "en", "")
    assert first.summary.startswith("Some honest words")
    assert first.published == dt.datetime(2026, 10, 1, 10, tzinfo=dt.UTC)


def test_validators_are_sent_back_verbatim_and_a_304_costs_nothing(place: Place) -> None:
    def route(handler: Handler) -> None:
        if handler.headers.get("If-None-Match") == 'W/"odd, tag"':
            handler.answer(304)
        else:
            handler.answer(
                200, atom(entry()).encode(), {"ETag": 'W/"odd, tag"', "Last-Modified": "yesterday, about noon"}
            )

    place.blog()
    place.server.routes["/feed.xml"] = route
    place.fetch()
    before = place.file().read_bytes()
    report = place.fetch(DAY)
    assert [outcome.result for outcome in report.outcomes] == ["unchanged"]
    assert place.server.requests[1][1]["if-modified-since"] == "yesterday, about noon"
    assert place.file().read_bytes() == before
    # A 304 without validators leaves the old ones standing.
    assert place.fetch(DAY).outcomes[0].result == "unchanged"


def test_a_304_after_the_archive_was_reverted_is_not_trusted(place: Place) -> None:
    def route(handler: Handler) -> None:
        if handler.headers.get("If-None-Match"):
            handler.answer(304)
        else:
            handler.answer(200, atom(entry()).encode(), {"ETag": '"1"'})

    place.blog()
    place.server.routes["/feed.xml"] = route
    place.fetch()
    place.file().unlink()
    place.fetch(DAY)
    assert place.published() == ["A post"]


def test_a_server_that_answers_304_unasked_has_failed(place: Place) -> None:
    place.blog()
    place.server.routes["/feed.xml"] = lambda handler: handler.answer(304)
    assert place.fetch().outcomes[0].reason == "status"


def test_the_request_says_who_asks_and_carries_nothing_else(place: Place) -> None:
    place.settings["fetch"] = {"contact": "https://voices.example/about/"}
    place.blog("/feed.xml", entry())
    place.server.routes["/feed.xml"] = lambda handler: handler.answer(
        200, atom(entry()).encode(), {"Set-Cookie": "a=b"}
    )
    place.fetch()
    place.fetch(DAY)
    for _, headers in place.server.requests:
        assert "Our-voices" in headers["user-agent"]
        assert "https://voices.example/about/" in headers["user-agent"]
        assert headers["accept-encoding"] == "gzip"
        assert not {"cookie", "referer", "authorization"} & set(headers)


def test_proxies_of_the_environment_are_ignored(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    place.blog("/feed.xml", entry())
    assert place.fetch().exit_code == 0


def test_a_proxy_of_the_settings_is_used(place: Place) -> None:
    place.author("jane", FeedSource("http://jane.test/feed.xml"))
    place.server.routes["http://jane.test/feed.xml"] = atom(entry())
    place.settings["fetch"] = {"proxy": place.server.url()}
    place.fetch()
    assert place.published() == ["A post"]


def test_through_a_proxy_inner_addresses_are_refused_all_the_same(place: Place) -> None:
    place.author("jane", FeedSource("http://10.1.2.3/feed.xml"))
    place.settings["fetch"] = {"proxy": place.server.url()}
    assert place.fetch().outcomes[0].reason == "refused"
    assert place.server.requests == []


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        (401, "forbidden"),
        (403, "forbidden"),
        (404, "missing"),
        (418, "status"),
        (500, "server"),
        (503, "busy"),
        (429, "busy"),
    ],
)
def test_a_status_that_is_no_feed_fails_that_feed_only(place: Place, status: int, reason: str) -> None:
    place.blog("/good.xml", entry("Good"), id_="good")
    place.blog("/bad.xml", id_="bad", host="bad.test")
    place.server.routes["/bad.xml"] = lambda handler: handler.answer(status, b"no")
    report = place.fetch()
    assert {outcome.author: outcome.reason for outcome in report.outcomes} == {"good": "", "bad": reason}
    assert report.exit_code == 0
    assert place.published() == ["Good"]


def test_when_all_fail_the_exit_code_says_so(place: Place) -> None:
    place.blog("/a.xml")
    place.server.routes["/a.xml"] = lambda handler: handler.answer(500)
    assert place.fetch().exit_code == 1


def test_unreachable_feed_keeps_its_entries(place: Place) -> None:
    place.blog("/feed.xml", entry())
    place.fetch()
    place.server.routes["/feed.xml"] = lambda handler: handler.answer(500)
    place.fetch(DAY)
    (blog,) = place.blogs()
    assert (blog.state, blog.reason, blog.since) == ("failing", "server", place.now)
    assert place.published() == ["A post"]


def test_since_when_a_feed_fails_stays_until_it_is_well_again(place: Place) -> None:
    place.blog("/feed.xml", entry())
    place.server.routes["/feed.xml"] = lambda handler: handler.answer(500)
    place.fetch()
    first = place.now
    before = place.file().read_bytes()
    place.fetch(DAY)
    assert place.file().read_bytes() == before
    place.server.routes["/feed.xml"] = lambda handler: handler.answer(404)
    place.fetch(DAY)
    assert (place.blogs()[0].since, place.blogs()[0].reason) == (first, "missing")
    place.serve("/feed.xml", entry())
    place.fetch(5 * DAY)
    assert (place.blogs()[0].state, place.blogs()[0].since) == ("ok", place.now)


def test_a_feed_that_fails_for_a_week_is_named_once(place: Place) -> None:
    place.blog("/feed.xml")
    place.server.routes["/feed.xml"] = lambda handler: handler.answer(500)
    named = [place.fetch(2 * DAY, force=True).outcomes[0].newly_named for _ in range(7)]
    assert named == [False, False, False, False, True, False, False]


def test_a_410_pauses_the_feed_for_good_and_keeps_its_entries(place: Place) -> None:
    place.blog("/feed.xml", entry())
    place.fetch()
    place.server.routes["/feed.xml"] = lambda handler: handler.answer(410)
    assert place.fetch(DAY).outcomes[0].result == "gone"
    report = place.fetch(30 * DAY, force=True)
    assert (report.outcomes[0].result, report.outcomes[0].why) == ("not due", "gone")
    assert place.server.asked("/feed.xml") == 2
    assert place.published() == ["A post"]


def test_a_429_holds_the_whole_host_even_with_now(place: Place) -> None:
    place.serve("/b.xml", entry())
    place.author("jane", FeedSource(place.server.url("/a.xml")), FeedSource(place.server.url("/b.xml")))
    place.server.routes["/a.xml"] = lambda handler: handler.answer(429, b"", {"Retry-After": "7200"})
    report = place.fetch()
    assert [(o.result, o.why) for o in report.outcomes] == [("failed", "due"), ("not due", "host")]
    assert place.fetch(HOUR, force=True).asked == ()
    place.fetch(HOUR + dt.timedelta(seconds=1))
    assert place.published() == ["A post"]


def test_retry_after_as_a_date_is_kept_with_a_good_answer_too(place: Place) -> None:
    place.blog()
    later = "Thu, 05 Nov 2026 09:00:00 GMT"
    place.server.routes["/feed.xml"] = lambda handler: handler.answer(
        200, atom(entry()).encode(), {"Retry-After": later}
    )
    place.fetch()
    assert place.fetch(DAY, force=True).outcomes[0].why == "retry-after"
    assert place.fetch(DAY, force=True).outcomes[0].result == "read"


def test_a_feed_is_asked_at_most_once_an_hour_unless_someone_says_now(place: Place) -> None:
    place.blog("/feed.xml", entry())
    place.fetch()
    assert place.fetch(HOUR / 2).outcomes[0].why == "hour"
    assert place.fetch(HOUR / 4, force=True).outcomes[0].result == "read"


def test_without_validators_a_feed_is_asked_once_a_day(place: Place) -> None:
    place.blog("/feed.xml", entry())
    place.fetch()
    assert place.fetch(20 * HOUR).outcomes[0].why == "later"
    assert place.fetch(4 * HOUR).outcomes[0].result == "read"


def test_losing_the_cache_costs_a_request_and_nothing_else(place: Place) -> None:
    place.blog("/feed.xml", entry())
    place.fetch()
    before = place.file().read_bytes()
    (place.hub.cache / "fetch.json").write_text("{ rubbish")
    assert place.fetch(HOUR / 2).outcomes[0].result == "read"
    assert place.file().read_bytes() == before


def test_a_permanent_move_is_proposed_after_several_sightings_over_a_week(place: Place) -> None:
    place.blog("/old.xml")
    place.serve("/new.xml", entry())
    new = place.server.url("/new.xml")
    place.server.routes["/old.xml"] = lambda handler: handler.answer(301, b"", {"Location": new})
    assert place.fetch().moves == ()
    assert place.fetch(2 * DAY).moves == ()
    (blog,) = place.blogs()
    assert (blog.state, blog.moved_to, len(blog.entries)) == ("moved", new, 1)
    (move,) = place.fetch(6 * DAY).moves
    assert move.new_url == new
    assert f"-  - url: {place.server.url('/old.xml')}" in move.diff
    assert f"+  - url: {new}" in move.diff


def test_a_profile_that_follows_a_move_keeps_its_archive(place: Place) -> None:
    place.blog("/old.xml")
    place.serve("/new.xml", entry())
    new = place.server.url("/new.xml")
    place.server.routes["/old.xml"] = lambda handler: handler.answer(308, b"", {"Location": new})
    place.fetch()
    place.author("jane", FeedSource(new))
    assert place.blogs()[0].feed is not None
    place.fetch(DAY)
    assert place.json()["feed_url"] == new
    assert place.json()["_voices"]["previous_urls"] == [place.server.url("/old.xml")]
    assert place.published() == ["A post"]
    assert place.blogs()[0].state == "ok"


@pytest.mark.parametrize("status", [302, 303, 307])
def test_a_temporary_redirect_is_followed_and_forgotten(place: Place, status: int) -> None:
    place.blog("/old.xml")
    place.serve("/new.xml", entry())
    place.server.routes["/old.xml"] = lambda handler: handler.answer(status, b"", {"Location": "/new.xml"})
    place.fetch()
    assert (place.blogs()[0].state, place.published()) == ("ok", ["A post"])


def test_a_permanent_redirect_behind_a_temporary_one_is_not_a_move(place: Place) -> None:
    place.blog("/a")
    place.serve("/c", entry())
    place.server.routes["/a"] = lambda handler: handler.answer(302, b"", {"Location": "/b"})
    place.server.routes["/b"] = lambda handler: handler.answer(301, b"", {"Location": "/c"})
    place.fetch()
    assert place.blogs()[0].state == "ok"


def test_a_circle_of_redirects_ends(place: Place) -> None:
    place.blog("/a")
    place.server.routes["/a"] = lambda handler: handler.answer(302, b"", {"Location": "/a"})
    assert place.fetch().outcomes[0].reason == "redirects"
    assert place.server.asked("/a") == 6


@pytest.mark.parametrize(
    "target", ["file:///etc/passwd", "ftp://127.0.0.1/x", "gopher://x", "http://[bad", "javascript:x"]
)
def test_a_redirect_to_something_else_than_http_is_refused(place: Place, target: str) -> None:
    place.blog("/a")
    place.server.routes["/a"] = lambda handler: handler.answer(302, b"", {"Location": target})
    assert place.fetch().outcomes[0].reason == "address"


def test_a_redirect_into_the_inside_is_refused(place: Place) -> None:
    place.settings["fetch"] = {"allow_hosts": ["jane.test"]}
    place.blog("/a", host="jane.test")
    place.serve("/secret", entry("Inside"))
    place.server.routes["/a"] = lambda handler: handler.answer(
        302, b"", {"Location": place.server.url("/secret", "inside.test")}
    )
    assert place.fetch().outcomes[0].reason == "refused"
    assert place.server.asked("/secret") == 0


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:9/feed",
        "http://localhost/feed",
        "http://2130706433/",
        "http://0x7f.1/",
        "http://[::1]/",
        "http://[::ffff:10.0.0.1]/",
    ],
)
def test_an_inner_address_in_a_profile_is_refused(place: Place, url: str) -> None:
    place.settings["fetch"] = {"allow_hosts": ["192.0.2.1"]}
    place.author("jane", FeedSource(url))
    assert place.fetch().outcomes[0].reason == "refused"


def test_a_password_in_an_address_is_never_sent(place: Place) -> None:
    place.author("jane", FeedSource(place.server.url("/a").replace("http://", "http://user:secret@")))
    assert place.fetch().outcomes[0].reason == "address"
    assert place.server.requests == []


def test_a_body_beyond_the_limit_is_cut_off(place: Place) -> None:
    place.server.routes["/big"] = b"x" * 3_000_000
    with (
        Client("test", Admission.of(["127.0.0.1"]), size_bytes=2 * 1024 * 1024) as client,
        pytest.raises(Exception, match="larger than 2 MB"),
    ):
        client.get(place.server.url("/big"))


def test_a_gzip_bomb_is_cut_off_while_it_unpacks(place: Place) -> None:
    bomb = gzip.compress(b"\0" * 60_000_000)
    place.blog("/bomb")
    place.server.routes["/bomb"] = lambda handler: handler.answer(200, bomb, {"Content-Encoding": "gzip"})
    report = place.fetch()
    assert (report.outcomes[0].reason, report.outcomes[0].detail) == ("size", "it is larger than 10 MB")


def test_a_gzipped_feed_is_unpacked(place: Place) -> None:
    packed = gzip.compress(atom(entry()).encode())
    place.blog()
    place.server.routes["/feed.xml"] = lambda handler: handler.answer(200, packed, {"Content-Encoding": "gzip"})
    place.fetch()
    assert place.published() == ["A post"]


@pytest.mark.parametrize("encoding", ["br", "deflate", "zstd", "gzip, gzip"])
def test_an_encoding_that_was_not_asked_for_is_refused(place: Place, encoding: str) -> None:
    place.blog()
    place.server.routes["/feed.xml"] = lambda handler: handler.answer(200, b"x", {"Content-Encoding": encoding})
    assert place.fetch().outcomes[0].reason == "encoding"


def test_a_lie_about_gzip_fails_in_words(place: Place) -> None:
    place.blog()
    place.server.routes["/feed.xml"] = lambda handler: handler.answer(200, b"plain", {"Content-Encoding": "gzip"})
    assert place.fetch().outcomes[0].detail == "what it sent could not be unpacked"


def _client(seconds: float = 0.4) -> Client:
    return Client("test", Admission.of(["127.0.0.1"]), total_seconds=seconds)


def _slowly(handler: Handler, data: bytes) -> None:
    try:
        for byte in data:
            handler.wfile.write(bytes([byte]))
            handler.wfile.flush()
            if handler.server.released.wait(0.05):
                break
    except OSError:
        pass
    handler.close_connection = True


def test_a_body_that_drips_is_cut_at_the_deadline(place: Place) -> None:
    def route(handler: Handler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", "100000")
        handler.end_headers()
        _slowly(handler, b"x" * 1000)

    place.server.routes["/drip"] = route
    with _client() as client, pytest.raises(Exception, match="longer than"):
        client.get(place.server.url("/drip"))


def test_headers_that_drip_are_cut_at_the_deadline(place: Place) -> None:
    place.server.routes["/drip"] = lambda handler: _slowly(handler, b"HTTP/1.1 200 OK\r\nX: " + b"y" * 1000)
    with _client() as client, pytest.raises(Exception, match="longer than"):
        client.get(place.server.url("/drip"))


def test_a_server_that_never_answers_is_given_up(place: Place) -> None:
    place.server.routes["/never"] = lambda handler: handler.server.released.wait(20)
    with _client() as client, pytest.raises(Exception, match="longer than"):
        client.get(place.server.url("/never"))


def test_redirects_share_one_deadline(place: Place) -> None:
    def route(handler: Handler) -> None:
        handler.server.released.wait(0.15)
        handler.answer(302, b"", {"Location": "/slow"})

    place.server.routes["/slow"] = route
    with _client() as client, pytest.raises(Exception, match="longer than"):
        client.get(place.server.url("/slow"))
    assert place.server.asked("/slow") < 6


def test_a_cut_connection_stores_nothing_and_loses_nothing(place: Place) -> None:
    place.blog("/feed.xml", entry("Old"))
    place.fetch()

    def route(handler: Handler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", "100000")
        handler.end_headers()
        handler.wfile.write(atom(entry("Half")).encode()[:200])
        handler.close_connection = True

    place.server.routes["/feed.xml"] = route
    assert place.fetch(DAY).outcomes[0].reason == "cut"
    assert place.published() == ["Old"]


def test_a_server_that_speaks_no_http_fails_in_words(place: Place) -> None:
    def route(handler: Handler) -> None:
        handler.wfile.write(b"SSH-2.0-OpenSSH_9.9\r\n")
        handler.close_connection = True

    place.blog()
    place.server.routes["/feed.xml"] = route
    assert place.fetch().outcomes[0].reason == "cut"


def test_a_closed_port_fails_in_words(place: Place) -> None:
    place.author("jane", FeedSource("http://127.0.0.1:1/feed.xml"))
    assert place.fetch().outcomes[0].detail == "its server could not be reached"


def test_a_certificate_that_is_none_fails_in_words(place: Place) -> None:
    place.author("jane", FeedSource(place.server.url("/x").replace("http:", "https:")))
    assert place.fetch().outcomes[0].reason in ("certificate", "cut")


def test_an_unknown_name_fails_in_words(place: Place) -> None:
    def resolver(host: str, port: int) -> list[str]:
        raise OSError("no such name")

    place.author("jane", FeedSource("http://nowhere.example/feed.xml"))
    assert place.fetch(resolver=resolver).outcomes[0].reason == "unreachable"


@pytest.mark.parametrize(
    "body",
    [
        "<html><body>Sign in</body></html>",
        "<!-- parked --><!DOCTYPE html><p>This domain is for sale",
        "  <!doctype html><title>x</title>",
    ],
)
def test_a_web_page_instead_of_a_feed_fails_and_keeps_the_entries(place: Place, body: str) -> None:
    place.blog("/feed.xml", entry())
    place.fetch()
    place.server.routes["/feed.xml"] = body
    assert place.fetch(DAY).outcomes[0].reason == "page"
    assert place.published() == ["A post"]


def test_a_feed_emptied_keeps_its_entries_and_is_no_failure(place: Place) -> None:
    place.blog("/feed.xml", entry())
    place.fetch()
    place.serve("/feed.xml")
    assert place.fetch(DAY).outcomes[0].result == "read"
    assert place.published() == ["A post"]


def test_a_document_cut_in_the_middle_loses_nothing_stored(place: Place) -> None:
    place.blog("/feed.xml", entry("One"), entry("Two"))
    place.fetch()
    place.server.routes["/feed.xml"] = atom(entry("Three"), entry("Four"))[:-40]
    place.fetch(DAY)
    assert {"One", "Two", "Three"} <= set(place.published())


def test_feeds_of_one_host_are_asked_one_after_another(place: Place) -> None:
    at_once: list[int] = []
    active = 0

    def route(handler: Handler) -> None:
        nonlocal active
        active += 1
        at_once.append(active)
        handler.server.released.wait(0.02)
        active -= 1
        handler.answer(200, atom(entry()).encode())

    for number in range(6):
        place.server.routes[f"/{number}"] = route
    place.author("jane", *(FeedSource(place.server.url(f"/{n}")) for n in range(6)))
    place.fetch()
    assert at_once == [1] * 6


def test_slow_hosts_do_not_wait_for_each_other(place: Place) -> None:
    barrier_seen: list[str] = []

    def route(handler: Handler) -> None:
        barrier_seen.append(handler.path)
        # Answers only once the others have been asked too; alone it would never.
        end = time.monotonic() + 5
        while len(barrier_seen) < 4 and time.monotonic() < end:
            handler.server.released.wait(0.01)
        handler.answer(200 if len(barrier_seen) == 4 else 500, atom(entry()).encode())

    for number in range(4):
        place.server.routes[f"/{number}"] = route
        place.author(f"a{number}", FeedSource(place.server.url(f"/{number}", f"host{number}.test")))
    assert place.fetch().failed == ()


def test_a_dry_run_asks_and_writes_nothing(place: Place) -> None:
    place.blog("/feed.xml", entry())
    report = place.fetch(dry_run=True)
    assert (report.total("new"), report.dry_run) == (1, True)
    assert not (place.root / "content/feeds").exists()
    assert place.fetch().total("new") == 1


def test_only_one_author_is_asked_when_named(place: Place) -> None:
    place.blog("/a", entry("A"), id_="a")
    place.blog("/b", entry("B"), id_="b")
    place.fetch(only="b")
    assert place.published() == ["B"]


def test_progress_is_reported_feed_by_feed(place: Place) -> None:
    place.blog("/a", entry("A"), id_="a")
    place.blog("/b", entry("B"), id_="b")
    seen: list[tuple[int, int]] = []
    place.fetch(progress=lambda done, total, _url: seen.append((done, total)))
    assert seen == [(1, 2), (2, 2)]


def test_the_longest_wait_anyone_asked_for_holds(place: Place) -> None:
    place.blog()
    place.server.routes["/feed.xml"] = lambda handler: handler.answer(
        200,
        rss("<item><title>x</title><link>https://jane.example/x</link></item>", channel="<ttl>2880</ttl>").encode(),
        {"ETag": '"1"', "Content-Type": "application/rss+xml", "Cache-Control": "max-age=60"},
    )
    report = place.fetch()
    assert report.outcomes[0].until == place.now + 2 * DAY


def test_the_archive_is_json_feed_of_the_promised_shape(place: Place) -> None:
    place.blog("/feed.xml", entry("First", updated="2026-10-02T10:00:00Z", tags=("Work",)), show="full")
    place.fetch()
    (item,) = place.json()["items"]
    assert place.json()["version"] == "https://jsonfeed.org/version/1.1"
    assert item["date_published"] == "2026-10-01T10:00:00Z"
    assert item["date_modified"] == "2026-10-02T10:00:00Z"
    assert item["content_html"].startswith("<p>Some honest words")
    assert {"status", "slug", "first_seen", "guid"} <= set(item["_voices"])
    assert {"state", "since", "title", "host"} <= set(place.json()["_voices"])


def test_the_file_is_named_after_the_blog(place: Place) -> None:
    place.blog("/blog/feed.xml", entry())
    place.fetch()
    assert place.file().name == "127-0-0-1-blog.json"


def test_two_feeds_of_one_name_get_two_files(place: Place) -> None:
    place.serve("/feed.xml", entry("A"))
    place.serve("/rss.xml", entry("B"))
    place.author("jane", FeedSource(place.server.url("/feed.xml")), FeedSource(place.server.url("/rss.xml")))
    place.fetch()
    names = sorted(path.name for path in Path(place.root / "content/feeds/jane").iterdir())
    assert names == ["127-0-0-1-2.json", "127-0-0-1.json"]
    assert sorted(place.published()) == ["A", "B"]


def test_header_names_come_in_lower_case(place: Place) -> None:
    place.blog("/feed.xml", entry())
    with _client(5) as client:
        assert client.get(place.server.url("/feed.xml")).headers["content-type"] == ATOM
