"""The command line as a whole: what a disk refuses is one line, what is our own fault keeps its traceback."""

from __future__ import annotations

import errno

import pytest

from voices.cli import check as checking
from voices.cli import main


def refusal(number: int, make_hub, monkeypatch: pytest.MonkeyPatch) -> None:
    hub = make_hub()

    def full(*_arguments: object, **_options: object) -> None:
        raise OSError(number, "said by the system", "/hub/.cache/voices")

    monkeypatch.setattr(checking, "load", full)
    main(["check", "-f", str(hub.root / "mkdocs.yml")])


def test_a_full_disk_is_said_in_one_line(
    make_hub, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        refusal(errno.ENOSPC, make_hub, monkeypatch)
    assert ended.value.code == 1
    assert capsys.readouterr().err == (
        "voices: /hub/.cache/voices: No space left on device. Make it possible to write there, and run this again.\n"
    )


def test_any_other_fault_of_a_file_keeps_its_traceback(make_hub, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(OSError, match="said by the system"):
        refusal(errno.ENOENT, make_hub, monkeypatch)
