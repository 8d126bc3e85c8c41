"""Keeps compiled templates between builds, and takes none for granted: Python must never run bytes that a crash left.

Comes in: a folder of the cache and the name of the environment that compiles (the same template means other code in an
environment of other options). Goes out: a bytecode cache for Jinja. A file that is not whole counts as not there.
"""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from voices.store import digest, remove

_DIGITS = 32


class CompiledTemplates(BytecodeCache):
    """One file a template, which begins with the digest of the rest."""

    def __init__(self, folder: Path, environment: str) -> None:
        self._folder = folder
        self._environment = environment
        self._release = version("jinja2")
        self.discarded: str | None = None
        """What to say when a file could not be read."""
        remove(folder, unless_folder=True)

    def load_bytecode(self, bucket: Bucket) -> None:
        """Jinja's part: fill ``bucket``, or leave it empty."""
        file = self._file(bucket)
        try:
            data = file.read_bytes()
        except FileNotFoundError:
            return
        except OSError:
            data = b""
        mark, code = data[:_DIGITS], data[_DIGITS:]
        if mark == digest(self._release, code).encode():
            bucket.bytecode_from_string(code)
        else:
            self.discarded = "Compiled templates in the cache could not be read and were made anew."
            remove(file)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Jinja's part: keep what ``bucket`` holds."""
        code = bucket.bytecode_to_string()
        self._folder.mkdir(parents=True, exist_ok=True)
        self._file(bucket).write_bytes(digest(self._release, code).encode() + code)

    def _file(self, bucket: Bucket) -> Path:
        return self._folder / f"{digest(self._environment, bucket.key)}.jinja"
