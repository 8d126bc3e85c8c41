"""``voices build`` keeps the site's folder; whatever people do, and however they build, it ends as a clean build's.

``VOICES_HISTORIES=500`` makes a long run of it, and ``VOICES_HISTORIES_FROM=100`` begins at another seed, so that several
processes can share the seeds out.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from hub_history import EDITS, History
from hub_world import AUTHOR, POST, World
from recorder import differences, published
from rich_hub import FILES, SETTINGS
from voices.build import building, searching
from voices.build.command import build_site
from voices.sources import files, reading

pytestmark = pytest.mark.usefixtures("recorded")
Make = Callable[..., World]
FIRST = int(os.environ.get("VOICES_HISTORIES_FROM", "0"))
SEEDS = range(FIRST, FIRST + int(os.environ.get("VOICES_HISTORIES", "3")))
STEPS = 12
COMPARED = 0.3
"""How many of the steps are followed by a clean build to compare with; the last one always is."""


@pytest.fixture
def rich(make_hub: Make) -> World:
    """A hub with a bit of everything, built."""
    hub = make_hub(FILES, bare=True, **SETTINGS)
    assert incremental(hub) == 0
    return hub


def incremental(hub: World) -> int:
    """``voices build`` in this process."""
    return build_site(hub.root / "mkdocs.yml", strict=False, record_addresses=False, timings=False, quiet=True)


def clean(hub: World, elsewhere: Path) -> dict[str, bytes]:
    """What ``mkdocs build`` publishes of the same content, without a cache."""
    shutil.rmtree(elsewhere, ignore_errors=True)
    shutil.copytree(hub.root, elsewhere, ignore=shutil.ignore_patterns("site", ".cache", "elsewhere"))
    other = World.__new__(World)
    other.root, other.content, other.site = elsewhere, elsewhere / "content", elsewhere / "site"
    other.build()
    return published(other)


def sources(hub: World) -> dict[Path, bytes]:
    """Everything people write: all but the site and the cache."""
    places = (hub.content, hub.root / "languages", hub.root / "overrides")
    files = [path for place in places for path in place.rglob("*") if path.is_file()]
    return {path: path.read_bytes() for path in [*files, hub.root / "mkdocs.yml"]}


def take_back(hub: World, before: dict[Path, bytes]) -> None:
    """Make the sources what they were."""
    for path in sources(hub).keys() - before.keys():
        path.unlink()
    for path, data in before.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def test_an_unchanged_hub_is_not_written_again(make_hub: Make) -> None:
    hub = make_hub({"posts/first.md": POST.format(title="First", author="jane")}, languages=["en", "fi"])
    assert incremental(hub) == 0
    times = {path: path.stat().st_mtime_ns for path in hub.site.rglob("*") if path.is_file()}
    assert incremental(hub) == 0
    assert {path: path.stat().st_mtime_ns for path in hub.site.rglob("*") if path.is_file()} == times


def test_it_equals_mkdocs_build(make_hub: Make, tmp_path: Path) -> None:
    hub = make_hub({"posts/first.md": POST.format(title="First", author="jane")}, languages=["en", "fi"])
    assert incremental(hub) == 0
    ours = hub.snapshot()
    hub.build()
    assert hub.snapshot() == ours


def test_mkdocs_build_reads_and_indexes_only_what_the_cache_lacks(
    make_hub: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    hub = make_hub({"posts/first.md": POST.format(title="First", author="jane")})
    assert incremental(hub) == 0
    before = published(hub)
    read: list[str] = []

    def note(place: str, data: bytes, reading_: reading.Reading) -> reading.Result:
        read.append(place)
        return files.read_file(place, data, reading_)

    monkeypatch.setattr(reading, "read_file", note)
    with monkeypatch.context() as indexed:
        indexed.setattr(searching, "_pagefind", lambda *_: pytest.fail("everything has been indexed"))
        hub.build("--strict")
    assert not read
    assert published(hub) == before
    hub.write({"posts/second.md": POST.format(title="Second", author="jane")})
    hub.build("--strict")
    assert read == ["posts/second.md"]


def test_what_is_gone_is_removed(make_hub: Make) -> None:
    hub = make_hub({"posts/first.md": POST.format(title="First", author="jane")})
    assert incremental(hub) == 0
    assert (hub.site / "posts" / "first").is_dir()
    (hub.content / "posts" / "first.md").unlink()
    assert incremental(hub) == 0
    assert not (hub.site / "posts" / "first").exists()


def test_a_search_that_was_switched_off_is_removed(make_hub: Make) -> None:
    hub = make_hub({"posts/first.md": POST.format(title="First", author="jane")})
    assert incremental(hub) == 0
    assert (hub.site / "search").is_dir()
    settings = hub.root / "mkdocs.yml"
    settings.write_text(settings.read_text().replace("voices: {}", "voices: {features: {search: false}}"))
    assert incremental(hub) == 0
    assert not (hub.site / "search").exists()


def test_a_damaged_page_is_mended(make_hub: Make) -> None:
    hub = make_hub({"posts/first.md": POST.format(title="First", author="jane")})
    assert incremental(hub) == 0
    before = hub.snapshot()
    (hub.site / "posts" / "first" / "index.html").write_text("<!doctype html><title>Cut sho", encoding="utf-8")
    (hub.site / "feed.xml").unlink()
    (hub.site / "stray.html").write_text("not ours", encoding="utf-8")
    assert incremental(hub) == 0
    assert hub.snapshot() == before


def test_files_a_person_put_there_with_a_dot_are_spared(make_hub: Make) -> None:
    hub = make_hub()
    hub.site.mkdir()
    (hub.site / ".gitignore").write_text("*\n", encoding="utf-8")
    assert incremental(hub) == 0
    assert (hub.site / ".gitignore").is_file()


@pytest.mark.parametrize("seed", SEEDS)
def test_any_history_of_edits_ends_as_a_clean_build(
    rich: World, tmp_path: Path, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    history = History(rich, seed)
    done: list[str] = []
    for number in range(STEPS):
        before = sources(rich)
        done.append(history.step())
        monkeypatch.setenv("SOURCE_DATE_EPOCH", str(history.now))
        shown = published(rich)
        if incremental(rich):
            # Something that was pointed to is gone: the build said so and left the site as it was.
            assert published(rich) == shown, done
            take_back(rich, before)
            done.append("taken back")
            assert incremental(rich) == 0, done
        if number == STEPS - 1 or history.dice.random() < COMPARED:
            assert differences(published(rich), clean(rich, tmp_path / "elsewhere")) == [], done


@pytest.mark.slow
@pytest.mark.parametrize("edit", EDITS)
def test_every_edit_of_the_histories_can_be_built(rich: World, tmp_path: Path, edit: str) -> None:
    history = History(rich, 1)
    history.hire()
    assert incremental(rich) == 0
    getattr(history, edit)()
    assert incremental(rich) == 0
    assert differences(published(rich), clean(rich, tmp_path / "elsewhere")) == []


def test_a_new_language_is_in_every_pages_switch(make_hub: Make, tmp_path: Path) -> None:
    hub = make_hub({"posts/first.md": POST.format(title="First", author="jane")}, languages=["en", "fi"])
    assert incremental(hub) == 0
    settings = yaml.safe_load((hub.root / "mkdocs.yml").read_text(encoding="utf-8"))
    settings["extra"]["voices"]["languages"].append("pl")
    (hub.root / "mkdocs.yml").write_text(yaml.safe_dump(settings), encoding="utf-8")
    assert incremental(hub) == 0
    assert b'hreflang="pl"' in (hub.site / "404.html").read_bytes()
    assert differences(published(hub), clean(hub, tmp_path / "elsewhere")) == []


def test_a_post_that_makes_a_topic_the_largest_leaves_most_pages_alone(
    make_hub: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    def post(number: int, topic: str, author: str = "ben") -> str:
        head = POST.format(title=f"{topic} {number}", author=author).replace(
            "11-01", f"{number % 9 + 1:02}-{number + 1:02}"
        )
        return head.replace("summary:", f"topics: [{topic}]\nsummary:")

    files = {f"posts/post-{number}.md": post(number, "Boats" if number % 2 else "Data") for number in range(25)}
    hub = make_hub({"authors/ben.md": AUTHOR.format(name="Ben Berg"), **files})
    assert incremental(hub) == 0
    hub.write({"posts/more.md": post(20, "Boats", "jane"), "posts/even-more.md": post(22, "Boats", "jane")})
    made: list[str] = []
    page_bytes = building.page_bytes
    monkeypatch.setattr(
        building, "page_bytes", lambda page, *rest: made.append(page.address) or page_bytes(page, *rest)
    )
    assert incremental(hub) == 0
    assert {"posts/more/", "posts/even-more/"} <= set(made)
    assert len([address for address in made if address.startswith("posts/post-")]) < 12
