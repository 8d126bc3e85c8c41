"""Escaping: whatever a person, a feed or an attacker typed comes out as text, in HTML, in XML, in JSON and in addresses."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree, html

from voices.outputs.escape import clean, escaped, json_bytes, json_script, web_address

ODD = "\x00\x08\x0b\x1f\x7f\x80\x85\x9f\ud800\udfff\ue000\ue00f\ufdd0\ufdef\ufffe\uffff\U0001fffe\U0001ffff"
NEAR = "\t\n\xa0\ue010\ufdcf\ufdf0\ufffd\U0001fffd\U0001f600äŁ語"
ANY = st.text(st.characters(exclude_categories=()) | st.sampled_from(ODD + NEAR + "<>&\"'"), max_size=60)


@pytest.mark.parametrize("character", list(ODD))
def test_a_character_no_document_may_carry_is_left_out(character):
    assert clean(f"a{character}b") == "ab"
    assert clean(f"ä{character}ö") == "äö"


@pytest.mark.parametrize("character", list(NEAR))
def test_its_neighbours_stay(character):
    assert clean(f"a{character}b") == f"a{character}b"


@given(ANY)
def test_any_text_is_one_text_in_xml_and_in_an_html_attribute(words):
    wanted = clean(words)
    read = etree.fromstring(f"<a b='{escaped(words)}'>{escaped(words)}</a>".encode())
    # XML readers turn line ends and tabs in attributes into spaces, and CR into LF in text.
    assert (read.text or "") == re.sub("\r\n?", "\n", wanted)
    assert read.get("b") == re.sub("[\r\n\t]", " ", wanted.replace("\r\n", "\n"))
    page = html.document_fromstring(f'<html><body><p title="{escaped(words)}">x</p></body></html>')
    assert len(list(page.iter())) == 3
    assert not set(escaped(words)) & set("<>\"'")


@given(ANY, ANY)
def test_any_text_is_the_same_text_in_json(key, value):
    data = json_bytes({"list": [value, {"k" + key: value}]})
    assert json.loads(data)["list"][0].replace("\ue000", "") == json.loads(data)["list"][0]
    assert clean(json.loads(data)["list"][0]) == clean(value)


@given(ANY)
def test_no_text_ends_a_script_or_opens_a_comment_in_it(value):
    script = json_script({"name": value})
    inside = script.removeprefix('<script type="application/ld+json">').removesuffix("</script>")
    assert not set(inside) & set("<>&\u2028\u2029")
    assert clean(json.loads(inside)["name"]) == clean(value)


@given(ANY)
def test_an_address_is_of_the_web_or_nothing_and_stays_on_its_line(rest):
    found = web_address("https://aino.example/" + rest)
    assert found == "" or re.fullmatch(r"https://aino\.example/[^\s<>\"{}|\\^`]*", found)


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "//aino.example",
        "/x",
        "https://",
        "ftp://a/",
        "",
        "https://[::1",
        " \x00 ",
    ],
)
def test_what_is_no_web_address_is_nothing(address):
    assert web_address(address) == ""


def test_an_address_keeps_what_it_may_hold():
    assert web_address(" https://aino.example/ä?q=1&r=%20#x ") == "https://aino.example/ä?q=1&r=%20#x"
    assert web_address("https://aino.example/a b") == "https://aino.example/a%20b"
