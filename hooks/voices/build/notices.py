"""The statement in a crisis as pages show it: in the language of the page if it was written in it, else in the default."""

from __future__ import annotations

from collections.abc import Callable

from markupsafe import Markup
from msgspec.structs import replace

from voices.model import Document
from voices.settings import Hub
from voices.sources.notices import Notices


def notice_html(notices: Notices, hub: Hub, language: str, fill: Callable[[Document], str]) -> Markup:
    """The statement for pages in ``language``, empty where there is none; ``fill`` puts addresses into a document."""
    said = language if language in notices.documents else hub.default_language
    document = notices.documents.get(said)
    if document is None:
        return Markup()
    html = fill(_with_own_pages(document, hub, language))
    return Markup(html if said == language else f'<div lang="{said}">{html}</div>')  # noqa: S704 - sanitised


def _with_own_pages(document: Document, hub: Hub, language: str) -> Document:
    """Links to the hub's own pages (``about.md``) as addresses, in the language of the page they stand on."""

    def address(target: str) -> str:
        if not target.endswith(".md") or "/" in target.removeprefix("legal/"):
            return target
        return "/" + hub.in_language("" if target == "index.md" else f"{target.removesuffix('.md')}/", language)

    return replace(document, references=tuple(replace(one, target=address(one.target)) for one in document.references))
