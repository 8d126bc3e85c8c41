"""Adding feeds to a profile's front matter without touching a character of what else is written there."""

from __future__ import annotations

import re
from collections.abc import Sequence

_BOM = b"\xef\xbb\xbf"
_FENCE = re.compile(rb"^---[ \t]*\r?\n", re.MULTILINE)
_FEEDS = re.compile(r"^feeds:[ \t]*(?P<value>[^\s#][^\n]*)?(#[^\n]*)?\r?$", re.MULTILINE)
_NEXT = re.compile(r"^(?=[^\s#-])", re.MULTILINE)


class ProfileError(Exception):
    """The profile is not of a form that can be added to; the message says what to do by hand."""


def with_feeds(profile: bytes, lines: Sequence[str]) -> bytes:
    """The profile with ``lines`` (``  - url: …``) at the end of its ``feeds``. Raises ProfileError."""
    fences = list(_FENCE.finditer(profile.removeprefix(_BOM)))
    if len(fences) < 2 or fences[0].start() != 0:
        raise ProfileError("it has no front matter. Add the lines that voices import prints without --author by hand.")
    mark = _BOM if profile.startswith(_BOM) else b""
    profile = profile.removeprefix(_BOM)
    head = profile[fences[0].end() : fences[1].start()].decode("utf-8")
    newline = "\r\n" if "\r\n" in head else "\n"
    added = newline.join(lines) + newline
    found = _FEEDS.search(head)
    if found is None:
        changed = head + f"feeds:{newline}" + added
    elif found["value"] and found["value"].strip() != "[]":
        raise ProfileError("its feeds stand on one line. Write them one a line, or add the new ones by hand.")
    else:
        start = found.end() + 1
        end = next((mark.start() for mark in _NEXT.finditer(head, start)), len(head))
        inner = head[start:end]
        indent = re.search(r"^([ ]*)- ", inner, re.MULTILINE)
        if indent is not None and indent[1] != "  ":
            added = "".join(f"{indent[1]}{line[2:]}{newline}" for line in lines)
        changed = head[: found.start()] + f"feeds:{newline}" + inner + added + head[end:]
    return mark + profile[: fences[0].end()] + changed.encode() + profile[fences[1].start() :]
