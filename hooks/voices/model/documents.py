"""What every kind of page is made of: words in several languages, rendered Markdown, pictures, and where they were read.

Plain frozen data. Markdown is rendered by ``sources``; which words a page shows is chosen by who asks ``Localised``.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from voices.findings import Finding


class Wording(Struct, frozen=True):
    """A text ready to be shown; ``language`` is set only where it differs from the page's and must be marked."""

    text: str
    language: str | None = None


class Localised(Struct, frozen=True):
    """A text said once (language ``""``), or one text a language, in the order written."""

    texts: tuple[tuple[str, str], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.texts)

    def get(self, language: str, default: str) -> Wording:
        """The text for a page in ``language``: that, else the default language's, else the first one written."""
        known = dict(self.texts)
        for code in (language, "", default):
            if code in known:
                return Wording(known[code], None if code in (language, "") else code)
        return Wording(self.texts[0][1], self.texts[0][0]) if self.texts else Wording("")


class LocalisedList(Struct, frozen=True):
    """A list said once (language ``""``), or one list a language, in the order written."""

    texts: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.texts)

    @property
    def every(self) -> tuple[str, ...]:
        """Each entry of every language, once."""
        return tuple(dict.fromkeys(entry for _, entries in self.texts for entry in entries))

    def get(self, language: str, default: str) -> tuple[Wording, ...]:
        """The list for a page in ``language``, found as a ``Localised`` text is."""
        known = dict(self.texts)
        for code in (language, "", default, *known):
            if code in known:
                return tuple(Wording(entry, None if code in (language, "") else code) for entry in known[code])
        return ()


class Source(Struct, frozen=True):
    """The file something was read from, relative to mkdocs.yml, and the line of each front-matter key."""

    path: str
    lines: tuple[tuple[str, int], ...] = ()
    digest: str = ""

    def line(self, key: str) -> int:
        """The line of ``key`` in the file, 1 when it isn't there."""
        return dict(self.lines).get(key, 1)


class Reference(Struct, frozen=True):
    """A link or picture inside a document whose address is known only when a page is written.

    ``target`` is a path inside the content folder (``posts/2026/cache.md``, ``authors/aino.webp``), without fragment; one
    that begins with ``/`` (``/posts/cache/``) was written as an address of the site. ``fragment`` is the id as our headings
    have it. ``alt`` is what an image's gap leaves beside it, empty where the author wrote none.
    """

    kind: Literal["link", "image"]
    target: str
    line: int
    fragment: str = ""
    alt: str = ""


class Document(Struct, frozen=True):
    """Rendered, sanitised Markdown.

    ``pieces`` is the HTML cut at each reference, so that ``pieces[0] + address(references[0]) + pieces[1] + …`` is the
    whole; a link's gap stands inside ``href="…"``, an image's gap stands for all of ``src="…"`` and what goes with it.
    ``text`` is the plain text, ``links`` the absolute addresses it points to.
    """

    pieces: tuple[str, ...] = ("",)
    references: tuple[Reference, ...] = ()
    text: str = ""
    words: int = 0
    headings: tuple[tuple[int, str, str], ...] = ()
    links: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()


class Image(Struct, frozen=True):
    """A picture named in front matter; ``path`` is inside the content folder."""

    path: str
    alt: str = ""
    credit: str = ""
    licence: str = ""
    ai: Literal["none", "edited", "generated"] | None = None
