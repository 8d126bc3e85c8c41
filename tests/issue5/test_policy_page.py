"""/policy/: the same file that is enforced, warm and readable, with an anchor for each rule."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest
from company import POLICY, author, post

from voices.configfile import load_hub
from voices.loading import load
from voices.policy.schema import BUILT_IN_IDS

WAYS = {"en": "", "fi": "fi/", "pl": "pl/", "lt": "lt/"}


def ids_in(page):
    return set(re.findall(r'\bid="([^"]+)"', page))


@pytest.mark.parametrize("language", WAYS)
def test_the_guideline_stands_in_each_language_with_an_anchor_for_each_rule(built, language):
    page = built.page(f"{WAYS[language]}policy/")
    assert {"rule-code-names", *(f"rule-{rule}" for rule in BUILT_IN_IDS)} <= ids_in(page)
    title = {"en": "How we write", "fi": "Näin kirjoitamme", "pl": "Jak piszemy", "lt": "Kaip rašome"}[language]
    assert f"<h1>{title}</h1>" in page
    assert f'<html lang="{language}"' in page


def test_what_a_rule_looks_for_is_never_shown(built):
    pages = "".join(built.page(f"{way}policy/") for way in WAYS.values())
    assert "Levanter" not in pages
    assert "Ostria" not in pages


def test_texts_are_markdown_and_what_is_missing_in_a_language_carries_its_own(built):
    assert "<em>freely</em>" in built.page("policy/")
    polish = built.page("pl/policy/")
    assert re.search(r'<div class="guide__intro prose" lang="en">\s*<p>Write <em>freely</em>', polish)
    assert "Co działa" in polish


def test_a_built_in_rule_shows_a_real_code_instead_of_a_gap(built):
    assert "<p>Write language: en, or leave it if the text is meant so.</p>" in built.page("policy/")
    for code, way in WAYS.items():
        assert f"language: {code}" in built.page(f"{way}policy/")
        assert "{code}" not in built.page(f"{way}policy/")


def test_the_daily_minutes_and_the_day_of_review_are_said(built):
    page = built.page("policy/")
    assert "20 minutes a day" in page
    assert re.search(r"Last looked through: [^<]*September[^<]* 2026", page)


def test_good_examples_lead_to_posts_that_are_there_and_show_who_wrote_them(built):
    page = built.page("policy/")
    examples = page.partition('id="examples"')[2].partition("</section>")[0]
    assert '<a href="../posts/quiet-nights/">Quiet nights</a>' in examples
    assert "Aino Lehto" in examples
    assert "<h3>A post nobody wrote</h3>" in examples
    assert '<a href="https://else.example/a/" rel="noopener">Elsewhere</a>' in examples


def test_the_people_to_ask_come_with_their_addresses_those_of_the_language_first(built):
    polish = built.page("pl/policy/").partition('id="ask"')[2]
    assert polish.index("piotr@acme.example") < polish.index("sari@acme.example")
    finnish = built.page("fi/policy/").partition('id="ask"')[2]
    assert finnish.index("sari@acme.example") < finnish.index("piotr@acme.example")


@pytest.mark.parametrize("language", WAYS)
def test_a_finding_leads_to_its_rule_in_the_posts_language(built, company, language):
    world = company({"posts/slip.md": post("A slip", "aino", language=language, text="Levanter")})
    found = [one for one in world.check() if one.rule == "policy.code-names"]
    assert len(found) == 1
    place = urlsplit(found[0].url)
    assert place.path == f"/{WAYS[language]}policy/"
    assert place.fragment in ids_in(built.page(place.path.lstrip("/")))


def test_without_a_guideline_nothing_leads_to_one(company):
    world = company({"posts/number.md": post("A number", "aino", text="It was 44051401359.")})
    (world.content / "policy.yml").unlink()
    found = [one for one in world.check() if one.rule == "policy.pesel"]
    assert [one.url for one in found] == [None]
    (world.content / "posts" / "number.md").unlink()
    world.build()
    assert not (world.site / "policy").exists()
    pages = [path.read_text("utf-8") for path in world.site.rglob("*.html")]
    assert not any("policy/" in re.sub(r"<head>.*?</head>", "", page, flags=re.DOTALL) for page in pages)


def test_a_guideline_of_rules_alone_has_a_page(company):
    rules = "rules: [{id: a, title: Never x, why: Because, terms: {en: [xyzzy]}}]\n"
    world = company({"policy.yml": rules})
    world.build()
    page = world.page("policy/")
    assert "Never x" in page
    assert "xyzzy" not in page
    assert 'href="#rules"' in page


def test_hostile_words_stay_words(company):
    hostile = POLICY.replace("en: A secret project", 'en: "<script>x()</script>\\uE000"').replace(
        "en: Customers learn it from us.", 'en: "<img src=x onerror=y()>[z](javascript:w())\\uE000"'
    )
    world = company({"policy.yml": hostile})
    world.build()
    page = world.page("policy/")
    body = page.partition("<main")[2].partition("</main>")[0]
    assert "&lt;script&gt;x()&lt;/script&gt;\ufffd" in body
    assert not re.search(r"<script|onerror=|javascript:", body)
    assert "\ue000" not in page


def test_a_changed_guideline_is_read_again_and_an_unchanged_one_is_not(company, monkeypatch):
    from voices.policy import sweep
    from voices.store import Cache

    world = company()
    asked = []

    def counted(post, *rest, **named):
        asked.append(post.slug)
        return ()

    monkeypatch.setattr(sweep, "check_post", counted)

    def check():
        asked.clear()
        hub = load_hub(world.root / "mkdocs.yml")
        cache = Cache(hub.cache / "content.db", "1")
        load(hub, cache)
        cache.save()
        cache.close()
        return sorted(asked)

    everyone = ["loud-days", "quiet-nights", "shy-words"]
    assert check() == everyone
    assert check() == []
    world.write({"posts/loud-days.md": post("Louder days", "marek", day=3)})
    assert check() == ["loud-days"]
    world.write({"policy.yml": POLICY.replace("Ostria", "Bora")})
    assert check() == everyone


def test_an_editor_who_writes_here_is_shown_with_their_own_face_and_page(company):
    editors = [{"name": "Aino Lehto", "email": "aino@acme.example", "languages": ["en"]}]
    world = company({"authors/aino.md": author("Aino Lehto", "Data", "Helsinki")}, editors=editors)
    world.build()
    asked = world.page("policy/").partition('id="ask"')[2]
    assert 'href="../authors/aino/">Aino Lehto</a>' in asked


def test_a_changed_guideline_reaches_the_page_in_an_incremental_build(company, voices):
    world = company()
    assert voices(world, "build").returncode == 0
    world.write({"policy.yml": POLICY.replace("en: A secret project", "en: Something not yet announced")})
    assert voices(world, "build").returncode == 0
    assert "Something not yet announced" in world.page("policy/")
    (world.content / "policy.yml").unlink()
    assert voices(world, "build").returncode == 0
    assert not (world.site / "policy").exists()
    assert "policy/" not in world.page("posts/quiet-nights/").partition("<footer")[2]
