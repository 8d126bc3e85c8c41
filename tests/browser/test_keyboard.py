"""What someone without a mouse meets: each page is tabbed through from its first to its last stop."""

from __future__ import annotations

import itertools

import pytest

from browser.pages import PAGES, told

pytestmark = pytest.mark.browser
TABBED = ("home", "post", "author", "authors", "posts", "topic", "team", "404", "jobs", "policy", "recruit", "write")
# WCAG 2.2, 2.5.8: a smaller target passes if a circle of 24 px around its middle meets no other target; links in
# sentences pass too.
TARGET_PX = 24

# What has the focus: where it is, whether it shows, and how it says that it has the focus.
STOP = """() => {
  const one = document.activeElement;
  if (!one || one === document.body) return null;
  const name = one.outerHTML.slice(0, 120);
  const boxes = [...one.getClientRects()].filter(box => box.width && box.height);
  const box = boxes[0] || one.getBoundingClientRect();
  const ringed = (element, pseudo) => {
    const style = getComputedStyle(element, pseudo);
    return (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2) || style.boxShadow !== "none";
  };
  let seen = false;
  for (const part of boxes) {
    for (const x of [0.5, 0.1, 0.9]) for (const y of [0.5, 0.2, 0.8]) {
      const hit = document.elementFromPoint(part.left + part.width * x, part.top + part.height * y);
      if (hit && (one.contains(hit) || hit.contains(one))) seen = true;
    }
  }
  const card = one.closest(".card");
  const landmark = one.closest("header.mast, main, footer, dialog, nav") || document.body;
  const same = window.__last === one;
  const path = [];
  for (let up = one; up && up !== document.body; up = up.parentElement) {
    path.unshift([...up.parentElement.children].indexOf(up));
  }
  window.__stops ??= new Set();
  const again = window.__stops.has(one);
  window.__stops.add(one);
  return {
    name, again, path, seen,
    inside: box.top < innerHeight && box.bottom > 0 && box.left >= -1 && box.right <= innerWidth + 1,
    ring: ringed(one) || (card !== null && ringed(card)),
    landmark: landmark.tagName + landmark.className,
    x: box.left + scrollX, y: box.top + scrollY, height: box.height,
    column: [...document.querySelectorAll(".aside__side, .aside__main")].findIndex(part => part.contains(one)),
  };
}"""

REACHABLE = """() => [...document.querySelectorAll(
  'a[href], button, input, select, textarea, summary, [tabindex]:not([tabindex="-1"])')]
  .filter(one => !one.disabled && one.checkVisibility({visibilityProperty: true}) && one.type !== "hidden")
  .filter(one => !(one.closest("details:not([open])") && one.tagName !== "SUMMARY"))
  .map(one => one.outerHTML.slice(0, 120))"""

SMALL = """size => {
  const all = [...document.querySelectorAll('a[href], button, input, select, textarea, summary')]
    .filter(one => one.checkVisibility({visibilityProperty: true}) && one.getClientRects().length)
    .filter(one => !one.closest(".only-read"));
  const middle = box => [box.left + box.width / 2, box.top + box.height / 2];
  const boxes = new Map(all.map(one => [one, one.getBoundingClientRect()]));
  const inSentence = one => getComputedStyle(one).display === "inline" &&
    [...(one.closest("p, li, td, th, dd, figcaption, h1, h2, h3, h4, summary, small") || one).childNodes]
      .some(node => node.nodeType === 3 && node.textContent.trim());
  const under = one => boxes.get(one).width < size || boxes.get(one).height < size;
  const stretched = one => one.matches(".card__title a");
  return all.filter(one => under(one) && !inSentence(one) && !stretched(one) && !one.matches(".skip")).filter(one => {
    const [x, y] = middle(boxes.get(one));
    return all.some(other => {
      if (other === one || stretched(other) || other.contains(one) || one.contains(other)) return false;
      const box = boxes.get(other);
      if (under(other)) {
        const [ox, oy] = middle(box);
        return Math.hypot(ox - x, oy - y) < size;
      }
      const dx = Math.max(box.left - x, 0, x - box.right);
      const dy = Math.max(box.top - y, 0, y - box.bottom);
      return Math.hypot(dx, dy) < size / 2;
    });
  }).map(one => `${Math.round(boxes.get(one).width)}x${Math.round(boxes.get(one).height)} ${one.outerHTML.slice(0, 120)}`);
}"""


def stops(page):
    """Press Tab until the page has no further stop; what each stop looked like, in order."""
    found = []
    for _ in range(400):
        page.keyboard.press("Tab")
        stop = page.evaluate(STOP)
        if stop is None or stop["again"]:
            return found
        found.append(stop)
    raise AssertionError("the page never ends")


@pytest.mark.parametrize("width", [390, 1280])
def test_tab_reaches_everything_in_order_and_shows_where_it_is(visit, width):
    opened = visit(width, reduced_motion="reduce")
    found = {}
    for kind in TABBED:
        page = opened.go(PAGES[kind])
        wanted = sorted(page.evaluate(REACHABLE))
        seen = stops(page)
        wrong = [f"not reached: {name}" for name in missing(wanted, [stop["name"] for stop in seen])]
        wrong += [f"not visible: {stop['name']}" for stop in seen if not (stop["seen"] and stop["inside"])]
        wrong += [f"no focus ring: {stop['name']}" for stop in seen if not stop["ring"]]
        wrong += [f"jumps back: {before['name']} → {after['name']}" for before, after in jumps(seen)]
        if [stop["path"] for stop in seen] != sorted(stop["path"] for stop in seen):
            wrong.append("the order is not that of the document")
        if "skip" not in seen[0]["name"]:
            wrong.append("the first stop is not the skip link")
        if wrong:
            found[kind] = wrong
    assert not found, told(found)


def missing(wanted, reached):
    left = list(reached)
    gone = []
    for name in wanted:
        if name in left:
            left.remove(name)
        else:
            gone.append(name)
    return gone


def jumps(seen):
    """Neighbouring stops of one landmark and column where the second stands clearly above the first."""
    pairs = itertools.pairwise(seen)
    return [
        (before, after)
        for before, after in pairs
        if before["landmark"] == after["landmark"]
        and before["column"] == after["column"]
        and after["y"] + after["height"] <= before["y"]
        and after["x"] <= before["x"]
    ]


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_targets_are_large_or_far_enough_apart(visit, width):
    opened = visit(width)
    found = {}
    for kind, address in PAGES.items():
        if said := opened.go(address).evaluate(SMALL, TARGET_PX):
            found[kind] = said
    assert not found, told(found)


def test_the_skip_link_leads_to_the_content(visit):
    page = visit().go(PAGES["post"])
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getBoundingClientRect().left >= 0")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


@pytest.mark.parametrize("key", ["/", "Control+k", "Enter"])
def test_the_search_keeps_the_focus_and_gives_it_back(visit, key):
    page = visit().go(PAGES["home"])
    button = page.locator("header [data-voices-search]")
    button.focus()
    page.keyboard.press(key)
    assert page.evaluate("document.activeElement.matches('[data-search-input]')")
    page.keyboard.type("mistakes")
    page.locator("[data-search-results] a").first.wait_for()
    outside = 0
    for _ in range(40):
        page.keyboard.press("Tab")
        # Beyond the dialog's last stop Chromium's own bar has the focus, and the body stands in for it.
        outside += page.evaluate(
            "!document.activeElement.closest('dialog') && document.activeElement !== document.body"
        )
    assert outside == 0
    page.keyboard.press("Escape")
    assert not page.evaluate("document.querySelector('dialog').open")
    assert button.evaluate("one => one === document.activeElement")


def test_the_language_menu_opens_by_key_and_escape_gives_the_focus_back(visit):
    page = visit().go(PAGES["home"])
    summary = page.locator("details[data-menu] > summary")
    summary.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('details[data-menu] ul') !== null")
    page.keyboard.press("Escape")
    assert summary.evaluate("one => one === document.activeElement && !one.parentElement.open")


def test_nothing_moves_when_less_motion_is_asked_for(visit):
    opened = visit(reduced_motion="reduce")
    for kind in ("home", "author", "post"):
        page = opened.go(PAGES[kind])
        moving = page.evaluate(
            "[...document.querySelectorAll('*')].filter(one => { const style = getComputedStyle(one);"
            " return parseFloat(style.transitionDuration) > 0.01 || parseFloat(style.animationDuration) > 0.01 })"
            ".map(one => one.className)"
        )
        assert moving == []
        assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
