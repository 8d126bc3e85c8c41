"""The sitemap and robots.txt.

Comes in: a row for each indexable page with its own date. Goes out: ``sitemap.xml``, or an index of parts where one file
can't hold them. Which pages are indexable is left to the build. Source: sitemaps.org 0.9, Google's hreflang in sitemaps.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from voices.outputs.escape import escaped
from voices.settings import Hub

ADDRESS = "sitemap.xml"
URLS_A_FILE = 50_000
BYTES_A_FILE = 50 * 1024 * 1024
_OPEN = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
_XHTML = 'xmlns:xhtml="http://www.w3.org/1999/xhtml"'
_FRAME_BYTES = 512


class SitemapRow(NamedTuple):
    """One page: its address, the day it last changed (None where that means nothing), (language, address) of its versions."""

    address: str
    changed: dt.date | None = None
    alternates: Sequence[tuple[str, str]] = ()


def sitemap_files(hub: Hub, rows: Iterable[SitemapRow]) -> Iterator[tuple[str, bytes]]:
    """(address, bytes) of the sitemap's files, by address; the internal edition has none."""
    if hub.audience == "internal":
        return
    parts = _parts(hub, sorted(rows, key=lambda row: row.address))
    if len(parts) == 1:
        yield ADDRESS, _document("urlset", f"{_SPACE} {_XHTML}", parts[0][1])
        return
    entries = []
    for number, (changed, lines) in enumerate(parts, start=1):
        address = f"sitemap-{number}.xml"
        yield address, _document("urlset", f"{_SPACE} {_XHTML}", lines)
        date = f"<lastmod>{changed.isoformat()}</lastmod>" if changed else ""
        entries.append(f"<sitemap><loc>{escaped(hub.absolute(address))}</loc>{date}</sitemap>\n".encode())
    yield ADDRESS, _document("sitemapindex", _SPACE, entries)


def robots_txt(hub: Hub) -> bytes:
    """Everything may be read, and here is the sitemap; the internal edition asks every crawler to stay out."""
    if hub.audience == "internal":
        return b"User-agent: *\nDisallow: /\n"
    return f"User-agent: *\nDisallow:\n\nSitemap: {hub.absolute(ADDRESS)}\n".encode()


def _parts(hub: Hub, rows: Sequence[SitemapRow]) -> list[tuple[dt.date | None, list[bytes]]]:
    parts: list[tuple[dt.date | None, list[bytes]]] = []
    lines: list[bytes] = []
    newest: dt.date | None = None
    size_bytes = _FRAME_BYTES
    for row in rows:
        line = _url(hub, row)
        if lines and (len(lines) == URLS_A_FILE or size_bytes + len(line) > BYTES_A_FILE):
            parts.append((newest, lines))
            lines, newest, size_bytes = [], None, _FRAME_BYTES
        lines.append(line)
        size_bytes += len(line)
        if row.changed and (newest is None or row.changed > newest):
            newest = row.changed
    return [*parts, (newest, lines)]


def _url(hub: Hub, row: SitemapRow) -> bytes:
    date = f"<lastmod>{row.changed.isoformat()}</lastmod>" if row.changed else ""
    versions = "".join(
        f'<xhtml:link rel="alternate" hreflang="{escaped(code)}" href="{escaped(hub.absolute(address))}"/>'
        for code, address in (row.alternates if len(row.alternates) > 1 else ())
    )
    return f"<url><loc>{escaped(hub.absolute(row.address))}</loc>{date}{versions}</url>\n".encode()


def _document(root: str, namespaces: str, lines: Sequence[bytes]) -> bytes:
    return f"{_OPEN}<{root} {namespaces}>\n".encode() + b"".join(lines) + f"</{root}>\n".encode()
