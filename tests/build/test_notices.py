"""A statement in a crisis: on every page while its file is there, in the reader's language, gone with it."""

from __future__ import annotations

from collections.abc import Callable

from hub_world import POST, World
from voices.build.command import build_site

Make = Callable[..., World]
PAGES = ("", "posts/first/", "authors/jane/", "topics/")


def _build(hub: World) -> None:
    options = {"strict": True, "record_addresses": False, "timings": False, "quiet": True}
    assert build_site(hub.root / "mkdocs.yml", **options) == 0


def _hub(make_hub: Make) -> World:
    first = POST.format(title="First", author="jane")
    return make_hub(
        {"posts/first.md": first, "about.md": "# About us\n"},
        languages=["en", "fi"],
        features={"search": False},
        cards="off",
    )


def test_a_statement_stands_on_every_page_and_goes_with_its_file(make_hub: Make) -> None:
    hub = _hub(make_hub)
    _build(hub)
    before = hub.snapshot()
    hub.write({"notice.md": "We know of the outage. [What we do](about.md), and [who](authors/jane.md).\n"})
    _build(hub)
    for address in PAGES:
        assert "We know of the outage." in hub.page(address), address
        assert '<div lang="en"><p>We know' in hub.page(f"fi/{address}") if address != "posts/first/" else True
    assert 'href="../../about/"' in hub.page("posts/first/")
    assert 'href="../../authors/jane/"' in hub.page("posts/first/")
    assert not (hub.site / "notice").exists()
    (hub.content / "notice.md").unlink()
    _build(hub)
    assert hub.snapshot() == before


def test_a_statement_is_said_in_the_readers_language(make_hub: Make) -> None:
    hub = _hub(make_hub)
    hub.write({"notice.md": "We know.\n"})
    _build(hub)
    hub.write({"notice.fi.md": "Tiedämme.\n"})
    _build(hub)
    assert "Tiedämme." in hub.page("fi/authors/jane/")
    assert "We know." not in hub.page("fi/authors/jane/")
    assert "We know." in hub.page("authors/jane/")
    kept = hub.snapshot()
    hub.build("--strict")
    assert hub.snapshot() == kept


def test_a_statement_that_leads_nowhere_is_found_and_scripts_in_it_never_run(make_hub: Make) -> None:
    hub = _hub(make_hub)
    hub.write({"notice.md": "Read [more](mroe.md).\n"})
    assert [(f.path, f.rule) for f in hub.check()] == [("content/notice.md", "reference.missing-file")]
    hub.write({"notice.md": "<script>alert(1)</script>Read on.\n"})
    hub.build()
    assert "alert(1)" not in hub.page("")
