"""content/policy.yml: what is accepted, and each fault at its line."""

from __future__ import annotations

import jsonschema
import pytest
import yaml

from voices.policy.reading import parse_policy, read_policy
from voices.policy.schema import Policy, json_schema

RULE = "rules:\n  - id: a\n    title: T\n    why: W\n    terms: {en: [x]}\n"


def said(text: str) -> list[str]:
    policy, findings = parse_policy(text.encode(), "content/policy.yml")
    assert all(finding.severity == "block" for finding in findings)
    assert findings == () or policy == Policy()
    return [str(finding).removeprefix("content/policy.yml:") for finding in findings]


def test_the_whole_shape_is_read(guideline) -> None:
    policy, findings = parse_policy(guideline.encode(), "content/policy.yml")
    assert findings == ()
    assert [rule.id for rule in policy.rules][:2] == ["code-names", "client-list"]
    assert policy.rules[0].title.get("fi", "en").text == "Koodinimi"
    assert policy.rules[-1].scope == ("entries",)


def test_parts_hold_texts_points_and_minutes() -> None:
    policy, findings = parse_policy(
        b"parts:\n  practice: {text: {en: Write, fi: Kirjoita}, minutes_a_day: 15, points: {title: Now}}\n", "p"
    )
    assert findings == ()
    assert policy.parts["practice"].minutes_a_day == 15
    assert policy.parts["practice"].points[0].title.get("en", "en").text == "Now"


@pytest.mark.parametrize(
    ("text", "line", "part"),
    [
        ("a: [", 1, "This is not YAML"),
        ("- a", 1, "mapping"),
        ("rulez: []", 1, 'Did you mean "rules"?'),
        ("parts:\n  legl: {text: x}", 2, 'Did you mean "legal"?'),
        ("parts:\n  legal:\n    pionts: []", 3, 'Did you mean "points"?'),
        ("parts:\n  practice: {minutes_a_day: 900}", 2, "less than or equal to 240"),
        ("builtin:\n  hetu: false\n  emial: off", 3, 'Did you mean "email"?'),
        ("builtin: {hetu: maybe}", 1, "'block'"),
        (RULE.replace("id: a", "id: Big Name"), 2, "big-name"),
        (RULE.replace("id: a", "id: hetu"), 2, "built-in"),
        (RULE.replace("    why: W\n", ""), 2, "Add why:"),
        (RULE.replace("terms: {en: [x]}", "terms: {xx9: [x]}"), 5, "not a language code"),
        (RULE.replace("terms: {en: [x]}", "terms: {en: ['!']}"), 5, "no letter or digit"),
        (RULE.replace("terms: {en: [x]}", "severity: bad\n    terms: {en: [x]}"), 5, "'block'"),
        (RULE.replace("terms: {en: [x]}", "pattern: '(x'"), 5, "not a regular expression"),
        (RULE.replace("terms: {en: [x]}", "pattern: 'x*'"), 5, "matches the empty text"),
        (RULE.replace("    terms: {en: [x]}\n", ""), 2, "looks for nothing"),
        (RULE + RULE.removeprefix("rules:\n"), 1, 'Two rules are called "a"'),
        (RULE + "rules: []", 6, "written twice"),
        ("a: &a [*a]", 1, "repeats itself"),
    ],
)
def test_fault_is_said_at_its_line(text, line, part) -> None:
    found = said(text)
    assert [one for one in found if one.startswith(f"{line}: ") and part in one], found


def test_norwegian_is_a_language_and_a_single_term_a_list() -> None:
    policy, findings = parse_policy(RULE.replace("{en: [x]}", "{no: 1984}").encode(), "p")
    assert findings == ()
    assert policy.rules[0].terms == {"no": ("1984",)}


def test_missing_file_and_switched_off_feature_mean_an_empty_policy(hub_with) -> None:
    assert read_policy(hub_with()) == (Policy(), ())
    hub = hub_with(features={"policy": False})
    hub.content.mkdir()
    (hub.content / "policy.yml").write_text("a: [")
    assert read_policy(hub) == (Policy(), ())


def test_file_is_read_with_its_path(hub) -> None:
    hub.content.mkdir()
    (hub.content / "policy.yml").write_text("a: 1")
    assert [finding.path for finding in read_policy(hub)[1]] == ["content/policy.yml"]


def test_schema_accepts_what_is_accepted_and_refuses_what_is_refused(guideline) -> None:
    schema = json_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    check = jsonschema.Draft202012Validator(schema)
    assert list(check.iter_errors(yaml.safe_load(guideline))) == []
    assert list(check.iter_errors(yaml.safe_load("builtin: {hetu: false}\nallow: a"))) == []
    assert list(check.iter_errors({"rulez": []}))
    assert list(check.iter_errors({"builtin": {"hetu": "maybe"}}))


def test_another_policy_has_another_digest(guideline) -> None:
    one = parse_policy(guideline.encode(), "p")[0]
    two = parse_policy(guideline.replace("block", "warn").encode(), "p")[0]
    assert one.digest == parse_policy(guideline.encode(), "p")[0].digest != two.digest
