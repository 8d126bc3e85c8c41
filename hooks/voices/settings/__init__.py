"""The typed settings of a hub: ``extra.voices`` of mkdocs.yml and the few of MkDocs' own that the hub relies on.

Comes in: a plain mapping. Goes out: one frozen ``Hub``. A wrong setting raises ``SettingsError`` at once, with its key and
a suggestion. Reading mkdocs.yml itself is left to ``configfile``.
"""

from voices.settings.hub import Hub
from voices.settings.reading import SettingsError, hub_from, voices_settings
from voices.settings.sections import (
    Board,
    Brand,
    Company,
    ContentMix,
    Editor,
    Features,
    Fetch,
    Links,
    Repository,
    VoicesSettings,
)

__all__ = [
    "Board",
    "Brand",
    "Company",
    "ContentMix",
    "Editor",
    "Features",
    "Fetch",
    "Hub",
    "Links",
    "Repository",
    "SettingsError",
    "VoicesSettings",
    "hub_from",
    "voices_settings",
]
