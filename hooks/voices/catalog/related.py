"""Related voices: by shared topics and authors, the rarer the more, then by recency.

Not every pair is compared. Each voice is looked up under its topics, pairs of topics and authors, and only its nearest in
time in each of these lists are weighed: the work grows with the number of voices alone, and a new post changes
few pages.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from voices.catalog.types import Voice

RELATED = 3
_NEIGHBOURS = 6
_TOPICS_PAIRED = 4
_AUTHOR_WEIGHT = 3


def related_voices(
    voices: Sequence[Voice], translations: Mapping[str, tuple[Voice, ...]]
) -> dict[str, tuple[Voice, ...]]:
    """Up to three related voices for each voice that has a page here, by its key; ``voices`` are newest first."""
    lists: dict[object, list[int]] = defaultdict(list)
    features = [_features(voice) for voice in voices]
    for number, own in enumerate(features):
        for feature in own:
            lists[feature].append(number)
    place = {feature: dict(zip(found, range(len(found)), strict=True)) for feature, found in lists.items()}
    # Rarity in whole steps, so that one more post seldom changes an order elsewhere.
    weight = {feature: max(1, 16 - len(found).bit_length()) for feature, found in lists.items()}
    related = {}
    for number, voice in enumerate(voices):
        if not voice.address:
            continue
        scores: dict[int, int] = {}
        for feature in features[number]:
            for other in _nearest(lists[feature], place[feature][number]):
                if other not in scores:
                    scores[other] = _score(voice, voices[other], weight)
        del_keys = {number, *(n for n in scores if voices[n] in translations.get(voice.key, ()))}
        ranked = sorted(
            (n for n in scores if n not in del_keys),
            key=lambda n: (-scores[n], voices[n].language != voice.language, n),
        )
        if ranked:
            related[voice.key] = tuple(voices[n] for n in ranked[:RELATED])
    return related


def _features(voice: Voice) -> list[object]:
    own: list[object] = list(voice.topics)
    own.extend(combinations(sorted(voice.topics[:_TOPICS_PAIRED]), 2))
    own.extend(("", author) for author in voice.authors)
    return own


def _nearest(found: list[int], position: int) -> Iterable[int]:
    start = max(0, min(position - _NEIGHBOURS // 2, len(found) - _NEIGHBOURS - 1))
    return found[start : start + _NEIGHBOURS + 1]


def _score(one: Voice, other: Voice, weight: Mapping[object, int]) -> int:
    score = 0
    for topic in one.topics:
        if topic in other.topics:
            score += weight[topic]
    for author in one.authors:
        if author in other.authors:
            score += _AUTHOR_WEIGHT
    return score
