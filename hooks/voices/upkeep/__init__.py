"""Changes that commands make to the content folder: moving a page, forgetting a person. Planned first, then done at once."""
