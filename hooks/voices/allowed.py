"""The one strict list of HTML that people's own markup passes, in posts as in feeds.

Comes in: any HTML. Goes out: elements and attributes of this list only, links to http, https and mailto only, no id, class,
style or name. Nesting is bounded first, because the sanitiser behind it (nh3) slows down with the square of the depth.
Bounding the size of a text, tracking pixels and relative addresses are left to the callers.
"""

from __future__ import annotations

import re
from html import escape, unescape

ALLOWED_TAGS = frozenset(
    """a abbr b bdi bdo blockquote br caption cite code col colgroup dd del details dfn div dl dt em figcaption figure
    h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q rp rt ruby s samp small span strong sub summary sup table tbody
    td tfoot th thead time tr u ul var wbr""".split()  # noqa: SIM905 - a list of words reads better
)
ALLOWED_ATTRIBUTES: dict[str, frozenset[str]] = {
    "*": frozenset({"lang", "dir"}),
    "a": frozenset({"href", "hreflang", "title"}),
    "abbr": frozenset({"title"}),
    "col": frozenset({"span"}),
    "colgroup": frozenset({"span"}),
    "details": frozenset({"open"}),
    "img": frozenset({"src", "alt", "title", "width", "height"}),
    "li": frozenset({"value"}),
    "ol": frozenset({"start", "reversed"}),
    "td": frozenset({"colspan", "rowspan", "align"}),
    "th": frozenset({"colspan", "rowspan", "scope", "align"}),
    "time": frozenset({"datetime"}),
}
URL_SCHEMES = frozenset({"http", "https", "mailto"})
DEPTH_LIMIT = 256

DROPPED_WITH_CONTENT = frozenset(
    "iframe math noembed noframes noscript object plaintext script style svg template textarea title xmp".split()  # noqa: SIM905 - a list of words reads better
)
_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"]
)
_CLOSED_BY_PARENT = frozenset(
    ["dd", "dt", "li", "option", "p", "rb", "rp", "rt", "rtc", "tbody", "td", "tfoot", "th", "thead", "tr"]
)
# Every repetition is possessive and stops at the next "<", so that hostile input costs linear time.
_VALUE = r"""(?:"([^"]*+)"|'([^']*+)'|([^\s"'=<>`]++))"""
_NAME = r"""[^\s"'<>=/]++"""
_UNNAMED_VALUE = _VALUE.replace("([", "(?:[")
_TOKEN = re.compile(
    r"<!--(?:-?>|.*?(?:--!?>|\Z))"
    r"|<[!?][^>]*+(?:>|\Z)"
    rf"|<(?P<raw>{'|'.join(sorted(DROPPED_WITH_CONTENT))})(?=[\s/>]).*?(?:</(?P=raw)(?=[\s/>])[^<>]*+>|\Z)"
    r"|</(?P<close>[a-z][a-z0-9-]{0,20}+)(?=[\s/>])[^<>]*+>"
    r"|<(?P<open>[a-z][a-z0-9-]{0,20}+)(?=[\s/>])"
    rf"(?P<attributes>(?:[\s/]++(?:{_NAME}(?:\s*+=\s*+{_UNNAMED_VALUE})?+)?+)*+)>"
    r"|<",
    re.IGNORECASE | re.DOTALL,
)
_ATTRIBUTE = re.compile(rf"({_NAME})(?:\s*+=\s*+{_VALUE})?+")


def bounded(html: str) -> str:
    """``html`` with elements nested no deeper than 256; the same text when it can't be deeper."""
    return neutral(html) if html.count("<") - html.count("</") > DEPTH_LIMIT else html


def neutral(html: str) -> str:
    """``html`` written anew from its tokens: allowed tags with allowed attributes, everything else text or gone.

    Tags need not be balanced, so that Markdown between them can be put back. A closing tag is kept only where it closes
    the innermost open element, which makes the depth counted here the depth a browser would see.
    """
    parts: list[str] = []
    stack: list[str] = []
    end = 0
    for token in _TOKEN.finditer(html):
        parts.append(html[end : token.start()])
        parts.append(_rewritten(token, stack))
        end = token.end()
    parts.append(html[end:])
    return "".join(parts)


def neutral_tag(html: str) -> str:
    """Like ``neutral`` for a piece of markup cut out of a text: closing tags are kept wherever they stand."""
    return _TOKEN.sub(lambda token: _closing(token) if token["close"] else _rewritten(token, []), html)


def _rewritten(token: re.Match[str], stack: list[str]) -> str:
    if token["open"]:
        return _opening(token, stack)
    if token["close"]:
        name = token["close"].lower()
        depth = len(stack)
        while depth and stack[depth - 1] != name and stack[depth - 1] in _CLOSED_BY_PARENT:
            depth -= 1
        if not depth or stack[depth - 1] != name:
            return ""
        del stack[depth - 1 :]
        return _closing(token)
    return "&lt;" if token[0] == "<" else ""


def _opening(token: re.Match[str], stack: list[str]) -> str:
    name = token["open"].lower()
    if name not in ALLOWED_TAGS:
        return ""
    if name not in _VOID:
        if len(stack) >= DEPTH_LIMIT:
            return ""
        stack.append(name)
    known = ALLOWED_ATTRIBUTES["*"] | ALLOWED_ATTRIBUTES.get(name, frozenset())
    written = [name]
    for key, *values in _ATTRIBUTE.findall(token["attributes"]):
        if key.lower() in known:
            written.append(f'{key.lower()}="{escape(unescape("".join(values)))}"')
    return f"<{' '.join(written)}>"


def _closing(token: re.Match[str]) -> str:
    name = token["close"].lower()
    return f"</{name}>" if name in ALLOWED_TAGS else ""
