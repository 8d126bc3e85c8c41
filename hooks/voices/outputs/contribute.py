"""Writing without git: links that open GitHub's own pages with a template filled in, in the visitor's language.

Comes in: the hub's repository and what is known of the visitor's wish. Goes out: addresses. An address that would be too
long for GitHub (it answers 414) goes with a shorter template, at last with none. GitLab's pages take less: there only
the file's name is filled in. Without a repository every address is empty.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from urllib.parse import quote, urlencode

from msgspec import Struct

from voices.settings import Editor, Hub
from voices.sources.drafts import author_draft, post_draft

ADDRESS_AT_MOST = 6000
"""GitHub refuses addresses of about 8 KB; what a proxy or a mail program adds must still fit."""
ISSUE_FORMS = {"post": "post.yml", "blog": "blog.yml"}


class Contribution(Struct, frozen=True):
    """The four ways to take part from a browser, and an editor's address for those who want none of them."""

    write_post: str
    post_form: str
    blog_form: str
    new_profile: str
    editors: tuple[Editor, ...]


def contribution(hub: Hub, language: str, today: dt.date, author: str = "") -> Contribution:
    """All ways for a visitor who reads ``language``; ``author`` fills in a known profile's id."""
    return Contribution(
        write_post=write_post_url(hub, language, today, author),
        post_form=issue_form_url(hub, "post", author=author),
        blog_form=issue_form_url(hub, "blog", author=author),
        new_profile=new_profile_url(hub, language, today),
        editors=editors_for(hub, language),
    )


def write_post_url(hub: Hub, language: str, today: dt.date, author: str = "") -> str:
    """GitHub's "new file" page with a post begun in ``language``."""
    words = hub.language(language)
    # The example's title is a file name too, so it stays plain until the writer changes it.
    body = post_draft(
        words,
        title=words.gettext("My first post"),
        authors=[author or "your-id"],
        date=today,
        language=language,
    )
    return _new_file(hub, f"posts/{today.year}/my-first-post.md", body)


def new_profile_url(hub: Hub, language: str, today: dt.date) -> str:
    """GitHub's "new file" page with a profile begun in ``language``."""
    body = author_draft(hub.language(language), name="", agreed=today, languages=[language])
    return _new_file(hub, "authors/your-id.md", body)


def edit_url(hub: Hub, path: str) -> str:
    """GitHub's editor for a file of the hub (``content/posts/2026/cache.md``, relative to mkdocs.yml)."""
    if not hub.voices.repository.url or not path:
        return ""
    return f"{_base(hub, 'edit')}/{quote(path)}"


def issue_form_url(hub: Hub, kind: str, **filled: str) -> str:
    """The issue form for a post or a blog, with the fields in ``filled`` filled in."""
    if not hub.voices.repository.url:
        return ""
    given = {key: value for key, value in filled.items() if value}
    if _is_gitlab(hub):
        return f"{hub.voices.repository.url.rstrip('/')}/-/issues/new"
    query = urlencode({"template": ISSUE_FORMS[kind], **given}, quote_via=quote)
    return f"{hub.voices.repository.url.rstrip('/')}/issues/new?{query}"


def editors_for(hub: Hub, language: str) -> tuple[Editor, ...]:
    """Editors who speak ``language``, else all of them."""
    base = language.partition("-")[0]
    speaking = [one for one in hub.voices.editors if base in {code.partition("-")[0] for code in one.languages}]
    return tuple(speaking or hub.voices.editors)


def _new_file(hub: Hub, name: str, body: str) -> str:
    if not hub.voices.repository.url:
        return ""
    path = f"{hub.path_of(hub.content)}/{name}"
    if _is_gitlab(hub):
        return f"{_base(hub, 'new')}?{urlencode({'file_name': path}, quote_via=quote)}"
    candidates = (
        f"{_base(hub, 'new')}?{urlencode({'filename': path, 'value': text}, quote_via=quote)}"
        for text in _shorter(body)
    )
    fallback = f"{_base(hub, 'new')}?{urlencode({'filename': path}, quote_via=quote)}"
    return next((address for address in candidates if len(address) <= ADDRESS_AT_MOST), fallback)


def _shorter(body: str) -> Iterable[str]:
    """The template, then without its remarks: the head alone is what can't be guessed."""
    yield body
    yield "\n".join(line for line in body.splitlines() if not line.startswith("#")) + "\n"


def _base(hub: Hub, action: str) -> str:
    repository = hub.voices.repository
    middle = "/-/" if _is_gitlab(hub) else "/"
    return f"{repository.url.rstrip('/')}{middle}{action}/{quote(repository.branch, safe='')}"


def _is_gitlab(hub: Hub) -> bool:
    return "gitlab" in hub.voices.repository.url.partition("://")[2].partition("/")[0]
