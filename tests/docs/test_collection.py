"""Each folder of tests is one that pytest looks into; one that is left out fails in silence."""

from __future__ import annotations

from fnmatch import fnmatch

import pytest

from hub_world import ROOT


def test_no_folder_of_tests_is_left_out(pytestconfig: pytest.Config) -> None:
    left_out = pytestconfig.getini("norecursedirs")
    folders = {
        file.parent.relative_to(ROOT)
        for file in (ROOT / "tests").rglob("test_*.py")
        if "node_modules" not in file.parts
    }
    assert "tests/build" in {folder.as_posix() for folder in folders}
    for folder in folders:
        assert not [part for part in folder.parts for pattern in left_out if fnmatch(part, pattern)], folder
