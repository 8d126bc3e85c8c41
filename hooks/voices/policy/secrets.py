"""Finds keys and tokens by detect-secrets' detectors of known shapes.

Comes in: a source text, code included, for a key in a code block is as public as one outside. Goes out: where which kind
stands, never its value. Left out on purpose: detectors that go by entropy or by the word "password", which name every
hash and every tutorial, and values that are plainly placeholders (AKIAIOSFODNN7EXAMPLE, user:password@localhost).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from msgspec import Struct

_LEFT_OUT = frozenset({"Base64HighEntropyString", "HexHighEntropyString", "KeywordDetector", "IPPublicDetector"})
_SHORTEST = 16
_LONG_RUN = re.compile(r"[A-Za-z0-9_+]{16,}")
_DIGIT = re.compile(r"[0-9]")
_LINE_AT_MOST = 5000
_WITH_PASSWORD = re.compile(r"://[^\s/@:]{1,100}:(?P<password>[^\s/@]{1,200})@(?P<host>[\w.-]*)")
_PRIVATE_KEY_BODY = re.compile(r"-*[ \t]*(?:\r?\n|\\n)(?:[A-Za-z-]+: [^\n]*\n|\s)*[A-Za-z0-9+/=]{40,}")
_PLACEHOLDER = re.compile(
    r"example|sample|dummy|changeme|change_me|placeholder|replace|your[_-]|redacted|test[_-]?test"
    r"|x{4,}|\*{3,}|\.{3}|…|0{8,}|1234567|abcdefg|[<>{}$]",
    re.IGNORECASE,
)
_NO_PASSWORD = frozenset(
    {"pass", "password", "passwd", "pwd", "secret", "token", "user", "hunter2", "admin", "test", "key"}
)
_LOCAL = re.compile(
    r"localhost|127\.|0\.0\.0\.0|(?:.*\.)?example(?:\.(?:com|org|net))?$|.*\.(?:local|test|invalid)$|\w+$"
)


class Secret(Struct, frozen=True):
    """A key or token: where it stands and what kind it is, such as ``AWS Access Key``."""

    kind: str
    start: int
    end: int


def find_secrets(source: str) -> Iterator[Secret]:
    """The secrets in ``source``, in its order, one for each place."""
    for start in _suspect_lines(source):
        end = source.find("\n", start)
        text = source[start : end if end >= 0 else None][:_LINE_AT_MOST]
        found: dict[tuple[int, int], str] = {}
        for detector in _detectors():
            if any(True for _ in detector.analyze_string(text)):
                for first, last in _spans(detector, text):
                    if _is_real(detector.secret_type, text[first:last], source, start + first):
                        found.setdefault((first, last), detector.secret_type)
        yield from (Secret(kind, start + at[0], start + at[1]) for at, kind in sorted(found.items()))


def may_hold_secret(text: str) -> bool:
    """Whether ``find_secrets`` may find one in a text made of the same runs between white space as ``text``."""
    return (
        "PRIVATE" in text
        or "PuTTY" in text
        or ("://" in text and "@" in text)
        or any(len(run) >= _SHORTEST and _holds_key(run) for run in text.split())
    )


def _suspect_lines(source: str) -> list[int]:
    """Where lines begin that may hold a secret: three quick looks keep some thirty detectors, and their import, away."""
    offsets: list[int] = []
    if any(_holds_key(chunk) for chunk in {chunk for chunk in source.split() if len(chunk) >= _SHORTEST}):
        offsets += [found.start() for found in _LONG_RUN.finditer(source) if _holds_key(found[0])]
    for mark in ("PRIVATE KEY", "PuTTY"):
        if mark in source:
            offsets += [found.start() for found in re.finditer(mark, source)]
    if "://" in source and "@" in source:
        offsets += [found.start() for found in _WITH_PASSWORD.finditer(source)]
    return sorted({source.rfind("\n", 0, offset) + 1 for offset in offsets})


def _holds_key(text: str) -> bool:
    """Whether a long run of letters and digits stands in ``text``; a word or a plain number is none."""
    return any(_DIGIT.search(run) is not None and not run.isdigit() for run in _LONG_RUN.findall(text))


def _spans(detector: Any, text: str) -> Iterator[tuple[int, int]]:
    for pattern in detector.denylist:
        for match in pattern.finditer(text):
            # Some detectors put the value into a group, others only the beginning of the key.
            in_group = match.lastindex is not None and match.end(match.lastindex) - match.start(match.lastindex) > 6
            yield match.span(match.lastindex) if in_group else match.span()


def _is_real(kind: str, value: str, source: str, start: int) -> bool:
    if kind == "Private Key":
        return _PRIVATE_KEY_BODY.match(source, start + len(value)) is not None
    if kind == "Basic Auth Credentials":
        window = _WITH_PASSWORD.finditer(source, max(0, start - 110), start + len(value) + 260)
        around = next((one for one in window if one.start("password") == start), None)
        return (
            around is not None
            and value.lower() not in _NO_PASSWORD
            and not _PLACEHOLDER.search(value)
            and not _LOCAL.match(around["host"])
        )
    return any(c.isdigit() for c in value) and not _PLACEHOLDER.search(value)


@cache
def _detectors() -> tuple[Any, ...]:
    from detect_secrets.core.plugins.util import get_mapping_from_secret_type_to_class

    found: dict[str, Any] = dict(get_mapping_from_secret_type_to_class())
    classes = {one.__name__: one for one in found.values()}
    return tuple(classes[name]() for name in sorted(classes) if name not in _LEFT_OUT)
