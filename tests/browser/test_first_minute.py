"""What a recruiter and an applicant do with the mouse: find a link, copy it, come back by it, apply."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.browser


def test_a_recruiter_finds_a_link_and_copies_it_and_hears_so(visit):
    opened = visit(permissions=["clipboard-read", "clipboard-write"])
    page = opened.go("recruit/")
    page.get_by_role("searchbox", name="Find a job, team, place, topic or person").fill("KRAKOW")
    shown = page.locator("[data-kit-link]:visible")
    assert shown.count() == 1
    assert page.locator("[data-kit-count]").inner_text().endswith(" 1")
    shown.get_by_role("button", name="Copy the link: Kraków").click()
    said = page.locator("[data-kit-said]")
    said.get_by_text("Copied.").wait_for(state="attached")
    assert page.evaluate("navigator.clipboard.readText()") == "https://voices.tuuli.example/places/krakow/"
    shown.locator("summary").click()
    shown.get_by_role("button", name="Copy the words, polski: Kraków").click()
    page.wait_for_function("navigator.clipboard.readText().then(text => text.includes('/pl/places/krakow/'))")
    assert not opened.faults


def test_a_word_that_nothing_matches_says_so_and_letters_with_marks_are_found_without(visit):
    page = visit().go("recruit/")
    search = page.get_by_role("searchbox")
    search.fill("łódź na księżycu")
    assert page.locator("[data-kit-none]").is_visible()
    assert page.locator("[data-kit-link]:visible").count() == 0
    search.fill("zielinski")
    assert page.locator("[data-kit-link]:visible h3").inner_text() == "Marek Zieliński"
    search.fill("")
    assert not page.locator("[data-kit-none]").is_visible()


def test_a_link_to_one_row_opens_it(visit):
    page = visit().go("recruit/#team-data-platform")
    page.locator("#team-data-platform details[open]").wait_for()


def test_where_someone_came_from_goes_along_to_the_application(visit):
    opened = visit()
    page = opened.go("jobs/data-engineer/?utm_source=voices&utm_content=ad&evil=1&utm_campaign=a%26b%3Dc")
    links = page.locator("a[data-apply]")
    assert links.count() == 2
    for address in links.evaluate_all("all => all.map(one => one.href)"):
        assert address.startswith("https://tuuli.example/careers/")
        assert "utm_source=voices" in address
        assert "utm_content=ad" in address
        assert "utm_campaign=a%26b%3Dc" in address
        assert "evil" not in address
    assert not opened.faults


def test_without_scripts_applying_is_a_plain_link_and_nothing_dead_is_shown(visit):
    opened = visit(java_script_enabled=False)
    page = opened.go("jobs/data-engineer/?utm_source=voices")
    assert "utm_source" not in page.locator("a[data-apply]").first.get_attribute("href")
    page = opened.go("recruit/")
    assert page.locator("[data-kit-copy]:visible, [data-kit-search]:visible").count() == 0
    page.locator("#job-data-engineer summary").click()
    assert page.locator("#job-data-engineer figure img").is_visible()


def test_a_finding_leads_to_its_rule_and_the_rule_is_marked(visit):
    opened = visit(390, reduced_motion="reduce")
    page = opened.go("pl/policy/#rule-code-names")
    rule = page.locator("#rule-code-names")
    assert rule.evaluate("one => one.matches(':target')")
    assert rule.evaluate("one => { const box = one.getBoundingClientRect(); return box.top >= 0 && box.top < 800; }")
    assert not opened.faults


def test_the_guideline_on_paper_shows_all_rules_and_no_buttons(visit):
    page = visit().go("policy/")
    page.emulate_media(media="print")
    assert page.locator("#rule-pesel").is_visible()
    assert page.locator(".actions:visible, .mast:visible, .tabs:visible").count() == 0
    assert page.locator("#ask a[href^='mailto:']").first.is_visible()


def test_on_a_phone_the_rules_begin_as_a_list_of_titles_and_a_link_opens_its_own(visit):
    opened = visit(390, reduced_motion="reduce")
    page = opened.go("fi/policy/#rule-code-names")
    assert page.locator("#rule-code-names [data-fold][open]").count() == 1
    assert page.locator("[data-fold][open]").count() == 1
    page.locator("#rule-pesel summary").click()
    assert page.locator("#rule-pesel .rule__instead").is_visible()
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("[data-fold]:not([open])").count() == 0
    assert not opened.faults


def test_on_a_wide_screen_and_without_scripts_all_rules_are_open(visit):
    for opened in (visit(), visit(390, java_script_enabled=False)):
        page = opened.go("policy/")
        assert page.locator("[data-fold]").count() > 20
        assert page.locator("[data-fold]:not([open])").count() == 0
