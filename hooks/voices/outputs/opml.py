"""The blogroll as OPML 2.0: every author's own blogs, a group a person, for a feed reader to subscribe to at once.

Comes in: the catalog. Goes out: one document. A blog that is gone or held is not offered. Source: opml.org/spec2.opml.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from voices.catalog.types import Catalog
from voices.model import Author, Blog
from voices.outputs.escape import escaped, web_address

ADDRESS = "blogroll.opml"
_NOT_OFFERED = frozenset({"gone", "held"})


def opml(catalog: Catalog) -> bytes:
    """The blogs of everyone with a page, in the order of their names; a blog not fetched yet is named by its host."""
    hub = catalog.hub
    blogs = {(blog.author, blog.feed.url): blog for blog in catalog.blogs if blog.feed}
    groups = "".join(_group(author, blogs) for author in catalog.people.values())
    owner = escaped(hub.voices.company.name or hub.site_name)
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<opml version="2.0">\n<head>\n'
        f"<title>{escaped(hub.site_name)}</title>\n"
        f"<ownerName>{owner}</ownerName>\n<ownerId>{escaped(hub.site_url)}</ownerId>\n"
        "<docs>http://opml.org/spec2.opml</docs>\n</head>\n"
        f"<body>\n{groups}</body>\n</opml>\n"
    ).encode()


def _group(author: Author, blogs: dict[tuple[str, str], Blog]) -> str:
    lines = []
    for feed in author.feeds:
        blog = blogs.get((author.id, feed.url))
        if blog and blog.state in _NOT_OFFERED:
            continue
        url = web_address(blog.feed_url if blog else "") or web_address(feed.url)
        host = (urlsplit(url).hostname or "").removeprefix("www.")
        if url:
            lines.append(_outline(blog.title if blog and blog.title else host, url, blog, feed.language or ""))
    if not lines:
        return ""
    return f'<outline text="{escaped(author.name)}">\n' + "".join(lines) + "</outline>\n"


def _outline(title: str, url: str, blog: Blog | None, language: str) -> str:
    home = web_address(blog.home_url) if blog else ""
    text = escaped(title)
    more = (f' htmlUrl="{escaped(home)}"' if home else "") + (f' language="{escaped(language)}"' if language else "")
    return f'<outline type="rss" text="{text}" title="{text}" xmlUrl="{escaped(url)}"{more}/>\n'
