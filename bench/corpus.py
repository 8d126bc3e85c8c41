"""A seeded corpus: the same authors and posts, whatever generator they are then written out for.

540 words a post, authors = posts / 25, 40 topics; a picture for every tenth post, an entry of an author's own blog for every
ten posts; code, lists, links and quotes as people write them. The words are invented syllables, so that no text of anybody's
is in it.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import dataclass

SEED = 20261122
TOPICS = 40
WORDS = 540
_ONSETS = ("b", "br", "d", "f", "g", "h", "k", "kl", "l", "m", "n", "p", "r", "s", "st", "t", "tr", "v")
_CODAS = ("a", "e", "i", "o", "u", "an", "en", "in", "on", "ar", "er", "is", "os", "ut")
_START = dt.date(2016, 1, 4)
_SPAN_DAYS = 3960


@dataclass(frozen=True, slots=True)
class BenchAuthor:
    """One author."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class BenchPost:
    """One post, its body in Markdown; ``number`` counts from 0."""

    number: int
    slug: str
    title: str
    date: dt.date
    author: BenchAuthor
    topics: tuple[str, ...]
    summary: str
    body: str
    has_picture: bool


@dataclass(frozen=True, slots=True)
class BenchEntry:
    """What an author wrote on a blog of their own: a link with the first sentences of it."""

    number: int
    title: str
    url: str
    date: dt.date
    author: BenchAuthor
    topics: tuple[str, ...]
    summary: str


class Corpus:
    """``size`` posts and their authors, the same for the same size and seed."""

    def __init__(self, size: int, seed: int = SEED) -> None:
        self.size = size
        dice = random.Random(seed)
        self._vocabulary = [_word(dice) for _ in range(4000)]
        self.topics = tuple(f"{_word(dice)}{number}" for number in range(TOPICS))
        self.authors = tuple(self._author(dice, number) for number in range(max(1, size // 25)))
        self._seed = seed

    def posts(self) -> Iterator[BenchPost]:
        """Every post, oldest first; each depends on the seed and its own number alone."""
        for number in range(self.size):
            yield self._post(number)

    def entries(self) -> Iterator[BenchEntry]:
        """Every entry of the authors' own blogs, oldest first: one for ten posts."""
        for number in range(self.size // 10):
            dice = random.Random(f"{self._seed}-entry-{number}")
            author = self.authors[number % len(self.authors)]
            yield BenchEntry(
                number=number,
                title=self._sentence(dice, 4, 8),
                url=f"https://{author.id}.example/{number}/",
                date=_START + dt.timedelta(days=number * _SPAN_DAYS // (self.size // 10)),
                author=author,
                topics=tuple(sorted(set(dice.choices(self.topics, k=2)))),
                summary=". ".join(self._sentence(dice, 8, 18) for _ in range(4)) + ".",
            )

    def _author(self, dice: random.Random, number: int) -> BenchAuthor:
        first, last = dice.choice(self._vocabulary).title(), dice.choice(self._vocabulary).title()
        return BenchAuthor(f"author-{number}", f"{first} {last}")

    def _post(self, number: int) -> BenchPost:
        dice = random.Random(f"{self._seed}-{number}")
        title = self._sentence(dice, 4, 8)
        return BenchPost(
            number=number,
            slug=f"post-{number}",
            title=title,
            date=_START + dt.timedelta(days=number * _SPAN_DAYS // max(1, self.size)),
            author=self.authors[number % len(self.authors)],
            topics=tuple(sorted(set(dice.choices(self.topics, k=dice.randint(1, 3))))),
            summary=self._sentence(dice, 12, 20) + ".",
            body=self._body(dice),
            has_picture=number % 10 == 0,
        )

    def _body(self, dice: random.Random) -> str:
        parts: list[str] = []
        words = 0
        while words < WORDS:
            paragraph = ". ".join(self._sentence(dice, 8, 18) for _ in range(dice.randint(3, 6))) + "."
            words += len(paragraph.split())
            kind = dice.random()
            if kind < 0.2:
                parts.append(f"## {self._sentence(dice, 3, 6)}")
            elif kind < 0.3:
                parts.append("\n".join(f"- {self._sentence(dice, 4, 9)}" for _ in range(4)))
                words += 26
            elif kind < 0.35:
                parts.append(f"> {self._sentence(dice, 8, 14)}")
            elif kind < 0.42:
                name = dice.choice(self._vocabulary)
                parts.append(
                    f"```python\ndef {name}(value: int) -> int:\n    return value + {dice.randint(1, 99)}\n```"
                )
            parts.append(self._marked(dice, paragraph))
        return "\n\n".join(parts) + "\n"

    def _marked(self, dice: random.Random, paragraph: str) -> str:
        words = paragraph.split()
        place = dice.randrange(len(words) - 1)
        words[place] = f"**{words[place]}**"
        if dice.random() < 0.3:
            words[-2] = f"[{words[-2]}](https://{dice.choice(self._vocabulary)}.example/)"
        return " ".join(words)

    def _sentence(self, dice: random.Random, low: int, high: int) -> str:
        words = dice.choices(self._vocabulary, k=dice.randint(low, high))
        return " ".join([words[0].title(), *words[1:]])


def _word(dice: random.Random) -> str:
    return "".join(dice.choice(_ONSETS) + dice.choice(_CODAS) for _ in range(dice.randint(1, 3)))
