"""How long a first search takes on a slow device. ``python tests/browser/search_time.py SITE WORD…`` prints the times.

``SITE`` is the folder of a built hub. Each word is a visit of its own with an empty cache, in Chromium slowed to a quarter:
once with the word pasted the moment the box opens, once typed as people type. Told are the first post that is shown and the
settled count, both after the key that opens the box, and what that fetched; for the typed word, the first post after its
last letter.
"""

from __future__ import annotations

import os
import statistics
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

SLOWNESS = 4
LETTER_MS = 120
# What a reader sees, with the frame it stands in: the first post, and the count once all is searched.
WATCH = """
window.__seen = {};
const note = (name, seen = window.__seen) => requestAnimationFrame((at) => { seen[name] ??= at; });
addEventListener("keydown", (event) => {
  if (event.key === "/") window.__seen.opened ??= event.timeStamp;
}, true);
addEventListener("input", (event) => {
  window.__seen = { opened: window.__seen.opened, typed: event.timeStamp };
}, true);
const post = ".hit a[href*='posts/']";
new MutationObserver((records) => {
  const added = records.flatMap((one) => [...one.addedNodes]);
  if (added.some((one) => one.matches?.(`:has(${post})`))) note("first");
  if (document.querySelector("[data-search-count]")?.textContent) note("settled");
}).observe(document, { childList: true, subtree: true, characterData: true });
"""
SETTLED = "() => window.__seen.first && window.__seen.settled"


def visit(browser: Browser, address: str, word: str, letter_ms: int) -> dict[str, float]:
    """One cold visit: milliseconds to the first post and to the settled count, what was fetched since the box was opened."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.add_init_script(WATCH)
    page = context.new_page()
    page.goto(address, wait_until="networkidle")
    # What Playwright itself brings into a page is there before the clock runs.
    page.wait_for_function("() => true")
    chrome = context.new_cdp_session(page)
    chrome.send("Emulation.setCPUThrottlingRate", {"rate": SLOWNESS})
    _type(page, word, letter_ms)
    page.wait_for_function(SETTLED, polling=100)
    seen = page.evaluate("window.__seen")
    fetched = page.evaluate(
        "performance.getEntriesByType('resource').filter((one) => one.startTime > window.__seen.opened)"
        ".map((one) => one.encodedBodySize)"
    )
    context.close()
    return {
        "first": seen["first"] - seen["opened"],
        "after": seen["first"] - seen["typed"],
        "settled": seen["settled"] - seen["opened"],
        "kb": sum(fetched) / 1000,
        "requests": len(fetched),
    }


def _type(page: Page, word: str, letter_ms: int) -> None:
    page.keyboard.press("/")
    if letter_ms:
        page.keyboard.type(word, delay=letter_ms)
    else:
        page.keyboard.insert_text(word)


def _told(name: str, runs: list[dict[str, float]]) -> str:
    middle = {key: statistics.median(run[key] for run in runs) for key in runs[0]}
    spread = f"{min(run['first'] for run in runs):.0f}-{max(run['first'] for run in runs):.0f}"
    return (
        f"{name}: first post {middle['first']:.0f} ms after opening ({spread}), {middle['after']:.0f} ms after the last "
        f"letter; settled {middle['settled']:.0f} ms; {middle['requests']:.0f} requests, {middle['kb']:.0f} kB "
        f"(median of {len(runs)})\n"
    )


def main(site: Path, words: list[str]) -> None:
    """Measure and print."""
    sys.path.insert(0, str(Path(__file__).parents[1]))
    from browser.headless import started
    from browser.serving import served

    with served(site) as address, started() as browser:
        visit(browser, address, words[0], 0)
        pasted = [visit(browser, address, word, 0) for word in words]
        typed = [visit(browser, address, word, LETTER_MS) for word in words]
    load = " ".join(f"{one:.1f}" for one in os.getloadavg())
    sys.stdout.write(_told("pasted at once", pasted) + _told("typed", typed))
    sys.stdout.write(f"CPU slowed {SLOWNESS} times; load {load}; {time.strftime('%Y-%m-%d')}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
