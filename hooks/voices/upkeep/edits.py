"""What is to change in a folder, and the one place where it is done: all of it or nothing.

Planning happens elsewhere and touches no file; ``read_folder`` gives planners what they look at.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from pathlib import Path

from msgspec import Struct

from voices.store import write_atomic


class Edit(Struct, frozen=True):
    """One file's change; paths are inside the folder, with forward slashes.

    ``becomes`` is the path afterwards (the same, another, or None: the file is removed), ``data`` the new bytes or None where
    they stay. A ``path`` of None is a new file.
    """

    path: str | None
    becomes: str | None
    data: bytes | None = None


class Folder(Struct, frozen=True):
    """A content folder at one moment: the bytes of its Markdown files, and the paths of all others."""

    texts: dict[str, bytes]
    others: frozenset[str]

    @property
    def paths(self) -> frozenset[str]:
        """Every file."""
        return self.others | self.texts.keys()


def read_folder(root: Path) -> Folder:
    """Read a folder; links to elsewhere are not followed."""
    texts, others = {}, set()
    for file in sorted(root.rglob("*")):
        if file.is_symlink() or not file.is_file():
            continue
        name = file.relative_to(root).as_posix()
        if file.suffix == ".md":
            texts[name] = file.read_bytes()
        else:
            others.add(name)
    return Folder(texts, frozenset(others))


def carry_out(root: Path, edits: Iterable[Edit]) -> None:
    """Do all of ``edits`` below ``root``; folders left empty are removed.

    Raises OSError (a full disk, a read-only folder) after putting everything back as it was.
    """
    todo = list(edits)
    touched = {path for edit in todo for path in (edit.path, edit.becomes) if path is not None}
    before = {path: _bytes(root / path) for path in sorted(touched)}
    try:
        for edit in todo:
            data = edit.data if edit.data is not None else before.get(edit.path or "")
            if edit.becomes is not None and data is not None:
                write_atomic(root / edit.becomes, data)
        kept = {edit.becomes for edit in todo}
        for edit in todo:
            if edit.path is not None and edit.path not in kept:
                (root / edit.path).unlink(missing_ok=True)
    except OSError:
        for path, old in before.items():
            if old is None:
                (root / path).unlink(missing_ok=True)
            else:
                write_atomic(root / path, old)
        raise
    for edit in todo:
        if edit.path is not None:
            _remove_empty(root, (root / edit.path).parent)


def _bytes(file: Path) -> bytes | None:
    try:
        return file.read_bytes()
    except FileNotFoundError:
        return None


def _remove_empty(root: Path, folder: Path) -> None:
    while folder != root and folder.is_relative_to(root):
        with contextlib.suppress(FileNotFoundError):
            if any(folder.iterdir()):
                return
            folder.rmdir()
        folder = folder.parent
