"""What an author asked for, applied to one entry: whose words, which subjects, since when. Decisions only."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Sequence

from voices.feeds.documents import Item
from voices.model import FeedSource
from voices.text import fold, slugify, squeeze


def unwanted(feed: FeedSource, published: dt.datetime, tags: Sequence[str], authors: Sequence[str] | None) -> str:
    """The wish that leaves this entry out (``wish.since`` …), or nothing. ``authors`` None: not known any more."""
    if feed.since is not None and published.date() < feed.since:
        return "wish.since"
    if feed.only_topics and not {slugify(tag) for tag in tags} & {slugify(topic) for topic in feed.only_topics}:
        return "wish.only-topics"
    if feed.only_author and authors is not None and not any(same_name(feed.only_author, name) for name in authors):
        return "wish.only-author"
    return ""


class Bylines:
    """Whose words a document holds, where the profile names no ``only_author``.

    A blog written under one name, whatever it is, is the author's own; that name is remembered as a hash, for the
    archive may be public. In a blog of several, what other names signed is held.
    """

    def __init__(self, feed: FeedSource, author_name: str, items: Sequence[Item], remembered: str) -> None:
        self._single_wish = feed.only_author is not None
        self._author_name = author_name
        names = {fold(squeeze(name)): name for item in items for name in item.authors}
        own = [name for name in names.values() if same_name(name, author_name)]
        self._own = _name_digest(author_name)
        self.byline = remembered or (_name_digest(next(iter(names.values()))) if len(names) == 1 else "")
        self._several = len(names) > 1 or bool(names and self.byline not in {_name_digest(n) for n in names.values()})
        self._own_found = bool(own)

    def is_by_another(self, item: Item) -> bool:
        """Whether the entry is signed by others only."""
        if self._single_wish or not item.authors or not self._several:
            return False
        accepted = {self._own, *([] if self._own_found else [self.byline])}
        return not any(same_name(name, self._author_name) or _name_digest(name) in accepted for name in item.authors)


def same_name(one: str, other: str) -> bool:
    """Whether two names are one person's as far as spelling goes: case, diacritics and the order of parts aside."""
    return sorted(fold(one).replace(",", " ").split()) == sorted(fold(other).replace(",", " ").split())


def _name_digest(name: str) -> str:
    return f"sha256:{hashlib.sha256(fold(squeeze(name)).encode()).hexdigest()}"
