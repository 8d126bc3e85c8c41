"""Random histories of a hub: whatever people do with its tools, no address they published ever leads nowhere."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from voices.catalog import Catalog
from voices.catalog.permalinks import erase, erased_line, published, record
from voices.catalog.redirects import HUB_PAGES
from voices.model import FeedSource

NAMES = tuple("abcdef")
ACTS = ("add", "add", "rename", "merge", "withdraw", "hide", "show", "forget", "rename author", "excerpt", "nothing")
STEPS = st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 5), st.integers(0, 5)), min_size=10, max_size=30)
FEED = FeedSource(url="https://aino.example/feed.xml", show="full")


class History:
    """A world, its ledger, and what has ever been published."""

    def __init__(self, world) -> None:
        self.world = world
        self.ever: set[str] = set()
        self.erased: set[str] = set()
        self.count = 0

    def publish(self) -> Catalog:
        """What ``voices build --record`` does."""
        catalog = self.world.build()
        assert [str(finding) for finding in catalog.findings if finding.severity == "block"] == []
        self.world.permalinks = tuple(record(self.world.permalinks, catalog.recorded).decode().splitlines())
        self.ever |= set(catalog.recorded)
        self.erased -= self.ever & set(catalog.recorded)  # Someone else may publish there again.
        return catalog

    def add(self, one: int, other: int) -> None:
        world, self.count = self.world, self.count + 1
        author, others = f"author-{NAMES[one]}-{self.count}", self.authors()
        world.author(author, team=f"Team {one}", languages=("en", "fi")[one % 2 : one % 2 + 1])
        authors = f"{author} {others[other % len(others)]}" if other % 2 else author
        world.post(f"post-{self.count}", authors=authors, topics=(f"Topic {other}", f"Private {self.count}"))
        world.blog(author, world.entry("own", url=f"https://{author}.example/own", html="<p>x</p>"), feed=FEED)

    def rename(self, one: int, _other: int) -> None:
        self.count += 1
        for post in self.pick(one):
            self.world.change(post.slug, slug=f"post-{self.count}", aliases=(f"/posts/{post.slug}/", *post.aliases))

    def merge(self, one: int, other: int) -> None:
        for gone, kept in zip(self.pick(one), self.pick(other), strict=False):
            if gone.slug != kept.slug:
                self.world.posts.remove(gone)
                topic = replace_topics(gone.topics, kept.topics)
                self.world.change(
                    kept.slug,
                    aliases=(f"/posts/{gone.slug}/", *gone.aliases, *kept.aliases),
                    topics=topic,
                    authors=tuple(dict.fromkeys((*kept.authors, *gone.authors))),
                )

    def withdraw(self, one: int, _other: int) -> None:
        for post in self.pick(one):
            made = self.world.post("x", withdrawn="2026-11-01")
            self.world.posts.pop()
            self.world.change(post.slug, withdrawn=made.withdrawn)

    def hide(self, one: int, _other: int) -> None:
        self.set_status(one, "hidden")

    def show(self, one: int, _other: int) -> None:
        self.set_status(one, "active")

    def rename_author(self, one: int, _other: int) -> None:
        self.count += 1
        old = self.authors()[one % len(self.authors())]
        new = f"renamed-{self.count}"
        world = self.world
        world.authors = [
            replace(a, id=new, aliases=(f"/authors/{old}/", *a.aliases)) if a.id == old else a for a in world.authors
        ]
        world.posts = [replace(p, authors=tuple(new if a == old else a for a in p.authors)) for p in world.posts]
        world.blogs = [replace(b, author=new) if b.author == old else b for b in world.blogs]

    def excerpt(self, one: int, _other: int) -> None:
        author = self.authors()[one % len(self.authors())]
        shorter = replace(FEED, show="excerpt")
        self.world.blogs = [replace(b, feed=shorter) if b.author == author else b for b in self.world.blogs]

    def forget(self, one: int, _other: int) -> None:
        """What ``voices forget`` does: the person goes, and what no longer answers goes into the ledger as hashes."""
        if len(self.authors()) < 2:
            return
        id_ = self.authors()[one % len(self.authors())]
        world = self.world
        world.authors = [author for author in world.authors if author.id != id_]
        world.blogs = [blog for blog in world.blogs if blog.author != id_]
        world.posts = [
            replace(post, authors=tuple(a for a in post.authors if a != id_))
            for post in world.posts
            if set(post.authors) != {id_}
        ]
        gone = {f.line for f in world.build().findings if f.rule == "permalinks.gone"}
        lost = {address for address, line in published(world.permalinks).items() if line in gone}
        self.erased |= lost
        world.permalinks = tuple(erase(world.permalinks, lost).decode().splitlines())

    def nothing(self, _one: int, _other: int) -> None:
        pass

    def authors(self) -> list[str]:
        return [author.id for author in self.world.authors]

    def pick(self, number: int):
        return self.world.posts[number : number + 1]

    def set_status(self, number: int, status: str) -> None:
        id_ = self.authors()[number % len(self.authors())]
        self.world.authors = [replace(a, status=status) if a.id == id_ else a for a in self.world.authors]


def replace_topics(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*one, *other)))


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_every_address_ever_published_is_a_page_a_redirect_a_goodbye_or_erased(world, steps):
    world.__init__()
    world.author("aino", name="Aino Lehto", languages=("en",))
    history = History(world)
    catalog = history.publish()
    for act, one, other in steps:
        getattr(history, act.replace(" ", "_"))(one, other)
        catalog = history.publish()
        pages = {*catalog.recorded, *catalog.farewells}
        for address in history.ever - history.erased:
            arrives = catalog.redirects.get(address, address)
            assert arrives in pages or arrives in HUB_PAGES, address
        for address in history.erased:
            assert address not in catalog.redirects
            assert address not in catalog.farewells
            assert erased_line(address) in world.permalinks
            assert address not in world.permalinks
