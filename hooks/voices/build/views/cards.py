"""Cards and rows: a voice as lists show it. Each is rendered once a language and joined into every list it stands in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal

from markupsafe import Markup
from msgspec import Struct

from voices.build.kit import Kit
from voices.build.views.dress import count_voices, day, dress, foreign, minutes, own_name, settle, way, wording
from voices.build.views.faces import bylines
from voices.build.views.links import Link
from voices.build.views.pairs import pieces_of
from voices.build.views.pictures import card_picture
from voices.catalog import Voice
from voices.text import ROOT

Style = Literal["card", "lead", "row", "own-row"]
_SHOWN_PEOPLE = 3


class CardView(Struct, frozen=True):
    """A card, a leading card or a row. ``language`` is that of all its words, ``words_language`` that of the voice's own
    where it differs.
    """

    language: str
    words_language: str
    title: str
    url: str
    outside: bool
    bylines: Markup
    more_people: int
    summary: str
    source: str
    date: str
    datetime: str
    minutes: str
    tongue: str
    tongue_language: str
    also: tuple[Link, ...]
    picture: Markup
    topics: tuple[Link, ...]


_TEMPLATES: dict[Style, str] = {
    "card": "partials/card.html",
    "lead": "partials/card_lead.html",
    "row": "partials/row.html",
    "own-row": "partials/row.html",
}


def card(kit: Kit, voice: Voice, language: str, style: Style = "card") -> Markup:
    """The voice as a card (or row) for pages in ``language``; ``own-row`` leaves out who wrote it."""
    around = dress(kit, voice.language, language)
    own = voice.language == language
    made = kit.once((style, voice.key, around, own), lambda: _render(kit, voice, around, style, own=own))
    return settle(made, kit, language)


def cards(kit: Kit, voices: Iterable[Voice], language: str, style: Style = "card") -> Markup:
    """The voices' cards in a row, nothing between."""
    return Markup().join(card(kit, voice, language, style) for voice in voices)


def voice_url(voice: Voice) -> str:
    """Where a voice is read: its page here, else its original."""
    return ROOT + voice.address if voice.address else voice.url


def _render(kit: Kit, voice: Voice, around: str, style: Style, *, own: bool) -> Markup:
    return kit.render(_TEMPLATES[style], around, _view(kit, voice, around, style, own=own))


def _view(kit: Kit, voice: Voice, around: str, style: Style, *, own: bool) -> CardView:
    sizes = _LEAD_SIZES if style == "lead" else _CARD_SIZES
    picture = card_picture(kit, voice.image, sizes) if style in ("card", "lead") else Markup()
    # A leading voice without a picture shows the person large instead.
    face = "wall" if style == "lead" and not picture else "medium"
    shown = () if style == "own-row" else tuple(id_ for id_ in voice.authors if id_ in kit.catalog.people)
    return CardView(
        language=around,
        words_language=foreign(voice.language, around),
        title=voice.title,
        url=voice_url(voice),
        outside=not voice.address,
        bylines=bylines(kit, shown[:_SHOWN_PEOPLE], around, face, carried=True),
        more_people=max(0, len(shown) - _SHOWN_PEOPLE),
        summary=voice.summary,
        source=voice.source_name if voice.kind == "entry" else "",
        date=day(kit, voice.date, around),
        datetime=voice.date.day.isoformat(),
        minutes=minutes(kit, voice, around),
        tongue="" if own else own_name(kit, voice.language),
        tongue_language=foreign(voice.language, around),
        also=_also(kit, voice),
        picture=picture,
        topics=topic_links(kit, voice.topics, around, carried=True) if style == "lead" else (),
    )


_CARD_SIZES = "(max-width: 40rem) 92vw, 24rem"
_LEAD_SIZES = "(max-width: 60rem) 92vw, 48rem"


def _also(kit: Kit, voice: Voice) -> tuple[Link, ...]:
    others = kit.catalog.translations.get(voice.key, ())
    return tuple(Link(own_name(kit, other.language), voice_url(other), other.language) for other in others)


def topic_links(
    kit: Kit,
    ids: Iterable[str],
    language: str,
    *,
    counted: bool = False,
    carried: bool = False,
    own: Mapping[str, int] | None = None,
) -> tuple[Link, ...]:
    """Links to the topics among ``ids`` that exist, named in ``language``; if ``counted``, with the number of voices, of all
    or as ``own`` says.
    """
    found = []
    for id_ in ids:
        group = kit.catalog.topics.get(id_)
        if group is not None:
            name = wording(kit, group.name, language)
            pieces = (pieces_of(kit, group) if own is None else own.get(id_, 0)) if counted else 0
            count, said = (
                (kit.words(language).number(pieces), count_voices(kit, pieces, language)) if pieces else ("", "")
            )
            url = way(kit, group.address, language, carried=carried)
            found.append(Link(name.text, url, name.language or "", count=count, said=said))
    return tuple(found)
