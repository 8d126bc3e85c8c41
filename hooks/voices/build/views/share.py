"""The share row of a page: the links of ``outputs.share`` with their marks."""

from __future__ import annotations

from markupsafe import Markup
from msgspec import Struct

from voices.build.kit import Kit
from voices.model import Author
from voices.outputs.share import share_links


class ShareButton(Struct, frozen=True):
    """One channel; ``asks`` where a script asks once for the reader's own server."""

    label: str
    url: str
    icon: Markup
    asks: bool


class ShareView(Struct, frozen=True):
    """What ``partials/share.html`` shows."""

    url: str
    title: str
    links: tuple[ShareButton, ...]
    copy_icon: Markup
    share_icon: Markup


def share_view(
    kit: Kit, authors: tuple[Author, ...], address: str, title: str, summary: str, language: str
) -> ShareView:
    """The share row of the page at ``address``: the authors' own channels first, then those the settings offer."""
    url = kit.hub.absolute(address)
    offered = kit.hub.voices.share
    # A person may be on channels the hub doesn't want to offer; theirs only come first.
    own = [channel.kind for author in authors for channel in author.channels if channel.kind in offered]
    names = [author.name for author in authors]
    links = share_links(title, url, kit.words(language), names=names, summary=summary, own=own, offered=offered)
    return ShareView(
        url=url,
        title=title,
        links=tuple(ShareButton(link.label, link.href, kit.icon(link.kind), bool(link.template)) for link in links),
        copy_icon=kit.icon("copy"),
        share_icon=kit.icon("share"),
    )
