"""What the search index is given: a slim document for each post, entry, person and subject, bundled by language and date.

Comes in: the catalog. Goes out: bundles of a few hundred documents, each a pure function of language and date, so that an
edit touches one bundle and several can be indexed side by side. A bundle's key is known before its documents are written, so
that an unchanged one costs next to nothing. A document holds no more than the site shows. Running Pagefind is left to the
build, names and labels to ``search_map``.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from html import escape, unescape

from msgspec import Struct

from voices.catalog import Catalog, Group, Voice
from voices.code_digest import code_digest
from voices.i18n import Language
from voices.store import digest
from voices.text import fold, squeeze

SMALLEST_LIMIT, USUAL_LIMIT, LARGEST_LIMIT = 125, 250, 1000
PEOPLE = "people"
# From the coarsest to the finest; the first whose bundles are small enough is taken for a language.
_PERIODS: tuple[Callable[[dt.date], str], ...] = (
    lambda _day: "all",
    lambda day: f"{day.year // 5 * 5}-5y",
    lambda day: f"{day.year // 2 * 2}-2y",
    lambda day: f"{day.year}",
    lambda day: f"{day.year}-{(day.month - 1) // 6 + 1}h",
    lambda day: f"{day.year}-{(day.month - 1) // 3 + 1}q",
    lambda day: f"{day.year}-{day.month:02}",
    lambda day: f"{day.year}-{day.month:02}-{'a' if day.day < 16 else 'b'}",
    lambda day: day.isoformat(),
)
_TAG = re.compile(r"<[^>]*>")
_WORD = re.compile(r"\w+")


class SearchDocument(Struct, frozen=True):
    """A document as Pagefind reads it; ``name`` is unique in its bundle."""

    name: str
    html: str


class SearchBundle(Struct, frozen=True):
    """The documents of one language and period; the same ``key`` means the same documents."""

    language: str
    period: str
    key: str
    size: int
    documents: Callable[[], Iterator[SearchDocument]]

    @property
    def path(self) -> str:
        """Its folder below ``search/``."""
        return f"{self.language}/{self.period}"


def search_bundles(catalog: Catalog) -> Iterator[SearchBundle]:
    """Every bundle, by language, newest period first; people and subjects have one of their own in the default language."""
    by_language: dict[str, list[Voice]] = {}
    for voice in catalog.voices:
        by_language.setdefault(voice.language, []).append(voice)
    for language, voices in sorted(by_language.items()):
        period = period_for(voice.date.day for voice in voices)
        bundles: dict[str, list[Voice]] = {}
        for voice in voices:
            bundles.setdefault(period(voice.date.day), []).append(voice)
        for name, found in sorted(bundles.items(), reverse=True):
            ordered = sorted(found, key=lambda voice: voice.key)
            key = digest(code_digest(), language, *_names(catalog, language, ordered), *map(_voice_digest, ordered))
            yield SearchBundle(language, name, key, len(ordered), partial(_voice_documents, catalog, ordered))
    people = tuple(_people_documents(catalog))
    if people:
        key = digest(code_digest(), *(part for document in people for part in (document.name, document.html)))
        yield SearchBundle(catalog.hub.default_language, PEOPLE, key, len(people), partial(iter, people))


def bundle_limit(count: int) -> int:
    """How many documents a bundle may hold in a language of ``count`` documents.

    An edit indexes one bundle again, and Pagefind takes 0.4 MB of memory a document: both ask for small ones. A reader's
    query goes to every bundle, so that there should be some dozens of them at most.
    """
    return max(SMALLEST_LIMIT, min(count // 16, USUAL_LIMIT), min(count // 40, LARGEST_LIMIT))


def period_for(days: Iterable[dt.date]) -> Callable[[dt.date], str]:
    """The coarsest period whose fullest bundle stays within the limit."""
    known = Counter(days)
    limit = bundle_limit(known.total())
    for period in _PERIODS[:-1]:
        sizes: Counter[str] = Counter()
        for day, count in known.items():
            sizes[period(day)] += count
        if max(sizes.values(), default=0) <= limit:
            return period
    return _PERIODS[-1]


def search_map(catalog: Catalog, bundles: Iterable[SearchBundle], language: str) -> dict[str, object]:
    """What the search box has to know in one language: the bundles by language, people and subjects, names of filters.

    People and subjects are listed as ``[id, name, what is said of them]``, so that a name is found before any index is
    there, in the reader's language, typed with or without diacritics. ``days`` says how a day of each month is written.
    """
    hub = catalog.hub
    words = hub.language(language)
    paths: dict[str, list[tuple[str, str]]] = {}
    for bundle in bundles:
        paths.setdefault(bundle.language, []).append((bundle.path, bundle.key[:10]))
    people = [
        (author.id, author.name, squeeze(author.role.get(language, hub.default_language).text))
        for author in catalog.people.values()
    ]
    return {
        "bundles": paths,
        "home": hub.in_language("", language),
        "default": hub.default_language,
        "days": [_day_pattern(words, month) for month in range(1, 13)],
        "author": people,
        "topic": _listed(catalog, catalog.topics, language),
        "team": _listed(catalog, catalog.teams, language),
        "place": _listed(catalog, catalog.places, language),
        "language": [(code, words.language_name(code), "") for code in catalog.languages],
        "kind": [
            ("post", words.gettext("Post"), ""),
            ("entry", words.gettext("Own blog"), ""),
            ("person", words.gettext("Person"), ""),
            ("topic", words.gettext("Topic"), ""),
            ("team", words.gettext("Team"), ""),
            ("place", words.gettext("Place"), ""),
        ],
    }


def _listed(catalog: Catalog, groups: Mapping[str, Group], language: str) -> list[tuple[str, str, str]]:
    default = catalog.hub.default_language
    return [(id_, group.name.get(language, default).text, "") for id_, group in groups.items()]


def _day_pattern(words: Language, month: int) -> str:
    """A day of a month with ``{year}`` and ``{day}`` in it, or ``{0day}`` where it has two digits.

    So the box writes days as the pages do. A browser's own words for dates take it longer than the first search.
    """
    pattern = words.date(dt.date(3333, month, 22), "medium").replace("3333", "{year}").replace("22", "{day}")
    sample = words.date(dt.date(3333, month, 5), "medium")
    is_plain = pattern.format(year=3333, day=5) == sample
    return pattern if is_plain else pattern.replace("{day}", "{0day}")


def _voice_digest(voice: Voice) -> str:
    facts = (voice.key, voice.kind, voice.address, voice.url, voice.title, voice.language, voice.source_name)
    return digest(*facts, voice.date.day.isoformat(), voice.summary, _text(voice), *voice.authors, "", *voice.topics)


def _names(catalog: Catalog, language: str, voices: Sequence[Voice]) -> Iterator[str]:
    """The names that the documents of these voices spell out, which are not the voices' own."""
    authors = {author for voice in voices for author in voice.authors}
    topics = {topic for voice in voices for topic in voice.topics}
    for author in sorted(authors & catalog.people.keys()):
        yield catalog.people[author].name
    for topic in sorted(topics & catalog.topics.keys()):
        yield catalog.topics[topic].name.get(language, catalog.hub.default_language).text


def _voice_documents(catalog: Catalog, voices: Sequence[Voice]) -> Iterator[SearchDocument]:
    return (_voice_document(catalog, voice) for voice in voices)


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
    filters.append(("kind", voice.kind))
    return _document(voice.key, voice.language, meta, filters, [*names, *topics], _text(voice))


def _people_documents(catalog: Catalog) -> Iterator[SearchDocument]:
    hub = catalog.hub
    default = hub.default_language
    for author in catalog.people.values():
        role = author.role.get(default, default).text
        headline = author.headline.get(default, default).text
        meta = {"title": author.name, "url": f"authors/{author.id}/", "kind": "person", "id": author.id}
        said = [role, *author.expertise, *author.ask_me_about.every, author.team, author.place]
        filters = [("author", author.id), ("kind", "person")]
        yield _document(f"authors/{author.id}", default, meta, filters, said, headline)
    for groups in (catalog.topics, catalog.teams, catalog.places):
        for group in groups.values():
            yield _group_document(catalog, group)


def _group_document(catalog: Catalog, group: Group) -> SearchDocument:
    default = catalog.hub.default_language
    meta = {
        "title": group.name.get(default, default).text,
        "url": group.address,
        "kind": group.kind,
        "id": group.id,
    }
    names = [text for _, text in group.name.texts]
    filters = [("kind", group.kind), *([("topic", group.id)] if group.kind == "topic" else [])]
    return _document(group.address, default, meta, filters, names, group.summary.get(default, default).text)


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
    words = text.split()
    # What follows the text is searched and never shown: the box stops its excerpts at this word. Words typed without
    # their diacritics are found through a folded copy of each word that has any.
    metas = {**meta, "words": str(len(words))}
    parts = [
        f'<!doctype html><html lang="{escape(language)}"><head><title>{escape(title)}</title></head>',
        "<body data-pagefind-body>",
        "".join(
            f'<i data-pagefind-meta="{name}:{escape(squeeze(value))}"></i>' for name, value in metas.items() if value
        ),
        "".join(f'<i data-pagefind-filter="{name}:{escape(value)}"></i>' for name, value in filters),
        f"<p>{escape(' '.join(words))}</p>",
        f'<h1 data-pagefind-weight="10">{escape(title)}</h1>',
        f'<p data-pagefind-weight="8">{escape(said)}</p>',
        f'<p data-pagefind-weight="6">{escape(_folded(f"{title} {said}"))}</p><p>{escape(_folded(text))}</p></body></html>',
    ]
    return SearchDocument(f"{digest(key)[:16]}.html", "".join(parts))


def _folded(text: str) -> str:
    if text.isascii():
        return ""
    words = (fold(word) for word in dict.fromkeys(_WORD.findall(text)) if not word.isascii())
    return " ".join(dict.fromkeys(words))
