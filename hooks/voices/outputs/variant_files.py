"""Reads a picture's header and makes the files that a ``Recipe`` names.

Comes in: plain data, so that worker processes can do it. Goes out: files, or a sentence that says why there are none. It is
loaded only where there is a picture to make: the image libraries take a while.
"""

from __future__ import annotations

from pathlib import Path

from voices.crops import PictureError, crop_box, scaled_height
from voices.drawings import clean_svg
from voices.outputs.variants import Recipe, Source
from voices.pictures import clean, cropped, encoded, opaque, opened, resized, upright_size
from voices.store import digest, write_atomic


def produce(recipe: Recipe) -> str:
    """Make the files of ``recipe``; the empty string, or why the source can't be shown."""
    folder = Path(recipe.folder)
    if recipe.variants[0].form == "svg":
        return _produce_drawing(Path(recipe.source), folder / recipe.variants[0].name)
    widest = max(variant.width for variant in recipe.variants)
    try:
        with opened(Path(recipe.source)) as source:
            whole = crop_box(upright_size(source), recipe.shape)
            image = cropped(clean(source, shrink=widest / whole[0]), recipe.shape)
    except PictureError as error:
        return str(error)
    # Each size is made from the next larger one: as sharp to the eye, and several times faster.
    rasters = [(variant, variant.form) for variant in recipe.variants if variant.form != "svg"]
    for variant, form in sorted(rasters, key=lambda raster: -raster[0].width):
        if variant.width != image.width:
            image = resized(image, variant.width, scaled_height(whole, variant.width))
        write_atomic(folder / variant.name, encoded(opaque(image) if form == "jpeg" else image, form), durable=False)
    return ""


def _produce_drawing(source: Path, target: Path) -> str:
    try:
        write_atomic(target, clean_svg(source.read_bytes())[0], durable=False)
    except (PictureError, FileNotFoundError) as error:
        return str(error)
    return ""


def read_source(file: Path, stamp: tuple[int, int, int, int]) -> Source:
    """What is known of a picture from its header; a file that is none has its fault in words."""
    data = file.read_bytes()
    content = digest(data)
    try:
        if file.suffix.lower() == ".svg":
            _, width, height = clean_svg(data)
            return Source(stamp, content, width, height, drawn=True)
        with opened(file) as image:
            width, height = upright_size(image)
            see_through = image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info
            return Source(stamp, content, width, height, see_through)
    except PictureError as error:
        return Source(stamp, content, 0, 0, fault=str(error))
