"""What a page depends on, as digests: so that a page whose parts did not change is neither made nor written.

Two kinds suffice. The *world* is everything that any page may show and that changes seldom: the program, settings,
templates, words, people, subjects, jobs, their pictures, the day. Each *voice* has a digest of its own. A page depends on the
world and on the voices its plan names; when a digest stays the same, so do the bytes.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import msgspec

from voices.build.page import Plan
from voices.build.templates import fingerprint
from voices.catalog import Catalog, Group, Voice
from voices.code_digest import code_digest
from voices.model import Content, Document, Job, Reference
from voices.outputs.matching import JobMatching
from voices.store import digest

_encoder = msgspec.msgpack.Encoder(order="deterministic")
_OF_A_VOICE = tuple(name for name in Voice.__struct_fields__ if name not in ("blog", "entry", "post"))
_OWN_FOLDERS = ("posts/", "feeds/")


class Dependencies:
    """The digests of one build. ``address_of`` resolves a reference; ``picture_digest`` names a picture's content."""

    def __init__(
        self,
        catalog: Catalog,
        world: str,
        address_of: Callable[[Reference], str],
        picture_digest: Callable[[str], str],
    ) -> None:
        self.world = world
        self._address_of = address_of
        self._picture_digest = picture_digest
        self._voices: dict[str, str] = {}
        self._translations = catalog.translations
        self._counts = {author: catalog.pieces(voices) for author, voices in catalog.by_author.items()}

    def voice(self, voice: Voice) -> str:
        """The digest of all that any page can show of a voice."""
        found = self._voices.get(voice.key)
        if found is None:
            found = self._voices[voice.key] = self._of(voice)
        return found

    def plan(self, plan: Plan) -> str:
        """The digest of all a planned page is made from."""
        return self.listing(plan.voices, plan.address, *(str(fact) for fact in plan.facts))

    def listing(self, voices: Iterable[Voice], *facts: str) -> str:
        """The digest of a feed or another list of voices; ``facts`` say what else it shows."""
        return digest(self.world, *facts, *(self.voice(voice) for voice in voices))

    def _of(self, voice: Voice) -> str:
        post = voice.post
        references = post.document.references if post else ()
        return digest(
            _encoder.encode([getattr(voice, name) for name in _OF_A_VOICE]),
            # A post's file stands for all that is read from it.
            f"{post.source.path} {post.source.digest}" if post else _encoder.encode(voice.entry),
            *(self._address_of(reference) for reference in references),
            self._picture_digest(voice.image.path) if voice.image else "",
            *(str(self._counts.get(author, 0)) for author in voice.authors),
            *(f"{other.language} {other.key} {other.address}" for other in self._translations.get(voice.key, ())),
        )


def world_digest(
    catalog: Catalog,
    content: Content,
    address_of: Callable[[Reference], str],
    picture_digest: Callable[[str], str],
    today: dt.date,
    *parts: str,
) -> str:
    """The digest of everything but the voices; ``parts`` are the fingerprints of templates, assets and own pages."""
    sources = [(path, found) for path, found in sorted(content.digests.items()) if not path.startswith(_OWN_FOLDERS)]
    # In the order of ids: the catalog's, by size, changes with a post, and the pages that show it have it in their own keys.
    groups = sorted((_facts(group) for kind in _groups(catalog) for group in kind), key=lambda facts: facts[:2])
    pictures = [picture_digest(author.photo) for author in catalog.people.values() if author.photo]
    pictures += [picture_digest(group.image.path) for kind in _groups(catalog) for group in kind if group.image]
    # A job of a board lies in no file of the content that is listed above, so its source's digest stands for its words.
    jobs = [(job.id, job.source.digest, job.closed, people) for job, people in _people_around(catalog)]
    # What these texts link to may move, and what they show may be drawn anew, while the texts stay the same.
    places = [address_of(reference) for text in _texts(catalog) for reference in text.references]
    blogs = [(blog.author, blog.title, blog.home_url) for blog in catalog.blogs]
    settings = catalog.hub.model_dump_json(exclude={"site_dir", "config_file", "content"})
    return digest(
        code_digest(),
        settings,
        today.isoformat(),
        fingerprint(catalog.hub.language_folders),
        _encoder.encode([sources, groups, pictures, jobs, places, blogs, list(catalog.people)]),
        *parts,
    )


def _texts(catalog: Catalog) -> Iterator[Document]:
    """What people wrote about themselves and about subjects: it stands on many pages."""
    for author in catalog.people.values():
        yield from (text for _, text in author.biographies)
    for kind in _groups(catalog):
        for group in kind:
            yield from (text for _, text in group.introductions)


def _people_around(catalog: Catalog) -> list[tuple[Job, list[str]]]:
    """Who stands beside each job: that depends on what people write, and shows on many pages."""
    if not catalog.hub.voices.features.jobs:
        return []
    matching = JobMatching(catalog)
    return [(job, [match.author for match in matching.people(job)]) for job in catalog.jobs.values()]


def _groups(catalog: Catalog) -> list[list[Group]]:
    return [list(kind.values()) for kind in (catalog.topics, catalog.teams, catalog.places)]


def _facts(group: Group) -> list[Any]:
    return [group.kind, group.id, group.address, group.name.texts, list(group.jobs), group.lead, group.own_page]
