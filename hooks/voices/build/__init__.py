"""The catalog becomes MkDocs files and pages; the only layer, with ``hooks/hub.py``, that knows MkDocs exists."""
