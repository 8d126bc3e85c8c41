"""Which language a text is written in, among a few that come into question (py3langid, loaded only when it is needed).

Comes in: plain text and candidate codes. Goes out: the code, or None where the text is too short or too mixed to tell.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from voices.policy.inflection import base

WORDS_AT_LEAST = 40
CHARACTERS = 3000
"""How much of a text is looked at."""
_GLANCE_CHARACTERS = 1200
_SURE = 0.8
_WORD = re.compile(r"[^\W\d_]+")
_FREQUENT = {
    "en": "the of and to a in is that for it with on are as this was we you i be have not or by from at our",
    "fi": "ja on ei että se en oli hän mutta niin kun myös kuin joka ovat tai jos me vain sen minä mitä siitä ole tämä",
    "pl": "i w na się z do nie że to jest o jak za po od ale dla przez co są tym czy być tego oraz można jest",
    "lt": "ir kad į yra su iš o tai ne bet ar apie kaip jau buvo mes už po jie dėl nuo man kai labai tik šis",
}
_SETS = {code: frozenset(words.split()) for code, words in _FREQUENT.items()}


def plainly(text: str, language: str) -> bool:
    """Whether ``text`` uses the little words of ``language`` and hardly those of another: the quick way out."""
    words = _WORD.findall(text[:_GLANCE_CHARACTERS].lower())
    if base(language) not in _SETS or not words:
        return False
    shares = {code: sum(map(known.__contains__, words)) / len(words) for code, known in _SETS.items()}
    own = shares.pop(base(language))
    return own > 0.08 and own > 2.5 * max(shares.values())


def detect(text: str, candidates: Iterable[str]) -> str | None:
    """The language of ``text`` among ``candidates`` (BCP 47), None when fewer than 40 words or too close to call."""
    sample = text[:CHARACTERS]
    if len(_WORD.findall(sample)) < WORDS_AT_LEAST:
        return None
    codes = sorted({base(code) for code in candidates})
    found, confidence = _identifier(tuple(codes)).classify(sample)
    return str(found) if confidence >= _SURE else None


@lru_cache(maxsize=16)
def _identifier(codes: tuple[str, ...]) -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    known = set(identifier.labels) & set(codes)
    identifier.set_languages(known or None)
    return identifier
