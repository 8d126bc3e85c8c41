"""Facts a head states that follow from the catalog: translations that name each other, names, Mastodon handles.

Comes in: voices and authors. Goes out: values for ``HeadInfo``. How they are written is left to ``head``.
"""

from __future__ import annotations

from collections.abc import Iterable

from voices.catalog.types import Catalog, Voice
from voices.model import Author
from voices.outputs.head import Profile


def article_alternates(voice: Voice, catalog: Catalog) -> tuple[tuple[str, str], ...]:
    """(language, address) of a post and its translations, itself included; empty where it has none.

    Each member of a group gets the same answer, as hreflang asks: a language stands for the group once, by its oldest post,
    and what has its original elsewhere stays out.
    """
    group = [v for v in (voice, *catalog.translations.get(voice.key, ())) if v.address and not v.url]
    if voice not in group or len(group) < 2:
        return ()
    chosen: dict[str, Voice] = {}
    for member in sorted(group, key=lambda v: (v.date.at, v.key)):
        chosen.setdefault(member.language, member)
    if chosen[voice.language] is not voice or len(chosen) < 2:
        return ()
    return tuple((code, chosen[code].address) for code in sorted(chosen))


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
