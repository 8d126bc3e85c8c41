"""Posts and entries as voices: one shape for lists, feeds and the API.

Comes in: what is visible, and which topics exist. Goes out: voices, newest first. Nothing stands twice in the stream: an
entry that a post here repeats (its ``canonical``) is left out, and one that several authors' feeds have is one voice of them
all. Two entries with one ``link_key`` are one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import urlsplit

from voices.catalog.languages import entry_language, post_language
from voices.catalog.redirects import site_path
from voices.catalog.subjects import Ids
from voices.catalog.types import Voice
from voices.dates import Moment
from voices.feeds.links import link_key
from voices.model import Author, Blog, Entry, Post
from voices.settings import Hub
from voices.text import count_words, excerpt, reading_minutes, squeeze

_TAG = re.compile(r"<[^>]*>")


def voices_of_posts(hub: Hub, posts: Iterable[Post], authors: Mapping[str, Author], ids: Ids) -> list[Voice]:
    """A voice for each post; ``authors`` holds everyone who has a profile."""
    return [_post_voice(hub, post, authors, ids) for post in posts]


def voices_of_entries(
    hub: Hub, blogs: Iterable[Blog], posts: Iterable[Post], topics: set[str], ids: Ids
) -> list[Voice]:
    """A voice for each visible entry; categories count where their id is one of ``topics``."""
    repeated = {link_key(post.canonical) for post in posts if post.canonical}
    written: dict[str, list[tuple[Blog, Entry]]] = {}
    for blog, entry in _entries(blogs):
        link = link_key(entry.url)
        if "/" not in link:  # none, or a blog's front page: that is no post's address
            link = f"{blog.author} {link or entry.id}"
        if link not in repeated:
            written.setdefault(link, []).append((blog, entry))
    seen: set[str] = set()
    voices = []
    for copies in written.values():
        copies.sort(key=_first_archived)
        blog, entry = copies[0]
        key = f"entry:{blog.author}/{entry.slug}"
        if key not in seen:
            seen.add(key)
            authors = tuple(dict.fromkeys(blog.author for blog, _ in copies))
            voices.append(_entry_voice(hub, blog, entry, key, authors, topics, ids))
    return voices


def newest_first(voices: Iterable[Voice]) -> tuple[Voice, ...]:
    """By date descending, then by slug."""
    return tuple(
        sorted(voices, key=lambda voice: (-voice.date.at.timestamp(), voice.key.rpartition("/")[2], voice.key))
    )


def _post_voice(hub: Hub, post: Post, authors: Mapping[str, Author], ids: Ids) -> Voice:
    address = f"posts/{post.slug}/"
    document = post.document
    return Voice(
        kind="post",
        key=address.rstrip("/"),
        address=address,
        url=post.canonical,
        title=post.title,
        language=post_language(post, authors, hub.voices.languages),
        date=post.date,
        updated=post.updated,
        authors=post.authors,
        topics=ids.topics(post.topics),
        summary=squeeze(post.summary) or excerpt(document.text, hub.voices.excerpt_words),
        words=document.words,
        minutes=reading_minutes(document.words),
        image=post.image,
        first_address=site_path(post.aliases[-1]) if post.aliases else address,
        post=post,
    )


def _entry_voice(
    hub: Hub, blog: Blog, entry: Entry, key: str, authors: tuple[str, ...], topics: set[str], ids: Ids
) -> Voice:
    is_full = bool(entry.html) and (blog.feed is None or blog.feed.show == "full")
    address = f"authors/{blog.author}/{entry.slug}/" if is_full else ""
    text = _TAG.sub(" ", entry.html) if is_full else ""
    words = count_words(text)
    home = blog.home_url or blog.feed_url
    tags = tuple(tag for tag in ids.topics(entry.tags) if tag in topics)
    own = ids.topics(blog.feed.topics) if blog.feed is not None else ()
    return Voice(
        kind="entry",
        key=key,
        address=address,
        url=entry.url,
        title=entry.title,
        language=entry_language(entry, blog, hub.voices.languages),
        date=Moment(entry.published.astimezone(hub.zone)),
        updated=Moment(entry.modified.astimezone(hub.zone)) if entry.modified is not None else None,
        authors=authors,
        topics=tuple(dict.fromkeys((*tags, *own))),
        summary=squeeze(entry.summary) or excerpt(text, hub.voices.excerpt_words),
        words=words,
        minutes=reading_minutes(words) if is_full else 0,
        source_name=(urlsplit(home).hostname or "").removeprefix("www."),
        source_url=home,
        first_address=address,
        entry=entry,
        blog=blog,
    )


def _entries(blogs: Iterable[Blog]) -> Iterator[tuple[Blog, Entry]]:
    for blog in blogs:
        for entry in blog.entries:
            yield blog, entry


def _first_archived(copy: tuple[Blog, Entry]) -> tuple[float, str, str, str]:
    blog, entry = copy
    return entry.first_seen.timestamp(), blog.author, blog.name, entry.slug
