"""Which addresses answer: pages, redirects, and goodbyes for what was published and is hidden now.

Comes in: what is shown, what is not, and the ledger of published addresses. Goes out: the addresses to record, the redirects,
the goodbyes. Nothing here is published for the first time: a goodbye stands only where the ledger knows a page.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from voices.catalog.permalinks import gone_findings, published
from voices.catalog.redirects import Owner, redirects_from, site_path
from voices.catalog.subjects import FOLDERS, Ids, spellings
from voices.catalog.types import Group, GroupKind, Voice
from voices.catalog.visibility import Shown, unread_addresses
from voices.feeds.links import link_key
from voices.findings import Finding
from voices.model import Author, Blog, Content, Job, Post, SubjectKind
from voices.settings import Hub

_SHOWN_AS: dict[str | None, str] = {
    "draft": "a draft now",
    "internal": "internal now",
    "future": "dated in the future",
    "invited": "by someone who is only invited",
}


class Answering(Struct, frozen=True):
    """Every address that answers, by how it does."""

    recorded: tuple[str, ...]
    redirects: dict[str, str]
    farewells: tuple[str, ...]
    findings: tuple[Finding, ...]
    files: dict[str, str]
    """The file behind each page, empty where it has none of its own."""
    ledger: dict[str, int]
    """The published addresses with their line; none for the internal edition, which has no ledger."""
    unread: frozenset[str]
    """The likely addresses of files left out for a fault of their own."""

    @property
    def addresses(self) -> set[str]:
        """Pages, redirects and goodbyes."""
        return {*self.files, *self.redirects, *self.farewells}


def answering_addresses(
    hub: Hub,
    content: Content,
    shown: Shown,
    voices: Sequence[Voice],
    groups: Mapping[GroupKind, Mapping[str, Group]],
    jobs: Mapping[str, Job],
    ids: Ids,
) -> Answering:
    """The addresses of this catalog; ``jobs`` are those with a page."""
    files = _pages(shown, voices, groups, jobs)
    ledger = published(content.permalinks) if hub.audience == "public" else {}
    farewells = _farewells(hub, shown, ledger)
    owners = _owners(content, shown, groups, farewells)
    redirects, findings = redirects_from(hub, owners, {*files, *farewells, *_years(groups)})
    redirects.update(_fallbacks(ledger, files, redirects, farewells, shown, voices, ids))
    return Answering(
        recorded=tuple(sorted(files)),
        redirects=dict(sorted(redirects.items())),
        farewells=tuple(sorted(farewells)),
        findings=tuple(findings),
        files=files,
        ledger=ledger,
        unread=frozenset(unread_addresses(content)),
    )


def ledger_findings(hub: Hub, content: Content, shown: Shown, answering: Answering) -> list[Finding]:
    """A block for each published address that would vanish."""
    answers = {*answering.addresses, *answering.unread}
    if answering.unread:
        # What only an unreadable file writes of (its topics, its author's entries) can't be told from what is gone.
        answers |= {address for address in answering.ledger if not address.startswith(("posts/", "authors/"))}
        answers |= {address for address in answering.ledger if address.count("/") > 2}
    reasons = {
        f"posts/{post.slug}/": f"{post.source.path} is {_SHOWN_AS[reason]}."
        for post in content.posts
        if (reason := shown.left_out.get(post.slug)) in _SHOWN_AS
    }
    path = f"{hub.path_of(hub.content)}/permalinks.txt"
    return gone_findings(path, answering.ledger, answers, answering.files, reasons)


def _pages(
    shown: Shown, voices: Iterable[Voice], groups: Mapping[GroupKind, Mapping[str, Group]], jobs: Mapping[str, Job]
) -> dict[str, str]:
    files = {f"authors/{author.id}/": author.source.path for author in shown.people.values()}
    for voice in voices:
        if voice.address:
            files[voice.address] = voice.post.source.path if voice.post is not None else ""
    for post in shown.withdrawn:
        files[f"posts/{post.slug}/"] = post.source.path
    for kind in ("topic", "team", "place", "language"):
        for group in groups[kind].values():
            files[group.address] = group.own_page
    for job in jobs.values():
        files[f"jobs/{job.id}/"] = job.source.path
    return files


def _years(groups: Mapping[GroupKind, Mapping[str, Group]]) -> Iterable[str]:
    return (group.address for group in groups["year"].values())


def _farewells(hub: Hub, shown: Shown, ledger: Mapping[str, int]) -> set[str]:
    found: set[str] = set()
    for address, aliases in (
        *((f"posts/{post.slug}/", post.aliases) for post in shown.hidden_posts),
        *((f"authors/{author.id}/", author.aliases) for author in shown.hidden_people),
    ):
        if any(old in ledger for old in (address, *map(site_path, aliases))):
            found.add(address)
    hidden = {prefix for author in shown.hidden_people for prefix in _prefixes(author)}
    found.update(a for a in ledger if a.count("/") == 3 and a[: a.index("/", 8) + 1] in hidden)
    if not hub.voices.features.jobs:
        found.update(address for address in ledger if address.startswith("jobs/"))
    return found


def _owners(
    content: Content, shown: Shown, groups: Mapping[GroupKind, Mapping[str, Group]], farewells: set[str]
) -> list[Owner]:
    posts: Iterable[Post] = (*shown.posts, *shown.withdrawn, *shown.hidden_posts)
    owners = [Owner(f"posts/{post.slug}/", post.aliases, post.source) for post in posts]
    authors: Iterable[Author] = (*shown.people.values(), *shown.hidden_people)
    owners += [Owner(f"authors/{author.id}/", author.aliases, author.source, True) for author in authors]
    for subject in content.subjects:
        group = groups[subject.kind].get(subject.id)
        if group is not None:
            owners.append(Owner(group.address, subject.aliases, subject.source, True))
    hidden = {f"posts/{post.slug}/" for post in shown.hidden_posts}
    hidden |= {f"authors/{author.id}/" for author in shown.hidden_people}
    return [owner for owner in owners if owner.address not in hidden or owner.address in farewells]


def _fallbacks(
    ledger: Iterable[str],
    pages: Mapping[str, str],
    redirects: Mapping[str, str],
    farewells: set[str],
    shown: Shown,
    voices: Sequence[Voice],
    ids: Ids,
) -> dict[str, str]:
    """Where published addresses lead that nobody can give an alias to.

    An entry leads to the page that shows it now (a co-author's, or a post that repeats it); one no longer shown in full to
    its author; a language nobody writes in any more, and a subject only of what is
    hidden or withdrawn, to the list it stood in.
    """
    unseen = spellings((*shown.withdrawn, *shown.hidden_posts), shown.hidden_people, ids)
    kinds: tuple[SubjectKind, ...] = ("topic", "team", "place")
    once = {f"{FOLDERS[kind]}/{id_}/": f"{FOLDERS[kind]}/" for kind in kinds for id_ in unseen.ids(kind)}
    authors = {prefix: author.id for author in shown.people.values() for prefix in _prefixes(author)}
    twins: dict[str, str] | None = None
    found = {}
    for address in ledger:
        if address in pages or address in redirects or address in farewells:
            continue
        if address.startswith("authors/") and address.count("/") == 3:
            prefix = address[: address.index("/", 8) + 1]
            if prefix in authors:
                home = f"authors/{authors[prefix]}/"
                moved = home + address.removeprefix(prefix)
                twins = _twins(shown.blogs, voices) if twins is None else twins
                found[address] = moved if moved in pages else twins.get(moved, home)
        elif address.startswith("languages/"):
            found[address] = "languages/"
        elif address in once:
            found[address] = once[address]
    return found


def _twins(blogs: Iterable[Blog], voices: Iterable[Voice]) -> dict[str, str]:
    """The address an entry would have beside its author → the page that shows the same text."""
    pages = {link_key(voice.url): voice.address for voice in voices if voice.url and voice.address}
    entries = (
        (f"authors/{blog.author}/{entry.slug}/", link_key(entry.url)) for blog in blogs for entry in blog.entries
    )
    # A link without a path is a blog's front page: no post's address.
    return {address: pages[link] for address, link in entries if "/" in link and link in pages}


def _prefixes(author: Author) -> tuple[str, ...]:
    paths = (f"authors/{author.id}/", *map(site_path, author.aliases))
    return tuple(path for path in paths if path.startswith("authors/") and path.count("/") == 2)
