"""``make bench-preview``: how long after an edit a browser on ``mkdocs serve`` shows it.

The browser waits as MkDocs' own script does: it is told of the next build, then asks for the page again. Edits come at no
fixed moment of the server's looking round, one after the other, each to another post.
"""

from __future__ import annotations

import argparse
import dataclasses
import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from statistics import median
from threading import Thread

from bench.corpus import Corpus
from bench.generators import Generator, Ours
from bench.run import written

PATIENCE_SECONDS = 90
ROOT = Path(__file__).parents[1]


class Preview:
    """A running preview, as a browser and a terminal see it."""

    def __init__(self, address: str, process: subprocess.Popen[str]) -> None:
        self.address = address
        self.lines: list[str] = []
        self.edited = 0.0
        """When the last edit was made, by the clock that counts seconds alone."""
        assert process.stderr is not None
        for line in process.stderr:
            self.lines.append(line)
            if "Serving on" in line:
                break
        else:
            raise AssertionError("".join(self.lines))
        self._reader = Thread(target=self.lines.extend, args=(process.stderr,))
        self._reader.start()

    def page(self, path: str) -> str:
        """The page as it is served now; the server answers when no build is under way."""
        with urllib.request.urlopen(self.address + path, timeout=PATIENCE_SECONDS) as answer:
            return str(answer.read().decode())

    def after(self, edit: Callable[[], object], path: str) -> str:
        """The page that a browser showing ``path`` has once ``edit`` was made."""
        epoch, request = re.findall(r"livereload\((\d+), (\d+)\);", self.page(path))[0]
        edit()
        self.edited = time.perf_counter()
        # The answer comes with the next build, or after a minute without one.
        assert int(self.page(f"livereload/{epoch}/{request}")) > int(epoch), "".join(self.lines)
        return self.page(path)

    def builds(self) -> int:
        """How many builds there have been: what MkDocs says at their end is left out when two took equally long."""
        return len([line for line in self.lines if "Building documentation" in line])

    def end(self) -> None:
        """The process is gone: what it said is complete."""
        self._reader.join(PATIENCE_SECONDS)


@contextmanager
def served(folder: Path) -> Iterator[Preview]:
    """A preview of the hub in ``folder``."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "hooks"), "PYTHONUNBUFFERED": "1", "NO_MKDOCS_2_WARNING": "1"}
    command = [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", f"127.0.0.1:{port}"]
    with subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    ) as process:
        try:
            preview = Preview(f"http://127.0.0.1:{port}/", process)
            yield preview
        finally:
            process.terminate()
            process.wait(timeout=PATIENCE_SECONDS)
        preview.end()


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure what the options ask for and print a line a size."""
    parser = argparse.ArgumentParser(prog="make bench-preview", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1000, 5000])
    parser.add_argument("--edits", type=int, default=10)
    options = parser.parse_args(arguments)
    for size in options.sizes:
        corpus = Corpus(size)
        took = seconds_to_the_browser(written(Ours, size, corpus), corpus, options.edits)
        print(f"{size} posts: {median(took):.2f} s in the middle of {len(took)} edits, {max(took):.2f} s at most")


def seconds_to_the_browser(project: Generator, corpus: Corpus, edits: int) -> list[float]:
    """From the moment a post was saved to the moment the browser holds the new page, for each edit."""
    took: list[float] = []
    posts = list(corpus.posts())
    with served(project.folder) as preview:
        for turn in range(edits):
            post = posts[len(posts) * (2 * turn + 1) // (2 * edits)]
            words = f"Edited in turn {turn}."
            edit = partial(project.put, dataclasses.replace(post, body=f"{post.body}\n{words}\n"))
            assert words in preview.after(edit, f"posts/{post.slug}/")
            took.append(time.perf_counter() - preview.edited)
    return took


if __name__ == "__main__":
    main()
