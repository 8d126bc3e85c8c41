"""The Jinja environment of the hub's own pages: escaped by default, with the words of each language.

Templates are looked for in the hub owner's ``custom_dir`` first, then in the package's ``theme`` folder. A fingerprint of
everything they could read goes into the key of each page.
"""

from __future__ import annotations

from collections.abc import MutableMapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from voices.build.bytecode import CompiledTemplates
from voices.i18n import Language
from voices.store import digest
from voices.text import ROOT

THEME = Path(__file__).parents[1] / "theme"


class Templates:
    """The templates as each language speaks them."""

    def __init__(self, folders: Sequence[Path] = (), compiled: Path | None = None) -> None:
        """``compiled`` is a folder that keeps the templates' bytecode between builds."""
        self.compiled = CompiledTemplates(compiled, "pages") if compiled is not None else None
        self._environment = _Once(
            loader=FileSystemLoader([*folders, THEME]),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            bytecode_cache=self.compiled,
        )
        self.fingerprint = fingerprint((*folders, THEME))

    def render(self, name: str, language: Language, view: Any) -> str:
        """The HTML of template ``name`` for ``view``, in ``language``."""
        return self._environment.get_template(name).render(_words(language), view=view)


class _Once(Environment):
    """Looks a template up once: the parts that a page includes are asked for ten times a page."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._found: dict[str, Template] = {}

    def get_template(
        self,
        name: str | Template,
        parent: str | None = None,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002 - Jinja's signature
    ) -> Template:
        """As Jinja's own, for templates without globals of their own."""
        if isinstance(name, Template) or globals:
            return super().get_template(name, parent, globals)
        found = self._found.get(name)
        if found is None:
            found = self._found[name] = super().get_template(name, parent)
        return found

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """As Jinja's own; a plain dict where it can be one, for each part of a page goes through it twice."""
        return super().make_globals(d) if d else self.globals


@lru_cache(maxsize=64)
def _words(language: Language) -> dict[str, Any]:
    # Given at each rendering: a template is one object in all languages, and its globals would be the last one's.
    return {
        "root": ROOT,
        "lang": language.code,
        "_": language.gettext,
        "n_": language.ngettext,
        "p_": language.pgettext,
    }


def fingerprint(folders: Sequence[Path], suffixes: frozenset[str] = frozenset({".html", ".po"})) -> str:
    """A content address of every template and catalogue below ``folders``."""
    parts: list[bytes | str] = []
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.suffix in suffixes and path.is_file():
                parts += [path.relative_to(folder).as_posix(), path.read_bytes()]
    return digest(*parts)
