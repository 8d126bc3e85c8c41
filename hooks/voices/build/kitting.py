"""Fills the views' kit for one build: pictures, portraits, documents, cards, words, assets."""

from __future__ import annotations

from concurrent.futures import Executor
from pathlib import Path
from typing import Any

from markupsafe import Markup
from mkdocs.config.defaults import MkDocsConfig

from voices.build.assets import Assets
from voices.build.documents import Documents, Places, picture_attributes
from voices.build.kit import Kit, Shape
from voices.build.notices import notice_html
from voices.build.remote_pictures import linked_pictures
from voices.build.templates import Templates
from voices.build.theming import own_theme_folders
from voices.build.writer import SiteWriter
from voices.findings import Finding
from voices.i18n import Language
from voices.loading import Loaded
from voices.model import Author
from voices.outputs.card_book import CardBook
from voices.outputs.cards import CardMaker
from voices.outputs.head import head_tags
from voices.outputs.media import MediaLibrary, Picture, PictureError, Portrait
from voices.outputs.monogram import monogram_svg
from voices.outputs.palette import brand_css
from voices.outputs.variants import is_whole
from voices.settings import Hub
from voices.store import remove
from voices.text import counted

TEXT_WIDTHS = (480, 800, 1280)
PORTRAIT_WIDTHS = (96, 192, 480)


class Workshop:
    """What one build makes pages with. ``late`` collects findings that only show while pages are made."""

    def __init__(self, hub: Hub, loaded: Loaded, config: MkDocsConfig, late: list[Finding]) -> None:
        self.hub = hub
        self.catalog = loaded.catalog
        self.policy = loaded.policy
        own_folders = own_theme_folders(config)
        self.templates = Templates(own_folders, hub.cache / "templates")
        self.assets = Assets(brand_css(hub.voices.brand), own_folders)
        self.discarded = _clear_way(hub.cache)
        """What in the cache could not be read: a sentence each."""
        self.media = MediaLibrary(hub.content, hub.cache, resize=hub.voices.pictures == "resized")
        self.cards = CardMaker(hub, hub.cache, self.media)
        self.places = hub_places(loaded)
        self.documents = Documents(Places(self.places), self._picture_or_none)
        self.notices = loaded.notices
        self.discarded += [self.media.discarded] if self.media.discarded else []
        self._late = late
        self._words: dict[str, Language] = {}
        self._reported: set[str] = set()

    def kit(self, legal: dict[str, list[tuple[str, str, str]]]) -> Kit:
        """The kit of this build; ``legal`` holds the hub's own pages by language."""
        return Kit(
            catalog=self.catalog,
            hub=self.hub,
            words=self.words,
            picture=self.picture,
            portrait=self.portrait,
            document=lambda document, _language: Markup(self.documents.html(document)),  # noqa: S704 - sanitised
            entry=lambda entry, language: Markup(linked_pictures(entry.html, self.words(language))),  # noqa: S704 - sanitised
            card_image=CardBook(self.catalog, self.cards).url,
            head=lambda info: head_tags(info, self.hub),
            render=self.render,
            asset=self.assets.address,
            legal_links=lambda language: _legal_links(self.hub, legal, language),
            notice=lambda language: notice_html(self.notices, self.hub, language, self.documents.html),
            policy=self.policy,
        )

    def words(self, language: str) -> Language:
        """The words of a language, looked up once a build."""
        found = self._words.get(language)
        if found is None:
            found = self._words[language] = self.hub.language(language)
        return found

    def render(self, template: str, language: str, view: Any) -> Markup:
        """A template of the theme with the words of a language."""
        return Markup(self.templates.render(template, self.words(language), view))  # noqa: S704 - escaped there

    def picture(self, path: str, *, shape: Shape, widths: tuple[int, ...]) -> Picture | None:
        """A picture of the content folder; None where there is none, or none that can be read (then a finding)."""
        try:
            return self.media.picture(path, shape, widths)
        except PictureError as error:
            if path not in self._reported:
                self._reported.add(path)
                self._late.append(damaged(self.hub, path, str(error)))
            return None

    def portrait(self, author: Author) -> Portrait:
        """An author's photo, or the monogram drawn for them."""
        found = self.picture(author.photo, shape="square", widths=PORTRAIT_WIDTHS) if author.photo else None
        return Portrait(found, "" if found else monogram_svg(author.id, author.name))

    def picture_in_text(self, path: str) -> str | None:
        """The attributes of a picture named in one of MkDocs' own pages."""
        found = self._picture_or_none(path)
        return picture_attributes(found) if found else None

    def finish_pictures(self, writer: SiteWriter, executor: Executor | None = None) -> tuple[list[Finding], list[str]]:
        """Make what the cache lacks, and write every picture that a page names; (findings, addresses not to be had)."""
        named = writer.pictures()
        faults = self.media.produce_missing(executor, named)
        self.cards.produce_missing(executor, named)
        cached = {address: self.hub.cache / address[7:] for address in sorted(named)}
        missing = [address for address, file in cached.items() if not writer.copy(address, file, is_whole)]
        self._begin_anew([cached[address] for address in missing])
        self.media.save()
        used = {address.rpartition("/")[2] for address in named}
        for folder in ("media", "cards"):
            _prune(self.hub.cache / folder, used)
        return [damaged(self.hub, path, str(error)) for path, error in faults], missing

    def _begin_anew(self, files: list[Path]) -> None:
        """These files of the cache are missing or damaged: they are to be made when next asked for."""
        broken = [file for file in files if file.exists()]
        if broken:
            self.discarded.append(_lost(len(broken)))
        for file in files:
            remove(file)
        for maker in (self.media, self.cards):
            maker.forget(file.name for file in files)

    def picture_digest(self, path: str) -> str:
        """The content address of a picture of the content folder; empty where there is none."""
        return self.media.content_of(path)

    def _picture_or_none(self, path: str) -> Picture | None:
        return self.picture(path, shape="free", widths=TEXT_WIDTHS)


def _clear_way(cache: Path) -> list[str]:
    """Folders where the cache has pictures, and a picture where it has a folder, go; what there is to say of it."""
    blocked = 0
    for folder in (cache / name for name in ("media", "cards", "card-grounds")):
        remove(folder, unless_folder=True)
        inside = (
            [path for path in folder.iterdir() if path.is_dir() and path.suffix != ".json"] if folder.is_dir() else []
        )
        for path in inside:
            remove(path)
        blocked += len(inside)
    return [_lost(blocked)] if blocked else []


def _lost(number: int) -> str:
    return f"{counted(number, 'picture', 'pictures')} in the cache could not be read and will be made anew."


def _prune(folder: Path, used: set[str]) -> None:
    """Remove from the cache the pictures that no page names any more: it never outgrows the site."""
    for file in sorted(folder.iterdir()) if folder.is_dir() else ():
        if file.suffix != ".json" and not file.name.startswith("ground.") and file.name not in used:
            remove(file)


def damaged(hub: Hub, path: str, reason: str) -> Finding:
    """The finding for a file that can't be read as a picture."""
    return Finding(hub.path_of(hub.content / path), 1, "picture.unreadable", "block", reason)


def hub_places(loaded: Loaded) -> dict[str, str]:
    """Where each Markdown file of the hub's own kinds leads: path inside the content folder → address."""
    catalog = loaded.catalog
    places = {path: voice.address for path, voice in catalog.post_of_path.items()}
    for author in catalog.people:
        places[f"authors/{author}.md"] = f"authors/{author}/"
    for kind, groups in (("topics", catalog.topics), ("teams", catalog.teams), ("places", catalog.places)):
        places.update({f"{kind}/{group.id}.md": group.address for group in groups.values()})
        places[f"{kind}/index.md"] = f"{kind}/"
    places.update({f"jobs/{job}.md": f"jobs/{job}/" for job in catalog.jobs})
    for name in ("authors", "posts", "archive", "languages", "feeds", "jobs"):
        places[f"{name}/index.md"] = f"{name}/"
    return places


def _legal_links(hub: Hub, legal: dict[str, list[tuple[str, str, str]]], language: str) -> tuple[tuple[str, str], ...]:
    translated = {base: title for _, title, base in legal.get(language, [])}
    rows = legal.get(hub.default_language, [])
    return tuple((translated.get(base, title), hub.in_language(base, language)) for _, title, base in rows)
