"""A page arrives in pieces on a slow line, and is painted after each of them: what stands there already stays in its place.

The server sends the next piece when the page says that the one before is painted, so no test depends on anybody's speed.
"""

from __future__ import annotations

import contextlib
import http.server
import itertools
import mimetypes
import re
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from browser.pages import PAGES, told
from loopback import answering

pytestmark = pytest.mark.browser
PIECES = 16
# Where a page may be cut: behind what is laid out as a whole.
CUTS = re.compile(rb"</(?:li|article|h1|h2|p|section|header|nav|ul|a)>")
# A painted page has asked for two frames since its last piece.
TELL = """
const painted = () => requestAnimationFrame(() => requestAnimationFrame(() => {
  if (document.readyState === "loading") fetch("/painted").then(painted);
}));
painted();
"""
MOVED = """
window.__moved = [];
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) {
    if (!entry.hadRecentInput) window.__moved.push([entry.value, entry.sources.map((one) => one.node?.className ?? "")]);
  }
}).observe({ type: "layout-shift", buffered: true });
"""
KINDS = (
    "home",
    "post",
    "author",
    "author with a blog",
    "authors",
    "posts",
    "topics",
    "topic",
    "team",
    "job",
    "archive",
)


@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_moves_when_a_page_arrives_in_pieces(sample_site, open_context, width):
    page = open_context(width, reduced_motion="reduce").new_page()
    page.add_init_script(TELL + MOVED)
    found = {}
    with in_pieces(sample_site) as base:
        for kind in KINDS:
            page.goto(base + PAGES[kind], wait_until="load")
            moved = page.evaluate("window.__moved")
            if sum(value for value, _ in moved) >= 0.01:
                found[kind] = [f"{value:.3f}: {nodes}" for value, nodes in moved]
    assert not found, told(found)


def cut(text: bytes) -> list[bytes]:
    """The page in about as many pieces as ``PIECES`` says."""
    ends = [match.end() for match in CUTS.finditer(text)]
    chosen = [0, *ends[:: max(1, len(ends) // PIECES)], len(text)]
    return [text[start:end] for start, end in itertools.pairwise(chosen)]


@contextlib.contextmanager
def in_pieces(folder: Path) -> Iterator[str]:
    """The address at which ``folder`` is served, its pages in pieces, until the block ends."""
    painted = threading.Semaphore(0)

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            address = unquote(urlsplit(self.path).path)
            if address == "/painted":
                painted.release()
                self._say(b"", "text/plain")
                return
            path = folder / address.lstrip("/")
            path = path / "index.html" if path.is_dir() else path
            if not path.is_file():
                self.send_error(404)
                return
            pieces = cut(path.read_bytes()) if path.suffix == ".html" else [path.read_bytes()]
            self._say(pieces[0], mimetypes.guess_type(path.name)[0] or "application/octet-stream")
            for piece in pieces[1:]:
                # Two, as the first may tell of the piece before.
                painted.acquire()
                painted.acquire()
                self.wfile.write(piece)

        def _say(self, body: bytes, kind: str) -> None:
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.end_headers()
            self.wfile.write(body)

        def log_request(self, code: object = "-", size: object = "-") -> None:
            """Say nothing."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    with answering(server):
        yield f"http://127.0.0.1:{server.server_port}/"
