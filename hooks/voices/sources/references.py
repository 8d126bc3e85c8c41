"""Links and pictures of rendered Markdown: which lead elsewhere, which wait for an address of this site.

Comes in: HTML as nh3 wrote it. Goes out: the HTML cut at each link or picture of the hub's own, with what the cut stands
for. Whether a target exists is asked by whoever knows all files.
"""

from __future__ import annotations

import posixpath
import re
from bisect import bisect_right
from dataclasses import dataclass, field
from html import escape, unescape
from urllib.parse import unquote, urlsplit

from msgspec import Struct

from voices.findings import Finding, Severity
from voices.model import Reference
from voices.sources.frontmatter import without_reserved
from voices.text import slugify

_GAP = "\ue004"
_PLACE = re.compile(r'<(?:a((?: [a-z-]+="[^"]*")*)>|(/a)>|img((?: [a-z-]+="[^"]*")*)>)')
# Schemes are the same in capital letters (RFC 3986, 3.1).
_SCHEMES = re.compile(r"https?:|//", re.IGNORECASE)
_ATTRIBUTE = re.compile(r' ([a-z-]+)="([^"]*)"')


class Linked(Struct, frozen=True):
    """HTML cut at its references; ``links`` has the absolute addresses, each once, in order."""

    pieces: tuple[str, ...]
    references: tuple[Reference, ...] = ()
    links: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()


def resolve(html: str, text: str, path: str, first_line: int, place: str, headings: frozenset[str]) -> Linked:
    """``html`` with external links marked, pictures made lazy, and a gap for each address of the hub's own.

    ``text`` is the Markdown, searched for the line of each; ``place`` the file's path inside the content folder, which
    relative targets start from; ``headings`` the ids that links within the text may use.
    """
    if "<a" not in html and "<img" not in html:
        return Linked((html,))
    work = _Work(path, place, headings, _Lines(text, first_line))
    pieces = tuple(_PLACE.sub(work.rewrite, html).split(_GAP))
    return Linked(pieces, tuple(work.references), tuple(dict.fromkeys(work.links)), tuple(work.findings))


class _Lines:
    """Finds the line of a target in the source; targets come in its order, so the search goes on from the last."""

    def __init__(self, text: str, first_line: int) -> None:
        self._text = text
        self._first_line = first_line
        self._last = 0
        self._starts: list[int] = []

    def of(self, target: str) -> int:
        at = self._text.find(target, self._last)
        if at < 0:
            at = self._text.find(target, 0, self._last)
        if at < 0:
            return self._line(self._last)
        self._last = max(self._last, at + 1)
        return self._line(at)

    def _line(self, at: int) -> int:
        if not self._starts:
            self._starts = [found.end() for found in re.finditer("\n", self._text)]
        return self._first_line + bisect_right(self._starts, at)


@dataclass(slots=True)
class _Work:
    path: str
    place: str
    headings: frozenset[str]
    lines: _Lines
    references: list[Reference] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    inside_link: bool = False

    def rewrite(self, tag: re.Match[str]) -> str:
        if tag[2]:
            self.inside_link = False
            return tag[0]
        attributes = {key: unescape(value) for key, value in _ATTRIBUTE.findall(tag[1] or tag[3] or "")}
        if tag[1] is not None:
            self.inside_link = True
            return self._link(attributes)
        return self._image(attributes)

    def _link(self, attributes: dict[str, str]) -> str:
        href = attributes.pop("href", "").strip()
        if "role" in attributes or not href:
            return _written("a", ({"href": href} if href else {}) | attributes)
        if href.startswith("#"):
            return _written("a", {"href": self._heading(href)} | attributes)
        if _SCHEMES.match(href):
            href = _outside(href)
            if not href:
                return _written("a", attributes)
            self.links.append(href)
            return _written("a", {"href": href} | attributes | {"rel": "noopener"})
        if href[:7].lower() == "mailto:":
            return _written("a", {"href": href} | attributes)
        found = self._target(href, "link")
        if found is None:
            return _written("a", attributes)
        self.references.append(found)
        return _written("a", {"href": _GAP} | attributes)

    def _heading(self, href: str) -> str:
        wanted = _fragment(href[1:])
        if wanted in self.headings or not href[1:]:
            return f"#{wanted}"
        message = (
            f'there is no heading for the link "{href}" in this text. Write it as the heading has it, like #my-heading.'
        )
        self._find(href, "reference.missing-heading", "warn", message)
        return href

    def _image(self, attributes: dict[str, str]) -> str:
        src = attributes.get("src", "").strip()
        alt = attributes.get("alt", "")
        if _SCHEMES.match(src):
            return self._remote(_outside(src), alt)
        if not src:
            return escape(alt, quote=False)
        if src.startswith("/"):
            message = (
                f'the picture "{src}" is named from the root. Put the file beside the text and write its name alone.'
            )
            self._find(src, "reference.picture-path", "block", message)
            return escape(alt, quote=False)
        found = self._target(src, "image", alt)
        if found is None:
            return escape(alt, quote=False)
        self.references.append(found)
        kept = {key: attributes[key] for key in ("title", "lang") if key in attributes}
        written = _written("img", {"alt": alt} | kept | {"loading": "lazy", "referrerpolicy": "no-referrer"})
        return f"<img {_GAP}{written.removeprefix('<img')}"

    def _remote(self, src: str, alt: str) -> str:
        host = urlsplit(src).hostname or "its address can't be read"
        message = (
            f"the picture comes from another host ({host}), which would learn of every reader. "
            "Put the file beside the text; until then a link stands in its place."
        )
        self._find(src, "reference.remote-picture", "warn", message)
        if self.inside_link or not src:
            return escape(alt or host, quote=False)
        self.links.append(src)
        return f"{_written('a', {'href': src, 'rel': 'noopener'})}{escape(alt or src, quote=False)}</a>"

    def _target(self, written: str, kind: str, alt: str = "") -> Reference | None:
        path, _, fragment = written.partition("#")
        path = without_reserved(unquote(path.partition("?")[0]))
        line = self.lines.of(written)
        if path.startswith("/"):
            return Reference("link", path, line, _fragment(fragment))
        target = posixpath.normpath(posixpath.join(posixpath.dirname(self.place), path)) if path else self.place
        if target.startswith("..") or target == ".":
            message = (
                f'"{written}" leads out of the content folder. Link to a file inside it, or write a whole web address.'
            )
            self._find(written, "reference.outside", "block", message)
            return None
        return Reference("image" if kind == "image" else "link", target, line, _fragment(fragment), alt)

    def _find(self, written: str, rule: str, severity: Severity, message: str) -> None:
        self.findings.append(Finding(self.path, self.lines.of(written), rule, severity, message))


def _outside(href: str) -> str:
    """A web address with its scheme and without a name or password before the host; nothing when it can't be read."""
    try:
        parts = urlsplit(f"https:{href}" if href.startswith("//") else href)
        host = parts.netloc.rpartition("@")[2]
    except ValueError:
        return ""
    return parts._replace(netloc=host).geturl() if host and host != parts.netloc else parts.geturl() if host else ""


def _fragment(written: str) -> str:
    name = unquote(written)
    return f"h-{slugify(name.removeprefix('h-'))}" if name else ""


def _written(tag: str, attributes: dict[str, str]) -> str:
    return "<" + tag + "".join(f' {key}="{escape(value)}"' for key, value in attributes.items()) + ">"
