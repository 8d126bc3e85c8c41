"""The sample hub's guideline: sound, complete in each language, and mild with other people's posts."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from voices.configfile import load_hub
from voices.dates import Moment
from voices.model import Document, Post, Source
from voices.policy.checking import check_post
from voices.policy.reading import read_policy
from voices.policy.schema import PART_KINDS

ROOT = Path(__file__).parents[2]
POSTS = ROOT.parent / "shared" / "corpora" / "blogs" / "18f" / "posts"
BLOCKED_AT_MOST = 0.02


def test_sample_policy_says_every_part_and_rule_in_each_language() -> None:
    hub = load_hub(ROOT / "mkdocs.yml")
    policy, findings = read_policy(hub)
    assert findings == ()
    assert set(policy.parts) == set(PART_KINDS)
    for rule in policy.rules:
        for text in (rule.title, rule.why):
            assert {code for code, _ in text.texts} >= set(hub.voices.languages), rule.id


def test_real_posts_are_hardly_ever_blocked() -> None:
    if not POSTS.is_dir():
        pytest.skip("the 18F corpus is not beside this repository (shared/corpora)")
    hub = load_hub(ROOT / "mkdocs.yml")
    policy, _ = read_policy(hub)
    files = sorted(POSTS.glob("*.md"))
    at = Moment(dt.datetime(2016, 1, 1, tzinfo=dt.UTC), bare=True)
    blocked = []
    for file in files:
        text = file.read_text(encoding="utf-8")
        post = Post(
            file.stem,
            Source(file.name),
            "A title",
            ("a",),
            at,
            language="en",
            summary="s",
            document=Document(text=text),
        )
        blocked += [str(f) for f in check_post(post, text, policy, hub) if f.severity == "block"]
    assert len(files) >= 500
    assert len({line.partition(":")[0] for line in blocked}) <= BLOCKED_AT_MOST * len(files), blocked
