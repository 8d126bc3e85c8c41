"""Subscriptions from another reader: OPML 1 and 2 → feed addresses, in the file's order.

Comes in: the bytes of a file. Goes out: subscriptions, each address once. Nothing outside the file is ever loaded.
"""

from __future__ import annotations

from lxml import etree
from msgspec import Struct

from voices.feeds.links import absolute
from voices.feeds.sanitise import plain_line

SIZE_BYTES = 5 * 1024 * 1024


class OpmlError(Exception):
    """The file is not OPML; the message says what it is instead, as far as that can be told."""


class Subscription(Struct, frozen=True):
    """One feed someone subscribed to."""

    url: str
    title: str = ""
    home_url: str = ""


def read_opml(data: bytes) -> tuple[Subscription, ...]:
    """The subscriptions in ``data``. Raises OpmlError."""
    if len(data) > SIZE_BYTES:
        raise OpmlError(f"it is larger than {SIZE_BYTES // 1024 // 1024} MB, which no list of blogs is")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise OpmlError(f"it is not XML ({error})") from None
    if root is None or etree.QName(root).localname.lower() != "opml":
        raise OpmlError('it is not OPML: the outermost element is not "opml"')
    found: dict[str, Subscription] = {}
    for outline in root.iter("outline"):
        given = {str(name).lower(): str(value) for name, value in outline.attrib.items()}
        if url := absolute(given.get("xmlurl", "")):
            title = plain_line(given.get("title") or given.get("text") or "")
            found.setdefault(url, Subscription(url, title, absolute(given.get("htmlurl", ""))))
    return tuple(found.values())
