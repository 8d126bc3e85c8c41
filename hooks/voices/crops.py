"""Which part of a picture is shown and how large: arithmetic alone, for those who need no image library.

Comes in: sizes in pixels and shapes. Goes out: sizes. Opening and cutting the files themselves is left to ``pictures``.
"""

from __future__ import annotations

from typing import Literal

Shape = Literal["wide", "square", "free"]
Format = Literal["webp", "jpeg", "png"]
RATIOS: dict[Shape, float] = {"wide": 16 / 9, "square": 1.0}
EXTENSIONS: dict[Format, str] = {"webp": "webp", "jpeg": "jpg", "png": "png"}


class PictureError(Exception):
    """A file that can't be shown as a picture; the text says why and what to do."""


def crop_box(size: tuple[int, int], shape: Shape) -> tuple[int, int]:
    """Width and height of ``shape``'s largest cut from a picture of ``size``."""
    ratio = RATIOS.get(shape)
    width, height = size
    if ratio is None:
        return size
    return (width, max(1, round(width / ratio))) if width / height < ratio else (max(1, round(height * ratio)), height)


def scaled_height(size: tuple[int, int], width: int) -> int:
    """The height that goes with ``width`` for a picture of ``size``."""
    return max(1, round(size[1] * width / size[0]))
