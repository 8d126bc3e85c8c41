"""Which language a post or an entry is in, when it doesn't say so itself."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from voices import i18n
from voices.model import Author, Blog, Entry, Post


def post_language(post: Post, authors: Mapping[str, Author], languages: tuple[str, ...]) -> str:
    """The post's own ``language``, else its first author's first, else the hub's default (``languages[0]``).

    ``authors`` should hold everyone, so that a hidden first author doesn't change a post's language.
    """
    first = authors.get(post.authors[0]) if post.authors else None
    written = post.language or (first.languages[0] if first is not None and first.languages else "")
    return settled(written, languages)


def entry_language(entry: Entry, blog: Blog, languages: tuple[str, ...]) -> str:
    """The language the profile gives the feed, else the one stored with the entry, else the default."""
    asked = blog.feed.language if blog.feed is not None else None
    return settled(asked or entry.language, languages)


@lru_cache(maxsize=1024)
def settled(code: str, languages: tuple[str, ...]) -> str:
    """A code as the hub uses it: ``en_US`` is ``en`` where the hub speaks ``en``; nonsense is the default language."""
    wanted = code.strip().replace("_", "-")
    by_lower = {known.lower(): known for known in languages}
    for candidate in (wanted.lower(), wanted.split("-")[0].lower()):
        if candidate in by_lower:
            return by_lower[candidate]
    if not wanted or not i18n.is_language_code(wanted):
        return languages[0]
    return wanted.split("-")[0].lower()
