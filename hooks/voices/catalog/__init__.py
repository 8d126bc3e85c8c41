"""The catalog joins everything once: who wrote what, topics, teams, places, jobs and voices, related posts."""

from voices.catalog.join import build_catalog
from voices.catalog.types import Catalog, Group, GroupKind, Voice, Withdrawn

__all__ = ["Catalog", "Group", "GroupKind", "Voice", "Withdrawn", "build_catalog"]
