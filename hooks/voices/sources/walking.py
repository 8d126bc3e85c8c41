"""Which files lie in the content folder, and which of them can't be taken for what they seem.

Comes in: the folder. Goes out: the sorted paths of its files, hidden ones aside, and a finding for each link or name that is
refused. What is in the files is left to others.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

from voices.findings import Finding, Severity

_UNSAYABLE = re.compile("[\x00-\x1f\x7f\ud800-\udfff]")
"""Control characters, and what Python puts in place of bytes that are not UTF-8."""


def walk(content: Path, shown: str) -> tuple[list[str], list[Finding]]:
    """Every file below ``content``, and what is wrong; ``shown`` is the folder as findings name it."""
    root = os.path.realpath(content)
    found: list[str] = []
    refused: list[Finding] = []
    folders = [""]
    while folders:
        folder = folders.pop()
        with os.scandir(content / folder if folder else content) as entries:
            for entry in entries:
                if entry.name.startswith("."):
                    continue
                place = f"{folder}{entry.name}"
                if fault := _fault(entry, root):
                    severity, rule, message = fault
                    refused.append(Finding(f"{shown}/{_sayable(place)}", 1, rule, severity, message))
                elif entry.is_dir(follow_symlinks=False):
                    folders.append(f"{place}/")
                elif entry.is_file():
                    found.append(place)
    return sorted(found), refused


def _fault(entry: os.DirEntry[str], root: str) -> tuple[Severity, str, str] | None:
    if _UNSAYABLE.search(entry.name):
        return "block", "file.name", "the name of this file can't be shown or typed. Rename it with plain letters."
    if not entry.is_symlink():
        return None
    if not os.path.realpath(entry.path).startswith(root + os.sep):
        message = "this link leads out of the content folder, so it is not read. Put the file itself here."
        return "block", "file.outside", message
    # A link in a circle raises where a path is followed, so it is asked of the path, which says no.
    if not os.path.isfile(entry.path):  # noqa: PTH113 - a Path raises here
        what = "to a folder" if os.path.isdir(entry.path) else "nowhere"  # noqa: PTH112 - likewise
        return "warn", "file.link", f"this link leads {what}, so it is not read. Put the files themselves here."
    return None


def _sayable(place: str) -> str:
    return _UNSAYABLE.sub("?", place)
