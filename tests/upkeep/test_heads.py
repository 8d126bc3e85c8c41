"""Edits of a file's head: what is not meant stays as it was, to the last comment."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from voices.upkeep.heads import HeadError, add_alias, remove_values, replace_values, values

FILE = """\
---
title: "jane: a title"   # jane is not an author here
authors:
  # the first wrote it
  - jane   # yes, Jane
  - 'bo'
reviewed_by: "jane"
topics: [Kafka , "kafka", 'C#']
feeds:
  - url: https://a.example/
    topics: [kafka]
  - url: https://b.example/
    topics: Kafka
date: 2026-01-01
---
By jane.
"""


def test_values_are_found_in_lists_of_both_kinds_and_below_lists_of_mappings():
    assert values(FILE, ("authors",)) == ("jane", "bo")
    assert values(FILE, ("topics",)) == ("Kafka", "kafka", "C#")
    assert values(FILE, ("feeds", "topics")) == ("kafka", "Kafka")
    assert values(FILE, ("missing",)) == ()
    assert values("No head.", ("title",)) == ()


def test_replacing_touches_only_the_values_meant_and_keeps_their_quotes():
    changed = replace_values(FILE, ("authors",), {"jane": "jane-doe", "bo": "b"}.get)
    assert changed == FILE.replace("- jane ", "- jane-doe ").replace("'bo'", "'b'")
    changed = replace_values(FILE, ("reviewed_by",), lambda _name: "x")
    assert changed == FILE.replace('"jane"', '"x"')


@pytest.mark.parametrize(
    "new", ["1984", "no", "null", "2026-01-01", "a: b", "[x]", "#1", "x, y", "- a", "", "~", "a #b"]
)
def test_a_value_that_yaml_would_take_for_something_else_is_quoted(new):
    changed = replace_values("---\nname: x\nlist: [x, y]\n---\n", ("name",), lambda _name: new)
    changed = replace_values(changed, ("list",), lambda name: new if name == "x" else None)
    assert yaml.safe_load(changed.split("---")[1]) == {"name": new, "list": [new, "y"]}


def test_removing_from_a_block_list_takes_the_line_with_its_comment():
    assert remove_values(FILE, ("authors",), lambda name: name == "jane") == FILE.replace(
        "  - jane   # yes, Jane\n", ""
    )
    assert remove_values(FILE, ("authors",), lambda name: name == "bo") == FILE.replace("  - 'bo'\n", "")


@pytest.mark.parametrize(
    ("written", "left"),
    [
        ("[a, b, c]", "[b, c]"),
        ("[b, a, c]", "[b, c]"),
        ("[b, c, a]", "[b, c]"),
        ("[ a , b ]", "[ b ]"),
        ("[a, a, b]", "[b]"),
    ],
)
def test_removing_from_a_flow_list_leaves_a_tidy_list(written, left):
    text = f"---\nauthors: {written} # who\ndate: x\n---\n"
    assert remove_values(text, ("authors",), lambda name: name == "a") == text.replace(written, left)


@pytest.mark.parametrize("value", ["a", "[a]", "\n  - a", "\n- a", "[\n  a,\n]"])
def test_a_key_left_without_a_value_goes(value):
    text = f"---\ntitle: t\nlead: {value}\nname: n\n---\nBody\n"
    assert remove_values(text, ("lead",), lambda _name: True) == "---\ntitle: t\nname: n\n---\nBody\n"


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("", "aliases: [/old/]\n"),
        ("aliases: []\n", "aliases: [/old/]\n"),
        ("aliases:\n", "aliases: [/old/]\n"),
        ("aliases: ~ # none yet\n", "aliases: [/old/] # none yet\n"),
        ("aliases: null\n", "aliases: [/old/]\n"),
        ("aliases: /a/\n", "aliases: [/old/, /a/]\n"),
        ("aliases: '/a/' # first\n", "aliases: [/old/, '/a/'] # first\n"),
        ("aliases: [/a/, /b/]\n", "aliases: [/old/, /a/, /b/]\n"),
        ("aliases:\n  - /a/\n  - /b/\n", "aliases:\n  - /old/\n  - /a/\n  - /b/\n"),
        ("aliases:\n- /a/\n", "aliases:\n- /old/\n- /a/\n"),
    ],
)
def test_a_new_alias_comes_first_however_the_list_is_written(head, expected):
    text = f"---\ntitle: t\n{head}---\nBody\n"
    assert add_alias(text, "/old/") == f"---\ntitle: t\n{expected}---\nBody\n"


def test_a_byte_order_mark_and_windows_line_ends_stay():
    text = "\ufeff---\r\ntitle: t\r\nauthors: [a, b]\r\n---\r\nBody\r\n"
    changed = remove_values(add_alias(text, "/old/"), ("authors",), lambda name: name == "a")
    assert changed == "\ufeff---\r\ntitle: t\r\nauthors: [b]\r\naliases: [/old/]\r\n---\r\nBody\r\n"


@pytest.mark.parametrize("text", ["---\na: [b\n---\n", "No head at all.\n"])
def test_a_head_that_cannot_be_edited_says_so(text):
    with pytest.raises(HeadError):
        add_alias(text, "/old/")


def test_a_head_in_braces_is_left_to_a_person():
    with pytest.raises(HeadError, match="by hand"):
        remove_values("---\n{title: t, lead: a}\n---\n", ("lead",), lambda _name: True)


NAMES = st.text(alphabet="abc#: ,'\"[]-{}&*!|>%@`0\u00e4", min_size=1, max_size=8).filter(
    lambda name: name.strip() == name
)


@given(st.lists(NAMES, min_size=2, max_size=5, unique=True), NAMES, st.booleans())
def test_whatever_the_names_an_exchange_changes_one_and_keeps_the_rest(names, new, flow):
    head = yaml.safe_dump(
        {"title": "t", "topics": names, "end": "e"}, default_flow_style=None if flow else False, width=500
    )
    text = f"---\n{head}---\nBody {names[0]}\n"
    changed = replace_values(text, ("topics",), lambda name: new if name == names[0] else None)
    assert values(changed, ("topics",)) == (new, *names[1:])
    assert changed.endswith(f"---\nBody {names[0]}\n")
    removed = remove_values(text, ("topics",), lambda name: name == names[0])
    assert values(removed, ("topics",)) == tuple(names[1:])
    assert values(removed, ("end",)) == ("e",)
