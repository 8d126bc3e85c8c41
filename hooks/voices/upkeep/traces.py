"""What is left of a person in files: lines that name them, for people to decide on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec import Struct

_SHORT = 3


class Trace(Struct, frozen=True):
    """A line that names the person; line 0 stands for the file's own name."""

    path: str
    line: int
    word: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.word}" if self.line else f"{self.path}: the file's name has {self.word}"


def wanted(id_: str, names: Iterable[str]) -> re.Pattern[str]:
    """What to look for: the id as a word, the name in full (also inflected), and each part of the name as a word."""
    people = [name.split() for name in names]
    words = [r"\s+".join(map(re.escape, parts)) for parts in people if parts]
    words.append(rf"(?<![\w-]){re.escape(id_)}(?![\w-])")
    # Parts of a name only as written: Mark is a person, mark is a word.
    words += [rf"(?-i:(?<!\w){re.escape(part)}(?!\w))" for parts in people for part in parts if len(part) >= _SHORT]
    return re.compile("|".join(words), re.IGNORECASE)


def traces(root: Path, places: Iterable[Path], pattern: re.Pattern[str]) -> Iterator[Trace]:
    """Every trace in the files at or below ``places``, with paths relative to ``root``."""
    for place in places:
        files = sorted(place.rglob("*")) if place.is_dir() else [place]
        for file in files:
            if file.is_symlink() or not file.is_file():
                continue
            path = file.relative_to(root).as_posix() if file.is_relative_to(root) else file.as_posix()
            if found := pattern.search(file.name.removesuffix(file.suffix)):
                yield Trace(path, 0, found[0])
            yield from _in_text(path, _text(file), pattern)


def _in_text(path: str, text: str, pattern: re.Pattern[str]) -> Iterator[Trace]:
    last = 0
    for found in pattern.finditer(text):
        line = text.count("\n", 0, found.start()) + 1
        if line != last:
            last = line
            yield Trace(path, line, " ".join(found[0].split()))


def _text(file: Path) -> str:
    data = file.read_bytes()
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("latin-1")
