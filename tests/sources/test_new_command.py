"""``voices new`` writes a file that reads without a fault, and never writes over one."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from voices.cli import cli
from voices.cli import new as command
from voices.configfile import load_hub
from voices.sources import read_content


@pytest.fixture
def hub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "content").mkdir()
    (tmp_path / "mkdocs.yml").write_text("site_name: X\nsite_url: https://x.example/\ndocs_dir: content\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str, typed: str = "") -> Result:
    return CliRunner().invoke(cli, ["new", *arguments], input=typed)


def begin_author() -> None:
    assert run("author", "--name", "Łucja Żak", "--agreed", "2026-11-03").exit_code == 0


def test_a_new_profile_and_post_read_without_a_fault(hub: Path) -> None:
    begin_author()
    title = 'He said: "no" # yes'
    done = run(
        "post", "--title", title, "--author", "lucja-zak", "--date", "2026-11-03",
        "--language", "pl", "--topics", "Data, Work",
    )  # fmt: skip
    assert (done.exit_code, done.stdout) == (0, "content/posts/2026/he-said-no-yes.md\n")
    content = read_content(load_hub(hub / "mkdocs.yml", {}))
    assert content.findings == ()
    assert (content.authors[0].id, content.authors[0].name) == ("lucja-zak", "Łucja Żak")
    post = content.posts[0]
    assert (post.title, post.authors, post.language, post.topics) == (title, ("lucja-zak",), "pl", ("Data", "Work"))
    assert post.draft


def test_nothing_is_written_over(hub: Path) -> None:
    begin_author()
    again = run("author", "--name", "Łucja Żak", "--agreed", "2026-11-03")
    assert again.exit_code == 1
    assert "is there already" in again.stderr
    assert run("post", "--title", "A", "--author", "lucja-zak", "--date", "2025-01-01").exit_code == 0
    taken = run("post", "--title", "A", "--author", "lucja-zak", "--date", "2026-01-01")
    assert taken.exit_code == 1
    assert "content/posts/2025/a.md" in taken.stderr
    assert not (hub / "content" / "posts" / "2026").exists()


def test_an_author_is_found_by_name_and_a_misspelt_one_is_asked_about(hub: Path) -> None:
    begin_author()
    assert run("post", "--title", "A", "--author", "Łucja Żak").exit_code == 0
    wrong = run("post", "--title", "B", "--author", "lucja-zk")
    assert wrong.exit_code == 2
    assert 'Did you mean "lucja-zak"?' in wrong.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["post", "--author", "lucja-zak"], "--title is missing"),
        (["post", "--title", "A"], "--author is missing"),
        (["author", "--name", "A"], "--agreed is missing"),
        (["author", "--name", "A", "--agreed", "3.11.2026"], "2026-11-03"),
        (["author", "--name", "!!", "--agreed", "2026-11-03"], "address"),
        (["author", "--name", "A", "--agreed", "2026-11-03", "--id", "A b"], '"a-b"'),
        (["post", "--title", "A", "--author", "lucja-zak", "--language", "klingon"], "not a language code"),
        (["post", "--title", "A", "--author", "lucja-zak", "--date", "soon"], "YYYY-MM-DD"),
    ],
)
def test_what_is_missing_or_wrong_is_wrong_usage(hub: Path, arguments: list[str], said: str) -> None:
    begin_author()
    done = run(*arguments)
    assert done.exit_code == 2
    assert said in done.stderr
    assert not (hub / "content" / "posts").exists()


def test_at_a_terminal_what_is_missing_is_asked_for(hub: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "is_interactive", lambda: True)
    assert run("author", typed="Jane Doe\n2026-11-03\n").stdout.endswith("content/authors/jane-doe.md\n")
    done = run("post", "--date", "2026-11-03", typed="My day\njane-doe\n")
    assert done.exit_code == 0
    assert (hub / "content" / "posts" / "2026" / "my-day.md").is_file()


def test_a_title_of_signs_only_is_named_as_typed(hub: Path) -> None:
    begin_author()
    done = run("post", "--title", "???", "--author", "lucja-zak")
    assert done.exit_code == 2
    assert 'nothing of "???" can stand in an address. Use letters or digits.' in done.stderr
