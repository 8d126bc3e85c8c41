"""A process of its own for reading what others wrote, with a limit of time and memory; killed past either.

Comes in: ``Task``s. Goes out: ``Document``s or ``Failure``s, as MessagePack over pipes, so that even a worker gone wrong
can hand us nothing but data. A killed worker costs the one document it held; the next gets a new worker.
"""

from __future__ import annotations

import contextlib
import os
import queue
import selectors
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import TracebackType
from typing import IO, Self

import msgspec

import voices
from voices.feeds.documents import Document, Failure, ParseError, Task

SECONDS = 10.0
MEMORY_BYTES = 512 * 1024 * 1024
_START_SECONDS = 60.0
_DOCUMENTS_A_WORKER = 500
_LENGTH = 8


class Worker:
    """One child process, started when first needed and again after each loss. Not to be shared by threads."""

    def __init__(self, seconds: float = SECONDS, memory_bytes: int = MEMORY_BYTES) -> None:
        self._seconds = seconds
        self._memory_bytes = memory_bytes
        self._process: subprocess.Popen[bytes] | None = None
        self._documents = 0

    def parse(self, task: Task) -> Document | Failure:
        """What ``voices.feeds.parse`` makes of ``task``, or why it had to be given up."""
        if self._documents >= _DOCUMENTS_A_WORKER:
            # What a library leaks is given back with the process.
            self.close()
        try:
            process = self._started()
            self._documents += 1
            assert process.stdin is not None
            assert process.stdout is not None
            _send(process.stdin, msgspec.msgpack.encode(task))
            data = _receive(process.stdout, time.monotonic() + self._seconds)
        except TimeoutError:
            self._kill()
            return Failure("too-slow", f"reading it took longer than {self._seconds:.0f} seconds and was given up")
        except (OSError, EOFError):
            self._kill()
            limit = self._memory_bytes // 1024 // 1024
            return Failure("too-heavy", f"reading it needed more than {limit} MB or broke the reader, and was given up")
        document, failure = msgspec.msgpack.decode(data, type=tuple[Document | None, Failure | None])
        return document or failure or Failure("unreadable", "what it answered with is not a feed")

    def close(self) -> None:
        """End the process, if there is one."""
        process, self._process = self._process, None
        self._documents = 0
        if process is not None:
            with contextlib.suppress(OSError):
                assert process.stdin is not None
                process.stdin.close()
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(2)
            _reap(process)

    def _kill(self) -> None:
        process, self._process = self._process, None
        self._documents = 0
        if process is not None:
            process.kill()
            _reap(process)

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is not None:
            return self._process
        package = str(Path(voices.__file__).parents[1])
        paths = [package, *filter(None, [os.environ.get("PYTHONPATH")])]
        self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and module, no shell
            [sys.executable, "-m", "voices.feeds.worker", str(self._memory_bytes)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=os.environ | {"PYTHONPATH": os.pathsep.join(paths), "PYTHONHASHSEED": "0"},
        )
        assert self._process.stdout is not None
        _receive(self._process.stdout, time.monotonic() + _START_SECONDS)
        return self._process


class Workers:
    """A few workers for many threads. A context manager."""

    def __init__(self, number: int = 2, seconds: float = SECONDS, memory_bytes: int = MEMORY_BYTES) -> None:
        self._workers = [Worker(seconds, memory_bytes) for _ in range(number)]
        self._free: queue.SimpleQueue[Worker] = queue.SimpleQueue()
        for worker in self._workers:
            self._free.put(worker)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for worker in self._workers:
            worker.close()

    def parse(self, task: Task) -> Document | Failure:
        """Like ``Worker.parse``, by whichever worker is free."""
        with self._one() as worker:
            return worker.parse(task)

    @contextlib.contextmanager
    def _one(self) -> Iterator[Worker]:
        worker = self._free.get()
        try:
            yield worker
        finally:
            self._free.put(worker)


def main(memory_bytes: int) -> None:  # pragma: no cover - runs in the child, where nothing is counted
    """The child's life: limits first, then the parser, then one answer a task until the pipe ends."""
    _limit(memory_bytes)
    from voices.feeds.parse import parse

    _send(sys.stdout.buffer, b"")
    answer_all(parse, sys.stdin.buffer, sys.stdout.buffer)


def answer_all(parse: Callable[[Task], Document], tasks: IO[bytes], answers: IO[bytes]) -> None:
    """Read tasks until the pipe ends, and answer each with a document or a failure."""
    while True:
        head = tasks.read(_LENGTH)
        if len(head) < _LENGTH:
            return
        document: Document | None = None
        failure: Failure | None = None
        try:
            document = parse(msgspec.msgpack.decode(tasks.read(int.from_bytes(head, "big")), type=Task))
        except ParseError as error:
            failure = error.failure
        except RecursionError:
            failure = Failure("too-heavy", "it is nested too deep to be read")
        _send(answers, msgspec.msgpack.encode((document, failure)))


def _limit(memory_bytes: int) -> None:  # pragma: no cover - runs in the child
    try:
        import resource
    except ImportError:  # Windows knows no limit of memory; the limit of time holds
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _send(pipe: IO[bytes], data: bytes) -> None:
    pipe.write(len(data).to_bytes(_LENGTH, "big") + data)
    pipe.flush()


def _receive(pipe: IO[bytes], end: float) -> bytes:
    length = int.from_bytes(_exactly(pipe, _LENGTH, end), "big")
    return _exactly(pipe, length, end)


def _exactly(pipe: IO[bytes], length: int, end: float) -> bytes:
    data = bytearray()
    with selectors.DefaultSelector() as selector:
        selector.register(pipe, selectors.EVENT_READ)
        while len(data) < length:
            if not selector.select(max(0.0, end - time.monotonic())):
                raise TimeoutError
            chunk = os.read(pipe.fileno(), min(length - len(data), 1 << 20))
            if not chunk:
                raise EOFError
            data += chunk
    return bytes(data)


def _reap(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        process.kill()
    process.wait()
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            with contextlib.suppress(OSError):
                pipe.close()


if __name__ == "__main__":  # pragma: no cover - the child
    main(int(sys.argv[1]))
