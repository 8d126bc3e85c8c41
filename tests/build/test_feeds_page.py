"""The feeds' page says of each own blog, in words its author understands, how the hub gets on with it."""

from __future__ import annotations

import json
from collections.abc import Callable

from hub_world import AUTHOR, World

Make = Callable[..., World]


def archive(held: str) -> str:
    """A blog that fails since 3 November, with one entry shown and one held."""
    item = {"id": "urn:1", "url": "https://jane.example/one/", "date_published": "2026-10-01T08:00:00Z"}
    shown = {"title": "One", "summary": "Words.", "_voices": {"status": "published", "slug": "one", "guid": "urn:1"}}
    kept = {"status": "held", "slug": "entry-1", "guid": "urn:2", "rules": [held]}
    return json.dumps(
        {
            "version": "https://jsonfeed.org/version/1.1",
            "title": "Jane's blog",
            "home_page_url": "https://jane.example/",
            "feed_url": "https://jane.example/feed.xml",
            "items": [item | shown, item | {"id": "urn:2", "url": "https://jane.example/two/", "_voices": kept}],
            "_voices": {"state": "failing", "since": "2026-11-03T06:00:00Z", "reason": "page"},
        }
    )


def test_a_failing_blog_is_named_with_its_reason_and_nothing_held_shows(make_hub: Make) -> None:
    profile = AUTHOR.format(name="Jane Doe").replace("role:", "feeds: [{url: 'https://jane.example/feed.xml'}]\nrole:")
    hub = make_hub(
        {"authors/jane.md": profile, "feeds/jane/jane-example.json": archive("policy.code-names")},
        languages=["en", "fi"],
    )
    hub.build()
    page = hub.page("feeds/")
    assert "web page instead of a feed" in page
    assert "3 November 2026" in page
    assert "1 entry we have stays" in page
    assert "jane.example" in page
    assert "marraskuuta" in hub.page("fi/feeds/")
    for name, data in hub.snapshot().items():
        assert b"code-names" not in data, name
        assert b"jane.example/two/" not in data, name
