"""Reads and joins everything a build or a check needs, once: content, archive, boards, policy, catalog, all findings."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor
from contextlib import AbstractContextManager, nullcontext

from msgspec import Struct
from msgspec.structs import replace

from voices.catalog import Catalog, build_catalog
from voices.catalog.mix import MIX_RULE
from voices.configfile import place_of
from voices.feeds import read_archive
from voices.findings import Finding, ordered
from voices.jobs.reading import read_boards
from voices.model import Content
from voices.picture_check import check_pictures
from voices.policy.reading import read_policy
from voices.policy.schema import Policy
from voices.policy.sweep import check_content
from voices.settings import Hub
from voices.sources import read_content
from voices.sources.files import Result
from voices.sources.notices import Notices, read_notices
from voices.store import Cache
from voices.text import counted

Phase = Callable[[str], AbstractContextManager[object]]
_CACHE_LAYOUT = "2"


class Loaded(Struct, frozen=True):
    """All that was read, and every finding on it in order."""

    content: Content
    catalog: Catalog
    policy: Policy
    findings: tuple[Finding, ...]
    notices: Notices = Notices()

    def inventory(self) -> str:
        """What was read and is shown, in one line for ``--verbose``."""
        content, catalog = self.content, self.catalog
        entries = sum(voice.kind == "entry" for voice in catalog.voices)
        numbers = (
            (len(content.authors), "profile", "profiles"),
            (len(content.posts), "post", "posts"),
            (len(content.subjects), "topic, team or place", "topics, teams and places"),
            (len(catalog.jobs), "job", "jobs"),
        )
        read = ", ".join(counted(*number) for number in numbers)
        shown = ", ".join(
            (counted(len(catalog.people), "person", "people"), counted(len(catalog.voices), "voice", "voices"))
        )
        return f"{read} read; {shown} shown, {entries} of them from own blogs"


def content_cache(hub: Hub) -> Cache:
    """What builds and checks of this hub remember of each source."""
    return Cache(hub.cache / "content.db", _CACHE_LAYOUT)


def load(
    hub: Hub,
    cache: Cache | None = None,
    phase: Phase = lambda _name: nullcontext(),
    executor: Executor | None = None,
    *,
    for_pages: bool = True,
    remembered: dict[str, Result] | None = None,
) -> Loaded:
    """Read the hub's content and join it. Nothing is raised for faults in content: they are among the findings.

    Who wants the findings alone says so with ``for_pages=False``: what only pages show is then left out of the catalog.
    Who loads time and again in one process has a dict ``remembered``, which spares it what did not change.
    """
    with phase("read"):
        content = read_content(hub, cache, executor, remembered)
        blogs, archive_findings = read_archive(hub, content.authors)
        jobs, board_findings = read_boards(hub)
        policy, policy_findings = read_policy(hub)
        notices = read_notices(hub)
    with phase("picture check"):
        damaged = [*check_pictures(hub, content, cache, executor), *_missing_pictures(hub, content)]
    with phase("policy"):
        met = check_content(hub, content, policy, cache, executor)
    with phase("join"):
        catalog = build_catalog(hub, content, blogs, hub.now(), jobs, for_pages=for_pages)
    found = (
        *content.findings,
        *archive_findings,
        *board_findings,
        *policy_findings,
        *notices.findings,
        *damaged,
        *met,
        *catalog.findings,
    )
    return Loaded(content, catalog, policy, ordered(_placed(hub, finding) for finding in found), notices)


def _missing_pictures(hub: Hub, content: Content) -> list[Finding]:
    """A block for each picture of the company that the settings name and the content folder has not."""
    company = hub.voices.company
    findings = []
    for key, path in (("logo", company.logo), ("picture", company.picture)):
        if path and path not in content.media:
            file, line = place_of(hub.config_file, "extra", "voices", "company", key)
            folder = hub.path_of(hub.content)
            message = (
                f'company.{key}: there is no file "{path}" in {folder}/. '
                "Put the file there, or correct the name (capital letters count)."
            )
            findings.append(Finding(hub.path_of(file), line, "reference.missing-file", "block", message))
    return findings


def _placed(hub: Hub, finding: Finding) -> Finding:
    """A finding on a setting, at the line where that setting is written; the catalog opens no file."""
    if finding.rule != MIX_RULE:
        return finding
    file, line = place_of(hub.config_file, "extra", "voices", "content_mix", "expertise")
    return replace(finding, path=hub.path_of(file), line=line)
