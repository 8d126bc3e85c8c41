"""Pictures in pages: the same file in several widths, with a caption that says whose it is and what a machine did to it."""

from __future__ import annotations

from markupsafe import Markup
from msgspec import Struct

from voices.build.kit import Kit, Shape
from voices.model import Image
from voices.outputs.media import Picture

CARD_WIDTHS = (480, 960)
HERO_WIDTHS = (480, 960, 1440)


class PictureView(Struct, frozen=True):
    """A picture with the room it gets on screen (``sizes``); an empty ``alt`` makes it decoration."""

    picture: Picture
    alt: str
    sizes: str
    eager: bool = False


def card_picture(kit: Kit, image: Image | None, sizes: str = "(max-width: 40rem) 92vw, 24rem") -> Markup:
    """The picture of a card: decoration, since the card's title says what it leads to."""
    return _picture(kit, image, "wide", CARD_WIDTHS, sizes, alt="")


def hero_picture(kit: Kit, image: Image | None) -> Markup:
    """The picture at the head of a page, loaded first."""
    return _picture(kit, image, "wide", HERO_WIDTHS, "(max-width: 60rem) 92vw, 56rem", alt=None, eager=True)


def hero_address(kit: Kit, image: Image | None) -> str:
    """The address of the picture at the head of a page in its middle size, for cards and JSON-LD; empty without."""
    found = kit.picture(image.path, shape="wide", widths=HERO_WIDTHS) if image else None
    return found.src if found else ""


def _picture(
    kit: Kit,
    image: Image | None,
    shape: Shape,
    widths: tuple[int, ...],
    sizes: str,
    *,
    alt: str | None,
    eager: bool = False,
) -> Markup:
    found = kit.picture(image.path, shape=shape, widths=widths) if image else None
    if image is None or found is None:
        return Markup()
    view = PictureView(found, image.alt if alt is None else alt, sizes, eager)
    return kit.render("partials/picture.html", kit.hub.default_language, view)
