"""How far a build is: a bar with counts on a terminal, one line a phase in CI, a table of where time went on request."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
from collections.abc import Callable

import pytest

from hub_world import POST, ROOT, World

Make = Callable[..., World]
PHASES = ("read", "join", "pages", "feeds and data", "pictures", "files")
VOICES = [sys.executable, "-c", "from voices.cli import main; main()"]


@pytest.fixture
def hub(make_hub: Make) -> World:
    """Three posts, without what takes long."""
    posts = {f"posts/p{number}.md": POST.format(title=f"Post {number}", author="jane") for number in range(3)}
    return make_hub(posts, cards="off", features={"search": False})


def surroundings(**more: str) -> dict[str, str]:
    """The environment of a build, without what a CI of our own says."""
    plain = {name: value for name, value in os.environ.items() if name not in ("CI", "NO_COLOR", "FORCE_COLOR")}
    return {**plain, "PYTHONPATH": str(ROOT / "hooks"), "TERM": "xterm-256color", "COLUMNS": "100", **more}


def on_a_terminal(hub: World, *options: str, **more: str) -> str:
    """What a person at a terminal sees while ``voices build`` runs."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [*VOICES, "build", *options], cwd=hub.root, env=surroundings(**more), stdout=theirs, stderr=theirs
    )
    os.close(theirs)
    seen = b""
    try:
        while piece := os.read(ours, 4096):
            seen += piece
    except OSError:
        pass  # Linux says so when the last one at the other end has gone
    finally:
        os.close(ours)
    assert process.wait() == 0
    return seen.decode()


def in_ci(hub: World, *options: str) -> list[str]:
    """The lines that a log keeps."""
    command = [*VOICES, *options]
    done = subprocess.run(
        command, cwd=hub.root, env=surroundings(CI="true"), capture_output=True, text=True, check=True
    )
    assert done.stdout == ""
    return done.stderr.splitlines()


def test_a_terminal_shows_a_bar_with_counts(hub: World) -> None:
    seen = on_a_terminal(hub)
    assert "\x1b[" in seen
    assert "━" in seen
    for phase in PHASES:
        assert phase in seen, phase
    assert re.search(r"pages [^\n]*━[^\n]* \d+/\d+", re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", seen))
    assert "files written" in seen


def test_a_log_gets_one_plain_line_a_phase(hub: World) -> None:
    lines = in_ci(hub, "build")
    assert not [line for line in lines if "\x1b" in line or "━" in line or "\r" in line]
    for phase in PHASES:
        assert len([line for line in lines if re.fullmatch(rf"{phase}: (\d+, )?\d+\.\d\d s", line)]) == 1, phase
    assert [line for line in lines if re.fullmatch(r"pages: \d+, \d+\.\d\d s", line)]


def test_a_terminal_in_ci_shows_no_bar(hub: World) -> None:
    assert "━" not in on_a_terminal(hub, CI="true")


def test_timings_are_a_table_of_phases(hub: World) -> None:
    lines = in_ci(hub, "build", "--timings")
    row = r"\s+\d*\s+\d+\.\d\d s\s+\d+%"
    for phase in PHASES:
        assert len([line for line in lines if re.fullmatch(phase + row, line)]) == 1, phase
    assert re.fullmatch(r"in all\s+\d+\.\d\d s", lines[-1])
    seconds = [float(found[1]) for line in lines if (found := re.fullmatch(r".*?(\d+\.\d\d) s\s+\d+%", line))]
    assert sum(seconds) == pytest.approx(float(lines[-1].split()[-2]), abs=0.1)
    shares = [int(found[1]) for line in lines if (found := re.fullmatch(r".* s\s+(\d+)%", line))]
    assert 90 <= sum(shares) <= 110


def test_quiet_says_nothing(hub: World) -> None:
    assert in_ci(hub, "--quiet", "build") == []
