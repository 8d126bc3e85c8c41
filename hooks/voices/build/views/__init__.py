"""The views: catalog → pages. Each page's words, links and order are decided here; templates only hold markup."""

from __future__ import annotations

from collections.abc import Iterator

from voices.build.kit import Kit
from voices.build.page import Page, Plan
from voices.build.views.authors import author_pages
from voices.build.views.cards import card
from voices.build.views.groups import all_voices_pages, group_pages
from voices.build.views.home import home_page
from voices.build.views.indexes import index_pages
from voices.build.views.jobs import job_pages
from voices.build.views.people_index import people_pages
from voices.build.views.plain import missing_page, own_page, withdrawn_pages
from voices.build.views.policy import policy_page
from voices.build.views.posts import post_pages
from voices.build.views.recruit import recruit_page
from voices.build.views.write import write_page

__all__ = ["card", "home_page", "hub_pages", "own_page"]


def hub_pages(kit: Kit) -> Iterator[Plan | Page]:
    """Every generated page: posts once, hub pages in each of the hub's languages."""
    yield from post_pages(kit)
    yield from withdrawn_pages(kit)
    for language in kit.hub.voices.languages:
        yield from people_pages(kit, language)
        yield from author_pages(kit, language)
        yield from all_voices_pages(kit, language)
        yield from index_pages(kit, language)
        yield from group_pages(kit, language)
        yield from job_pages(kit, language)
        yield from policy_page(kit, language)
        yield from write_page(kit, language)
        yield from recruit_page(kit, language)
    yield missing_page(kit)
