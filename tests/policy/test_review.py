"""``voices review``: held entries listed, released and rejected by link, against a blog on loopback."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from loopback import answering
from voices.cli import Session
from voices.cli.fetch import policy_gate
from voices.cli.review import review
from voices.configfile import load_hub
from voices.feeds.fetch import fetch_all
from voices.sources import read_content

GUIDELINE = """\
rules:
  - {id: code-names, severity: block, title: A code name, why: Nobody knows it., terms: {all: [Borealis]}}
"""
FEED = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Jane</title>
<id>urn:jane</id><updated>2026-11-01T00:00:00Z</updated>{entries}</feed>"""
ENTRY = """<entry><id>urn:{n}</id><title>{title}</title><link href="https://jane.example/{n}/"/>
<published>2026-11-0{n}T00:00:00Z</published><updated>2026-11-0{n}T00:00:00Z</updated>
<content type="html">{text}</content></entry>"""
ENTRIES = (("1", "Fine", "Nothing special here."), ("2", "A blunder", "We built Borealis."), ("3", "More", "Borealis!"))


class Blog(ThreadingHTTPServer):
    body: bytes | None = FEED.format(
        entries="".join(ENTRY.format(n=n, title=title, text=text) for n, title, text in ENTRIES)
    ).encode()


class Answering(BaseHTTPRequestHandler):
    server: Blog

    def do_GET(self) -> None:
        self.send_response(200 if self.server.body else 500)
        self.send_header("Content-Type", "application/atom+xml")
        self.end_headers()
        self.wfile.write(self.server.body or b"")

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def blog() -> Iterator[Blog]:
    with answering(Blog(("127.0.0.1", 0), Answering)) as server:
        yield server


@pytest.fixture(scope="module")
def fetched(tmp_path_factory: pytest.TempPathFactory, blog: Blog) -> Path:
    """A hub whose author's blog has one sound entry and two that are held."""
    tmp_path = tmp_path_factory.mktemp("review")
    config = {
        "site_name": "Acme",
        "site_url": "https://voices.acme.example/",
        "docs_dir": "content",
        "extra": {"voices": {"fetch": {"allow_hosts": ["127.0.0.1"]}}},
    }
    (tmp_path / "mkdocs.yml").write_text(yaml.safe_dump(config))
    authors = tmp_path / "content" / "authors"
    authors.mkdir(parents=True)
    feed = f"http://127.0.0.1:{blog.server_port}/feed.xml"
    (authors / "jane.md").write_text(f"---\nname: Jane\nagreed: 2026-01-05\nfeeds: [{{url: '{feed}'}}]\n---\nHello.\n")
    (tmp_path / "content" / "policy.yml").write_text(GUIDELINE, encoding="utf-8")
    hub = load_hub(tmp_path / "mkdocs.yml")
    judge, version = policy_gate(hub)
    fetch_all(
        hub,
        read_content(hub).authors,
        now=hub.now(),
        gate=judge,
        gate_version=version,
    )
    return tmp_path


@pytest.fixture
def place(fetched: Path, tmp_path: Path) -> Path:
    """That hub, once for each test."""
    return shutil.copytree(fetched, tmp_path / "hub")


def run(place: Path, *arguments: str) -> Result:
    session = Session()
    session.config_file = place / "mkdocs.yml"
    return CliRunner().invoke(review, arguments, obj=session)


def items(place: Path) -> dict[str, dict]:
    (file,) = (place / "content" / "feeds" / "jane").glob("*.json")
    return {item["url"]: item for item in json.loads(file.read_bytes())["items"]}


def test_held_entries_are_listed_by_link_and_rule(place) -> None:
    done = run(place)
    assert done.exit_code == 0
    assert done.stdout.splitlines() == [
        "2026-11-03  jane  https://jane.example/3/  policy.code-names",
        "2026-11-02  jane  https://jane.example/2/  policy.code-names",
    ]
    assert "2 entries wait" in done.stderr
    assert "Borealis" not in json.dumps(items(place))


def test_released_entry_is_fetched_again_and_stays_released(place) -> None:
    done = run(place, "release", "https://jane.example/2/")
    assert done.exit_code == 0, done.output
    item = items(place)["https://jane.example/2/"]
    assert (item["title"], item["_voices"]["status"]) == ("A blunder", "published")
    assert "Borealis" in json.dumps(item)
    assert run(place).stdout.count("\n") == 1
    assert items(place)["https://jane.example/3/"]["_voices"]["status"] == "held"


def test_release_without_a_text_goes_on_waiting(place, blog, monkeypatch) -> None:
    monkeypatch.setattr(blog, "body", None)
    done = run(place, "release", "https://jane.example/2/")
    assert done.exit_code == 1
    assert "goes on waiting" in done.stderr
    assert items(place)["https://jane.example/2/"]["_voices"] | {"slug": ""} == {
        "status": "held",
        "slug": "",
        "rules": ["policy.code-names"],
        "guid": "urn:2",
        "first_seen": items(place)["https://jane.example/1/"]["_voices"]["first_seen"],
    }


def test_rejected_entry_is_gone_and_does_not_come_back(place) -> None:
    assert run(place, "reject", "https://jane.example/2/", "https://jane.example/3/").exit_code == 0
    assert list(items(place)) == ["https://jane.example/1/"]
    assert run(place).stdout == ""
    hub = load_hub(place / "mkdocs.yml")
    fetch_all(hub, read_content(hub).authors, now=hub.now(), force=True)
    assert list(items(place)) == ["https://jane.example/1/"]


def test_unknown_link_is_said_and_changes_nothing(place) -> None:
    done = run(place, "release", "https://jane.example/1/")
    assert done.exit_code == 1
    assert "No held entry has the link" in done.stderr
