"""What tests of builds share: a search index that can be compared, byte for byte."""

from __future__ import annotations

from pathlib import Path

import pagefind_bin_extended
import pytest

from recorder import recorder


@pytest.fixture
def recorded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Search is only recorded: a program that keeps what it is given stands in for Pagefind."""
    program = recorder(tmp_path)
    monkeypatch.setattr(pagefind_bin_extended, "get_executable", lambda: program)
