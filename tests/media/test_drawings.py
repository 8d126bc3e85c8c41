"""SVG files: a company's logo is shown, and nothing in it runs, loads or tells."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from voices.drawings import clean_svg
from voices.outputs.media import MediaLibrary, PictureError
from voices.text import ROOT

LOGO = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 240 60">'
    '<defs><linearGradient id="a"><stop offset="0" stop-color="#0b5a52"/></linearGradient></defs>'
    '<g style="fill:url(#a);stroke-width:2"><path d="M0 0h60v60H0z"/><use xlink:href="#a"/></g>'
    '<text x="70" y="40" font-size="30">Tuuli</text></svg>'
)


def svg(inside: str, attributes: str = "") -> bytes:
    names = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    return f'<svg {names} viewBox="0 0 10 10" {attributes}>{inside}</svg>'.encode()


def test_a_logo_keeps_its_looks(tmp_path: Path) -> None:
    data, width, height = clean_svg(LOGO.encode())
    text = data.decode()
    assert (width, height) == (240, 60)
    assert 'fill="url(#a)"' in text
    assert 'href="#a"' in text
    assert "Tuuli</text>" in text
    assert "style=" not in text
    assert clean_svg(data)[0] == data


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        '<script href="//evil.example/x.js"/>',
        '<path d="M0 0" onload="alert(1)" onclick="alert(1)"/>',
        '<a href="javascript:alert(1)"><path d="M0 0"/></a>',
        '<use href="https://evil.example/x.svg#a"/>',
        '<use xlink:href="data:image/svg+xml;base64,AAAA"/>',
        '<path fill="url(https://evil.example/x)"/>',
        "<path style=\"fill:url('//evil.example/x')\"/>",
        '<animate attributeName="href" values="javascript:alert(1)"/>',
        '<set attributeName="onload" to="alert(1)"/>',
        '<g xmlns:h="http://www.w3.org/1999/xhtml"><h:script>alert(1)</h:script></g>',
        "<metadata>Made by Jane at evil.example, alert</metadata>",
        "<!-- evil.example --><?xml-stylesheet href='//evil.example/x.css'?>",
        "<switch><desc>javascript</desc></switch>",
    ],
)
def test_nothing_in_a_drawing_runs_or_loads(hostile: str) -> None:
    text = clean_svg(svg(hostile))[0].decode().lower()
    for sign in ("script", "evil", "alert", "onload", "onclick", "data:", "animate", "<set", "<!--", "<?"):
        assert sign not in text


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (svg("<style>.a{fill:red}</style>"), "presentation attributes"),
        (svg('<image href="data:image/png;base64,AAAA"/>'), "another picture"),
        (svg("<foreignObject><p/></foreignObject>"), "piece of a web page"),
        (svg("<defs><filter id='a'/></defs>"), "filter effects"),
        (b"<html><body>No</body></html>", "not an SVG"),
        (b"\x89PNG", "not an SVG"),
        (b"", "not an SVG"),
        (svg("<g>" * 400 + "</g>" * 400), "not an SVG"),
        (svg(" " * 500_001), "larger than 500 kB"),
    ],
    ids=["style", "image", "page", "filter", "html", "png", "empty", "deep", "large"],
)
def test_what_cannot_be_kept_is_refused_with_a_way_out(data: bytes, reason: str) -> None:
    with pytest.raises(PictureError, match=reason) as caught:
        clean_svg(data)
    assert "PNG" in str(caught.value)


def test_entities_neither_expand_nor_read_files() -> None:
    secret = Path(__file__).as_uri()
    for declared in ('<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">', f'<!ENTITY b SYSTEM "{secret}">'):
        data = f"<!DOCTYPE svg [{declared}]>".encode() + svg("<text>&b;</text>")
        text = clean_svg(data)[0].decode()
        assert "aaaa" not in text
        assert "neither expand" not in text
        assert "ENTITY" not in text


@given(st.text(alphabet='<>/="ajs:cript()#& \n', max_size=80))
@settings(max_examples=150, deadline=None)
def test_whatever_is_written_comes_out_as_a_drawing_or_not_at_all(text: str) -> None:
    try:
        data, width, height = clean_svg(svg(text))
    except PictureError:
        return
    assert width > 0
    assert height > 0
    assert all(str(element.tag).startswith("{http://www.w3.org/2000/svg}") for element in etree.fromstring(data).iter())


def test_the_library_publishes_the_clean_drawing_at_the_width_asked_for(
    content: Path, library: Callable[..., MediaLibrary]
) -> None:
    (content / "logo.svg").write_text(LOGO.replace("<text", "<script>alert(1)</script><text"), "utf-8")
    opened = library()
    picture = opened.picture("logo.svg", "free", (120,))
    assert picture is not None
    assert (picture.width, picture.height, picture.srcset_webp, picture.srcset_jpeg) == (120, 30, "", "")
    address = picture.src.removeprefix(ROOT)
    assert address.startswith("assets/media/logo.")
    assert address.endswith(".svg")
    published = opened.used()[address].read_text("utf-8")
    assert "Tuuli" in published
    assert "script" not in published
    opened.save()
    assert library().picture("logo.svg", "free", (120,)) == picture


def test_a_drawing_that_cannot_be_kept_says_why(content: Path, library: Callable[..., MediaLibrary]) -> None:
    (content / "logo.svg").write_bytes(svg("<style>path{fill:red}</style>"))
    with pytest.raises(PictureError, match="style sheet"):
        library().picture("logo.svg", "free", (120,))
