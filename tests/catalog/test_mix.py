"""The content mix: a hint to the editors when expertise falls behind what they agreed on."""

from __future__ import annotations

import pytest


def say(world, expertise: int, company: int, date: str = "2026-06-01") -> None:
    for about, number in (("expertise", expertise), ("company", company)):
        for _ in range(number):
            world.post(f"{about}-{len(world.posts)}", about=about, date=date)


def test_too_little_expertise_is_a_hint_with_both_figures_and_what_to_do(world):
    say(world, expertise=7, company=5)
    (finding,) = world.findings("content.mix")
    assert (finding.path, finding.severity) == ("mkdocs.yml", "hint")
    assert "58 %" in finding.message
    assert "7 of the 12" in finding.message
    assert "80 %" in finding.message
    assert "Ask experts" in finding.message


@pytest.mark.parametrize(("expertise", "company"), [(8, 2), (12, 0), (4, 5), (0, 9)])
def test_enough_expertise_or_too_few_posts_to_tell_say_nothing(world, expertise, company):
    say(world, expertise, company)
    assert world.findings("content.mix") == []


def test_only_the_last_twelve_months_count(world):
    say(world, expertise=10, company=0)
    say(world, expertise=0, company=30, date="2025-11-22")
    assert world.findings("content.mix") == []
    world.post("recent-1", about="company", date="2025-11-23")
    world.post("recent-2", about="company", date="2026-11-22")
    world.post("recent-3", about="company", date="2026-11-21")
    (finding,) = world.findings("content.mix")
    assert "10 of the 13" in finding.message


def test_what_is_not_shown_or_does_not_say_is_not_counted(world):
    say(world, expertise=10, company=0)
    for number in range(20):
        world.post(f"silent-{number}")
        world.post(f"draft-{number}", about="company", draft=True)
        world.post(f"later-{number}", about="company", date="2027-01-01")
    assert world.findings("content.mix") == []


def test_the_setting_decides(world):
    say(world, expertise=5, company=5)
    world.settings["content_mix"] = {"expertise": 50}
    assert world.findings("content.mix") == []
    world.settings["content_mix"] = {"expertise": 51}
    assert len(world.findings("content.mix")) == 1


def test_on_a_leap_day_too_a_year_is_a_year(world):
    world.now = world.now.replace(year=2028, month=2, day=29)
    say(world, expertise=0, company=10, date="2027-03-01")
    assert len(world.findings("content.mix")) == 1


def test_the_hint_stands_at_the_line_of_the_setting(make_hub):
    hub = make_hub(content_mix={"expertise": 80}, per_page=12)
    head = "---\ntitle: {n}\nauthors: jane\ndate: 2026-11-01\nsummary: S.\nabout: company\n---\nWords.\n"
    hub.write({f"posts/p{n}.md": head.format(n=n) for n in range(10)})
    (finding,) = [finding for finding in hub.check() if finding.rule == "content.mix"]
    assert finding.path == "mkdocs.yml"
    written = (hub.root / "mkdocs.yml").read_text().splitlines()
    assert written[finding.line - 1].strip() == "expertise: 80"
