"""Subscriptions from other readers, and how they get into a profile."""

from __future__ import annotations

import contextlib

import pytest
import yaml

from voices.feeds.opml_in import OpmlError, Subscription, read_opml
from voices.feeds.profile_edit import ProfileError, with_feeds

OPML = """<?xml version="1.0"?><!DOCTYPE opml [<!ENTITY x SYSTEM "file:///etc/passwd">]>
<opml version="2.0"><body>
 <outline text="Folder"><outline type="rss" text=" Jane &amp; Co " xmlUrl="https://jane.example/feed" htmlUrl="https://jane.example/"/>
 <outline text="&x;" TITLE="Bo" xmlurl="https://bo.example/rss?utm_source=x"/></outline>
 <outline text="again" xmlUrl="https://jane.example/feed"/><outline text="no" xmlUrl="javascript:x"/><outline/>
</body></opml>"""


def test_subscriptions_come_in_order_once_each_and_clean() -> None:
    assert read_opml(OPML.encode()) == (
        Subscription("https://jane.example/feed", "Jane & Co", "https://jane.example/"),
        Subscription("https://bo.example/rss", "Bo"),
    )


@pytest.mark.parametrize(
    ("data", "why"),
    [(b"", "not XML"), (b"<html></html>", "not OPML"), (b"words", "it is not"), (b"x" * 6_000_000, "larger than 5 MB")],
)
def test_what_is_not_opml_is_refused_in_words(data: bytes, why: str) -> None:
    with pytest.raises(OpmlError, match=why):
        read_opml(data)


def test_an_entity_bomb_in_opml_does_nothing() -> None:
    bomb = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    data = f'<!DOCTYPE opml [<!ENTITY a0 "x">{bomb}]><opml><body><outline text="&a11;" xmlUrl="https://j.example/"/></body></opml>'
    with contextlib.suppress(OpmlError):
        assert len(repr(read_opml(data.encode()))) < 1000


LINES = ['  - url: "https://new.example/"', "    show: excerpt"]


@pytest.mark.parametrize(
    "head",
    [
        "name: Jane\n",
        "name: Jane\nfeeds:\n",
        "name: Jane\nfeeds: []\nrole: x\n",
        "feeds:\n  - url: https://a.example/\n    show: full\nrole: x\n",
        "feeds:\n- url: https://a.example/\n  show: full\n\nrole: x\n",
        "feeds:  # her blogs\n  - url: https://a.example/\n# a remark\nrole: x\n",
        "name: Jane\r\nfeeds:\r\n  - url: https://a.example/\r\n",
    ],
)
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_feeds_are_added_and_nothing_else_is_touched(head: str, mark: bytes) -> None:
    profile = mark + f"---\n{head}---\nHello.\n\n---\n\nMore.\n".encode()
    changed = with_feeds(profile, LINES)
    before, after = (yaml.safe_load(text.decode("utf-8-sig").split("---\n")[1]) for text in (profile, changed))
    assert after.pop("feeds") == [
        *(before.pop("feeds", None) or []),
        {"url": "https://new.example/", "show": "excerpt"},
    ]
    assert after == before
    assert changed.endswith(b"---\nHello.\n\n---\n\nMore.\n")


@pytest.mark.parametrize(
    "profile", ["no front matter", "---\nfeeds: [{url: https://a.example/}]\n---\n", "---\nname: x\n"]
)
def test_a_profile_of_another_form_is_left_alone(profile: str) -> None:
    with pytest.raises(ProfileError):
        with_feeds(profile.encode(), LINES)
