"""Facts a head states that follow from the catalog: translations that name each other, names, Mastodon handles.

Comes in: voices and authors. Goes out: values for ``HeadInfo``. How they are written is left to ``head``.
"""

from __future__ import annotations

from collections.abc import Iterable

from voices.catalog.types import Catalog, Voice
from voices.model import Author
from voices.outputs.head import Profile


def article_alternates(voice: Voice, catalog: Catalog) -> tuple[tuple[str, str], ...]:
    """(language, address) of a post and its translations, itself included, by language; empty where it has none.

    hreflang counts only when both sides name each other, so a translation that does not name this post back stays out, and
    so does a post with its original elsewhere.
    """
    if voice.url or not voice.address:
        return ()
    others = [
        other
        for other in catalog.translations.get(voice.key, ())
        if other.address and not other.url and voice in catalog.translations.get(other.key, ())
    ]
    return tuple(sorted((v.language, v.address) for v in (voice, *others))) if others else ()


def profile_of(author: Author) -> Profile:
    """First and last name as Open Graph asks for them: the last word is the last name."""
    first, _, last = author.name.strip().rpartition(" ")
    return Profile(first, last, author.id) if first else Profile(last, "", author.id)


def fediverse_handles(authors: Iterable[Author]) -> tuple[str, ...]:
    """``@user@host`` of each author with a Mastodon channel, from its handle or its address."""
    found = []
    for author in authors:
        for channel in author.channels:
            if channel.kind != "mastodon":
                continue
            if channel.handle.count("@") == 2:
                found.append("@" + channel.handle.lstrip("@"))
            elif "/@" in channel.url and channel.url.startswith("https://"):
                host, _, user = channel.url.removeprefix("https://").partition("/@")
                found.append(f"@{user.strip('/').partition('/')[0]}@{host}")
    return tuple(dict.fromkeys(found))
