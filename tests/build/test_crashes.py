"""A build that is killed at any moment is healed by the next one: the same bytes, no warning, nothing left lying about.

The killed build runs in a process of its own, forked here. It counts what it does to files (an audit hook sees it, and
``os.write``), and at the chosen deed it dies by SIGKILL: before it, or half-way through the bytes.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from hub_history import History
from hub_world import World
from recorder import differences, published
from rich_hub import FILES, SETTINGS
from voices.build.command import build_site

pytestmark = pytest.mark.usefixtures("recorded")
Make = Callable[..., World]
DEEDS = frozenset({"os.mkdir", "os.rename", "os.link", "os.remove", "os.rmdir", "shutil.rmtree", "sqlite3.connect"})
NEVER = 10**9
FEW, MANY = 8, 30


def voices_build(hub: World) -> int:
    """``voices build`` in this process; warnings go to standard error."""
    return build_site(hub.root / "mkdocs.yml", strict=False, record_addresses=False, timings=False, quiet=True)


def mkdocs_build(hub: World) -> int:
    """``mkdocs build`` in this process."""
    return int(hub.build().exit_code)


@pytest.fixture
def hub(make_hub: Make) -> World:
    """A hub with a bit of everything, pictures and cards among it."""
    hub = make_hub(FILES, bare=True, **{**SETTINGS, "cards": "authors"})
    History(hub, 1).add_illustrated_post()
    return hub


def killed(hub: World, build: Callable[[World], int], at: int) -> int:
    """Build in a process that is killed at its deed number ``at``; how many deeds it did when it was never killed."""
    told = hub.root / "deeds"
    process = os.fork()
    if not process:
        _die_at(at, hub.root, told, build, hub)
    _, status = os.waitpid(process, 0)
    if at == NEVER:
        assert os.waitstatus_to_exitcode(status) == 0
        return int(told.read_text())
    assert os.waitstatus_to_exitcode(status) == -signal.SIGKILL
    return at


def _die_at(at: int, root: Path, told: Path, build: Callable[[World], int], hub: World) -> None:
    """In the process to be killed: build, counting deeds. Never returns."""
    done, mine = 0, os.getpid()
    write = os.write

    def deed() -> bool:
        nonlocal done
        done += 1
        return done == at

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        writes = (
            event == "open" and arguments[2] & (os.O_WRONLY | os.O_RDWR) and str(arguments[0]).startswith(str(root))
        )
        if (writes or event in DEEDS) and deed():
            os.kill(mine, signal.SIGKILL)

    def half_a_write(handle: int, data: bytes) -> int:
        if deed():
            write(handle, bytes(data)[: len(data) // 2])
            os.kill(mine, signal.SIGKILL)
        return write(handle, data)

    code = 70
    try:
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, 1)
        os.dup2(nothing, 2)
        sys.addaudithook(hook)
        os.write = half_a_write
        code = build(hub)
        told.write_text(str(done))
    finally:
        os._exit(code)


def points(deeds: int, number: int) -> list[int]:
    """That many moments spread over a build of so many deeds, the very first and the very last among them."""
    return sorted({1 + step * (deeds - 1) // (number - 1) for step in range(number)})


def assert_healed(hub: World, wanted: dict[str, bytes], capsys: pytest.CaptureFixture[str], at: int) -> None:
    """The next ``voices build`` ends as a clean one, says nothing, and leaves nothing behind."""
    capsys.readouterr()
    cache = hub.root / ".cache" / "voices"
    for path in cache.rglob("*.tmp"):  # a younger one might be in use by another build
        os.utime(path, (0, 0))
    assert voices_build(hub) == 0, at
    assert capsys.readouterr().err == "", at
    assert differences(published(hub), wanted) == [], at
    left = [path for path in cache.rglob("*") if path.suffix in (".tmp", ".part", ".documents") or "stage" in path.name]
    assert left == [], at


@pytest.mark.parametrize("number", [FEW, pytest.param(MANY, marks=pytest.mark.slow)])
def test_a_first_build_that_is_killed(hub: World, capsys: pytest.CaptureFixture[str], number: int) -> None:
    deeds = killed(hub, voices_build, NEVER)
    wanted = published(hub)
    assert deeds > 300
    for at in points(deeds, number):
        shutil.rmtree(hub.root / ".cache")
        shutil.rmtree(hub.site)
        killed(hub, voices_build, at)
        assert_healed(hub, wanted, capsys, at)


@pytest.mark.parametrize("number", [FEW, pytest.param(MANY, marks=pytest.mark.slow)])
def test_a_rebuild_that_is_killed(
    hub: World, tmp_path_factory: pytest.TempPathFactory, capsys: pytest.CaptureFixture[str], number: int
) -> None:
    assert voices_build(hub) == 0
    before = tmp_path_factory.mktemp("before")
    shutil.copytree(hub.root, before, dirs_exist_ok=True)
    history = History(hub, 2)
    for edit in ("add_post", "edit_title", "add_illustrated_post", "fetch_entries", "change_name", "remove_own_page"):
        getattr(history, edit)()
    (hub.content / "posts" / "a" / "second.md").unlink()
    deeds = killed(hub, voices_build, NEVER)
    wanted = published(hub)
    for at in points(deeds, number):
        for name in ("site", ".cache"):
            shutil.rmtree(hub.root / name)
            shutil.copytree(before / name, hub.root / name)
        killed(hub, voices_build, at)
        assert_healed(hub, wanted, capsys, at)


@pytest.mark.parametrize("number", [4, pytest.param(MANY // 2, marks=pytest.mark.slow)])
def test_a_build_by_mkdocs_that_is_killed(hub: World, capsys: pytest.CaptureFixture[str], number: int) -> None:
    assert voices_build(hub) == 0
    wanted = published(hub)
    deeds = killed(hub, mkdocs_build, NEVER)
    for at in points(deeds, number):
        killed(hub, mkdocs_build, at)
        assert_healed(hub, wanted, capsys, at)
