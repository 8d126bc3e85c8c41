"""The way from a page to its source, for those who want to mend a word."""

from __future__ import annotations

from voices.build.kit import Kit
from voices.build.views.links import Link
from voices.model import Author
from voices.outputs import contribute


def edit_url(kit: Kit, path: str) -> str:
    """Where ``path`` (relative to mkdocs.yml) is edited in the hub's repository; empty without one."""
    return contribute.edit_url(kit.hub, path)


def profile_edits(kit: Kit, author: Author, language: str) -> tuple[Link, ...]:
    """What an author can do about their own page: change it, and have their own blog shown; nothing without a repository."""
    w = kit.words(language)
    profile = Link(w.gettext("Edit my profile"), edit_url(kit, author.source.path))
    blog = Link(w.gettext("Add my blog"), contribute.issue_form_url(kit.hub, "blog", author=author.id))
    return tuple(link for link in (profile, blog) if link.url and not (link is blog and author.status == "alumni"))


def can_write(kit: Kit) -> bool:
    """Whether /write/ can lead anywhere: to the repository, or to an editor."""
    return bool(kit.hub.voices.repository.url or kit.hub.voices.editors)
