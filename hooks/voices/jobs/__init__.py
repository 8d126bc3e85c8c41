"""Open positions from job boards: asked politely, kept on disk as last fetched, read into the model."""

from voices.jobs.fetching import BoardReport, fetch_boards
from voices.jobs.reading import read_boards

__all__ = ["BoardReport", "fetch_boards", "read_boards"]
