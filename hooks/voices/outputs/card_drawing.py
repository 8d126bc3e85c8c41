"""Draws social cards: the part that is the same for all of an author's cards once, then only the words of each.

Comes in: colours, names and faces. Goes out: PNG bytes with a palette, 1200×630. The palette begins with ramps from paper
to ink and to the quiet colour, so words are laid on the finished ground without mixing colours or choosing a palette again.
"""

from __future__ import annotations

import contextlib
from functools import lru_cache
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw, ImageFilter

from voices.colours import from_oklch, to_oklch
from voices.crops import PictureError
from voices.outputs.card_sheets import CardFace, CardGround, CardSheet
from voices.outputs.card_text import Face, fit_line, fit_title, font, printable, shaping
from voices.outputs.monogram import SIZE as TILE
from voices.outputs.monogram import Command, draw_monogram
from voices.pictures import clean, cropped, opaque, opened, resized, upright_size
from voices.store import remove, write_atomic

WIDTH, HEIGHT = 1200, 630
PAPER, INK, QUIET = "#faf7f2", "#1d1b18", "#625c54"
_RAMP = 12
_MARGIN, _COLUMN = 72, 676
_PANEL = 832
_TITLE_TOP, _TITLE_BOTTOM = 132, 478
_FINE = 4
_MOST_PANEL_BYTES = 24_500
_MOST_CARD_BYTES = 49_000
# How much of a pixel a letter covers, as the palette index of one of a ramp's shades.
_INK_LEVELS = [round(level * (_RAMP - 1) / 255) for level in range(256)]
_QUIET_LEVELS = [index + _RAMP if index else 0 for index in _INK_LEVELS]
_BRAND_LEVELS = [index + 2 * _RAMP if index else 0 for index in _INK_LEVELS]


def draw_sheet(sheet: CardSheet) -> None:
    """Draw a sheet's cards into its folder, on a ground kept from before or drawn now."""
    folder = Path(sheet.folder)
    ground = _ground(Path(sheet.ground_file), sheet.ground)
    for card in sheet.cards:
        write_atomic(folder / card.name, draw_card(ground, card.title, card.language), durable=False)


def _ground(file: Path, ground: CardGround) -> Image.Image:
    # A ground that is damaged, or is none, is drawn again like one that isn't there.
    with contextlib.suppress(OSError, SyntaxError), Image.open(BytesIO(file.read_bytes()), formats=("PNG",)) as image:
        image.load()
        if image.mode == "P":
            return image
    remove(file)
    drawn = draw_ground(ground)
    write_atomic(file, png(drawn), durable=False)
    return drawn


def draw_ground(ground: CardGround) -> Image.Image:
    """The card without its title, as a palette image that begins with the two ramps."""
    card = Image.new("P", (WIDTH, HEIGHT))
    panel, colours = _panel(ground)
    card.putpalette([*_ramp(INK), *_ramp(QUIET), *_ramp(ground.brand), *colours][:768])
    card.paste(panel, (_PANEL, 0))
    card.paste(_disc(27).point(_BRAND_LEVELS), (_MARGIN, 66))
    _write(card, fit_line(ground.site_name, "inter-620", (30,), _COLUMN - 44), "inter-620", (_MARGIN + 42, 90), ground)
    if ground.byline:
        line = fit_line(ground.byline, "inter-620", (34, 30, 26), _COLUMN)
        _write(card, line, "inter-620", (_MARGIN, 538 if ground.detail else 572), ground)
    if ground.detail:
        _write(card, fit_line(ground.detail, "inter-450", (27, 24), _COLUMN), "inter-450", (_MARGIN, 578), ground)
    return card


def draw_card(ground: Image.Image, title: str, language: str) -> bytes:
    """The PNG of a card: ``ground`` as ``draw_ground`` made it, with the title set in the room left for it."""
    card = ground.copy()
    setting = fit_title(title, _COLUMN)
    height = len(setting.lines) * setting.leading
    top = _TITLE_TOP + (_TITLE_BOTTOM - _TITLE_TOP - height) // 2
    mask = Image.new("L", (_COLUMN + 8, height + setting.size // 3))
    draw = ImageDraw.Draw(mask)
    for number, line in enumerate(setting.lines):
        place = (4, round(setting.size * 0.86) + number * setting.leading)
        draw.text(place, line, 255, font("newsreader-560", setting.size), anchor="ls", language=shaping(language))
    card.paste(mask.point(_INK_LEVELS), (_MARGIN - 4, top))
    data = png(card)
    return data if len(data) < _MOST_CARD_BYTES else png(card, compression=9)


def png(image: Image.Image, compression: int = 4) -> bytes:
    """The image's bytes; the same for the same pixels."""
    out = BytesIO()
    image.save(out, "PNG", compress_level=compression)
    return out.getvalue()


def _write(card: Image.Image, line: tuple[str, int], face: Face, place: tuple[int, int], ground: CardGround) -> None:
    """Write one line on the paper, its baseline at ``place``: names in ink, what is less important in the quiet colour."""
    text, size = line
    mask = Image.new("L", (_COLUMN + 8, size * 2))
    language = shaping(ground.language)
    ImageDraw.Draw(mask).text((4, round(size * 1.4)), text, 255, font(face, size), anchor="ls", language=language)
    levels = _INK_LEVELS if face == "inter-620" else _QUIET_LEVELS
    left, baseline = place
    area = mask.getbbox()
    if area is not None:
        card.paste(mask.crop(area).point(levels), (left - 4 + area[0], baseline - round(size * 1.4) + area[1]))


def _ramp(colour: str) -> list[int]:
    return [
        round(low + (high - low) * step / (_RAMP - 1))
        for step in range(_RAMP)
        for low, high in zip(_rgb(PAPER), _rgb(colour), strict=True)
    ]


def _panel(ground: CardGround) -> tuple[Image.Image, list[int]]:
    """The coloured side with the faces, its indices past the ramps, and the colours these stand for."""
    painted = _painted_panel(ground)
    picture = painted
    # A noisy photo compresses badly: fewer colours then, and softer, until the file leaves room for a long title.
    for most, softening in ((128, 0), (64, 0), (64, 2), (48, 6)):
        picture = painted.filter(ImageFilter.GaussianBlur(softening)) if softening else painted
        picture = picture.quantize(most, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
        if len(png(picture)) <= _MOST_PANEL_BYTES:
            break
    return picture.point([min(255, index + 3 * _RAMP) for index in range(256)]), picture.getpalette("RGB") or []


def _painted_panel(ground: CardGround) -> Image.Image:
    lightness, chroma, hue = to_oklch(ground.brand)
    step = 0.045 if lightness < 0.6 else -0.045
    lighter, darker = (from_oklch(min(0.98, max(0.05, lightness + part * step)), chroma, hue) for part in (1, -1))
    drawing = draw_monogram(ground.pattern or "".join(face.id for face in ground.faces), "")
    tones = {
        drawing.ground: ground.brand,
        **{mark.fill: (lighter, darker)[n % 2] for n, mark in enumerate(drawing.marks)},
    }
    tile = Image.new("RGB", (HEIGHT, HEIGHT), ground.brand)
    _draw_marks(tile, [(tones[mark.fill], mark.commands) for mark in drawing.marks], 2)
    margin = (HEIGHT - (WIDTH - _PANEL)) // 2
    panel = tile.crop((margin, 0, margin + WIDTH - _PANEL, HEIGHT))
    for face, (left, top, side) in zip(ground.faces, _PLACES[min(len(ground.faces), 3)], strict=False):
        x = left - _PANEL
        panel.paste(PAPER, (x - 10, top - 10), _disc(side + 20))
        panel.paste(_portrait(face, side), (x, top), _disc(side))
    return panel


# Left, top and diameter of one, two or three faces.
_PLACES: dict[int, tuple[tuple[int, int, int], ...]] = {
    0: (),
    1: ((876, 175, 280),),
    2: ((868, 92, 216), (948, 322, 216)),
    3: ((860, 62, 184), (990, 224, 184), (870, 388, 184)),
}


@lru_cache(maxsize=32)
def _portrait(face: CardFace, side: int) -> Image.Image:
    if face.photo:
        try:
            with opened(Path(face.photo)) as source:
                shrink = side / min(upright_size(source))
                picture = opaque(cropped(clean(source, shrink=min(1, shrink)), "square"))
            return resized(picture, side, side)
        except PictureError:
            pass  # the build reports it; a card never stops for a picture
    drawing = draw_monogram(face.id, face.name)
    tile = Image.new("RGB", (side, side), drawing.ground)
    _draw_marks(tile, [(mark.fill, mark.commands) for mark in drawing.marks])
    size = round(drawing.letter_size * side / TILE)
    draw = ImageDraw.Draw(tile)
    baseline = side / 2 + 0.33 * size
    draw.text((side / 2, baseline), printable(drawing.letters), drawing.ink, font("newsreader-560", size), anchor="ms")
    return tile


def _draw_marks(image: Image.Image, marks: list[tuple[str, tuple[Command, ...]]], fineness: int = _FINE) -> None:
    """Lay the marks of a monogram on the square ``image``; edges are smooth, drawn ``fineness`` times as large."""
    fine = image.resize((image.width * fineness, image.height * fineness), Image.Resampling.NEAREST)
    draw = ImageDraw.Draw(fine)
    scale = fine.width / TILE
    for fill, commands in marks:
        outline: list[tuple[float, float]] = []
        for letter, numbers in commands:
            if letter in "MO" and outline:
                draw.polygon(outline, fill)
                outline = []
            if letter == "O":
                x, y, radius = (number * scale for number in numbers)
                draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill)
            elif letter == "C":
                outline += _bend(outline[-1], tuple(number * scale for number in numbers))
            else:
                outline.append((numbers[0] * scale, numbers[1] * scale))
        if outline:
            draw.polygon(outline, fill)
    image.paste(fine.resize(image.size, Image.Resampling.BOX))


def _bend(start: tuple[float, float], numbers: tuple[float, ...]) -> list[tuple[float, float]]:
    """Points on a cubic Bézier curve."""
    points = (start, *zip(numbers[::2], numbers[1::2], strict=True))
    found = []
    for step in range(1, 25):
        t = step / 24
        weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
        found.append(
            (
                sum(weight * point[0] for weight, point in zip(weights, points, strict=True)),
                sum(weight * point[1] for weight, point in zip(weights, points, strict=True)),
            )
        )
    return found


@lru_cache(maxsize=16)
def _disc(side: int) -> Image.Image:
    """A mask in the shape of a circle with smooth edges."""
    fine = Image.new("L", (side * _FINE, side * _FINE))
    ImageDraw.Draw(fine).ellipse((0, 0, side * _FINE - 1, side * _FINE - 1), 255)
    return fine.resize((side, side), Image.Resampling.BOX)


def _rgb(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
