"""Everything made from the catalog beside the pages: feeds, API, head tags, pictures, cards, redirects."""
