"""What Pagefind is given, when it is asked, and what reaches the site."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from lxml import html

from hub_world import World
from voices.build import searching
from voices.build.searching import SearchError, SearchIndex
from voices.catalog import Catalog
from voices.outputs.search import SMALLEST_LIMIT, SearchBundle, bundle_limit, period_for, search_bundles, search_map

DAY = dt.date(2026, 11, 22)


def bundles_of(catalog: Catalog) -> dict[str, SearchBundle]:
    return {bundle.path: bundle for bundle in search_bundles(catalog)}


def documents(catalog: Catalog) -> dict[str, dict[str, str]]:
    """Every document by the title it carries: its metadata, its filters, its text."""
    found = {}
    for bundle in search_bundles(catalog):
        for document in bundle.documents():
            tree = html.document_fromstring(document.html)
            meta = dict(value.split(":", 1) for value in tree.xpath("//@data-pagefind-meta"))
            filters = sorted(tree.xpath("//@data-pagefind-filter"))
            found[meta["title"]] = {**meta, "filters": " ".join(filters), "text": tree.xpath("//p")[0].text or ""}
            found[meta["title"]]["all"] = " ".join(tree.xpath("//body//text()"))
    return found


def test_each_language_has_its_bundle_and_people_have_one_in_the_hubs_own(world: World):
    bundles = bundles_of(world.load().catalog)
    assert {path: bundle.size for path, bundle in bundles.items()} == {
        "en/all": 4,
        "fi/all": 1,
        "lt/all": 1,
        "pl/all": 1,
        "en/people": 4,
    }


def test_a_document_holds_text_names_filters_and_the_way_to_its_page(world: World):
    kafka = documents(world.load().catalog)["Kafka at the harbour"]
    assert kafka["url"] == "posts/kafka/"
    assert kafka["byline"] == "Jane Doe"
    assert kafka["date"] == "2026-03-01"
    assert kafka["filters"] == "author:jane kind:post topic:streams"
    assert kafka["words"] == str(len(kafka["text"].split())) == "18"


def test_an_entry_of_an_own_blog_leads_to_its_original_and_holds_no_more_than_is_shown(world: World):
    entry = documents(world.load().catalog)["Seven drawbridges"]
    assert entry["url"] == "https://zofia.example/bridges/"
    assert entry["source"] == "zofia.example"
    assert entry["text"] == "Every drawbridge I have met, and its keeper."
    assert "kind:entry" in entry["filters"]


def test_words_with_diacritics_have_a_folded_copy_behind_the_text(world: World):
    polish = documents(world.load().catalog)["Zespół na nocnej zmianie"]
    assert "wspolpracownicy" in polish["all"]
    assert "wspolpracownicy" not in polish["text"]
    assert "zukowska" in polish["all"]


def test_what_a_person_wrote_stays_text(make_hub: Callable[..., World]):
    title = 'A <b>bold</b> "claim", x:y & more'
    hub = make_hub({"posts/a.md": f"---\ntitle: '{title}'\nauthors: [jane]\ndate: 2026-11-01\n---\n`<i>x</i>` said.\n"})
    assert documents(hub.load().catalog)[title]["text"] == "<i>x</i> said."


def test_withdrawn_drafted_and_hidden_words_are_not_searched(make_hub: Callable[..., World]):
    head = "---\ntitle: {}\nauthors: [{}]\ndate: 2026-11-01\n{}---\nSecret words.\n"
    hub = make_hub(
        {
            "posts/a.md": head.format("Gone", "jane", "withdrawn: {date: 2026-11-02}\n"),
            "posts/b.md": head.format("Unready", "jane", "draft: true\n"),
            "posts/c.md": head.format("Shown", "jane", ""),
            "authors/ben.md": "---\nname: Ben\nagreed: 2026-01-05\nstatus: hidden\n---\nHidden.\n",
            "posts/d.md": head.format("Of Ben", "ben", ""),
        }
    )
    assert set(documents(hub.load().catalog)) == {"Shown", "Jane Doe"}


def test_a_key_changes_with_a_word_and_with_nothing_else(world: World):
    before = {path: bundle.key for path, bundle in bundles_of(world.load().catalog).items()}
    assert {path: bundle.key for path, bundle in bundles_of(world.load().catalog).items()} == before
    path = world.content / "posts" / "alusta.md"
    path.write_text(path.read_text(encoding="utf-8") + "\nSana.\n", encoding="utf-8")
    after = {path: bundle.key for path, bundle in bundles_of(world.load().catalog).items()}
    assert {path for path in after if after[path] != before[path]} == {"fi/all"}


def test_a_new_name_changes_the_bundles_that_spell_it(world: World):
    before = {path: bundle.key for path, bundle in bundles_of(world.load().catalog).items()}
    profile = world.content / "authors" / "jane.md"
    profile.write_text(profile.read_text(encoding="utf-8").replace("Jane Doe", "Jane Dahl"), encoding="utf-8")
    after = {path: bundle.key for path, bundle in bundles_of(world.load().catalog).items()}
    assert {path for path in after if after[path] != before[path]} == {"en/all", "en/people", "fi/all"}


def test_pagefind_is_given_the_same_bytes_each_time(world: World):
    def given() -> list[tuple[str, str, str]]:
        bundles = search_bundles(world.load().catalog)
        return [(bundle.path, one.name, one.html) for bundle in bundles for one in bundle.documents()]

    assert given() == given()
    assert len({(path, name) for path, name, _ in given()}) == len(given())


@pytest.mark.parametrize(
    ("days", "name"),
    [
        ([DAY] * SMALLEST_LIMIT, "all"),
        ([DAY] * (SMALLEST_LIMIT + 1), "2026-11-22"),
        ([dt.date(2016 + n % 11, 5, 1) for n in range(1000)], "2026"),
        ([dt.date(2016 + n % 11, 1 + n % 12, 3) for n in range(5000)], "2026-2h"),
        ([dt.date(2016 + n % 11, 1 + n % 12, 3) for n in range(10_000)], "2026-4q"),
        ([dt.date(2025 + n % 2, 1 + n // 2 % 12, 3) for n in range(3000)], "2026-11"),
        ([dt.date(2025 + n % 2, 1 + n // 2 % 12, 1 + n % 28) for n in range(8000)], "2026-11-b"),
    ],
)
def test_periods_are_as_long_as_the_limit_of_a_bundle_allows(days: list[dt.date], name: str):
    assert period_for(days)(DAY) == name


@pytest.mark.parametrize(
    ("documents", "limit"),
    [(10, 125), (1000, 125), (3000, 187), (5000, 250), (10_000, 250), (20_000, 500), (50_000, 1000)],
)
def test_a_large_hub_has_larger_bundles_rather_than_hundreds_of_them(documents: int, limit: int):
    assert bundle_limit(documents) == limit


def test_a_period_depends_on_no_order():
    days = [dt.date(2016 + n % 11, 1 + n % 12, 1) for n in range(2500)]
    assert {period_for(days)(day) for day in days} == {period_for(days[::-1])(day) for day in days}


def test_the_map_names_people_and_subjects_in_the_readers_language(world: World):
    catalog = world.load().catalog
    found = search_map(catalog, search_bundles(catalog), "fi")
    assert ("zofia", "Zofia Żukowska", "Majakanvartija") in found["author"]
    assert ("nights", "Yöt", "") in found["topic"]
    assert found["home"] == "fi/"
    assert list(found["bundles"]) == ["en", "fi", "lt", "pl"]
    assert [path for path, _ in found["bundles"]["en"]] == ["en/all", "en/people"]
    assert {code for code, _, _ in found["kind"]} == {"post", "entry", "person", "topic", "team", "place"}


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The bundles that Pagefind was asked for, in its place a program that writes what it would."""
    calls: list[str] = []

    def pretend(bundle: SearchBundle, documents: Path, output: Path) -> None:
        calls.append(bundle.path)
        (output / "index").mkdir(parents=True)
        (output / "index" / "a.pf_index").write_text(str(len(list(documents.iterdir()))), encoding="ascii")
        entry = {"languages": {bundle.language: {"wasm": bundle.language if bundle.language != "lt" else None}}}
        (output / "pagefind-entry.json").write_text(json.dumps(entry), encoding="ascii")
        for name in ("pagefind.js", "pagefind-ui.js", "pagefind-worker.js", f"wasm.{bundle.language}.pagefind"):
            (output / name).write_text(name, encoding="ascii")
        (output / "wasm.unknown.pagefind").write_text("any", encoding="ascii")

    monkeypatch.setattr(searching, "_pagefind", pretend)
    return calls


def index(world: World) -> set[str]:
    """Index the hub; the files of ``site/search``."""
    target = world.site / "search"
    made = SearchIndex(world.load().catalog, world.root / ".cache")
    made.start()
    made.finish(target)
    made.close()
    return {path.relative_to(target).as_posix() for path in target.rglob("*") if path.is_file()}


def test_only_changed_bundles_are_indexed_again(world: World, asked: list[str]):
    index(world)
    assert sorted(asked) == ["en/all", "en/people", "fi/all", "lt/all", "pl/all"]
    asked.clear()
    files = {path: path.stat().st_mtime_ns for path in (world.site / "search").rglob("*") if path.is_file()}
    index(world)
    assert asked == []
    assert {path: path.stat().st_mtime_ns for path in files} == files
    path = world.content / "posts" / "alusta.md"
    path.write_text(path.read_text(encoding="utf-8") + "\nSana.\n", encoding="utf-8")
    index(world)
    assert asked == ["fi/all"]


def test_the_site_gets_neither_scripts_of_pagefinds_own_nor_more_webassembly_than_is_loaded(
    world: World, asked: list[str]
):
    files = index(world)
    assert not {path for path in files if path.endswith((".js", ".css"))}
    assert {path for path in files if "wasm" in path} == {
        "en/all/wasm.en.pagefind",
        "fi/all/wasm.fi.pagefind",
        "pl/all/wasm.pl.pagefind",
        # Without an analyser of its own a language is searched with the one for all.
        "lt/all/wasm.unknown.pagefind",
    }


def test_what_is_gone_from_the_hub_leaves_the_index(world: World, asked: list[str]):
    (world.site / "search" / "de" / "all").mkdir(parents=True)
    (world.site / "search" / "map.de.json").write_text("{}", encoding="utf-8")
    index(world)
    (world.content / "posts" / "alusta.md").unlink()
    files = index(world)
    assert not [path for path in files if path.startswith(("de/", "fi/", "map.de"))]
    assert not list((world.root / ".cache" / "search").glob("fi-*"))


def test_a_hub_without_a_word_still_finds_its_people(make_hub: Callable[..., World], asked: list[str]):
    files = index(make_hub())
    assert "en/people/wasm.en.pagefind" in files
    assert "map.en.json" in files


def test_a_failure_of_pagefind_says_what_and_what_to_do(world: World, monkeypatch: pytest.MonkeyPatch):
    failed = SimpleNamespace(returncode=1, stderr="no room left", stdout="")
    monkeypatch.setattr(subprocess, "run", lambda *_args, **_keys: failed)
    with pytest.raises(SearchError, match=r"could not index 4 documents of en/all: no room left\. Build again"):
        index(world)
    assert not (world.site / "search").exists()


def test_a_missing_pagefind_says_what_to_install(world: World, monkeypatch: pytest.MonkeyPatch):
    def missing(*_args: object, **_keys: object) -> None:
        raise FileNotFoundError("no such program")

    monkeypatch.setattr(subprocess, "run", missing)
    with pytest.raises(SearchError, match="could not be started: no such program"):
        index(world)


def test_pagefind_indexes_every_document_and_tells_its_language(world: World):
    files = index(world)
    for language, size in (("en", 4), ("fi", 1), ("pl", 1), ("lt", 1)):
        entry = json.loads((world.site / "search" / language / "all" / "pagefind-entry.json").read_bytes())
        assert {code: found["page_count"] for code, found in entry["languages"].items()} == {language: size}
        assert f"{language}/all/wasm.{language}.pagefind" in files


def test_switched_off_there_is_no_index_no_script_and_no_markup(make_hub: Callable[..., World]):
    hub = make_hub(features={"search": False})
    hub.build()
    assert not (hub.site / "search").exists()
    for address in ("", "404.html"):
        page = hub.page(address)
        assert "search" not in page.split("<body")[1]
        assert "wasm-unsafe-eval" not in page


@pytest.mark.parametrize(
    ("language", "march", "of_the_fifth"),
    [
        ("en", "{day} Mar {year}", "5 Mar 2026"),
        ("fi", "{day}.3.{year}", "5.3.2026"),
        ("pl", "{day} mar {year}", "5 mar 2026"),
        ("lt", "{year}-03-{0day}", "2026-03-05"),
    ],
)
def test_the_map_says_how_days_are_written(world: World, language: str, march: str, of_the_fifth: str):
    catalog = world.load().catalog
    found = search_map(catalog, (), language)["days"]
    assert isinstance(found, list)
    assert len(found) == 12
    assert found[2] == march
    assert catalog.hub.language(language).date(dt.date(2026, 3, 5), "medium") == of_the_fifth
    assert march.replace("{year}", "2026").replace("{day}", "5").replace("{0day}", "05") == of_the_fifth
