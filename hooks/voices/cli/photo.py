"""``voices photo``: makes a photo fit to be committed, in place, before anyone else has seen the original."""

from __future__ import annotations

from pathlib import Path

import click

from voices.cli import Session
from voices.crops import PictureError, Shape
from voices.pictures import has_gps, strip

PORTRAIT_WIDTH, WIDTH = 800, 1920


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--crop",
    type=click.Choice(["square", "wide", "no"]),
    help="The shape to cut to. Default: square for a photo in a folder called authors, no for others.",
)
@click.option(
    "--width",
    type=click.IntRange(min=16),
    help=f"The most pixels across. Default: {PORTRAIT_WIDTH} in a folder called authors, {WIDTH} elsewhere.",
)
@click.pass_obj
def photo(session: Session, file: Path, crop: str | None, width: int | None) -> None:
    """Take EXIF and GPS out of a photo, turn it upright, crop it and make it smaller.

    The file is replaced, never made larger, and left alone when it can't be read. Without --crop, a portrait beside an
    author's profile becomes square and other pictures keep their shape.

    \b
    voices photo content/authors/aino.jpg
    voices photo content/posts/2026/harbour.jpg --crop wide
    """
    portrait = "authors" in file.resolve().parts[:-1]
    shapes: dict[str, Shape] = {"square": "square", "wide": "wide", "no": "free"}
    shape = shapes[crop or ("square" if portrait else "no")]
    try:
        located = has_gps(file)
        size_bytes = file.stat().st_size
        before, after = strip(file, shape, width or (PORTRAIT_WIDTH if portrait else WIDTH))
    except PictureError as error:
        raise click.ClickException(f"{file}: {error}") from None
    said = [
        "the place where it was taken and all other hidden data removed" if located else "hidden data removed",
        f"{before[0]} × {before[1]} to {after[0]} × {after[1]} pixels" if before != after else "size kept",
        f"{_kilobytes(size_bytes)} to {_kilobytes(file.stat().st_size)}",
    ]
    session.say(f"{file}: {', '.join(said)}.")


def _kilobytes(size_bytes: int) -> str:
    return f"{max(1, round(size_bytes / 1000))} kB"
