"""Reads ``content/policy.yml``: the file → one ``Policy``, every fault a finding with its line.

A hub without the file, or with ``features.policy: false``, has no policy page; the built-in rules hold without the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

import yaml
from pydantic import BaseModel, ValidationError

from voices.findings import Finding, did_you_mean, ordered
from voices.policy.patience import is_slow
from voices.policy.patterns import TIMEOUT_SECONDS
from voices.policy.schema import BUILT_IN_IDS, PART_KINDS, PATH_IN_CONTENT, Part, Point, Policy, Rule
from voices.settings import Hub

DEPTH_AT_MOST = 20
VALUES_AT_MOST = 50_000
Path = tuple[str | int, ...]
_MODELS: Mapping[str, type[BaseModel]] = {"parts": Part, "points": Point, "rules": Rule}
_RESERVED = re.compile("[\ue000-\ue00f]")
"""The marks of our own HTML fragments, which no text may bring along."""
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _TooMuchError(Exception):
    """Aliases that multiply, or contain themselves."""


def read_policy(hub: Hub) -> tuple[Policy, tuple[Finding, ...]]:
    """The hub's policy and what is wrong in its file; an empty policy where there is none or it can't be used."""
    file = hub.content / PATH_IN_CONTENT
    if not hub.voices.features.policy or not file.is_file():
        return Policy(), ()
    return parse_policy(file.read_bytes(), hub.path_of(file))


def parse_policy(data: bytes, path: str) -> tuple[Policy, tuple[Finding, ...]]:
    """The policy in ``data``; faults carry ``path``. An empty policy goes with blocking findings only."""
    try:
        node = yaml.compose(data.decode("utf-8-sig"), Loader=_Loader)
    except UnicodeDecodeError:
        return Policy(), (_fault(path, 1, "encoding", "This file is not UTF-8. Save it as UTF-8."),)
    except yaml.YAMLError as error:
        return Policy(), (_not_yaml(path, error, data.count(b"\n") + 1),)
    if node is None:
        return Policy(), ()
    lines: dict[Path, int] = {}
    faults: list[Finding] = []
    try:
        value = _plain(node, (), lines, faults, path)
    except _TooMuchError:
        return Policy(), (_fault(path, 1, "shape", "This file repeats itself without end. Remove its YAML aliases."),)
    if not isinstance(value, Mapping):
        return Policy(), (_fault(path, 1, "shape", "The guideline is a mapping. Start with rules: and parts:."),)
    try:
        policy = Policy.model_validate(value)
    except ValidationError as error:
        found = [_explain(path, lines, fault["loc"], fault["type"], fault["msg"]) for fault in error.errors()]
        return Policy(), ordered([*faults, *found])
    if faults:
        return Policy(), ordered(faults)
    return policy, ordered(
        _slow(path, lines, at, rule) for at, rule in enumerate(policy.rules) if is_slow(rule.pattern)
    )


def _slow(path: str, lines: Mapping[Path, int], at: int, rule: Rule) -> Finding:
    message = (
        f"{rule.id}: some texts would keep this pattern busy for longer than {TIMEOUT_SECONDS:g} seconds, and it is given "
        "up then. Make it simpler: repeated groups inside repeated groups are what costs."
    )
    return Finding(path, lines["rules", at, "pattern"], "policy-file.slow-pattern", "warn", message)


def _plain(node: yaml.Node, at: Path, lines: dict[Path, int], faults: list[Finding], file: str) -> object:
    """The node's value as text, number, list or mapping, the line of everything noted in ``lines``."""
    lines.setdefault(at, node.start_mark.line + 1)
    if len(at) > DEPTH_AT_MOST or len(lines) > VALUES_AT_MOST:
        raise _TooMuchError
    if isinstance(node, yaml.SequenceNode):
        return [_plain(part, (*at, index), lines, faults, file) for index, part in enumerate(node.value)]
    if isinstance(node, yaml.MappingNode):
        found: dict[str, object] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value)  # as written: "no" is Norwegian here, not false
            line = key_node.start_mark.line + 1
            if key in found:
                faults.append(_fault(file, line, "duplicate-key", f'"{key}" is written twice. Keep one of them.'))
            lines[*at, key] = line
            found[key] = _plain(value_node, (*at, key), lines, faults, file)
        return found
    return _scalar(node)


def _scalar(node: yaml.Node) -> object:
    if node.tag == "tag:yaml.org,2002:bool":
        return node.value.lower() in ("true", "yes", "on", "y")
    if node.tag == "tag:yaml.org,2002:null":
        return None
    return _RESERVED.sub("\ufffd", str(node.value))


def _explain(path: str, lines: Mapping[Path, int], loc: Path, kind: str, message: str) -> Finding:
    at = tuple(part for part in loc if part != "[key]")
    line = next(lines[at[:end]] for end in range(len(at), -1, -1) if at[:end] in lines)
    place = ".".join(str(part + 1) if isinstance(part, int) else part for part in at)
    key = str(at[-1]) if at else ""
    if kind == "extra_forbidden":
        known = sorted(_model_at(at).model_fields)
        hint = did_you_mean(key, known) or f" Known: {', '.join(known)}."
        return _fault(path, line, "unknown-key", f"{place}: there is no such key.{hint}")
    if kind == "literal_error":
        told = _unknown_name(at) if "[key]" in loc else f"write {message.removeprefix('Input should be ')}."
        return _fault(path, line, "invalid-value", f"{place}: {told}")
    if kind == "missing":
        return _fault(path, line, "missing-key", f"{place}: it is missing. Add {key}: with a text.")
    said = message.removeprefix("Value error, ").removeprefix("Input should be ").rstrip(".")
    return _fault(path, line, "invalid-value", f"{place}: {said}.")


def _unknown_name(at: Path) -> str:
    known: Iterable[str] = PART_KINDS if at[0] == "parts" else BUILT_IN_IDS
    name = str(at[-1])
    return f'"{name}" is not known here.{did_you_mean(name, known) or " Known: " + ", ".join(known) + "."}'


def _model_at(at: Path) -> type[BaseModel]:
    names = [part for part in at[:-1] if isinstance(part, str) and part in _MODELS]
    return _MODELS[names[-1]] if names else Policy


def _not_yaml(path: str, error: yaml.YAMLError, last_line: int) -> Finding:
    mark = getattr(error, "problem_mark", None)
    problem = getattr(error, "problem", None) or "it can't be read"
    message = f"This is not YAML: {problem}. Check quotes, colons and the spaces at the start of the line."
    return _fault(path, min(mark.line + 1, last_line) if mark else 1, "yaml", message)


def _fault(path: str, line: int, rule: str, message: str) -> Finding:
    return Finding(path, line, f"policy-file.{rule}", "block", message)
