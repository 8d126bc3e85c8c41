"""GitHub-flavoured Markdown to sanitised HTML with gaps where addresses come in.

Comes in: the text of one file. Goes out: a ``Document``. cmark-gfm renders twice where there is raw HTML: once without it,
which is our own markup and nothing else, and once with it, to learn what was written; only the raw pieces are stripped of
what could pass for ours. nh3 is the last step. Colouring code is left to ``code``, links and pictures to ``references``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape, unescape
from types import MappingProxyType

import nh3
from cmarkgfm import Options
from cmarkgfm.cmark import markdown_to_html_with_extensions

from voices.allowed import ALLOWED_ATTRIBUTES, ALLOWED_TAGS, DROPPED_WITH_CONTENT, URL_SCHEMES, bounded, neutral_tag
from voices.findings import Finding
from voices.i18n import N_
from voices.model import Document
from voices.sources.code import coloured
from voices.sources.frontmatter import without_reserved
from voices.sources.references import resolve
from voices.text import count_words, slugify, squeeze

ALERTS = ("note", "tip", "important", "warning", "caution")
ENGLISH_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "note": N_("Note"),
        "tip": N_("Tip"),
        "important": N_("Important"),
        "warning": N_("Warning"),
        "caution": N_("Caution"),
        "footnotes": N_("Footnotes"),
        "back": N_("Back to the text"),
        "done": N_("Done"),
        "open": N_("To do"),
    }
)
"""The words our markup needs, to be given in the document's language."""

_EXTENSIONS = ["table", "strikethrough", "autolink", "tasklist"]
_OPTIONS = Options.CMARK_OPT_FOOTNOTES | Options.CMARK_OPT_VALIDATE_UTF8
_OMITTED = "<!-- raw HTML omitted -->"
_RAW = "\ue003"
_RESERVED_ENTITY = re.compile(r"&#(?:x0*e00[0-9a-f](?![0-9a-f])|0*573(?:4[4-9]|5[0-9])(?![0-9]));?", re.IGNORECASE)
_DANGEROUS = re.compile(r'(<a href|<img src)="(?:javascript|vbscript|file|data):[^"]*"', re.IGNORECASE)
_INLINE_HTML = re.compile(
    r"<!--.*?-->|<\?.*?\?>|<![A-Z].*?>|</[a-z][a-z0-9-]*+\s*+>|<[a-z][a-z0-9-]*+"
    r"(?:\s++[a-z_:][\w.:-]*+(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s\"'=<>`]++))?+)*+\s*+/?>",
    re.IGNORECASE | re.DOTALL,
)
_QUOTE = re.compile(r"<(/?)blockquote>(?:\n<p>\[!(\w+)\][ \t]*(?:<br />)?(\n|</p>))?")
_CODE = re.compile(r'<pre><code(?: class="language-([^"]*)")?>(.*?)</code></pre>', re.DOTALL)
_NOTE_MARK = re.compile(r'<sup class="footnote-ref"><a href="#fn-([^"]+)" id="fnref-([^"]+)" data-footnote-ref>')
_NOTE = re.compile(r'<li id="fn-([^"]+)">')
_NOTE_BACK = re.compile(
    r'<a href="#fnref-([^"]+)" class="footnote-backref" data-footnote-backref data-footnote-backref-idx="[^"]*"'
    r' aria-label="[^"]*">'
)
_TASK = re.compile(r'<li>(\n?<p>)?<input type="checkbox"( checked="")? disabled="" />')
_CELL = re.compile(r'<(t[dh])((?: [a-z]+="[^"]*")*?) align="([^"]*)"')
_HEADING = re.compile(r'<h([1-6])((?: [a-z]+="[^"]*")*)>(.*?)</h\1>', re.DOTALL)
_FIGURE = re.compile(r'<p>(<a(?: [a-z-]+="[^"]*")*>)?<img((?: [a-z]+="[^"]*")*?) title="([^"]+)"([^>]*)>(</a>)?</p>')
_INLINE_TAG = re.compile(
    r"</?(?:abbr|a|bdi|bdo|b|cite|code|del|dfn|em|img|input|ins|i|kbd|mark|q|rp|rt|ruby|samp|small|span|strong|sub|sup|s|time"
    r'|u|var|wbr)(?: [a-z-]+="[^"]*")*>'
)
_TAG = re.compile(r'</?[a-z0-9]+(?: [a-z-]+="[^"]*")*>')
_UNSEEN = re.compile(
    r'<sup class="footnote-ref">.*?</sup>|<p class="alert-title"[^>]*>.*?</p>|<h2 class="footnotes-title">.*?</h2>'
    r'|<a [^>]*class="footnote-backref"[^>]*>.*?</a>',
    re.DOTALL,
)
_SLOT = re.compile("<pre>\ue001(\\d+)\ue002</pre>")
_LOST_SLOT = re.compile("\ue001\\d+\ue002")

_OURS: dict[str, set[str]] = {tag: set(names) for tag, names in ALLOWED_ATTRIBUTES.items()}
_OURS["a"] |= {"id", "aria-label", "role"}
_OURS["li"] |= {"id"}
_OURS["p"] = {"data-alert"}
_OURS["input"] = {"aria-label", "checked", "disabled", "type"}
_OURS["section"] = {"role"}
_CLASSES: dict[str, set[str]] = {
    "a": {"footnote-backref"},
    "div": {"alert", *(f"alert-{kind}" for kind in ALERTS)},
    "h2": {"footnotes-title"},
    "li": {"task"},
    "p": {"alert-title"},
    "section": {"footnotes"},
    "sup": {"footnote-ref"},
}
_CLEANER = nh3.Cleaner(
    tags={*ALLOWED_TAGS, "input", "section"},
    clean_content_tags=set(DROPPED_WITH_CONTENT),
    attributes=_OURS,
    allowed_classes=_CLASSES,
    url_schemes=set(URL_SCHEMES),
    link_rel=None,
)


def render(
    text: str, path: str, first_line: int = 1, *, place: str = "", words: Mapping[str, str] = ENGLISH_WORDS
) -> Document:
    """The Markdown ``text`` of the file ``place`` (a path inside the content folder) as a document.

    ``path`` and ``first_line`` say where the text begins for findings; ``words`` has the titles of alerts and the words for
    footnotes in the document's language.
    """
    text = without_reserved(text)
    if "&#" in text:
        text = _RESERVED_ENTITY.sub("\ufffd", text)
    trusted, raw, whole = _structure(text)
    slots: list[tuple[str, str]] = []
    html = _marked(_CODE.sub(lambda code: _set_aside(code, slots), trusted), words)
    if raw:
        pieces = iter(raw)
        html = re.sub(_RAW, lambda _: next(pieces), html)
    html = _CLEANER.clean(bounded(html))
    html = _CELL.sub(_aligned, html)
    html = _FIGURE.sub(_figure, html)
    html, headings = _with_ids(html)
    plain = _plain(html, slots)
    if slots:
        html = _LOST_SLOT.sub("", _SLOT.sub(lambda slot: coloured(*slots[int(slot[1])]), html))
    linked = resolve(html, text, path, first_line, place, frozenset(id_ for _, id_, _ in headings))
    return Document(
        pieces=linked.pieces,
        references=linked.references,
        text=plain,
        words=count_words(plain),
        headings=headings,
        links=linked.links,
        findings=linked.findings if whole else (*linked.findings, _left_out(path, first_line)),
    )


def _structure(text: str) -> tuple[str, list[str], bool]:
    """HTML of cmark's own with one mark for each piece of raw HTML, these pieces stripped, and whether all were found."""
    safe = markdown_to_html_with_extensions(text, options=_OPTIONS, extensions=_EXTENSIONS)
    if _OMITTED not in safe:
        return safe, [], True
    full = markdown_to_html_with_extensions(text, options=_OPTIONS | Options.CMARK_OPT_UNSAFE, extensions=_EXTENSIONS)
    ours = safe.split(_OMITTED)
    raw, whole = _raw_pieces(ours, _DANGEROUS.sub(r'\1=""', full))
    return _RAW.join(ours), raw, whole


def _left_out(path: str, line: int) -> Finding:
    message = (
        "some HTML in this text can't be told apart from the words around it and is left out. Write it as Markdown."
    )
    return Finding(path, line, "markdown.raw-html", "warn", message)


def _raw_pieces(ours: list[str], full: str) -> tuple[list[str], bool]:
    """What stands in ``full`` between our own pieces; nothing from where the two renderings can't be laid side by side."""
    raw, at = [""] * (len(ours) - 1), len(ours[0])
    if not full.startswith(ours[0]) or not full.endswith(ours[-1]):
        return raw, False
    for number, piece in enumerate(ours[1:]):
        tag = _INLINE_HTML.match(full, at)
        if number == len(raw) - 1:
            end = len(full) - len(piece)
        elif tag and full.startswith(piece, tag.end()):
            end = tag.end()
        else:
            end = full.find(piece, at)
        if end < at:
            return raw, False
        raw[number] = neutral_tag(full[at:end])
        at = end + len(piece)
    return raw, True


def _marked(html: str, words: Mapping[str, str]) -> str:
    """Our own classes and ids for alerts, footnotes and tasks, where cmark has its."""
    if "<blockquote>\n<p>[!" in html:
        html = _with_alerts(html, words)
    if "data-footnotes" in html:
        html = _NOTE_MARK.sub(r'<sup class="footnote-ref"><a href="#n-\1" id="n-\2-ref" role="doc-noteref">', html)
        html = _NOTE.sub(r'<li id="n-\1">', html)
        back = escape(words["back"])
        html = _NOTE_BACK.sub(
            rf'<a href="#n-\1-ref" class="footnote-backref" role="doc-backlink" aria-label="{back}">', html
        )
        html = html.replace(
            '<section class="footnotes" data-footnotes>',
            f'<section class="footnotes" role="doc-endnotes"><h2 class="footnotes-title">{escape(words["footnotes"])}</h2>',
        )
    if 'type="checkbox"' in html:
        html = _TASK.sub(
            lambda task: (
                f'<li class="task">{task[1] or ""}<input type="checkbox"{task[2] or ""} disabled=""'
                f' aria-label="{escape(words["done" if task[2] else "open"])}">'
            ),
            html,
        )
    return html


def _with_alerts(html: str, words: Mapping[str, str]) -> str:
    ends: list[str] = []

    def mark(quote: re.Match[str]) -> str:
        if quote[1]:
            return ends.pop() if ends else quote[0]
        kind = (quote[2] or "").lower()
        if kind not in ALERTS:
            ends.append("</blockquote>")
            return quote[0]
        ends.append("</div>")
        rest = "<p>" if quote[3] == "\n" else ""
        title = f'<p class="alert-title" data-alert="{kind}">{escape(words[kind])}</p>'
        return f'<div class="alert alert-{kind}">\n{title}\n{rest}'

    return _QUOTE.sub(mark, html)


def _set_aside(code: re.Match[str], slots: list[tuple[str, str]]) -> str:
    slots.append((unescape(code[1] or ""), unescape(code[2])))
    return f"<pre>\ue001{len(slots) - 1}\ue002</pre>"


def _aligned(cell: re.Match[str]) -> str:
    side = f' class="align-{cell[3]}"' if cell[3] in ("left", "center", "right") else ""
    return f"<{cell[1]}{cell[2]}{side}"


def _figure(found: re.Match[str]) -> str:
    opening, before, title, after, closing = found.groups("")
    caption = escape(unescape(title), quote=False)
    return f"<figure>{opening}<img{before}{after}>{closing}<figcaption>{caption}</figcaption></figure>"


def _with_ids(html: str) -> tuple[str, tuple[tuple[int, str, str], ...]]:
    """The headings one level down where the text has an h1 of its own, each with an id no other one has."""
    down = 1 if "<h1" in html else 0
    headings: list[tuple[int, str, str]] = []
    taken: set[str] = set()

    def mark(heading: re.Match[str]) -> str:
        if "footnotes-title" in heading[2]:
            return heading[0]
        level = min(6, max(2, int(heading[1]) + down))
        text = squeeze(unescape(_TAG.sub("", heading[3])))
        first = f"h-{slugify(text) or 'section'}"
        id_, number = first, 0
        while id_ in taken:
            number += 1
            id_ = f"{first}-{number}"
        taken.add(id_)
        headings.append((level, id_, text))
        return f'<h{level}{heading[2]} id="{id_}">{heading[3]}</h{level}>'

    return _HEADING.sub(mark, html), tuple(headings)


def _plain(html: str, slots: list[tuple[str, str]]) -> str:
    """The text alone, a line a block, code as written; neither footnote marks nor our own words."""
    if "<sup class" in html or 'class="alert-title"' in html or "doc-backlink" in html:
        html = _UNSEEN.sub("", html)
    text = unescape(_TAG.sub("\n", _INLINE_TAG.sub("", html)))
    if slots:
        text = re.sub("\ue001(\\d+)\ue002", lambda slot: slots[int(slot[1])][1], text)
    return "\n".join(line for part in text.split("\n") if (line := part.strip()))
