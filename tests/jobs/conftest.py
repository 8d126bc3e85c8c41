"""Boards on loopback that say what a test wants them to say."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from loopback import answering
from voices.feeds.client import Client
from voices.settings import Hub, hub_from


class Boards(ThreadingHTTPServer):
    """Answers by path: a status, headers and a body; what was asked is kept."""

    daemon_threads = False
    block_on_close = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.answers: dict[str, tuple[int, dict[str, str], bytes]] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def say(self, path: str, body: object, status: int = 200, **headers: str) -> None:
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.answers[path] = (status, {name.replace("_", "-"): value for name, value in headers.items()}, data)


class _Handler(BaseHTTPRequestHandler):
    server: Boards
    protocol_version = "HTTP/1.0"

    def do_GET(self) -> None:
        self.server.asked.append((self.path, dict(self.headers)))
        status, headers, body = self.server.answers.get(self.path, (404, {}, b""))
        if headers.get("ETag") and self.headers.get("If-None-Match") == headers["ETag"]:
            status, body = 304, b""
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def boards() -> Iterator[Boards]:
    with answering(Boards()) as server:
        yield server


@pytest.fixture
def make_hub(tmp_path: Path) -> Callable[..., Hub]:
    def make(*listed: dict[str, Any], **voices: Any) -> Hub:
        settings = {"boards": list(listed), "fetch": {"allow_hosts": ["127.0.0.1"]}, **voices}
        config = {"site_name": "Acme", "site_url": "https://voices.acme.example", "extra": {"voices": settings}}
        return hub_from(config, tmp_path / "mkdocs.yml", {})

    return make


@pytest.fixture
def client_of() -> Iterator[Callable[[Hub], Client]]:
    opened: list[Client] = []

    def make(hub: Hub) -> Client:
        opened.append(Client.of(hub))
        return opened[-1]

    yield make
    for client in opened:
        client.close()
