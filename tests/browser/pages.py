"""Where the kinds of pages of the sample hub stand."""

from __future__ import annotations

PAGES = {
    "home": "",
    "post": "posts/a-threat-model-on-one-page/",
    "post with a picture": "posts/thirteen-hundred-passengers/",
    "post in Finnish": "posts/viisi-mokaa-ensimmaiselta-vuodelta/",
    "entry": "authors/mantas-urbonas/a-forecast-with-a-ruler/",
    "withdrawn": "posts/what-our-biggest-customer-taught-us/",
    "author": "authors/aino-lehto/",
    "author with a blog": "authors/mantas-urbonas/",
    "authors": "authors/",
    "posts": "posts/",
    "second page": "posts/page/2/",
    "topics": "topics/",
    "topic": "topics/mistakes/",
    "teams": "teams/",
    "team": "teams/data-platform/",
    "places": "places/",
    "place": "places/helsinki/",
    "languages": "languages/",
    "language": "languages/fi/",
    "archive": "archive/",
    "year": "archive/2026/",
    "feeds": "feeds/",
    "jobs": "jobs/",
    "job": "jobs/data-engineer/",
    "policy": "policy/",
    "write": "write/",
    "recruit": "recruit/",
    "about": "about/",
    "legal": "legal/privacy/",
    "404": "404.html",
    "home in Finnish": "fi/",
    "author in Polish": "pl/authors/aino-lehto/",
    "authors in Lithuanian": "lt/authors/",
}
# The kinds that every check looks at; the others share their parts.
MAIN = ("home", "post", "author", "authors", "posts", "topic", "team", "404")


def told(found: dict[str, list[str]]) -> str:
    """What was found, a page a paragraph."""
    return "\n".join("\n  ".join([kind, *said]) for kind, said in found.items())
