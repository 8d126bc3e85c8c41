"""What the search index is given: a slim document for each post, entry, person and subject, bundled by language and date.

Comes in: the catalog. Goes out: bundles of at most about a thousand documents, each a pure function of language and date, so
that an edit touches one bundle. A document holds no more than the site shows. Running Pagefind is left to the build.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import escape, unescape

from voices.catalog import Catalog, Group, Voice
from voices.store import digest
from voices.text import fold

BUNDLE_SIZE = 1000
PEOPLE = "people"
# From the coarsest to the finest; the first whose bundles are small enough is taken for a language.
_PERIODS: tuple[Callable[[dt.date], str], ...] = (
    lambda _day: "all",
    lambda day: f"{day.year // 5 * 5}",
    lambda day: f"{day.year}",
    lambda day: f"{day.year}-{(day.month - 1) // 3 + 1}q",
    lambda day: f"{day.year}-{day.month:02}",
    lambda day: day.isoformat(),
)
_TAG = re.compile(r"<[^>]*>")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class SearchDocument:
    """A document as Pagefind reads it; ``name`` is unique in its bundle."""

    name: str
    html: str


@dataclass(frozen=True, slots=True)
class SearchBundle:
    """The documents of one language and period."""

    language: str
    period: str
    documents: tuple[SearchDocument, ...]

    @property
    def path(self) -> str:
        """Its folder below ``search/``."""
        return f"{self.language}/{self.period}"

    @property
    def digest(self) -> str:
        """A content address of all it holds."""
        return digest(*(part for document in self.documents for part in (document.name, document.html)))


def search_bundles(catalog: Catalog) -> Iterator[SearchBundle]:
    """Every bundle, by language and period; people and subjects have one of their own in the default language."""
    by_language: dict[str, list[Voice]] = {}
    for voice in catalog.voices:
        by_language.setdefault(voice.language, []).append(voice)
    for language, voices in sorted(by_language.items()):
        period = period_for(voice.date.day for voice in voices)
        bundles: dict[str, list[Voice]] = {}
        for voice in voices:
            bundles.setdefault(period(voice.date.day), []).append(voice)
        for name, found in sorted(bundles.items()):
            ordered = sorted(found, key=lambda voice: voice.key)
            yield SearchBundle(language, name, tuple(_voice_document(catalog, voice) for voice in ordered))
    people = tuple(_people_documents(catalog))
    if people:
        yield SearchBundle(catalog.hub.default_language, PEOPLE, people)


def period_for(days: Iterable[dt.date]) -> Callable[[dt.date], str]:
    """The coarsest period whose fullest bundle stays within a thousand documents."""
    known = list(days)
    for period in _PERIODS:
        if max(Counter(map(period, known)).values(), default=0) <= BUNDLE_SIZE:
            return period
    return _PERIODS[-1]


def search_map(catalog: Catalog, bundles: Iterable[tuple[str, str]], language: str) -> dict[str, object]:
    """What the search box has to know in one language: the bundles by language, and what the filters are called."""
    paths: dict[str, list[str]] = {}
    for code, period in bundles:
        paths.setdefault(code, []).append(f"{code}/{period}/")
    default = catalog.hub.default_language
    words = catalog.hub.language(language)
    return {
        "bundles": {code: sorted(found) for code, found in sorted(paths.items())},
        "author": {id_: author.name for id_, author in catalog.people.items()},
        "topic": {id_: group.name.get(language, default).text for id_, group in catalog.topics.items()},
        "language": {code: words.language_name(code) for code in catalog.languages},
    }


def _voice_document(catalog: Catalog, voice: Voice) -> SearchDocument:
    names = [catalog.people[author].name for author in voice.authors if author in catalog.people]
    topics = [
        catalog.topics[topic].name.get(voice.language, catalog.hub.default_language).text
        for topic in voice.topics
        if topic in catalog.topics
    ]
    meta = {
        "title": voice.title,
        "url": voice.address or voice.url,
        "byline": ", ".join(names),
        "date": voice.date.day.isoformat(),
        "kind": voice.kind,
        "source": voice.source_name if not voice.address else "",
        "summary": voice.summary,
    }
    filters = [("author", id_) for id_ in voice.authors] + [("topic", id_) for id_ in voice.topics]
    filters += [("language", voice.language), ("kind", voice.kind)]
    return _document(voice.key, voice.language, meta, filters, [*names, *topics], _text(voice))


def _people_documents(catalog: Catalog) -> Iterator[SearchDocument]:
    hub = catalog.hub
    default = hub.default_language
    for author in catalog.people.values():
        role = author.role.get(default, default).text
        meta = {
            "title": author.name,
            "url": f"authors/{author.id}/",
            "byline": role,
            "kind": "person",
            "summary": author.headline.get(default, default).text,
        }
        said = [role, *author.expertise, *author.ask_me_about, author.team, author.place, meta["summary"]]
        filters = [("author", author.id), ("kind", "person")]
        yield _document(f"authors/{author.id}", default, meta, filters, said, "")
    for groups in (catalog.topics, catalog.teams, catalog.places):
        for group in groups.values():
            yield _group_document(catalog, group)


def _group_document(catalog: Catalog, group: Group) -> SearchDocument:
    default = catalog.hub.default_language
    names = [text for _, text in group.name.texts]
    summary = group.summary.get(default, default).text
    meta = {
        "title": group.name.get(default, default).text,
        "url": group.address,
        "kind": group.kind,
        "summary": summary,
    }
    return _document(group.address, default, meta, [("kind", group.kind)], names, summary)


def _text(voice: Voice) -> str:
    if voice.post is not None:
        return voice.post.document.text
    if voice.entry is not None and voice.entry.html:
        return unescape(_TAG.sub(" ", voice.entry.html))
    return voice.summary


def _document(
    key: str,
    language: str,
    meta: Mapping[str, str],
    filters: Iterable[tuple[str, str]],
    names: Iterable[str],
    text: str,
) -> SearchDocument:
    title = meta["title"]
    said = " · ".join(name for name in names if name)
    # Words typed without their diacritics are found through a folded copy of each word that has any.
    folded = _folded(f"{title} {said}")
    body = _folded(text)
    metas = {**meta, "words": str(len(text.split()))}
    parts = [
        f'<!doctype html><html lang="{escape(language)}"><head><title>{escape(title)}</title></head>',
        "<body data-pagefind-body>",
        "".join(f'<i data-pagefind-meta="{name}:{escape(value)}"></i>' for name, value in metas.items() if value),
        "".join(f'<i data-pagefind-filter="{name}:{escape(value)}"></i>' for name, value in filters),
        f"<p>{escape(text)}</p>",
        f'<h1 data-pagefind-weight="10">{escape(title)}</h1>',
        f'<p data-pagefind-weight="8">{escape(said)}</p>',
        f'<p data-pagefind-weight="6">{escape(folded)}</p><p>{escape(body)}</p></body></html>',
    ]
    return SearchDocument(f"{digest(key)[:16]}.html", "".join(parts))


def _folded(text: str) -> str:
    words = {word: fold(word) for word in dict.fromkeys(_WORD.findall(text)) if not word.isascii()}
    return " ".join(dict.fromkeys(word for word in words.values()))
