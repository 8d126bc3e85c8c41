"""People as every page shows them: a face, a name, a role and a place, in this order."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from markupsafe import Markup
from msgspec import Struct

from voices.build.kit import Kit
from voices.build.views.dress import way, wording
from voices.model import Author, Wording
from voices.outputs.media import Picture


class Person(Struct, frozen=True):
    """One person for a byline, a wall of faces or a list. ``url`` leads to the page in whichever language is shown."""

    id: str
    name: str
    url: str
    role: Wording
    place: Wording
    team: Wording
    face: Markup
    note: str = ""
    """What readers should know about the person, such as that they have moved on; in the words of the page."""


class FaceView(Struct, frozen=True):
    """A face cut round. ``width`` is its size on screen in CSS pixels; ``srcset`` is empty where one file does for all."""

    src: str
    srcset: str
    svg: Markup
    size: str
    width: int
    alt: str = ""
    eager: bool = False


_WIDTHS = {"small": 40, "medium": 48, "large": 96, "wall": 120, "portrait": 240}
_SHARP = 1.6
"""Pixels of a file for one on screen: more is not seen in a drawing or a face this small."""
_FIRST = "first"
"""A face on a wall that is seen at once: like ``wall``, and loaded without waiting."""


def face(kit: Kit, author: Author, size: str = "medium", *, alt: str = "", eager: bool = False) -> Markup:
    """The author's face; ``alt`` stays empty wherever the name stands beside it."""
    return kit.once(("face", author.id, size, alt, eager), lambda: _face(kit, author, size, alt, eager=eager))


def _face(kit: Kit, author: Author, size: str, alt: str, *, eager: bool) -> Markup:
    portrait = kit.portrait(author)
    svg = Markup(portrait.monogram) if portrait.picture is None else Markup()  # noqa: S704 - drawn by the hub itself
    src, srcset = _sources(portrait.picture, _WIDTHS[size]) if portrait.picture else ("", "")
    view = FaceView(src, srcset, svg, size, _WIDTHS[size], alt, eager)
    return kit.render("partials/face.html", kit.hub.default_language, view)


def _sources(picture: Picture, width: int) -> tuple[str, str]:
    """(src, srcset): one file, sharp on a dense screen, for small faces; every width for a portrait."""
    if width > _WIDTHS["wall"]:
        return picture.src, picture.srcset_webp
    candidates = [one.rsplit(" ", 1) for one in picture.srcset_webp.split(", ") if " " in one]
    wide = [src for src, size in candidates if int(size.rstrip("w")) >= _SHARP * width]
    return (wide[0] if wide else candidates[-1][0] if candidates else picture.src), ""


def person(kit: Kit, author_id: str, language: str, size: str = "medium", *, carried: bool = False) -> Person:
    """The person in the words of ``language``; ``carried`` for a fragment that is shown on many pages."""
    return kit.once(
        ("person", author_id, language, size, carried), lambda: _person(kit, author_id, language, size, carried=carried)
    )


def people(
    kit: Kit, ids: Iterable[str], language: str, size: str = "medium", *, carried: bool = False
) -> tuple[Person, ...]:
    """The persons among ``ids`` that have a page, in this order."""
    return tuple(person(kit, id_, language, size, carried=carried) for id_ in ids if id_ in kit.catalog.people)


def bylines(kit: Kit, ids: Iterable[str], language: str, size: str = "medium", *, carried: bool = False) -> Markup:
    """The persons among ``ids`` that have a page as a post and its cards show them; each is rendered once a language."""
    return Markup().join(
        kit.once(
            ("byline", one.id, language, size, carried),
            partial(kit.render, "partials/person.html", language, one),
        )
        for one in people(kit, ids, language, size, carried=carried)
    )


def _person(kit: Kit, author_id: str, language: str, size: str, *, carried: bool) -> Person:
    author = kit.catalog.people[author_id]
    return Person(
        id=author.id,
        name=author.name,
        url=way(kit, f"authors/{author.id}/", language, carried=carried),
        role=wording(kit, author.role, language),
        place=_named(kit, author.id, language, "place"),
        team=_named(kit, author.id, language, "team"),
        face=face(kit, author, "wall", eager=True) if size == _FIRST else face(kit, author, size),
        note=kit.words(language).gettext("Has moved on") if author.status == "alumni" else "",
    )


def _named(kit: Kit, author_id: str, language: str, kind: str) -> Wording:
    groups, of = (
        (kit.catalog.places, kit.catalog.place_of) if kind == "place" else (kit.catalog.teams, kit.catalog.team_of)
    )
    group = groups.get(of.get(author_id, ""))
    return wording(kit, group.name, language) if group else Wording("")
