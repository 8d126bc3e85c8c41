"""How to take part without git: three steps, three ways, and a person for those who want neither page nor form.

Comes in: the addresses of ``outputs.contribute`` and the editors. Goes out: ``/write/`` in each language. A hub without a
repository shows the way by mail alone; one without editors either has no such page.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from voices.build.kit import Kit
from voices.build.page import Page
from voices.build.views.asking import Asked, editors_speaking
from voices.build.views.edits import can_write
from voices.build.views.heads import hub_head
from voices.build.views.links import everywhere, href
from voices.model import Wording
from voices.outputs.contribute import contribution

ADDRESS = "write/"


class Ways(Struct, frozen=True):
    """The pages of the repository that open filled in; all empty without one."""

    write_post: str
    post_form: str
    blog_form: str
    new_profile: str


class WriteView(Struct, frozen=True):
    """What ``pages/write.html`` shows."""

    title: str
    summary: str
    ways: Ways
    editors: tuple[Asked, ...]
    guideline: str
    examples: str


def write_page(kit: Kit, language: str) -> Iterator[Page]:
    """``/write/`` in one language; nothing where there is neither a repository nor an editor."""
    if not can_write(kit):
        return
    w = kit.words(language)
    title = w.gettext("Write here")
    summary = w.gettext("In your own name and your own words. Three steps, no git, and a person to help at each.")
    subject = w.gettext("A post for {site}", site=kit.hub.site_name)
    body = w.gettext("Hello! I would like to publish this. My text is below or attached.")
    ways = contribution(kit.hub, language, kit.catalog.now.date())
    view = WriteView(
        title=title,
        summary=summary,
        ways=Ways(ways.write_post, ways.post_form, ways.blog_form, ways.new_profile),
        editors=editors_speaking(kit, language, subject, body),
        guideline=href(kit, "policy/", language) if kit.policy.is_shown else "",
        examples=f"{href(kit, 'policy/', language)}#examples" if "examples" in kit.policy.parts else "",
    )
    yield Page(
        address=kit.hub.in_language(ADDRESS, language),
        language=language,
        section="write",
        template="pages/write.html",
        view=view,
        title=Wording(title),
        head=hub_head(
            kit, ADDRESS, language, title, summary, steps=[(kit.hub.site_name, kit.hub.in_language("", language))]
        ),
        alternates=everywhere(kit, ADDRESS),
    )
