"""Text on its way into markup and JSON: nothing a person typed can end a tag, a script or a document.

Comes in: any string, hostile ones included. Goes out: text that is legal in HTML 5, XML 1.0 and JSON and is only ever text.
Which words are shown is left to the callers.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape
from typing import Any
from urllib.parse import quote, urlsplit

import msgspec

# What XML 1.0 cannot carry, the C1 controls and noncharacters HTML calls errors, and the marks the engine replaces.
_ILLEGAL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ue000-\ue00f\ufdd0-\ufdef\ufffe\uffff\U0001fffe\U0001ffff]"
)
_ASCII_CONTROLS = bytes(code for code in (*range(32), 127) if code not in b"\t\n\r")
# Where the others may begin in UTF-8; C1 controls are told by their first byte and the range of the second.
_ILLEGAL_STARTS = (b"\xee\x80", b"\xef\xb7", b"\xef\xbf", b"\xf0\x9f\xbf")
_C1_CONTROL = re.compile(rb"\xc2[\x80-\x9f]")
# How a control character and one of the engine's marks look in encoded JSON: the sign that a string wants cleaning.
_JSON_SUSPECTS = (b"\\u00", b"\xee\x80")
_BREAKS = "\t\r\n\u2028\u2029"
_NOT_IRI = re.compile(r"[\s<>\"{}|\\^`]")
_SCRIPT_ESCAPES = (
    (b"<", b"\\u003c"),
    (b">", b"\\u003e"),
    (b"&", b"\\u0026"),
    ("\u2028".encode(), b"\\u2028"),
    ("\u2029".encode(), b"\\u2029"),
)


def clean(text: str) -> str:
    """The text without characters that no XML or HTML document may carry, and without the engine's marks."""
    try:
        data = text.encode()
    except UnicodeEncodeError:
        return _ILLEGAL.sub("", text)
    # Articles pass through here by the thousand: bytes are looked through ten times faster than characters.
    if not text.isascii() and (any(start in data for start in _ILLEGAL_STARTS) or _C1_CONTROL.search(data)):
        return _ILLEGAL.sub("", text)
    kept = data.translate(None, _ASCII_CONTROLS)
    return text if len(kept) == len(data) else kept.decode()


def escaped(text: str) -> str:
    """The text for an element or a quoted attribute, in HTML and in XML alike."""
    return escape(clean(text))


def web_address(url: str) -> str:
    """The address if it is an absolute one of the web (http or https, with a host), else nothing.

    Line breaks are dropped, spaces and what no IRI has are encoded, as browsers do: an address ends no line and no tag.
    """
    found = clean(url).strip()
    if _NOT_IRI.search(found):
        found = "".join("" if c in _BREAKS else quote(c) if _NOT_IRI.match(c) else c for c in found)
    try:
        parts = urlsplit(found)
    except ValueError:
        return ""
    return found if parts.scheme in ("http", "https") and parts.netloc else ""


def without_empty(values: Mapping[str, Any]) -> dict[str, Any]:
    """The mapping without what is not known: None, empty texts and empty lists. Zero and false are known."""
    return {key: value for key, value in values.items() if value is not None and value not in ("", [], (), {})}


def json_bytes(value: Any) -> bytes:
    """Compact JSON in UTF-8 (RFC 8259), in the order given, illegal characters removed from every string."""
    try:
        data = msgspec.json.encode(value)
    except UnicodeEncodeError:  # a lone surrogate, from "\\ud800" in YAML or JSON
        return msgspec.json.encode(_deep_clean(value))
    if any(suspect in data for suspect in _JSON_SUSPECTS):
        return msgspec.json.encode(_deep_clean(value))
    return data


def json_script(value: Any) -> str:
    """A JSON-LD ``<script>`` whose content can neither close the element nor break a line of JavaScript."""
    data = json_bytes(value)
    for found, safe in _SCRIPT_ESCAPES:
        data = data.replace(found, safe)
    return f'<script type="application/ld+json">{clean(data.decode())}</script>'


def _deep_clean(value: Any) -> Any:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, Mapping):
        return {clean(key): _deep_clean(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_deep_clean(item) for item in value]
    return value
