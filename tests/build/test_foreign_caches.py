"""A cache that is damaged, foreign or out of reach is passed over with one line, and the site is right all the same."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from hub_history import History
from hub_world import World
from recorder import differences, published
from rich_hub import FILES, SETTINGS
from voices import store
from voices.build.command import build_site

pytestmark = pytest.mark.usefixtures("recorded")
Make = Callable[..., World]
FAULTS: dict[str, Callable[[Path], None]] = {}
PLACES = {
    "content.db": "content.db",
    "written-site.bin": "written-site.bin",
    "media/index.json": "media/index.json",
    "media/*.webp": "in the cache could not be read",
    "cards/*.png": "in the cache could not be read",
    "templates/*": "Compiled templates",
    "search/*": "of the search index",
}
"""Which files of the cache are damaged, and what the line about them names."""


def fault(spoil: Callable[[Path], None]) -> Callable[[Path], None]:
    """A way in which a cache can be of no use."""
    FAULTS[spoil.__name__] = spoil
    return spoil


@fault
def cut_short(file: Path) -> None:
    data = file.read_bytes()
    file.unlink()  # the site may hold the very same file
    file.write_bytes(data[: len(data) // 2])


@fault
def other_bytes(file: Path) -> None:
    file.unlink()
    file.write_bytes(bytes(range(256)) * 8)


@fault
def a_folder_instead(file: Path) -> None:
    file.unlink()
    (file / "within").mkdir(parents=True)


@pytest.fixture
def hub(make_hub: Make) -> World:
    """A hub with a bit of everything, built."""
    hub = make_hub(FILES, bare=True, **{**SETTINGS, "cards": "authors"})
    History(hub, 1).add_illustrated_post()
    assert build(hub) == 0
    return hub


def build(hub: World) -> int:
    """``voices build`` in this process."""
    return build_site(hub.root / "mkdocs.yml", strict=True, record_addresses=False, timings=False, quiet=False)


def lines_about(said: str) -> list[str]:
    """What a build said about its cache."""
    return [line for line in said.splitlines() if "cache" in line.lower()]


def files_of(hub: World, pattern: str) -> list[Path]:
    """The files of the cache to damage; of a bundle of the search, those that it is made of."""
    found = sorted((hub.root / ".cache" / "voices").glob(pattern))
    return [file for place in found for file in (sorted(place.rglob("fragment/*")) if place.is_dir() else [place])]


@pytest.mark.parametrize(
    "spoil", ["cut_short", *(pytest.param(name, marks=pytest.mark.slow) for name in FAULTS if name != "cut_short")]
)
@pytest.mark.parametrize("pattern", PLACES)
@pytest.mark.parametrize("site", ["gone", pytest.param("kept", marks=pytest.mark.slow)])
def test_a_damaged_cache_costs_a_line(
    hub: World, pattern: str, spoil: str, site: str, capsys: pytest.CaptureFixture[str]
) -> None:
    wanted = published(hub)
    if site == "gone":
        shutil.rmtree(hub.site)
    files = files_of(hub, pattern)
    assert files
    for file in files:
        FAULTS[spoil](file)
    capsys.readouterr()
    assert build(hub) == 0
    said = lines_about(capsys.readouterr().err)
    assert differences(published(hub), wanted) == []
    if site == "gone" or pattern in ("content.db", "written-site.bin"):
        assert [line for line in said if PLACES[pattern] in line] != [], said
    assert len(said) <= 1, said
    shutil.rmtree(hub.site)
    assert build(hub) == 0
    # Where the site stood, nobody may have looked at this part of the cache before now.
    assert len(lines_about(capsys.readouterr().err)) <= (site == "kept")
    assert differences(published(hub), wanted) == []


def test_a_cache_of_another_version_costs_a_line(hub: World, capsys: pytest.CaptureFixture[str]) -> None:
    wanted = published(hub)
    with sqlite3.connect(hub.root / ".cache" / "voices" / "content.db") as connection:
        connection.execute("UPDATE about SET version = 'of next year'")
    connection.close()
    capsys.readouterr()
    assert build(hub) == 0
    assert lines_about(capsys.readouterr().err) == ["The cache content.db was of another version and was begun anew."]
    assert published(hub) == wanted


def test_another_programs_database_costs_a_line(hub: World, capsys: pytest.CaptureFixture[str]) -> None:
    wanted = published(hub)
    for file in (hub.root / ".cache" / "voices").glob("content.db*"):
        file.unlink()
    with sqlite3.connect(hub.root / ".cache" / "voices" / "content.db") as connection:
        connection.execute("CREATE TABLE entries (name TEXT)")
    connection.close()
    capsys.readouterr()
    assert build(hub) == 0
    assert lines_about(capsys.readouterr().err) == ["The cache content.db could not be read and was begun anew."]
    assert published(hub) == wanted


def test_a_database_damaged_in_its_middle_is_begun_anew(hub: World, capsys: pytest.CaptureFixture[str]) -> None:
    wanted = published(hub)
    file = hub.root / ".cache" / "voices" / "content.db"
    data = bytearray(file.read_bytes())
    data[4096:] = b"\x5a" * (len(data) - 4096)
    file.write_bytes(data)
    shutil.rmtree(hub.site)
    capsys.readouterr()
    assert build(hub) == 0
    assert lines_about(capsys.readouterr().err) == ["The cache content.db could not be read and was begun anew."]
    assert published(hub) == wanted


def test_a_database_in_use_is_left_alone(
    hub: World, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "_PATIENCE_SECONDS", 0)
    wanted = published(hub)
    file = hub.root / ".cache" / "voices" / "content.db"
    History(hub, 3).edit_text()
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("PRAGMA locking_mode = EXCLUSIVE")
    other.execute("BEGIN EXCLUSIVE")
    capsys.readouterr()
    try:
        assert build(hub) == 0
    finally:
        other.close()
    assert [line for line in lines_about(capsys.readouterr().err) if "can't be used" in line] != []
    assert published(hub).keys() == wanted.keys()
    assert file.stat().st_size > 0


def test_a_manifest_of_another_kind_costs_a_line(hub: World, capsys: pytest.CaptureFixture[str]) -> None:
    wanted = published(hub)
    (hub.root / ".cache" / "voices" / "written-site.bin").write_bytes(msgspec.msgpack.encode({"files": [1, 2]}))
    capsys.readouterr()
    assert build(hub) == 0
    assert lines_about(capsys.readouterr().err) == ["The cache written-site.bin could not be read and was begun anew."]
    assert published(hub) == wanted


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read everything")
@pytest.mark.parametrize("name", ["content.db", "written-site.bin", "media/index.json"])
def test_a_cache_that_may_not_be_read_costs_a_line(hub: World, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    wanted = published(hub)
    (hub.root / ".cache" / "voices" / name).chmod(0)
    capsys.readouterr()
    assert build(hub) == 0
    assert len(lines_about(capsys.readouterr().err)) == 1
    assert published(hub) == wanted


def test_an_address_that_was_a_file_and_is_a_folder_now(hub: World) -> None:
    profile = (hub.content / "authors" / "jane.md").read_text()
    hub.write({"authors/jane.md": profile.replace("agreed:", "aliases: [/jane.html]\nagreed:", 1)})
    assert build(hub) == 0
    assert (hub.site / "jane.html").is_file()
    hub.write({"authors/jane.md": profile, "jane.html.md": "# Jane\n\nWords.\n"})
    assert build(hub) == 0
    assert (hub.site / "jane.html" / "index.html").is_file()
    (hub.content / "jane.html.md").unlink()
    hub.write({"authors/jane.md": profile.replace("agreed:", "aliases: [/jane.html]\nagreed:", 1)})
    assert build(hub) == 0
    assert (hub.site / "jane.html").is_file()
