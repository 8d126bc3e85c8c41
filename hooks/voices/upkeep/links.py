"""Links between Markdown files, kept right when a file gets another name or goes."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping, Set
from urllib.parse import quote, unquote

_TARGET = re.compile(r"(?P<before>\]\(\s*<?|\]:\s*<?|(?:href|src)=[\"'])(?P<path>[^\s\"'<>()#?:]+)")
_INLINE = re.compile(r"(?<!!)\[(?P<words>[^\[\]]*)\]\(\s*<?(?P<path>[^\s\"'<>()#?:]+)[^()]*\)")


def relink(text: str, place: str, renamed: Mapping[str, str]) -> str:
    """``text`` of the file at ``place`` with each link or picture to a renamed file led to its new path.

    ``place`` and the paths of ``renamed`` (old → new) are inside the content folder.
    """
    if not any(posixpath.basename(old) in text or quote(posixpath.basename(old)) in text for old in renamed):
        return text
    folder = posixpath.dirname(place)

    def led(found: re.Match[str]) -> str:
        target = posixpath.normpath(posixpath.join(folder, unquote(found["path"])))
        new = renamed.get(target)
        if new is None:
            return found[0]
        return found["before"] + quote(posixpath.relpath(new, folder or "."))

    return _TARGET.sub(led, text)


def unlink(text: str, place: str, removed: Set[str]) -> str:
    """``text`` with each inline link to a removed file left as its plain words, so that no sentence loses any."""
    if not any(posixpath.basename(old) in text or quote(posixpath.basename(old)) in text for old in removed):
        return text
    folder = posixpath.dirname(place)

    def left(found: re.Match[str]) -> str:
        target = posixpath.normpath(posixpath.join(folder, unquote(found["path"])))
        return found["words"] if target in removed else found[0]

    return _INLINE.sub(left, text)
