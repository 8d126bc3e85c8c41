"""The command line as a whole: what a disk refuses is one line, what is our own fault keeps its traceback."""

from __future__ import annotations

import errno

import pytest

from hub_world import POST
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


@pytest.mark.parametrize("words", [["check"], ["build"], ["links"], ["fetch", "--status"]])
def test_verbose_says_more_and_only_to_the_person(
    make_hub, capsys: pytest.CaptureFixture[str], words: list[str]
) -> None:
    hub = make_hub({"posts/a.md": POST.format(title="A", author="jane")}, cards="off", features={"search": False})
    told = {}
    for option in ("--quiet", "--verbose"):
        with pytest.raises(SystemExit) as ended:
            main([*words, "-f", str(hub.root / "mkdocs.yml"), option])
        assert ended.value.code == 0
        told[option] = capsys.readouterr()
    assert told["--quiet"].out == told["--verbose"].out
    assert told["--quiet"].err == ""
    assert "mkdocs.yml: Our voices, https://voices.example/, public edition\n" in told["--verbose"].err
    if words[0] in ("check", "build"):
        assert "1 profile, 1 post, 0 topics, teams and places, 0 jobs read" in told["--verbose"].err
        assert "1 person, 1 voice shown, 0 of them from own blogs" in told["--verbose"].err


@pytest.mark.parametrize(
    ("named", "code"),
    [(".", 1), ("..", 1), ("content", 1), ("content/posts/a.md", 1), ("content/authors", 0), ("/etc", 2)],
)
def test_what_is_checked_is_what_was_named_or_an_error(
    make_hub, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], named: str, code: int
) -> None:
    hub = make_hub({"posts/a.md": POST.format(title="A", author="jnae")})
    monkeypatch.chdir(hub.root)
    with pytest.raises(SystemExit) as ended:
        main(["check", named])
    assert ended.value.code == code
    told = capsys.readouterr()
    assert ('author "jnae"' in told.out) == (code == 1)
    assert ("is no part of this hub. Name something in content/." in told.err) == (code == 2)
