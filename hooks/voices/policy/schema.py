"""The shape of ``content/policy.yml``: what the guideline says (parts) and what it enforces (rules, built-in switches).

Comes in: the parsed YAML. Goes out: one frozen ``Policy`` and a JSON Schema for editors. Reading the file and turning
faults into findings is ``policy.reading``'s work, matching that of ``policy.checking``.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from functools import cached_property
from typing import Annotated, Any, Literal, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema, field_validator, model_validator

from voices.findings import Severity
from voices.i18n import is_language_code
from voices.model import Localised
from voices.policy.patterns import PatternError, compile_pattern
from voices.settings.values import AS_WRITTEN
from voices.store import digest
from voices.text import slugify

Scope = Literal["posts", "entries", "profiles"]
Level = Literal["block", "warn", "hint", "off"]
PartKind = Literal["legal", "confidential", "avoid", "practice", "examples", "situations", "ask"]
BuiltInId = Literal[
    "hetu",
    "pesel",
    "asmens-kodas",
    "iban",
    "card",
    "secret",
    "email",
    "phone",
    "alt-text",
    "summary",
    "language",
    "gps",
    "credit",
    "internal",
    "authenticity",
]
PART_KINDS: tuple[PartKind, ...] = get_args(PartKind)
BUILT_IN_IDS: tuple[BuiltInId, ...] = get_args(BuiltInId)
DEFAULT_LEVELS: Mapping[BuiltInId, Level] = {
    "hetu": "block",
    "pesel": "block",
    "asmens-kodas": "block",
    "iban": "block",
    "card": "block",
    "secret": "block",
    "email": "warn",
    "phone": "warn",
    "alt-text": "warn",
    "summary": "hint",
    "language": "warn",
    "gps": "block",
    "credit": "hint",
    "internal": "block",
    "authenticity": "hint",
}
EVERY_LANGUAGE = "all"
"""The key of ``terms`` for names that are the same in each language; they are inflected as the text's language does."""
PATH_IN_CONTENT = "policy.yml"


def _text(value: object) -> object:
    if isinstance(value, str):
        return Localised((("", value.strip()),))
    if isinstance(value, Mapping):
        for code, text in value.items():
            if not is_language_code(str(code)):
                raise ValueError(f'"{code}" is not a language code. Write texts as en: …, fi: …')
            if not isinstance(text, str):
                raise ValueError(f"The text for {code} is not a text. Put it in quotes")
        return Localised(tuple((str(code), str(text).strip()) for code, text in value.items()))
    if isinstance(value, Localised):
        return value
    raise ValueError("A text is expected here, or one text a language. Write en: …, fi: …")


def _switch(value: object) -> object:
    if value is True:
        return "on"
    return "off" if value is False else value


def _listed(value: object) -> object:
    return [value] if isinstance(value, str | int | Mapping) else value


_TEXT_SCHEMA: dict[str, Any] = {
    "anyOf": [
        {"type": "string"},
        {"type": "object", "additionalProperties": {"type": "string"}, "minProperties": 1},
    ]
}
Text = Annotated[Localised, BeforeValidator(_text), WithJsonSchema(_TEXT_SCHEMA), AS_WRITTEN]
Strings = Annotated[tuple[str, ...], BeforeValidator(_listed)]
Switch = Annotated[
    Literal["on", "off", "block", "warn", "hint"],
    BeforeValidator(_switch),
    WithJsonSchema({"enum": [True, False, "on", "off", "block", "warn", "hint"]}),
]


class _Section(BaseModel):
    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        arbitrary_types_allowed=True,
        coerce_numbers_to_str=True,
        defer_build=True,  # a command that reads no guideline builds no validators
    )


class Point(_Section):
    """One line of a part: a must-have, a good example (with its address) or a hard situation and what to do in it."""

    title: Text = Field(default_factory=Localised)
    text: Text = Field(default_factory=Localised)
    url: str = ""

    @model_validator(mode="after")
    def _says_something(self) -> Point:
        if not self.title and not self.text:
            raise ValueError("This point is empty. Give it a title or a text")
        return self


class Part(_Section):
    """A section of the guideline page; texts are Markdown. ``minutes_a_day`` is good practice's time allowance."""

    title: Text = Field(default_factory=Localised)
    text: Text = Field(default_factory=Localised)
    points: Annotated[tuple[Point, ...], BeforeValidator(_listed)] = ()
    minutes_a_day: int | None = Field(default=None, ge=1, le=240)


class Rule(_Section):
    """What is enforced: words (``terms`` a language, in any inflected form unless ``exact``), a ``pattern``, or both.

    ``title`` says what was met, ``why`` the reason, ``instead`` a better wording; ``area`` picks the editor to ask.
    """

    id: str = Field(description="Part of the rule's address, `/policy/#rule-<id>`; never change it.")
    severity: Severity = Field(
        "warn", description="block stops a build and holds an entry, warn is logged, hint is for `voices check` only."
    )
    title: Text
    why: Text = Field(description="The reason, in a sentence a tired colleague accepts.")
    instead: Text = Field(default_factory=Localised, description="A better wording.")
    terms: dict[str, Strings] = Field(
        default_factory=dict,
        description="Words and phrases by language; `all` for names, which each language inflects in its own way.",
    )
    exact: bool = Field(False, description="Only as written, capitals included.")
    pattern: str = Field("", description="A regular expression; given up after half a second.")
    scope: Annotated[tuple[Scope, ...], BeforeValidator(_listed)] = ("posts", "entries", "profiles")
    area: str = Field("", description="One of the areas of the settings' editors: who is named to be asked.")

    @field_validator("id")
    @classmethod
    def _is_slug(cls, value: str) -> str:
        if not value or slugify(value) != value:
            raise ValueError(f'"{value}" can\'t be part of an address. Write it as {slugify(value) or "client-names"}')
        if value in BUILT_IN_IDS:
            raise ValueError(f'"{value}" is a built-in rule. Switch that one under builtin, or choose another id')
        return value

    @field_validator("terms")
    @classmethod
    def _are_terms(cls, value: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
        for code, terms in value.items():
            if code != EVERY_LANGUAGE and not is_language_code(code):
                raise ValueError(f'"{code}" is not a language code. Write en: […], or all: […] for names')
            for term in terms:
                if not re.search(r"\w", term):
                    raise ValueError(f'"{term}" has no letter or digit in it. Write a word or a phrase')
        return value

    @field_validator("pattern")
    @classmethod
    def _compiles(cls, value: str) -> str:
        if value:
            try:
                compile_pattern(value)
            except PatternError as fault:
                raise ValueError(str(fault).rstrip(".")) from None
        return value

    @model_validator(mode="after")
    def _looks_for_something(self) -> Rule:
        if not any(self.terms.values()) and not self.pattern:
            raise ValueError("This rule looks for nothing. Give it terms or a pattern")
        return self


class Policy(_Section):
    """The whole guideline. ``allow`` lists what is never reported: the press desk's address, the switchboard's number."""

    title: Text = Field(default_factory=Localised)
    intro: Text = Field(default_factory=Localised)
    reviewed: dt.date | None = Field(None, description="The day people last read this through.")
    parts: dict[PartKind, Part] = Field(default_factory=dict)
    rules: Annotated[tuple[Rule, ...], BeforeValidator(_listed)] = ()
    builtin: dict[BuiltInId, Switch] = Field(
        default_factory=dict, description="Built-in rules switched off (false) or given another weight."
    )
    allow: Strings = Field((), description="E-mail addresses and numbers that may stand anywhere.")

    def __eq__(self, other: object) -> bool:
        # Matchers are kept by policy, and a worker's copy is another object: field by field would be slow.
        return isinstance(other, Policy) and self.digest == other.digest

    def __hash__(self) -> int:
        return hash(self.digest)

    @cached_property
    def digest(self) -> str:
        """The content address of the whole policy: what was checked under another one is checked again."""
        return digest(self.model_dump_json())

    @property
    def is_shown(self) -> bool:
        """Whether there is a guideline to show on /policy/: without a file, or with an empty one, there is none."""
        return bool(self.title or self.intro or self.parts or self.rules)

    def level(self, rule: BuiltInId) -> Level:
        """What a built-in rule weighs under this policy; ``off`` when it is switched off."""
        chosen = self.builtin.get(rule, "on")
        return DEFAULT_LEVELS[rule] if chosen == "on" else chosen

    @field_validator("rules")
    @classmethod
    def _ids_differ(cls, value: tuple[Rule, ...]) -> tuple[Rule, ...]:
        seen: set[str] = set()
        for rule in value:
            if rule.id in seen:
                raise ValueError(f'Two rules are called "{rule.id}". Give each its own id')
            seen.add(rule.id)
        return value


def json_schema() -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of ``content/policy.yml``, for editors that complete and check while typing."""
    schema = _as_written(Policy.model_json_schema(mode="validation"))
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "title": "Voices policy"}


def _as_written(value: Any) -> Any:
    """The schema as people write the file: one value where a list is meant, and no defaults.

    pydantic shows an empty text as the class that holds it, which is not what people write.
    """
    if isinstance(value, list):
        return [_as_written(part) for part in value]
    if not isinstance(value, dict):
        return value
    found = {key: _as_written(part) for key, part in value.items() if key != "default"}
    if found.get("type") == "array" and "anyOf" not in found:
        told = {key: found.pop(key) for key in ("title", "description") if key in found}
        return {**told, "anyOf": [found["items"], found]}
    return found
