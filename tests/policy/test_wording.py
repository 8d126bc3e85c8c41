"""Findings teach: in the text's language, with the reason, a better wording, the rule's address and someone to ask."""

from __future__ import annotations

import pickle

import pytest

from voices.policy.checking import check_post, editor_to_ask, gate
from voices.policy.lessons import LESSONS, built_in_rules
from voices.policy.reading import parse_policy
from voices.policy.schema import BUILT_IN_IDS, Policy


def test_finding_says_all_there_is_to_know(make_post, policy, hub) -> None:
    (found,) = check_post(make_post("Nad Borealisem.", "pl"), "Nad Borealisem.", policy, hub)
    words = hub.language("pl")
    assert found.message == " ".join(
        (
            "“Borealisem”: Kryptonim.",
            words.gettext("Say it another way, or leave it out."),
            words.gettext("Questions: {who}.", who="Cyryl, cyryl@acme.example"),
        )
    )
    assert (found.why, found.instead) == ("Nikt go nie zna.", "Nowy produkt")
    assert found.url == "https://voices.acme.example/pl/policy/#rule-code-names"


@pytest.mark.parametrize(
    ("language", "title", "address"),
    [("en", "A code name", ""), ("fi", "Koodinimi", "fi/"), ("lt", "Kodinis pavadinimas", "lt/")],
)
def test_finding_speaks_the_posts_language(language, title, address, make_post, policy, hub) -> None:
    (found,) = check_post(make_post("Borealis", language), "Borealis", policy, hub)
    assert found.message.startswith(f"“Borealis”: {title}.")
    assert found.url == f"https://voices.acme.example/{address}policy/#rule-code-names"


def test_language_without_words_of_ours_falls_back(make_post, policy, hub) -> None:
    (found,) = check_post(make_post("Borealis", "sv"), "Borealis", policy, hub)
    assert found.message.startswith("“Borealis”: A code name.")


def test_built_in_finding_speaks_the_posts_language(make_post, policy, hub) -> None:
    (found,) = check_post(make_post("PESEL 44051401359", "pl"), "PESEL 44051401359", policy, hub)
    words = hub.language("pl")
    lesson = LESSONS["pesel"]
    assert found.message.startswith(words.gettext(lesson.fault, found="44•••••••••"))
    assert found.why == words.gettext(lesson.why)
    assert found.url == "https://voices.acme.example/pl/policy/#rule-pesel"


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("131052-308T", "308T"),
        ("44051401359", "1401359"),
        ("FI21 1234 5600 0007 85", "5600"),
        ("4111 1111 1111 1111", "1111 1111"),
        ("jan.kowalski@firma.example", "kowalski"),
        ("+358 40 123 4567", "4567"),
        ("AKIA" + "Q3ZV7PLM2XWN5TRB", "Q3ZV"),
        ("K-123456", "123456"),
    ],
)
def test_what_must_stay_secret_is_not_repeated(text, kept, make_post, policy, hub) -> None:
    (found,) = check_post(make_post(text), text, policy, hub)
    assert kept not in str(found.as_json())


def test_who_knows_the_subject_and_speaks_the_language_is_asked(hub) -> None:
    assert editor_to_ask(hub, "press", "lt").name == "Bo"
    assert editor_to_ask(hub, "press", "en").name == "Bo"
    assert editor_to_ask(hub, "", "en").name == "Ada"
    assert editor_to_ask(hub, "privacy", "fi").name == "Ada"


def test_without_editors_nobody_is_named(make_post, policy, hub_with) -> None:
    (found,) = check_post(make_post("Borealis"), "Borealis", policy, hub_with(editors=[]))
    assert found.message == "“Borealis”: A code name. Say it another way, or leave it out."


def test_gate_names_the_blocking_rules_of_an_entry(policy, hub) -> None:
    ask = pickle.loads(pickle.dumps(gate(policy, hub)))
    assert ask("Our press releases", "About Borealisa and a PESEL 44051401359.", "pl") == (
        "policy.code-names",
        "policy.pesel",
    )
    assert ask("Our press releases", "Nothing else.", "en") == ("policy.press-release",)
    assert ask("Salaries", "Write to jan@firma.example.", "en") == ()


def test_gate_is_open_without_the_guideline(hub_with) -> None:
    assert gate(Policy(), hub_with(features={"policy": False}))("131052-308T", "", "fi") == ()
    assert gate(Policy(), hub_with())("131052-308T", "", "fi") == ("policy.hetu",)


def test_every_built_in_rule_can_be_shown(hub) -> None:
    shown = built_in_rules(Policy(), hub.language("en"))
    assert tuple(rule.id for rule in shown) == BUILT_IN_IDS
    assert all(rule.title and rule.why and rule.instead for rule in shown)


def test_pattern_without_end_is_given_up_and_named(make_post, hub) -> None:
    policy, _ = parse_policy(
        b"rules: [{id: slow, title: t, why: w, pattern: '(a|aa|a.?)+$(?<=zq)'}]", "content/policy.yml"
    )
    (found,) = check_post(make_post("x"), "a" * 5000 + "b", policy, hub)
    assert (found.path, found.rule, found.severity) == ("content/policy.yml", "policy-file.slow-pattern", "warn")


@pytest.mark.parametrize("pattern", ["(a+)+$", r"(\w+\s?)+:", r"([a-zA-Z]+)*!", "(x+x+)+y", r"(\w+)*@acme"])
def test_a_pattern_that_some_text_keeps_busy_is_told_before_it_meets_one(pattern: str) -> None:
    file = f"rules:\n- id: slow\n  title: t\n  why: w\n  pattern: '{pattern}'\n"
    policy, (found,) = parse_policy(file.encode(), "content/policy.yml")
    assert (found.line, found.rule, found.severity) == (5, "policy-file.slow-pattern", "warn")
    assert [rule.id for rule in policy.rules] == ["slow"]


@pytest.mark.parametrize(
    "pattern",
    [r"(?:[A-Z]{2}\d+ ?)+", r"(?i)project (\w+ )+x", r"\b(?:\d[ -]?){8,}\b", "(?:foo|bar)+", r"KH-\d{4,}(?:/\d+)*"],
)
def test_a_pattern_that_repeats_a_group_in_a_sane_way_is_left_alone(pattern: str) -> None:
    file = f"rules:\n- id: sane\n  title: t\n  why: w\n  pattern: '{pattern}'\n"
    assert parse_policy(file.encode(), "content/policy.yml")[1] == ()


def test_a_flood_of_one_rule_is_cut(make_post, policy, hub) -> None:
    assert len(check_post(make_post(""), "Borealis " * 500, policy, hub)) == 20
