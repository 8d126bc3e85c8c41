"""Fixtures for feeds: the fault server, workers shared by all tests, and a hub whose blogs live on the server."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

# With importlib imports a folder of tests is not on the path; this one's helpers are a module.
sys.path.insert(0, str(Path(__file__).parent))

from feedworld import FaultServer, Place

from voices.feeds.worker import Workers


@pytest.fixture
def server() -> Iterator[FaultServer]:
    made = FaultServer()
    thread = threading.Thread(target=made.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield made
    finally:
        made.released.set()
        made.shutdown()
        made.server_close()
        thread.join()


@pytest.fixture(scope="session")
def workers() -> Iterator[Workers]:
    with Workers(1) as made:
        yield made


@pytest.fixture
def place(tmp_path: Path, server: FaultServer, workers: Workers) -> Place:
    return Place(tmp_path, server, workers)
