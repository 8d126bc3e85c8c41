"""A post and its translations, shown once in a list: in the page's language where there is one, else the newest.

Whatever says how many voices there are counts them the same way.
"""

from __future__ import annotations

from collections.abc import Sequence

from voices.build.kit import Kit
from voices.catalog import Group, Voice


def once_each(kit: Kit, voices: Sequence[Voice], language: str) -> tuple[Voice, ...]:
    """``voices`` in their order, each text in one language only; only what is among ``voices`` is chosen from."""
    translations = kit.catalog.translations
    if not translations:
        return tuple(voices)
    listed = {voice.key for voice in voices}
    dropped: set[str] = set()
    for voice in voices:
        if voice.key in dropped or voice.key not in translations:
            continue
        group = (voice, *(other for other in translations[voice.key] if other.key in listed))
        best = next((one for one in group if one.language == language), voice)
        dropped.update(one.key for one in group if one.key != best.key)
    return tuple(voice for voice in voices if voice.key not in dropped)


def pieces_of(kit: Kit, group: Group) -> int:
    """How many cards the group's voices make, worked out once a build."""
    return kit.once(("pieces", group.kind, group.id), lambda: kit.catalog.pieces(group.voices))


def pieces_by(kit: Kit, author: str) -> int:
    """How many cards the author's voices make, worked out once a build."""
    return kit.once(("pieces-by", author), lambda: kit.catalog.pieces(kit.catalog.voices_of(author)))


def all_pieces(kit: Kit) -> int:
    """How many cards all voices of the hub make, worked out once a build."""
    return kit.once("pieces", lambda: kit.catalog.pieces(kit.catalog.voices))
