"""A renamed listing keeps its subscribers: its feeds answer at the old address as well, on every host."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from collections.abc import Callable

from hub_world import AUTHOR, POST, World

ATOM = "{http://www.w3.org/2005/Atom}"


def test_the_feeds_of_a_renamed_author_answer_at_the_old_address(make_hub: Callable[..., World]) -> None:
    renamed = AUTHOR.format(name="Jane Doe").replace("role:", "aliases: [/authors/jd/, /authors/dr/feed.xml]\nrole:")
    hub = make_hub({"authors/jane.md": renamed, "posts/a.md": POST.format(title="A", author="jane")}, cards="off")
    hub.build()
    feeds = {name: (hub.site / "authors" / name).read_bytes() for name in ("jane/feed.xml", "jane/feed.json")}
    assert (hub.site / "authors/jd/feed.xml").read_bytes() == feeds["jane/feed.xml"]
    assert (hub.site / "authors/jd/feed.json").read_bytes() == feeds["jane/feed.json"]
    own = ET.fromstring(feeds["jane/feed.xml"]).find(f"{ATOM}link[@rel='self']")
    assert own is not None
    assert own.get("href") == "https://voices.example/authors/jane/feed.xml"
    assert json.loads(feeds["jane/feed.json"])["feed_url"] == "https://voices.example/authors/jane/feed.json"
    assert b"This page has moved" in (hub.site / "authors/dr/feed.xml").read_bytes()
    hub.write({"authors/jane.md": AUTHOR.format(name="Jane Doe")})
    hub.build()
    assert not (hub.site / "authors/jd").exists()
