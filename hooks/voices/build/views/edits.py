"""The way from a page to its source, for those who want to mend a word."""

from __future__ import annotations

from voices.build.kit import Kit
from voices.outputs import contribute


def edit_url(kit: Kit, path: str) -> str:
    """Where ``path`` (relative to mkdocs.yml) is edited in the hub's repository; empty without one."""
    return contribute.edit_url(kit.hub, path)


def blog_form_url(kit: Kit, author: str) -> str:
    """Where an author asks for their own blog to be shown; empty without a repository."""
    return contribute.issue_form_url(kit.hub, "blog", author=author)


def can_write(kit: Kit) -> bool:
    """Whether /write/ can lead anywhere: to the repository, or to an editor."""
    return bool(kit.hub.voices.repository.url or kit.hub.voices.editors)
