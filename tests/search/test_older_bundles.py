"""The search box while older bundles are still on their way, in Chromium: what is shown, what stays, what is said when."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from browser.serving import served
from hub_world import AUTHOR, LEGAL, NOW, World

pytestmark = pytest.mark.browser

FIELD = "#search-words"
COUNT = "[data-search-count]"
TITLES = ".search .hit a"
# slug: (language, date, title, text); English has a bundle a year, with two documents at most.
POSTS = {
    "new-mention": ("en", "2026-03-01", "A walk", "The lantern was out. " + "Rain fell. " * 40),
    "new-other": ("en", "2026-02-01", "A harbour at night", "Boats and ropes."),
    "middle-mention": ("en", "2025-03-01", "A storm", "Two lanterns stood, and a third lantern. " + "Wind. " * 40),
    "middle-title": ("en", "2025-02-01", "The lantern and the key", "Nothing else of it."),
    "old-title": ("en", "2024-03-01", "Lantern", "A short one."),
    "old-other": ("en", "2024-02-01", "A harbour by day", "Cranes."),
    "finnish": ("fi", "2024-02-01", "Lantern suomeksi", "Lyhyt teksti."),
}


def _post(language: str, date: str, title: str, text: str) -> str:
    return f"---\ntitle: {title}\nauthors: [jane]\nlanguage: {language}\ndate: {date}\nsummary: Said in short.\n---\n{text}\n"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The posts above as a hub, served."""
    world = World(tmp_path_factory.mktemp("years"), {"languages": ["en", "fi"]})
    posts = {f"posts/{slug}.md": _post(*post) for slug, post in POSTS.items()}
    world.write({"index.md": "# Welcome\n", **LEGAL, "authors/jane.md": AUTHOR.format(name="Jane Doe"), **posts})
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("SOURCE_DATE_EPOCH", str(NOW))
        patched.setattr("voices.outputs.search.SMALLEST_LIMIT", 2)
        world.build()
    assert {path.name for path in (world.site / "search" / "en").iterdir()} == {"2026", "2025", "2024", "people"}
    with served(world.site) as address:
        yield address


@pytest.fixture
def held(visit):
    """A page on which the oldest bundle is on its way until it is let go."""
    page = visit()
    waiting: list = []
    is_open = False

    def meet(route) -> None:
        if is_open:
            route.continue_()
        else:
            waiting.append(route)

    def release() -> None:
        nonlocal is_open
        is_open = True
        for route in waiting:
            route.continue_()

    page.route("**/search/en/2024/**", meet)
    page.release = release
    return page


def search(page, words: str) -> None:
    """Open the box and type; nothing is waited for."""
    if not page.locator("dialog[open]").count():
        page.keyboard.press("/")
    page.fill(FIELD, words)


def titles(page) -> list[str]:
    return page.locator(TITLES).all_inner_texts()


def settle(page) -> str:
    """Wait for the count; gives it."""
    page.wait_for_selector(f"{COUNT}:not(:empty)")
    return page.inner_text(COUNT)


def test_the_newest_is_shown_while_the_oldest_is_on_its_way_and_then_the_best_stands_first(held):
    search(held, "lantern")
    held.wait_for_selector(TITLES)
    assert titles(held) == ["A walk"]
    assert held.inner_text(COUNT) == ""
    assert held.get_attribute("[data-search-results]", "aria-busy") == "true"
    held.release()
    assert settle(held) == "5 results"
    assert held.get_attribute("[data-search-results]", "aria-busy") is None
    assert set(titles(held)[:2]) == {"Lantern", "The lantern and the key"}
    assert titles(held)[2:] == ["A storm", "A walk", "Lantern suomeksi"]


def test_what_the_keyboard_stands_on_stays_and_the_others_come_below(held):
    search(held, "lantern")
    held.wait_for_selector(TITLES)
    held.keyboard.press("ArrowDown")
    held.release()
    assert settle(held) == "5 results"
    assert held.evaluate("document.activeElement.textContent") == "A walk"
    assert titles(held)[0] == "A walk"
    assert set(titles(held)[1:3]) == {"Lantern", "The lantern and the key"}
    held.keyboard.press("ArrowUp")
    assert held.evaluate("document.activeElement.id") == "search-words"


def test_what_the_pointer_is_over_stays(held):
    search(held, "lantern")
    held.wait_for_selector(TITLES)
    before = held.locator(TITLES).first.bounding_box()
    held.mouse.move(before["x"] + 5, before["y"] + 5)
    held.mouse.move(before["x"] + 9, before["y"] + 9)
    held.release()
    settle(held)
    assert titles(held)[0] == "A walk"
    assert held.locator(TITLES).first.bounding_box() == before
    held.evaluate("document.querySelector('[data-search-count]').textContent = ''")
    search(held, "lanterns")
    settle(held)
    assert titles(held)[0] in {"Lantern", "The lantern and the key"}


def test_an_answer_that_comes_late_is_dropped(held):
    search(held, "lantern")
    held.wait_for_selector(TITLES)
    search(held, "harbour")
    held.wait_for_function("() => document.querySelector('.search .hit a').textContent === 'A harbour at night'")
    held.release()
    assert settle(held) == "2 results"
    held.wait_for_load_state("networkidle")
    assert sorted(titles(held)) == ["A harbour at night", "A harbour by day"]


def test_closing_the_box_ends_the_search_and_opening_it_takes_it_up_again(held):
    search(held, "lantern")
    held.wait_for_selector(TITLES)
    held.keyboard.press("Escape")
    held.release()
    held.wait_for_load_state("networkidle")
    assert held.locator(COUNT).text_content() == ""
    held.keyboard.press("/")
    assert settle(held) == "5 results"


def test_a_title_in_the_oldest_bundle_ranks_above_a_mention_in_the_newest(visit):
    page = visit()
    search(page, "lantern")
    settle(page)
    assert set(titles(page)[:2]) == {"Lantern", "The lantern and the key"}


def test_a_bundle_that_lacks_a_word_adds_nothing_that_only_begins_alike(visit):
    page = visit()
    search(page, "storms")
    assert settle(page) == "1 result"
    assert titles(page) == ["A storm"]
    page.evaluate("document.querySelector('[data-search-count]').textContent = ''")
    search(page, "rafters")
    assert settle(page).startswith("Nothing found.")


def test_where_one_bundle_has_all_words_those_with_some_of_them_are_left_out(visit):
    page = visit()
    search(page, "harbour cranes")
    assert settle(page) == "1 result"
    assert titles(page) == ["A harbour by day"]


def test_filters_without_a_word_fetch_no_part_of_the_index(visit):
    page = visit()
    page.keyboard.press("/")
    page.click("[data-search-narrow] summary")
    page.select_option("#search-kind", "post")
    assert settle(page) == f"{len(POSTS)} results"
    assert [url for url in page.asked if "/index/" in url] == []
    assert [url for url in page.asked if "/filter/" in url]


def test_a_bundle_that_cannot_be_fetched_takes_nothing_away_and_is_asked_again(chromium, site: str):
    page = chromium.new_page()
    page.route("**/search/en/2024/**", lambda route: route.abort())
    page.goto(site)
    search(page, "lantern")
    assert settle(page) == "The search could not be loaded. Are you online?"
    assert titles(page) == ["A walk"]
    page.unroute("**/search/en/2024/**")
    page.evaluate("document.querySelector('[data-search-count]').textContent = ''")
    search(page, "lanterns")
    assert settle(page) == "5 results"
    page.close()


def test_the_parts_of_the_search_are_asked_for_side_by_side(visit):
    page = visit()
    page.asked.clear()
    search(page, "lantern")
    settle(page)
    asked = [url.rsplit("/", 1)[1].split("?")[0] for url in page.asked]
    newest = asked.index("pagefind-entry.json")
    assert set(asked[:newest]) >= {"map.en.json", "search-box.js", "search-engine.js", "search-words.js"}
    assert asked.count("map.en.json") == 1
    assert [name for name in asked if name.startswith("wasm.")] == ["wasm.en.pagefind", "wasm.fi.pagefind"]
