"""``voices forget author``: a person is erased, their co-authors' posts stay, and no file tells of them."""

from __future__ import annotations

import json

import pytest

from voices.catalog.permalinks import erased_line
from voices.upkeep.traces import wanted

POST = "---\ntitle: {title}\nauthors: {authors}\ndate: 2026-01-01\nsummary: S.\n{more}---\n{body}\n"


def post(title, authors, more="", body="Words."):
    return POST.format(title=title, authors=authors, more=more, body=body)


ARCHIVE = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "Mia's blog",
    "home_page_url": "https://mia.example/",
    "feed_url": "https://mia.example/feed.xml",
    "items": [],
}


@pytest.fixture
def hub(make_hub):
    """Jane stays; Mia Ruiz wrote alone, with Jane, in a blog, reviewed, leads a team and is named in a text."""
    return make_hub(
        {
            "authors/mia.md": (
                "---\nname: Mia Ruiz\nagreed: 2026-01-01\nteam: Night shift\nphoto: mia.webp\n"
                "aliases: [/authors/mia-r/]\nfeeds: [{url: https://mia.example/feed.xml}]\n---\nBio.\n"
            ),
            "authors/mia.fi.md": "Suomeksi.\n",
            "authors/mia.webp": b"RIFF0000WEBP",
            "feeds/mia/mia-example.json": json.dumps(ARCHIVE),
            "posts/alone.md": post(
                "Alone", "[mia]", "topics: [Solitude]\naliases: [/first/]\nimage: {src: alone.webp, alt: x}\n"
            ),
            "posts/alone.webp": b"RIFF0000WEBP",
            "posts/together.md": post("Together", "[jane, mia]", "topics: [Teamwork]\n"),
            "posts/suomi.md": post("Suomi", "jane", "language: fi\ntranslation_of: alone\n"),
            "posts/polski.md": post("Polski", "jane", "language: pl\ntranslation_of: alone\n"),
            "posts/reply.md": post(
                "Reply", "jane", "answers: alone\n", body="I read [what she wrote](alone.md) twice."
            ),
            "posts/checked.md": post("Checked", "jane", "reviewed_by: mia\n", body="Thanks to Mia Ruiz."),
            "teams/data.md": "---\nname: Data\nlead: mia\n---\n",
        },
        languages=["en", "fi", "pl"],
    )


def files(world):
    return {path.relative_to(world.root).as_posix() for path in world.content.rglob("*") if path.is_file()}


def read(world, path):
    return (world.content / path).read_text(encoding="utf-8")


def record(world):
    catalog = world.load().catalog
    ledger = world.content / "permalinks.txt"
    ledger.write_text("".join(f"{address}\n" for address in catalog.recorded), encoding="utf-8")


def test_profile_archive_and_posts_written_alone_go_and_shared_posts_stay(hub, type_in):
    result = type_in(hub, "forget", "author", "mia", "--yes")
    assert result.exit_code == 0
    left = files(hub)
    assert not [path for path in left if "mia" in path or "alone" in path]
    assert not (hub.content / "feeds").exists()
    assert "authors: [jane]\n" in read(hub, "posts/together.md")
    assert "reviewed_by" not in read(hub, "posts/checked.md")
    assert "lead" not in read(hub, "teams/data.md")


def test_afterwards_the_hub_has_no_finding_and_translations_still_belong_together(hub, type_in):
    record(hub)
    type_in(hub, "forget", "author", "mia", "--yes")
    assert [str(finding) for finding in hub.check() if finding.severity != "hint"] == []
    assert "I read what she wrote twice." in read(hub, "posts/reply.md")
    assert "answers" not in read(hub, "posts/reply.md")
    catalog = hub.load().catalog
    assert [voice.post.slug for voice in catalog.translations["posts/polski"]] == ["suomi"]
    assert catalog.posts["together"].authors == ("jane",)


def test_the_ledger_keeps_only_hashes_of_what_no_longer_answers(hub, type_in):
    record(hub)
    ledger = hub.content / "permalinks.txt"
    with ledger.open("a", encoding="utf-8") as file:
        file.write("authors/mia-r/\nauthors/mia/an-entry/\nfirst/\n")
    result = type_in(hub, "forget", "author", "mia", "--yes")
    lines = ledger.read_text(encoding="utf-8").splitlines()
    erased = ("authors/mia/", "authors/mia-r/", "authors/mia/an-entry/", "posts/alone/", "first/")
    for address in (*erased, "topics/solitude/", "teams/night-shift/"):
        assert address not in lines
        assert erased_line(address) in lines
    assert {"authors/jane/", "posts/together/", "topics/teamwork/"} <= set(lines)
    assert f"{len(erased) + 2} addresses" in result.stderr
    catalog = hub.load().catalog
    answering = {*catalog.recorded, *catalog.redirects, *catalog.farewells}
    assert answering.isdisjoint(erased)


def test_remaining_mentions_are_named_by_line_and_nothing_else_tells_of_the_person(hub, type_in):
    record(hub)
    result = type_in(hub, "forget", "author", "mia", "--yes")
    number = read(hub, "posts/checked.md").splitlines().index("Thanks to Mia Ruiz.") + 1
    assert f"  content/posts/checked.md:{number}: Mia Ruiz" in result.stderr
    (hub.content / "posts/checked.md").unlink()
    told = wanted("mia", ["Mia Ruiz"])
    for path in hub.root.rglob("*"):
        if path.is_file():
            assert not told.search(path.name), path
            assert not told.search(path.read_bytes().decode("latin-1")), path


def test_what_only_people_can_do_is_said(hub, type_in):
    result = type_in(hub, "forget", "author", "mia", "--yes")
    for word in ("git filter-repo", "Search engines", "Backups", "deploy"):
        assert word in result.stderr
    assert result.stdout == ""


def test_it_asks_first_and_a_no_changes_nothing(hub, type_in):
    before = files(hub)
    result = type_in(hub, "forget", "author", "mia", answer="n\n")
    assert result.exit_code == 1
    assert "This erases Mia Ruiz (mia)" in result.stderr
    assert "written alone: posts/alone.md" in result.stderr
    assert files(hub) == before
    assert type_in(hub, "forget", "author", "mia", answer="y\n").exit_code == 0
    assert files(hub) != before


def test_nobody_of_that_id_is_said_in_one_line(hub, type_in):
    before = files(hub)
    result = type_in(hub, "forget", "author", "mai", "--yes")
    assert result.exit_code == 1
    assert 'Nobody here has the id "mai"' in result.stderr
    assert files(hub) == before


def test_a_person_whose_files_cannot_be_read_is_erased_all_the_same(hub, type_in):
    hub.write(
        {"authors/mia.md": "---\nname: Mia Ruiz\nstatus: gone\n---\n", "posts/bad.md": post("", "[mia]", "date: x\n")}
    )
    assert type_in(hub, "forget", "author", "mia", "--yes").exit_code == 0
    assert not [path for path in files(hub) if "mia" in path or "bad" in path]


def test_a_hidden_persons_goodbye_pages_are_erased_as_well(hub, type_in):
    record(hub)
    profile = hub.content / "authors/mia.md"
    profile.write_text(profile.read_text().replace("agreed:", "status: hidden\nagreed:"), encoding="utf-8")
    assert "authors/mia/" in hub.load().catalog.farewells
    type_in(hub, "forget", "author", "mia", "--yes")
    catalog = hub.load().catalog
    assert catalog.farewells == ()
    assert erased_line("authors/mia/") in read(hub, "permalinks.txt")


def test_a_generated_post_that_loses_its_reviewer_is_named(hub, type_in):
    hub.write({"posts/machine.md": post("Machine", "jane", "ai: generated\nreviewed_by: mia\n")})
    result = type_in(hub, "forget", "author", "mia", "--yes")
    assert "posts/machine.md is stated to be generated" in result.stderr


def test_a_picture_somebody_else_uses_stays(hub, type_in):
    hub.write({"posts/other.md": post("Other", "jane", "image: {src: alone.webp, alt: x}\n")})
    type_in(hub, "forget", "author", "mia", "--yes")
    assert "content/posts/alone.webp" in files(hub)


def test_a_site_folder_that_holds_the_sources_is_never_emptied(hub, type_in):
    config = hub.root / "mkdocs.yml"
    config.write_text(config.read_text() + "site_dir: .\n", encoding="utf-8")
    result = type_in(hub, "forget", "author", "mia", "--yes")
    assert "left alone" in result.stderr
    assert (hub.content / "authors/jane.md").exists()


def test_built_site_and_cache_are_empty_of_the_person_and_the_next_build_is_whole(hub, type_in):
    (hub.content / "posts/checked.md").unlink()
    for path in ("authors/mia.webp", "posts/alone.webp"):
        (hub.content / path).unlink()
    profile = hub.content / "authors/mia.md"
    profile.write_text(profile.read_text().replace("photo: mia.webp\n", ""), encoding="utf-8")
    alone = hub.content / "posts/alone.md"
    alone.write_text(alone.read_text().replace("image: {src: alone.webp, alt: x}\n", ""), encoding="utf-8")
    assert type_in(hub, "build", "--record").exit_code == 0
    assert "Mia Ruiz" in hub.page("authors/mia/")
    type_in(hub, "forget", "author", "mia", "--yes")
    assert not (hub.root / ".cache/voices").exists()
    assert type_in(hub, "build", "--record").exit_code == 0
    assert not (hub.site / "authors/mia").exists()
    told = wanted("mia", ["Mia Ruiz"])
    for folder in (hub.site, hub.content, hub.root / ".cache"):
        for path in folder.rglob("*"):
            if path.is_file() and path.suffix in (
                ".html",
                ".xml",
                ".json",
                ".txt",
                ".md",
                ".opml",
                ".vcf",
                ".svg",
                ".db",
            ):
                assert not told.search(path.read_bytes().decode("latin-1")), path


def test_who_is_asked_sees_what_about_even_with_quiet(hub, type_in):
    before = files(hub)
    result = type_in(hub, "forget", "author", "mia", "--quiet", answer="n\n")
    assert result.exit_code == 1
    assert "This erases Mia Ruiz (mia):" in result.stderr
    assert "authors/mia.webp" in result.stderr
    assert files(hub) == before
    assert "This erases" not in type_in(hub, "forget", "author", "mia", "--quiet", "--yes").stderr


def test_one_erased_address_is_counted_as_one(make_hub, type_in):
    profile = "---\nname: Mia Ruiz\nagreed: 2026-01-01\n---\nBio.\n"
    world = make_hub({"authors/mia.md": profile, "permalinks.txt": "authors/mia/\n"})
    result = type_in(world, "forget", "author", "mia", "--yes")
    assert "Erased. 1 address answers 404 from now on; the ledger keeps a hash of each." in result.stderr
