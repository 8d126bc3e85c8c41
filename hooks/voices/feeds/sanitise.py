"""Other people's HTML made safe for a company's front page, and private for its readers.

Comes in: HTML from a feed and the address it is relative to. Goes out: a fragment of the hub's strict list, with absolute
links, no tracking pixel, images lazy and without referrer. Sanitising twice is sanitising once. One pass over the tree a
browser would build does what needs understanding; nh3 is the last step and decides what may stay at all.
"""

from __future__ import annotations

import re
from html import escape

import nh3
from selectolax.lexbor import LexborHTMLParser, LexborNode

from voices.allowed import ALLOWED_ATTRIBUTES, ALLOWED_TAGS, DEPTH_LIMIT, DROPPED_WITH_CONTENT, URL_SCHEMES, neutral
from voices.feeds.links import absolute, host_of
from voices.text import squeeze

HTML_LENGTH = 1_000_000
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ue000-\ue00f\ufdd0-\ufdef\ufffe\uffff]")
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f]")
_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]*)")
_VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr")
)
_LONG_TAG = re.compile(r"<[a-zA-Z][^<>]{8000,}")
_ATTRIBUTES_LIMIT = 1000
_TINY = re.compile(r"\s*0*[01](\.\d*)?\s*(px)?\s*$", re.IGNORECASE)
_HIDDEN_STYLE = re.compile(
    r"(display\s*:\s*none|visibility\s*:\s*hidden|opacity\s*:\s*0(\.0+)?\s*(;|$)|(^|;)\s*(max-)?(width|height)\s*:\s*[01](\.\d+)?(px)?\s*(;|!|$))",
    re.IGNORECASE,
)
_PIXEL = re.compile(
    r"//([\w.-]*\.)?(pixel\.wp\.com|stats\.wordpress\.com|feeds\.wordpress\.com/1\.0/|feeds\.feedburner\.com/~|feedads\.|feedsportal\.com"
    r"|doubleclick\.net|google-analytics\.com|googletagmanager\.com|facebook\.com/tr\b|medium\.com/_/stat|pixel\.|statcounter\.com"
    r"|scorecardresearch\.com|quantserve\.com|hits\.|counter\.theconversation\.|mailchi\.mp/track|list-manage\.com/track|piwik\.|matomo\.)"
    r"|/(piwik|matomo)\.php\b|/b\.gif\?|/(tracking|track|pixel|spacer|blank)\.(gif|png)\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\s*(\d{1,5})(\.\d+)?\s*(px)?\s*$")
_LAZY = ("data-src", "data-lazy-src", "data-original", "data-orig-file", "data-url")
_LAZY_SETS = ("srcset", "data-srcset", "data-lazy-srcset")
_OWN_REL, _OTHER_REL = "noopener", "noopener noreferrer"
_ROUNDS = 6
_BLOCKS = frozenset(
    (
        *(
            "address",
            "article",
            "aside",
            "blockquote",
            "br",
            "caption",
            "dd",
            "div",
            "dl",
            "dt",
            "figcaption",
            "figure",
        ),
        *(
            "footer",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "header",
            "hr",
            "li",
            "main",
            "nav",
            "ol",
            "p",
            "pre",
            "section",
        ),
        *("summary", "table", "td", "th", "tr", "ul"),
    )
)

_attributes = {tag: set(names) for tag, names in ALLOWED_ATTRIBUTES.items()}
_attributes["a"] = _attributes["a"] | {"rel"}
_attributes["img"] = _attributes["img"] | {"loading", "referrerpolicy"}
_CLEANER = nh3.Cleaner(
    tags=set(ALLOWED_TAGS),
    clean_content_tags=set(DROPPED_WITH_CONTENT),
    attributes=_attributes,
    url_schemes=set(URL_SCHEMES),
    link_rel=None,
    strip_comments=True,
    attribute_filter=lambda tag, name, value: _attribute(tag, name, value),
)


def sanitise(html: str, base: str = "", own_hosts: frozenset[str] = frozenset()) -> str:
    """The safe form of ``html``; links to ``own_hosts`` (without ``www.``) keep their referrer.

    Longer than a million characters, or nested deeper than 256, is cut. ``sanitise(sanitise(x)) == sanitise(x)``.
    """
    clean = _once(_bounded(plain(html)[:HTML_LENGTH]), base, own_hosts)
    for _ in range(_ROUNDS):
        again = _once(clean, base, own_hosts)
        if again == clean:
            return clean
        clean = again
    # A tree that never comes to rest was made to confuse; its words remain.
    return f"<p>{escape(text_of(clean), quote=False)}</p>"


def strict(html: str) -> str:
    """The last step alone, for what lies in the archive already, whoever put it there."""
    return plain(_CLEANER.clean(_bounded(plain(html))))


def plain(text: str) -> str:
    """Text without characters that are illegal in XML or that the hub uses for itself."""
    return _FORBIDDEN.sub("", text)


def plain_line(text: str) -> str:
    """A title or a name: one line, no control characters, nothing that turns the reading direction."""
    return squeeze(_BIDI.sub("", plain(text)))


def text_of(html: str) -> str:
    """The words of a sanitised fragment on one line, a space where a block ends."""
    if "<" not in html and "&" not in html:
        return squeeze(html)
    tree = LexborHTMLParser(html)
    body = tree.body
    if body is None:
        return ""
    parts: list[str] = []
    for node in body.traverse(include_text=True):
        if node.is_text_node:
            parts.append(node.text_content or "")
        elif node.tag in _BLOCKS:
            parts.append(" ")
    return squeeze("".join(parts))


def _once(html: str, base: str, own_hosts: frozenset[str]) -> str:
    tree = LexborHTMLParser(html)
    if tree.body is None:
        return ""
    # The nodes first, the changes after: a tree must not change under its own traversal.
    for node in [node for node in tree.body.traverse(include_text=False) if node.tag in ("img", "a")]:
        if node.tag == "img":
            _image(node, base)
        else:
            _link(node, base, own_hosts)
    # Once more, for what was written as an entity is a letter only now.
    return plain(_CLEANER.clean(tree.body.inner_html or "")).strip()


def _image(node: LexborNode, base: str) -> None:
    given = {name: value or "" for name, value in node.attributes.items()}
    source = _source(given, base)
    if not source or _is_pixel(given, source):
        node.decompose()
        return
    for name in list(given):
        if name not in ("alt", "title", "lang", "dir"):
            del node.attrs[name]
    node.attrs["src"] = source
    for name in ("width", "height"):
        if found := _NUMBER.match(given.get(name, "")):
            node.attrs[name] = str(int(found[1]))
    node.attrs["loading"] = "lazy"
    node.attrs["referrerpolicy"] = "no-referrer"


def _source(given: dict[str, str], base: str) -> str:
    # A placeholder stands in src where a script is meant to put the picture in later.
    for name in (*_LAZY, "src"):
        if source := absolute(given[name], base) if given.get(name, "").strip() else "":
            return source
    for name in _LAZY_SETS:
        candidates = [part.split()[0] for part in given.get(name, "").split(",") if part.strip()]
        if source := next((found for found in (absolute(c, base) for c in reversed(candidates)) if found), ""):
            return source
    return ""


def _is_pixel(given: dict[str, str], source: str) -> bool:
    tiny = any(name in given and _TINY.match(given[name]) for name in ("width", "height"))
    hidden = "hidden" in given or _HIDDEN_STYLE.search(given.get("style", "")) is not None
    return tiny or hidden or _PIXEL.search(source) is not None


def _link(node: LexborNode, base: str, own_hosts: frozenset[str]) -> None:
    given = node.attributes.get("href")
    for name in ("rel", "href"):
        if name in node.attributes:
            del node.attrs[name]
    target = absolute(given, base, mail=True) if given is not None and given.strip() else ""
    if target:
        node.attrs["href"] = target
        node.attrs["rel"] = _OWN_REL if host_of(target) in own_hosts else _OTHER_REL


def _attribute(tag: str, name: str, value: str) -> str | None:
    fixed = {"loading": ("lazy",), "referrerpolicy": ("no-referrer",), "rel": (_OWN_REL, _OTHER_REL)}
    if name in fixed:
        return value if value in fixed[name] else None
    if name in ("width", "height"):
        return value if value.isascii() and value.isdigit() else None
    if (tag, name) in (("a", "href"), ("img", "src")):
        return absolute(value, mail=tag == "a") or None
    return value


def _bounded(html: str) -> str:
    deepest = depth = 0
    for closing, name in _TAG.findall(html):
        if closing:
            depth = max(0, depth - 1)
        elif name.lower() not in _VOID:
            depth += 1
            deepest = max(deepest, depth)
    # Parsers read attributes by the thousand in the square of the time.
    flood = any(tag[0].count("=") > _ATTRIBUTES_LIMIT for tag in _LONG_TAG.finditer(html))
    return neutral(html) if flood or deepest > DEPTH_LIMIT else html
