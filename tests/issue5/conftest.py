"""A small company for the first minute of an employee, a recruiter and an editor: people, jobs and a guideline."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

# With importlib imports a folder of tests is not on the path; this one's helpers are a module.
sys.path.insert(0, str(Path(__file__).parent))

from company import COMPANY, SETTINGS

from hub_world import ROOT, World


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> World:
    """The company's hub, built once; tests only read it."""
    world = World(tmp_path_factory.mktemp("company"), SETTINGS)
    world.content.mkdir()
    world.write(COMPANY)
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("SOURCE_DATE_EPOCH", "1795305600")
        world.build()
    return world


@pytest.fixture
def company(tmp_path: Path) -> Callable[..., World]:
    """The same hub, not built yet, with ``files`` put in or over it and other ``settings``."""

    def make(files: dict[str, str | bytes] | None = None, **settings: object) -> World:
        world = World(tmp_path, {**SETTINGS, **settings})
        world.content.mkdir()
        world.write({**COMPANY, **(files or {})})
        return world

    return make


@pytest.fixture
def voices() -> Callable[..., subprocess.CompletedProcess[str]]:
    """Runs the ``voices`` command in a hub's folder, as a person would."""

    def run(world: World, *command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-c", "from voices.cli import main; main()", *command],
            cwd=world.root,
            env={**os.environ, "PYTHONPATH": str(ROOT / "hooks")},
            capture_output=True,
            text=True,
            check=False,
        )

    return run
