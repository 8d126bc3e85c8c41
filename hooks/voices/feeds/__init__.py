"""Authors' own blogs: asked politely, read safely, kept for good.

``read_archive`` is what a build needs; it touches no network. ``voices.feeds.fetch`` fills the archive.
"""

from voices.feeds.reading import read_archive

__all__ = ["read_archive"]
