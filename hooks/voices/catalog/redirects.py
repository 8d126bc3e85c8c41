"""Old addresses and where they lead: from ``aliases``, with chains collapsed and contradictions refused.

An alias that is a page of its own, has two owners or leads in a circle is a block finding at the file that has it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from urllib.parse import unquote, urlsplit

from msgspec import Struct

from voices.findings import Finding
from voices.model import Source
from voices.settings import Hub

HUB_PAGES = frozenset(
    f"{name}/" if name else ""
    for name in (
        *("", "posts", "archive", "authors", "topics", "teams", "places", "languages", "jobs", "recruit", "policy"),
        *("write", "feeds", "search", "legal/privacy", "legal/imprint", "legal/accessibility", "about"),
    )
)
HUB_FILES = frozenset({"feed.xml", "feed.json", "blogroll.opml", "sitemap.xml", "robots.txt", "404.html", "_redirects"})
_HUB_FOLDERS = ("api/", "schema/", "assets/", "search/")


class Owner(Struct, frozen=True):
    """A page with old addresses; ``in_each_language`` for hub pages, which exist once a language."""

    address: str
    aliases: tuple[str, ...]
    source: Source
    in_each_language: bool = False


def site_path(alias: str) -> str:
    """A site-root path as an address: ``/old/x`` → ``old/x/``, ``/x.html`` → ``x.html``; a full address loses its host."""
    path = alias.strip()
    if any(sign in path for sign in ":?#%"):
        path = unquote(urlsplit(path).path)
    path = path.strip("/")
    return path if not path or "." in path.rpartition("/")[2] else f"{path}/"


def old_ids(aliases: Iterable[str], folder: str) -> list[str]:
    """The ids that something in ``folder`` once had: ``/authors/jane/`` → ``jane``."""
    paths = (site_path(alias).rstrip("/").split("/") for alias in aliases)
    return [path[1] for path in paths if len(path) == 2 and path[0] == folder]


def redirects_from(hub: Hub, owners: Iterable[Owner], live: Set[str]) -> tuple[dict[str, str], list[Finding]]:
    """Old address → the address it leads to; ``live`` holds every address that is a page in the default language."""
    leads: dict[str, str] = {}
    holder: dict[str, Owner] = {}
    findings: list[Finding] = []
    for owner in sorted(owners, key=lambda owner: owner.address):
        for written in dict.fromkeys(owner.aliases):
            alias = site_path(written)
            if problem := _problem(hub, alias, owner, holder.get(alias), live):
                message = f'aliases: "{written}" {problem}'
                findings.append(
                    Finding(owner.source.path, owner.source.line("aliases"), "permalinks.alias", "block", message)
                )
                continue
            if alias in holder:
                continue
            holder[alias] = owner
            leads[alias] = owner.address
    collapsed, circles = collapse(leads)
    for alias in circles:
        source = holder[alias].source
        message = f'aliases: "/{alias}" leads in a circle. Take it out in one of the files.'
        findings.append(Finding(source.path, source.line("aliases"), "permalinks.loop", "block", message))
    for alias, owner in holder.items():
        if owner.in_each_language and alias in collapsed:
            for code in hub.voices.languages[1:]:
                collapsed.setdefault(f"{code}/{alias}", f"{code}/{collapsed[alias]}")
    return dict(sorted(collapsed.items())), findings


def collapse(leads: Mapping[str, str]) -> tuple[dict[str, str], tuple[str, ...]]:
    """Each address straight to its last station, and the addresses that never arrive, sorted."""
    arrived: dict[str, str] = {}
    circles = []
    for start in leads:
        seen, here = {start}, leads[start]
        while here in leads and here not in seen:
            seen.add(here)
            here = leads[here]
        if here in seen:
            circles.append(start)
        else:
            arrived[start] = here
    return arrived, tuple(sorted(circles))


def _problem(hub: Hub, alias: str, owner: Owner, other: Owner | None, live: Set[str]) -> str:
    if alias == owner.address:
        return "is this page's own address. Take it out."
    code, _, rest = alias.partition("/")
    hub_path = rest if code in hub.voices.languages[1:] else alias
    if alias in live or hub_path in HUB_PAGES or alias in HUB_FILES or alias.startswith(_HUB_FOLDERS):
        return "is the address of another page. Take it out, or move that page first."
    if other is not None and other.source.path != owner.source.path:
        return f"already leads to /{other.address} ({other.source.path}). Keep it in one of the two."
    return ""
