"""Links inside views, and the addresses of hub pages in each language."""

from __future__ import annotations

from markupsafe import Markup
from msgspec import Struct

from voices.build.kit import Kit
from voices.text import ROOT


class Link(Struct, frozen=True):
    """A link as templates show it. ``language`` is set where the words, or what is behind them, are in another one;
    ``said`` is the ``count`` in words, for those who listen.
    """

    label: str
    url: str
    language: str = ""
    current: bool = False
    count: str = ""
    said: str = ""
    icon: Markup = Markup()
    outside: bool = False


def href(kit: Kit, address: str, language: str) -> str:
    """The ROOT-marked address of a hub page in ``language``: ``topics/`` → ROOT + ``fi/topics/``."""
    return ROOT + kit.hub.in_language(address, language)


def everywhere(kit: Kit, address: str) -> tuple[tuple[str, str], ...]:
    """(language, address) of a hub page in each of the hub's languages."""
    return tuple((code, kit.hub.in_language(address, code)) for code in kit.hub.voices.languages)
