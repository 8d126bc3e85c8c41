"""Tells a preview of a change at once: by the notices of the system, and by looking round where there are none.

MkDocs looks round twice a second, which works on every disk and takes half a second on most. Comes in: MkDocs' observer. Goes
out: one that asks the system too and hands each change on once, whoever noticed it first.
"""

from __future__ import annotations

import logging
import os
from pathlib import Path
from threading import Lock
from typing import Any

from watchdog.events import (
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver

log = logging.getLogger("mkdocs.voices")
_CHANGES: list[type[FileSystemEvent]] = [
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
]
"""After these a file differs, or there are others to watch. Told of each reading as well, a build would drown in notices."""
_State = tuple[int, int] | None


class Watching:
    """What a server needs of an observer: ``schedule``, ``unschedule``, ``start``, ``stop`` and ``join``."""

    def __init__(self, looking_round: BaseObserver) -> None:
        self._observers: list[BaseObserver] = [looking_round]
        notices = Observer()
        if type(notices) is not type(looking_round):
            self._observers.insert(0, notices)
        self._states: dict[str, _State] = {}
        self._lock = Lock()

    def schedule(self, handler: FileSystemEventHandler, path: str, *, recursive: bool = False) -> list[Any]:
        """Watch ``path``; what this returns is for ``unschedule``."""
        first = _Once(handler, self._states, self._lock)
        return [(one, one.schedule(first, path, recursive=recursive, event_filter=_CHANGES)) for one in self._observers]

    def unschedule(self, watches: list[Any]) -> None:
        """Watch no longer what ``schedule`` returned this for."""
        for observer, watch in watches:
            observer.unschedule(watch)

    def start(self) -> None:
        """Begin. Where the system has no notices to give, such as too few left, looking round does alone."""
        for observer in tuple(self._observers):
            try:
                observer.start()
            except OSError as error:
                if observer is self._observers[-1]:
                    raise
                log.debug("the system gives no notices: %s", error)
                observer.unschedule_all()
                self._observers.remove(observer)

    def stop(self) -> None:
        """End, whether or not it has begun."""
        for observer in self._observers:
            observer.stop()

    def join(self) -> None:
        """Wait for the end."""
        for observer in self._observers:
            observer.join()


class _Once(FileSystemEventHandler):
    """Hands a change on the first time that a file is met in its new state."""

    def __init__(self, handler: FileSystemEventHandler, states: dict[str, _State], lock: Lock) -> None:
        self._handler = handler
        self._states = states
        self._lock = lock

    def dispatch(self, event: FileSystemEvent) -> None:
        if event.is_directory:
            return
        states = {str(path): _state(path) for path in (event.src_path, event.dest_path) if path}
        with self._lock:
            new = any(path not in self._states or self._states[path] != state for path, state in states.items())
            self._states.update(states)
        if new:
            self._handler.dispatch(event)


def _state(path: str | bytes) -> _State:
    try:
        found = Path(os.fsdecode(path)).stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size
