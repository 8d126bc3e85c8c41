"""A page filled into a frame rendered before is, byte for byte, the page that rendering the template for it alone gives."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import yaml

from hub_history import History
from hub_world import World
from rich_hub import FILES, SETTINGS
from voices.build import building
from voices.build.frame import title_text, way_to_root
from voices.build.framing import render_page
from voices.build.page import Page
from voices.build.publishing import path_of
from voices.build.views.frame import Slots, language_switch
from voices.text import ROOT

Make = Callable[..., World]
OWN_MAIN = """\
{% extends "base.html" %}
{% block extrahead %}<meta name="owner" content="{{ config.site_name }}">{% endblock %}
{% block footer %}<footer><a href="{{ 'about/' | url }}">About</a> {{ lang }}</footer>{% endblock %}
"""


class Watched:
    """What the build was asked to render, and with what."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.pages: list[Page] = []
        self.tools: tuple[Any, ...] = ()
        self.templates: Any = None
        fill, frame = building.page_bytes, building.render_frame

        def page_bytes(page: Page, of: Any, templates: Any, kit: Any) -> bytes:
            self.pages.append(page)
            self.templates = templates
            return fill(page, of, templates, kit)

        def render_frame(environment: Any, config: Any, kit: Any, language: str, section: str) -> Any:
            self.tools = (environment, config, kit)
            return frame(environment, config, kit, language, section)

        monkeypatch.setattr(building, "page_bytes", page_bytes)
        monkeypatch.setattr(building, "render_frame", render_frame)

    def in_full(self, page: Page) -> bytes:
        """The page rendered for itself: its own words in the template, its own way to the root."""
        environment, config, kit = self.tools
        slots = Slots(
            title=title_text(page, kit.hub.site_name),
            head=page.head,
            switch=language_switch(kit, page),
            content=self.templates.render(page.template, kit.words(page.language), page.view),
        )
        way = way_to_root(page.address, kit.hub.base_path)
        whole = render_page(environment, config, kit, page.language, page.section, slots, way.removesuffix("/"))
        return whole.replace(ROOT, way).encode("utf-8", "xmlcharrefreplace")


@pytest.mark.usefixtures("recorded")
@pytest.mark.parametrize("site_url", ["https://voices.example/", "https://acme.example/voices/"])
@pytest.mark.parametrize("frame", ["ours", "owner's"])
def test_every_page_is_as_if_rendered_in_full(
    make_hub: Make, monkeypatch: pytest.MonkeyPatch, site_url: str, frame: str
) -> None:
    hub = make_hub(FILES, bare=True, **{**SETTINGS, "languages": ["en", "fi", "lt"]})
    history = History(hub, 5)
    for edit in (
        "add_illustrated_post",
        "link_translation",
        "answer_post",
        "correct",
        "say_or_unsay_notice",
        "add_post",
    ):
        getattr(history, edit)()
    config = yaml.safe_load((hub.root / "mkdocs.yml").read_text())
    config["site_url"] = site_url
    if frame == "owner's":
        (hub.root / "overrides").mkdir()
        (hub.root / "overrides" / "main.html").write_text(OWN_MAIN)
        config["theme"]["custom_dir"] = "overrides"
    (hub.root / "mkdocs.yml").write_text(yaml.safe_dump(config))
    watched = Watched(monkeypatch)
    hub.build()
    kinds = {page.template for page in watched.pages}
    assert {"pages/post.html", "pages/author.html", "pages/group.html", "pages/job.html", "pages/policy.html"} <= kinds
    assert len(watched.pages) > 100
    different = [
        page.address
        for page in watched.pages
        if (hub.site / path_of(page.address)).read_bytes() != watched.in_full(page)
    ]
    assert different == []
