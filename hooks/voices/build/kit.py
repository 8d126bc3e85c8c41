"""What the views are given: the catalog, the words, and ways to pictures, documents and rendered parts.

Comes in: one ``Kit`` a build, filled by the engine. The views only ask; how a picture is cut, a document resolved or a
template rendered is left to whoever fills the fields. ``memo`` keeps what is made once and used on many pages.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import cache
from typing import Any, Literal, Protocol, TypeVar

from markupsafe import Markup
from msgspec import Struct, field
from msgspec.structs import force_setattr

from voices.build.icons import SPRITE, icon
from voices.catalog import Catalog
from voices.i18n import Language
from voices.model import Author, Document, Entry
from voices.outputs.head import HeadInfo
from voices.outputs.media import Picture, Portrait
from voices.policy.schema import Policy
from voices.settings import Hub

Shape = Literal["wide", "square", "free"]
Made = TypeVar("Made")


class PictureMaker(Protocol):
    """Makes a picture of the content folder ready for the site; None where it can't be read."""

    def __call__(self, path: str, *, shape: Shape, widths: tuple[int, ...]) -> Picture | None: ...


class Renderer(Protocol):
    """Renders a template of ``theme/`` for ``view``, with the words of a language."""

    def __call__(self, template: str, language: str, view: Any, /) -> Markup: ...


def _no_links(_language: str) -> tuple[tuple[str, str], ...]:
    return ()


def _no_notice(_language: str) -> Markup:
    return Markup()


class Kit(Struct, frozen=True, eq=False):
    """The views' tools for one build."""

    catalog: Catalog
    hub: Hub
    words: Callable[[str], Language]
    picture: PictureMaker
    portrait: Callable[[Author], Portrait]
    document: Callable[[Document, str], Markup]
    """A document's HTML with its references resolved, for a page in a language."""
    entry: Callable[[Entry, str], Markup]
    """The HTML of an entry shown in full, for a page in a language; nothing in it is loaded from elsewhere."""
    card_image: Callable[[str], str]
    """Absolute address of the social card of a voice's key, an author's or a group's address; empty without cards."""
    head: Callable[[HeadInfo], str]
    render: Renderer
    asset: Callable[[str], str]
    """ROOT-marked address of a theme asset as it is published: ``voices.css``, ``js/voices.js``, ``fonts/….woff2``."""
    legal_links: Callable[[str], tuple[tuple[str, str], ...]] = _no_links
    """(title, site-relative address) of the hub's own pages for the footer of a language: about, then legal."""
    notice: Callable[[str], Markup] = _no_notice
    """The statement of ``content/notice.md`` in a language, empty when there is none."""
    policy: Policy = field(default_factory=Policy)
    """The guideline; empty where the hub has none."""
    memo: dict[Hashable, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        # Asked for some ten times a page, and finding a language by its folders is not free.
        force_setattr(self, "words", cache(self.words))

    def icon(self, name: str) -> Markup:
        """A small drawing beside a word."""
        return self.once(("icon", name), lambda: icon(self.asset(SPRITE), name))

    def once(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """What ``make`` returned the first time it was asked for under ``key``."""
        try:
            made: Made = self.memo[key]
        except KeyError:
            made = self.memo[key] = make()
        return made
