"""Whatever is typed into a post, nothing live comes out of it."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from voices.allowed import ALLOWED_TAGS, DEPTH_LIMIT
from voices.sources.files import Reading, read_file
from voices.sources.markdown import render

CORPUS = Path(__file__).parents[3] / "shared" / "corpora" / "html-vectors.json"
VECTORS: list[dict[str, Any]] = json.loads(CORPUS.read_text("utf-8")) if CORPUS.is_file() else []
OUR_CLASSES = re.compile(
    r"(highlight|language-[a-z0-9+#.-]+|align-(left|center|right)|task|footnotes(-title)?|footnote-(ref|backref)"
    r"|alert(-(title|note|tip|important|warning|caution))?|[a-z]{1,3}[0-9]?)( |$)"
)


class _Judge(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.faults: list[str] = []
        self.elements: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(tag)
        if tag not in ALLOWED_TAGS | {"input", "section"}:
            self.faults.append(f"element {tag}")
        for name, value in attrs:
            said = (value or "").strip().lower()
            if name.startswith("on") or name in ("style", "srcset", "srcdoc", "name", "action", "formaction"):
                self.faults.append(f"attribute {name}")
            scheme = re.match(r"[a-z][a-z0-9+.-]*:", said)
            if name in ("href", "src") and scheme and scheme[0] not in ("http:", "https:", "mailto:"):
                self.faults.append(f"address {said}")
            if name == "id" and not said.startswith(("h-", "n-")):
                self.faults.append(f"id {said}")
            if name == "class" and not all(OUR_CLASSES.match(part + " ") for part in said.split()):
                self.faults.append(f"class {said}")

    def handle_comment(self, data: str) -> None:
        self.faults.append(f"comment {data}")


def faults(text: str) -> list[str]:
    document = render(text, "x.md", place="posts/x.md")
    assert len(document.pieces) == len(document.references) + 1
    assert not re.search("[\ue000-\ue00f]", "".join(document.pieces) + document.text)
    judge = _Judge()
    judge.feed("gap".join(document.pieces))
    judge.close()
    return judge.faults


@pytest.mark.skipif(not VECTORS, reason="the corpus html-vectors.json is not beside this checkout")
@pytest.mark.parametrize("vector", [v for v in VECTORS if v["level"] == "sanitiser"], ids=lambda v: v["name"])
@pytest.mark.parametrize("around", ["{}", "Text {} text", "> [!NOTE]\n> {}\n"])
def test_each_hostile_vector_dies_in_a_post(vector: dict[str, Any], around: str) -> None:
    text = around.format(vector["html"])
    written = "gap".join(render(text, "x.md", place="posts/x.md").pieces)
    if around == "{}":
        assert [p for p in vector["must_not_match"] if re.search(p, _markup(written))] == []
    assert faults(text) == []


def _markup(html: str) -> str:
    """The tags alone: hostile words that are only shown as text are harmless."""
    return " ".join(re.findall(r"<[^>]*>", html))


_WORDS = r"""
<script> </script> <svg> <math> <style> </style> <textarea> </textarea> <template> <noscript> <xmp> <plaintext> <title>
[x](javascript:alert(1)) ![x](data:text/html,x) <!-- --> --> </b> ``` ~~~ > - * _ | [^1] [^1]: [!NOTE] &lt; &#x6a; <table>
<td> </table> </div> <form> <input> <button> ]]> <![CDATA[ <?php <!DOCTYPE \ " ' ` = /
"""
_TAGS = ["<img src=x onerror=alert(1)>", '<a href="javascript:alert(1)">', "<a href='data:text/html,x'>", "<a\nhref=x>"]
_FORGED = [
    "<b class=alert id=top>",
    '<p title="--><img/src=x>">',
    '<div class="alert">',
    '<h2 id="h-x">',
    "<pre><code>",
]
_OTHERS = [
    "<iframe srcdoc=x>",
    "<details open ontoggle=alert(1)>",
    "<base href=x>",
    "</code></pre>",
    "\n",
    "\n\n",
    " ",
    "\n> ",
]
_MARKS = [
    "\ue000",
    "\ue001",
    "\ue0010\ue002",
    "\ue003",
    "\ue004",
    "&#xE003;",
    "&#57348;",
    "&#xe00",
    "<!-- raw HTML omitted -->",
]
PIECES = st.sampled_from([*_WORDS.split(), *_TAGS, *_FORGED, *_OTHERS, *_MARKS])


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES | st.text(max_size=4), max_size=25).map("".join))
def test_no_mixture_of_markup_comes_alive(text: str) -> None:
    assert faults(text) == []


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES | st.text(max_size=3), max_size=20).map("".join))
def test_a_browser_reads_the_elements_that_were_written(text: str) -> None:
    html = "gap".join(render(text, "x.md", place="posts/x.md").pieces)
    judge = _Judge()
    judge.feed(html)
    judge.close()
    body = LexborHTMLParser(html).body
    assert body is not None
    assert judge.elements == [node.tag for node in body.traverse(include_text=False) if node.tag != "body"]


HEADS = st.sampled_from(
    ["title: ", "authors: ", "date: ", "2026-01-01", "topics: ", "image: ", "src: ", "feeds:", "- ", "  ", "\n", "\n", ": ",
     "[", "]", "{", "}", '"', "'", "&a ", "*a", "!!int ", "|", ">", "#", "\t", "? ", "<<: ", "corrections: ", "\\u0000"]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from(["posts/a.md", "authors/a.md", "topics/a.md", "teams/a.fi.md", "jobs/a.md"]),
    st.lists(HEADS | st.text(max_size=3), max_size=20).map("".join).map(lambda head: f"---\n{head}\n---\n".encode())
    | st.binary(max_size=60),
)
def test_whatever_stands_in_a_file_ends_in_the_model_or_in_findings(place: str, data: bytes) -> None:
    result = read_file(place, data, Reading("content/"))
    found = result.author or result.post or result.subject or result.job or result.document
    assert found or any(finding.severity == "block" for finding in result.findings)
    assert all(finding.line >= 1 and finding.path == f"content/{place}" for finding in result.findings)


@pytest.mark.parametrize("mark", ["&#xE000;", "&#xe000", "&#57347;", "&#x0E004;", "&#xE0\ue00000;", "&#xE0&#xE000;00;"])
@pytest.mark.parametrize(
    "around", ["{}", "<div>{}</div>", '<i title="{}">x</i>', "[x](a{}.md)", "`{}`", "![{}](x.png)"]
)
def test_our_own_marks_cannot_be_written_as_entities(mark: str, around: str) -> None:
    assert faults(f"<b>x</b> {around.format(mark)}\n\n[y](z.md)\n") == []


@pytest.mark.parametrize(
    "bomb",
    ["<b>" * 30_000, "<p><b title=1>" * 20_000, "<b><!--</b>-->" * 20_000, "> " * 5_000 + "x", "<div " * 50_000,
     "<script" * 30_000, "</b " * 50_000, "<a title='" * 30_000, "[" * 20_000, "![" * 10_000, "*a_ " * 20_000],
    ids=lambda bomb: bomb[:12],
)  # fmt: skip
def test_a_bomb_of_nested_or_unfinished_markup_ends_shallow(bomb: str) -> None:
    html = "".join(render(bomb, "x.md").pieces)
    deepest = depth = 0
    for closing in re.findall(r"<(/?)(?:b|div|blockquote|a)\b", html):
        depth += -1 if closing else 1
        deepest = max(deepest, depth)
    assert deepest <= DEPTH_LIMIT + 1
