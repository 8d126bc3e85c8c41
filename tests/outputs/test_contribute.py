"""Ways to write without git: GitHub's pages with a template filled in."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from voices.outputs import contribute
from voices.outputs.contribute import (
    ADDRESS_AT_MOST,
    contribution,
    edit_url,
    editors_for,
    issue_form_url,
    new_profile_url,
    write_post_url,
)
from voices.settings import Hub, hub_from
from voices.sources.frontmatter import split

TODAY = dt.date(2026, 11, 22)


def hub_at(folder: Path, url: str = "https://github.com/acme/voices", **voices) -> Hub:
    settings = {"languages": ["en", "fi"], "repository": {"url": url, "branch": "main"}, **voices}
    return hub_from(
        {"site_name": "A", "site_url": "https://v.example", "extra": {"voices": settings}}, folder / "mkdocs.yml", {}
    )


def test_writing_a_post_opens_a_new_file_with_a_template(tmp_path) -> None:
    url = write_post_url(hub_at(tmp_path), "fi", TODAY, "aino-lehto")
    parts = urlsplit(url)
    query = parse_qs(parts.query)
    assert f"{parts.netloc}{parts.path}" == "github.com/acme/voices/new/main"
    assert query["filename"] == ["content/posts/2026/my-first-post.md"]
    head = split(query["value"][0], "a.md")
    assert head.values["authors"] == ["aino-lehto"]
    assert head.values["language"] == "fi"
    assert head.values["date"] == TODAY.isoformat()
    assert len(url) <= ADDRESS_AT_MOST


def test_the_template_is_in_the_visitors_language(tmp_path) -> None:
    hub = hub_at(tmp_path)
    for language in ("en", "fi", "pl", "lt"):
        said = parse_qs(urlsplit(write_post_url(hub, language, TODAY)).query)["value"][0]
        assert hub.language(language).gettext("Remove this line when the post is ready to be read.") in said


def test_an_address_too_long_for_github_goes_with_less(tmp_path, monkeypatch) -> None:
    hub = hub_at(tmp_path)
    whole = write_post_url(hub, "en", TODAY)
    monkeypatch.setattr(contribute, "ADDRESS_AT_MOST", len(whole) - 1)
    shorter = write_post_url(hub, "en", TODAY)
    assert "value=" in shorter
    assert "%23%20" not in shorter
    monkeypatch.setattr(contribute, "ADDRESS_AT_MOST", 150)
    assert write_post_url(hub, "en", TODAY) == (
        "https://github.com/acme/voices/new/main?filename=content%2Fposts%2F2026%2Fmy-first-post.md"
    )


def test_editing_leads_to_the_file(tmp_path) -> None:
    hub = hub_at(tmp_path, "https://github.com/acme/voices/")
    assert edit_url(hub, "content/posts/a b.md") == "https://github.com/acme/voices/edit/main/content/posts/a%20b.md"
    assert edit_url(hub, "") == ""


def test_branch_names_survive(tmp_path) -> None:
    hub = hub_at(tmp_path, repository={"url": "https://github.com/acme/voices", "branch": "a/b c"})
    assert edit_url(hub, "x.md") == "https://github.com/acme/voices/edit/a%2Fb%20c/x.md"


def test_forms_open_with_what_is_known(tmp_path) -> None:
    hub = hub_at(tmp_path)
    assert issue_form_url(hub, "blog", author="aino") == (
        "https://github.com/acme/voices/issues/new?template=blog.yml&author=aino"
    )
    assert issue_form_url(hub, "post", author="") == "https://github.com/acme/voices/issues/new?template=post.yml"


@pytest.mark.parametrize("url", ["https://gitlab.com/acme/voices", "https://gitlab.acme.example/acme/voices"])
def test_gitlab_has_its_own_addresses(url, tmp_path) -> None:
    hub = hub_at(tmp_path, url)
    assert edit_url(hub, "x.md") == f"{url}/-/edit/main/x.md"
    assert new_profile_url(hub, "en", TODAY) == f"{url}/-/new/main?file_name=content%2Fauthors%2Fyour-id.md"
    assert issue_form_url(hub, "post") == f"{url}/-/issues/new"


def test_without_a_repository_an_editor_is_left(tmp_path) -> None:
    editors = [{"name": "Ada", "email": "ada@x.example", "languages": ["fi"]}, {"name": "Bo", "email": "bo@x.example"}]
    hub = hub_at(tmp_path, "", editors=editors)
    found = contribution(hub, "fi", TODAY)
    assert (found.write_post, found.post_form, found.blog_form, found.new_profile) == ("", "", "", "")
    assert [editor.name for editor in found.editors] == ["Ada"]
    assert len(editors_for(hub, "pl")) == 2
