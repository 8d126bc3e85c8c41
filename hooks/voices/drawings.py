"""SVG drawings, rebuilt from what is known to be harmless: shapes, text, gradients, clips. Nothing else gets through.

Comes in: the bytes of a file someone added. Goes out: a drawing that runs nothing, loads nothing and says nothing about who
made it, with its size. What would change the look by leaving it out (a style sheet, an embedded picture) is refused instead.
"""

from __future__ import annotations

import re

from lxml import etree

from voices.crops import PictureError

_SVG = "http://www.w3.org/2000/svg"
_LINK = "{http://www.w3.org/1999/xlink}href"
_NAMES = (
    "svg g defs symbol use path rect circle ellipse line polyline polygon text tspan linearGradient radialGradient stop"
    " clipPath mask pattern title desc"
)
_ELEMENTS = frozenset(_NAMES.split())
_TELLING = {
    "style": 'a style sheet. Export it with "presentation attributes", or as PNG.',
    "image": "another picture. Export it as PNG.",
    "foreignObject": "a piece of a web page. Export it as PNG.",
    "filter": "filter effects. Export it as PNG.",
}
_GEOMETRY = (
    "x y x1 y1 x2 y2 cx cy r rx ry fx fy width height d points transform viewBox preserveAspectRatio dx dy offset"
)
_PAINT = (
    "fill fill-opacity fill-rule stroke stroke-width stroke-opacity stroke-linecap stroke-linejoin stroke-miterlimit"
    " stroke-dasharray stroke-dashoffset opacity color display visibility stop-color stop-opacity clip-path clip-rule mask"
    " font-family font-size font-weight font-style letter-spacing text-anchor dominant-baseline"
)
_OTHER = (
    "id gradientUnits gradientTransform spreadMethod clipPathUnits maskUnits maskContentUnits"
    " patternUnits patternContentUnits patternTransform"
)
_PAINT_NAMES = frozenset(_PAINT.split())
_ATTRIBUTES = frozenset(f"{_GEOMETRY} {_OTHER}".split()) | _PAINT_NAMES
# A value may refer to a part of the same drawing, and to nothing else.
_HARMFUL_VALUE = re.compile(r"url\s*\(\s*['\"]?\s*(?!#)|[\\<>]|javascript:|@|expression\s*\(", re.IGNORECASE)
_LENGTH = re.compile(r"\s*(\d+(?:\.\d+)?)(?:px)?\s*$")
_MOST_BYTES = 500_000
_DEFAULT_SIZE = (300, 150)


def clean_svg(data: bytes) -> tuple[bytes, int, int]:
    """The drawing's harmless form, its width and its height in pixels; the same for the same bytes.

    Raises PictureError when it is no SVG, larger than half a megabyte, or shows something that can't be kept.
    """
    if len(data) > _MOST_BYTES:
        raise PictureError("The drawing is larger than 500 kB. Simplify it, or export it as PNG.")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise PictureError("This is not an SVG drawing. Export it again, or as PNG.") from None
    if root.tag != f"{{{_SVG}}}svg":
        raise PictureError("This is not an SVG drawing. Export it again, or as PNG.")
    clean = _rebuilt(root)
    if clean is None:
        raise PictureError("The drawing is empty. Export it again, or as PNG.")
    width, height = _size(root)
    box = clean.get("viewBox") or f"0 0 {width} {height}"
    attributes = {**clean.attrib, "width": str(width), "height": str(height), "viewBox": box}
    clean.attrib.clear()
    clean.attrib.update(dict(sorted(attributes.items())))
    return etree.tostring(clean, encoding="utf-8"), width, height


def _rebuilt(element: etree._Element) -> etree._Element | None:
    if not isinstance(element.tag, str) or not element.tag.startswith(f"{{{_SVG}}}"):
        return None
    name = element.tag.partition("}")[2]
    if name in _TELLING:
        raise PictureError(f"The drawing holds {_TELLING[name]}")
    if name not in _ELEMENTS:
        return None
    made = etree.Element(element.tag, nsmap={None: _SVG})
    for key, value in sorted(_attributes(element).items()):
        made.set(key, value)
    made.text = element.text
    for child in element:
        kept = _rebuilt(child)
        if kept is not None:
            kept.tail = child.tail
            made.append(kept)
    return made


def _attributes(element: etree._Element) -> dict[str, str]:
    found: dict[str, str] = {}
    for key, value in element.attrib.items():
        if key == "style":
            found |= _declarations(str(value))
        elif key in ("href", _LINK):
            if str(value).startswith("#"):
                found["href"] = str(value)
        elif key in _ATTRIBUTES:
            found[str(key)] = str(value)
    return {key: value for key, value in found.items() if not _HARMFUL_VALUE.search(value)}


def _declarations(style: str) -> dict[str, str]:
    """An inline style as the attributes that say the same: a policy that forbids inline styles leaves them alone."""
    pairs = (declaration.partition(":") for declaration in style.split(";"))
    return {name.strip(): value.strip() for name, _, value in pairs if name.strip() in _PAINT_NAMES}


def _size(root: etree._Element) -> tuple[int, int]:
    sides = [_LENGTH.match(root.get(side) or "") for side in ("width", "height")]
    box = [float(number) for number in re.findall(r"-?\d+(?:\.\d+)?", root.get("viewBox") or "")]
    wide, high = (
        float(side[1]) if side else (box[at] if len(box) == 4 else _DEFAULT_SIZE[at - 2])
        for side, at in zip(sides, (2, 3), strict=True)
    )
    return max(1, round(wide)), max(1, round(high))
