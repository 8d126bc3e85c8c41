"""``voices fetch``, ``discover`` and ``import``, as a person meets them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result
from feedworld import FaultServer, atom, entry

from voices.cli import cli
from voices.feeds.schedule import DAY

NOON = 1795305600
PROFILE = "---\nname: Jane Doe\nagreed: 2026-01-01\nfeeds:\n  - url: {url}\n---\nHello.\n"


@pytest.fixture
def hub(tmp_path: Path, server: FaultServer) -> Callable[..., Result]:
    config = {
        "site_name": "Our voices",
        "site_url": "https://voices.example/",
        "docs_dir": "content",
        "extra": {"voices": {"fetch": {"allow_hosts": ["127.0.0.1"]}, "timezone": "Europe/Helsinki"}},
    }
    (tmp_path / "mkdocs.yml").write_text(yaml.safe_dump(config))
    profile = tmp_path / "content/authors/jane.md"
    profile.parent.mkdir(parents=True)
    profile.write_text(PROFILE.format(url=server.url("/feed.xml")))
    server.routes["/feed.xml"] = atom(entry("A"))

    def run(*arguments: str) -> Result:
        return CliRunner().invoke(cli, ["-f", str(tmp_path / "mkdocs.yml"), *arguments])

    return run


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    def move(days: float) -> None:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", str(NOON + int(days * DAY.total_seconds())))

    move(0)
    return move


def archive(root: Path) -> dict[str, object]:
    (path,) = (root / "content/feeds/jane").glob("*.json")
    found: dict[str, object] = json.loads(path.read_text())
    return found


def test_fetch_says_what_it_found_and_exits_0(hub: Callable[..., Result], tmp_path: Path) -> None:
    done = hub("fetch")
    assert done.exit_code == 0, done.output
    assert "1 new" in done.stderr
    assert done.stdout == ""
    assert archive(tmp_path)["title"] == "Jane writes"


def test_quiet_says_nothing_when_all_is_well_and_what_failed_when_not(
    hub: Callable[..., Result], server: FaultServer, later: Callable[[float], None]
) -> None:
    assert hub("--quiet", "fetch").output == ""
    server.routes["/feed.xml"] = "<!doctype html><p>For sale"
    later(2)
    done = hub("--quiet", "fetch")
    assert done.exit_code == 1
    assert "it answered with a web page instead of a feed. Its entries stay." in done.stderr


def test_verbose_says_why_a_feed_was_not_asked(hub: Callable[..., Result], server: FaultServer) -> None:
    hub("fetch")
    done = hub("--verbose", "fetch")
    assert "asked less than an hour ago, until" in done.stderr
    assert "1 not due" in done.stderr
    assert server.asked("/feed.xml") == 1
    hub("fetch", "--now")
    assert server.asked("/feed.xml") == 2


def test_a_dry_run_says_that_nothing_was_written(hub: Callable[..., Result], tmp_path: Path) -> None:
    done = hub("fetch", "--dry-run")
    assert "1 new" in done.stderr
    assert "Nothing was written." in done.stderr
    assert not (tmp_path / "content/feeds").exists()


def test_an_unknown_author_is_wrong_usage_with_a_suggestion(hub: Callable[..., Result]) -> None:
    done = hub("fetch", "--author", "jnae")
    assert done.exit_code == 2
    assert 'Did you mean "jane"?' in done.output
    assert hub("fetch", "--author", "jane").exit_code == 0


def test_status_tells_last_and_next_time_and_asks_no_one(hub: Callable[..., Result], server: FaultServer) -> None:
    before = hub("fetch", "--status")
    assert "not read yet" in before.stdout
    assert "last asked never, next never" in before.stdout
    hub("fetch")
    done = hub("fetch", "--status")
    assert "ok since 2026-11-22; 1 entry, 0 held" in done.stdout
    assert re.search(r"last asked 2026-11-22 \d\d:\d\d, next 2026-11-23", done.stdout)
    assert server.asked("/feed.xml") == 1


def test_the_guideline_holds_an_entry_and_status_says_why(
    hub: Callable[..., Result], server: FaultServer, tmp_path: Path
) -> None:
    server.routes["/feed.xml"] = atom(
        entry("Oops", content="<p>Our key is AKIAIOSFODNN7EXAMPLQ, do not tell anyone about it.</p>")
    )
    done = hub("fetch")
    assert "1 entry held; voices fetch --status says why." in done.stderr
    assert "AKIA" not in json.dumps(archive(tmp_path))
    status = hub("fetch", "--status").stdout
    assert "held: https://jane.example/oops/  policy." in status
    assert "AKIA" not in status


def test_the_job_summary_tells_editors_what_to_look_at(
    hub: Callable[..., Result],
    server: FaultServer,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    later: Callable[[float], None],
) -> None:
    summary = tmp_path / "summary.md"
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    hub("fetch")
    assert not summary.exists()
    server.routes["/feed.xml"] = lambda handler: handler.answer(404)
    told = []
    for day in (1, 5, 9, 13):
        later(day)
        summary.unlink(missing_ok=True)
        hub("fetch", "--now")
        told.append(summary.exists())
    assert told == [False, False, True, False]


def test_a_move_is_offered_as_a_patch_on_standard_output(
    hub: Callable[..., Result],
    server: FaultServer,
    tmp_path: Path,
    later: Callable[[float], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    server.routes["/new.xml"] = atom(entry("A"))
    server.routes["/feed.xml"] = lambda handler: handler.answer(301, b"", {"Location": "/new.xml"})
    for day in (0, 4):
        later(day)
        assert hub("fetch", "--now").stdout == ""
    later(8)
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "summary.md"))
    done = hub("fetch", "--now")
    assert done.stdout.startswith("--- a/content/authors/jane.md")
    assert f"+  - url: {server.url('/new.xml')}" in done.stdout
    assert "has moved to" in done.stderr
    assert "```diff" in (tmp_path / "summary.md").read_text()


def test_forget_removes_an_entry_for_good(
    hub: Callable[..., Result], tmp_path: Path, later: Callable[[float], None]
) -> None:
    hub("fetch")
    done = hub("fetch", "--forget", "https://jane.example/a/")
    assert "1 removed for good" in done.stderr
    later(2)
    hub("fetch")
    assert archive(tmp_path)["items"] == []
    unknown = hub("fetch", "--forget", "https://jane.example/nothing/")
    assert unknown.exit_code == 1
    assert "No archived entry has the address" in unknown.output


def test_a_broken_archive_is_named_in_status_and_kept_aside_by_a_fetch(
    hub: Callable[..., Result], tmp_path: Path, later: Callable[[float], None]
) -> None:
    hub("fetch")
    (path,) = (tmp_path / "content/feeds/jane").glob("*.json")
    path.write_text("{")
    assert "can't be read" in hub("fetch", "--status").stdout
    later(2)
    assert "is kept aside as" in hub("fetch").stderr
    assert path.with_name(f"{path.name}.broken").read_text() == "{"


def test_status_tells_every_state(
    hub: Callable[..., Result], server: FaultServer, tmp_path: Path, later: Callable[[float], None]
) -> None:
    hub("fetch")
    (path,) = (tmp_path / "content/feeds/jane").glob("*.json")
    said = {
        "moved": "moved to https://new.example/",
        "held": "held for review",
        "failing": "failing since",
        "gone": "gone since",
    }
    for state, words in said.items():
        data = json.loads(path.read_text())
        data["_voices"] |= {"state": state, "moved_to": "https://new.example/"}
        path.write_text(json.dumps(data))
        assert words in hub("fetch", "--status").stdout
    profile = tmp_path / "content/authors/jane.md"
    profile.write_text(profile.read_text().replace("agreed:", "status: alumni\nagreed:"))
    assert "not asked, because its author is not active" in hub("fetch", "--status").stdout
    profile.write_text("---\nname: Jane\nagreed: 2026-01-01\n---\n")
    assert "no longer listed in the profile" in hub("fetch", "--status").stdout


def test_status_without_any_feed_says_so(hub: Callable[..., Result], tmp_path: Path) -> None:
    (tmp_path / "content/authors/jane.md").write_text("---\nname: Jane\nagreed: 2026-01-01\n---\n")
    assert hub("fetch", "--status").stdout == "No profile lists a feed.\n"


def test_discover_prints_the_yaml_alone_on_standard_output(hub: Callable[..., Result], server: FaultServer) -> None:
    server.routes["/"] = '<!doctype html><link rel="alternate" type="application/atom+xml" href="/feed.xml">'
    done = hub("discover", server.url("/"))
    assert yaml.safe_load(done.stdout) == {"feeds": [{"url": server.url("/feed.xml"), "show": "excerpt"}]}
    assert "Jane writes (1 entry)" in done.stderr


def test_discover_says_what_to_do_when_there_is_nothing(hub: Callable[..., Result], server: FaultServer) -> None:
    server.routes.clear()
    server.routes["/"] = "<!doctype html><p>Nothing"
    done = hub("discover", server.url("/"))
    assert (done.exit_code, "no feed was found" in done.output) == (1, True)
    refused = hub("discover", "http://127.0.0.2/")
    assert (refused.exit_code, "not on the public internet" in refused.output) == (1, True)


OPML = '<opml version="2.0"><body><outline text="Bo" xmlUrl="https://bo.example/rss"/></body></opml>'


def test_import_prints_yaml_or_writes_the_profile(hub: Callable[..., Result], tmp_path: Path) -> None:
    (tmp_path / "blogs.opml").write_text(OPML)
    printed = hub("import", str(tmp_path / "blogs.opml"))
    assert yaml.safe_load(printed.stdout) == {"feeds": [{"url": "https://bo.example/rss", "show": "excerpt"}]}
    written = hub("import", str(tmp_path / "blogs.opml"), "--author", "jane")
    assert "1 added, 0 listed before" in written.stderr
    assert "https://bo.example/rss" in (tmp_path / "content/authors/jane.md").read_text()
    again = hub("import", str(tmp_path / "blogs.opml"), "--author", "jane")
    assert "0 added, 1 listed before" in again.stderr


def test_import_says_what_is_wrong(hub: Callable[..., Result], tmp_path: Path) -> None:
    bad, empty = tmp_path / "bad.opml", tmp_path / "empty.opml"
    bad.write_text("<html/>")
    empty.write_text("<opml/>")
    assert "it is not OPML" in hub("import", str(bad)).output
    assert "no feed is listed" in hub("import", str(empty)).output
    (tmp_path / "blogs.opml").write_text(OPML)
    unknown = hub("import", str(tmp_path / "blogs.opml"), "--author", "jnae")
    assert (unknown.exit_code, 'Did you mean "jane"?' in unknown.output) == (2, True)
    profile = tmp_path / "content/authors/jane.md"
    profile.write_text("---\nname: Jane\nagreed: 2026-01-01\nfeeds: [{url: 'https://a.example/'}]\n---\n")
    assert "stand on one line" in hub("import", str(tmp_path / "blogs.opml"), "--author", "jane").output


def test_status_of_one_author_tells_of_no_other(hub: Callable[..., Result], tmp_path: Path) -> None:
    (tmp_path / "content/authors/mia.md").write_text(PROFILE.format(url="https://mia.example/feed.xml"))
    assert "mia.example" in hub("fetch", "--status").stdout
    assert "mia.example" not in hub("fetch", "--status", "--author", "jane").stdout


def test_forgetting_is_not_mixed_with_options_that_promise_something_else(
    hub: Callable[..., Result], tmp_path: Path
) -> None:
    hub("fetch")
    before = archive(tmp_path)
    (url,) = [item["url"] for item in before["items"]]
    for option in ("--dry-run", "--now", "--status"):
        done = hub("fetch", "--forget", url, option)
        assert done.exit_code == 2
        assert "--forget removes at once" in done.stderr
        assert archive(tmp_path) == before


@pytest.mark.parametrize("address", ["file:///etc/passwd", "ftp://x", ""])
def test_discover_names_an_address_that_is_none_once(hub: Callable[..., Result], address: str) -> None:
    done = hub("discover", address)
    assert done.exit_code == 1
    assert done.stderr.count(address or '""') == 1
    assert done.stderr.endswith("is not an http or https address. Check the address and try again.\n")
