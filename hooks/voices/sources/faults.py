"""What a form refuses, said to a person: pydantic's errors in, findings with line, key and what to do out."""

from __future__ import annotations

import copy
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from voices.findings import Finding, did_you_mean
from voices.sources.forms import Form
from voices.sources.frontmatter import Head, line_of

Filled = TypeVar("Filled", bound=Form)
_CALLED_ELSEWHERE = {
    "author": "authors",
    "categories": "topics",
    "category": "topics",
    "cover": "image",
    "description": "summary",
    "excerpt": "summary",
    "lang": "language",
    "permalink": "slug",
    "tags": "topics",
}
"""What other programs call our keys, for those who bring a post along."""
_EXAMPLES = {
    "agreed": "agreed: 2026-11-03 (the day the person agreed to this page)",
    "apply": "apply: https://jobs.example/123",
    "authors": "authors: aino-lehto",
    "date": "date: 2026-11-03",
    "name": "name: Aino Lehto",
    "note": "note: what changed",
    "posted": "posted: 2026-11-03",
    "src": "src: picture.jpg",
    "title": "title: What I learned today",
    "url": "url: https://blog.example/",
}


def fill(form: type[Filled], head: Head, path: str, zone: ZoneInfo) -> tuple[Filled | None, tuple[Finding, ...]]:
    """The filled form, or None, and every fault of it. Unknown keys warn and are left aside."""
    values: dict[str, Any] = head.values
    warnings: list[Finding] = []
    for _ in range(2):
        try:
            return form.model_validate(values, context={"zone": zone}), tuple(warnings)
        except ValidationError as error:
            faults = error.errors(include_url=False, include_input=True)
        unknown = [fault for fault in faults if fault["type"] == "extra_forbidden"]
        others = [fault for fault in faults if fault["type"] != "extra_forbidden"]
        warnings += [_unknown(form, fault, head, path) for fault in unknown]
        if others or not unknown:
            return None, (*warnings, *(_fault(form, fault, head, path) for fault in others))
        values = _without(values, [fault["loc"] for fault in unknown])
    return None, tuple(warnings)


def _unknown(form: type[Form], fault: ErrorDetails, head: Head, path: str) -> Finding:
    location = fault["loc"]
    key = str(location[-1])
    known = sorted(_form_at(form, location[:-1]).model_fields)
    meant = _CALLED_ELSEWHERE.get(key.lower())
    hint = f' Did you mean "{meant}"?' if meant in known else did_you_mean(key, known)
    hint = hint or f" Known here: {', '.join(known)}."
    message = f'there is no key "{key}" here, so it is not read.{hint}'
    return Finding(path, line_of(head, location), "front-matter.unknown-key", "warn", message)


def _fault(form: type[Form], fault: ErrorDetails, head: Head, path: str) -> Finding:
    location = fault["loc"]
    key = ".".join(str(part) for part in location if isinstance(part, str))
    line = line_of(head, location)
    if fault["type"] == "missing" or (fault["type"] == "too_short" and location):
        last = str(location[-1])
        example = _EXAMPLES.get(last, f"{last}: …")
        message = f'"{key}" is missing. Add a line like {example}.'
        return Finding(path, line, "front-matter.missing-key", "block", message)
    rule, message = _explained(form, fault, key)
    return Finding(path, line, rule, "block", message)


def _explained(form: type[Form], fault: ErrorDetails, key: str) -> tuple[str, str]:
    kind, given = fault["type"], fault.get("input")
    said = fault["msg"].removeprefix("Value error, ").rstrip(".")
    ended = said if said.endswith("?") else f"{said}."
    prefix = f"{key}: " if key else ""
    if kind == "value_error":
        rule = "front-matter.date" if "a date" in said or "calendar" in said else "front-matter.invalid-value"
        return ("front-matter.slug" if key == "slug" else rule), f"{prefix}{ended}"
    if kind == "literal_error":
        choices = [part.strip(" '") for part in str(fault["ctx"]["expected"]).replace(" or ", ",").split(",")]
        hint = did_you_mean(str(given), choices)
        return (
            "front-matter.invalid-value",
            f'{prefix}"{given}" is not one of {", ".join(choices)}.{hint or " Choose one."}',
        )
    if kind.startswith("bool"):
        return "front-matter.invalid-value", f'{prefix}"{given}" is neither yes nor no. Write true or false.'
    if kind in ("string_type", "tuple_type", "dict_type", "model_type", "model_attributes_type"):
        wanted = {"string_type": "one text", "tuple_type": "a list"}.get(kind) or _group(_form_at(form, fault["loc"]))
        return "front-matter.invalid-value", f"{prefix}something else is written here. Write {wanted}."
    return "front-matter.invalid-value", f"{prefix}{ended} Correct the value."


def _group(form: type[Form]) -> str:
    """The least that a group of keys holds, as it is written on one line."""
    needed = (name for name, field in form.model_fields.items() if field.is_required())
    return f"a group of keys: {{{', '.join(_EXAMPLES.get(name, f'{name}: …') for name in needed)}}}"


def _form_at(form: type[Form], location: tuple[int | str, ...]) -> type[Form]:
    for step in location:
        field = form.model_fields.get(str(step))
        if field is not None:
            form = _inner(field.annotation) or form
    return form


def _inner(annotation: object) -> type[Form] | None:
    if isinstance(annotation, type) and issubclass(annotation, Form):
        return annotation
    inner = (_inner(part) for part in getattr(annotation, "__args__", ()))
    return next((part for part in inner if part is not None), None)


def _without(values: dict[str, Any], locations: list[tuple[int | str, ...]]) -> dict[str, Any]:
    kept = copy.deepcopy(values)
    for location in locations:
        place: Any = kept
        for step in location[:-1]:
            # A single group of keys is accepted where a list of them is meant.
            place = place if isinstance(place, dict) and isinstance(step, int) else place[step]
        place.pop(location[-1], None)
    return kept
