"""A post and its translations, shown once in a list: in the page's language where there is one, else the newest."""

from __future__ import annotations

from collections.abc import Sequence

from voices.build.kit import Kit
from voices.catalog import Voice


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
