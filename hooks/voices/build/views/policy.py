"""The guideline as a page: what helps first, then each rule with the anchor that findings lead to.

Comes in: the policy, the catalog (whose posts are the good examples), the editors. Goes out: ``/policy/`` in each language.
What a rule looks for is not shown: a list of secret names on a public page would be the leak it is meant to prevent.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from markupsafe import Markup
from msgspec import Struct

from voices.build.kit import Kit
from voices.build.page import Page
from voices.build.views.asking import Asked, editors
from voices.build.views.dress import foreign, wording
from voices.build.views.edits import can_write, edit_url
from voices.build.views.faces import Person, person
from voices.build.views.heads import hub_head
from voices.build.views.links import Link, everywhere, href
from voices.catalog import Voice
from voices.findings import Severity
from voices.i18n import Language
from voices.model import Localised, Wording
from voices.policy.lessons import built_in_rules
from voices.policy.schema import PATH_IN_CONTENT, Part, PartKind, Point, Rule
from voices.sources.markdown import render
from voices.text import ROOT, excerpt, squeeze

ADDRESS = "policy/"
_DESCRIPTION_WORDS = 30
_RANK: dict[Severity, int] = {"block": 0, "warn": 1, "hint": 2}


class Prose(Struct, frozen=True):
    """A text of the guideline, rendered; ``language`` is set where it differs from the page's."""

    html: Markup
    language: str


class PointView(Struct, frozen=True):
    """One line of a part. ``person`` is who wrote the post that a good example leads to."""

    title: Wording
    url: str
    outside: bool
    text: Prose | None
    person: Person | None


class PartView(Struct, frozen=True):
    """A part of the guideline; ``minutes`` is the daily allowance in words."""

    kind: PartKind
    title: Wording
    minutes: str
    text: Prose | None
    points: tuple[PointView, ...]


class RuleView(Struct, frozen=True):
    """One rule, as findings link to it: ``#rule-<id>``."""

    id: str
    level: Severity
    weight: str
    title: Wording
    why: Prose
    instead: Prose | None


class PolicyView(Struct, frozen=True):
    """What ``pages/policy.html`` shows."""

    title: Wording
    intro: Prose | None
    reviewed: str
    contents: tuple[Link, ...]
    parts: tuple[PartView, ...]
    rules: tuple[RuleView, ...]
    built_in: tuple[RuleView, ...]
    editors: tuple[Asked, ...]
    write: str
    edit: str


def policy_page(kit: Kit, language: str) -> Iterator[Page]:
    """``/policy/`` in one language; nothing where the hub shows no guideline."""
    if not kit.policy.is_shown:
        return
    w, policy = kit.words(language), kit.policy
    title = _worded(kit, policy.title, language, w.gettext("Our guideline"))
    said = squeeze(Markup(_intro_text(kit, language)).striptags())  # noqa: S704 - only to take the tags out
    view = PolicyView(
        title=title,
        intro=_prose(kit, policy.intro, language),
        reviewed=w.gettext("Last looked through: {date}", date=w.date(policy.reviewed)) if policy.reviewed else "",
        contents=_contents(kit, language),
        parts=tuple(_part(kit, kind, policy.parts[kind], language) for kind in _order(kit)),
        rules=tuple(_own_rule(kit, rule, language) for rule in sorted(policy.rules, key=lambda r: _RANK[r.severity])),
        built_in=_built_in(w, kit),
        editors=editors(kit, language),
        write=href(kit, "write/", language) if can_write(kit) else "",
        edit=edit_url(kit, kit.hub.path_of(kit.hub.content / PATH_IN_CONTENT)),
    )
    yield Page(
        address=kit.hub.in_language(ADDRESS, language),
        language=language,
        section="about",
        template="pages/policy.html",
        view=view,
        title=title,
        head=hub_head(
            kit,
            ADDRESS,
            language,
            title.text,
            excerpt(said, _DESCRIPTION_WORDS) or w.gettext("How we write here, and whom to ask."),
            steps=[(kit.hub.site_name, kit.hub.in_language("", language))],
        ),
        alternates=everywhere(kit, ADDRESS),
        edit_url=view.edit,
        modified=policy.reviewed,
    )


def _order(kit: Kit) -> list[PartKind]:
    """The parts in the order they were written in; whom to ask comes last, wherever it stands."""
    return sorted(kit.policy.parts, key=lambda kind: (kind == "ask", list(kit.policy.parts).index(kind)))


def _contents(kit: Kit, language: str) -> tuple[Link, ...]:
    w = kit.words(language)
    found = []
    for kind in _order(kit):
        title = _worded(kit, kit.policy.parts[kind].title, language, _fallback_title(w, kind))
        found.append(Link(title.text, f"#{kind}", title.language or ""))
    rules = Link(w.gettext("What the checks look for"), "#rules")
    at = len(found) - (1 if found and found[-1].url == "#ask" else 0)
    found.insert(at, rules)
    if kit.hub.voices.editors and all(link.url != "#ask" for link in found):
        found.append(Link(w.gettext("Whom to ask"), "#ask"))
    return tuple(found)


def _part(kit: Kit, kind: PartKind, part: Part, language: str) -> PartView:
    w = kit.words(language)
    minutes = part.minutes_a_day
    return PartView(
        kind=kind,
        title=_worded(kit, part.title, language, _fallback_title(w, kind)),
        minutes=w.ngettext("{n} minute a day", "{n} minutes a day", minutes) if minutes else "",
        text=_prose(kit, part.text, language),
        points=tuple(_point(kit, point, language) for point in part.points),
    )


def _fallback_title(w: Language, kind: PartKind) -> str:
    titles: dict[PartKind, str] = {
        "legal": w.gettext("What the law asks"),
        "confidential": w.gettext("What is confidential"),
        "avoid": w.gettext("Subjects to be careful with"),
        "practice": w.gettext("What has worked for others"),
        "examples": w.gettext("Good examples"),
        "situations": w.gettext("When it gets hard"),
        "ask": w.gettext("Whom to ask"),
    }
    return titles[kind]


def _point(kit: Kit, point: Point, language: str) -> PointView:
    voice = _voice_at(kit, point.url)
    title = _worded(kit, point.title, language, "")
    if voice is not None and voice.title == title.text:  # a post's title is in the post's language
        title = Wording(title.text, foreign(voice.language, language) or None)
    author = next((id_ for id_ in voice.authors if id_ in kit.catalog.people), "") if voice else ""
    outside = urlsplit(point.url).scheme in ("http", "https")
    return PointView(
        title=title,
        url=ROOT + voice.address if voice else point.url if outside else "",
        outside=outside and voice is None,
        text=_prose(kit, point.text, language),
        person=person(kit, author, language) if author else None,
    )


def _voice_at(kit: Kit, url: str) -> Voice | None:
    """The post that a good example leads to; an address from before a rename is followed."""
    address = url.removeprefix(kit.hub.site_url).lstrip("/")
    address = kit.catalog.redirects.get(address, address)
    return next((voice for voice in kit.catalog.voices if address and voice.address == address), None)


def _own_rule(kit: Kit, rule: Rule, language: str) -> RuleView:
    why = _prose(kit, rule.why, language) or Prose(Markup(), "")
    return RuleView(
        id=rule.id,
        level=rule.severity,
        weight=_weight(kit.words(language), rule.severity),
        title=_worded(kit, rule.title, language, ""),
        why=why,
        instead=_prose(kit, rule.instead, language),
    )


def _built_in(w: Language, kit: Kit) -> tuple[RuleView, ...]:
    found = []
    for rule in built_in_rules(kit.policy, w):
        if rule.level == "off":
            continue
        # A finding names the language it found; here the page's own stands for it.
        said = (text.replace("{code}", w.code) for text in (rule.why, rule.instead))
        why, instead = (Prose(Markup("<p>{}</p>").format(text), "") for text in said)
        found.append(RuleView(rule.id, rule.level, _weight(w, rule.level), Wording(rule.title), why, instead))
    return tuple(sorted(found, key=lambda view: _RANK[view.level]))


def _weight(w: Language, level: Severity) -> str:
    if level == "block":
        return w.gettext("Has to be changed")
    return w.gettext("Please look again") if level == "warn" else w.gettext("A hint")


def _worded(kit: Kit, text: Localised, language: str, fallback: str) -> Wording:
    return wording(kit, text, language) if text else Wording(fallback)


def _prose(kit: Kit, text: Localised, language: str) -> Prose | None:
    if not text:
        return None
    found = wording(kit, text, language)
    path = kit.hub.path_of(kit.hub.content / PATH_IN_CONTENT)
    return Prose(kit.document(render(found.text, path, place=PATH_IN_CONTENT), language), found.language or "")


def _intro_text(kit: Kit, language: str) -> str:
    intro = _prose(kit, kit.policy.intro, language)
    return str(intro.html) if intro else ""
