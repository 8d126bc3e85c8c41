"""Renders Material's template, ours in its blocks, with slots in place of what differs from page to page."""

from __future__ import annotations

from types import SimpleNamespace

from jinja2 import Environment
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation

from voices.build.frame import CONTENT, HEAD, SWITCH, TITLE, Frame, cut
from voices.build.kit import Kit
from voices.build.views.frame import Slots, frame_parts
from voices.outputs.security import content_security_policy, inline_scripts, policy_meta
from voices.store import digest
from voices.text import ROOT

_SLOTS = Slots(title=TITLE, head=HEAD, switch=SWITCH, content=CONTENT)


def render_frame(environment: Environment, config: MkDocsConfig, kit: Kit, language: str, section: str) -> Frame:
    """The frame of all pages in ``language`` that belong to ``section``."""
    # Whatever a hub's own blocks write with MkDocs' ``url`` filter is relative to the base, which is the root here.
    rendered = render_page(environment, config, kit, language, section, _SLOTS, ROOT).replace(f"{ROOT}/", ROOT)
    return cut(rendered, digest(rendered))


def render_page(
    environment: Environment, config: MkDocsConfig, kit: Kit, language: str, section: str, slots: Slots, base_url: str
) -> str:
    """A whole page: Material's template around what ``slots`` hold; ``base_url`` is the way from it to the root."""
    context = dict(get_context(Navigation([], []), Files([]), config, base_url=base_url))
    context["page"] = SimpleNamespace(
        meta={}, toc=[], title="", url="", canonical_url=None, is_homepage=False, edit_url=None, file=None, content=""
    )
    context["voices"] = frame_parts(kit, language, section, slots)
    before = config.theme["language"]
    config.theme["language"] = language
    try:
        rendered = environment.get_template("main.html").render(context)
    finally:
        config.theme["language"] = before
    policy = content_security_policy(inline_scripts(rendered), search=kit.hub.voices.features.search)
    # First in the head, so that it holds for everything after it.
    return rendered.replace("<head>", f"<head>\n{policy_meta(policy)}", 1)
