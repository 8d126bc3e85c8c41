"""The theme as MkDocs works with it: ours before Material's, and its templates found and compiled quickly."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from jinja2 import Environment, FileSystemLoader
from mkdocs.config.defaults import MkDocsConfig

from voices.build.bytecode import CompiledTemplates
from voices.build.templates import THEME


def install_theme(config: MkDocsConfig, compiled: Path) -> CompiledTemplates:
    """Put the package's theme between the owner's ``custom_dir`` and Material's.

    Templates' bytecode is kept in the folder ``compiled`` and found again by what is returned.
    """
    place = 1 if config.theme.custom_dir else 0
    if str(THEME) not in config.theme.dirs:
        config.theme.dirs.insert(place, str(THEME))
    kept = CompiledTemplates(compiled, "frames")
    _quicken(config, kept)
    return kept


def own_theme_folders(config: MkDocsConfig) -> tuple[Path, ...]:
    """The hub owner's ``custom_dir``, if there is one: it comes before the package's theme."""
    own = config.theme.custom_dir
    return (Path(own),) if own else ()


class VisibleTemplates(FileSystemLoader):
    """Lists what lies in no hidden folder: MkDocs passes over the others, and Material has 12,000 icons in one of them."""

    def list_templates(self) -> list[str]:
        """The templates' names, sorted. Hidden ones are still found by name."""
        found: set[str] = set()
        for folder in self.searchpath:
            for place, folders, files in os.walk(folder):
                folders[:] = [name for name in folders if not name.startswith(".")]
                inside = os.path.relpath(place, folder).replace(os.sep, "/")
                found.update(name if inside == "." else f"{inside}/{name}" for name in files)
        return sorted(found)


def _quicken(config: MkDocsConfig, compiled: CompiledTemplates) -> None:
    plain: Callable[[], Environment] = config.theme.get_env

    def get_env() -> Environment:
        environment = plain()
        environment.loader = VisibleTemplates(config.theme.dirs)
        environment.bytecode_cache = compiled
        return environment

    config.theme.get_env = get_env  # type: ignore[method-assign]  # MkDocs has no event before it lists its templates
