"""Inflected forms: dictionary forms of words by simplemma, and the case endings of names no dictionary knows.

Comes in: a word and a language. Goes out: the dictionary forms it may stand for, or the forms a name takes. Unpacked
dictionaries are kept in the user's cache folder, for all hubs.
"""

from __future__ import annotations

import contextlib
import pickle
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from typing import TYPE_CHECKING, cast

from voices.store import write_atomic

if TYPE_CHECKING:
    from simplemma.strategies import DefaultStrategy
    from simplemma.strategies.dictionaries import DictionaryFactory

LANGUAGES = frozenset({"en", "fi", "pl", "lt"})
_VOWELS = "aeiouyåäöąęėįųū"
_ENDINGS_FI = "n a ä ta tä ssa ssä sta stä lla llä lta ltä lle ksi na nä tta ttä t nsa nsä mme nne kin ko kö han hän"
_CASES_FI = "n ta tä ssa ssä sta stä lla llä lta ltä lle ksi"
_CLITICS_FI = "kin kaan kään ko kö han hän"
_ENDINGS_PL = "a u owi em iem ie e y i ów om ami ach owie"
_ENDINGS_PL_A = "y i ę ą ie e o om ami ach"
_ENDINGS_LT = {
    "as": "o ui ą u e ai ų ams us ais uose",
    "is": "io iui į iu yje i iai ių iams ius iais",
    "ys": "io iui į iu yje iai ių iams ius iais",
    "us": "aus ui ų umi uje au ūs ums umis",
    "a": "os ai ą oje ų oms as omis ose",
    "ė": "ės ei ę e ėje ių ėms es ėmis ėse",
}


def base(language: str) -> str:
    """The language without its region: ``en-GB`` → ``en``."""
    return language.partition("-")[0].lower()


@lru_cache(maxsize=400_000)
def lemmas(word: str, language: str, *, guess: bool = True) -> frozenset[str]:
    """The word itself and the dictionary forms it may stand for, case-folded. Other languages: the word alone.

    With ``guess``, forms the dictionary lacks are worked out by rules and endings, which costs thirty times as much.
    """
    lowered = word.lower()
    if language not in LANGUAGES or not word.isalpha() or len(word) > 60:
        return frozenset((word.casefold(),))
    asked = {lowered, lowered.capitalize()} if word[0].isupper() else {lowered}
    find = _lemmatise if guess else _looked_up
    return frozenset({word.casefold(), *(find(one, language).casefold() for one in asked)})


def is_known(word: str, language: str) -> bool:
    """Whether the dictionary has the word, in either case."""
    if language not in LANGUAGES:
        return False
    dictionary = _dictionary(language)
    return word.lower() in dictionary or word.capitalize() in dictionary


def name_forms(name: str, language: str) -> frozenset[str]:
    """Forms, case-folded, that a name absent from the dictionary takes in fi, pl, lt or (everywhere else) en."""
    word = name.casefold()
    if len(word) < 3 or not word.isalpha() or is_known(word, language):
        return frozenset()
    made = {"fi": _forms_fi, "pl": _forms_pl, "lt": _forms_lt}.get(language, _forms_en)(word)
    # A form that is a word of the language in its own right would be found where nobody means the name.
    return frozenset(form for form in made if not is_known(form, language))


def _forms_en(word: str) -> Iterator[str]:
    yield from (word + "s", word + "es")


def _forms_fi(word: str) -> Iterator[str]:
    stems = [word] if word[-1] in _VOWELS else [word + "i"]
    if word.endswith("nen"):
        stems.append(word[:-3] + "se")
    elif word.endswith("s"):
        stems += [word[:-1] + "kse", word[:-1] + "ksi"]
    if len(word) > 3 and word[-2:-1] in "kpt" and word[-2] == word[-3]:
        stems.append(word[:-2] + word[-1])  # Pekka: Pekan
    for stem in stems:
        yield stem
        yield from (stem + ending for ending in _ENDINGS_FI.split())
        yield stem + stem[-1] + "n"
        yield from (stem + case + clitic for case in _CASES_FI.split() for clitic in _CLITICS_FI.split())
    if word[-1] not in _VOWELS:
        yield from (word + ending for ending in ("ta", "tä"))
    if word.endswith("nen"):
        yield from (word[:-3] + ending for ending in ("sta", "stä", "sia"))


def _forms_pl(word: str) -> Iterator[str]:
    if word.endswith("a"):
        stem = word[:-1]
        yield from (stem + ending for ending in _ENDINGS_PL_A.split())
        for hard, soft in (
            ("k", "ce"),
            ("g", "dze"),
            ("ch", "sze"),
            ("r", "rze"),
            ("t", "cie"),
            ("d", "dzie"),
            ("ł", "le"),
        ):
            if stem.endswith(hard):
                yield stem.removesuffix(hard) + soft
    elif word[-1] in "oe":
        yield from (word[:-1] + ending for ending in ("a", "u", "em", "ie", "owi"))
    else:
        yield from (word + ending for ending in _ENDINGS_PL.split())
        if word.endswith("ek"):
            yield from (word[:-2] + "k" + ending for ending in ("a", "u", "owi", "iem", "i"))
        for hard, soft in (("t", "cie"), ("d", "dzie"), ("r", "rze"), ("ł", "le"), ("st", "ście")):
            if word.endswith(hard):
                yield word.removesuffix(hard) + soft


def _forms_lt(word: str) -> Iterator[str]:
    if word.endswith("ia"):  # Lithuanian writes foreign names in -ia with a j: Austria, Austrija, Austrijoje
        yield from (word[:-1] + "j" + form for form in ("a", *_ENDINGS_LT["a"].split()))
    for ending, forms in _ENDINGS_LT.items():
        if word.endswith(ending):
            yield from (word.removesuffix(ending) + form for form in forms.split())
            return
    for ending in ("as", "is"):
        yield word + ending
        yield from (word + form for form in _ENDINGS_LT[ending].split())


def _lemmatise(word: str, language: str) -> str:
    return _strategy().get_lemma(word, language) or word


def _looked_up(word: str, language: str) -> str:
    return _dictionary(language).get(word) or word


@cache
def _strategy() -> DefaultStrategy:
    from simplemma.strategies import DefaultStrategy

    return DefaultStrategy(dictionary_factory=_factory())


def _dictionary(language: str) -> Mapping[str, str]:
    return _factory().get_dictionary(language)


@cache
def _factory() -> DictionaryFactory:
    """Dictionaries that are unpacked once for all hubs of this user and kept, with their index, in the user's cache."""
    import simplemma
    from platformdirs import user_cache_path
    from simplemma.strategies.dictionaries import StreamDictionaryFactory

    folder = user_cache_path("voices") / "lemmas" / simplemma.__version__

    class KeptDictionaries(StreamDictionaryFactory):
        """Unpacking Finnish takes seconds, reading it back a twentieth of one."""

        def _get_dictionary_uncached(self, lang: str) -> Mapping[str, str]:
            file = folder / f"{lang}.index"
            try:
                # Our own file in the user's own folder: who can write there can change this program as well.
                return cast("Mapping[str, str]", pickle.loads(file.read_bytes()))  # noqa: S301 - see above
            except (OSError, pickle.UnpicklingError, EOFError, AttributeError, ImportError, IndexError, TypeError):
                made = super()._get_dictionary_uncached(lang)
            with contextlib.suppress(OSError):  # no home, a full disk: it is unpacked again the next time
                write_atomic(file, pickle.dumps(made, protocol=5))
            return made

    return KeptDictionaries()
