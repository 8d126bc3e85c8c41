"""Each fault a person can make in a file has one outcome: a finding with its line and what to do."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from voices.findings import Finding
from voices.model import Content

AUTHOR = "---\nname: Aino Lehto\nagreed: 2026-01-05\n---\nI count passengers.\n"
Read = Callable[..., Content]
Write = Callable[..., str]


def only(content: Content) -> Finding:
    assert len(content.findings) == 1, [str(finding) for finding in content.findings]
    return content.findings[0]


def test_an_unknown_key_warns_with_the_key_that_was_meant(read: Read, post: Write) -> None:
    content = read({"posts/a.md": post("sumary: Short")})
    finding = only(content)
    assert (finding.path, finding.line, finding.rule, finding.severity) == (
        "content/posts/a.md", 5, "front-matter.unknown-key", "warn",
    )  # fmt: skip
    assert 'Did you mean "summary"?' in finding.message
    assert content.posts[0].slug == "a"


def test_an_unknown_key_inside_a_list_warns_at_its_own_line(read: Read) -> None:
    profile = "---\nname: A\nagreed: 2026-01-05\nfeeds:\n  - url: https://a.example/feed\n    shw: full\n---\n"
    content = read({"authors/a.md": profile})
    assert (only(content).line, only(content).severity) == (6, "warn")
    assert content.authors[0].feeds[0].url == "https://a.example/feed"


def test_an_unknown_key_in_a_single_group_given_for_a_list_warns(read: Read) -> None:
    profile = "---\nname: A\nagreed: 2026-01-05\nfeeds:\n  url: https://a.example/feed\n  shw: full\n---\n"
    content = read({"authors/a.md": profile})
    assert only(content).rule == "front-matter.unknown-key"
    assert len(content.authors[0].feeds) == 1


def test_a_text_alone_is_enough_where_one_key_is_needed(read: Read) -> None:
    head = "---\nname: A\nagreed: 2026-01-05\nfeeds: https://a.example/feed\ntraining: [First aid, {name: PRINCE2}]\n"
    content = read({"authors/a.md": f"{head}talks: On trams\nawards:\n  - Open data prize\n---\n"})
    assert not content.findings
    author = content.authors[0]
    assert [(feed.url, feed.show, feed.line) for feed in author.feeds] == [("https://a.example/feed", "excerpt", 4)]
    assert [one.name for one in (*author.training, *author.talks, *author.awards)] == [
        "First aid", "PRINCE2", "On trams", "Open data prize",
    ]  # fmt: skip


@pytest.mark.parametrize("written", ["feeds: a.example/feed", "feeds: [a.example/feed]", "links: https://a.example/x"])
def test_a_text_alone_that_will_not_do_is_told_at_its_line(read: Read, written: str) -> None:
    finding = only(read({"authors/a.md": f"---\nname: A\nagreed: 2026-01-05\n{written}\n---\n"}))
    assert (finding.line, finding.rule) == (4, "front-matter.invalid-value")
    assert "Write" in finding.message


def test_all_faults_of_all_files_are_told_at_once(read: Read, post: Write) -> None:
    content = read(
        {
            "posts/a.md": post("about: sports", "ai: robot", date="date: 3.11.2026"),
            "authors/b.md": "---\nrole: Engineer\n---\n",
        }
    )
    told = {(finding.path.rpartition("/")[2], finding.rule, finding.line) for finding in content.findings}
    assert told == {
        ("a.md", "front-matter.date", 4),
        ("a.md", "front-matter.invalid-value", 5),
        ("a.md", "front-matter.invalid-value", 6),
        ("b.md", "front-matter.missing-key", 1),
    }
    assert content.broken == {"posts/a.md", "authors/b.md"}
    assert not content.posts
    assert not content.authors


@pytest.mark.parametrize(
    ("written", "proposal"),
    [
        ("3.11.2026", "2026-11-03"),
        ("11/30/2026", "YYYY-MM-DD"),
        ("2026-02-31", "not a day of the calendar"),
        ("tomorrow", "YYYY-MM-DD"),
        ("0001-01-01T00:00:00+14:00", "not a day of the calendar"),
        ("9999-12-31T23:59:59-14:00", "not a day of the calendar"),
        ("2026-1-3", "2026-01-03"),
    ],
)
def test_another_form_of_date_blocks_and_proposes_the_right_one(
    read: Read, post: Write, written: str, proposal: str
) -> None:
    finding = only(read({"posts/a.md": post(date=f"date: {written}")}))
    assert (finding.rule, finding.severity, finding.line) == ("front-matter.date", "block", 4)
    assert proposal in finding.message


@pytest.mark.parametrize("written", ["2026-11-03", '"2026-11-03"', "2026-11-03 10:00", "2026-11-03T10:00:00Z"])
def test_a_date_is_read_with_and_without_quotes(read: Read, post: Write, written: str) -> None:
    content = read({"posts/a.md": post(date=f"date: {written}")})
    assert not content.findings
    assert content.posts[0].date.day.isoformat() == "2026-11-03"
    assert content.posts[0].date.bare == (len(written.strip('"')) == 10)


def test_a_date_without_offset_is_meant_in_the_hubs_zone(read: Read, post: Write) -> None:
    content = read({"posts/a.md": post(date="date: 2026-07-01 10:00")})
    assert content.posts[0].date.iso() == "2026-07-01T10:00:00+03:00"


def test_a_future_date_is_no_fault_of_the_file(read: Read, post: Write) -> None:
    content = read({"posts/a.md": post(date="date: 2999-01-01")})
    assert not content.findings
    assert content.posts[0].date.day.year == 2999


def test_numbers_and_words_yaml_guesses_at_stay_text(read: Read) -> None:
    text = "---\ntitle: 1984\nauthors: [aino, no]\ndate: 2026-11-03\nlanguage: no\ntopics: [2026, 12:30, on]\n---\n"
    content = read({"posts/a.md": text})
    post = content.posts[0]
    assert not content.findings
    assert (post.title, post.authors, post.language) == ("1984", ("aino", "no"), "no")
    assert post.topics == ("2026", "12:30", "on")


def test_a_single_text_stands_for_a_list_and_yes_for_true(read: Read, post: Write) -> None:
    content = read({"posts/a.md": post("topics: Learning", "draft: yes", "pinned: no")})
    assert (content.posts[0].topics, content.posts[0].draft, content.posts[0].pinned) == (("Learning",), True, False)


def test_a_byte_order_mark_and_windows_line_ends_are_accepted(read: Read, post: Write) -> None:
    text = post("about: sports", body="One.\n\nTwo.")
    content = read({"posts/a.md": b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode()})
    assert (only(content).rule, only(content).line) == ("front-matter.invalid-value", 5)


def test_windows_1252_bytes_block_with_the_line_and_the_way_out(read: Read, post: Write) -> None:
    content = read({"posts/a.md": post(body="Fine.\n\nCaf\u00e9.").encode("cp1252")})
    finding = only(content)
    assert (finding.rule, finding.line) == ("file.encoding", 8)
    assert 'what follows "Caf" is not UTF-8' in finding.message
    assert "UTF-8" in finding.message


@pytest.mark.parametrize("text", ["", "\n\n", "Just a text.\n"])
def test_an_empty_file_and_one_without_head_block(read: Read, text: str) -> None:
    finding = only(read({"posts/a.md": text}))
    assert (finding.rule, finding.severity) == ("front-matter.missing", "block")
    assert ("empty" in finding.message) == (not text.strip())


def test_a_file_of_five_megabytes_is_refused(read: Read, post: Write) -> None:
    finding = only(read({"posts/a.md": post(body="word " * 1_000_000)}))
    assert (finding.rule, finding.severity) == ("file.too-large", "block")
    assert "5.0 MB" in finding.message


def test_yaml_aliases_are_refused_before_they_multiply(read: Read) -> None:
    levels = "\n".join(f"k{n}: &k{n} [{', '.join([f'*k{n - 1}'] * 9)}]" for n in range(1, 12))
    finding = only(read({"posts/a.md": f"---\nk0: &k0 [lol]\n{levels}\n---\n"}))
    assert (finding.rule, finding.severity, finding.line) == ("front-matter.alias", "block", 3)


@pytest.mark.parametrize(
    ("head", "line", "said"),
    [
        ("title: Hello: world", 2, "quotes"),
        ('title: "never closed', 3, "quotation mark"),
        ("title: A\n\tauthors: x", 3, "tab"),
        ("- a\n- b", 2, "key: value"),
        ("title: !!python/object:os.system x", 2, "can't be read"),
    ],
)
def test_broken_yaml_blocks_with_its_line_and_plain_words(read: Read, head: str, line: int, said: str) -> None:
    finding = only(read({"posts/a.md": f"---\n{head}\n---\nText.\n"}))
    assert (finding.rule, finding.severity) == ("front-matter.yaml", "block")
    assert abs(finding.line - line) <= 1
    assert said in finding.message


def test_a_head_without_end_blocks(read: Read) -> None:
    assert only(read({"posts/a.md": "---\ntitle: A\n\nText.\n"})).rule == "front-matter.unclosed"


def test_a_key_written_twice_blocks_at_the_second(read: Read, post: Write) -> None:
    finding = only(read({"posts/a.md": post("title: Another")}))
    assert (finding.rule, finding.line) == ("front-matter.duplicate-key", 5)


def test_two_posts_with_one_slug_block_at_both(read: Read, post: Write) -> None:
    content = read(
        {"posts/2025/cache.md": post(), "posts/2026/2026-11-03-cache.md": post(), "posts/b.md": post("slug: x")}
    )
    assert [(finding.path, finding.rule) for finding in content.findings] == [
        ("content/posts/2025/cache.md", "post.duplicate-slug"),
        ("content/posts/2026/2026-11-03-cache.md", "post.duplicate-slug"),
    ]
    assert "2026-11-03-cache.md" in content.findings[0].message
    assert [post.slug for post in content.posts] == ["cache", "x"]


@pytest.mark.parametrize("name", ["page", "index", "Feed", "2026-11-03-", "!!"])
def test_a_file_name_that_cannot_be_an_address_blocks(read: Read, post: Write, name: str) -> None:
    finding = only(read({f"posts/{name}.md": post()}))
    assert (finding.rule, finding.severity) == ("file.name", "block")


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("My First Post", "my-first-post"),
        ("ąžuolas", "azuolas"),
        ("2026-11-03-Työ_päivä", "tyo-paiva"),
        ("long " * 40, "-".join(["long"] * 16)),
    ],
)
def test_a_posts_address_is_made_from_any_file_name_and_a_hint_tells_it(
    read: Read, post: Write, name: str, slug: str
) -> None:
    content = read({f"posts/{name}.md": post()})
    assert [post.slug for post in content.posts] == [slug]
    assert (only(content).rule, only(content).severity) == ("file.address", "hint")
    assert f"posts/{slug}/" in only(content).message


def test_two_file_names_that_make_one_address_block_both(read: Read, post: Write) -> None:
    content = read({"posts/My Post.md": post(), "posts/my-post.md": post()})
    blocked = [finding.path for finding in content.findings if finding.rule == "post.duplicate-slug"]
    assert blocked == ["content/posts/My Post.md", "content/posts/my-post.md"]


@pytest.mark.parametrize(
    ("place", "advice"),
    [
        ("posts/A.MD", "Rename it to A.md"),
        ("posts/2026/a.markdown", "Rename it to a.md"),
        ("posts/a.docx", "ends in .md"),
        ("jobs/engineer.txt", "ends in .md"),
        ("authors/leads/aino.md", "Move it to authors/aino.md"),
        ("post/a.md", 'Did you mean "posts"?'),
        ("Authors/aino.md", 'Did you mean "authors"?'),
        ("policy.yaml", 'Did you mean "policy.yml"?'),
        ("permalink.txt", 'Did you mean "permalinks.txt"?'),
        ("ABOUT.MD", "Rename it to ABOUT.md"),
    ],
)
def test_a_text_that_is_not_read_is_told(read: Read, post: Write, place: str, advice: str) -> None:
    finding = only(read({place: post()}))
    assert (finding.path, finding.rule, finding.severity) == (f"content/{place}", "file.unread", "hint")
    assert advice in finding.message


def test_what_is_meant_to_lie_there_is_not_called_unread(read: Read, post: Write) -> None:
    names = ["about.md", "legal/privacy.md", "team/us.jpg", "posts/a.jpg", "jobs/boards/x.json", "hosting/a.md"]
    assert not read({"posts/a.md": post(), **dict.fromkeys(names, "# Page")}).findings


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("# Ąžuolas\n".encode("cp1257"), 'what follows "# " is not UTF-8'),
        (b"PK\x03\x04\xff\xff", "a document of an office program"),
        (b"---\ntitle: a: b\n---\n# About\n", "a colon inside a value"),
    ],
)
def test_a_page_of_mkdocs_own_that_it_could_not_read_blocks(read: Read, text: bytes, said: str) -> None:
    finding = only(read({"about.md": text}))
    assert (finding.path, finding.severity) == ("content/about.md", "block")
    assert said in finding.message


@pytest.mark.parametrize("text", ["", "# About", "---\ntitle: About\n---\nWords", "---\n\nA rule above.", "a\n\n---\n"])
def test_a_page_of_mkdocs_own_may_have_any_head_it_can_read(read: Read, text: str) -> None:
    assert not read({"about.md": text}).findings


def test_files_with_names_nobody_can_type_are_refused(read: Read, tmp_path: Path, post: Write) -> None:
    read({"posts/a.md": post()})
    for name in (b"\xe0\xfe.jpg", b"a\nb.md"):
        (tmp_path / "content/posts" / os.fsdecode(name)).write_bytes(post().encode())
    content = read({})
    assert [(f.path, f.rule) for f in content.findings] == [
        ("content/posts/??.jpg", "file.name"), ("content/posts/a?b.md", "file.name"),
    ]  # fmt: skip
    assert [one.slug for one in content.posts] == ["a"]


def test_links_that_lead_nowhere_or_to_folders_are_told(read: Read, tmp_path: Path, post: Write) -> None:
    read({"posts/a.md": post()})
    folder = tmp_path / "content/posts"
    (folder / "gone.md").symlink_to("nothing.md")
    (folder / "loop.md").symlink_to("loop.md")
    (folder / "round").symlink_to("../posts")
    (folder / "twin.md").symlink_to("a.md")
    content = read({})
    told = [(f.path.rpartition("/")[2], f.rule, f.severity) for f in content.findings]
    assert told == [(name, "file.link", "warn") for name in ("gone.md", "loop.md", "round")]
    assert [one.slug for one in content.posts] == ["a", "twin"]


def test_two_versions_that_git_left_are_told_as_such(read: Read, post: Write) -> None:
    text = post("<<<<<<< HEAD", "summary: A", "=======", "summary: B", ">>>>>>> other")
    assert "git left two versions" in only(read({"posts/a.md": text})).message


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("tags: [a]", 'Did you mean "topics"?'),
        ("Description: a", 'Did you mean "summary"?'),
        ("withdrawn: true", "Write a group of keys: {date: 2026-11-03}."),
        ("corrections: a typo", "Write a group of keys: {date: 2026-11-03, note: what changed}."),
        ("image: [a.jpg]", "Write a group of keys: {src: picture.jpg}."),
        ("topics:\u00a0[a]", "a no-break space"),
    ],
)
def test_what_newcomers_write_is_answered_with_what_they_mean(read: Read, post: Write, line: str, said: str) -> None:
    assert said in only(read({"posts/a.md": post(line)})).message


def test_a_head_in_toml_is_named(read: Read) -> None:
    assert "TOML" in only(read({"posts/a.md": "+++\ntitle = 'A'\n+++\nText"})).message


def test_a_slug_left_empty_is_as_good_as_none(read: Read, post: Write) -> None:
    content = read({"posts/!!.md": post("slug:")})
    assert (only(content).rule, content.posts) == ("file.name", ())


def test_a_slug_overrules_a_file_name_and_is_checked(read: Read, post: Write) -> None:
    content = read({"posts/Päivä.md": post("slug: paiva"), "posts/b.md": post("slug: Työ")})
    assert [post.slug for post in content.posts] == ["paiva"]
    assert (only(content).rule, only(content).line) == ("front-matter.slug", 5)
    assert '"tyo"' in only(content).message


def test_an_authors_file_name_must_be_a_slug_and_names_the_broken_file(read: Read) -> None:
    content = read({"authors/Aino Lehto.md": AUTHOR})
    assert only(content).rule == "file.name"
    assert '"aino-lehto"' in only(content).message
    assert content.broken == {"authors/Aino Lehto.md"}


def test_a_missing_photo_blocks_with_the_file_that_was_meant(read: Read) -> None:
    profile = "---\nname: Aino\nphoto: aino.jpg\nagreed: 2026-01-05\n---\n"
    content = read({"authors/aino.md": profile, "authors/aino.jpeg": b"x"})
    assert (only(content).rule, only(content).line, only(content).severity) == ("reference.missing-file", 3, "block")
    assert 'Did you mean "authors/aino.jpeg"?' in only(content).message
    assert content.authors[0].photo == ""


def test_a_missing_picture_blocks_in_the_head_and_in_the_text(read: Read, post: Write) -> None:
    content = read({"posts/a.md": post("image: no.jpg", body="Look:\n\n![x](also-no.png)\n\n[there](b.md)")})
    assert [(f.line, f.rule) for f in content.findings] == [
        (5, "reference.missing-file"), (9, "reference.missing-file"), (11, "reference.missing-file"),
    ]  # fmt: skip


def test_a_picture_beside_the_post_is_found(read: Read, post: Write) -> None:
    content = read({"posts/x/a.md": post("image: {src: p.jpg, alt: A tram}"), "posts/x/p.jpg": b"x"})
    assert not content.findings
    assert content.posts[0].image is not None
    assert (content.posts[0].image.path, content.posts[0].image.alt) == ("posts/x/p.jpg", "A tram")
    assert content.media == {"posts/x/p.jpg"}


def test_an_unknown_language_proposes_its_code(read: Read, post: Write) -> None:
    assert 'Did you mean "fi"?' in only(read({"posts/a.md": post("language: Finnish")})).message


def test_a_value_out_of_a_list_proposes_the_nearest(read: Read, post: Write) -> None:
    assert 'Did you mean "company"?' in only(read({"posts/a.md": post("about: compny")})).message


def test_a_generated_text_needs_a_reader(read: Read, post: Write) -> None:
    content = read({"posts/a.md": post("ai: generated"), "posts/b.md": post("ai: generated", "reviewed_by: Aino")})
    assert "reviewed_by" in only(content).message
    assert [post.slug for post in content.posts] == ["b"]


def test_every_wrong_channel_is_named_at_once(read: Read) -> None:
    channels = "  github: jane\n  website: https://a.example/\n  bluesky: http://b.example/jane"
    (finding,) = read({"authors/aino.md": f"---\nname: A\nagreed: 2026-01-05\nchannels:\n{channels}\n---\n"}).findings
    assert 'github: "jane" is not an https address.' in finding.message
    assert 'bluesky: "http://b.example/jane" is not an https address. Write https://b.example/jane.' in finding.message


def test_channels_keep_their_order_and_a_fediverse_handle_becomes_an_address(read: Read) -> None:
    channels = '  website: https://a.example/\n  mastodon: "@aino@Social.example"'
    profile = f"---\nname: A\nagreed: 2026-01-05\nchannels:\n{channels}\n---\n"
    author = read({"authors/a.md": profile}).authors[0]
    assert [(c.kind, c.url) for c in author.channels] == [
        ("website", "https://a.example/"), ("mastodon", "https://social.example/@aino"),
    ]  # fmt: skip
    assert author.channels[1].handle == "@aino@social.example"


@pytest.mark.parametrize("url", ["http://a.example/", "javascript:alert(1)", "a.example", "https://"])
def test_a_channel_that_is_no_https_address_blocks(read: Read, url: str) -> None:
    profile = f'---\nname: A\nagreed: 2026-01-05\nchannels:\n  x: "{url}"\n---\n'
    assert only(read({"authors/a.md": profile})).severity == "block"


def test_second_texts_belong_to_their_main_file(read: Read) -> None:
    content = read(
        {
            "authors/aino.md": AUTHOR,
            "authors/aino.fi.md": "Lasken matkustajia.\n",
            "topics/data.md": "---\nname: {en: Data, fi: Tieto}\n---\nAbout data.\n",
            "topics/data.fi.md": "Tiedosta.\n",
        }
    )
    assert not content.findings
    assert [(code, d.text) for code, d in content.authors[0].biographies] == [
        ("", "I count passengers."), ("fi", "Lasken matkustajia."),
    ]  # fmt: skip
    assert [code for code, _ in content.subjects[0].introductions] == ["", "fi"]
    assert content.subjects[0].name.get("fi", "en").text == "Tieto"


def test_a_second_text_without_main_file_or_language_blocks(read: Read) -> None:
    content = read({"authors/aino.fi.md": "Hei.\n", "authors/b.md": AUTHOR, "authors/b.klingon.md": "nuqneH\n"})
    assert [(f.path.rpartition("/")[2], f.rule) for f in content.findings] == [
        ("aino.fi.md", "file.orphan"), ("b.klingon.md", "file.name"),
    ]  # fmt: skip


def test_a_link_out_of_the_content_folder_is_not_read(read: Read, tmp_path: Path) -> None:
    (tmp_path / "secret.md").write_text(AUTHOR)
    (tmp_path / "content" / "authors").mkdir(parents=True)
    (tmp_path / "content" / "authors" / "spy.md").symlink_to(tmp_path / "secret.md")
    content = read({})
    assert only(content).rule == "file.outside"
    assert not content.authors


def test_what_is_reserved_for_our_own_html_never_enters(read: Read) -> None:
    text = '---\ntitle: "a\ue000\\uE000\\0b"\nauthors: aino\ndate: 2026-11-03\n---\nx\ue000y\ue001z\n'
    post = read({"posts/a.md": text}).posts[0]
    assert post.title == "ab"
    assert post.document.text == "xyz"


def test_a_job_and_a_team_are_read(read: Read) -> None:
    job = "---\ntitle: Engineer\napply: https://jobs.example/1\nposted: 2026-11-01\ncloses: 2026-12-01\n---\nCome.\n"
    content = read({"jobs/engineer.md": job, "teams/data.md": "---\nname: Data\nlead: aino\n---\n"})
    assert not content.findings
    assert content.jobs[0].text == "Come."
    assert (content.subjects[0].kind, content.subjects[0].lead) == ("team", "aino")


def test_withdrawn_corrections_answers_and_links_are_read(read: Read, post: Write) -> None:
    profile = (
        "---\nname: A\nagreed: 2026-01-05\nlinks:\n  - {url: 'https://a.example/x', title: X, date: 2026-01-01}\n---\n"
    )
    extra = post(
        "withdrawn: {date: 2026-11-05, note: Wrong numbers}",
        "corrections:\n  - {date: 2026-11-04, note: Fixed a name}",
        "answers: other",
    )
    content = read({"posts/a.md": extra, "authors/a.md": profile})
    assert not content.findings
    found = content.posts[0]
    assert found.withdrawn is not None
    assert found.withdrawn.note == "Wrong numbers"
    assert found.corrections[0].note == "Fixed a name"
    assert found.answers == "other"
    assert content.authors[0].links[0].title == "X"
