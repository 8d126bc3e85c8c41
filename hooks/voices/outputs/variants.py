"""The files that are made of one picture: which they are and how they are called.

Comes in: what is known of a source, a shape and the widths pages need. Goes out: names that depend on content alone, as plain
data for worker processes. Making the files is left to ``variant_files``, keeping and finding them to ``media``.
"""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Literal

import msgspec
from msgspec import Struct

from voices.crops import EXTENSIONS, Format, Shape, crop_box, scaled_height
from voices.store import digest
from voices.text import ROOT, slugify

FOLDER = "assets/media/"
VERSION = "2"


class Picture(Struct, frozen=True):
    """What a ``<picture>`` needs; addresses begin with ROOT. A ``srcset`` is empty where there is nothing to choose.

    ``srcset_jpeg`` lists PNG files for a picture that something shows through. ``width`` and ``height`` are those of ``src``.
    """

    src: str
    srcset_webp: str
    srcset_jpeg: str
    width: int
    height: int


class Source(msgspec.Struct, frozen=True, array_like=True):
    """A picture file as last seen: what its file system says of it, its content address, its upright size."""

    stamp: tuple[int, int, int, int]
    digest: str
    width: int
    height: int
    see_through: bool = False
    drawn: bool = False
    fault: str = ""


class Variant(Struct, frozen=True):
    """One file to make: its name, width and format."""

    name: str
    width: int
    form: Format | Literal["svg"]


class Recipe(Struct, frozen=True):
    """All that is to be made of one source in one shape. Plain data, for a worker process."""

    source: str
    folder: str
    shape: Shape
    variants: tuple[Variant, ...]


def plan(path: str, source: Source, shape: Shape, widths: tuple[int, ...]) -> tuple[tuple[Variant, ...], Picture]:
    """The files to make of ``source`` and the addresses they will have; touches nothing.

    Widths the picture doesn't have are left out; if any was, its own width stands for them. No widths: one file. A drawing
    is one file at any width.
    """
    if source.drawn:
        return _plan_drawing(path, source, widths)
    whole = crop_box((source.width, source.height), shape)
    fitting = {width for width in widths if width < whole[0]}
    if len(fitting) < len(set(widths)) or not widths:
        fitting.add(whole[0])
    fallback: Format = "png" if source.see_through else "jpeg"
    forms: tuple[Format, ...] = ("webp", fallback) if widths else (fallback,)
    variants = {
        (form, width): Variant(_name(path, source, shape, width, form), width, form)
        for form in forms
        for width in sorted(fitting)
    }
    largest = max(fitting)
    picture = Picture(
        src=ROOT + FOLDER + variants[fallback, largest].name,
        srcset_webp=_srcset([variant for variant in variants.values() if variant.form == "webp"]),
        srcset_jpeg=_srcset([variant for variant in variants.values() if widths and variant.form == fallback]),
        width=largest,
        height=scaled_height(whole, largest),
    )
    return tuple(variants.values()), picture


def _plan_drawing(path: str, source: Source, widths: tuple[int, ...]) -> tuple[tuple[Variant, ...], Picture]:
    width = max(widths, default=source.width)
    key = digest(source.digest, VERSION)[:12]
    variant = Variant(f"{slugify(PurePosixPath(path).stem) or 'picture'}.{key}.svg", source.width, "svg")
    height = scaled_height((source.width, source.height), width)
    return (variant,), Picture(ROOT + FOLDER + variant.name, "", "", width, height)


def is_whole(name: str, data: bytes) -> bool:
    """Whether ``data`` begins and ends as a file of this name's kind does: a cache may hold what a crash left of one."""
    kind = name.rpartition(".")[2]
    if kind == "jpg":
        return data.startswith(b"\xff\xd8") and data.endswith(b"\xff\xd9")
    if kind == "png":
        return data.startswith(b"\x89PNG\r\n") and data.endswith(b"IEND\xaeB`\x82")
    if kind == "webp":
        return data.startswith(b"RIFF") and int.from_bytes(data[4:8], "little") + 8 == len(data)
    return data.rstrip().endswith(b"</svg>")


def _srcset(variants: list[Variant]) -> str:
    return ", ".join(f"{ROOT}{FOLDER}{variant.name} {variant.width}w" for variant in variants)


def _name(path: str, source: Source, shape: Shape, width: int, form: Format) -> str:
    key = digest(source.digest, shape, str(width), form, VERSION)[:12]
    return f"{slugify(PurePosixPath(path).stem) or 'picture'}-{width}.{key}.{EXTENSIONS[form]}"
