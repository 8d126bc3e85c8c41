"""A blunder is caught before it is public: the command as an employee, an editor and a pull request run it."""

from __future__ import annotations

import json

import pytest
from company import post

from voices.configfile import load_hub

BLUNDER = """\
Wersja Maestralu padła o 2.40.

![](x.png)

Podpisano: 44051401359.
"""
PIXEL = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x00\x00\x00\x00:~\x9bU\x00\x00\x00\n"
    b"IDATx\x9cc`\x00\x00\x00\x02\x00\x01H\xaf\xa4q\x00\x00\x00\x00IEND\xaeB`\x82"
)


@pytest.fixture
def slip(company):
    """A hub with one Polish post that goes wrong in three ways."""
    text = BLUNDER.replace("Maestralu", "Ostrii")
    return company({"posts/2026/dyzur.md": post("Dyżur", "marek", language="pl", text=text), "posts/2026/x.png": PIXEL})


def test_a_polish_post_is_caught_three_times_in_polish(slip):
    found = {one.rule: one for one in slip.check() if one.path.endswith("dyzur.md")}
    assert sorted(found) == ["policy.alt-text", "policy.code-names", "policy.pesel"]
    name = found["policy.code-names"]
    assert (name.line, name.column, name.severity) == (9, 8, "block")
    assert name.message.startswith("“Ostrii”: Tajny projekt. ")
    assert name.message.endswith("Piotr Maj, piotr@acme.example.")
    assert (name.why, name.instead) == ("Klienci wiedzą to od nas.", "Napisz system.")
    assert name.url == "https://voices.example/pl/policy/#rule-code-names"
    number = found["policy.pesel"]
    assert (number.line, number.severity) == (13, "block")
    assert "44•••••••••" in number.message
    assert "44051401359" not in json.dumps([one.as_json() for one in found.values()])
    words = load_hub(slip.root / "mkdocs.yml").language("pl")
    picture = words.gettext("This picture has no words for those who can't see it.")
    assert found["policy.alt-text"].message.startswith(picture)
    assert found["policy.alt-text"].url.endswith("/pl/policy/#rule-alt-text")


@pytest.mark.parametrize(
    ("language", "text", "met"),
    [
        ("en", "We broke Levanter's build on Friday.", "Levanter"),
        ("fi", "Rikoimme Levanterin perjantaina.", "Levanterin"),
        ("pl", "Zepsuliśmy Ostrię w piątek.", "Ostrię"),
        ("lt", "Penktadienį sugadinome Levanterį.", "Levanterį"),
    ],
)
def test_an_inflected_name_is_met_in_each_language(company, language, text, met):
    world = company({"posts/slip.md": post("A slip", "aino", language=language, text=text)})
    found = [one for one in world.check() if one.rule == "policy.code-names"]
    title = {"en": "A secret", "fi": "Salainen", "pl": "Tajny", "lt": "Slaptas"}[language]
    assert [one.message.partition(".")[0].startswith(f"“{met}”: {title}") for one in found] == [True]


def test_the_command_prints_them_and_fails_and_only_for_the_path_asked_for(slip, voices):
    done = voices(slip, "check", "content/posts/2026/dyzur.md")
    assert done.returncode == 1
    assert done.stdout.count("[policy.") == 3
    assert "Napisz system." in done.stdout
    assert "/pl/policy/#rule-pesel" in done.stdout
    assert "2 block, 1 warn." in done.stderr
    assert voices(slip, "check", "content/posts/quiet-nights.md").returncode == 0
    assert voices(slip, "check", "content/posts/2026").stdout == done.stdout


def test_mended_it_is_green(slip, voices):
    slip.write({"posts/2026/dyzur.md": post("Dyżur", "marek", language="pl", text="Pewna wersja padła o 2.40.")})
    done = voices(slip, "check", "content/posts/2026/dyzur.md")
    assert (done.returncode, done.stdout) == (0, "")
    assert "Nothing to mend." in done.stderr


def test_a_path_that_is_not_there_is_wrong_usage_not_good_news(slip, voices):
    done = voices(slip, "check", "content/posts/2026/dyzurr.md")
    assert done.returncode == 2
    assert "dyzurr.md" in done.stderr


def test_json_has_the_promised_keys_and_nothing_else_on_standard_output(slip, voices):
    done = voices(slip, "check", "--format", "json", "content/posts/2026/dyzur.md")
    rows = json.loads(done.stdout)
    assert [row["rule"] for row in rows] == ["policy.code-names", "policy.alt-text", "policy.pesel"]
    keys = {"path", "line", "column", "rule", "severity", "message", "why", "instead", "url"}
    assert all(set(row) == keys for row in rows)


def test_a_pull_request_gets_annotations_and_a_summary(company, voices, tmp_path, monkeypatch):
    many = "\n\n".join(f"Levanter {number}." for number in range(14))
    world = company({"posts/many.md": post("Many slips, 100 %", "aino", text=many)})
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "summary.md"))
    done = voices(world, "check", "--format", "github")
    assert done.returncode == 1
    errors = [line for line in done.stdout.splitlines() if line.startswith("::error ")]
    assert len(errors) == 10
    assert errors[0].startswith("::error file=content/posts/many.md,line=9,col=1,title=policy.code-names::“Levanter”")
    assert "%0A" in errors[0]
    summary = (tmp_path / "summary.md").read_text(encoding="utf-8")
    assert summary.count("| content/posts/many.md:") == 4


def test_a_block_stops_the_build_before_the_site_is_touched(slip, voices):
    slip.site.mkdir()
    (slip.site / "index.html").write_text("as it was")
    done = voices(slip, "build")
    assert done.returncode == 1
    assert "content/posts/2026/dyzur.md:9:" in done.stderr
    assert "[policy.code-names]" in done.stderr
    assert slip.snapshot() == {"index.html": b"as it was"}


def test_an_internal_post_in_a_public_repository_is_caught_with_the_guideline_off_too(company):
    internal = post("For us", "aino", text="Levanter").replace("language: en", "language: en\naudience: internal")
    world = company({"posts/for-us.md": internal}, features={"search": False, "policy": False})
    assert [one.rule for one in world.check() if one.severity == "block"] == ["policy.internal"]
    assert world.check()[0].url is None


def test_in_a_private_repository_an_internal_post_is_fine(company):
    internal = post("For us", "aino").replace("language: en", "language: en\naudience: internal")
    world = company({"posts/for-us.md": internal}, repository={"visibility": "private"})
    assert not [one for one in world.check() if one.severity == "block"]


def test_a_profile_is_read_too(company):
    world = company({"authors/aino.pl.md": "---\n---\nBuduję Ostrię.\n"})
    found = [one for one in world.check() if one.rule == "policy.code-names"]
    assert [(one.path, one.line) for one in found] == [("content/authors/aino.pl.md", 3)]
    assert "Tajny projekt" in found[0].message
