"""GitHub-flavoured Markdown as people write it in posts, case by case, and what becomes of it here."""

from __future__ import annotations

import re

import pytest

from voices.model import Document
from voices.sources.markdown import ENGLISH_WORDS, render


def shown(text: str, place: str = "posts/2026/a.md") -> Document:
    return render(text, f"content/{place}", 10, place=place)


def html(text: str) -> str:
    return "\u2026".join(shown(text).pieces)


def test_table_cells_are_aligned_by_class_and_never_by_style() -> None:
    written = html("| a | b | c |\n|:--|:-:|--:|\n| 1 | 2 | 3 |\n")
    assert '<th class="align-left">a</th>' in written
    assert '<td class="align-center">2</td>' in written
    assert '<td class="align-right">3</td>' in written
    assert "style=" not in written
    assert "align=" not in written


def test_a_list_nests_by_two_spaces() -> None:
    assert html("- a\n  - b\n    - c\n").count("<ul>") == 3


def test_a_list_may_follow_a_line_directly() -> None:
    assert "<li>one</li>" in html("We need:\n- one\n- two\n")


def test_a_task_list_has_boxes_that_say_their_state() -> None:
    written = html("- [x] Packed\n- [ ] Sent\n")
    assert '<li class="task"><input type="checkbox" checked="" disabled="" aria-label="Done"> Packed</li>' in written
    assert '<li class="task"><input type="checkbox" disabled="" aria-label="To do"> Sent</li>' in written


def test_a_footnote_links_there_and_back() -> None:
    document = shown("Trams[^why] run.\n\n[^why]: Because.\n")
    written = document.pieces[0]
    assert '<a href="#n-why" id="n-why-ref" role="doc-noteref">1</a>' in written
    assert '<li id="n-why">' in written
    assert '<a href="#n-why-ref" class="footnote-backref" role="doc-backlink" aria-label="Back to the text">' in written
    assert document.text == "Trams run.\nBecause."


@pytest.mark.parametrize("kind", ["note", "tip", "important", "warning", "caution"])
def test_an_alert_has_a_title_in_words_that_can_be_given(kind: str) -> None:
    words = {**ENGLISH_WORDS, kind: "Tiesitkö?"}
    written = render(f"> [!{kind.upper()}]\n> Mind the gap.\n>\n> > quoted\n", "x.md", words=words).pieces[0]
    assert f'<div class="alert alert-{kind}">' in written
    assert f'<p class="alert-title" data-alert="{kind}">Tiesitkö?</p>' in written
    assert "<p>Mind the gap.</p>\n<blockquote>\n<p>quoted</p>\n</blockquote>\n</div>" in written


def test_an_unknown_alert_stays_a_quotation() -> None:
    assert html("> [!SECRET]\n> x\n") == "<blockquote>\n<p>[!SECRET]\nx</p>\n</blockquote>\n"


def test_bare_addresses_become_links_without_new_windows() -> None:
    document = shown("See https://tuuli.example/a?b=1&c=2 and www.example.org.\n")
    assert '<a href="https://tuuli.example/a?b=1&amp;c=2" rel="noopener">' in document.pieces[0]
    assert "target=" not in document.pieces[0]
    assert document.links == ("https://tuuli.example/a?b=1&c=2", "http://www.example.org")


def test_fenced_code_is_coloured_by_classes() -> None:
    written = html("```python\nif x < 1: print('a')\n```\n")
    assert '<code class="language-python"><span class="k">if</span>' in written
    assert "style=" not in written
    assert "&lt;" in written


def test_code_of_an_unknown_language_stays_as_written() -> None:
    assert '<code class="language-klingon">a &lt; b\n</code>' in html("```klingon\na < b\n```\n")


def test_a_fence_cannot_write_attributes() -> None:
    written = html('```"><img/src=x/onerror=alert(1)>\nx\n```\n')
    assert "<img" not in written


def test_raw_html_passes_the_strict_list_and_keeps_markdown_inside() -> None:
    written = html("<details class=x>\n<summary>More</summary>\n\n*Inside* <kbd onclick=x>Esc</kbd>\n\n</details>\n")
    assert written.replace("\n", "") == (
        "<details><summary>More</summary><p><em>Inside</em> <kbd>Esc</kbd></p></details>"
    )


@pytest.mark.parametrize(
    "raw",
    [
        '<div class="alert alert-note">x</div>',
        '<p id="h-top">x</p>',
        '<span style="position:fixed">x</span>',
        '<a name="top" href="#x">x</a>',
        '<section class="footnotes" data-footnotes>x</section>',
        '<sup class="footnote-ref"><a href="#fn-1" id="fnref-1" data-footnote-ref>1</a></sup>',
        '<li class="task"><input type="checkbox"></li>',
        '<p class="alert-title" data-alert="note">x</p>',
    ],
)
def test_nobody_writes_our_classes_and_ids_by_hand(raw: str) -> None:
    for text in (raw, f"Inline {raw} here", f"> {raw}", f"- {raw}", f"{raw}\n\n```\ncode\n```\n\n{raw}"):
        written = re.sub(r'<div class="highlight"><pre tabindex="0"><code>', "", html(text))
        assert not re.search(r"\s(class|id|style|name|data-[a-z]+|type)=", written), written


def test_tags_around_words_that_look_like_them_stay_whole() -> None:
    assert html('a <b>b</b> <a href="#x" title="x">x</a><i>i</i><br>br\n').startswith("<p>a <b>b</b> <a ")
    written = html("<div>\n<b>div</b>\n</div>\n<p>\n\np\n\n</p>\n")
    assert written.count("<b>div</b>") == 1
    assert "&lt;" not in written


def test_headings_have_stable_prefixed_ids_and_leave_h1_to_the_page() -> None:
    document = shown("# Työ & elämä\n\n## Same\n\n## Same\n\n## \u2728\n")
    assert document.headings == (
        (2, "h-tyo-elama", "Työ & elämä"), (3, "h-same", "Same"), (3, "h-same-1", "Same"), (3, "h-sparkles", "\u2728"),
    )  # fmt: skip
    assert "<h1" not in document.pieces[0]


def test_headings_below_the_first_level_stay_where_they_are() -> None:
    assert [level for level, _, _ in shown("## A\n\n### B\n").headings] == [2, 3]


def test_a_link_to_a_heading_of_the_text_finds_it_and_a_dead_one_warns() -> None:
    document = shown("[up](#My-Point) [down](#nowhere)\n\n## My point\n")
    assert 'href="#h-my-point"' in document.pieces[0]
    assert [(f.rule, f.line, f.severity) for f in document.findings] == [("reference.missing-heading", 10, "warn")]


def test_links_between_files_leave_a_gap_inside_the_address() -> None:
    document = shown("First.\n\nAs [Aino](../../authors/aino.md) says in [it](b%20c.md?x=1#My-Point).\n")
    assert [(r.kind, r.target, r.line, r.fragment) for r in document.references] == [
        ("link", "authors/aino.md", 12, ""), ("link", "posts/2026/b c.md", 12, "h-my-point"),
    ]  # fmt: skip
    assert document.pieces[0].endswith('<a href="')
    assert document.pieces[1].startswith('">Aino</a>')
    assert document.pieces[2] == '">it</a>.</p>\n'


def test_an_address_of_the_site_is_kept_as_written() -> None:
    assert shown("[x](/posts/cache/#more)\n").references[0].target == "/posts/cache/"


def test_a_link_out_of_the_content_folder_blocks() -> None:
    document = shown("a\n\n[x](../../../etc/passwd)\n")
    assert [(f.rule, f.line, f.severity) for f in document.findings] == [("reference.outside", 12, "block")]
    assert not document.references
    assert "passwd" not in document.pieces[0]


def test_a_picture_leaves_a_gap_and_loads_late_and_without_referrer() -> None:
    document = shown('![A "red" tram](tram.jpg)\n')
    assert (document.references[0].kind, document.references[0].target) == ("image", "posts/2026/tram.jpg")
    assert document.references[0].alt == 'A "red" tram'
    assert document.pieces == (
        "<p><img ",
        ' alt="A &quot;red&quot; tram" loading="lazy" referrerpolicy="no-referrer"></p>\n',
    )


def test_a_picture_without_words_can_be_told() -> None:
    assert [r.alt for r in shown("![](a.png) ![b](b.png)").references] == ["", "b"]


def test_a_picture_with_a_title_is_a_figure_with_its_caption() -> None:
    document = shown('![Tram](tram.jpg "Line 4 & the <sea>")\n')
    assert document.pieces[0] == "<figure><img "
    assert document.pieces[1].endswith("<figcaption>Line 4 &amp; the &lt;sea&gt;</figcaption></figure>\n")
    assert "title=" not in document.pieces[1]


def test_a_picture_on_another_host_is_a_link_and_a_warning() -> None:
    document = shown(
        "![Chart](https://pixel.example/c.png) and [![Badge](https://b.example/x.svg)](https://a.example)\n"
    )
    assert "<img" not in document.pieces[0]
    assert '<a href="https://pixel.example/c.png" rel="noopener">Chart</a>' in document.pieces[0]
    assert '<a href="https://a.example" rel="noopener">Badge</a>' in document.pieces[0]
    assert [(f.rule, f.severity) for f in document.findings] == [("reference.remote-picture", "warn")] * 2


def test_template_tags_are_plain_text() -> None:
    text = '{{ page.date | date: "%Y" }} {% include x.html %}'
    assert shown(text).text == text


def test_plain_text_has_a_line_a_block_and_nothing_of_ours() -> None:
    document = shown("## Head\n\nSome *words* & `code`.\n\n- a\n- b\n\n> [!TIP]\n> Do.\n\n```\nx  <y\n```\n")
    assert document.text == "Head\nSome words & code.\na\nb\nDo.\nx  <y"
    assert document.words == 9


def test_strikethrough_and_autolinked_mail_work() -> None:
    written = html("~~old~~ <mailto:a@b.example> write to c@d.example\n")
    assert "<del>old</del>" in written
    assert '<a href="mailto:c@d.example">' in written


def test_the_same_text_gives_the_same_document() -> None:
    text = "# A\n\n[x](b.md) ![y](c.png 't')\n\n```python\nx = 1\n```\n"
    assert shown(text) == shown(text)


@pytest.mark.parametrize("address", ["HTTP://e.example/A", "Https://e.example/A"])
def test_a_scheme_in_capitals_leads_elsewhere_too(address: str) -> None:
    found = shown(f"[x]({address}) [m](MAILTO:ed@e.example) ![p]({address}.png)")
    known = address.replace(address.partition(":")[0], address.partition(":")[0].lower())
    assert found.references == ()
    assert found.links == (known, f"{known}.png")
    assert [finding.rule for finding in found.findings] == ["reference.remote-picture"]
