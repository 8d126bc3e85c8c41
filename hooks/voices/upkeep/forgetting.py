"""Plans ``voices forget author``: a person is erased from the content folder, their co-authors' posts stay.

Comes in: what was read, the archives, the files as they are. Goes out: the edits, none done yet, with what they mean in
words. The ledger is part of the edits: what no longer answers stays in it as a hash only.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from functools import partial

from msgspec import Struct
from msgspec.structs import replace

from voices.catalog import build_catalog
from voices.catalog.permalinks import erase, published
from voices.model import Blog, Content, Post
from voices.settings import Hub
from voices.upkeep.drafts import Draft, PlanError
from voices.upkeep.edits import Edit, Folder
from voices.upkeep.heads import remove_values, replace_values

_LEDGER = "permalinks.txt"


class Forgetting(Struct, frozen=True):
    """What erasing a person comes to. Paths are inside the content folder."""

    id: str
    names: tuple[str, ...]
    """The name as their profile has it, empty when there is no profile any more."""
    edits: tuple[Edit, ...]
    removed_posts: tuple[str, ...]
    kept_posts: tuple[str, ...]
    """Posts of others that stay, without the person's id."""
    removed_files: tuple[str, ...]
    """Profile, photo, biographies, archives, and the pictures only their posts used."""
    erased_addresses: int
    unreviewed: tuple[str, ...]
    """Posts stated to be generated that lose their ``reviewed_by`` and need another."""


def plan_forget(
    hub: Hub,
    content: Content,
    blogs: Sequence[Blog],
    folder: Folder,
    ledger_lines: Sequence[str],
    id_: str,
    now: dt.datetime,
) -> Forgetting:
    """The edits that erase the author ``id_``; raises PlanError when nobody here has that id."""
    prefix = f"{hub.path_of(hub.content)}/"
    draft = Draft(folder)
    own = {path for path in folder.paths if path.startswith((f"authors/{id_}.", f"feeds/{id_}/"))}
    written = _written_by(content, draft, prefix, id_)
    if not own and not written:
        raise PlanError(f'Nobody here has the id "{id_}". It is the last part of a person\'s address, /authors/<id>/.')
    names = draft.values(f"authors/{id_}.md", ("name",))
    gone = {path for path, authors in written.items() if set(authors) == {id_}}
    own |= _pictures(content, folder, prefix, gone, id_)
    for path in own | gone:
        draft.remove(path)
    unreviewed = _take_out(content, draft, prefix, id_, names, gone)
    for path in sorted(set(written) - gone):
        draft.change(path, lambda text: remove_values(text, ("authors",), lambda author: author == id_))
    _close_gaps(content, draft, prefix, gone)
    lost = _lost_addresses(hub, content, blogs, id_, {prefix + path for path in gone}, now)
    edits = list(draft.edits())
    if lost:
        edits.append(Edit(_LEDGER, _LEDGER, erase(ledger_lines, lost)))
    return Forgetting(
        id=id_,
        names=names,
        edits=tuple(edits),
        removed_posts=tuple(sorted(gone)),
        kept_posts=tuple(sorted(set(written) - gone)),
        removed_files=tuple(sorted(own)),
        erased_addresses=len(lost),
        unreviewed=unreviewed,
    )


def _written_by(content: Content, draft: Draft, prefix: str, id_: str) -> dict[str, tuple[str, ...]]:
    """The authors of each post the person is one of, by path; posts that could not be read are looked into as well."""
    found = {post.source.path.removeprefix(prefix): post.authors for post in content.posts if id_ in post.authors}
    for path in content.broken:
        authors = draft.values(path, ("authors",)) if path.startswith("posts/") else ()
        if id_ in authors:
            found[path] = authors
    return found


def _pictures(content: Content, folder: Folder, prefix: str, gone: set[str], id_: str) -> set[str]:
    """The photo, and the pictures of removed posts, where nobody else uses them."""
    own = set(_pictures_of(post for post in content.posts if post.source.path.removeprefix(prefix) in gone))
    own |= {author.photo for author in content.authors if author.id == id_}
    used = set(_pictures_of(post for post in content.posts if post.source.path.removeprefix(prefix) not in gone))
    used |= {author.photo for author in content.authors if author.id != id_}
    used |= {subject.image.path for subject in content.subjects if subject.image is not None}
    return {path for path in own - used if path in folder.others}


def _pictures_of(posts: Iterable[Post]) -> Iterable[str]:
    for post in posts:
        if post.image is not None:
            yield post.image.path
        yield from (reference.target for reference in post.document.references if reference.kind == "image")


def _take_out(
    content: Content, draft: Draft, prefix: str, id_: str, names: tuple[str, ...], gone: set[str]
) -> tuple[str, ...]:
    """The person as reviewer and lead; says which posts now lack a reviewer they need."""
    unreviewed = []
    for post in content.posts:
        path = post.source.path.removeprefix(prefix)
        if path not in gone and post.reviewed_by in (id_, *names) and post.reviewed_by:
            draft.change(path, lambda text: remove_values(text, ("reviewed_by",), lambda _value: True))
            if post.ai == "generated":
                unreviewed.append(path)
    for subject in content.subjects:
        if subject.lead == id_:
            path = subject.source.path.removeprefix(prefix)
            draft.change(path, lambda text: remove_values(text, ("lead",), lambda _value: True))
    return tuple(unreviewed)


def _close_gaps(content: Content, draft: Draft, prefix: str, gone: set[str]) -> None:
    """Translations of an erased post name one another instead, and answers to it stand alone."""
    slugs = {post.slug for post in content.posts if post.source.path.removeprefix(prefix) in gone}
    heads: dict[str, str] = {}
    for post in sorted(content.posts, key=lambda post: (post.date.at, post.slug)):
        path = post.source.path.removeprefix(prefix)
        if path in gone:
            continue
        if post.translation_of in slugs:
            first = heads.setdefault(post.translation_of, post.slug)
            if first == post.slug:
                draft.change(path, lambda text: remove_values(text, ("translation_of",), lambda _value: True))
            else:
                led = {post.translation_of: first}
                draft.change(path, partial(replace_values, path=("translation_of",), change=led.get))
        if re.sub(r"^.*/posts/|/$", "", post.answers) in slugs:
            draft.change(path, lambda text: remove_values(text, ("answers",), lambda _value: True))


def _lost_addresses(
    hub: Hub, content: Content, blogs: Sequence[Blog], id_: str, gone: set[str], now: dt.datetime
) -> set[str]:
    """The published addresses that answer now and will not once the person is gone."""
    public = hub.model_copy(update={"audience": "public"})
    after = replace(
        content,
        authors=tuple(author for author in content.authors if author.id != id_),
        posts=tuple(
            replace(post, authors=tuple(author for author in post.authors if author != id_))
            for post in content.posts
            if post.source.path not in gone
        ),
    )
    others = [blog for blog in blogs if blog.author != id_]
    before = _vanished(public, content, blogs, now)
    return _vanished(public, after, others, now) - before | _below(content, id_)


def _vanished(hub: Hub, content: Content, blogs: Sequence[Blog], now: dt.datetime) -> set[str]:
    lines = {f.line for f in build_catalog(hub, content, blogs, now).findings if f.rule == "permalinks.gone"}
    return {address for address, line in published(content.permalinks).items() if line in lines}


def _below(content: Content, id_: str) -> set[str]:
    return {address for address in published(content.permalinks) if address.startswith(f"authors/{id_}/")}
