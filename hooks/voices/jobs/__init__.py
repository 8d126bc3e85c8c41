"""Open positions from job boards: asked politely, kept on disk as last fetched, read into the model.

Fetching is imported from ``voices.jobs.fetching``: a check reads boards and must not wait for the network's libraries.
"""

from voices.jobs.reading import read_boards

__all__ = ["read_boards"]
