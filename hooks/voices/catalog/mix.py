"""The content mix: do the posts of the last year speak of expertise as often as the editors agreed?

Comes in: the public posts and the setting. Goes out: one hint, or none. It is about the hub as a whole; no person and no
post is named.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from voices.findings import Finding
from voices.model import Post
from voices.settings import Hub

MIX_RULE = "content.mix"
_FEW = 10
"""Below this many posts a share says nothing."""


def mix_findings(hub: Hub, posts: Iterable[Post], now: dt.datetime) -> list[Finding]:
    """A hint when, of the posts of the last twelve months that state ``about``, too few are about expertise."""
    begin = _a_year_before(now)
    stated = [post.about for post in posts if post.about is not None and begin < post.date.at <= now]
    wanted = hub.voices.content_mix.expertise
    about_expertise = stated.count("expertise")
    if len(stated) < _FEW or about_expertise * 100 >= wanted * len(stated):
        return []
    message = (
        f"content_mix: {about_expertise * 100 // len(stated)} % of the last 12 months' posts are about expertise "
        f"({about_expertise} of the {len(stated)} that state about), and {wanted} % were agreed on. "
        "Ask experts for their next subject, or change extra.voices.content_mix.expertise."
    )
    return [Finding(hub.path_of(hub.config_file), 1, MIX_RULE, "hint", message)]


def _a_year_before(now: dt.datetime) -> dt.datetime:
    try:
        return now.replace(year=now.year - 1)
    except ValueError:  # the 29th of February
        return now.replace(year=now.year - 1, day=28)
