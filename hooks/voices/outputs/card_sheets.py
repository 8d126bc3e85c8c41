"""What is drawn on social cards, as plain data: for worker processes, and for those who draw nothing themselves."""

from __future__ import annotations

from msgspec import Struct


class CardFace(Struct, frozen=True):
    """A person on a card: ``photo`` is a file's path, empty where the monogram of ``id`` and ``name`` stands for it.

    ``content`` is the photo's content address, which the maker of the cards fills in.
    """

    id: str
    name: str
    photo: str = ""
    content: str = ""


class CardGround(Struct, frozen=True):
    """All that an author's cards share. ``pattern`` decides the drawing where there is no face."""

    site_name: str
    brand: str
    faces: tuple[CardFace, ...] = ()
    byline: str = ""
    detail: str = ""
    language: str = ""
    pattern: str = ""


class Card(Struct, frozen=True):
    """One card: its file's name, and the title in its language."""

    name: str
    title: str
    language: str


class CardSheet(Struct, frozen=True):
    """Cards on one ground, and the ground's own file. Plain data, for a worker process."""

    folder: str
    ground_file: str
    ground: CardGround
    cards: tuple[Card, ...]
