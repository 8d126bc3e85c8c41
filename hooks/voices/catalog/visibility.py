"""What is shown and what is left out, decided once: drafts, the future, the internal, the withdrawn, the hidden.

Comes in: all that was read. Goes out: people with a page, posts with their visible authors, blogs with their visible
entries, and what was taken back. Everything above sees only this; why a post is missing is kept for the findings.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Literal

from msgspec import Struct, field
from msgspec.structs import replace

from voices.dates import Moment
from voices.findings import Finding
from voices.model import Author, Blog, Content, Entry, Post
from voices.settings import Hub
from voices.text import fold, slugify, without_day

Reason = Literal["draft", "internal", "future", "withdrawn", "hidden", "invited", "unknown author"]


class Shown(Struct, frozen=True):
    """What the hub may show, and the posts it may not, each with the reason."""

    people: dict[str, Author]
    """Everyone with a page, by id, in the order of their names."""
    hidden_people: tuple[Author, ...]
    """Those who chose to be hidden; the invited are in neither."""
    posts: tuple[Post, ...]
    """Public posts; ``authors`` holds only people with a page."""
    withdrawn: tuple[Post, ...]
    hidden_posts: tuple[Post, ...]
    """Posts whose authors are all hidden."""
    blogs: tuple[Blog, ...]
    left_out: dict[str, Reason] = field(default_factory=dict)
    """Why a post is not shown, by slug."""


def separate(hub: Hub, content: Content, blogs: Sequence[Blog], now: dt.datetime) -> Shown:
    """Tell the visible from the rest; ``now`` carries the hub's zone."""
    by_name = sorted(content.authors, key=lambda author: (fold(author.name), author.id))
    people = {author.id: author for author in by_name if author.status in ("active", "alumni")}
    known = {author.id: author.status for author in content.authors}
    posts: list[Post] = []
    withdrawn: list[Post] = []
    hidden: list[Post] = []
    left_out: dict[str, Reason] = {}
    for post in content.posts:
        reason = _reason(hub, post, known, now)
        if reason is None:
            visible = tuple(author for author in post.authors if author in people)
            posts.append(post if visible == post.authors else replace(post, authors=visible))
            continue
        left_out.setdefault(post.slug, reason)
        if reason == "withdrawn":
            withdrawn.append(post)
        elif reason == "hidden":
            hidden.append(post)
    shown_blogs = [_visible_entries(blog, now) for blog in blogs if blog.author in people]
    return Shown(
        people=people,
        hidden_people=tuple(author for author in by_name if author.status == "hidden"),
        posts=tuple(posts),
        withdrawn=tuple(withdrawn),
        hidden_posts=tuple(hidden),
        blogs=tuple(sorted(shown_blogs, key=lambda blog: (blog.author, blog.name))),
        left_out=left_out,
    )


def future_findings(content: Content, shown: Shown) -> list[Finding]:
    """A hint for each post that waits for its day, so that nobody looks for it in vain."""
    return [
        Finding(
            post.source.path,
            post.source.line("date"),
            "post.future",
            "hint",
            f"the post is dated {_said(post.date)} and is not shown before. Correct the date if it should be there now.",
        )
        for post in content.posts
        if shown.left_out.get(post.slug) == "future"
    ]


def _said(moment: Moment) -> str:
    return moment.day.isoformat() if moment.bare else f"{moment.at:%Y-%m-%d %H:%M}"


def unread_addresses(content: Content) -> set[str]:
    """The addresses that files left out for a fault would most likely have, so that no second finding is made of it."""
    found = set()
    for path in content.broken:
        folder, _, rest = path.partition("/")
        stem = rest.rpartition("/")[2].removesuffix(".md")
        found.add(f"{folder}/{slugify(without_day(stem)) if folder == 'posts' else stem}/")
    return found


def _reason(hub: Hub, post: Post, status: Mapping[str, str], now: dt.datetime) -> Reason | None:
    if post.draft:
        return "draft"
    if post.audience == "internal" and hub.audience != "internal":
        return "internal"
    if post.date.is_future(now):
        return "future"
    if post.withdrawn is not None:
        return "withdrawn"
    statuses = {status.get(author, "unknown") for author in post.authors}
    if statuses & {"active", "alumni"}:
        return None
    if "hidden" in statuses:
        return "hidden"
    return "invited" if "invited" in statuses else "unknown author"


def _visible_entries(blog: Blog, now: dt.datetime) -> Blog:
    kept = tuple(entry for entry in blog.entries if _is_visible(blog, entry, now))
    return blog if len(kept) == len(blog.entries) else replace(blog, entries=kept)


def _is_visible(blog: Blog, entry: Entry, now: dt.datetime) -> bool:
    if entry.status == "held" or entry.published > now:
        return False
    feed = blog.feed
    if feed is None:
        return True
    if feed.since is not None and entry.published.date() < feed.since:
        return False
    if feed.only_topics:
        return not {slugify(name) for name in feed.only_topics}.isdisjoint(slugify(tag) for tag in entry.tags)
    return True
