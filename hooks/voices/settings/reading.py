"""From the plain mapping of a mkdocs.yml to one typed ``Hub``, or one sentence that says which key is wrong.

Comes in: a mapping. Goes out: a ``Hub`` or ``VoicesSettings``; the first fault raises ``SettingsError``. Reading mkdocs.yml
itself is left to ``configfile``.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Literal, cast

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from voices.findings import did_you_mean
from voices.settings.hub import Hub
from voices.settings.sections import VoicesSettings
from voices.settings.values import web_address

_BOUNDS = {
    "greater_than": ("small", "more than {gt:g}"),
    "greater_than_equal": ("small", "{ge:g} or more"),
    "less_than_equal": ("large", "{le:g} or less"),
}
"""How a number is out of bounds, and what to write, by the kind of pydantic's fault."""
_WANTED = {
    "bool": "true or false",
    "int": "a whole number",
    "float": "a number",
    "string": "one text",
    "tuple": "a list, like [one, another]",
    "model": "keys, each on a line of its own",
}
"""What is meant, by how the kinds of pydantic's faults begin."""


class SettingsError(Exception):
    """A setting that can't be used: ``mkdocs.yml, extra.voices.per_page: what is wrong. What to do.``"""


def hub_from(config: Mapping[str, Any], config_file: Path, environment: Mapping[str, str] = os.environ) -> Hub:
    """The hub that a mapping with MkDocs' top-level keys describes.

    Raises SettingsError for a missing ``site_url``, ``use_directory_urls: false`` or a fault in ``extra.voices``.
    """
    site_url = str(config.get("site_url") or "")
    name = config_file.name
    if not site_url.startswith(("http://", "https://")):
        raise SettingsError(
            f"{name}, site_url: it is missing. Add the address the hub will have, like https://voices.example/."
        )
    try:
        web_address(site_url)
    except ValueError as error:
        raise SettingsError(f"{name}, site_url: {error}.") from None
    if config.get("use_directory_urls") is False:
        raise SettingsError(f"{name}, use_directory_urls: the hub's addresses end with a slash. Remove this line.")
    audience = environment.get("VOICES_AUDIENCE") or "public"
    if audience not in ("public", "internal"):
        raise SettingsError(f'VOICES_AUDIENCE: "{audience}" is neither "public" nor "internal". Use one of the two.')
    _check_epoch(environment.get("SOURCE_DATE_EPOCH"))
    extra = config.get("extra") or {}
    if not isinstance(extra, Mapping):
        raise SettingsError(
            f"{name}, extra: settings are expected here. Write voices: below it, and its keys below that."
        )
    root = config_file.parent
    return Hub(
        config_file=config_file,
        content=(root / str(config.get("docs_dir") or "content")).resolve(),
        site_dir=(root / str(config.get("site_dir") or "site")).resolve(),
        site_name=str(config.get("site_name") or ""),
        site_url=site_url.rstrip("/") + "/",
        voices=voices_settings(extra.get("voices"), name),
        audience=cast('Literal["public", "internal"]', audience),
    )


def _check_epoch(written: str | None) -> None:
    try:
        dt.datetime.fromtimestamp(int(written or 0), tz=dt.UTC)
    except (ValueError, OverflowError, OSError):
        raise SettingsError(
            f'SOURCE_DATE_EPOCH: "{written}" is no number of seconds since 1970. Write one like 1795305600, or unset it.'
        ) from None


def voices_settings(value: object, file_name: str = "mkdocs.yml") -> VoicesSettings:
    """The typed form of ``extra.voices``; raises SettingsError with the key that is wrong."""
    if value is None:
        return VoicesSettings()
    if not isinstance(value, Mapping):
        raise SettingsError(f"{file_name}, extra.voices: settings are expected here. Write one key: value a line.")
    try:
        return VoicesSettings.model_validate(dict(value))
    except ValidationError as error:
        raise SettingsError(_explain(error, file_name)) from None


def _explain(error: ValidationError, file_name: str) -> str:
    fault = error.errors()[0]
    keys = [str(part) for part in fault["loc"]]
    place = f"{file_name}, extra.voices.{'.'.join(keys)}"
    if fault["type"] == "extra_forbidden":
        known = _keys_beside(keys)
        return (
            f"{place}: there is no such setting.{did_you_mean(keys[-1], known) or ' Known: ' + ', '.join(known) + '.'}"
        )
    return f"{place}: {_said(fault)}"


def _said(fault: ErrorDetails) -> str:
    """What is wrong with a value, and what to write instead."""
    kind, given, limits = fault["type"], fault.get("input"), fault.get("ctx", {})
    if kind == "literal_error":
        choices = [part.strip(" '") for part in str(limits["expected"]).replace(" or ", ",").split(",")]
        return f'"{given}" is not one of {", ".join(choices)}.{did_you_mean(str(given), choices) or " Choose one."}'
    if kind == "missing":
        return f"it is missing. Add {fault['loc'][-1]}: …"
    if kind in _BOUNDS:
        word, advice = _BOUNDS[kind]
        return f"{given} is too {word}. Write {advice.format_map(limits)}."
    wanted = next((words for start, words in _WANTED.items() if kind.startswith(start)), None)
    if wanted is not None:
        return f"something else is written here. Write {wanted}."
    message = fault["msg"].removeprefix("Value error, ")
    return message if message.endswith(("?", ".")) else f"{message}."


def _keys_beside(keys: Iterable[str]) -> list[str]:
    model: type[BaseModel] = VoicesSettings
    for key in list(keys)[:-1]:
        field = model.model_fields.get(key)
        if field is None:
            continue
        candidates = [field.annotation, *getattr(field.annotation, "__args__", ())]
        model = next((c for c in candidates if isinstance(c, type) and issubclass(c, BaseModel)), model)
    return sorted(model.model_fields)
