"""Social cards: 1200×630 PNG pictures that a link shows when it is shared, one a post, an author and a listing.

Comes in: titles and people. Goes out: addresses, known before anything is drawn, and the files behind them, kept in the
cache by all that shows on them. Drawing is ``card_drawing``'s; the ground of an author's cards is drawn once and kept.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from concurrent.futures import Executor
from pathlib import Path

import PIL
from msgspec.structs import replace

from voices.outputs.card_sheets import Card, CardFace, CardGround, CardSheet
from voices.outputs.media import MediaLibrary
from voices.settings import Hub
from voices.store import digest, whole_files
from voices.text import slugify

__all__ = ["FOLDER", "CardFace", "CardMaker"]

FOLDER = "assets/cards/"
_VERSION = f"1 {PIL.__version__}"
_SHEET = 64
_MOST_GROUNDS = 4000


class CardMaker:
    """The cards of one build. ``cache`` is the hub's cache folder; ``library`` knows the photos' content."""

    def __init__(self, hub: Hub, cache: Path, library: MediaLibrary) -> None:
        self._hub = hub
        self._folder = cache / "cards"
        self._ground_folder = cache / "card-grounds"
        self._library = library
        self._grounds: dict[CardGround, str] = {}
        self._wanted: dict[str, tuple[CardGround, Card]] = {}
        self._present = whole_files(self._folder)

    def card(
        self,
        key: str,
        title: str,
        faces: Iterable[CardFace] = (),
        *,
        byline: str = "",
        detail: str = "",
        language: str = "",
    ) -> tuple[str, Path]:
        """(site-relative address, cached file) of a card; the file is there after ``produce_missing``.

        ``key`` names the file and picks the pattern where there is no face; a face's ``photo`` is a path inside the content
        folder; ``byline`` is who speaks, ``detail`` the line below it. The first three faces are shown.
        """
        people = tuple(faces)[:3]
        ground = CardGround(
            site_name=self._hub.voices.company.name or self._hub.site_name,
            brand=self._hub.voices.brand.primary,
            faces=tuple(self._with_photo(face) for face in people),
            byline=byline,
            detail=detail,
            language=language,
            pattern="" if people else key,
        )
        content = self._digest(ground)
        name = f"{slugify(key) or 'card'}.{digest(_VERSION, content, title)[:12]}.png"
        self._wanted[name] = (ground, Card(name, title, language))
        return FOLDER + name, self._folder / name

    def produce_missing(self, executor: Executor | None = None, named: Container[str] | None = None) -> int:
        """Draw every card asked for that the cache lacks (of ``named`` addresses only); how many that were."""
        sheets = list(self._sheets(named))
        if not sheets:
            return 0
        from voices.outputs.card_drawing import draw_sheet  # here, because most builds draw no card

        for _ in (executor.map if executor else map)(draw_sheet, sheets):
            pass
        drawn = [card.name for sheet in sheets for card in sheet.cards]
        self._present.update(drawn)
        self._thin_out({Path(sheet.ground_file).name for sheet in sheets})
        return len(drawn)

    def forget(self, names: Iterable[str]) -> None:
        """These files of the cache are no cards, or not whole: they are to be drawn again."""
        self._present -= set(names)

    def used(self) -> Mapping[str, Path]:
        """Site-relative address → cached file of every card asked for, by address; draws what is missing."""
        self.produce_missing()
        return {FOLDER + name: self._folder / name for name in sorted(self._wanted)}

    def _thin_out(self, used: set[str]) -> None:
        """Grounds are kept for an author's next post, but not for ever: past some thousands, those of this build stay."""
        kept = sorted(self._ground_folder.iterdir()) if used and self._ground_folder.is_dir() else []
        for file in kept if len(kept) > _MOST_GROUNDS else ():
            if file.name not in used:
                file.unlink(missing_ok=True)

    def _sheets(self, named: Container[str] | None) -> Iterable[CardSheet]:
        by_ground: dict[CardGround, list[Card]] = {}
        for name, (ground, card) in self._wanted.items():
            if name not in self._present and (named is None or FOLDER + name in named):
                by_ground.setdefault(ground, []).append(card)
        for ground, cards in by_ground.items():
            file = str(self._ground_folder / f"{self._digest(ground)}.png")
            for start in range(0, len(cards), _SHEET):
                yield CardSheet(str(self._folder), file, ground, tuple(cards[start : start + _SHEET]))

    def _with_photo(self, face: CardFace) -> CardFace:
        path = self._library.path_of(face.photo) if face.photo else None
        if path is None:
            return replace(face, photo="", content="")
        return replace(face, photo=str(path), content=self._library.content_of(face.photo))

    def _digest(self, ground: CardGround) -> str:
        """The content address of all that the ground shows: a photo counts by its bytes, not by where it lies."""
        known = self._grounds.get(ground)
        if known is None:
            faces = [part for face in ground.faces for part in (face.id, face.name, face.content)]
            words = (ground.site_name, ground.brand, ground.byline, ground.detail, ground.language, ground.pattern)
            known = self._grounds[ground] = digest(_VERSION, *words, *faces)
        return known
