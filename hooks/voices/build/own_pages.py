"""MkDocs' own Markdown pages (``index.md``, ``about.md``, ``legal/*``): in each language, with addresses made the hub's.

MkDocs finds, reads and renders them; here it is told where each language's page goes, and what it rendered is rewritten
so that links and pictures are the hub's (``ROOT`` and re-encoded pictures).
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable
from urllib.parse import unquote

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from msgspec import Struct

from voices.build.frame import Frame
from voices.settings import Hub
from voices.text import ROOT

HUB_FOLDERS = ("authors/", "posts/", "topics/", "teams/", "places/", "jobs/", "feeds/")
_URL = re.compile(r'(?P<before><(?P<tag>a|img)\b[^>]*?\s(?:href|src)=")(?P<url>[^"]*)"')
_HAS_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//")


class HubFile(File):
    """A Markdown file that the hub, not MkDocs, makes a page of: MkDocs only knows its address, for links to it."""

    def is_documentation_page(self) -> bool:
        """Never: so it is in no navigation, and MkDocs neither reads nor renders it."""
        return False

    def copy_file(self, dirty: bool = False) -> None:  # noqa: FBT001 - MkDocs' signature
        """Nothing is copied: the hub writes the page."""


class OwnSource(Struct, frozen=True):
    """One of MkDocs' own pages: its file, the page's language and its address in the default language."""

    src_uri: str
    language: str
    base: str


def arrange(
    files: Files, config: MkDocsConfig, hub: Hub, addresses: Iterable[tuple[str, str]], folder: str
) -> dict[str, OwnSource]:
    """Rearrange MkDocs' files in place; ``addresses`` are (path in content, address) of the hub's pages.

    Files of the hub's own folders become HubFiles or go, pictures and data go (they are written when a page uses
    them), translations get their place. Returns MkDocs' own pages by ``src_uri``.
    """
    own: dict[str, OwnSource] = {}
    for file in list(files):
        if file.src_dir is None or file.src_dir != folder:
            continue
        files.remove(file)
        if file.is_documentation_page() and not file.src_uri.startswith(HUB_FOLDERS) and file.src_uri != "notice.md":
            source = _own_source(file.src_uri, hub)
            own[file.src_uri] = source
            address = hub.in_language(source.base, source.language)
            files.append(_placed(File, file.src_uri, f"{address}index.html", config, file.inclusion))
    for path, address in addresses:
        if files.get_file_from_path(path) is None:
            dest = f"{address}index.html" if address.endswith("/") or not address else address
            files.append(_placed(HubFile, path, dest, config, InclusionLevel.INCLUDED))
    return own


def drop_unused(files: Files, frame: Frame, config: MkDocsConfig) -> None:
    """Take out of MkDocs' files what of the themes' no page asks for; the owner's own ``custom_dir`` stays.

    The package's theme publishes its files itself, and most of Material's serve what a hub doesn't use.
    """
    shown = "".join(frame.pieces)
    themes = {folder for folder in config.theme.dirs if folder != config.theme.custom_dir}
    for file in list(files):
        if file.src_dir in themes and file.src_uri not in shown:
            files.remove(file)


def _placed(kind: type[File], src_uri: str, dest: str, config: MkDocsConfig, inclusion: InclusionLevel) -> File:
    return kind(src_uri, config.docs_dir, config.site_dir, True, dest_uri=dest, inclusion=inclusion)


def _own_source(src_uri: str, hub: Hub) -> OwnSource:
    stem = src_uri.removesuffix(".md")
    language = hub.default_language
    name, _, code = stem.rpartition(".")
    if name and code in hub.voices.languages:
        stem, language = name, code
    folder, _, last = stem.rpartition("/")
    base = (f"{folder}/" if folder else "") if last in ("index", "README") else f"{stem}/"
    return OwnSource(src_uri, language, base)


def rewrite_addresses(
    content: str, page_address: str, source: str, picture: Callable[[str], str | None], report: Callable[[str], None]
) -> str:
    """MkDocs' HTML with links written from the root, and pictures as the media library has them.

    ``picture`` gives the attributes that replace ``src="…"`` for a path inside the content folder, or None if it isn't a
    picture here; then ``report`` gets the path.
    """
    folder = posixpath.dirname(source)

    def replace(found: re.Match[str]) -> str:
        url = found["url"]
        if not url or url.startswith(("#", ROOT)) or _HAS_SCHEME.match(url):
            return found[0]
        if found["tag"] == "img":
            path = posixpath.normpath(posixpath.join(folder, unquote(url.removeprefix("/"))))
            attributes = picture(path)
            if attributes is None:
                # MkDocs has made the way relative to the page already where it knows the file.
                attributes = picture(posixpath.normpath(posixpath.join(page_address, unquote(url))).lstrip("./"))
            if attributes is None:
                report(path)
                return found[0]
            return found["before"].rpartition(" ")[0] + " " + attributes
        path, _, fragment = url.partition("#")
        if path.startswith("/"):
            target = path.lstrip("/")
        else:
            target = posixpath.normpath(posixpath.join(page_address, path)) if path else page_address
            target = "" if target in (".", "..") else target.lstrip("./")
            if path.endswith(("/", "..", ".")) and target and not target.endswith("/"):
                target += "/"
        return f'{found["before"]}{ROOT}{target}{"#" + fragment if fragment else ""}"'

    return _URL.sub(replace, content)
