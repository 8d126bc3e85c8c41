"""Every document of the feed corpus as somebody's blog: fetched over HTTP, built under ``--strict``, held to its manifest."""

from __future__ import annotations

import functools
import html
import http.server
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Set
from pathlib import Path
from typing import Any

import pytest

from hub_world import World
from loopback import answering
from voices.cli import main
from voices.feeds.links import link_key
from voices.text import slugify

Make = Callable[..., World]

PROFILE = """\
---
name: Someone {number}
agreed: 2026-01-05
feeds: [{{url: '{url}', show: full}}]
---
"""


class _Quiet(http.server.SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        """Nothing: the test speaks."""


@pytest.fixture
def served(corpora: Path) -> Iterator[str]:
    """The address at which the corpus is served."""
    handler = functools.partial(_Quiet, directory=str(corpora / "feeds"))
    with answering(http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)) as server:
        yield f"http://127.0.0.1:{server.server_port}/"


def author_of(file: str) -> str:
    """An author's id for a document."""
    return slugify(file)


def test_every_document_becomes_an_authors_page(make_hub: Make, corpora: Path, served: str) -> None:
    manifest = json.loads((corpora / "feeds" / "MANIFEST.json").read_text(encoding="utf-8"))["files"]
    hub = make_hub(
        {
            f"authors/{author_of(item['file'])}.md": PROFILE.format(number=number, url=f"{served}{item['file']}")
            for number, item in enumerate(manifest)
        },
        fetch={"allow_hosts": ["127.0.0.1"]},
        features={"search": False, "jobs": False, "recruit": False},
        cards="off",
    )
    with pytest.raises(SystemExit) as ended:
        main(["--quiet", "fetch", "--now", "-f", str(hub.root / "mkdocs.yml")])
    assert ended.value.code in (0, None)
    hub.build("--strict")
    links = Counter(link for item in manifest for link in {link_key(e.get("url", "")) for e in archived(hub, item)})
    shared = {link for link, number in links.items() if number > 1}
    wrong = [fault for item in manifest for fault in faults(hub, item, shared)]
    assert not wrong, "\n".join(wrong)


def archived(hub: World, item: dict[str, Any]) -> list[dict[str, Any]]:
    """The archived entries of a document's author."""
    return [
        entry
        for path in sorted((hub.content / "feeds" / author_of(item["file"])).glob("*.json"))
        for entry in json.loads(path.read_text(encoding="utf-8"))["items"]
    ]


def faults(hub: World, item: dict[str, Any], shared: Set[str]) -> Iterator[str]:
    """How an author's archive and page differ from what the manifest expects; ``shared`` links are in several archives."""
    file, expected = item["file"], item["expected"]
    author = author_of(file)
    entries = archived(hub, item)
    wanted = expected.get("entries")
    if isinstance(wanted, int) and len(entries) != min(wanted, 500):
        yield f"{file}: {len(entries)} entries, expected {wanted}"
    pages = [
        without_ours(path.read_text(encoding="utf-8")) for path in (hub.site / "authors" / author).rglob("index.html")
    ]
    title = expected.get("first_title")
    if (
        title
        and is_shown(title, entries, shared)
        and not any(squeezed(title) in squeezed(html.unescape(page)) for page in pages)
    ):
        yield f"{file}: its first title {title!r} is on no page"
    for forbidden in [*listed(expected.get("must_not_contain")), *listed(expected.get("must_not_contain_unescaped"))]:
        if any(forbidden in page for page in pages):
            yield f"{file}: {forbidden!r} is on a page"


def is_shown(title: str, entries: list[dict[str, Any]], shared: Set[str]) -> bool:
    """Whether a page must have the title. Two differences are known:

    A held entry isn't shown (a sponsor signed Daring Fireball's first), and its title is in no archive: where it is
    missing there, something must be held to excuse it. And where two documents link to one post (a few made-up ones do), a
    hub takes them for written together and shows the words of the one archived first.
    """
    same = [one for one in entries if squeezed(html.unescape(one.get("title", ""))) == squeezed(html.unescape(title))]
    if same:
        return any(link_key(one.get("url", "")) not in shared for one in same)
    return not any(one["_voices"]["status"] == "held" for one in entries)


def without_ours(page: str) -> str:
    """A page without the hub's own scripts and data blocks, which are no author's."""
    ours = r'<script (?:type="module" )?src="[^"]*"></script>|<script type="application/ld\+json">.*?</script>'
    return re.sub(ours, "", page)


def listed(value: object) -> list[str]:
    """A string or a list of strings as a list."""
    return [value] if isinstance(value, str) else [str(part) for part in value] if isinstance(value, list) else []


def squeezed(text: str) -> str:
    """Text without white space and tags, for comparison."""
    return re.sub(r"\s+|<[^>]*>", "", text)
