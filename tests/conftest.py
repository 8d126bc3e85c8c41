"""What every test may use: a tiny hub, a fixed day, the corpora where they are."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from hypothesis import settings

from hub_world import AUTHOR, CORPORA, LEGAL, NOW, World

# The same examples each time, so that a change is judged by what it changes. To look for new ones:
# pytest --hypothesis-profile=seeking
settings.register_profile("steady", derandomize=True)
settings.register_profile("seeking", derandomize=False)
settings.load_profile("steady")


@pytest.fixture(autouse=True)
def _fixed_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(NOW))
    monkeypatch.setenv("NO_MKDOCS_2_WARNING", "1")
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    monkeypatch.delenv("VOICES_AUDIENCE", raising=False)


@pytest.fixture
def make_hub(tmp_path: Path) -> Callable[..., World]:
    """Make a hub with one author, Jane, the legal pages, and the files given; ``settings`` go to ``extra.voices``."""

    def make(files: Mapping[str, str | bytes] | None = None, *, bare: bool = False, **settings: object) -> World:
        world = World(tmp_path, settings)
        world.content.mkdir()
        if not bare:
            world.write({"index.md": "# Welcome\n", "authors/jane.md": AUTHOR.format(name="Jane Doe"), **LEGAL})
        world.write(files or {})
        return world

    return make


@pytest.fixture
def corpora() -> Path:
    """The folder of real feeds and posts; tests that need it skip where it is absent."""
    if not CORPORA.is_dir():
        pytest.skip("the corpora are not beside this checkout (../shared/corpora)")
    return CORPORA


@pytest.fixture(autouse=True)
def _quiet_loggers() -> Iterator[None]:
    yield
    logging.getLogger("mkdocs").handlers.clear()
