"""vCard, QR code and oEmbed: what a person or a page takes along from the hub."""

from __future__ import annotations

import io
import json
import re

import segno
from lxml import etree
from PIL import Image as Pillow

from voices.model import Channel, Localised
from voices.outputs.head import Picture
from voices.outputs.oembed import oembed
from voices.outputs.qr import qr_png, qr_svg
from voices.outputs.vcard import vcard

URL = "https://voices.example/authors/aino/"


def properties(card: bytes) -> list[tuple[str, str]]:
    """(name with parameters, value as written) of each unfolded line."""
    assert card.endswith(b"\r\n")
    assert all(len(line) <= 75 for line in card.split(b"\r\n"))
    lines = card.decode().replace("\r\n ", "").removesuffix("\r\n").split("\r\n")
    return [(name, value) for name, _, value in (line.partition(":") for line in lines)]


def values(card: bytes, name: str) -> list[str]:
    return [value for key, value in properties(card) if key.split(";")[0].split(".")[-1] == name]


def test_a_card_says_what_the_page_shows(shelf, make_group):
    author = shelf.author(
        "aino",
        "Aino Maria Lehto",
        role="Engineer",
        headline="Makes queues short.",
        pronouns="she/her",
        languages=("fi", "en"),
        expertise=("Kafka",),
        channels=(Channel("linkedin", "https://www.linkedin.com/in/aino"), Channel("odd", "javascript:alert(1)")),
    )
    catalog = shelf.catalog(
        teams={"data": make_group("team", "data", "Data")},
        team_of={"aino": "data"},
        places={"helsinki": make_group("place", "helsinki", "Helsinki", country="Finland")},
        place_of={"aino": "helsinki"},
    )
    card = vcard(catalog, author, "https://voices.example/aino.jpg")
    assert properties(card)[0] == ("BEGIN", "VCARD")
    assert properties(card)[1] == ("VERSION", "4.0")
    assert properties(card)[-1] == ("END", "VCARD")
    assert values(card, "FN") == ["Aino Maria Lehto"]
    assert values(card, "N") == ["Lehto;Aino Maria;;;"]
    assert values(card, "ORG") == ["Acme;Data"]
    assert values(card, "TITLE") == ["Engineer"]
    assert values(card, "ADR") == [";;;Helsinki;;;Finland"]
    assert values(card, "PHOTO") == ["https://voices.example/aino.jpg"]
    assert values(card, "LANG") == ["fi", "en"]
    assert values(card, "EXPERTISE") == ["Kafka"]
    assert values(card, "URL") == [URL, "https://www.linkedin.com/in/aino"]
    assert values(card, "X-ABLabel") == ["linkedin"]
    assert values(card, "PRONOUNS") == ["she/her"]


def test_who_has_left_carries_no_company(shelf):
    author = shelf.author("aino", status="alumni")
    assert values(vcard(shelf.catalog(), author), "ORG") == []


def test_a_card_escapes_and_folds_as_the_standard_asks(shelf, golden):
    author = shelf.author(
        "aino", "Ąžuolas; Łódź, \\ & Ääkkönen" * 3, headline="One\nEND:VCARD\r\nBEGIN:VCARD " + "ä" * 90
    )
    card = vcard(shelf.catalog(), author)
    names = [name for name, _ in properties(card)]
    assert names.count("BEGIN") == names.count("END") == 1
    assert values(card, "FN")[0].startswith(r"Ąžuolas\; Łódź\, \\ & Ääkkönen")
    assert values(card, "NOTE")[0].startswith(r"One\nEND:VCARD\nBEGIN:VCARD ä")
    golden("card.vcf", card)


def test_a_hostile_profile_begins_no_line_of_its_own(shelf, hostile):
    author = shelf.author(
        "aino", hostile, role=hostile, channels=(Channel("x\r\nTEL", "https://x.example/\r\nTEL:1\u2028TEL:2"),)
    )
    card = vcard(shelf.catalog(), author)
    assert not [name for name, _ in properties(card) if name.startswith("TEL")]
    assert not set(card.decode()) & set("\x00\x08\ue000\u2028\ufffe")


def test_a_card_speaks_the_hubs_language(shelf):
    shelf.settings["languages"] = ["fi", "en"]
    author = shelf.author("aino", role=Localised((("en", "Engineer"), ("fi", "Insinööri"))))
    assert values(vcard(shelf.catalog(), author), "TITLE") == ["Insinööri"]


def test_the_svg_shows_the_very_code(golden):
    svg = qr_svg(URL, "Aino Lehto")
    tree = etree.fromstring(svg)
    space = "{http://www.w3.org/2000/svg}"
    assert tree.findtext(f"{space}title") == "Aino Lehto"
    light, dark = tree.findall(f"{space}path")
    assert (light.get("fill"), dark.get("fill")) == ("#fff", "#000")
    size = int(tree.get("viewBox").split()[2])
    drawn = [[0] * size for _ in range(size)]
    for x, y, width in re.findall(r"M(\d+) (\d+)h(\d+)v1H\d+z", dark.get("d")):
        for place in range(int(x), int(x) + int(width)):
            drawn[int(y)][place] = 1
    wanted = segno.make(URL, error="m", micro=False, boost_error=False, mask=3)
    assert drawn == [list(row) for row in wanted.matrix_iter(border=4)]
    golden("qr.svg", svg)


def test_the_svg_carries_no_style_no_script_and_only_words(hostile):
    svg = qr_svg(URL, hostile)
    tree = etree.fromstring(svg)
    assert [element.tag.rpartition("}")[2] for element in tree.iter()] == ["svg", "title", "path", "path"]
    assert not [
        name for element in tree.iter() for name in element.attrib if name in ("style", "class") or name[:2] == "on"
    ]


def test_the_png_is_sharp_and_the_same_each_time():
    png = qr_png(URL)
    assert png == qr_png(URL)
    with Pillow.open(io.BytesIO(png)) as picture:
        size = segno.make(URL, error="m", micro=False, boost_error=False, mask=3).symbol_size(scale=16, border=4)
        assert picture.size == size
        assert picture.getpixel((0, 0)) in (1, 255)


def test_oembed_names_title_author_and_thumbnail(shelf):
    shelf.author("aino", "Aino Lehto")
    shelf.author("bo", "Bo Ek")
    one, two = shelf.post("one"), shelf.post("two", by=("aino", "bo"))
    catalog = shelf.catalog()
    found = json.loads(oembed(catalog, one, Picture("https://voices.example/card.png", "", 1200, 630)))
    assert found == {
        "version": "1.0",
        "type": "link",
        "title": "One",
        "author_name": "Aino Lehto",
        "author_url": URL,
        "provider_name": "Our voices",
        "provider_url": "https://voices.example/",
        "cache_age": 86400,
        "thumbnail_url": "https://voices.example/card.png",
        "thumbnail_width": 1200,
        "thumbnail_height": 630,
    }
    found = json.loads(oembed(catalog, two, Picture("https://voices.example/card.png")))
    assert found["author_name"] == "Aino Lehto and Bo Ek"
    assert not [key for key in found if key.startswith("thumbnail") or key == "author_url"]
