"""Files in the content folder that someone will have meant to be read, and that are not: an ending or a folder is off.

Comes in: every path below the content folder. Goes out: a hint for each such file. What is read, and how, is ``files``' work.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from voices.findings import Finding, did_you_mean
from voices.sources.files import FOLDERS, kind_of

_MARKDOWN = frozenset({".md", ".markdown", ".mdown", ".mkd", ".mkdn", ".mdx"})
_DATA = ("permalinks.txt", "policy.yml")
_TEXTS = frozenset({".doc", ".docx", ".htm", ".html", ".odt", ".rst", ".rtf", ".txt"})


def unread_findings(places: Iterable[str], shown: str) -> Iterator[Finding]:
    """A hint for each text among ``places`` (paths inside the content folder, ``shown`` as a person sees it)."""
    for place in places:
        folder, inside, _ = place.partition("/")
        if kind_of(place) is not None:
            continue
        ending = place[place.rfind(".") :]
        if not inside:
            message = _root(place, ending)
        elif folder in FOLDERS:
            message = _ending(place, ending) or _depth(place, folder, ending)
        else:
            message = _folder(folder) if ending == ".md" else None
        if message:
            yield Finding(f"{shown}/{place}", 1, "file.unread", "hint", message)


def _ending(place: str, ending: str) -> str | None:
    if ending != ".md" and ending.lower() in _MARKDOWN:
        name = PurePosixPath(place).with_suffix(".md").name
        return f'this file is not read, because its name ends in "{ending}". Rename it to {name}.'
    if ending.lower() in _TEXTS:
        return "this file is not read: texts are Markdown here. Save its text in a file whose name ends in .md."
    return None


def _root(name: str, ending: str) -> str | None:
    if name in _DATA:
        return None
    if ending.lower() == ".md":
        return None if ending == ".md" else _ending(name, ending)
    hint = did_you_mean(name, _DATA)
    return f'nobody reads a file "{name}" here.{hint}' if hint else None


def _depth(place: str, folder: str, ending: str) -> str | None:
    if ending != ".md":
        return None
    name = PurePosixPath(place).name
    return f"this file is not read, because it lies in a folder inside {folder}/. Move it to {folder}/{name}."


def _folder(folder: str) -> str | None:
    hint = did_you_mean(folder, FOLDERS)
    return f'this is a page of its own, because the hub knows no folder "{folder}".{hint}' if hint else None
