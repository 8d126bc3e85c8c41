"""The corpus' documents, cut, spliced and poisoned, through parse and archive: no crash, nothing live, nothing lost.

``VOICES_EXAMPLES=20000 pytest tests/feeds/test_mutation.py`` runs it for long.
"""

from __future__ import annotations

import os
import re
from functools import lru_cache
from pathlib import Path

import pytest
from feedworld import NOW
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from voices.feeds.archive import as_bytes, parse_bytes
from voices.feeds.documents import Document, ParseError, Task
from voices.feeds.merge import Merged, Setting, merge
from voices.feeds.parse import parse
from voices.feeds.reading import entry_of
from voices.feeds.sanitise import strict
from voices.model import FeedSource

FOLDER = Path(__file__).parents[2].parent / "shared" / "corpora" / "feeds"
# Large documents say no more than small ones here, and the slow ones have tests of their own.
FILES = (
    sorted(p for p in FOLDER.glob("*.*") if p.name != "MANIFEST.json" and p.stat().st_size < 40_000)
    if FOLDER.is_dir()
    else []
)
pytestmark = pytest.mark.skipif(not FILES, reason="the corpora are not beside this checkout (../shared/corpora)")
POISON = [
    b"<script>alert(1)</script>",
    b"<![CDATA[<img src=x onerror=alert(1)>]]>",
    b"&lt;svg onload=alert(1)&gt;",
    b"javascript:alert(1)",
    b"<!DOCTYPE x [<!ENTITY a 'b'>]>",
    b"&a;&#xE000;&#0;",
    b"\x00",
    b"\xff\xfe",
    b"\xed\xa0\x80",
    b"]]>",
    b"<!--",
    b"</item></entry>",
    b"<item><title>",
    b"<entry xmlns='http://www.w3.org/2005/Atom'>",
    b'"items": [',
    b"\\ud800",
    b"xml:base='javascript:x'",
    b"<div style='position:fixed' id=__search class=x>",
    b"<pubDate>Fri, 99 Foo 99999 99:99:99 +9999</pubDate>",
    b"99999999999999999999",
    b"utf-7",
    b"<guid>x</guid>" * 3,
]
LIVE = re.compile(
    r"<\s*/?\s*(script|style|svg|math|form|iframe|object|embed|template|base|meta|link|input)\b"
    r"|<[^>]*\s(on\w+|style|id|class|name|srcset)\s*=|(href|src)=\"\s*(javascript|data|vbscript):|[\x00\ue000-\ue00f]",
    re.IGNORECASE,
)


@lru_cache(maxsize=400)
def body_of(path: Path) -> bytes:
    return path.read_bytes()


@lru_cache(maxsize=400)
def archived(path: Path) -> Merged | None:
    try:
        return merge(
            None, parse(Task(body_of(path), "https://jane.example/feed")), "https://jane.example/feed", setting()
        )
    except ParseError:
        return None


def setting() -> Setting:
    return Setting("jane", "Jane Doe", FeedSource("https://jane.example/feed", show="full"), NOW)


class Case:
    """A document that was tampered with; shown by its bytes alone, and short."""

    def __init__(self, path: Path, body: bytes) -> None:
        self.path = path
        self.body = body

    def __repr__(self) -> str:
        return f"{self.path.name}: {self.body[:1500]!r}"


@st.composite
def mutated(draw: st.DrawFn) -> Case:
    path = draw(st.sampled_from(FILES))
    body = body_of(path)
    for _ in range(draw(st.integers(1, 5))):
        at = draw(st.integers(0, len(body)))
        end = min(len(body), at + draw(st.integers(0, 400)))
        match draw(st.integers(0, 6)):
            case 0:
                body = body[:at] + body[end:]
            case 1:
                body = body[:end] + body[at:]
            case 2:
                body = body[:at] + draw(st.sampled_from(POISON)) + body[at:]
            case 3:
                body = body[:at] + bytes([draw(st.integers(0, 255))]) + body[at + 1 :]
            case 4:
                body = body[:at]
            case 5:
                other = body_of(draw(st.sampled_from(FILES)))
                begin = draw(st.integers(0, len(other)))
                body = body[:at] + other[begin : begin + 600] + body[at:]
            case _:
                body = body[:at] + body[at:end] * draw(st.integers(2, 20)) + body[end:]
    return Case(path, body)


@settings(
    max_examples=int(os.environ.get("VOICES_EXAMPLES", "60")),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example],
)
@given(mutated())
def test_whatever_becomes_of_a_document_nothing_crashes_lives_or_is_lost(case: Case) -> None:
    path, body = case.path, case.body
    try:
        document = parse(Task(body, "https://jane.example/feed", "application/xml"))
    except ParseError:
        return
    before = archived(path)
    for known in (None, before.archive if before else None):
        after = merged(known, document)
        ids = [str(item["id"]) for item in after.archive["items"]]
        assert len(set(ids)) == len(ids)
        assert {str(item["id"]) for item in known["items"]} <= set(ids) if known else True
        again = parse_bytes(as_bytes(after.archive))
        slugs: set[str] = set()
        for item in again["items"]:
            entry = entry_of(item, setting().feed, slugs)
            assert entry.published <= NOW
            assert not LIVE.search(re.sub(r'="(?!\s*(?:javascript|data|vbscript):)[^"]*"', "", entry.html)), entry.html
            assert entry.url == "" or entry.url.startswith(("http://", "https://"))
            assert strict(entry.html) == entry.html
            assert not re.search("[\x00-\x1f\ue000-\ue00f]", entry.title + entry.slug)
        assert len({item["_voices"]["slug"] for item in again["items"]}) == len(ids)
        # The same document once more changes nothing.
        assert as_bytes(merged(again, document).archive) == as_bytes(again)


def merged(known: dict[str, object] | None, document: Document) -> Merged:
    return merge(known, document, "https://jane.example/feed", setting())
