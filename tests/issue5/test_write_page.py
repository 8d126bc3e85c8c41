"""/write/: how to take part without git, and a person for those who want neither page nor form."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import parse_qs, unquote, urlsplit


def ways(page):
    return [unescape(url) for url in re.findall(r'<a[^>]*href="(https://github.com/[^"]+)"', page)]


def test_a_post_opens_filled_in_in_the_visitors_language(built):
    for way, code in (("", "en"), ("fi/", "fi"), ("pl/", "pl"), ("lt/", "lt")):
        url = next(url for url in ways(built.page(f"{way}write/")) if "/new/main" in url and "posts" in url)
        query = parse_qs(urlsplit(url).query)
        assert query["filename"][0].startswith("content/posts/2026/")
        assert f"language: {code}" in query["value"][0]


def test_forms_and_a_profile_are_one_press_away(built):
    found = " ".join(ways(built.page("write/")))
    for part in ("template=post.yml", "template=blog.yml", "authors%2Fyour-id.md"):
        assert part in found


def test_the_mail_goes_to_an_editor_who_speaks_the_language(built):
    for way, mine, other in (("pl/", "piotr@acme.example", "sari@"), ("fi/", "sari@acme.example", "piotr@")):
        mails = re.findall(
            r'href="(mailto:[^"]+)"', built.page(f"{way}write/").partition("<main")[2].partition("</main>")[0]
        )
        assert mails
        assert all(mail.startswith(f"mailto:{mine}?subject=") for mail in mails)
        assert other not in " ".join(mails)
    # Nobody speaks Lithuanian here, so everybody is offered.
    assert built.page("lt/write/").count("mailto:") >= 2


def test_the_header_leads_there(built):
    assert re.search(r'<a class="pill" href="\.\./\.\./write/"', built.page("posts/quiet-nights/"))


def test_authors_find_their_own_doors_on_their_pages(built):
    page = built.page("authors/aino/")
    assert ">Edit my profile</a>" in page
    assert "github.com/acme/voices/edit/main/content/authors/aino.md" in page
    assert ">Add my blog</a>" in page
    assert "template=blog.yml&amp;author=aino" in page
    post = built.page("posts/quiet-nights/")
    assert "github.com/acme/voices/edit/main/content/posts/quiet-nights.md" in post
    assert ">Edit this post</a>" in post


def test_without_a_repository_the_way_is_by_mail_alone(company):
    world = company(repository={})
    world.build()
    page = world.page("write/")
    assert "mailto:sari@acme.example" in unquote(page)
    assert "github.com" not in page
    assert ">Add my blog<" not in world.page("authors/aino/")


def test_without_repository_and_editors_nothing_leads_to_such_a_page(company):
    world = company(repository={}, editors=[])
    world.build()
    assert not (world.site / "write").exists()
    pages = [path.read_text("utf-8") for path in world.site.rglob("*.html")]
    assert not any("write/" in page.partition("<body")[2] for page in pages)
