"""The search box as readers meet it, in Chromium: by keyboard, in every language, with and without diacritics."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from hub_world import NOW, World
from loopback import answering

pytestmark = pytest.mark.browser
FIELD = "#search-words"
COUNT = "[data-search-count]"
HIT = ".search .hit"


class Quiet(SimpleHTTPRequestHandler):
    """A file server that keeps its requests to itself."""

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def site(tmp_path_factory, search_world: Callable[[Path], World]) -> Iterator[str]:
    """The hub of conftest.py, built and served below a path; gives its address."""
    root = tmp_path_factory.mktemp("hub")
    world = search_world(root)
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("SOURCE_DATE_EPOCH", str(NOW))
        world.build()
    (root / "served").mkdir()
    world.site.rename(root / "served" / "hub")
    with answering(ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(root / "served")))) as server:
        yield f"http://127.0.0.1:{server.server_port}/hub/"


def find(page, words: str) -> list[str]:
    """Type the words and wait for the count; the titles of all that is shown."""
    if not page.locator("dialog[open]").count():
        page.keyboard.press("/")
    page.evaluate("document.querySelector('[data-search-count]').textContent = ''")
    page.fill(FIELD, "")
    page.fill(FIELD, words)
    page.wait_for_selector(f"{COUNT}:not(:empty)")
    return [title.removesuffix(" ↗") for title in page.locator(f"{HIT} a").all_inner_texts()]


def focused(page) -> str:
    return page.evaluate("document.activeElement.outerHTML")


def test_nothing_of_the_search_is_fetched_before_it_is_opened(visit):
    page = visit()
    page.wait_for_load_state("networkidle")
    fetched = [url for url in page.asked if "search" in url]
    assert [url.rsplit("/", 1)[1] for url in fetched] == ["search.js"]


def test_slash_opens_it_and_escape_gives_the_focus_back_to_the_button(visit):
    page = visit()
    page.keyboard.press("/")
    page.wait_for_selector("dialog[open]")
    assert 'id="search-words"' in focused(page)
    assert page.input_value(FIELD) == ""
    page.keyboard.press("Escape")
    page.wait_for_selector("dialog:not([open])", state="attached")
    assert "data-voices-search" in focused(page)


def test_escape_closes_it_at_once_with_words_typed(visit):
    page = visit()
    find(page, "kafka")
    page.keyboard.press("Escape")
    assert not page.locator("dialog[open]").count()


def test_control_k_opens_it_and_the_focus_goes_back_to_where_it_was(visit):
    page = visit()
    page.locator("main a").first.focus()
    before = focused(page)
    page.keyboard.press("Control+k")
    page.wait_for_selector("dialog[open]")
    page.keyboard.press("Escape")
    assert focused(page) == before


def test_a_slash_typed_in_a_field_stays_a_slash(visit):
    page = visit("authors/")
    page.evaluate("document.querySelector('main').append(document.createElement('textarea'))")
    page.focus("textarea")
    page.keyboard.press("/")
    assert page.input_value("textarea") == "/"
    assert not page.locator("dialog[open]").count()
    page.keyboard.press("Control+k")
    assert not page.locator("dialog[open]").count()


def test_it_works_by_keyboard_alone(visit, site: str):
    page = visit()
    page.keyboard.press("/")
    page.keyboard.type("kafka")
    page.wait_for_selector(f"{COUNT}:not(:empty)")
    page.keyboard.press("ArrowDown")
    assert "posts/kafka/" in focused(page)
    page.keyboard.press("ArrowDown")
    assert "posts/storm/" in focused(page)
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    assert 'id="search-words"' in focused(page)
    page.keyboard.press("Enter")
    assert "posts/kafka/" in focused(page)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{site}posts/kafka/**")


def test_tab_stays_inside_and_reaches_everything(visit):
    page = visit()
    find(page, "kafka")
    seen = set()
    for _ in range(12):
        page.keyboard.press("Tab")
        where = page.evaluate(
            "document.activeElement.closest('dialog') ? document.activeElement.textContent.trim().slice(0, 14) : 'out'"
        )
        seen.add(where)
    assert {"Close", "Narrow down", "Kafka at the h", "After the stor"} <= seen


def test_the_number_of_results_is_announced_in_the_pages_language(visit):
    page = visit()
    assert page.get_attribute(COUNT, "role") == "status"
    find(page, "kafka")
    assert page.inner_text(COUNT) == "2 results"
    find(page, "drawbridge")
    assert page.inner_text(COUNT) == "1 result"
    assert find(page, "xylophone") == []
    assert page.inner_text(COUNT).startswith("Nothing found.")


def test_the_plural_form_is_the_one_the_language_wants(visit):
    page = visit("pl/")
    page.evaluate(
        "document.querySelector('[data-search-dialog]').dataset.wordResults ="
        "'0 wyników|1 wynik|2 wyniki|3 wyniki|5 wyników|7 wyników|11 wyników|100 wyników'"
    )
    find(page, "kafka")
    assert page.inner_text(COUNT) == "2 wyniki"


def test_a_title_ranks_above_a_mention(visit):
    assert find(visit(), "kafka") == ["Kafka at the harbour", "After the storm"]


def test_a_person_called_so_stands_first_and_what_they_wrote_above_a_mention_of_them(visit):
    titles = find(visit(), "jane")
    assert titles[0] == "Jane Doe"
    assert titles.index("Kafka at the harbour") < titles.index("A letter")
    assert titles.index("After the storm") < titles.index("A letter")


@pytest.mark.parametrize(
    ("address", "words", "title"),
    [
        ("", "harbours", "Kafka at the harbour"),
        ("fi/", "työpäivänä", "Työpäivä rannalla"),
        ("fi/", "alustasta", "Työpäivä rannalla"),
        ("pl/", "mostów", "Zespół na nocnej zmianie"),
        ("pl/", "zespołu", "Zespół na nocnej zmianie"),
        ("lt/", "klaidomis", "Klaida, kurios ieškojome"),
        ("lt/", "lentoje", "Klaida, kurios ieškojome"),
        ("", "klaidą", "Klaida, kurios ieškojome"),
    ],
)
def test_inflected_forms_are_found_from_any_page(visit, address: str, words: str, title: str):
    assert title in find(visit(address), words)


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("tyopaiva", "Työpäivä rannalla"),
        ("tyomatka", "Työpäivä rannalla"),
        ("wspolpracownicy", "Zespół na nocnej zmianie"),
        ("zespol", "Zespół na nocnej zmianie"),
        ("azuolo", "Klaida, kurios ieškojome"),
        ("ieskojome", "Klaida, kurios ieškojome"),
        ("zukowska", "Zofia Żukowska"),
        ("ZOFIA ŻUK", "Zofia Żukowska"),
    ],
)
def test_words_without_diacritics_are_found(visit, words: str, title: str):
    assert title in find(visit(), words)


@pytest.mark.parametrize("words", ["tyopaiva", "wspolpracownicy", "azuolo", "zespol", "nocnej", "streams", "jane"])
def test_an_excerpt_is_only_ever_text(visit, words: str):
    page = visit()
    find(page, words)
    for text in page.locator(".hit__text").all_inner_texts():
        assert not re.search(r"tyopaiva|wspolpracownicy|azuolo|zespol\b|klaida, kurios ieškojome zofia", text.lower())


def test_where_only_the_title_has_it_the_summary_is_shown(visit):
    page = visit()
    find(page, "harbour")
    assert page.locator(".hit__text").first.inner_text() == "What it is about."


@pytest.mark.parametrize(("address", "day"), [("", "1 Mar 2026"), ("fi/", "1.3.2026"), ("lt/", "2026-03-01")])
def test_a_day_is_written_as_on_the_pages(visit, address: str, day: str):
    page = visit(address)
    find(page, "kafka")
    assert day in page.locator(".hit__facts").first.locator("span").all_inner_texts()


def test_the_terms_are_marked_in_title_and_excerpt(visit):
    page = visit()
    find(page, "kafka")
    assert page.locator(".hit mark").all_inner_texts() == ["Kafka", "kafka"]
    find(page, "wspolpracownicy")
    assert page.locator(".hit__text mark").all_inner_texts() == ["współpracownicy"]


def test_the_readers_language_comes_first_then_the_others(visit):
    page = visit("fi/")
    find(page, "streams")
    headings = page.locator(".search__results h3").all_inner_texts()
    assert [heading.lower() for heading in headings[1:]] == ["suomi", "englanti", "puola"]
    assert page.locator("ul[lang=pl] .hit__facts").first.get_attribute("lang") == "fi"


def test_a_name_is_said_in_the_readers_language(visit):
    page = visit("fi/")
    assert find(page, "yöt")[0] == "Yöt"
    assert page.locator(f"{HIT} a").first.get_attribute("href").endswith("/hub/fi/topics/nights/")


def test_a_person_is_found_by_what_they_are(visit):
    assert find(visit("fi/"), "lighthouse")[0] == "Zofia Żukowska"


def choose(page, name: str, value: str) -> list[str]:
    """Narrow down by one filter."""
    page.evaluate("document.querySelector('[data-search-count]').textContent = ''")
    if not page.locator("[data-search-narrow][open]").count():
        page.click("[data-search-narrow] summary")
    page.select_option(f"#search-{name}", value)
    page.wait_for_selector(f"{COUNT}:not(:empty)")
    return [title.removesuffix(" ↗") for title in page.locator(f"{HIT} a").all_inner_texts()]


def test_filters_narrow_down_and_work_without_a_word(visit):
    page = visit()
    assert page.locator("[data-search-filter]").count() == 4
    find(page, "rain")
    assert choose(page, "author", "zofia") == ["A letter"]
    page.fill(FIELD, "")
    page.wait_for_function("() => document.querySelectorAll('.hit').length > 3")
    assert choose(page, "language", "lt") == ["Klaida, kurios ieškojome"]
    choose(page, "language", "")
    assert choose(page, "kind", "entry") == ["Seven drawbridges"]
    choose(page, "author", "")
    assert choose(page, "topic", "nights") == []
    assert set(choose(page, "kind", "post")) == {"After the storm", "A letter", "Klaida, kurios ieškojome"}


def test_every_filter_has_a_label(visit):
    page = visit()
    page.keyboard.press("/")
    page.click("[data-search-narrow] summary")
    for label in ("Person", "Topic", "Language", "Kind"):
        assert page.get_by_label(label, exact=True).is_visible()
    page.wait_for_selector("#search-author option[value=zofia]", state="attached")


def test_an_entry_leads_to_its_original_and_says_so(visit):
    page = visit()
    find(page, "drawbridge")
    link = page.locator(f"{HIT} a").first
    assert link.get_attribute("href") == "https://zofia.example/bridges/"
    assert "Own blog: zofia.example" in page.locator(".hit__facts").first.inner_text()


def test_the_searched_words_are_marked_on_the_page_and_nothing_else_changes(visit, site: str):
    page = visit()
    find(page, "kafka")
    page.locator(f"{HIT} a").first.click()
    page.wait_for_function("() => CSS.highlights.get('searched')")
    marked = page.evaluate("() => [...CSS.highlights.get('searched')].map(range => range.toString().toLowerCase())")
    assert set(marked) == {"kafka"}
    assert page.url == f"{site}posts/kafka/"
    assert page.locator("main mark").count() == 0


def test_inflected_words_are_marked_on_the_page(visit):
    page = visit()
    find(page, "mostami")
    page.locator(f"{HIT} a").first.click()
    page.wait_for_function("() => CSS.highlights.get('searched')")
    marked = page.evaluate("() => [...CSS.highlights.get('searched')].map(range => range.toString())")
    assert "mosty" in marked


def test_without_the_highlight_interface_the_words_are_marked_all_the_same(visit):
    page = visit()
    page.add_init_script("delete globalThis.Highlight")
    find(page, "kafka")
    page.locator(f"{HIT} a").first.click()
    page.wait_for_selector("main mark")
    assert {text.lower() for text in page.locator("main mark").all_inner_texts()} == {"kafka"}


def test_a_question_in_the_address_opens_the_search_with_it(visit, site: str):
    page = visit("?q=kafka&x=1")
    page.wait_for_selector(f"{COUNT}:not(:empty)")
    assert page.input_value(FIELD) == "kafka"
    assert page.inner_text(COUNT) == "2 results"
    assert page.url == f"{site}?x=1"


def test_hostile_words_stay_words(visit):
    page = visit("?q=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E")
    page.wait_for_selector(f"{COUNT}:not(:empty)")
    assert page.locator(".search img").count() == 0


def test_before_a_word_is_typed_the_topics_are_offered(visit):
    page = visit("fi/")
    page.keyboard.press("/")
    page.wait_for_selector(".search .chips a")
    assert sorted(page.locator(".search .chips a").all_inner_texts()) == ["Streams", "Yöt"]
    assert page.locator(".search .chips a").first.get_attribute("href").startswith("http://127.0.0.1")


def test_without_scripts_there_is_no_button_and_the_ways_to_topics_and_people_stay(visit):
    page = visit("404.html", java_script_enabled=False)
    assert not page.locator("[data-voices-search]").first.is_visible()
    for address in ("topics/", "authors/"):
        assert page.locator(f"a[href$='{address}']").first.is_visible()


def test_on_a_phone_nothing_is_wider_than_the_screen(visit):
    page = visit(viewport={"width": 320, "height": 640})
    page.locator("[data-voices-search]").first.click()
    find(page, "streams")
    page.click("[data-search-narrow] summary")
    assert page.evaluate("() => document.querySelector('dialog').scrollWidth <= innerWidth")
    assert page.locator("dialog button, dialog summary, dialog select").evaluate_all(
        "all => all.filter(one => one.offsetParent).every(one => one.getBoundingClientRect().height >= 24)"
    )


def test_when_the_index_cannot_be_fetched_it_says_so(chromium, site: str):
    page = chromium.new_page()
    page.route("**/search/map.*", lambda route: route.abort())
    page.goto(site)
    page.keyboard.press("/")
    page.wait_for_selector(f"{COUNT}:not(:empty)")
    assert page.inner_text(COUNT) == "The search could not be loaded. Are you online?"
    page.close()
