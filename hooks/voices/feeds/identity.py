"""Which incoming entry is which archived one, through everything that blogs do to their ids, links and hosts.

Comes in: archived items (as the file has them) and parsed items. Goes out: pairs. An entry is known by its guid, else by
its link, else by its words; a guid that several entries of one document share is none.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from voices.feeds.documents import Item
from voices.feeds.links import link_key
from voices.store import digest
from voices.text import slugify, squeeze

_SAME_DAY = dt.timedelta(hours=36)
_FIRST_WORDS = 12


def with_guids(items: Sequence[Item]) -> list[tuple[Item, str]]:
    """Each item with its guid, or ``""`` where it has none of its own; items said twice are given once.

    A guid that stands at several links is the home page's, and no one's. Where guid and link are shared as well, entries
    with titles of their own are known by their words.
    """
    shared = {guid for guid, n in Counter(item.guid for item in items).items() if n > 1}
    guids = ["" if item.guid in shared and item.url else item.guid for item in items]
    titles: dict[str, set[str]] = {}
    for item, guid in zip(items, guids, strict=True):
        titles.setdefault(stable_id(item, guid), set()).add(item.title)
    found: dict[tuple[str, str], tuple[Item, str]] = {}
    for item, guid in zip(items, guids, strict=True):
        key = stable_id(item, guid)
        own = guid if len(titles[key]) == 1 else id_of_words(item)
        found.setdefault((key, item.title), (item, own))
    return list(found.values())


def stable_id(item: Item, guid: str) -> str:
    """An id that is the same at each fetch: the guid, else the link, else a hash of the words."""
    return guid or item.url or id_of_words(item)


def id_of_words(item: Item) -> str:
    """The id of an entry that has neither guid nor link of its own."""
    return f"urn:voices:{digest(item.title, _day(item.published), item.text, item.url)}"


def tombstones(item_id: str, url: str, guid: str) -> frozenset[str]:
    """What ``--forget`` leaves of an entry: hashes by which it is recognised should it come back."""
    named = {f"id:{item_id}", f"guid:{guid}" if guid else "", f"link:{link_key(url)}" if url else ""}
    return frozenset(f"sha256:{hashlib.sha256(name.encode()).hexdigest()}" for name in named if name)


class Known:
    """The archived items of a blog, ready to be asked for an incoming one."""

    def __init__(self, items: Sequence[Mapping[str, Any]]) -> None:
        self._items = items
        self._by_id: dict[str, list[int]] = {}
        self._by_guid: dict[str, list[int]] = {}
        self._by_link: dict[str, list[int]] = {}
        self._by_title: dict[str, list[int]] = {}
        self._taken: set[int] = set()
        for number, item in enumerate(items):
            self._by_id.setdefault(str(item.get("id") or ""), []).append(number)
            self._by_guid.setdefault(str(_voices(item).get("guid") or ""), []).append(number)
            if url := str(item.get("url") or ""):
                self._by_link.setdefault(link_key(url), []).append(number)
            if title := _title_key(str(item.get("title") or "")):
                self._by_title.setdefault(title, []).append(number)

    def match(self, items: Sequence[tuple[Item, str]]) -> list[int | None]:
        """The number of the archived item for each incoming one, None for a new one; no archived item twice.

        The surest sign goes first for all items, so that a lesser one never takes what belongs to another, and the same
        document finds the same items each time.
        """
        found: list[int | None] = [None] * len(items)
        titles = Counter(_title_key(item.title) for item, _ in items)
        signs: tuple[Callable[[Item, str], Sequence[int]], ...] = (
            lambda item, guid: self._by_id.get(stable_id(item, guid), ()),
            lambda item, _guid: self._by_either(id_of_words(item)),
            lambda _item, guid: self._by_either(guid) if guid else (),
            lambda item, _guid: self._by_link.get(link_key(item.url), ()) if item.url else (),
            lambda item, guid: (
                self._by_link.get(link_key(guid), ()) if guid.startswith("http") and not item.url else ()
            ),
            lambda item, _guid: self._by_words(item) if titles[_title_key(item.title)] == 1 else (),
        )
        for sign in signs:
            for place, (item, guid) in enumerate(items):
                free = (
                    [number for number in sign(item, guid) if number not in self._taken] if found[place] is None else []
                )
                if free:
                    self._taken.add(free[0])
                    found[place] = free[0]
        return found

    def _by_either(self, guid: str) -> Sequence[int]:
        return (*self._by_guid.get(guid, ()), *self._by_id.get(guid, ()))

    def _by_words(self, item: Item) -> Sequence[int]:
        """An entry that moved: the one with its title, if its day, the end of its address or its first words agree too."""
        alike = [number for number in self._by_title.get(_title_key(item.title), ()) if number not in self._taken]
        return alike if len(alike) == 1 and _agree(item, self._items[alike[0]]) else ()


def _agree(item: Item, archived: Mapping[str, Any]) -> bool:
    words = _first_words(str(archived.get("summary") or ""))
    if len(words) >= _FIRST_WORDS // 2 and words == _first_words(item.text)[: len(words)]:
        return True
    url = str(archived.get("url") or "")
    moved = bool(item.url and url) and urlsplit(item.url).hostname != urlsplit(url).hostname
    if moved and _last_part(item.url) and _last_part(item.url) == _last_part(url):
        return True
    published = str(archived.get("date_published") or "")
    if item.published is None or not published:
        return False
    try:
        day = dt.datetime.fromisoformat(published)
    except ValueError:
        return False
    return day.tzinfo is not None and abs(day - item.published) <= _SAME_DAY


def _voices(item: Mapping[str, Any]) -> Mapping[str, Any]:
    voices = item.get("_voices")
    return voices if isinstance(voices, Mapping) else {}


def _title_key(title: str) -> str:
    return squeeze(title).casefold()


def _first_words(text: str) -> list[str]:
    return [word.rstrip("…") for word in text.casefold().split()[:_FIRST_WORDS]]


def _last_part(url: str) -> str:
    return slugify(urlsplit(url).path.rstrip("/").rpartition("/")[2])


def _day(at: dt.datetime | None) -> str:
    return at.date().isoformat() if at else ""
