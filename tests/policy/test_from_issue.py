"""``voices from-issue``: filled forms become content; whatever a stranger typed stays text."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from voices.cli import Session
from voices.cli.from_issue import BLOG_FIELDS, POST_FIELDS, from_issue
from voices.configfile import load_hub
from voices.sources import read_content

ROOT = Path(__file__).parents[2]
PROFILE = "---\nname: Aino Lehto\nagreed: 2026-01-05  # in person\nlanguages: [fi]\n---\nHello.\n"
POST = """### Title

A bus that "wasn't": there

### Author

Aino Lehto

### Language

suomi (fi)

### Topics

Data, Mistakes,, #Data

### Summary

What we saw
and heard.

### Your post

It began.

### Title

Not a heading of the form.
"""
BLOG = """### Author

aino-lehto

### Address of the feed or blog

https://aino.example/feed.xml

### What to show

The full text

### Language

_No response_

### Topics

Data
"""


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "mkdocs.yml").write_text("site_name: A\nsite_url: https://voices.acme.example/\ndocs_dir: content\n")
    (tmp_path / "content" / "authors").mkdir(parents=True)
    (tmp_path / "content" / "authors" / "aino-lehto.md").write_text(PROFILE)
    return tmp_path


def run(place: Path, text: str | bytes, *options: str) -> Result:
    session = Session()
    session.config_file = place / "mkdocs.yml"
    arguments = ["-", "--date", "2026-11-03", *options]
    return CliRunner().invoke(from_issue, arguments, obj=session, input=text)


def files(place: Path) -> dict[str, bytes]:
    return {file.relative_to(place).as_posix(): file.read_bytes() for file in place.rglob("*") if file.is_file()}


def test_a_filled_form_becomes_a_post(place) -> None:
    done = run(place, POST)
    assert done.exit_code == 0, done.output
    assert done.stdout == "content/posts/2026/a-bus-that-wasn-t-there.md\n"
    content = read_content(load_hub(place / "mkdocs.yml"))
    (post,) = content.posts
    assert [str(finding) for finding in content.findings if finding.severity == "block"] == []
    assert (post.title, post.authors, post.language) == ('A bus that "wasn\'t": there', ("aino-lehto",), "fi")
    assert (post.topics, post.summary, post.date.day.isoformat()) == (
        ("Data", "Mistakes"),
        "What we saw and heard.",
        "2026-11-03",
    )
    assert "Not a heading of the form." in post.document.text


def test_a_filled_form_adds_a_blog_and_leaves_the_rest_as_written(place) -> None:
    done = run(place, BLOG)
    assert done.exit_code == 0, done.output
    assert done.stdout == "content/authors/aino-lehto.md\n"
    written = (place / "content" / "authors" / "aino-lehto.md").read_text()
    assert "agreed: 2026-01-05  # in person" in written
    (author,) = read_content(load_hub(place / "mkdocs.yml")).authors
    (feed,) = author.feeds
    assert (feed.url, feed.show, feed.topics) == ("https://aino.example/feed.xml", "full", ("Data",))
    again = run(place, BLOG)
    assert (again.exit_code, "already" in again.stderr) == (1, True)


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        (('A bus that "wasn\'t": there', ""), "needs a title and a text"),
        (('A bus that "wasn\'t": there', "!!!"), "can't be an address"),
        (('A bus that "wasn\'t": there', "Feed"), "reserved"),
        (("Aino Lehto", "_No response_"), "No author is named"),
        (("Aino Lehto", "aino-leto"), 'Did you mean "aino-lehto"?'),
        (("Aino Lehto", "../../mkdocs"), "no profile"),
        (("suomi (fi)", "klingon"), "not a language"),
        (("It began.\n\n### Title\n\nNot a heading of the form.", " "), "needs a title and a text"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_written(changed, told, place) -> None:
    before = files(place)
    done = run(place, POST.replace(*changed))
    assert done.exit_code == 1
    assert told in done.stderr
    assert files(place) == before


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "https://user:pw@x.example/",
        "https://x.example/ y",
        'https://x.example/"',
        "file:///etc",
        "x",
    ],
)
def test_only_web_addresses_become_feeds(url, place) -> None:
    before = files(place)
    done = run(place, BLOG.replace("https://aino.example/feed.xml", url))
    assert (done.exit_code, files(place) == before) == (1, True)


def test_an_existing_post_is_not_overwritten(place) -> None:
    assert run(place, POST).exit_code == 0
    before = files(place)
    done = run(place, POST.replace("It began.", "Other words."))
    assert done.exit_code == 1
    assert "already" in done.stderr
    assert files(place) == before


def test_too_long_and_not_text_are_refused(place) -> None:
    assert "longer than" in run(place, b"x" * 400_000).stderr
    assert "UTF-8" in run(place, b"\xff\xfe\x00").stderr


def test_windows_lines_and_hidden_characters_are_no_trouble(place) -> None:
    hostile = POST.replace("\n", "\r\n").replace("It began.", "It\ue000 be\u202egan.\x00")
    assert run(place, hostile).exit_code == 0
    written = (place / "content" / "posts" / "2026" / "a-bus-that-wasn-t-there.md").read_text()
    assert "It began." in written
    assert "\r" not in written


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    values=st.tuples(
        *[
            st.text(max_size=40)
            | st.sampled_from(
                ["---\nname: x", "]\n- ", '"', "a: b", "{{x}}", "`", "'", "../x", "!!python/object:os", "# a"]
            )
        ]
        * 4
    )
)
def test_no_value_leaves_its_place(values, place) -> None:
    title, topics, summary, body = values
    text = f"### Title\n\n{title}\n\n### Author\n\naino-lehto\n\n### Topics\n\n{topics}\n\n### Summary\n\n{summary}\n\n"
    before = files(place)
    done = run(place, f"{text}### Your post\n\n{body}\n")
    after = files(place)
    if done.exit_code:
        assert after == before
        assert isinstance(done.exception, SystemExit)
        return
    (new,) = set(after) - set(before)
    assert new.startswith("content/posts/2026/")
    head = yaml.safe_load(after[new].decode().split("\n---\n")[0].removeprefix("---\n"))
    assert set(head) <= {"title", "authors", "date", "topics", "summary"}
    assert head["authors"] == ["aino-lehto"]
    (place / new).unlink()


@pytest.mark.parametrize(("form", "names"), [("post", POST_FIELDS), ("blog", BLOG_FIELDS)])
def test_the_forms_ask_for_just_what_is_read(form, names) -> None:
    template = yaml.safe_load((ROOT / ".github" / "ISSUE_TEMPLATE" / f"{form}.yml").read_text(encoding="utf-8"))
    asked = [field["attributes"]["label"] for field in template["body"] if field["type"] != "markdown"]
    assert tuple(asked) == names
    assert template["labels"] == [f"voices-{form}"]


def test_the_workflow_never_puts_typed_text_into_a_script() -> None:
    workflow = yaml.safe_load((ROOT / ".github" / "workflows" / "from-issue.yml").read_text(encoding="utf-8"))
    for step in workflow["jobs"]["from-issue"]["steps"]:
        assert "${{" not in step.get("run", "")


@pytest.mark.parametrize("text", ["", "site_name: not a form at all\n", "# Title\n\nA heading, but no form's.\n"])
def test_a_text_that_is_no_form_is_refused_in_one_line(text, place) -> None:
    before = files(place)
    done = run(place, text)
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr == (
        "Error: No heading of the forms is in this text. Copy the whole issue, its ### lines included.\n"
    )
    assert files(place) == before
