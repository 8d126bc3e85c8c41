"""People, files and pages that are named: do they exist?"""

from __future__ import annotations

from voices.model import Document, Reference, Source, Subject


def test_an_unknown_author_is_a_block_with_a_proposal(world):
    world.author("jane")
    world.post("a", authors="jnae")
    (finding,) = world.findings("author.unknown")
    assert str(finding) == ('content/posts/a.md:1: author "jnae" has no profile. Did you mean "jane"? [author.unknown]')


def test_who_or_what_was_renamed_is_named_by_what_it_is_called_now(world):
    world.author("jane-doe", aliases=("/authors/jane/",))
    world.post("new", aliases=("/posts/old/",))
    world.post("late", authors="jane", language="fi", translation_of="old")
    messages = [finding.message for finding in world.build().findings]
    assert 'author "jane" is called "jane-doe" now. Write that.' in messages
    assert 'translation_of: "old" is called "new" now. Write that.' in messages


def test_an_author_whose_own_file_could_not_be_read_is_not_reported_twice(world):
    world.post("a", authors="jane")
    assert len(world.findings("author.unknown")) == 1
    world.broken = {"authors/jane.md"}
    assert world.findings("author.unknown") == []


def test_unknown_leads_and_reviewers_are_blocks_but_a_reviewer_named_in_full_is_not(world):
    world.subject("team", "data", lead="nobody")
    world.post("a", reviewed_by="noone")
    world.post("b", reviewed_by="Someone From Legal")
    world.post("c", reviewed_by="aino")
    found = {(finding.path, finding.line) for finding in world.findings("author.unknown")}
    assert found == {("content/teams/data.md", 4), ("content/posts/a.md", 1)}


def test_missing_legal_pages_are_warns_that_name_the_file_to_write(world):
    world.files = {"legal/privacy.md"}
    found = world.findings("legal.missing")
    assert [finding.path for finding in found] == ["content/legal/accessibility.md", "content/legal/imprint.md"]
    assert {finding.severity for finding in found} == {"warn"}


def test_a_link_to_a_post_that_exists_is_fine_and_its_address_is_known(world):
    world.post("a", references=[world.link("posts/b.md"), world.link("authors/aino.md")])
    world.post("b", withdrawn="2026-02-02")
    catalog = world.build()
    assert catalog.findings == ()
    assert catalog.address_of_path["posts/b.md"] == "posts/b/"
    assert catalog.address_of_path["authors/aino.md"] == "authors/aino/"
    assert catalog.post_of_path["posts/a.md"] is catalog.posts["a"]
    assert "posts/b.md" not in catalog.post_of_path


def test_a_link_by_address_that_nothing_answers_is_a_block_with_a_proposal(world):
    fine = ["/posts/cache/", "/fi/authors/aino/", "/old/", "/posts/", "/feed.xml", "/posts/gone/"]
    world.post("a", references=[*map(world.link, fine), world.link("/posts/cahce/", line=12)])
    world.post("cache", aliases=("/old/", "/posts/gone/"))
    (finding,) = world.findings("reference.missing")
    assert (finding.line, finding.severity) == (12, "block")
    assert 'Did you mean "/posts/cache/"?' in finding.message


def test_a_link_to_a_page_the_hub_does_not_have_is_a_warn(world):
    world.files |= {"index.md", "about.fi.md", "handbook/index.md", "guides/README.md", "notice.md"}
    fine = ["/", "/fi/", "/about/", "/pl/about", "/handbook/", "/guides/", "/legal/privacy/", "/archive/2026/"]
    fine += ["/posts/page/2/", "/write/#steps", "/languages/", "/files/terms.pdf", "/old-about/"]
    world.post("a", aliases=("/old-about/",), references=[world.link(target) for target in fine])
    assert world.findings("reference.unknown-page") == []
    world.post("b", references=[world.link("/nowhere/", 3), world.link("/policy/", 4), world.link("/fi/abuot/", 5)])
    findings = world.findings("reference.unknown-page")
    assert [(finding.line, finding.severity) for finding in findings] == [(3, "warn"), (4, "warn"), (5, "warn")]
    assert 'Did you mean "/about/"?' in findings[2].message


def test_an_author_written_by_name_is_told_the_id(world):
    world.post("a", authors="aino")
    world.change("a", authors=("AINO lehto",))
    (finding,) = world.findings("author.unknown")
    assert finding.message.endswith('Did you mean "aino"?')


def test_a_page_in_the_place_of_another_is_a_warn(world):
    world.files |= {
        "index.md",
        "about.md",
        "about.fi.md",
        "README.md",
        "feeds/README.md",
        "posts/drafts.txt",
        "search.md",
    }
    assert [finding.path for finding in world.findings("page.taken")] == ["content/search.md"]
    world.files |= {"about/index.md", "write.fi.md"}
    told = {finding.path: finding for finding in world.findings("page.taken")}
    assert sorted(told) == ["content/about/index.md", "content/search.md", "content/write.fi.md"]
    assert "stand at /about/, in place of about.md" in told["content/about/index.md"].message
    assert "stand at /fi/write/, in place of a page of the hub's own" in told["content/write.fi.md"].message


def test_a_comma_makes_no_list(world):
    world.subject("topic", "health-and-safety", "Health, and safety")
    world.post("a", topics=("Data, Learning", "Health, and safety"))
    (finding,) = world.findings("topic.comma")
    assert finding.severity == "warn"
    assert "write a list: [Data, Learning]" in finding.message
    world.change("a", authors=("aino, jane",))
    (finding,) = world.findings("author.unknown")
    assert finding.message.endswith("Write a list: [aino, jane].")


def test_a_link_to_a_draft_is_a_warn(world):
    world.post("a", references=[world.link("posts/b.md")])
    world.post("b", draft=True)
    (finding,) = world.findings("reference.unpublished")
    assert finding.severity == "warn"
    assert "draft" in finding.message


def test_links_in_biographies_and_introductions_are_checked_in_their_own_file(world):
    lost = Document(references=(Reference("link", "/posts/nowhere/", 5),))
    world.authors.clear()
    world.author("aino", biographies=(("", Document()), ("fi", lost)))
    world.subjects.append(
        Subject(
            "topic",
            "kafka",
            Source("content/topics/kafka.md"),
            world.subject("topic", "x").name,
            introductions=(("", lost),),
        )
    )
    paths = [finding.path for finding in world.findings("reference.missing")]
    assert paths == ["content/authors/aino.fi.md", "content/topics/kafka.md"]


def test_a_file_that_could_not_be_read_makes_no_second_finding(world):
    world.broken = {"authors/jane.md", "posts/2026/2026-01-01-lost.md", "topics/kafka.md"}
    world.subject("topic", "kafkas", "Kafkas")
    world.permalinks = (
        "authors/jane/",
        "authors/jane/entry/",
        "posts/lost/",
        "topics/only-there/",
        "teams/only-there/",
    )
    world.post(
        "a",
        authors="jane aino",
        topics=("Kafka",),
        translation_of="lost",
        answers="lost",
        references=[world.link("posts/2026/2026-01-01-lost.md"), world.link("/posts/lost/")],
    )
    assert world.build().findings == ()
    world.permalinks += ("posts/surely-gone/",)
    assert len(world.findings("permalinks.gone")) == 1


def test_a_link_to_a_file_beside_a_page_stands_and_falls_with_the_page(world):
    world.post("a", references=(world.link("/authors/aino/feed.xml"), world.link("/fi/authors/aino/")))
    assert world.findings("reference.missing") == []
    world.post("b", references=(world.link("/authors/nobody/feed.xml"),))
    (finding,) = world.findings("reference.missing")
    assert finding.path == "content/posts/b.md"
