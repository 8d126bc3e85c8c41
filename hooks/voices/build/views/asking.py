"""The editors as people to ask: a face, a name, an address, the languages they speak.

Comes in: the settings' editors. Goes out: what ``partials/editors.html`` shows, those who speak the page's language first.
"""

from __future__ import annotations

from urllib.parse import quote

from markupsafe import Markup
from msgspec import Struct

from voices.build.kit import Kit
from voices.build.views.faces import FaceView, face
from voices.build.views.links import href
from voices.outputs.contribute import editors_for
from voices.outputs.monogram import monogram_svg
from voices.settings import Editor
from voices.text import slugify


class Asked(Struct, frozen=True):
    """One editor. ``url`` leads to their own page where they have one; ``mail`` is a ready ``mailto:`` link."""

    name: str
    url: str
    face: Markup
    email: str
    mail: str
    languages: str
    reply: str
    areas: tuple[str, ...]


def editors(kit: Kit, language: str, subject: str = "", body: str = "") -> tuple[Asked, ...]:
    """Every editor, those who speak ``language`` first; ``subject`` and ``body`` begin the mail."""
    speaking = set(editors_for(kit.hub, language))
    ranked = sorted(kit.hub.voices.editors, key=lambda editor: editor not in speaking)
    return tuple(_asked(kit, editor, language, subject, body) for editor in ranked)


def editors_speaking(kit: Kit, language: str, subject: str = "", body: str = "") -> tuple[Asked, ...]:
    """The editors who speak ``language``; all of them where none does."""
    return tuple(_asked(kit, editor, language, subject, body) for editor in editors_for(kit.hub, language))


def _asked(kit: Kit, editor: Editor, language: str, subject: str, body: str) -> Asked:
    w = kit.words(language)
    page = next((id_ for id_, author in kit.catalog.people.items() if author.name == editor.name), "")
    days = editor.reply_within_days
    return Asked(
        name=editor.name,
        url=href(kit, f"authors/{page}/", language) if page else "",
        face=face(kit, kit.catalog.people[page], "large") if page else _drawn(kit, editor),
        email=editor.email,
        mail=_mail(editor.email, subject, body),
        languages=w.join(w.language_name(code) for code in editor.languages) if editor.languages else "",
        reply=w.ngettext("Answers within {n} day", "Answers within {n} days", days) if days else "",
        # Areas are words of the settings, in the default language only.
        areas=editor.areas if language == kit.hub.default_language else (),
    )


def _drawn(kit: Kit, editor: Editor) -> Markup:
    svg = Markup(monogram_svg(slugify(editor.name), editor.name))  # noqa: S704 - drawn by the hub itself
    return kit.render("partials/face.html", kit.hub.default_language, FaceView("", "", svg, "large", 96))


def _mail(address: str, subject: str, body: str) -> str:
    fields = [f"{key}={quote(value, safe='')}" for key, value in (("subject", subject), ("body", body)) if value]
    return f"mailto:{quote(address, safe='@+')}{'?' if fields else ''}{'&'.join(fields)}"
