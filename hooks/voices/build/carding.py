"""Which social card stands for which page: a post's with its authors' faces, an author's own, a listing's.

Comes in: a voice's key, or the address of an author, a group or the home page (``""``). Goes out: the absolute address of a card,
or nothing where the settings want no card. Drawing is ``outputs.cards``'.
"""

from __future__ import annotations

from pathlib import Path

from voices.catalog import Catalog, Group, Voice
from voices.outputs.cards import CardFace, CardMaker
from voices.outputs.media import MediaLibrary


class Cards:
    """The cards of one build. ``maker`` draws those that pages name."""

    def __init__(self, catalog: Catalog, cache: Path, media: MediaLibrary) -> None:
        self.maker = CardMaker(catalog.hub, cache, media)
        self._catalog = catalog
        self._voices = {voice.key: voice for voice in catalog.voices}
        groups = (catalog.topics, catalog.teams, catalog.places, catalog.languages, catalog.years)
        self._groups = {group.address: group for kind in groups for group in kind.values()}

    def address(self, key: str) -> str:
        """The absolute address of the card for ``key``; empty where there is none."""
        wanted = self._catalog.hub.voices.cards
        if wanted == "off":
            return ""
        voice = self._voices.get(key)
        if voice is not None:
            if wanted == "posts":
                return self._of_voice(voice)
            return self._of_author(voice.authors[0]) if voice.authors else ""
        if key.startswith("authors/"):
            return self._of_author(key.removeprefix("authors/").rstrip("/"))
        if wanted != "posts":
            return ""
        group = self._groups.get(key)
        if group is not None:
            return self._of_group(group)
        return self._of_hub() if not key else ""

    def _of_voice(self, voice: Voice) -> str:
        people = [self._catalog.people[author] for author in voice.authors]
        hub = self._catalog.hub
        role = people[0].role.get(voice.language, hub.default_language).text if len(people) == 1 else ""
        return self._card(
            voice.key,
            voice.title,
            *voice.authors,
            byline=hub.language(voice.language).join(person.name for person in people),
            detail=role,
            language=voice.language,
        )

    def _of_author(self, author: str) -> str:
        person = self._catalog.people.get(author)
        if person is None:
            return ""
        language = self._catalog.hub.default_language
        return self._card(
            f"author-{author}",
            person.headline.get(language, language).text or person.name,
            author,
            byline=person.name,
            detail=person.role.get(language, language).text,
            language=language,
        )

    def _of_group(self, group: Group) -> str:
        language = self._catalog.hub.default_language
        name = group.name.get(language, language).text
        return self._card(group.address, name, *group.people[:3], language=language)

    def _of_hub(self) -> str:
        hub = self._catalog.hub
        claim = hub.voices.company.claim.get(hub.default_language, hub.default_language).text
        first = list(self._catalog.people)[:3]
        return self._card("hub", claim or hub.site_name, *first, language=hub.default_language)

    def _card(self, key: str, title: str, *authors: str, byline: str = "", detail: str = "", language: str = "") -> str:
        people = [self._catalog.people[author] for author in authors if author in self._catalog.people]
        faces = [CardFace(person.id, person.name, person.photo) for person in people]
        address, _ = self.maker.card(key, title, faces, byline=byline, detail=detail, language=language)
        return self._catalog.hub.absolute(address)
