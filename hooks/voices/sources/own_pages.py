"""The Markdown pages that MkDocs renders itself (``index.md``, ``about.md``): can it read them at all?

Comes in: the paths in the content folder. Goes out: findings. MkDocs shows a head it can't read as text without a word, and
stops with a traceback at a letter that is not UTF-8.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from voices.findings import Finding
from voices.sources.files import FOLDERS, kind_of
from voices.sources.frontmatter import decode, split


def own_page_findings(content: Path, places: Iterable[str], shown: str) -> Iterator[Finding]:
    """What is wrong with the bytes or the head of each page among ``places`` (paths inside ``content``)."""
    for place in places:
        if not place.endswith(".md") or place.partition("/")[0] in FOLDERS or kind_of(place) is not None:
            continue
        path = f"{shown}/{place}"
        text, faults = decode((content / place).read_bytes(), path)
        yield from (fault for fault in faults if fault.rule == "file.encoding")
        yield from (fault for fault in split(text, path).findings if fault.rule == "front-matter.yaml")
