"""The way from a page to its source, for those who want to mend a word."""

from __future__ import annotations

from urllib.parse import quote

from voices.build.kit import Kit


def edit_url(kit: Kit, path: str) -> str:
    """Where ``path`` (relative to mkdocs.yml) is edited in the hub's repository; empty without one."""
    repository = kit.hub.voices.repository
    if not repository.url or not path:
        return ""
    separator = "/-/edit/" if "gitlab" in repository.url else "/edit/"
    return f"{repository.url.rstrip('/')}{separator}{quote(repository.branch, safe='')}/{quote(path)}"
