"""The social-media guideline as data: read once, shown on /policy/, enforced on posts, profiles and fetched entries."""
