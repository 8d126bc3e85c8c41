"""The frame around a page: header, footer and what the head holds on every page, ready for ``base.html``.

Comes in: the kit, a language, the section of the header's navigation, and the engine's slots (one string each for what
differs from page to page). Goes out: ``FrameParts``, fragments with addresses written from ROOT. Cutting the rendered frame
at its slots, and filling it, is left to the engine.
"""

from __future__ import annotations

from markupsafe import Markup
from msgspec import Struct

from voices.build.kit import Kit
from voices.build.page import Page
from voices.build.views.edits import can_write
from voices.build.views.links import Link, href
from voices.i18n import Language
from voices.model import Wording
from voices.text import ROOT


class Slots(Struct, frozen=True):
    """What stands for the parts that each page fills: one string each, met nowhere else."""

    title: str
    head: str
    switch: str
    content: str


class FrameParts(Struct, frozen=True):
    """What ``base.html`` shows, as ``voices``."""

    language: str
    direction: str
    root: Markup
    title: Markup
    head: Markup
    content: Markup
    styles: Markup
    skip: Markup
    notice: Markup
    header: Markup
    footer: Markup
    dialogs: Markup
    scripts: Markup


class FrameView(Struct, frozen=True):
    """What the templates below ``frame/`` show."""

    site_name: str
    company: str
    company_url: str
    tagline: str
    logo: Markup
    home: str
    navigation: tuple[Link, ...]
    write: str
    search: bool
    switch: Markup
    """The slot of the links to this page in other languages; empty in a hub of one language."""
    language: str
    language_name: str
    notice: Markup
    claim: Wording
    editor: Link | None
    """Who answers for the site, as the imprint says."""
    footer: tuple[Link, ...]
    styles: str
    scheme_script: str
    scripts: tuple[str, ...]
    preload_fonts: tuple[str, ...]
    favicon: str
    icons: dict[str, Markup]


class SwitchView(Struct, frozen=True):
    """The language switch of one page."""

    links: tuple[Link, ...]


def frame_parts(kit: Kit, language: str, section: str, slots: Slots) -> FrameParts:
    """The frame of all pages in ``language`` that belong to ``section`` of the navigation."""
    view = _frame_view(kit, language, section, Markup(slots.switch))  # noqa: S704 - the engine's own marks
    part = {
        name: kit.render(f"frame/{name}.html", language, view)
        for name in ("styles", "skip", "notice", "header", "footer", "dialogs", "scripts")
    }
    return FrameParts(
        language=language,
        direction=kit.words(language).locale.text_direction,
        root=Markup(ROOT),  # noqa: S704 - a mark of ours
        title=Markup(slots.title),  # noqa: S704 - likewise
        head=Markup(slots.head),  # noqa: S704 - likewise
        content=Markup(slots.content),  # noqa: S704 - likewise
        **part,
    )


def language_switch(kit: Kit, page: Page) -> Markup:
    """The links to the hub's other languages on ``page``; empty in a hub of one.

    Where the page exists in a language the link leads to it there, elsewhere to that language's home page.
    """
    if len(kit.hub.voices.languages) < 2:
        return Markup()
    if page.alternates:
        return _switch(kit, page.language, page.alternates)
    return kit.once(("switch", page.language), lambda: _switch(kit, page.language, ()))


def _switch(kit: Kit, language: str, alternates: tuple[tuple[str, str], ...]) -> Markup:
    known = dict(alternates)
    links = tuple(
        Link(
            label=kit.words(code).own_name(),
            url=ROOT + known[code] if code in known else href(kit, "", code),
            language=code,
            current=code == language,
        )
        for code in kit.hub.voices.languages
    )
    return kit.render("frame/switch.html", language, SwitchView(links))


def _frame_view(kit: Kit, language: str, section: str, switch: Markup) -> FrameView:
    hub, settings, w = kit.hub, kit.hub.voices, kit.words(language)
    company = settings.company
    return FrameView(
        site_name=hub.site_name,
        company=company.name or hub.site_name,
        company_url=company.url,
        tagline=w.gettext("Voices") if company.name and company.name != hub.site_name else "",
        logo=_logo(kit),
        home=href(kit, "", language),
        navigation=_navigation(kit, w, language, section),
        write=href(kit, "write/", language) if can_write(kit) else "",
        search=settings.features.search,
        switch=switch if len(settings.languages) > 1 else Markup(),
        language=language,
        language_name=w.own_name(),
        notice=kit.notice(language),
        claim=company.claim.get(language, hub.default_language),
        editor=_editor(kit),
        footer=_footer(kit, w, language),
        styles=kit.asset("voices.css"),
        scheme_script=kit.asset("js/scheme.js"),
        scripts=(kit.asset("js/voices.js"), *((kit.asset("js/search.js"),) if settings.features.search else ())),
        # One font: what people wrote. Measured, a second one delays the first paint on a slow line by half a second.
        preload_fonts=(kit.asset("fonts/newsreader-latin-wght-normal.woff2"),),
        favicon=kit.asset("favicon.svg"),
        icons={name: kit.icon(name) for name in ("search", "light", "dark", "auto", "write", "language")},
    )


def _navigation(kit: Kit, w: Language, language: str, section: str) -> tuple[Link, ...]:
    settings = kit.hub.voices
    rows = [
        ("home", w.pgettext("navigation", "Voices"), href(kit, "", language)),
        ("people", w.pgettext("navigation", "People"), href(kit, "authors/", language)),
        ("topics", w.pgettext("navigation", "Topics"), href(kit, "topics/", language)),
    ]
    if settings.features.jobs:
        rows.append(("jobs", w.pgettext("navigation", "Jobs"), href(kit, "jobs/", language)))
    elif settings.company.jobs_url:
        rows.append(("jobs", w.pgettext("navigation", "Jobs"), settings.company.jobs_url))
    return tuple(Link(label, url, current=key == section) for key, label, url in rows)


def _footer(kit: Kit, w: Language, language: str) -> tuple[Link, ...]:
    features = kit.hub.voices.features
    rows = [Link(title, ROOT + address) for title, address in kit.legal_links(language)]
    own = [
        *([Link(w.gettext("Our guideline"), href(kit, "policy/", language))] if kit.policy.is_shown else []),
        Link(w.gettext("Archive"), href(kit, "archive/", language)),
        Link(w.gettext("Feeds"), href(kit, "feeds/", language)),
        *([Link(w.gettext("For recruiters"), href(kit, "recruit/", language))] if features.recruit else []),
    ]
    return (*own, *rows)


def _editor(kit: Kit) -> Link | None:
    found = next((editor for editor in kit.hub.voices.editors if editor.responsible), None)
    return Link(found.name, f"mailto:{found.email}") if found else None


def _logo(kit: Kit) -> Markup:
    path = kit.hub.voices.company.logo
    picture = kit.picture(path, shape="free", widths=(240,)) if path else None
    if picture is None:
        return Markup()
    return Markup('<img class="logo__picture" src="{}" alt="" width="{}" height="{}">').format(
        Markup(picture.src),  # noqa: S704 - an address of the media library, which is safe to write
        picture.width,
        picture.height,
    )
