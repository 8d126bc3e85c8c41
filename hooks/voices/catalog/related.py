"""What to read next: related voices by shared topics and authors, the rarer the more, then by recency; and the next in time.

A text in several languages is one text here: it is never next to itself, and stands in the language of the page where it can.

Not every pair is compared. Each voice is looked up under its topics, pairs of topics and authors, and only its nearest in
time in each of these lists are weighed: the work grows with the number of voices alone, and a new post changes
few pages.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations, pairwise

from voices.catalog.types import Voice

Feature = str | tuple[str, str]
RELATED = 3
_NEIGHBOURS = 6
_TOPICS_PAIRED = 4
_AUTHOR_WEIGHT = 3


def related_voices(
    voices: Sequence[Voice], translations: Mapping[str, tuple[Voice, ...]]
) -> dict[str, tuple[Voice, ...]]:
    """Up to three related voices for each voice that has a page here, by its key; ``voices`` are newest first."""
    features = [_features(voice) for voice in voices]
    lists: dict[Feature, list[int]] = defaultdict(list)
    for number, own in enumerate(features):
        for feature in own:
            lists[feature].append(number)
    # Rarity in whole steps, so that one more post seldom changes an order elsewhere.
    weight = {feature: max(1, 16 - len(found).bit_length()) for feature, found in lists.items()}
    related = {}
    for number, voice in enumerate(voices):
        if not voice.address:
            continue
        near: set[int] = set()
        for feature in features[number]:
            near.update(_nearest(lists[feature], number))
        near.discard(number)
        said_already = translations.get(voice.key, ())
        ranked = sorted(
            (-_score(voice, voices[other], weight), voices[other].language != voice.language, other)
            for other in near
            if not said_already or voices[other] not in said_already
        )
        if ranked:
            related[voice.key] = _once_each((voices[other] for _, _, other in ranked), translations)
    return related


def neighbours(
    posts: Iterable[Voice], translations: Mapping[str, tuple[Voice, ...]]
) -> tuple[dict[str, Voice], dict[str, Voice]]:
    """The next newer and the next older post of each post, by its key; ``posts`` are newest first."""
    texts: list[tuple[Voice, ...]] = []
    placed: set[str] = set()
    for post in posts:
        if post.key not in placed:
            text = (post, *translations.get(post.key, ()))
            placed.update(one.key for one in text)
            texts.append(text)
    newer: dict[str, Voice] = {}
    older: dict[str, Voice] = {}
    for later, earlier in pairwise(texts):
        newer.update((one.key, _in_language(later, one.language)) for one in earlier)
        older.update((one.key, _in_language(earlier, one.language)) for one in later)
    return newer, older


def _in_language(text: tuple[Voice, ...], language: str) -> Voice:
    return next((one for one in text if one.language == language), text[0])


def _once_each(ranked: Iterable[Voice], translations: Mapping[str, tuple[Voice, ...]]) -> tuple[Voice, ...]:
    chosen: list[Voice] = []
    for voice in ranked:
        others = translations.get(voice.key, ())
        if not any(one in others for one in chosen):
            chosen.append(voice)
        if len(chosen) == RELATED:
            break
    return tuple(chosen)


def _features(voice: Voice) -> list[Feature]:
    own: list[Feature] = list(voice.topics)
    own.extend(combinations(sorted(voice.topics[:_TOPICS_PAIRED]), 2))
    own.extend(("", author) for author in voice.authors)
    return own


def _nearest(found: list[int], number: int) -> list[int]:
    if len(found) <= _NEIGHBOURS + 1:
        return found
    position = bisect_left(found, number)
    start = max(0, min(position - _NEIGHBOURS // 2, len(found) - _NEIGHBOURS - 1))
    return found[start : start + _NEIGHBOURS + 1]


def _score(one: Voice, other: Voice, weight: Mapping[Feature, int]) -> int:
    score = 0
    for topic in one.topics:
        if topic in other.topics:
            score += weight[topic]
    for author in one.authors:
        if author in other.authors:
            score += _AUTHOR_WEIGHT
    return score
