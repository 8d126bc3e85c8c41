"""Reads and joins everything a build or a check needs, once: content, archive, boards, catalog, and all findings."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass

from voices.catalog import Catalog, build_catalog
from voices.feeds import read_archive
from voices.findings import Finding, ordered
from voices.model import Content
from voices.settings import Hub
from voices.sources import read_content
from voices.store import Cache

Phase = Callable[[str], AbstractContextManager[None]]


@dataclass(frozen=True, slots=True)
class Loaded:
    """All that was read, and every finding on it in order."""

    content: Content
    catalog: Catalog
    findings: tuple[Finding, ...]


def load(hub: Hub, cache: Cache | None = None, phase: Phase = lambda _name: nullcontext()) -> Loaded:
    """Read the hub's content and join it. Nothing is raised for faults in content: they are among the findings."""
    with phase("read"):
        content = read_content(hub, cache)
        blogs, archive_findings = read_archive(hub, content.authors)
    with phase("join"):
        catalog = build_catalog(hub, content, blogs, hub.now())
    return Loaded(content, catalog, ordered((*content.findings, *archive_findings, *catalog.findings)))


