"""A content folder and a library of its pictures."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from voices.outputs.media import MediaLibrary


@pytest.fixture
def content(tmp_path: Path) -> Path:
    folder = tmp_path / "content"
    folder.mkdir()
    return folder


@pytest.fixture
def library(content: Path, tmp_path: Path) -> Callable[..., MediaLibrary]:
    """Opens the library as a new build would."""

    def open_library(**options: bool) -> MediaLibrary:
        return MediaLibrary(content, tmp_path / "cache", **options)

    return open_library
