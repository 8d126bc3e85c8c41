"""Reading is the same with a cache, without one and side by side; and the forms say what they want."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import jsonschema
import pytest
import yaml

from voices.settings import Hub, hub_from
from voices.sources import files, read_content, reading, schema_of
from voices.sources.files import Reading, read_file
from voices.sources.forms import FORMS
from voices.store import Cache

_FEEDS = "feeds:\n  - url: https://a.example/f\n    since: 2020-01-01\n"
AUTHOR = f"---\nname: Aino\nagreed: 2026-01-05\nlanguages: [fi]\nask_me_about: {{en: [trams]}}\n{_FEEDS}---\nHei.\n"
POST = "---\ntitle: A\nauthors: aino\ndate: 2026-07-01 10:00\nsumary: x\n---\n# H\n\n![x](p.png)\n\n> [!NOTE]\n> y\n"


def hub_with(folder: Path, files: dict[str, str]) -> Hub:
    for name, text in files.items():
        file = folder / "content" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    return hub_from(
        {"site_url": "https://x.example/", "docs_dir": "content", "extra": {"voices": {"timezone": "Europe/Helsinki"}}},
        folder / "mkdocs.yml",
        {},
    )


def test_cached_and_parallel_reading_give_the_same_content(tmp_path: Path) -> None:
    hub = hub_with(tmp_path, {"authors/aino.md": AUTHOR, "posts/a.md": POST, "posts/b.md": POST, "index.md": "# Hi\n"})
    plain = read_content(hub)
    cache = Cache(tmp_path / "cache.sqlite", "1")
    try:
        fresh = read_content(hub, cache)
        cache.save()
        cached = read_content(hub, cache)
    finally:
        cache.close()
    with ThreadPoolExecutor(2) as executor:
        parallel = read_content(hub, executor=executor)
    assert plain == fresh == cached == parallel
    assert cached.posts[0].date.iso() == plain.posts[0].date.iso() == "2026-07-01T10:00:00+03:00"
    assert {finding.rule for finding in cached.findings} == {"front-matter.unknown-key", "reference.missing-file"}
    assert cached.authors[0].feeds[0].line == 7
    assert cached.media == {"index.md"}


def test_what_is_remembered_is_neither_read_again_nor_lost_from_the_cache(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hub = hub_with(tmp_path, {"authors/aino.md": AUTHOR, "posts/a.md": POST, "posts/b.md": POST, "posts/c.md": POST})
    read: list[str] = []
    monkeypatch.setattr(
        reading, "read_file", lambda place, *rest: (read.append(place), files.read_file(place, *rest))[1]
    )
    remembered: dict[str, files.Result] = {}
    cache = Cache(tmp_path / "cache.sqlite", "1")
    first = read_content(hub, cache, remembered=remembered)
    cache.save(prune=True)
    cache.close()
    (hub.content / "posts" / "b.md").write_text(POST + "More.\n", encoding="utf-8")
    (hub.content / "posts" / "c.md").unlink()
    read.clear()
    cache = Cache(tmp_path / "cache.sqlite", "1")
    second = read_content(hub, cache, remembered=remembered)
    cache.save(prune=True)
    cache.close()
    assert read == ["posts/b.md"]
    assert second.posts[0] == first.posts[0]
    assert len(remembered) == 3
    cache = Cache(tmp_path / "cache.sqlite", "1")
    assert read_content(hub, cache) == second == read_content(hub)
    cache.close()
    assert read.count("posts/a.md") == 1  # by the last of these, which has no cache


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("[trams, 7]", (("", ("trams", "7")),)),
        ("trams", (("", ("trams",)),)),
        ("{fi: [raitiovaunut, viivat], en: trams}", (("fi", ("raitiovaunut", "viivat")), ("en", ("trams",)))),
        ("{fi: [], en: [trams]}", (("en", ("trams",)),)),
        ("[]", ()),
    ],
)
def test_what_to_ask_about_is_a_list_or_one_a_language(tmp_path: Path, written: str, read: object) -> None:
    text = f"---\nname: Aino\nagreed: 2026-01-05\nask_me_about: {written}\n---\nHei.\n"
    content = read_content(hub_with(tmp_path, {"authors/aino.md": text}))
    assert content.authors[0].ask_me_about.texts == read
    assert content.findings == ()
    value = yaml.safe_load(f"{{name: Aino, agreed: '2026-01-05', ask_me_about: {written}}}")
    value["ask_me_about"] = (
        [str(one) for one in value["ask_me_about"]] if written == "[trams, 7]" else value["ask_me_about"]
    )
    jsonschema.validate(value, schema_of("author"))


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("{finnish: [trams]}", 'Did you mean "fi"?'),
        ("[{sailing: badly}]", "write a list of texts here, or one list a language"),
        ("{en: {a: b}}", "write a list of texts here, or one list a language"),
    ],
)
def test_what_to_ask_about_that_is_no_list_of_texts_is_told(tmp_path: Path, written: str, said: str) -> None:
    text = f"---\nname: Aino\nagreed: 2026-01-05\nask_me_about: {written}\n---\nHei.\n"
    (finding,) = read_content(hub_with(tmp_path, {"authors/aino.md": text})).findings
    assert said in str(finding)
    assert finding.line == 4


def test_a_changed_file_is_read_anew(tmp_path: Path) -> None:
    hub = hub_with(tmp_path, {"authors/aino.md": AUTHOR, "posts/a.md": POST})
    cache = Cache(tmp_path / "cache.sqlite", "1")
    try:
        read_content(hub, cache)
        (tmp_path / "content" / "posts" / "a.md").write_text(POST.replace("title: A", "title: B"), "utf-8")
        assert read_content(hub, cache).posts[0].title == "B"
    finally:
        cache.close()


def test_a_cache_with_foreign_bytes_is_read_past(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hub = hub_with(tmp_path, {"authors/aino.md": AUTHOR, "posts/a.md": POST})
    cache = Cache(tmp_path / "cache.sqlite", "1")
    monkeypatch.setattr(cache, "get", lambda _key: b"\xc1 nonsense")
    try:
        assert [post.slug for post in read_content(hub, cache).posts] == ["a"]
    finally:
        cache.close()


def test_lines_of_keys_are_counted_in_the_file(tmp_path: Path) -> None:
    hub = hub_with(tmp_path, {"posts/a.md": "\n\n" + POST})
    source = read_content(hub).posts[0].source
    assert (source.path, source.line("title"), source.line("date"), source.line("nothing")) == (
        "content/posts/a.md", 4, 6, 1,
    )  # fmt: skip


def test_permalinks_keep_every_line_so_that_findings_name_the_right_one(tmp_path: Path) -> None:
    hub = hub_with(tmp_path, {"permalinks.txt": "authors/aino/\r\n\n posts/a/\nsha256:00\n"})
    assert read_content(hub).permalinks == ("authors/aino/", "", "posts/a/", "sha256:00", "")


def test_hidden_files_are_no_media(tmp_path: Path) -> None:
    hub = hub_with(tmp_path, {".DS_Store": "x", ".git/config": "x", "posts/2026/p.png": "x"})
    assert read_content(hub).media == {"posts/2026/p.png"}


def test_a_file_of_no_kind_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match=r"index\.md"):
        read_file("index.md", b"", Reading("content/"))


@pytest.mark.parametrize("kind", sorted(FORMS))
def test_each_key_of_each_form_is_described(kind: str) -> None:
    schema = schema_of(kind)
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["properties"].keys() == FORMS[kind].model_fields.keys()
    definitions = [schema, *schema.get("$defs", {}).values()]
    assert [
        key for part in definitions for key, said in part["properties"].items() if not said.get("description")
    ] == []


def test_the_schema_accepts_what_the_form_accepts() -> None:
    head = {"title": "A", "authors": "aino", "date": "2026-11-03", "image": "p.png", "topics": ["Data"], "draft": True}
    jsonschema.validate(head, schema_of("post"))
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**head, "sumary": "x"}, schema_of("post"))
