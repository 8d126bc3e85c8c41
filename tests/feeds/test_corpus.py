"""Every document of the public corpus, over real HTTP into the archive, held to its manifest; and no memory left behind."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from feedworld import DAY, Handler, Place

from voices.feeds.documents import Document, Task
from voices.feeds.titles import title_of
from voices.feeds.worker import Worker
from voices.model import FeedSource
from voices.text import squeeze

FOLDER = Path(__file__).parents[2].parent / "shared" / "corpora" / "feeds"
MANIFEST: list[dict[str, Any]] = (
    json.loads((FOLDER / "MANIFEST.json").read_text(encoding="utf-8"))["files"] if FOLDER.is_dir() else []
)
pytestmark = pytest.mark.skipif(not MANIFEST, reason="the corpora are not beside this checkout (../shared/corpora)")

# Documents that hold nothing a feed holds. Their blogs are reported as failing; nothing stored is touched.
NO_FEEDS = {
    "feedparser__cdf_channel_href_map_link.xml": "unreadable",  # Channel Definition Format, an ancestor of RSS
    "miniflux__testdata_iso88591.xml": "unreadable",
    "synth_notfeed_login.html": "page",
    "synth_notfeed_empty.xml": "empty",
}
# A title that is nothing but a picture: the entry is called by its first words instead.
OTHER_TITLES = {"feedparser__sanitize_entry_title_onerror.xml"}


def headers_of(item: dict[str, Any]) -> dict[str, str]:
    written = item.get("upstream_header")
    name, value = written.split(": ", 1) if written else ("", "")
    plain = {"Content-Type": "application/json" if item["file"].endswith(".json") else "application/xml"}
    return plain | ({name: value} if name else {})


def route(item: dict[str, Any], body: bytes) -> Any:
    def answer(handler: Handler) -> None:
        handler.answer(200, body, headers_of(item))

    return answer


def test_every_document_keeps_its_promise_in_the_archive(place: Place) -> None:
    for number, item in enumerate(MANIFEST):
        place.server.routes[f"/{item['file']}"] = route(item, (FOLDER / item["file"]).read_bytes())
        place.author(f"a{number}", FeedSource(place.server.url(f"/{item['file']}"), show="full"), name="Someone")
    report = place.fetch()
    assert {o.url.rpartition("/")[2]: o.reason for o in report.failed} == NO_FEEDS
    blogs = {blog.author: blog for blog in place.blogs()}
    wrong = [fault for n, item in enumerate(MANIFEST) for fault in faults(item, place, f"a{n}", blogs[f"a{n}"].entries)]
    assert not wrong, "\n".join(wrong)
    # Once more a day later: stable ids, dates and slugs mean that not one byte changes.
    before = {path: path.read_bytes() for path in (place.root / "content/feeds").rglob("*.json")}
    place.fetch(DAY)
    assert {path: path.read_bytes() for path in (place.root / "content/feeds").rglob("*.json")} == before


def faults(item: dict[str, Any], place: Place, author: str, entries: Any) -> Iterator[str]:
    expected, name = item["expected"], item["file"]
    text = place.file(author).read_text(encoding="utf-8")
    wanted = expected.get("entries", len(entries))
    shown = [e for e in entries if e.status == "published"]
    sound = {
        f"{len(entries)} entries instead of {wanted}": len(entries) == wanted,
        "control characters are left": not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f]", text),
        "an entry stands in the future": all(e.published <= place.now for e in entries),
        "two entries share an address": len({e.slug for e in entries}) == len(entries),
        "an entry has no title": all(e.title for e in shown),
    }
    yield from (f"{name}: {fault}" for fault, is_sound in sound.items() if not is_sound)
    tags = [tag.lower() for e in entries for tag in (*re.findall(r"<[^>]*>", e.html), e.url)]
    for word in [*item.get("must_not_contain_after_sanitising", []), *expected.get("must_not_contain", [])]:
        if any(word.lower() in tag for tag in tags):
            yield f"{name}: {word} is left in the markup or a link"
    yield from (f"{name}: {word} is in the archive" for word in expected.get("must_not_contain", []) if word in text)
    needed = expected.get("must_contain_after_processing", [])
    yield from (f"{name}: {word} is missing" for word in needed if word not in text)


def test_every_first_title_is_the_expected_one(workers: Worker) -> None:
    wrong = []
    for item in MANIFEST:
        expected = item["expected"].get("first_title") or item["expected"].get("first_title_feedparser")
        if not expected or item["file"] in OTHER_TITLES:
            continue
        body = (FOLDER / item["file"]).read_bytes()
        read = workers.parse(Task(body, f"https://x.example/{item['file']}", headers_of(item)["Content-Type"]))
        assert isinstance(read, Document), item["file"]
        # feedparser's observation is markup where ours is text.
        if read.items[0].title not in (squeeze(expected), title_of(expected)):
            wrong.append(f"{item['file']}: {read.items[0].title!r} instead of {expected!r}")
    assert not wrong, "\n".join(wrong)


def test_a_sequence_of_versions_stays_one_post(place: Place) -> None:
    pairs: dict[str, list[str]] = {}
    for item in MANIFEST:
        if "pair" in item:
            pairs.setdefault(item["pair"], []).append(item["file"])
    assert pairs
    for number, (pair, files) in enumerate(sorted(pairs.items())):
        place.author(f"a{number}", FeedSource(place.server.url(f"/{pair}")), name="Someone")
        for file in sorted(files):
            place.server.routes[f"/{pair}"] = (FOLDER / file).read_bytes()
            place.fetch(DAY, only=f"a{number}")
        (blog,) = [blog for blog in place.blogs() if blog.author == f"a{number}"]
        assert len(blog.entries) == 1, pair
    (updated,) = [e for e in place.entries() if e.title.startswith("Typo")]
    assert (updated.title, updated.summary, updated.published.day) == ("Typo in title", "second", 1)


def _memory_kb(pid: int) -> int:
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1])
    raise AssertionError("no figure")


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="needs /proc")
def test_reading_the_whole_corpus_three_times_leaves_memory_flat() -> None:
    worker = Worker()
    try:
        figures = []
        for _ in range(3):
            for item in MANIFEST:
                body = (FOLDER / item["file"]).read_bytes()
                worker.parse(Task(body, f"https://x.example/{item['file']}"))
                # The worker must be one and the same, or the figures say nothing.
                worker._documents = 1
            assert worker._process is not None
            figures.append(_memory_kb(worker._process.pid))
        print(f"memory of the worker after each round, kB: {figures}")  # noqa: T201 - shown with -rP
        assert figures[2] <= figures[0] * 1.2
    finally:
        worker.close()
