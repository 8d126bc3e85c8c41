"""The build as MkDocs runs it: what is there, what is not, what stops it."""

from __future__ import annotations

import shutil
from collections.abc import Callable

import pytest

from hub_world import POST, World
from voices.build.command import build_site

Make = Callable[..., World]


def test_the_least_settings_make_a_site(make_hub: Make) -> None:
    hub = make_hub({"posts/first.md": POST.format(title="First", author="jane")})
    hub.build("--strict")
    for address in ("", "posts/", "posts/first/", "authors/", "authors/jane/", "topics/", "archive/", "feeds/"):
        assert "</html>" in hub.page(address), address
    for file in ("feed.xml", "feed.json", "sitemap.xml", "robots.txt", "404.html", "blogroll.opml", "_headers"):
        assert (hub.site / file).stat().st_size > 0, file
    assert "Jane Doe" in hub.page("posts/first/")


@pytest.mark.parametrize("written", [{}, {"index.fi.md": "# Tervetuloa\n\nTäällä puhutaan.\n"}])
def test_a_hub_without_an_introduction_has_a_home_page_in_each_language(
    make_hub: Make, written: dict[str, str]
) -> None:
    hub = make_hub(written, languages=["en", "fi"])
    (hub.content / "index.md").unlink()
    hub.build()
    assert "Our voices" in hub.page("")
    assert "Jane Doe" in hub.page("")
    assert ("Täällä puhutaan." in hub.page("fi/")) == bool(written)
    assert "https://voices.example/</loc>" in hub.page("sitemap.xml")


def test_two_builds_give_the_same_bytes(make_hub: Make) -> None:
    hub = make_hub({"posts/first.md": POST.format(title="First", author="jane")}, languages=["en", "fi"])
    hub.build()
    first = hub.snapshot()
    shutil.rmtree(hub.root / ".cache")
    hub.build()
    assert hub.snapshot() == first


def test_a_block_leaves_the_site_untouched(make_hub: Make) -> None:
    hub = make_hub({"posts/first.md": POST.format(title="First", author="jane")})
    hub.build()
    before = hub.snapshot()
    hub.write({"posts/second.md": POST.format(title="Second", author="jnae")})
    done = hub.build(check=False)
    assert done.exit_code == 1
    assert 'content/posts/second.md:3: author "jnae"' in done.output
    assert 'Did you mean "jane"?' in done.output
    assert "Traceback" not in done.output
    assert hub.snapshot() == before


def test_a_file_where_the_site_should_be_is_left_alone_and_named(make_hub: Make, capfd) -> None:
    hub = make_hub()
    hub.site.write_text("Somebody's notes.")
    done = hub.build(check=False)
    assert (done.exit_code, "Traceback" in done.output) == (1, False)
    assert "mkdocs.yml, site_dir: site is a file. Move it away" in done.output
    file = hub.root / "mkdocs.yml"
    assert build_site(file, strict=False, record_addresses=False, timings=False, quiet=False) == 1
    assert "mkdocs.yml, site_dir: site is a file. Move it away" in capfd.readouterr().err
    assert hub.site.read_text() == "Somebody's notes."


def test_a_build_that_could_not_make_the_hub_is_refused(make_hub: Make, capfd) -> None:
    hub = make_hub({"posts/first.md": POST.format(title="First", author="jane") + "secret"})
    file = hub.root / "mkdocs.yml"
    least = file.read_text()
    hooks = least[least.index("hooks:") : least.index("site_name")]
    file.write_text(least.replace(hooks, ""))
    assert build_site(file, strict=False, record_addresses=False, timings=False, quiet=False) == 1
    assert "mkdocs.yml, hooks: the hub's own hook is not among them." in capfd.readouterr().err
    file.write_text(least.replace("name: material", "name: readthedocs"))
    done = hub.build(check=False)
    assert (done.exit_code, "Traceback" in done.output) == (1, False)
    assert "mkdocs.yml, theme: the hub's pages are made for Material." in done.output
    assert not hub.site.exists()


def test_what_the_disk_refuses_ends_in_one_line(make_hub: Make) -> None:
    hub = make_hub()
    (hub.root / ".cache").write_text("Somebody's notes.")
    done = hub.build(check=False)
    assert (done.exit_code, "Traceback" in done.output) == (1, False)
    assert "Not a directory. Make it possible to write there" in done.output
    assert (hub.root / ".cache").read_text() == "Somebody's notes."


def test_all_findings_are_listed_at_once(make_hub: Make) -> None:
    hub = make_hub(
        {
            "posts/one.md": POST.format(title="One", author="jnae"),
            "posts/two.md": "---\ntitle: Two\nauthors: [jane]\ndate: 3.11.2026\n---\n",
        }
    )
    done = hub.build(check=False)
    assert "content/posts/one.md:3" in done.output
    assert "content/posts/two.md:4" in done.output
    assert "2026-11-03" in done.output


def test_a_warning_fails_only_under_strict(make_hub: Make) -> None:
    hub = make_hub(
        {"posts/one.md": POST.format(title="One", author="jane").replace("summary:", "sumary:")},
    )
    hub.build()
    before = hub.snapshot()
    done = hub.build("--strict", check=False)
    assert done.exit_code == 1
    assert 'Did you mean "summary"?' in done.output
    assert hub.snapshot() == before


def test_the_command_says_that_strict_counts_mkdocs_own_warnings(
    make_hub: Make, capfd: pytest.CaptureFixture[str]
) -> None:
    hub = make_hub({"index.md": "# Welcome\n\n[Gone](nowhere.md)\n"}, cards="off", features={"search": False})
    code = build_site(hub.root / "mkdocs.yml", strict=True, record_addresses=False, timings=False, quiet=True)
    said = capfd.readouterr().err
    assert code == 1
    assert "nowhere.md" in said
    assert "ERROR: Aborted with 1 warnings in strict mode!" in said


def test_a_missing_site_url_is_one_line(make_hub: Make) -> None:
    hub = make_hub()
    config = hub.root / "mkdocs.yml"
    config.write_text(config.read_text().replace("site_url: https://voices.example/\n", ""))
    done = hub.build(check=False)
    assert done.exit_code == 1
    assert "site_url: it is missing." in done.output
    assert "Traceback" not in done.output


def test_a_hub_below_a_path_links_within_it(make_hub: Make) -> None:
    hub = make_hub({"posts/first.md": POST.format(title="First", author="jane")})
    config = hub.root / "mkdocs.yml"
    config.write_text(config.read_text().replace("https://voices.example/", "https://acme.example/voices/"))
    hub.build()
    assert 'href="https://acme.example/voices/posts/first/"' in hub.page("posts/first/")
    assert "/voices/" in hub.page("404.html")


def test_pictures_and_data_are_not_copied(make_hub: Make) -> None:
    hub = make_hub({"posts/unused.png": b"not a picture", "policy.yml": "rules: []\n", "notes.txt": "private"})
    hub.build()
    # What lies below assets/ the build made itself: cards are PNG files.
    names = {name for name in hub.snapshot() if not name.startswith("assets/")}
    assert not {name for name in names if name.endswith((".txt", ".yml", ".png"))} - {"robots.txt"}
    assert not any("unused" in name for name in hub.snapshot())


def test_drafts_future_and_internal_posts_are_nowhere(make_hub: Make) -> None:
    secret = POST.format(title="Zebrafinch", author="jane")
    hub = make_hub(
        {
            "posts/draft.md": secret.replace("title:", "draft: true\ntitle:"),
            "posts/future.md": secret.replace("2026-11-01", "2027-01-01"),
            "posts/internal.md": secret.replace("title:", "audience: internal\ntitle:"),
        },
        repository={"visibility": "private"},
    )
    hub.build()
    for name, data in hub.snapshot().items():
        assert b"Zebrafinch" not in data, name


def test_the_internal_edition_stands_apart(make_hub: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    hub = make_hub(
        {"posts/inside.md": POST.format(title="Inside", author="jane").replace("title:", "audience: internal\ntitle:")},
        repository={"visibility": "private"},
    )
    monkeypatch.setenv("VOICES_AUDIENCE", "internal")
    hub.build()
    assert not hub.site.exists()
    page = (hub.root / "site-internal" / "posts" / "inside" / "index.html").read_text()
    assert "noindex" in page
    assert not (hub.root / "site-internal" / "sitemap.xml").exists()
    assert "Disallow: /" in (hub.root / "site-internal" / "robots.txt").read_text()


def test_a_published_address_now_hidden_says_goodbye_and_names_nobody(make_hub: Make) -> None:
    hub = make_hub(
        {
            "posts/first.md": POST.format(title="First", author="jane"),
            "permalinks.txt": "/authors/jane/\n/posts/first/\n",
        }
    )
    profile = (hub.content / "authors" / "jane.md").read_text()
    hub.write({"authors/jane.md": profile.replace("role:", "status: hidden\nrole:")})
    hub.build()
    for address in ("authors/jane/", "posts/first/"):
        page = hub.page(address)
        assert "no longer shown" in page
        assert "noindex" in page
    for name, data in hub.snapshot().items():
        assert b"Jane Doe" not in data, name


def test_a_withdrawn_post_keeps_its_address_and_loses_its_text(make_hub: Make) -> None:
    text = POST.format(title="First", author="jane").replace(
        "title:", "withdrawn: {date: 2026-11-02, note: It was wrong.}\ntitle:"
    )
    hub = make_hub({"posts/first.md": text.replace("happened**", "zebrafinch**")})
    hub.build()
    page = hub.page("posts/first/")
    assert "It was wrong." in page
    assert "noindex" in page
    for name, data in hub.snapshot().items():
        assert b"zebrafinch" not in data, name
