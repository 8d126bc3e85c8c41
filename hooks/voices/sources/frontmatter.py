"""The head of a Markdown file: bytes in, a mapping of texts out, each key with its line.

Every scalar stays text (``title: 1984``, ``language: no``, ``12:30``), so that nothing a person wrote is lost to YAML's
guesses; the forms decide what is a date or a yes. Checking keys and values is left to them.
"""

from __future__ import annotations

import re
from typing import Any, ClassVar

import yaml
from frontmatter.default_handlers import YAMLHandler
from msgspec import Struct, field

from voices.findings import Finding, Severity

SIZE_LIMIT_BYTES = 1_000_000
_RESERVED = re.compile("[\ue000-\ue00f\x00\ud800-\udfff]")
_KEY = re.compile(r"([A-Za-z_][\w-]*)[ \t]*:(?=\s|$)", re.MULTILINE)
_TRAILING_TAB = re.compile(r"[ \t]*\t[ \t]*$", re.MULTILINE)
_WORD_PROCESSOR = re.compile(r"^[\w-]+:[\u00a0\u202f]|^[\u00a0\u202f]", re.MULTILINE)
_LOOKS_ALIASED = re.compile(r"[*&][\w-]")


class Head(Struct, frozen=True):
    """A file taken apart. ``lines`` has the top-level keys in order, counted in the whole file; so does ``first_line``,
    where ``body`` begins. ``yaml`` is the head as written and ``offset`` the number of lines before it.
    """

    values: dict[str, Any] = field(default_factory=dict)
    body: str = ""
    first_line: int = 1
    lines: tuple[tuple[str, int], ...] = ()
    yaml: str = ""
    offset: int = 0
    present: bool = False
    broken: bool = False
    findings: tuple[Finding, ...] = ()


class _TextLoader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]  # libyaml may be missing
    """Reads every scalar as text, an empty one, ``~`` and ``null`` as nothing."""

    yaml_implicit_resolvers: ClassVar[dict[str, list[tuple[str, re.Pattern[str]]]]] = {}


_TextLoader.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"~|null|$"), ["~", "n", ""])


# An explicit tag (!!int) changes nothing either.
for _kind in ("binary", "bool", "float", "int", "timestamp"):
    _TextLoader.add_constructor(f"tag:yaml.org,2002:{_kind}", yaml.SafeLoader.construct_yaml_str)


class _Handler(YAMLHandler):
    def load(self, fm: str, **kwargs: object) -> Any:  # noqa: ARG002 - the name of the library
        return yaml.load(fm, Loader=_TextLoader)  # noqa: S506 - a safe loader


_HANDLER = _Handler()


def decode(data: bytes, path: str) -> tuple[str, tuple[Finding, ...]]:
    """The text of a file with plain line ends, or nothing and the finding that says why."""
    if len(data) > SIZE_LIMIT_BYTES:
        message = (
            f"the file has {len(data) / 1e6:.1f} MB; this hub reads Markdown up to {SIZE_LIMIT_BYTES // 1_000_000} MB. "
            "Split the text, and put pictures beside it as files of their own."
        )
        return "", (_block(path, 1, "file.too-large", message),)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        return "", (_block(path, line, "file.encoding", _undecodable(data, error.start)),)
    return without_reserved(text.replace("\r\n", "\n").replace("\r", "\n")), ()


def _undecodable(data: bytes, at: int) -> str:
    """What stands where a text is no UTF-8. Which letter was meant depends on an encoding nobody told."""
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF")):
        return "this is a document of an office program, not a text. Copy its text into a file that ends in .md."
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "the file is not UTF-8, so it can't be read. Save the file with the encoding UTF-8."
    before = data[data.rfind(b"\n", 0, at) + 1 : at].decode("utf-8").lstrip("\ufeff")[-30:]
    where = f'what follows "{before}" is' if before.strip() else "the first letter of this line is"
    return f"{where} not UTF-8, so the file can't be read. Save it with the encoding UTF-8."


def without_reserved(text: str) -> str:
    """``text`` without the characters that stand for something in our own HTML (see ``voices.text.ROOT``)."""
    return text if text.isascii() and "\0" not in text else _RESERVED.sub("", text)


def split(text: str, path: str) -> Head:
    """The head and the body of ``text``; findings for a head that is not YAML, not closed or not a mapping."""
    start = len(text) - len(text.lstrip())
    stripped = text[start:]
    above = text[:start].count("\n")
    if not stripped or not _HANDLER.detect(stripped):
        return Head(body=stripped, first_line=above + 1)
    try:
        raw, body = _HANDLER.split(stripped)
    except ValueError:
        message = "the head has no end. Close it with a line of three hyphens (---) above the text."
        return Head(present=True, broken=True, findings=(_block(path, above + 1, "front-matter.unclosed", message),))
    head_lines = stripped[: len(stripped) - len(body)].count("\n") if body else 0
    offset = above
    values, found = _load(raw, path, offset)
    lines, doubled = _scan_keys(raw, path, offset)
    if values is None:
        return Head(present=True, broken=True, lines=lines, yaml=raw, offset=offset, findings=found)
    kept = tuple((key, line) for key, line in lines if key in values)
    return Head(values, body, above + head_lines + 1, kept, raw, offset, True, False, (*found, *doubled))


def line_of(head: Head, location: tuple[str | int, ...]) -> int:
    """The line in the file of a key or list item, however deep; that of what holds it where it is not there."""
    try:
        node = yaml.compose(head.yaml, Loader=_TextLoader)
    except yaml.YAMLError:
        return head.offset + 1
    line = head.offset + 1
    for step in location:
        if isinstance(node, yaml.MappingNode):
            pair = next(((k, v) for k, v in node.value if k.value == str(step)), None)
            if pair is None:
                continue
            line, node = head.offset + pair[0].start_mark.line + 1, pair[1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
            line = head.offset + node.start_mark.line + 1
    return line


def _load(raw: str, path: str, offset: int) -> tuple[dict[str, Any] | None, tuple[Finding, ...]]:
    rule: Severity = "block"
    try:
        if _LOOKS_ALIASED.search(raw):
            for event in yaml.parse(raw, Loader=_TextLoader):
                if isinstance(event, yaml.AliasEvent):
                    line = offset + (event.start_mark.line if event.start_mark else 0) + 1
                    message = (
                        f'"*{event.anchor}" stands for a value written elsewhere. Write the value itself, in quotes.'
                    )
                    return None, (Finding(path, line, "front-matter.alias", rule, message),)
        # A tab nobody sees, at the end of a line, is no fault worth telling.
        values = _HANDLER.load(_TRAILING_TAB.sub("", raw) if "\t" in raw else raw)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = offset + (mark.line if mark else 0) + 1
        return None, (_block(path, line, "front-matter.yaml", _explained(error, raw, mark)),)
    except (ValueError, RecursionError):
        return None, (
            _block(path, offset + 1, "front-matter.yaml", "the head can't be read. Write one key: value a line."),
        )
    if values is None:
        return {}, ()
    if not isinstance(values, dict):
        message = 'the head is not a list of "key: value" lines. Write one a line, such as title: "My day".'
        return None, (_block(path, offset + 1, "front-matter.yaml", message),)
    # YAML's escapes can write what the text itself can't.
    return (_scrubbed(values) if "\\" in raw else {str(key): value for key, value in values.items()}), ()


def _scrubbed(value: Any) -> Any:
    if isinstance(value, dict):
        return {_scrubbed(str(key)): _scrubbed(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_scrubbed(item) for item in value]
    return _RESERVED.sub("", value) if isinstance(value, str) else value


def _explained(error: yaml.YAMLError, raw: str, mark: Any) -> str:
    problem = str(getattr(error, "problem", None) or "it is not YAML")
    lines = raw.split("\n")
    written = lines[mark.line] if mark and mark.line < len(lines) else ""
    if any(line.startswith("<<<<<<< ") for line in lines):
        return "git left two versions here. Keep one, and take out the lines of <, = and > around them."
    if _WORD_PROCESSOR.search(raw):
        return "there is a no-break space here, as word processors write it. Put a plain space in its place."
    if "mapping values are not allowed" in problem:
        return "a colon inside a value confuses YAML. Put the whole value in quotes."
    if "\t" in written or "'\\t'" in problem:
        return "there is a tab where YAML wants spaces. Indent with two spaces."
    if "unexpected end" in problem or "scanning a quoted scalar" in str(getattr(error, "context", "")):
        return "a quotation mark is opened and never closed. Close it at the end of the value."
    return f"the head can't be read here ({problem}). Put the value in quotes, or check the indentation."


def _scan_keys(raw: str, path: str, offset: int) -> tuple[tuple[tuple[str, int], ...], tuple[Finding, ...]]:
    lines: dict[str, int] = {}
    doubled = []
    for number, line in enumerate(raw.split("\n"), offset + 1):
        found = _KEY.match(line)
        if not found:
            continue
        key = found[1]
        if key in lines:
            message = f'"{key}" stands here a second time (first in line {lines[key]}). Keep one of the two.'
            doubled.append(_block(path, number, "front-matter.duplicate-key", message))
        lines.setdefault(key, number)
    return tuple(lines.items()), tuple(doubled)


def _block(path: str, line: int, rule: str, message: str) -> Finding:
    return Finding(path, line, rule, "block", message)
