"""Which card stands for which page: titles, people and the line below them, in the page's language.

Comes in: the catalog. Goes out: the address of the card for a post's key or a page's address, asked for one by one, so that
only the cards that pages name are drawn. Drawing and keeping them is left to ``cards``.
"""

from __future__ import annotations

from collections.abc import Iterable

from voices.catalog import Catalog, Group, Voice
from voices.i18n import Language
from voices.model import Author
from voices.outputs.cards import CardFace, CardMaker

_LISTINGS = ("topics", "teams", "places", "languages", "years")


class CardBook:
    """The cards of a catalog.

    ``cards: off`` has none; with ``cards: authors`` a post is shown with its author's and a listing with the hub's.
    """

    def __init__(self, catalog: Catalog, maker: CardMaker) -> None:
        self._catalog = catalog
        self._hub = catalog.hub
        self._maker = maker
        self._known: dict[str, str] = {}
        self._voices = {voice.key: voice for voice in catalog.voices}
        self._groups: dict[str, Group] = {
            group.address: group for name in _LISTINGS for group in getattr(catalog, name).values()
        }

    def address(self, key: str) -> str:
        """The site-relative address of the card for a voice's key or a page's address (``fi/topics/kafka/``).

        Other pages have the hub's own card; empty where the settings want no cards.
        """
        if self._hub.voices.cards == "off":
            return ""
        if key not in self._known:
            self._known[key] = self._made(key)
        return self._known[key]

    def url(self, key: str) -> str:
        """The absolute form of ``address``."""
        found = self.address(key)
        return self._hub.absolute(found) if found else ""

    def _made(self, key: str) -> str:
        voice = self._voices.get(key)
        if voice is not None:
            return self._of_voice(voice)
        language, plain = self._split(key)
        group = self._groups.get(plain)
        if group is not None and self._hub.voices.cards == "posts":
            return self._of_group(group, language)
        parts = plain.split("/")
        author = self._catalog.people.get(parts[1]) if parts[0] == "authors" and len(parts) == 3 else None
        return self._of_author(author, language) if author is not None else self._of_hub(language)

    def _of_voice(self, voice: Voice) -> str:
        authors = [self._catalog.people[id_] for id_ in voice.authors]
        if self._hub.voices.cards == "authors" and authors:
            return self._of_author(authors[0], self._hub.default_language)
        words = self._hub.language(voice.language)
        names = words.join(author.name for author in authors)
        detail = self._standing(authors[0], voice.language) if len(authors) == 1 else voice.source_name
        return self._card(voice.address or voice.key, voice.title, authors, names, detail, voice.language)

    def _of_author(self, author: Author, language: str) -> str:
        where = self._standing(author, language)
        headline = author.headline.get(language, self._hub.default_language).text
        return self._card(f"authors/{author.id}", author.name, [author], where, headline, language)

    def _of_group(self, group: Group, language: str) -> str:
        words = self._hub.language(language)
        people = [self._catalog.people[id_] for id_ in group.people[:3]]
        title = _capital(words.language_name(group.id)) if group.kind == "language" else self._name(group, language)
        count = words.ngettext("{n} voice", "{n} voices", self._catalog.pieces(group.voices)) if group.voices else ""
        return self._card(group.address, title, people, _names(people, words, len(group.people)), count, language)

    def _of_hub(self, language: str) -> str:
        company = self._hub.voices.company
        claim = company.claim.get(language, self._hub.default_language).text
        # Not the newest writers: every page without a card of its own names this one, and would change with each post.
        people = sorted(
            self._catalog.people.values(), key=lambda author: (author.status != "active", not author.photo)
        )[:3]
        detail = self._hub.site_name if claim and company.name else ""
        return self._card("hub", claim or self._hub.site_name, people, "", detail, language)

    def _card(self, key: str, title: str, authors: Iterable[Author], byline: str, detail: str, language: str) -> str:
        faces = [CardFace(author.id, author.name, author.photo) for author in authors]
        return self._maker.card(_slashless(key), title, faces, byline=byline, detail=detail, language=language)[0]

    def _standing(self, author: Author, language: str) -> str:
        """Role and place, as a byline has them."""
        role = author.role.get(language, self._hub.default_language).text
        place = self._catalog.places.get(self._catalog.place_of.get(author.id, ""))
        return " · ".join(part for part in (role, self._name(place, language) if place else "") if part)

    def _name(self, group: Group, language: str) -> str:
        return group.name.get(language, self._hub.default_language).text

    def _split(self, address: str) -> tuple[str, str]:
        code, _, rest = address.partition("/")
        known = code in self._hub.voices.languages and code != self._hub.default_language
        return (code, rest) if known else (self._hub.default_language, address)


def _names(people: Iterable[Author], words: Language, total: int) -> str:
    shown = [person.name for person in people]
    return words.join(shown) if len(shown) == total else ", ".join(shown) + " …"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _slashless(key: str) -> str:
    return key.strip("/").replace("/", "-")
