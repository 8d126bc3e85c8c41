"""The theme's own style sheets, scripts and fonts, published below one folder named by their content.

The style sheets of ``theme/assets/css`` are joined in the order of ``order.txt``, after the brand's colours. As the folder's
name changes with any of the files, they may be cached for ever, and links between them stay relative.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from voices.build.icons import SPRITE, sprite
from voices.build.templates import THEME
from voices.store import digest
from voices.text import ROOT

STYLE_SHEET = "voices.css"


class Assets:
    """The published files by address, and the address of each by its name in the theme."""

    def __init__(self, brand_css: str, folders: Sequence[Path] = ()) -> None:
        files: dict[str, bytes] = {}
        for folder in (THEME / "assets", *(place / "assets" for place in reversed(folders))):
            files.update(_files_below(folder))
        sheets = [f"css/{name}" for name in files.get("css/order.txt", b"").decode().split()]
        joined = "\n".join([brand_css, *(files[sheet].decode() for sheet in sheets)])
        published = {name: data for name, data in files.items() if not name.startswith("css/")}
        published[STYLE_SHEET] = joined.encode()
        published[SPRITE] = sprite()
        self.digest = digest(*(part for name in sorted(published) for part in (name, published[name])))
        self.folder = f"assets/voices-{self.digest[:10]}"
        self.files: Mapping[str, bytes] = {f"{self.folder}/{name}": published[name] for name in sorted(published)}

    def address(self, name: str) -> str:
        """Where ``voices.css``, ``js/voices.js`` or ``fonts/x.woff2`` is published, written from the root.

        Raises KeyError for a file the theme does not have.
        """
        place = f"{self.folder}/{name}"
        if place not in self.files:
            raise KeyError(f"theme/assets/{name}")
        return ROOT + place


def _files_below(folder: Path) -> dict[str, bytes]:
    if not folder.is_dir():
        return {}
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }
