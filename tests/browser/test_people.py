"""The authors' index of a hub with more people than a page holds: pages by name, and one filter over all of them."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urljoin

import pytest

from browser.serving import served
from hub_world import LEGAL, World

pytestmark = pytest.mark.browser
PROFILE = """\
---
name: {name}
role: Engineer
team: {team}
status: {status}
languages: [{language}]
agreed: 2026-01-05
---
"""
PEOPLE = {
    "ada": ("Ada Berg", "Data", "active", "en"),
    "bea": ("Bea Lind", "Design", "active", "fi"),
    "cleo": ("Cleo Maj", "Data", "active", "en"),
    "dina": ("Dina Rask", "Design", "active", "en"),
    "emil": ("Emil Salo", "Data", "active", "fi"),
    "abel": ("Abel Gone", "Data", "alumni", "en"),
}
SHOWN = "[data-people] > li:visible .p-name"


@pytest.fixture(scope="module")
def base(shared_tmp, once) -> Iterator[str]:
    """A hub of six people, two a page; the last one has moved on."""
    folder = shared_tmp / "people"

    def write() -> None:
        world = World(folder, {"per_page": 2, "cards": "off"})
        names = ("name", "team", "status", "language")
        profiles = {
            f"authors/{id_}.md": PROFILE.format(**dict(zip(names, one, strict=True))) for id_, one in PEOPLE.items()
        }
        world.write({"index.md": "# Welcome\n", **LEGAL, **profiles})

    with served(once(folder, write)) as address:
        yield address


def test_without_scripts_the_pages_lead_through_everyone(visit, base):
    page = visit(390, base=base, java_script_enabled=False).go("authors/")
    found = page.locator(SHOWN).all_inner_texts()
    while (following := page.locator(".pager [rel=next]")).count():
        page.goto(urljoin(page.url, following.get_attribute("href")))
        found += page.locator(SHOWN).all_inner_texts()
    assert found == ["Ada Berg", "Bea Lind", "Cleo Maj", "Dina Rask", "Emil Salo", "Abel Gone"]
    assert page.title().startswith("People · Page 3 of 3")
    assert not page.locator("[data-people-filter]").is_visible()


def test_a_choice_is_looked_for_on_all_pages_and_what_comes_from_there_leads_where_it_did(visit, base):
    opened = visit(base=base)
    page = opened.go("authors/")
    assert page.locator(SHOWN).count() == 2
    page.select_option("#filter-team", "data")
    page.wait_for_url("**/authors/#team=data")
    assert page.locator(SHOWN).all_inner_texts() == ["Ada Berg", "Cleo Maj", "Emil Salo", "Abel Gone"]
    assert page.locator("[data-people-apart] .p-name").all_inner_texts() == ["Abel Gone"]
    assert page.locator("[data-people-count]").inner_text() == "People shown: 4"
    assert not page.locator(".pager").is_visible()
    page.select_option("#filter-languages", "fi")
    assert page.locator(SHOWN).all_inner_texts() == ["Emil Salo"]
    assert not page.locator("[data-people-apart]").is_visible()
    page.click("[data-people-all]")
    assert page.locator(SHOWN).count() == len(PEOPLE)
    page.click("text=Emil Salo")
    page.wait_for_url("**/authors/emil/")
    assert (opened.faults, opened.refused()) == ([], [])


def test_on_a_later_page_a_choice_leads_to_the_first_and_holds_there(visit, base):
    page = visit(base=base).go("authors/page/2/")
    assert page.locator(SHOWN).all_inner_texts() == ["Cleo Maj", "Dina Rask"]
    page.select_option("#filter-team", "design")
    page.wait_for_url("**/authors/#team=design")
    page.locator("text=Dina Rask").wait_for()
    assert page.locator(SHOWN).all_inner_texts() == ["Bea Lind", "Dina Rask"]


def test_where_another_page_does_not_come_what_is_here_is_filtered_and_the_pages_stay(visit, base):
    page = visit(base=base).go("authors/")
    page.route("**/authors/page/3/", lambda route: route.abort())
    page.select_option("#filter-team", "data")
    page.wait_for_url("**/authors/#team=data")
    assert page.locator(SHOWN).all_inner_texts() == ["Ada Berg"]
    assert page.locator(".pager").is_visible()
    page.unroute("**/authors/page/3/")
    page.select_option("#filter-team", "design")
    page.wait_for_url("**/authors/#team=design")
    assert page.locator(SHOWN).all_inner_texts() == ["Bea Lind", "Dina Rask"]
