"""Topics, teams, places, languages and years."""

from __future__ import annotations

import pytest

from voices.model import FeedSource
from voices.text import slugify


def name(group):
    return group.name.get("en", "en").text


def test_a_topic_is_called_by_its_file_else_by_its_commonest_spelling_else_by_the_first_of_the_alphabet(world):
    world.subject("topic", "kafka", "Apache Kafka")
    world.post("a", topics=("kafka", "data quality", "LLMs"))
    world.post("b", topics=("Data Quality", "llms"))
    world.post("c", topics=("Data Quality",))
    topics = world.build().topics
    assert name(topics["kafka"]) == "Apache Kafka"
    assert name(topics["data-quality"]) == "Data Quality"
    assert name(topics["llms"]) == "LLMs"


def test_topics_come_most_voices_first_and_years_newest_first(world):
    world.post("a", date="2024-01-01", topics=("B", "A"))
    world.post("b", date="2026-01-01", topics=("B",))
    catalog = world.build()
    assert list(catalog.topics) == ["b", "a"]
    assert list(catalog.years) == ["2026", "2024"]
    assert catalog.years["2024"].address == "archive/2024/"


def test_a_feeds_categories_count_only_where_the_topic_exists(world):
    world.post("a", topics=("Kafka",))
    world.blog("aino", world.entry("e", tags=("KAFKA", "Holiday")))
    catalog = world.build()
    assert [voice.title for voice in catalog.topics["kafka"].voices] == ["e", "A"]
    assert "holiday" not in catalog.topics


def test_the_profiles_own_topics_are_added_to_a_feeds_entries(world):
    feed = FeedSource(url="https://aino.example/feed.xml", topics=("Home lab",))
    world.authors.clear()
    world.author("aino", feeds=(feed,))
    world.blog("aino", world.entry("e"), feed=feed)
    catalog = world.build()
    assert catalog.voices[0].topics == ("home-lab",)
    assert name(catalog.topics["home-lab"]) == "Home lab"


def test_a_topic_knows_who_writes_on_it_and_whose_expertise_it_is_by_name(world):
    world.author("zed", name="Adam Zed", expertise=("Kafka",))
    world.post("a", topics=("Kafka",))
    catalog = world.build()
    assert catalog.topics["kafka"].people == ("zed", "aino")
    assert catalog.expertise_of == {"zed": ("kafka",)}


def test_a_team_holds_its_members_and_each_of_their_voices_once(world):
    world.author("bo", team="Data Platform")
    world.author("cy", team="data platform")
    world.subject("team", "data-platform", lead="cy")
    world.post("shared", authors="bo cy aino")
    catalog = world.build()
    team = catalog.teams["data-platform"]
    assert (team.people, team.lead) == (("bo", "cy"), "cy")
    assert [voice.key for voice in team.voices] == ["posts/shared"]
    assert catalog.team_of == {"bo": "data-platform", "cy": "data-platform"}


def test_a_lead_who_is_hidden_is_not_named(world):
    world.author("ghost", status="hidden", team="Data")
    world.subject("team", "data", lead="ghost")
    catalog = world.build()
    assert catalog.teams["data"].lead == ""
    assert catalog.teams["data"].people == ()


def test_a_language_lists_its_voices_and_writers(world):
    world.author("mika", languages=("fi",))
    world.post("terve", authors="mika")
    world.post("hello")
    languages = world.build().languages
    assert languages["fi"].people == ("mika",)
    assert name(languages["fi"]) == "Finnish"
    assert languages["fi"].name.get("fi", "en").text == "suomi"
    assert languages["fi"].address == "languages/fi/"


@pytest.mark.parametrize(
    ("written", "listed"),
    [("Kafak", "kafka"), ("data platfrom", "data-platform"), ("Jave", "java"), ("UI", "ux"), ("Rust", "ruby")],
)
def test_a_name_within_two_edits_of_a_listed_one_is_a_warn_with_a_proposal(world, written, listed):
    world.subject("topic", listed, listed.title())
    world.post("a", topics=(written,))
    found = world.findings("topic.near-miss")
    assert [(f.severity, f.path) for f in found] == [("warn", "content/posts/a.md")]
    assert f'Did you mean "{listed.title()}"?' in found[0].message
    assert found[0].message.endswith(f"If not, add topics/{slugify(written)}.md.")


def test_a_file_of_its_own_settles_that_a_name_was_meant(world):
    world.subject("topic", "ruby", "Ruby")
    world.subject("topic", "rust", "Rust")
    world.post("a", topics=("Rust",))
    assert world.findings("topic.near-miss") == []


@pytest.mark.parametrize(
    ("written", "listed"), [("Go", "ai"), ("R", "ai"), ("kafka", "kafka"), ("Databases", "design"), ("Rust", "rubies")]
)
def test_names_that_share_nothing_or_are_really_different_pass(world, written, listed):
    world.subject("topic", listed, listed.title())
    world.post("a", topics=(written,))
    assert world.findings("topic.near-miss") == []


def test_an_old_name_of_a_renamed_subject_means_the_new_one(world):
    world.subject("topic", "apache-kafka", "Apache Kafka", aliases=("/topics/kafka/",))
    world.subject("team", "data-platform", "Data platform", aliases=("/teams/data/",))
    world.author("bo", team="Data")
    world.post("late", topics=("Kafka",))
    world.blog("aino", world.entry("archived", tags=("kafka",)))
    world.board_jobs = [world.job("engineer", team="Data", topics=("Kafka",), board="greenhouse")]
    catalog = world.build()
    assert list(catalog.topics) == ["apache-kafka"]
    assert [voice.title for voice in catalog.topics["apache-kafka"].voices] == ["archived", "Late"]
    assert catalog.topics["apache-kafka"].jobs == catalog.teams["data-platform"].jobs == ("engineer",)
    assert catalog.teams["data-platform"].people == ("bo",)
    assert catalog.jobs["engineer"].team == "data-platform"
    assert not [finding for finding in catalog.findings if "near-miss" in finding.rule]


def test_a_jobs_team_is_compared_too(world):
    world.subject("team", "platform", "Platform")
    world.hand_jobs = [world.job("engineer", team="Platfrom")]
    (finding,) = world.findings("team.near-miss")
    assert finding.path == "content/jobs/engineer.md"


def test_a_topic_of_which_nothing_can_stand_in_an_address_is_a_block(world):
    world.post("a", topics=("+++",))
    (finding,) = world.findings("front-matter.slug")
    assert finding.severity == "block"
    assert "+++" in finding.message
