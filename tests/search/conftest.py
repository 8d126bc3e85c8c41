"""A hub in four languages, small enough to know by heart: what is found in it is told in the tests."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from browser.headless import started
from hub_world import AUTHOR, LEGAL, World

LANGUAGES = ["en", "fi", "pl", "lt"]
POSTS = {
    # slug: (author, language, topics, date, title, text)
    "kafka": ("jane", "en", "Streams", "2026-03-01", "Kafka at the harbour", "We moved the queue at night. " * 3),
    "storm": (
        "jane",
        "en",
        "Nights",
        "2026-04-01",
        "After the storm",
        "One mention of kafka, long after. " + "Rain. " * 60,
    ),
    "ilona": (
        "zofia",
        "en",
        "Nights",
        "2026-05-01",
        "A letter",
        "I thank Jane for the walk, and the rain for stopping.",
    ),
    "alusta": (
        "jane",
        "fi",
        "Streams",
        "2026-05-02",
        "Työpäivä rannalla",
        "Rakensimme alustoja. Yöllä työmatka kesti.",
    ),
    "zespol": (
        "zofia",
        "pl",
        "Streams",
        "2026-05-03",
        "Zespół na nocnej zmianie",
        "Moi współpracownicy naprawiają mosty.",
    ),
    "klaida": ("zofia", "lt", "Nights", "2026-05-04", "Klaida, kurios ieškojome", "Dvi klaidos ir viena ąžuolo lenta."),
}
ENTRY_URL = "https://zofia.example/bridges/"


def post(slug: str) -> str:
    """One of the posts above, as its author wrote it."""
    author, language, topic, date, title, text = POSTS[slug]
    head = {"title": title, "authors": [author], "language": language, "topics": [topic], "date": date}
    lines = "\n".join(f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in head.items())
    return f"---\n{lines}\nsummary: What it is about.\n---\n{text}\n"


def hub_files() -> Mapping[str, str]:
    """Two people, six posts, one entry of an own blog, a topic with a name in each language."""
    blog = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Zofia's blog",
        "home_page_url": "https://zofia.example/",
        "feed_url": "https://zofia.example/feed.xml",
        "_voices": {"state": "ok"},
        "items": [
            {
                "id": ENTRY_URL,
                "url": ENTRY_URL,
                "title": "Seven drawbridges",
                "date_published": "2026-06-01T10:00:00Z",
                "summary": "Every drawbridge I have met, and its keeper.",
                "language": "en",
                "_voices": {
                    "status": "published",
                    "slug": "bridges",
                    "first_seen": "2026-06-02T10:00:00Z",
                    "guid": "1",
                },
            }
        ],
    }
    zofia = """\
        ---
        name: Zofia Żukowska
        role: {en: Lighthouse keeper, fi: Majakanvartija, pl: Latarniczka}
        agreed: 2026-01-05
        expertise: [Nights]
        feeds: [{url: "https://zofia.example/feed.xml"}]
        ---
        Keeps the light.
        """
    topic = "---\nname: {en: Nights, fi: Yöt, pl: Noce, lt: Naktys}\n---\nWork in the dark.\n"
    return {
        "index.md": "# Welcome\n",
        **LEGAL,
        "authors/jane.md": AUTHOR.format(name="Jane Doe"),
        "authors/zofia.md": textwrap.dedent(zofia),
        "topics/nights.md": topic,
        "feeds/zofia/zofia.json": json.dumps(blog),
        **{f"posts/{slug}.md": post(slug) for slug in POSTS},
    }


def make_world(root: Path) -> World:
    """The hub above, in ``root``; it lives below a path."""
    world = World(root, {"languages": LANGUAGES})
    config = root / "mkdocs.yml"
    config.write_text(
        config.read_text(encoding="utf-8").replace("voices.example/", "voices.example/hub/"), encoding="utf-8"
    )
    world.write(hub_files())
    return world


@pytest.fixture
def world(tmp_path: Path) -> World:
    """The hub above, not yet built."""
    return make_world(tmp_path)


@pytest.fixture(scope="session")
def search_world() -> Callable[[Path], World]:
    """Makes the hub above in a folder: for tests that share one built site."""
    return make_world


@pytest.fixture(scope="module")
def chromium():
    """One headless Chromium for all tests here."""
    with started() as browser:
        yield browser


@pytest.fixture
def visit(chromium, site: str):
    """Open a page of the module's ``site``; afterwards: nothing was said on the console, and no other host was asked."""
    said: list[str] = []
    asked: list[str] = []
    contexts = []

    def go(address: str = "", **options):
        context = chromium.new_context(locale="en-GB", **options)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("request", lambda request: asked.append(request.url))
        page.goto(site + address)
        page.asked = asked
        return page

    yield go
    for context in contexts:
        context.close()
    assert said == []
    assert [url for url in asked if not url.startswith(site)] == []
