"""Translations and answers."""

from __future__ import annotations

import pytest


def slugs(voices):
    return [voice.post.slug for voice in voices]


def test_groups_are_transitive_and_follow_the_hubs_languages(world):
    world.post("eng", language="en")
    world.post("pol", language="pl", translation_of="suo")
    world.post("suo", language="fi", translation_of="eng")
    translations = world.build().translations
    assert slugs(translations["posts/eng"]) == ["suo", "pol"]
    assert slugs(translations["posts/suo"]) == ["eng", "pol"]
    assert slugs(translations["posts/pol"]) == ["eng", "suo"]


def test_long_chains_in_any_order_are_one_group(world):
    world.settings["languages"] = ("en", "fi", "pl", "lt", "sv", "de")
    codes = ["de", "lt", "en", "sv", "fi", "pl"]
    for code, original in zip(codes, ["en", "sv", "fi", "pl", "pl", ""], strict=True):
        world.post(code, language=code, translation_of=original)
    assert slugs(world.build().translations["posts/en"]) == ["fi", "pl", "lt", "sv", "de"]


def test_translations_of_a_withdrawn_original_still_belong_together(world):
    world.post("eng", withdrawn="2026-02-02")
    world.post("suo", language="fi", translation_of="eng")
    world.post("pol", language="pl", translation_of="eng")
    catalog = world.build()
    assert slugs(catalog.translations["posts/suo"]) == ["pol"]
    assert not [finding for finding in catalog.findings if "translation" in finding.rule]


def test_two_posts_of_one_language_in_a_group_are_a_warn_and_only_the_first_is_offered(world):
    world.post("eng")
    world.post("suo", language="fi", translation_of="eng", date="2026-01-02")
    world.post("toinen", language="fi", translation_of="eng", date="2026-01-03")
    catalog = world.build()
    assert slugs(catalog.translations["posts/eng"]) == ["suo"]
    assert slugs(catalog.translations["posts/toinen"]) == ["eng"]
    (finding,) = (found for found in catalog.findings if found.rule == "post.translation-conflict")
    assert (finding.severity, finding.path) == ("warn", "content/posts/toinen.md")


@pytest.mark.parametrize(("of", "word"), [("engg", 'Did you mean "eng"?'), ("suo", "itself")])
def test_a_translation_of_nothing_or_of_itself_is_a_block(world, of, word):
    world.post("eng")
    world.post("suo", language="fi", translation_of=of)
    (finding,) = world.findings("post.translation-unknown")
    assert finding.severity == "block"
    assert word in finding.message


@pytest.mark.parametrize("written", ["first", "/posts/first/", "https://voices.example/posts/first/#end", "/old/"])
def test_a_post_may_answer_by_slug_address_or_old_address(world, written):
    world.post("first", aliases=("/old/",))
    world.post("reply", answers=written, date="2026-03-01")
    world.post("sooner", answers="first", date="2026-02-01")
    catalog = world.build()
    assert slugs(catalog.answers["posts/first"]) == ["sooner", "reply"]
    assert not [finding for finding in catalog.findings if finding.rule.startswith("post.answers")]


def test_an_answer_to_someone_elsewhere_is_fine_and_to_nobody_a_warn(world):
    world.post("first")
    world.post("outward", answers="https://other.example/post")
    world.post("lost", answers="frist")
    catalog = world.build()
    assert catalog.answers == {}
    (finding,) = (found for found in catalog.findings if found.rule == "post.answers-unknown")
    assert finding.severity == "warn"
    assert 'Did you mean "first"?' in finding.message


def test_a_post_is_never_proposed_as_the_one_it_translates_or_answers_itself(world):
    world.post("p2", translation_of="p1", answers="p3")
    found = [
        f.message for f in world.build().findings if f.rule in ("post.translation-unknown", "post.answers-unknown")
    ]
    assert len(found) == 2
    assert not any("Did you mean" in message for message in found)


def test_another_post_with_nearly_that_name_is_proposed(world):
    world.post("kafka")
    world.post("p2", translation_of="kafak")
    (finding,) = world.findings("post.translation-unknown")
    assert 'Did you mean "kafka"?' in finding.message
