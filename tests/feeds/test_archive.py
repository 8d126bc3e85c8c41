"""Archive files: whole at any moment, respected when edited, kept aside when broken, clear about what stops them."""

from __future__ import annotations

import errno
import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest
from feedworld import DAY, NOW, Handler, Place, atom, entry

import voices
from voices.dates import Moment
from voices.feeds import archive, read_archive
from voices.feeds.forgetting import forget_entry
from voices.model import Author, FeedSource, Source

CONFLICT = '<<<<<<< HEAD\n{"items": []}\n=======\n{}\n>>>>>>> other\n'


def test_a_hand_edited_title_survives_the_next_fetches(place: Place) -> None:
    place.blog("/feed.xml", entry("A"))
    place.fetch()
    place.edit(lambda data: data["items"][0].update(title="A, as I meant it"))
    place.fetch(DAY)
    place.serve("/feed.xml", entry("A", content="<p>Other words by now.</p>"))
    place.fetch(DAY)
    assert place.published() == ["A, as I meant it"]


def test_keys_that_others_added_stay(place: Place) -> None:
    place.blog("/feed.xml", entry("A"))
    place.fetch()

    def annotate(data: dict[str, Any]) -> None:
        data["_other"] = {"note": 1}
        data["icon"] = "https://jane.example/icon.png"
        data["items"][0]["_other"] = [1, 2]

    place.edit(annotate)
    place.serve("/feed.xml", entry("A", content="<p>Other words by now.</p>"), entry("B"))
    place.fetch(DAY)
    data = place.json()
    assert (data["_other"], data["icon"]) == ({"note": 1}, "https://jane.example/icon.png")
    assert [item.get("_other") for item in data["items"] if item["title"] == "A"] == [[1, 2]]


def test_a_file_made_by_other_hands_is_taken_up(place: Place) -> None:
    place.blog("/feed.xml", entry("A"), entry("B"))
    folder = place.root / "content/feeds/jane"
    folder.mkdir(parents=True)
    plain = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Mine",
        "feed_url": place.server.url("/feed.xml"),
        "items": [
            {
                "id": "tag:jane.example,2026:a",
                "url": "https://jane.example/a/",
                "title": "A",
                "date_published": "2026-10-01T10:00:00Z",
            },
            {"id": 7, "title": "By hand", "date_published": "not a date", "tags": "x", "_voices": "?"},
            {"title": "without an id"},
        ],
    }
    (folder / "mine.json").write_text("\ufeff" + json.dumps(plain), encoding="utf-8")
    assert [e.title for e in place.entries()] == ["A", "By hand"]
    place.fetch()
    assert sorted(place.published()) == ["A", "B", "By hand"]
    assert place.blogs()[0].title == "Mine"
    assert len(place.json()["items"]) == 4


@pytest.mark.parametrize(
    ("broken", "why"),
    [
        ("{", "not JSON"),
        (CONFLICT, "merge conflict"),
        ("[]", "not a JSON Feed"),
        ('{"feed_url": "x", "items": [1]}', "not an entry"),
        ('{"items": []}', "feed_url"),
        ("\x00\x01", "not JSON"),
    ],
)
def test_a_broken_file_is_reported_and_kept_aside_never_overwritten(place: Place, broken: str, why: str) -> None:
    place.blog("/feed.xml", entry("A"))
    place.fetch()
    place.file().write_text(broken)
    _, findings = read_archive(place.hub, place.authors)
    assert [(f.severity, f.rule) for f in findings] == [("block", "feeds.broken-archive")]
    assert why in findings[0].message
    dry = place.fetch(DAY, dry_run=True)
    assert place.file().read_text() == broken
    assert "Take the last good version" in dry.problems[0].message
    report = place.fetch(DAY)
    assert why in report.problems[0].message
    aside = place.file().with_name(f"{place.file().name}.broken")
    assert aside.read_text() == broken
    assert place.published() == ["A"]
    # A second one does not overwrite the first.
    place.file().write_text("{")
    place.fetch(DAY)
    assert (aside.read_text(), aside.with_name(f"{aside.name}-2").read_text()) == (broken, "{")


def test_a_broken_file_is_not_in_the_way_of_others(place: Place) -> None:
    place.blog("/a.xml", entry("A"), id_="a")
    place.blog("/b.xml", entry("B"), id_="b")
    place.fetch()
    place.file("a").write_text("{")
    blogs, findings = read_archive(place.hub, place.authors)
    assert [blog.author for blog in blogs] == ["b"]
    assert len(findings) == 1


def test_hostile_html_put_into_a_file_by_hand_is_cleaned_when_read(place: Place) -> None:
    place.blog("/feed.xml", entry("A"), show="full")
    place.fetch()
    place.edit(
        lambda data: data["items"][0].update(content_html="<p onclick=x>Hi \ue000&#xe000;<script>alert(1)</script></p>")
    )
    assert place.entries()[0].html == "<p>Hi </p>"


def test_held_entries_are_hints_for_voices_check(place: Place) -> None:
    place.blog("/feed.xml", entry("A"))
    place.fetch(gate=lambda _: ("policy.secret",))
    _, (finding,) = read_archive(place.hub, place.authors)
    assert (finding.severity, finding.rule) == ("hint", "feeds.held-entry")
    assert "policy.secret" in finding.message


def test_the_hint_on_a_held_entry_names_the_commands_that_decide(place: Place) -> None:
    place.blog("/feed.xml", entry("A", link="https://jane.example/a"))
    place.fetch(gate=lambda _: ("policy.secret",))
    _, (finding,) = read_archive(place.hub, place.authors)
    assert "voices review release https://jane.example/a" in finding.message
    assert "voices review reject https://jane.example/a" in finding.message
    assert "status" not in finding.message


def test_the_file_is_valid_json_feed(place: Place) -> None:
    place.blog("/feed.xml", entry("A", tags=("x",)), entry("B"), show="full")
    place.fetch()
    place.blog("/other.xml", entry("C"), id_="bo")
    place.fetch()
    for id_ in ("jane", "bo"):
        feed = place.json(id_)
        assert feed["version"] == "https://jsonfeed.org/version/1.1"
        assert isinstance(feed["title"], str)
        assert feed["feed_url"].startswith("http")
        for item in feed["items"]:
            assert isinstance(item["id"], str)
            assert "content_html" in item or "content_text" in item
            assert item["date_published"].endswith("Z")
            assert all(isinstance(tag, str) for tag in item.get("tags", []))
        custom = [key for thing in (feed, *feed["items"]) for key in thing if key.startswith("_")]
        assert set(custom) == {"_voices"}


def test_our_own_json_feed_reader_reads_the_archive_back(place: Place) -> None:
    place.blog("/feed.xml", entry("A"), entry("B"), show="full")
    place.fetch()
    place.server.routes["/archive.json"] = place.file().read_bytes()
    place.author("bo", FeedSource(place.server.url("/archive.json"), show="full"))
    place.fetch(only="bo")
    mine, theirs = place.blogs()[1], place.blogs()[0]
    assert [(e.title, e.html, e.published) for e in mine.entries] == [
        (e.title, e.html, e.published) for e in theirs.entries
    ]


def test_an_unchanged_archive_is_not_written_again(place: Place) -> None:
    place.blog("/feed.xml", entry("A"))
    place.fetch()
    os.utime(place.file(), (1, 1))
    assert not place.fetch(DAY).outcomes[0].written
    assert place.file().stat().st_mtime == 1


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "disk is full"),
        (errno.EROFS, "may not be written to"),
        (errno.EACCES, "may not be written to"),
        (errno.EIO, "See to it"),
    ],
)
def test_what_stops_a_write_is_said_and_loses_nothing(
    place: Place, monkeypatch: pytest.MonkeyPatch, number: int, words: str
) -> None:
    place.blog("/feed.xml", entry("A"))
    place.fetch()
    before = place.file().read_bytes()
    place.serve("/feed.xml", entry("A"), entry("B"))

    def refuse(path: Path, data: bytes) -> bool:
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as patched:
        patched.setattr(archive, "write_if_changed", refuse)
        report = place.fetch(DAY)
    assert (report.exit_code, report.unwritten) == (1, True)
    assert words in report.problems[0].message
    assert place.file().read_bytes() == before
    # What could not be kept is asked for again, without waiting for its turn.
    place.fetch()
    assert sorted(place.published()) == ["A", "B"]


def _child(place: Place, code: str, *, before: str = "") -> subprocess.Popen[bytes]:
    feeds = [(author.id, feed.url) for author in place.authors for feed in author.feeds]
    program = f"""
import datetime as dt, sys
sys.path.insert(0, {str(Path(__file__).parent)!r})
from pathlib import Path
from voices.dates import Moment
from voices.feeds.fetch import fetch_all
from voices.model import Author, FeedSource, Source
from voices.settings import hub_from
now = dt.datetime.fromisoformat({place.now.isoformat()!r})
voices = {{"fetch": {{"allow_hosts": ["127.0.0.0/8"]}}}}
config = {{"site_name": "x", "site_url": "https://v.example/", "extra": {{"voices": voices}}}}
hub = hub_from(config, Path({str(place.root)!r}) / "mkdocs.yml", {{}})
authors = [Author(i, Source(f"content/authors/{{i}}.md"), "N", Moment(now), feeds=(FeedSource(u),)) for i, u in {feeds!r}]
{before}
if __name__ == "__main__":
    {code}
"""
    path = str(Path(voices.__file__).parents[1])
    return subprocess.Popen(
        [sys.executable, "-c", program],
        env={**os.environ, "PYTHONPATH": path},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )


FETCH = "print(fetch_all(hub, authors, now=now, force=True).problems)"


def test_a_disk_that_is_really_full_is_said_in_words(place: Place) -> None:
    """A limit on file sizes stands for the full disk: the kernel refuses the write, whoever asks, root too."""
    place.blog("/feed.xml", *(entry(f"Post {n}") for n in range(200)))
    limit = """
import resource, signal
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (9000, 9000))
"""
    child = _child(place, FETCH, before=limit)
    output, _ = child.communicate(timeout=60)
    assert b"the disk is full" in output
    folder = place.root / "content/feeds/jane"
    assert [path.name for path in folder.iterdir()] == []


def test_a_folder_that_cannot_be_made_is_said_in_words(place: Place) -> None:
    place.blog("/feed.xml", entry("A"))
    (place.root / "content/feeds").write_text("a file where a folder should be")
    report = place.fetch()
    assert report.unwritten
    assert "could not be written" in report.problems[0].message


def test_two_fetches_at_once_keep_every_entry_of_both(place: Place) -> None:
    for number in range(8):
        place.blog(f"/{number}.xml", *(entry(f"Post {n}") for n in range(10)), id_=f"a{number}")
    children = [_child(place, FETCH) for _ in range(2)]
    outputs = [child.communicate(timeout=60)[0] for child in children]
    assert [child.returncode for child in children] == [0, 0], outputs
    assert len(place.published()) == 80
    assert len({e.slug for blog in place.blogs() for e in blog.entries if blog.author == "a0"}) == 10


def test_threads_of_two_fetches_at_once_do_not_mix(place: Place) -> None:
    place.blog("/feed.xml", *(entry(f"Post {n}") for n in range(20)))
    reports: list[object] = []
    threads = [threading.Thread(target=lambda: reports.append(place.fetch(force=True))) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(reports) == 3
    assert len(place.published()) == 20


def crash(place: Place, moments: int, feeds: int, seed: int) -> None:
    """Kill a fetch at random moments; afterwards every file is whole and no entry that was there is lost."""
    clock = random.Random(seed)
    for number in range(feeds):
        place.blog(f"/{number}.xml", *(entry(f"Post {n}") for n in range(5)), id_=f"a{number:02}")

    def serve(generation: int) -> None:
        for number in range(feeds):
            place.serve(f"/{number}.xml", *(entry(f"Post {n}") for n in range(5 + generation)))

    known: set[tuple[str, str]] = set()
    killed = 0
    for generation in range(moments):
        serve(generation)
        place.now += DAY
        child = _child(place, FETCH)
        # The moment is anywhere in the life of the process, its beginning and its end included.
        try:
            child.wait(clock.uniform(0.2, 1.6))
        except subprocess.TimeoutExpired:
            child.send_signal(signal.SIGKILL)
            killed += 1
        child.communicate(timeout=30)
        blogs, findings = read_archive(place.hub, place.authors)
        assert findings == ()
        now_known = {(blog.author, e.id) for blog in blogs for e in blog.entries}
        assert known <= now_known
        known = now_known
    assert killed
    place.fetch(DAY, force=True)
    assert len(place.published()) == feeds * (5 + moments - 1)
    leftovers = [
        path for path in (place.root / "content/feeds").rglob("*") if path.is_file() and path.suffix != ".json"
    ]
    assert all(path.name.startswith(".") for path in leftovers)


def test_killed_at_any_moment_every_file_is_whole(place: Place) -> None:
    crash(place, moments=4, feeds=12, seed=1)


@pytest.mark.slow
def test_killed_at_thirty_random_moments_of_fifty_feeds_every_file_is_whole(place: Place) -> None:
    crash(place, moments=30, feeds=50, seed=2)


def test_ten_thousand_entries_are_read_quickly_enough_to_count(tmp_path: Path, place: Place) -> None:
    folder = place.root / "content/feeds/jane"
    folder.mkdir(parents=True)
    for blog in range(20):
        items = [
            {
                "id": f"urn:{blog}:{n}",
                "url": f"https://{blog}.example/{n}",
                "title": f"Post {n}",
                "date_published": "2026-01-01T00:00:00Z",
                "summary": "Words " * 40,
                "tags": ["a", "b"],
                "language": "en",
                "_voices": {"status": "published", "slug": f"post-{blog}-{n}", "first_seen": "2026-01-01T00:00:00Z"},
            }
            for n in range(500)
        ]
        feed = {
            "version": archive.VERSION,
            "title": "x",
            "feed_url": f"https://{blog}.example/f",
            "items": items,
            "_voices": {},
        }
        (folder / f"{blog}.json").write_text(json.dumps(feed))
    author = Author("jane", Source("x"), "Jane", Moment(NOW))
    begun = time.process_time()
    blogs, _ = read_archive(place.hub, [author])
    assert sum(len(blog.entries) for blog in blogs) == 10_000
    # No bound that a slow machine breaks: the figure is printed for whoever asks with -rP.
    print(f"10,000 entries read in {time.process_time() - begun:.2f} s CPU")  # noqa: T201 - see above


def test_forgetting_where_nothing_can_be_written_says_so(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    place.blog("/feed.xml", entry("A"))
    place.fetch()

    def refuse(path: Path, data: bytes) -> bool:
        raise OSError(errno.EROFS, "read-only")

    monkeypatch.setattr(archive, "write_if_changed", refuse)
    with pytest.raises(archive.ArchiveWriteError, match="may not be written to"):
        forget_entry(place.hub, place.authors, "https://jane.example/a/")


def test_a_feed_asked_while_a_person_edits_its_file_keeps_the_edit(place: Place) -> None:
    place.blog("/feed.xml", entry("A"))
    place.fetch()

    def route(handler: Handler) -> None:
        place.edit(lambda data: data["items"][0].update(title="Edited meanwhile"))
        handler.answer(200, atom(entry("A"), entry("B")).encode())

    place.server.routes["/feed.xml"] = route
    place.fetch(DAY)
    assert sorted(place.published()) == ["B", "Edited meanwhile"]


def test_file_names_say_whose_blog_it_is() -> None:
    names = {
        "https://www.jane.example/blog/feed.xml": "jane-example-blog.json",
        "https://jane.example/": "jane-example.json",
        "https://jane.example/index.xml": "jane-example.json",
        "https://medium.com/feed/@jane": "medium-com-jane.json",
        "https://jane.example/feed/": "jane-example.json",
        "https://łódź.example/rss": "lodz-example.json",
    }
    assert {url: archive.file_name(url) for url in names} == names
    assert archive.file_name("https://jane.example/", frozenset({"jane-example.json"})) == "jane-example-2.json"
