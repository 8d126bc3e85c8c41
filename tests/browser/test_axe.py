"""axe finds nothing, at any level, on the main kinds of pages, in both schemes, from a phone to a desk."""

from __future__ import annotations

import pytest

from browser.pages import MAIN, PAGES, told

pytestmark = pytest.mark.browser

# All rules that are on by default, best practices included, and these, which axe leaves off: the target size of WCAG 2.2
# and what it calls experimental. "hidden-content" is left off: it only says that something is hidden.
EXTRA = (
    "target-size",
    "css-orientation-lock",
    "focus-order-semantics",
    "label-content-name-mismatch",
    "table-fake-caption",
    "td-has-header",
)
RUN = """rules => axe.run(document, {
  rules: Object.fromEntries(rules.map(rule => [rule, {enabled: true}])),
  resultTypes: ['violations'],
})"""


@pytest.fixture(scope="module")
def axe(tools) -> str:
    return (tools / "axe-core" / "axe.min.js").read_text(encoding="utf-8")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 390, 1280])
def test_axe_finds_nothing(visit, axe, width, scheme):
    opened = visit(width, scheme, reduced_motion="reduce")
    found = {}
    for kind in MAIN:
        page = opened.go(PAGES[kind])
        found.update(violations(page, axe, kind))
    page = opened.go(PAGES["home"])
    page.keyboard.press("/")
    page.locator("[data-search-input]").fill("mistakes")
    page.locator("[data-search-results] a").first.wait_for()
    found.update(violations(page, axe, "search open"))
    assert not found, told(found)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_the_other_kinds(visit, axe, scheme):
    opened = visit(390, scheme, reduced_motion="reduce")
    found = {}
    for kind in PAGES:
        if kind not in MAIN:
            found.update(violations(opened.go(PAGES[kind]), axe, kind))
    assert not found, told(found)


@pytest.mark.slow
def test_axe_finds_nothing_on_a_hub_of_a_thousand_posts(visit, axe, large, large_site):
    opened = visit(390, "dark", base=large, reduced_motion="reduce")
    post = max(path.parent.name for path in large_site.glob("posts/*/index.html"))
    author = min(path.parent.name for path in large_site.glob("authors/*/index.html"))
    topic = min(path.parent.name for path in large_site.glob("topics/*/index.html"))
    found = {}
    for address in (
        "",
        "posts/",
        "authors/",
        "authors/page/2/",
        "topics/",
        f"posts/{post}/",
        f"authors/{author}/",
        f"topics/{topic}/",
    ):
        found.update(violations(opened.go(address), axe, address))
    assert not found, told(found)


def violations(page, axe, kind):
    """{kind: what axe says} for a page with faults, else nothing."""
    page.evaluate(axe)
    result = page.evaluate(RUN, list(EXTRA))
    assert len(result["passes"]) > 10, "axe did not run"
    said = [
        f"{one['id']} ({one['impact']}): {node['target']} {node['html'][:160]} {node.get('failureSummary', '')}"
        for one in result["violations"]
        for node in one["nodes"][:3]
    ]
    return {kind: said} if said else {}
