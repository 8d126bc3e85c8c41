"""A preview hears of a change once, whoever noticed it first, and of nothing else."""

from __future__ import annotations

from pathlib import Path
from queue import Queue

import pytest
from watchdog.events import (
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers.polling import PollingObserver

from voices.build import watching
from voices.build.watching import Watching

PATIENCE_SECONDS = 30


class Heard(FileSystemEventHandler):
    """Notes what it is told."""

    def __init__(self) -> None:
        self.events: Queue[FileSystemEvent] = Queue()

    def on_any_event(self, event: FileSystemEvent) -> None:
        self.events.put(event)


def dispatch(watched: Watching, heard: Heard, folder: Path, *events: FileSystemEvent) -> int:
    """How many of ``events`` are handed on when each observer tells of them."""
    watches = watched.schedule(heard, str(folder))
    for event in events:
        for observer, watch in watches:
            for handler in observer._handlers[watch]:
                handler.dispatch(event)
    watched.unschedule(watches)
    return heard.events.qsize()


def test_two_who_notice_one_change_tell_of_it_once(tmp_path: Path) -> None:
    file, other = tmp_path / "post.md", tmp_path / "other.md"
    file.write_text("one")
    watched, heard = Watching(PollingObserver()), Heard()
    modified = FileModifiedEvent(str(file))
    assert dispatch(watched, heard, tmp_path, modified, modified) == 1
    file.write_text("one, two")
    assert dispatch(watched, heard, tmp_path, modified) == 2
    file.rename(other)
    assert dispatch(watched, heard, tmp_path, FileMovedEvent(str(file), str(other))) == 3
    other.unlink()
    assert dispatch(watched, heard, tmp_path, FileDeletedEvent(str(other))) == 4


def test_reading_is_no_change(tmp_path: Path) -> None:
    file = tmp_path / "post.md"
    file.write_text("one")
    watched, heard = Watching(PollingObserver(timeout=0.05)), Heard()
    watched.schedule(heard, str(tmp_path), recursive=True)
    watched.start()
    file.read_text()
    (tmp_path / "later.md").write_text("new")
    told = heard.events.get(timeout=PATIENCE_SECONDS)
    watched.stop()
    watched.join()
    assert told.src_path == str(tmp_path / "later.md")


@pytest.mark.parametrize("notices", [True, False])
def test_a_change_is_heard_of_with_the_systems_notices_and_without(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, notices: bool
) -> None:
    if not notices:

        def refuse(_self: object) -> None:
            raise OSError(28, "inotify watch limit reached")

        monkeypatch.setattr(watching.Observer, "start", refuse)
    watched, heard = Watching(PollingObserver(timeout=0.05)), Heard()
    watched.schedule(heard, str(tmp_path), recursive=True)
    watched.start()
    (tmp_path / "post.md").write_text("new")
    assert heard.events.get(timeout=PATIENCE_SECONDS).src_path == str(tmp_path / "post.md")
    watched.stop()
    watched.join()
