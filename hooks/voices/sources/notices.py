"""The statement in a crisis: ``content/notice.md``, and ``notice.fi.md`` in another of the hub's languages.

Comes in: the hub. Goes out: the statement as documents, what is wrong in them, and a digest, for every page depends on it.
Where it stands on a page is the frame's.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct, field

from voices.findings import Finding
from voices.model import Document
from voices.settings import Hub
from voices.sources.frontmatter import decode, split
from voices.sources.markdown import ENGLISH_WORDS, render
from voices.store import digest

_NAME = "notice"


class Notices(Struct, frozen=True):
    """The statement by language; empty where nothing has to be said."""

    documents: Mapping[str, Document] = field(default_factory=dict)
    digest: str = ""
    findings: tuple[Finding, ...] = ()


def read_notices(hub: Hub) -> Notices:
    """The statement in each of the hub's languages it was written in."""
    documents: dict[str, Document] = {}
    findings: list[Finding] = []
    parts: list[bytes | str] = []
    for language in hub.voices.languages:
        name = f"{_NAME}.md" if language == hub.default_language else f"{_NAME}.{language}.md"
        file = hub.content / name
        if not file.is_file():
            continue
        data = file.read_bytes()
        parts += [language, data]
        path = hub.path_of(file)
        text, faults = decode(data, path)
        head = split(text, path)
        say = hub.language(language).gettext
        words = {key: say(word) for key, word in ENGLISH_WORDS.items()}
        document = render(head.body, path, head.first_line, place=name, words=words)
        findings += [*faults, *head.findings, *document.findings, *_dead_links(hub, path, document)]
        if head.body.strip():
            documents[language] = document
    return Notices(documents, digest(*parts), tuple(findings))


def _dead_links(hub: Hub, path: str, document: Document) -> list[Finding]:
    told = 'there is no file "{}". Correct the name (capital letters count), or write a whole address.'
    return [
        Finding(path, one.line, "reference.missing-file", "block", told.format(one.target))
        for one in document.references
        if not one.target.startswith("/") and not (hub.content / one.target).is_file()
    ]
