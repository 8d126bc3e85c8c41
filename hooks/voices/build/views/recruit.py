"""The recruiters' link kit as a page: for each job, team, place, topic and author what an ad needs, ready to copy.

Comes in: the links of ``outputs.recruit``. Goes out: ``/recruit/`` in each language, for people at work and not for search
engines. The QR codes themselves are written by ``products``.
"""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup
from msgspec import Struct

from voices.build.kit import Kit
from voices.build.page import Page
from voices.build.views.dress import count_voices, foreign
from voices.build.views.faces import Person, people, person
from voices.build.views.heads import hub_head
from voices.build.views.job_rows import job_facts, people_around
from voices.build.views.links import everywhere
from voices.build.views.pairs import pieces_of
from voices.i18n import Language
from voices.model import Wording
from voices.outputs.recruit import KINDS, Kind, RecruitLink, recruit_links
from voices.outputs.share import NAMES
from voices.text import ROOT

ADDRESS = "recruit/"
_FACES_SHOWN = 3


class VariantView(Struct, frozen=True):
    """The link for one place it may be put in."""

    label: str
    url: str


class TextView(Struct, frozen=True):
    """The sentence for an ad in one language."""

    label: str
    language: str
    text: str


class LinkView(Struct, frozen=True):
    """One page worth linking to. ``found`` is what the search box looks through."""

    id: str
    kind: Kind
    name: str
    name_language: str
    facts: tuple[Wording, ...]
    people: tuple[Person, ...]
    found: str
    url: str
    page: str
    variants: tuple[VariantView, ...]
    texts: tuple[TextView, ...]
    qr_svg: str
    qr_png: str


class KindView(Struct, frozen=True):
    """All links of a kind."""

    kind: Kind
    title: str
    count: str
    links: tuple[LinkView, ...]


class RecruitView(Struct, frozen=True):
    """What ``pages/recruit.html`` shows."""

    title: str
    summary: str
    kinds: tuple[KindView, ...]
    copy_icon: Markup
    count: str


def links_of(kit: Kit) -> tuple[RecruitLink, ...]:
    """The hub's recruiting links, worked out once a build."""
    return kit.once("recruit-links", lambda: recruit_links(kit.catalog))


def recruit_page(kit: Kit, language: str) -> Iterator[Page]:
    """``/recruit/`` in one language; nothing where the feature is off."""
    if not kit.hub.voices.features.recruit:
        return
    w = kit.words(language)
    title = w.gettext("For recruiters")
    summary = w.gettext(
        "Links for your ads that show the people behind the job. They stay as they are, so a printed code works for years."
    )
    links = links_of(kit)
    titles = _titles(w)
    view = RecruitView(
        title=title,
        summary=summary,
        kinds=tuple(
            KindView(kind, titles[kind], w.number(len(found)), tuple(_link(kit, link, w) for link in found))
            for kind in KINDS
            if (found := [link for link in links if link.kind == kind])
        ),
        copy_icon=kit.icon("copy"),
        count=w.number(len(links)),
    )
    yield Page(
        address=kit.hub.in_language(ADDRESS, language),
        language=language,
        section="recruit",
        template="pages/recruit.html",
        view=view,
        title=Wording(title),
        head=hub_head(kit, ADDRESS, language, title, summary, noindex=True),
        alternates=everywhere(kit, ADDRESS),
        indexable=False,
    )


def _link(kit: Kit, link: RecruitLink, w: Language) -> LinkView:
    here = kit.hub.in_language(link.address, w.code)
    # The sentence in the reader's own language comes first: it is the one most likely wanted.
    texts = sorted(link.texts, key=lambda text: text.language != w.code)
    return LinkView(
        id=f"{link.kind}-{link.id}",
        kind=link.kind,
        name=link.name,
        name_language=_language_of(kit, link, w.code),
        facts=_facts(kit, link, w.code),
        people=people(kit, _faces(kit, link), w.code, "small"),
        found=link.found_by,
        url=link.url,
        page=ROOT + here,
        variants=tuple(VariantView(_label(w, one.channel), one.url) for one in link.variants),
        texts=tuple(TextView(kit.words(one.language).own_name(), one.language, one.text) for one in texts),
        qr_svg=ROOT + link.qr_address("svg"),
        qr_png=ROOT + link.qr_address("png"),
    )


def _language_of(kit: Kit, link: RecruitLink, language: str) -> str:
    """The language to mark the name in: a job's title stands as the job was written."""
    if link.kind != "job":
        return ""
    return foreign(kit.catalog.jobs[link.id].language or kit.hub.default_language, language)


def _facts(kit: Kit, link: RecruitLink, language: str) -> tuple[Wording, ...]:
    """What tells this row from the next at a glance."""
    if link.kind == "job":
        return job_facts(kit, kit.catalog.jobs[link.id], language)
    if link.kind == "author":
        one = person(kit, link.id, language, "small")
        return tuple(fact for fact in (one.role, one.team, one.place) if fact.text)
    group = kit.catalog.group(link.kind, link.id)
    return (Wording(count_voices(kit, pieces_of(kit, group), language)),) if group and group.voices else ()


def _faces(kit: Kit, link: RecruitLink) -> tuple[str, ...]:
    """The first few of those whom the link leads to."""
    if link.kind == "author":
        return (link.id,)
    if link.kind == "job":
        return tuple(match.author for match in people_around(kit, kit.catalog.jobs[link.id]))[:_FACES_SHOWN]
    group = kit.catalog.group(link.kind, link.id)
    return group.people[:_FACES_SHOWN] if group else ()


def _titles(w: Language) -> dict[Kind, str]:
    return {
        "job": w.gettext("Open jobs"),
        "team": w.gettext("Teams"),
        "place": w.gettext("Places"),
        "topic": w.gettext("Topics"),
        "author": w.gettext("People"),
    }


def _label(w: Language, channel: str) -> str:
    own = {"ad": w.gettext("Job ad"), "print": w.gettext("Print"), "email": w.gettext("E-mail")}
    return own.get(channel) or NAMES.get(channel, channel)
