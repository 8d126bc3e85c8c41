"""``voices move``: everything follows, the old address redirects."""

from __future__ import annotations

import pytest

from voices.upkeep.edits import Edit, carry_out

POST = "---\ntitle: {title}\nauthors: [{authors}]   # who\ndate: 2026-01-01\nsummary: S.\n{more}---\n{body}\n"


def post(title="A title", authors="jane", more="", body="Words."):
    return POST.format(title=title, authors=authors, more=more, body=body)


def read(world, path):
    return (world.content / path).read_text(encoding="utf-8")


def blocks(world):
    return [str(finding) for finding in world.check() if finding.severity != "hint"]


def test_a_post_moves_with_its_file_and_whatever_names_it(make_hub, type_in):
    world = make_hub(
        {
            "posts/2026/2026-01-01-old.md": post(),
            "posts/suomi.md": post("Suomi", more="language: fi\ntranslation_of: old # the English one\n"),
            "posts/reply.md": post(
                "Reply", more="answers: /posts/old/\n", body="See [it](2026/2026-01-01-old.md#end)."
            ),
            "permalinks.txt": "posts/old/\n",
        },
        languages=["en", "fi"],
    )
    result = type_in(world, "move", "/posts/old/", "/posts/new/")
    assert result.exit_code == 0
    assert "posts/2026/2026-01-01-old.md → posts/2026/2026-01-01-new.md" in result.stderr
    assert not (world.content / "posts/2026/2026-01-01-old.md").exists()
    assert "aliases: [/posts/old/]\n" in read(world, "posts/2026/2026-01-01-new.md")
    assert "translation_of: new # the English one" in read(world, "posts/suomi.md")
    assert "(2026/2026-01-01-new.md#end)" in read(world, "posts/reply.md")
    assert [line for line in blocks(world) if "heading" not in line] == []
    catalog = world.load().catalog
    assert catalog.redirects["posts/old/"] == "posts/new/"
    assert [voice.post.slug for voice in catalog.answers["posts/new"]] == ["reply"]


def test_a_post_with_a_slug_of_its_own_keeps_its_file(make_hub, type_in):
    world = make_hub({"posts/file.md": post(more="slug: old\n")})
    assert type_in(world, "move", "posts/old", "https://voices.example/posts/new/").exit_code == 0
    assert "slug: new\naliases: [/posts/old/]\n" in read(world, "posts/file.md")


def test_moving_twice_keeps_the_first_address_last_and_moving_back_leaves_no_circle(make_hub, type_in):
    world = make_hub({"posts/a.md": post()})
    type_in(world, "move", "/posts/a/", "/posts/b/")
    type_in(world, "move", "/posts/b/", "/posts/c/")
    assert "aliases: [/posts/b/, /posts/a/]" in read(world, "posts/c.md")
    assert world.load().catalog.posts["c"].first_address == "posts/a/"
    type_in(world, "move", "/posts/c/", "/posts/a/")
    assert "aliases: [/posts/c/, /posts/b/]" in read(world, "posts/a.md")
    assert world.load().catalog.redirects == {"posts/b/": "posts/a/", "posts/c/": "posts/a/"}
    assert blocks(world) == []


def test_an_author_moves_with_photo_biographies_archive_posts_and_lead(make_hub, type_in):
    world = make_hub(
        {
            "authors/jane.md": "---\nname: Jane Doe\nphoto: jane.webp\nagreed: 2026-01-01\nteam: Data\n---\nBio.\n",
            "authors/jane.fi.md": "Suomeksi.\n",
            "authors/jane.webp": b"RIFF0000WEBP",
            "authors/janet.md": "---\nname: Janet\nagreed: 2026-01-01\n---\nSee [Jane](jane.md).\n",
            "feeds/jane/blog.json": "{}",
            "teams/data.md": "---\nname: Data\nlead: jane\n---\n",
            "posts/a.md": post(authors="janet, jane"),
            "posts/b.md": post("B", authors="janet", more="ai: generated\nreviewed_by: jane\n"),
        },
        languages=["en", "fi"],
    )
    result = type_in(world, "move", "/authors/jane/", "/authors/jane-doe/")
    assert result.exit_code == 0
    there = {path.relative_to(world.content).as_posix() for path in world.content.rglob("*") if path.is_file()}
    assert {
        "authors/jane-doe.md",
        "authors/jane-doe.fi.md",
        "authors/jane-doe.webp",
        "feeds/jane-doe/blog.json",
    } <= there
    assert not [path for path in there if "jane." in path or "/jane/" in path]
    assert "photo: jane-doe.webp" in read(world, "authors/jane-doe.md")
    assert "aliases: [/authors/jane/]" in read(world, "authors/jane-doe.md")
    assert "authors: [janet, jane-doe]   # who" in read(world, "posts/a.md")
    assert "reviewed_by: jane-doe" in read(world, "posts/b.md")
    assert "lead: jane-doe" in read(world, "teams/data.md")
    assert "[Jane](jane-doe.md)" in read(world, "authors/janet.md")
    assert not (world.content / "feeds/jane").exists()


def test_a_topic_moves_with_its_file_and_every_spelling_of_it(make_hub, type_in):
    world = make_hub(
        {
            "topics/kafka.md": "---\nname: Kafka  # ours\n---\nIntroduction.\n",
            "posts/a.md": post(more="topics: [kafka, Other]\n"),
            "posts/b.md": post("B", more="topics:\n  - 'KAFKA'\n"),
            "posts/c.md": post("C", more="topics: Other\n"),
            "permalinks.txt": "topics/kafka/\ntopics/other/\n",
        }
    )
    result = type_in(world, "move", "/topics/kafka/", "/topics/apache-kafka/", "--name", "Apache Kafka")
    assert result.exit_code == 0
    assert read(world, "topics/apache-kafka.md") == (
        "---\nname: Apache Kafka  # ours\naliases: [/topics/kafka/]\n---\nIntroduction.\n"
    )
    assert "topics: [Apache Kafka, Other]" in read(world, "posts/a.md")
    assert "  - 'Apache Kafka'\n" in read(world, "posts/b.md")
    assert blocks(world) == []
    catalog = world.load().catalog
    assert len(catalog.topics["apache-kafka"].voices) == 2
    assert catalog.redirects["topics/kafka/"] == "topics/apache-kafka/"


def test_a_name_in_several_languages_changes_in_the_hubs_own_and_says_which_stay(make_hub, type_in):
    world = make_hub(
        {"teams/data.md": "---\nname:\n  en: Data # ours\n  fi: Tieto\n---\n"},
        languages=["en", "fi", "pl"],
    )
    result = type_in(world, "move", "/teams/data/", "/teams/facts/", "--name", "Facts")
    assert (
        read(world, "teams/facts.md") == "---\nname:\n  en: Facts # ours\n  fi: Tieto\naliases: [/teams/data/]\n---\n"
    )
    assert "keeps its names in fi;" in result.stderr


def test_a_team_without_a_file_gets_one_that_holds_the_old_address(make_hub, type_in):
    world = make_hub({"authors/jane.md": "---\nname: Jane\nagreed: 2026-01-01\nteam: Ops\n---\nBio.\n"})
    assert type_in(world, "move", "/teams/ops/", "/teams/site-reliability/").exit_code == 0
    assert read(world, "teams/site-reliability.md") == "---\nname: Site reliability\naliases: [/teams/ops/]\n---\n"
    assert "team: Site reliability" in read(world, "authors/jane.md")
    assert world.load().catalog.redirects["teams/ops/"] == "teams/site-reliability/"


def test_a_topic_merges_into_one_that_exists_and_takes_its_spelling(make_hub, type_in):
    world = make_hub(
        {
            "topics/data.md": "---\nname: Data\n---\n",
            "posts/a.md": post(more="topics: [Big data]\n"),
        }
    )
    assert type_in(world, "move", "/topics/big-data/", "/topics/data/").exit_code == 0
    assert "topics: [Data]" in read(world, "posts/a.md")
    assert "aliases: [/topics/big-data/]" in read(world, "topics/data.md")
    assert blocks(world) == []


def test_an_old_name_still_written_somewhere_means_the_renamed_topic(make_hub, type_in):
    world = make_hub({"topics/kafka.md": "---\nname: Kafka\n---\n", "posts/a.md": post(more="topics: [Kafka]\n")})
    type_in(world, "move", "/topics/kafka/", "/topics/queues/")
    world.write({"posts/late.md": post("Late", more="topics: [Kafka]\n")})
    catalog = world.load().catalog
    assert list(catalog.topics) == ["queues"]
    assert len(catalog.topics["queues"].voices) == 2


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("/posts/lod/", "/posts/new/", 'Did you mean "old"?'),
        ("/posts/old/", "/posts/other/", "is another post"),
        ("/posts/old/", "/posts/old/", "already"),
        ("/posts/old/", "/authors/old/", "stays of its kind"),
        ("/posts/old/", "/posts/Über uns/", "Write /posts/uber-uns/."),
        ("/posts/old/", "/posts/page/", "kept for the hub's own pages"),
        ("/posts/old/", "/posts/taken/", "redirects already"),
        ("/jobs/x/", "/jobs/y/", "no address that can be moved"),
        ("/", "/posts/new/", "no address that can be moved"),
        ("/posts/old/", "https://elsewhere.example/posts/new/", "on another site than https://voices.example/"),
        ("//elsewhere.example/posts/old/", "/posts/new/", "on another site"),
        ("/authors/nobody/", "/authors/somebody/", "There is no author"),
        ("/topics/none/", "/topics/some/", "There is no topic"),
    ],
)
def test_what_cannot_be_moved_is_said_in_one_line_and_nothing_changes(make_hub, type_in, old, new, words):
    world = make_hub({"posts/old.md": post(), "posts/other.md": post("Other", more="aliases: [/posts/taken/]\n")})
    before = {path: path.read_bytes() for path in world.content.rglob("*") if path.is_file()}
    result = type_in(world, "move", old, new)
    assert result.exit_code == 1
    assert words in result.stderr
    assert "Traceback" not in result.stderr
    assert {path: path.read_bytes() for path in world.content.rglob("*") if path.is_file()} == before


def test_a_dry_run_says_what_would_change_and_changes_nothing(make_hub, type_in):
    world = make_hub({"posts/old.md": post()})
    result = type_in(world, "move", "/posts/old/", "/posts/new/", "--dry-run")
    assert "1 file would change" in result.stderr
    assert (world.content / "posts/old.md").exists()


def test_a_failure_halfway_puts_everything_back(tmp_path):
    (tmp_path / "a.md").write_bytes(b"A")
    (tmp_path / "blocked").write_bytes(b"a file where a folder is wanted")
    edits = [Edit("a.md", "b.md", b"B"), Edit(None, "blocked/c.md", b"C")]
    with pytest.raises(OSError, match="blocked"):
        carry_out(tmp_path, edits)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.md", "blocked"]
    assert (tmp_path / "a.md").read_bytes() == b"A"


def test_the_second_build_answers_the_old_address(make_hub, type_in):
    world = make_hub({"posts/old.md": post()})
    assert type_in(world, "build", "--record").exit_code == 0
    assert "A title" in world.page("posts/old/")
    assert "posts/old/\n" in read(world, "permalinks.txt")
    type_in(world, "move", "/posts/old/", "/posts/new/")
    assert type_in(world, "build", "--record").exit_code == 0
    assert "A title" in world.page("posts/new/")
    assert 'rel="canonical" href="https://voices.example/posts/new/"' in world.page("posts/old/")
    assert {"posts/old/", "posts/new/"} <= set(read(world, "permalinks.txt").splitlines())
