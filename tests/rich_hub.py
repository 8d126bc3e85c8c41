"""A small hub with a bit of everything: two people with own blogs, posts, subjects, a team, jobs, a guideline, own pages."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping

from PIL import Image

from hub_world import LEGAL

SETTINGS: Mapping[str, object] = {"languages": ["en", "fi"], "cards": "off", "per_page": 3}
AUTHOR = """\
---
name: {name}
role: {{en: Engineer, fi: Insinööri}}
team: Platform
place: Helsinki
expertise: [Data, Kafka]
languages: [en, fi]
{more}agreed: 2026-01-05
agreed_to: [jobs, embeds]
---
Writes about work.
"""
POST = """\
---
title: {title}
authors: [{authors}]
date: {day}
topics: [{topic}]
summary: What happened, and what we changed.
---
Something **happened**.

"""
JOB = """\
---
title: Engineer {number}
team: Platform
place: Helsinki
topics: [Data]
apply: https://acme.example/apply
posted: 2026-10-01
language: en
---
You build.
"""
POLICY = """\
title: How we write
intro: Write freely.
rules:
  - {{id: code-names, severity: warn, area: confidentiality, title: A secret project, why: {why}, terms: {{all: [Levanter]}}}}
"""


def picture(colour: int) -> bytes:
    """A small picture in one of many colours."""
    out = io.BytesIO()
    Image.new("RGB", (64, 48), (colour % 256, 90, 40)).save(out, "PNG")
    return out.getvalue()


def blog(author: str, *numbers: int, state: str = "ok") -> bytes:
    """An archive of an author's own blog with the entries of these numbers."""
    items = [
        {
            "id": f"https://{author}.example/{number}",
            "url": f"https://{author}.example/{number}",
            "title": f"Entry {number}",
            "date_published": f"2026-{number % 9 + 1:02}-01T10:00:00Z",
            "content_html": f"<p>Entry {number} in full.</p>",
            "summary": "What an entry says.",
            "language": ("en", "fi", "pl")[number % 3],
            "tags": ["Data"],
            "_voices": {"status": "published", "slug": f"entry-{number}", "first_seen": "2026-10-01T10:00:00Z"},
        }
        for number in sorted(numbers, key=lambda number: (-(number % 9), number))
    ]  # fmt: skip
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "A blog",
        "home_page_url": f"https://{author}.example/",
        "feed_url": f"https://{author}.example/feed.xml",
        "_voices": {"state": state},
        "items": items,
    }
    return json.dumps(feed, indent=1).encode()


def profile(author: str, name: str, *, show: str = "full", more: str = "") -> str:
    """A profile with an own blog."""
    feed = f'feeds: [{{url: "https://{author}.example/feed.xml", show: {show}}}]\n'
    return AUTHOR.format(name=name, more=feed + more)


FILES: Mapping[str, str | bytes] = {
    "index.md": "# Welcome\n\nSee [about us](about.md).\n",
    "about.md": "# About\n\nWe are.\n",
    **LEGAL,
    "policy.yml": POLICY.format(why="Customers learn it from us."),
    "authors/jane.md": profile("jane", "Jane Doe"),
    "authors/john.md": profile("john", "John Roe", show="excerpt"),
    "authors/jane.png": picture(1),
    "feeds/jane/jane.json": blog("jane", 1, 2, 3),
    "feeds/john/john.json": blog("john", 4),
    "topics/data.md": "---\nname: {en: Data, fi: Tieto}\n---\nNumbers.\n",
    "teams/platform.md": "---\nname: Platform\nlead: jane\n---\nWe keep it up.\n",
    "jobs/engineer.md": JOB.format(number=1),
    "jobs/other.md": JOB.format(number=2).replace("[Data]", "[Kafka]"),
    "posts/a/first.md": POST.format(title="First", authors="jane", day="2026-10-01", topic="Data"),
    "posts/a/second.md": POST.format(title="Second", authors="jane, john", day="2026-10-02", topic="Kafka"),
}
