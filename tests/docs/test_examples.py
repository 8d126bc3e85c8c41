"""What the documentation shows can be pasted: YAML parses, and whoever reads it in earnest has nothing to say about it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import yaml

from hub_world import World
from voices.configfile import load_hub
from voices.feeds.archive import parse_bytes
from voices.feeds.reading import read_archive
from voices.findings import Finding
from voices.policy.reading import parse_policy
from voices.settings import hub_from, voices_settings
from voices.sources.faults import fill
from voices.sources.files import Reading, read_file
from voices.sources.forms import AuthorForm, Form, PostForm
from voices.sources.frontmatter import split

from .conftest import Block, Doc

PLACES = {"post": "posts/example.md", "author": "authors/example.md", "job": "jobs/example.md"}
REST = {
    "post": (PostForm, "title: T\nauthors: a\ndate: 2026-11-22\n"),
    "author": (AuthorForm, "name: N\nagreed: 2026-11-22\n"),
}


def blocks(docs: dict[str, Doc], language: str) -> list[tuple[Block, str]]:
    """The blocks in a language, each with the word after it that says what it is."""
    found = [(block, block.info.split()) for doc in docs.values() for block in doc.blocks if block.info]
    return [(block, (words[1:] or [""])[0]) for block, words in found if words[0] == language]


def test_all_yaml_can_be_read(docs: dict[str, Doc]):
    shown = blocks(docs, "yaml")
    assert len(shown) >= 8
    for block, _ in shown:
        yaml.safe_load(block.text)


def test_what_goes_into_mkdocs_yml_is_accepted(docs: dict[str, Doc]):
    seen = 0
    for block, kind in blocks(docs, "yaml"):
        value = yaml.safe_load(block.text)
        if kind == "settings":
            voices_settings(value)
        elif kind == "mkdocs" and "site_url" in value:
            assert hub_from(value, Path("mkdocs.yml"), {}).site_url == value["site_url"]
        elif kind == "mkdocs":
            voices_settings(value["extra"]["voices"])
        else:
            continue
        seen += 1
    assert seen >= 5


def test_the_least_mkdocs_yml_builds_a_hub(docs: dict[str, Doc], make_hub: Callable[..., World]):
    least = next(block for block, kind in blocks(docs, "yaml") if kind == "mkdocs" and block.page == "README.md")
    hub = make_hub()
    hooks = yaml.safe_load((hub.root / "mkdocs.yml").read_text(encoding="utf-8"))["hooks"][0]
    (hub.root / "mkdocs.yml").write_text(least.text.replace("path/to/hooks/hub.py", hooks), encoding="utf-8")
    hub.build("--strict")
    assert "Jane Doe" in hub.page("authors/jane/")


def test_keys_shown_for_a_head_are_valid(docs: dict[str, Doc]):
    seen = 0
    for block, kind in blocks(docs, "yaml"):
        if kind not in REST:
            continue
        form: type[Form] = REST[kind][0]
        head = split(f"---\n{REST[kind][1]}{block.text}---\n", "example.md")
        filled, findings = fill(form, head, "example.md", ZoneInfo("UTC"))
        assert (filled is not None, _said((*head.findings, *findings))) == (True, []), f"{block.page}:{block.line}"
        seen += 1
    assert seen >= 3


@pytest.mark.parametrize("kind", PLACES)
def test_whole_files_shown_are_read_without_a_finding(docs: dict[str, Doc], kind: str):
    shown = [block for block, word in blocks(docs, "markdown") if word == kind]
    assert shown
    for block in shown:
        result = read_file(PLACES[kind], block.text.encode(), Reading(prefix="content/"))
        assert (result.author or result.post or result.job) is not None
        assert _said(result.findings) == [], f"{block.page}:{block.line}"


def test_the_markdown_shown_becomes_what_is_said_of_it(docs: dict[str, Doc]):
    whole = next(block for block, kind in blocks(docs, "markdown") if not kind and "[!TIP]" in block.text)
    head = "---\ntitle: T\nauthors: a\ndate: 2026-11-22\n---\n"
    post = read_file("posts/example.md", (head + whole.text).encode(), Reading(prefix="content/")).post
    assert post is not None
    html = "".join(post.document.pieces)
    for piece in ("<table>", 'class="alert alert-tip"', "<figcaption>With a title", 'class="footnotes"', "<del>"):
        assert piece in html
    for piece in (
        'type="checkbox" checked',
        'href="https://example.org/"',
        'class="align-right"',
        "<li>and one inside",
    ):
        assert piece in html
    assert _said(post.document.findings) == []


def test_the_guideline_shown_is_a_guideline(docs: dict[str, Doc]):
    shown = [block for block, kind in blocks(docs, "yaml") if kind == "policy"]
    assert len(shown) == 1
    policy, findings = parse_policy(shown[0].text.encode(), "content/policy.yml")
    assert _said(findings) == []
    assert [rule.id for rule in policy.rules] == ["code-names"]
    assert (policy.level("email"), policy.level("credit")) == ("off", "warn")


def test_the_archive_shown_is_an_archive(docs: dict[str, Doc], make_hub: Callable[..., World]):
    shown = [block for block, kind in blocks(docs, "json") if kind == "archive"]
    assert len(shown) == 1
    assert parse_bytes(shown[0].text.encode())["version"] == "https://jsonfeed.org/version/1.1"
    hub = make_hub({"feeds/jane/aino-example.json": shown[0].text})
    (blog,), findings = read_archive(load_hub(hub.root / "mkdocs.yml"), hub.load().content.authors)
    assert _said(findings) == []
    assert (blog.state, [entry.slug for entry in blog.entries]) == ("ok", ["eleven-kinds-of-zero"])
    written = docs["docs/feeds.md"].section("The archive file")
    for keys in (json.loads(shown[0].text)["_voices"], json.loads(shown[0].text)["items"][0]["_voices"]):
        assert all(f"`{key}`" in written for key in keys)


def _said(findings: tuple[Finding, ...]) -> list[str]:
    return [str(finding) for finding in findings]
