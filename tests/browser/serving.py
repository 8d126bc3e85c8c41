"""A built site over loopback HTTP, compressed as a host would, with the answers slow readers depend on."""

from __future__ import annotations

import contextlib
import gzip
import http.server
import mimetypes
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

from loopback import answering

_TEXT = ("text/", "application/json", "application/javascript", "application/wasm", "image/svg+xml")


@contextlib.contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address at which ``folder`` is served, until the block ends."""
    compressed: dict[Path, bytes] = {}

    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            path = folder / unquote(urlsplit(self.path).path).lstrip("/")
            path = path / "index.html" if path.is_dir() else path
            status = 200
            if not path.is_file():
                path, status = folder / "404.html", 404
            kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
            self.send_response(status)
            self.send_header("Content-Type", kind + ("; charset=utf-8" if kind.startswith("text/") else ""))
            if kind.startswith(_TEXT):
                if path not in compressed:
                    compressed[path] = gzip.compress(path.read_bytes(), 6)
                body = compressed[path]
                self.send_header("Content-Encoding", "gzip")
            else:
                body = path.read_bytes()
            if "/assets/" in self.path:
                self.send_header("Cache-Control", "public, max-age=31536000, immutable")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            # A browser that has moved on hangs up in the middle; that is no fault of the page.
            with contextlib.suppress(BrokenPipeError, ConnectionResetError):
                self.wfile.write(body)

        def log_request(self, code: object = "-", size: object = "-") -> None:
            """Say nothing."""

    server = _Quiet(("127.0.0.1", 0), Handler)
    with answering(server):
        yield f"http://127.0.0.1:{server.server_port}/"


class _Quiet(http.server.ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, request: object, client_address: object) -> None:
        """A connection that the browser dropped is not worth a traceback."""
