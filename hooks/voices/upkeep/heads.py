"""Edits the head of a Markdown file where it stands: values are exchanged in place, comments and layout stay.

Comes in: the text of a file and what to change. Goes out: the new text. YAML is only read here, to learn where each value
stands, and never written anew. A head that can't be edited so raises ``HeadError``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator

import yaml
from msgspec import Struct

_HEAD = re.compile(r"\ufeff?\s*-{3,}[ \t]*\r?\n(.*?)(?<=\n)-{3,}[ \t]*(?:\r?\n|$)", re.DOTALL)
_NOTHING = "tag:yaml.org,2002:null"
_LINE_END = re.compile(r"\r?\n")

Path = tuple[str, ...]
"""Keys from the top; lists on the way are gone through: ``("feeds", "topics")`` is the topics of every feed."""


class HeadError(Exception):
    """A head that can't be edited in place."""


class _Change(Struct, frozen=True):
    start: int
    end: int
    text: str


class _Found(Struct, frozen=True):
    """A scalar, with the list it is an item of, if any, and the key it belongs to."""

    node: yaml.ScalarNode
    key: yaml.Node
    value: yaml.Node
    items: yaml.SequenceNode | None


def values(text: str, path: Path) -> tuple[str, ...]:
    """The scalars at ``path``, as written."""
    start, root = _parsed(text)
    return tuple(found.node.value for found in _scalars(root, path)) if start >= 0 else ()


def replace_values(text: str, path: Path, change: Callable[[str], str | None]) -> str:
    """Each scalar at ``path`` for which ``change`` gives a text becomes that text, quoted as it was."""
    start, root = _parsed(text)
    changes = []
    for found in _scalars(root, path):
        new = change(found.node.value)
        if new is not None and new != found.node.value:
            span = found.node.start_mark.index, found.node.end_mark.index
            changes.append(_Change(start + span[0], start + span[1], _scalar(new, found.node.style)))
    return _applied(text, changes)


def remove_values(text: str, path: Path, unwanted: Callable[[str], bool]) -> str:
    """Take out each scalar at ``path`` that is ``unwanted``; a key left without a value goes too."""
    while True:  # One at a time: each changes the places of its neighbours.
        start, root = _parsed(text)
        found = next((one for one in _scalars(root, path) if unwanted(one.node.value)), None)
        if found is None:
            return text
        text = _applied(text, [_without(text, start, found)])


def add_alias(text: str, alias: str) -> str:
    """``alias`` becomes the first of ``aliases``, so that the last one stays the address first published."""
    start, root = _parsed(text)
    if start < 0:
        raise HeadError("the file has no head (--- … ---) to add the old address to")
    written = _scalar(alias, None)
    pair = _pair(root, "aliases")
    line_end = "\r\n" if "\r\n" in text else "\n"
    if pair is None:
        match = _HEAD.match(text)
        at = match.end(1) if match else start
        return _applied(text, [_Change(at, at, f"aliases: [{written}]{line_end}")])
    key, value = pair
    if isinstance(value, yaml.SequenceNode) and value.value:
        first = start + value.value[0].start_mark.index
        if value.flow_style:
            return _applied(text, [_Change(first, first, f"{written}, ")])
        line = text.rfind("\n", 0, first) + 1
        return _applied(text, [_Change(line, line, f"{text[line:first]}{written}{line_end}")])
    if isinstance(value, yaml.ScalarNode) and value.tag != _NOTHING:
        kept = text[start + value.start_mark.index : start + value.end_mark.index]
        change = _Change(start + value.start_mark.index, start + value.end_mark.index, f"[{written}, {kept}]")
        return _applied(text, [change])
    colon = text.index(":", start + key.end_mark.index) + 1
    end = start + value.end_mark.index if value.end_mark.index > value.start_mark.index else colon
    return _applied(text, [_Change(colon, end, f" [{written}]")])


def _parsed(text: str) -> tuple[int, yaml.Node | None]:
    match = _HEAD.match(text)
    if match is None:
        return -1, None
    try:
        return match.start(1), yaml.compose(match[1], Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        raise HeadError("its head is not YAML; voices check says where") from error


def _pair(root: yaml.Node | None, key: str) -> tuple[yaml.Node, yaml.Node] | None:
    if not isinstance(root, yaml.MappingNode):
        return None
    return next(((k, v) for k, v in root.value if k.value == key), None)


def _scalars(root: yaml.Node | None, path: Path) -> Iterator[_Found]:
    pair = _pair(root, path[0])
    if pair is None:
        return
    key, value = pair
    items = value if isinstance(value, yaml.SequenceNode) else None
    for node in items.value if items is not None else [value]:
        if len(path) > 1:
            yield from _scalars(node, path[1:])
        elif isinstance(node, yaml.ScalarNode) and node.tag != _NOTHING:
            yield _Found(node, key, value, items)


def _without(text: str, start: int, found: _Found) -> _Change:
    items = found.items
    if items is None or len(items.value) == 1:
        if text[: start + found.key.start_mark.index].rpartition("\n")[2].strip():
            raise HeadError("its head is written in braces on one line; take the value out by hand")
        first = text.rfind("\n", 0, start + found.key.start_mark.index) + 1
        return _Change(first, _line_after(text, start + _last_index(found.value)), "")
    place = items.value.index(found.node)
    if not items.flow_style:
        first = text.rfind("\n", 0, start + found.node.start_mark.index) + 1
        return _Change(first, _line_after(text, start + found.node.end_mark.index), "")
    if place + 1 < len(items.value):
        return _Change(start + found.node.start_mark.index, start + items.value[place + 1].start_mark.index, "")
    before = items.value[place - 1].end_mark.index
    return _Change(start + before, start + found.node.end_mark.index, "")


def _last_index(node: yaml.Node) -> int:
    # A block list ends for YAML where the next key begins; what matters is where its last item ends.
    if isinstance(node, yaml.SequenceNode) and not node.flow_style and node.value:
        return _last_index(node.value[-1])
    return int(node.end_mark.index)


def _line_after(text: str, index: int) -> int:
    found = _LINE_END.search(text, index)
    return found.end() if found else len(text)


def _scalar(value: str, style: str | None) -> str:
    if style == "'":
        return "'" + value.replace("'", "''") + "'"
    plain = style is None and bool(value) and value == value.strip()
    if plain:
        try:
            # Plain only where every reader of YAML takes it for the same text, in a list as well.
            plain = yaml.safe_load(f"a: {value}") == {"a": value} and yaml.safe_load(f"[{value}, x]") == [value, "x"]
        except yaml.YAMLError:
            plain = False
    return value if plain else json.dumps(value, ensure_ascii=False)


def _applied(text: str, changes: list[_Change]) -> str:
    for change in sorted(changes, key=lambda change: -change.start):
        text = text[: change.start] + change.text + text[change.end :]
    _parsed(text)
    return text
