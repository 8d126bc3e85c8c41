"""Pictures of the site: each source becomes a few clean sizes in WebP and JPEG (PNG where something shows through).

Comes in: a path inside the content folder and the widths a page needs. Goes out: addresses named by what they are made
from, and the files to put there, kept in the cache. A picture that did not change is neither decoded nor opened again.
Nothing is decoded before ``produce_missing``, so that many can be made side by side.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Container, Iterable, Mapping
from concurrent.futures import Executor
from pathlib import Path, PurePosixPath

import msgspec
from msgspec import Struct

from voices.crops import PictureError, Shape
from voices.outputs.variants import (
    FOLDER,
    VERSION,
    Picture,
    Recipe,
    Source,
    Variant,
    plan,
)
from voices.store import remove, whole_files, write_atomic
from voices.text import ROOT

__all__ = ["FOLDER", "MediaLibrary", "Picture", "PictureError", "Portrait", "Shape"]

_INDEX = "index.json"


class Portrait(Struct, frozen=True):
    """An author's face: a photo, or an inline SVG monogram where there is none."""

    picture: Picture | None
    monogram: str = ""


class _Index(msgspec.Struct):
    version: str
    sources: dict[str, Source]


class MediaLibrary:
    """The pictures one build uses; ``content`` holds the sources, ``cache`` is the hub's cache folder.

    With ``resize=False`` each picture is written once, whole, in its own size: only its metadata is gone.
    """

    def __init__(self, content: Path, cache: Path, *, resize: bool = True) -> None:
        self._content = content.resolve()
        self._folder = cache / "media"
        self._resize = resize
        self._known, self.discarded = _read_index(self._folder / _INDEX)
        self._sources: dict[str, Source] = {}
        self._pictures: dict[tuple[str, Shape, tuple[int, ...]], Picture] = {}
        self._variants: dict[tuple[str, Shape], dict[str, Variant]] = {}
        self._present = whole_files(self._folder)

    def picture(self, path: str, shape: Shape, widths: tuple[int, ...]) -> Picture | None:
        """The picture at ``path`` cut to ``shape``, never wider than it is; None when the content has no such file.

        Raises PictureError when the file is no picture, too large, or was found to be damaged.
        """
        key = (path, shape, widths)
        if key not in self._pictures:
            source = self._look(path)
            if source is None:
                return None
            if source.fault:
                raise PictureError(source.fault)
            variants, picture = plan(path, source, shape if self._resize else "free", widths if self._resize else ())
            self._variants.setdefault((path, shape), {}).update({variant.name: variant for variant in variants})
            self._pictures[key] = picture
        return self._pictures[key]

    def content_of(self, path: str) -> str:
        """The content address of the file at ``path``; empty when the content has no such file."""
        source = self._look(path)
        return source.digest if source is not None else ""

    def path_of(self, path: str) -> Path | None:
        """The file at ``path`` if it is a picture that can be read; None otherwise."""
        source = self._look(path)
        return None if source is None or source.fault else (self._content / path).resolve()

    def produce_missing(
        self, executor: Executor | None = None, named: Container[str] | None = None
    ) -> tuple[tuple[str, PictureError], ...]:
        """Make every variant asked for that the cache lacks, in ``executor``'s processes where one is given.

        With ``named``, only the variants whose addresses are among them: not every page shows every size.

        Returns (path inside the content folder, error) for each source that turned out damaged, by path.
        """
        missing = {key: recipe for key in self._variants if (recipe := self._missing(key, named)) is not None}
        if not missing:
            return ()
        from voices.outputs.variant_files import produce  # here, because most builds make no picture

        faults: dict[str, PictureError] = {}
        for (path, _), recipe, fault in zip(
            missing, missing.values(), (executor.map if executor else map)(produce, missing.values()), strict=True
        ):
            if fault:
                faults[path] = PictureError(fault)
                self._sources[path] = msgspec.structs.replace(self._sources[path], fault=fault)
            else:
                self._present.update(variant.name for variant in recipe.variants)
        return tuple(sorted(faults.items()))

    def used(self) -> Mapping[str, Path]:
        """Site-relative address → file in the cache, for every picture asked for that could be made, by address."""
        self.produce_missing()
        names = {name for variants in self._variants.values() for name in variants}
        return {FOLDER + name: self._folder / name for name in sorted(names & self._present)}

    def file(self, picture: Picture) -> Path | None:
        """The file behind ``picture.src``, made now if the cache lacks it; None when the source is damaged."""
        name = PurePosixPath(picture.src.removeprefix(ROOT)).name
        if name not in self._present:
            key = next((key for key, variants in self._variants.items() if name in variants), None)
            recipe = self._missing(key) if key else None
            if recipe is None:
                return None
            from voices.outputs.variant_files import produce  # likewise

            if produce(recipe):
                return None
            self._present.update(variant.name for variant in recipe.variants)
        return self._folder / name

    def forget(self, names: Iterable[str]) -> None:
        """These files of the cache are no pictures, or not whole: they are to be made again."""
        self._present -= set(names)

    def save(self, *, prune: bool = False) -> None:
        """Keep what was learned for the next build; with ``prune``, drop what this build did not use."""
        sources = {**({} if prune else self._known), **self._sources}
        if sources != self._known:
            index = _Index(VERSION, dict(sorted(sources.items())))
            if self.discarded:
                remove(self._folder / _INDEX)
            write_atomic(self._folder / _INDEX, msgspec.json.encode(index))
            self._known = sources
        if prune:
            kept = {name for variants in self._variants.values() for name in variants} | {_INDEX}
            for name in sorted(self._present - kept):
                (self._folder / name).unlink(missing_ok=True)
            self._present &= kept

    def _look(self, path: str) -> Source | None:
        if path not in self._sources:
            file = os.path.realpath(f"{self._content}/{path}")
            # A symbolic link or ".." must not lead out of the content folder.
            if not file.startswith(f"{self._content}{os.sep}") or (status := _status(file)) is None:
                return None
            stamp = (status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)
            known = self._known.get(path)
            if known is None or known.stamp != stamp:
                from voices.outputs.variant_files import read_source  # likewise

                known = read_source(Path(file), stamp)
            self._sources[path] = known
        return self._sources[path]

    def _missing(self, key: tuple[str, Shape], named: Container[str] | None = None) -> Recipe | None:
        path, shape = key
        variants = tuple(
            variant
            for name, variant in self._variants[key].items()
            if name not in self._present and (named is None or FOLDER + name in named)
        )
        if not variants or self._sources[path].fault:
            return None
        return Recipe(str(self._content / path), str(self._folder), shape if self._resize else "free", variants)


def _status(file: str) -> os.stat_result | None:
    """Size, times and number of a file on the disk; None for a folder and for what isn't there."""
    try:
        status = os.stat(file)  # noqa: PTH116 - a thousand times a build
    except OSError:
        return None
    return status if stat.S_ISREG(status.st_mode) else None


def _read_index(path: Path) -> tuple[dict[str, Source], str | None]:
    """What was learned in earlier builds, and a sentence where that can't be read."""
    try:
        index = msgspec.json.decode(path.read_bytes(), type=_Index)
    except FileNotFoundError:
        return {}, None
    except (OSError, msgspec.DecodeError):
        return {}, f"The cache {path.parent.name}/{path.name} could not be read and was begun anew."
    return (index.sources if index.version == VERSION else {}), None
