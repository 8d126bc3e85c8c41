"""What other code made is made again: an upgrade needs no clearing of caches."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

import voices
from hub_world import POST, ROOT, World
from voices.build import building, dependencies
from voices.build.command import build_site
from voices.code_digest import LIBRARIES, code_digest
from voices.sources import reading

PACKAGE = Path(voices.__file__).parent
# They fetch, show or ask, and leave no trace in what is built.
SHAPE_NOTHING = {"click", "platformdirs", "rich", "urllib3"}


def digest_of_a_copy(folder: Path, path: str, change: Callable[[bytes], bytes]) -> str:
    """The digest that a copy of the package comes to, with one file changed."""
    copy = folder / "voices"
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(PACKAGE, copy, ignore=shutil.ignore_patterns("__pycache__", "theme"))
    (copy / path).write_bytes(change((copy / path).read_bytes()))
    command = [sys.executable, "-c", "from voices.code_digest import code_digest; print(code_digest())"]
    done = subprocess.run(
        command, env={**os.environ, "PYTHONPATH": str(folder)}, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def test_it_is_the_same_in_another_place_and_another_after_a_change(tmp_path: Path) -> None:
    here = digest_of_a_copy(tmp_path, "text.py", lambda code: code)
    assert here == code_digest()
    assert digest_of_a_copy(tmp_path, "build/views/posts.py", lambda code: code + b"\n") != here


def test_every_library_that_pages_or_findings_are_made_with_is_known() -> None:
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    names = {re.split(r"[^\w.-]", line, maxsplit=1)[0].lower() for line in declared}
    assert names - SHAPE_NOTHING <= set(LIBRARIES)


def test_pages_made_by_other_code_are_made_again(
    make_hub: Callable[..., World], monkeypatch: pytest.MonkeyPatch
) -> None:
    def build() -> None:
        assert not build_site(hub.root / "mkdocs.yml", strict=False, record_addresses=False, timings=False, quiet=True)

    hub = make_hub({"posts/first.md": POST.format(title="First", author="jane")})
    build()
    page = hub.site / "posts" / "first" / "index.html"
    before = page.read_bytes()
    read, made = [], []
    read_file, page_bytes = reading.read_file, building.page_bytes
    monkeypatch.setattr(
        reading, "read_file", lambda place, *rest, **more: read.append(place) or read_file(place, *rest, **more)
    )
    monkeypatch.setattr(
        building, "page_bytes", lambda page, *rest: made.append(page.address) or page_bytes(page, *rest)
    )
    build()
    assert not read
    assert "posts/first/" not in made
    for module in (reading, dependencies):
        monkeypatch.setattr(module, "code_digest", lambda: "the next release")
    build()
    assert "posts/first.md" in read
    assert "posts/first/" in made
    assert page.read_bytes() == before
