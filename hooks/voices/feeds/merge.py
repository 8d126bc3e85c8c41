"""What the archive of a blog becomes when a document comes in: decisions only.

Comes in: the archive as its file has it, the parsed document, the author's wishes, the clock. Goes out: the new archive
and what happened. An archive only grows; nothing that a document lacks is taken away, for a blog that shrank, moved or
broke still wrote what it wrote. Reading and writing files is left to ``fetch``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from msgspec import Struct

from voices.feeds import items as kept
from voices.feeds import standing
from voices.feeds.documents import Document, Item
from voices.feeds.identity import Known, id_of_words, stable_id, tombstones, with_guids
from voices.feeds.links import host_of
from voices.feeds.reading import free_slug, moment
from voices.feeds.standing import Archive
from voices.feeds.wishes import Bylines, unwanted
from voices.model import EntryText, FeedSource
from voices.policy.detection import detect

Gate = Callable[[EntryText], tuple[str, ...]]
"""An entry's words → the ids of the blocking rules they trip. An entry that trips one is held."""


class Setting(Struct, frozen=True):
    """What a merge needs to know beside the documents."""

    author: str
    name: str
    feed: FeedSource
    now: dt.datetime
    excerpt_words: int = 50
    gate: Gate = lambda _text: ()
    slugs: frozenset[str] = frozenset()
    """Slugs that the author's other blogs use."""
    languages: tuple[str, ...] = ("en",)
    """What an entry without a declared language may be written in."""
    elsewhere: tuple[Mapping[str, Any], ...] = ()
    """Items of the author's other blogs: the same post comes through one of them only."""


class Merged(Struct, frozen=True):
    """The archive as it is to be written, and the ids of the entries something happened to."""

    archive: Archive
    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    held: tuple[str, ...] = ()
    released: tuple[str, ...] = ()


def normalised(archive: Mapping[str, Any], taken: frozenset[str] = frozenset()) -> Archive:
    """An archive in which every item has what we rely on; what someone wrote by hand stays as written."""
    slugs = set(taken)
    items = []
    for item in archive["items"]:
        if not isinstance(item.get("id"), str | int) or isinstance(item["id"], bool):
            items.append(dict(item) | {"_voices": _mapping(item.get("_voices"))})
            continue
        voices = _mapping(item.get("_voices"))
        if not isinstance(voices.get("slug"), str):
            voices["slug"] = free_slug(str(item.get("title") or ""), str(item["id"]), slugs)
        slugs.add(voices["slug"])
        items.append(dict(item) | {"_voices": voices})
    return {**archive, "items": items, "_voices": _mapping(archive.get("_voices"))}


def merge(archive: Mapping[str, Any] | None, document: Document, final_url: str, setting: Setting) -> Merged:
    """The archive after ``document``, which came from ``final_url``."""
    old = normalised(archive or standing.empty_archive(setting.feed.url, setting.now), setting.slugs)
    incoming = [pair for pair in with_guids(document.items) if not _forgotten(old, *pair)]
    matches = Known(old["items"]).match(incoming)
    host = host_of(document.home_url) or host_of(final_url)
    replaced = standing.is_replaced(old, document, host, _own_entries(old, matches), len(incoming))
    work = _Work(old, document, setting, replaced=replaced)
    twins = Known(setting.elsewhere).match(incoming) if setting.elsewhere else [None] * len(incoming)
    for (item, guid), match, twin in zip(incoming, matches, twins, strict=True):
        if match is not None:
            work.meet_again(match, item, guid)
        elif twin is None:
            work.meet(item, guid)
    work.take_back(document.deleted)
    top = standing.with_feed(old, setting.feed)
    voices = {**top["_voices"], **({"byline": work.byline} if work.byline else {})}
    top["_voices"] = voices
    top = (
        standing.held_for_review(top, document.title, host, setting.now)
        if replaced
        else standing.accepted(top, document, host)
    )
    return work.result(top)


def rest(archive: Mapping[str, Any], setting: Setting) -> Merged:
    """The archive when no document came: only what the author's present wishes change."""
    old = normalised(archive, setting.slugs)
    return _Work(old, Document(), setting, replaced=False).result(standing.with_feed(old, setting.feed))


@dataclass(slots=True)
class _Work:
    """The items of one merge on their way."""

    old: Archive
    document: Document
    setting: Setting
    replaced: bool
    byline: str = field(init=False)
    items: list[Archive] = field(init=False)
    _bylines: Bylines = field(init=False)
    _shape: kept.Shape = field(init=False)
    _slugs: set[str] = field(init=False)
    _ids: set[str] = field(init=False)
    _met: set[int] = field(default_factory=set)
    _new: list[str] = field(default_factory=list)
    _held: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.items = [dict(item) for item in self.old["items"]]
        remembered = str(self.old["_voices"].get("byline") or "")
        self._bylines = Bylines(self.setting.feed, self.setting.name, self.document.items, remembered)
        self.byline = self._bylines.byline
        self._shape = kept.Shape(self.setting.feed, self.setting.excerpt_words)
        self._ids = {str(item.get("id")) for item in self.items}
        self._slugs = set(self.setting.slugs) | {str(item["_voices"].get("slug") or "") for item in self.items}

    def meet(self, item: Item, guid: str) -> None:
        """An entry not seen before."""
        feed, now = self.setting.feed, self.setting.now
        published = min(item.published or item.updated or now, now)
        if unwanted(feed, published, item.tags, item.authors):
            return
        # One entry's guid may be another's link; ids stay unique whatever a document says.
        free = [id_ for id_ in (stable_id(item, guid), id_of_words(item)) if id_ not in self._ids]
        if not free:
            return
        self._ids.add(free[0])
        slug = free_slug(item.title, free[0], self._slugs)
        made = kept.new_item(item, free[0], guid, slug, self._shaped(item), now)
        rules = self._rules(item, made)
        if rules:
            # The title may hold the very word that is held back, and an archive is public: the address is made of the id.
            slug = free_slug("", free[0], self._slugs)
            made = {**made, "_voices": {**made["_voices"], "slug": slug}}
        self._slugs.add(slug)
        self.items.append(kept.held_item(made, rules) if rules else made)
        (self._held if rules else self._new).append(made["id"])

    def meet_again(self, number: int, item: Item, guid: str) -> None:
        """An entry the archive has."""
        self._met.add(number)
        old = self.items[number]
        if self.replaced:
            return
        # An entry known by its words alone is found again by those it has now.
        known_by = guid or ("" if item.url else id_of_words(item))
        known_by = "" if known_by == str(old.get("id")) else known_by
        made = kept.updated_item(old, item, known_by, self._shaped(item), self.setting.now)
        published = moment(made.get("date_published")) or self.setting.now
        wish = unwanted(self.setting.feed, published, item.tags, item.authors)
        accepted = kept.accepted_rules(old)
        rules = (wish,) if wish else tuple(rule for rule in self._rules(item, made) if rule not in accepted)
        self.items[number] = kept.held_item(made, rules) if rules else _released(made, old)

    def take_back(self, deleted: Sequence[str]) -> None:
        """Hold what the author withdrew by an explicit tombstone of the feed's own (RFC 6721)."""
        for number, item in enumerate(self.items):
            if number not in self._met and {str(item.get("id")), item["_voices"].get("guid")} & set(deleted):
                self.items[number] = kept.held_item(item, ("author.deleted",))

    def result(self, top: Archive) -> Merged:
        """The archive with its items newest first, and what became of them."""
        items = [
            item if number in self._met or number >= len(self.old["items"]) else self._as_wished(item)
            for number, item in enumerate(self.items)
        ]
        before = list(zip(self.old["items"], items, strict=False))
        held = [a["id"] for b, a in before if kept.is_held(a) and not kept.is_held(b)]
        released = [a["id"] for b, a in before if kept.is_held(b) and not kept.is_held(a)]
        changed = [
            a["id"]
            for b, a in before
            if a.get("_voices", {}).get("digest") != b["_voices"].get("digest")
            and not kept.is_held(a)
            and a["id"] not in released
        ]
        items.sort(
            key=lambda item: (str(item.get("date_published") or ""), str(item["_voices"].get("slug"))), reverse=True
        )
        return Merged({**top, "items": items}, tuple(self._new), tuple(changed), (*self._held, *held), tuple(released))

    def _as_wished(self, item: Archive) -> Archive:
        if not kept.is_held(item) and "id" in item and not kept.accepted_rules(item):
            published = moment(item.get("date_published")) or self.setting.now
            tags = [tag for tag in item.get("tags") or () if isinstance(tag, str)]
            if wish := unwanted(self.setting.feed, published, tags, None):
                return kept.held_item(item, (wish,))
        return kept.without_text(item) if self.setting.feed.show == "excerpt" else item

    def _shaped(self, item: Item) -> kept.Shape:
        if item.language or self.document.language:
            return kept.Shape(self._shape.feed, self._shape.excerpt_words, self.document.language)
        guess = detect(f"{item.title}. {item.text}", self.setting.languages) or ""
        return kept.Shape(self._shape.feed, self._shape.excerpt_words, guess)

    def _rules(self, item: Item, made: Mapping[str, Any]) -> tuple[str, ...]:
        if self.replaced:
            return ("feed.replaced",)
        if self._bylines.is_by_another(item):
            return ("feed.other-author",)
        language = self.setting.feed.language or str(made.get("language") or "")
        text = EntryText(
            self.setting.author,
            item.url,
            str(made.get("title") or item.title),
            item.text,
            item.html,
            language,
            item.tags,
        )
        return tuple(dict.fromkeys(self.setting.gate(text)))


def _own_entries(old: Archive, matches: Sequence[int | None]) -> int:
    """How many of the document's entries are known to be this blog's, not its successor's."""
    known = [old["items"][match]["_voices"] for match in matches if match is not None]
    return sum("feed.replaced" not in (voices.get("rules") or ()) for voices in known)


def _released(made: Archive, old: Mapping[str, Any]) -> Archive:
    if not kept.is_held(old):
        return made
    voices = {key: value for key, value in made["_voices"].items() if key != "rules"}
    return {**made, "_voices": {**voices, "status": "published"}}


def _forgotten(archive: Mapping[str, Any], item: Item, guid: str) -> bool:
    graves = set(archive["_voices"].get("forgotten") or ())
    return bool(graves and tombstones(stable_id(item, guid), item.url, guid) & graves)


def _mapping(value: object) -> dict[str, Any]:
    return dict(value) if isinstance(value, Mapping) else {}
