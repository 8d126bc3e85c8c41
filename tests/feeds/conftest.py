"""Fixtures for feeds: the fault server, workers shared by all tests, and a hub whose blogs live on the server."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

# With importlib imports a folder of tests is not on the path; this one's helpers are a module.
sys.path.insert(0, str(Path(__file__).parent))

from feedworld import FaultServer, Place

from loopback import answering
from voices.feeds.worker import Workers


@pytest.fixture
def server() -> Iterator[FaultServer]:
    with answering(FaultServer()) as made:
        try:
            yield made
        finally:
            made.released.set()


@pytest.fixture(scope="session")
def workers() -> Iterator[Workers]:
    with Workers(1) as made:
        yield made


@pytest.fixture
def place(tmp_path: Path, server: FaultServer, workers: Workers) -> Place:
    return Place(tmp_path, server, workers)
