"""A content folder while a change to it is being planned: nothing is written, everything can still be refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from voices.upkeep.edits import Edit, Folder
from voices.upkeep.heads import HeadError, values
from voices.upkeep.links import relink, unlink


class PlanError(Exception):
    """What can't be done, and what to do instead."""


@dataclass(slots=True)
class Draft:
    """A folder while a change is being planned: texts by their old path, and what becomes of each path."""

    folder: Folder
    renamed: dict[str, str] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    new: dict[str, str] = field(default_factory=dict)
    removed: set[str] = field(default_factory=set)

    def values(self, path: str, keys: tuple[str, ...]) -> tuple[str, ...]:
        """The scalars in the head of a file, none where it can't be read."""
        try:
            return values(self.folder.texts[path].decode("utf-8"), keys)
        except (KeyError, UnicodeDecodeError, HeadError):
            return ()

    def change(self, path: str, how: Callable[[str], str]) -> None:
        """Edit one text; a file that is not UTF-8 can name nobody and is left alone."""
        if path not in self.texts:
            try:
                self.texts[path] = self.folder.texts[path].decode("utf-8")
            except UnicodeDecodeError:
                return
        try:
            self.texts[path] = how(self.texts[path])
        except HeadError as error:
            raise PlanError(f"{path}: {error}.") from error

    def rename(self, path: str, new: str) -> None:
        """Give a file another path, if none is there."""
        if new == path:
            return
        if new in self.folder.paths and new not in self.renamed:
            raise PlanError(f"{new} is there already. Move or remove that file first.")
        self.renamed[path] = new

    def remove(self, path: str) -> None:
        """Take a file away."""
        self.removed.add(path)

    def edits(self) -> tuple[Edit, ...]:
        """The changes, with links led along to renamed files and taken out where they led to removed ones."""
        for path in sorted(self.folder.texts.keys() - self.removed):
            if self.renamed:
                self.change(path, partial(relink, place=path, renamed=self.renamed))
            if self.removed:
                self.change(path, partial(unlink, place=path, removed=self.removed))
        edits = [Edit(None, path, text.encode()) for path, text in self.new.items()]
        edits += [Edit(path, None) for path in sorted(self.removed)]
        for path in sorted({*self.texts, *self.renamed} - self.removed):
            text = self.texts.get(path)
            data = text.encode() if text is not None and text.encode() != self.folder.texts[path] else None
            target = self.renamed.get(path, path)
            if data is not None or target != path:
                edits.append(Edit(path, target, data))
        return tuple(edits)
