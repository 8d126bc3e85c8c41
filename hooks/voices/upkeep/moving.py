"""Plans ``voices move``: a page gets another address, everything that names it follows, and the old address redirects.

Comes in: what was read, the files as they are, two addresses. Goes out: the edits, none done yet. What can't be moved raises
``PlanError`` with a sentence for the person who asked.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from urllib.parse import urlsplit

from msgspec import Struct

from voices.catalog.redirects import site_path
from voices.findings import did_you_mean
from voices.model import Author, Content, Post, Source, Subject, SubjectKind
from voices.settings import Hub
from voices.text import RESERVED_SLUGS, slugify
from voices.upkeep.drafts import Draft, PlanError
from voices.upkeep.edits import Edit, Folder
from voices.upkeep.heads import add_alias, remove_values, replace_values

_KINDS = {"posts": "post", "authors": "author", "topics": "topic", "teams": "team", "places": "place"}
_DATED = re.compile(r"\d{4}-\d{2}-\d{2}-")
_NAMED_IN: dict[SubjectKind, tuple[tuple[str, ...], ...]] = {
    "topic": (("topics",), ("expertise",), ("feeds", "topics"), ("feeds", "only_topics")),
    "team": (("team",),),
    "place": (("place",),),
}
_SUBJECTS: tuple[SubjectKind, ...] = ("topic", "team", "place")


def plan_move(hub: Hub, content: Content, folder: Folder, old: str, new: str, name: str = "") -> tuple[Edit, ...]:
    """The edits that move the page at ``old`` to ``new``, both addresses.

    ``name`` is what a topic, team or place is called from then on; without it the name is made of the new address.
    """
    kind, old_id = _read_address(hub, old)
    new_kind, new_id = _read_address(hub, new)
    _check_addresses(content, kind, new_kind, old_id, new_id)
    move = _Move(content, Draft(folder), f"{hub.path_of(hub.content)}/", old_id, new_id, hub.default_language)
    if kind == "post":
        _move_post(move)
    elif kind == "author":
        _move_author(move)
    for subject in _SUBJECTS:
        if kind == subject:
            _move_subject(move, subject, name)
    return move.draft.edits()


class _Move(Struct, frozen=True):
    content: Content
    draft: Draft
    prefix: str
    old: str
    new: str
    language: str

    def path(self, source: Source) -> str:
        """A file's path inside the content folder."""
        return source.path.removeprefix(self.prefix)


def _read_address(hub: Hub, written: str) -> tuple[str, str]:
    host = urlsplit(written).hostname
    if host and host != urlsplit(hub.site_url).hostname:
        raise PlanError(f'"{written}" is on another site than {hub.site_url}. Leave the host away, as in /posts/old/.')
    path = site_path(written)
    base = hub.base_path.strip("/")
    if base and path.startswith(f"{base}/"):
        path = path.removeprefix(f"{base}/")
    code, _, rest = path.partition("/")
    parts = (rest if code in hub.voices.languages[1:] else path).strip("/").split("/")
    if len(parts) != 2 or parts[0] not in _KINDS:
        raise PlanError(
            f'"{written}" is no address that can be moved. Name a post, author, topic, team or place, like /posts/old/.'
        )
    return _KINDS[parts[0]], parts[1]


def _check_addresses(content: Content, kind: str, new_kind: str, old: str, new: str) -> None:
    place = f"{kind}s"
    if kind != new_kind:
        raise PlanError(
            f"A page stays of its kind: /{place}/{old}/ can't become /{new_kind}s/{new}/. Write /{place}/{new}/."
        )
    if old == new:
        raise PlanError(f"/{place}/{old}/ has this address already. Give another one as NEW.")
    if slugify(new) != new:
        better = slugify(new)
        advice = f"Write /{place}/{better}/." if better else "Use a–z, 0–9 and hyphens."
        raise PlanError(f'"{new}" can\'t be an address. {advice}')
    if new in RESERVED_SLUGS:
        raise PlanError(f'"{new}" is kept for the hub\'s own pages. Choose another name.')
    owners: Iterable[Author | Post | Subject] = (*content.authors, *content.posts, *content.subjects)
    for owner in owners:
        own = owner.slug if isinstance(owner, Post) else owner.id
        if f"{place}/{new}/" in map(site_path, owner.aliases) and own not in (old, new):
            raise PlanError(f"/{place}/{new}/ redirects already; take it out of aliases in {owner.source.path} first.")


def _advice(id_: str, known: Iterable[str], folder: str) -> str:
    return (
        did_you_mean(id_, known) or f" Copy its address from the site; voices check says which {folder} can't be read."
    )


def _move_post(move: _Move) -> None:
    old, new, draft = move.old, move.new, move.draft
    posts = {post.slug: post for post in move.content.posts}
    if old not in posts:
        raise PlanError(f"There is no post /posts/{old}/ that can be read.{_advice(old, posts, 'posts')}")
    if new in posts:
        raise PlanError(f"/posts/{new}/ is another post ({posts[new].source.path}). Choose another address.")
    path = move.path(posts[old].source)
    if draft.values(path, ("slug",)):
        draft.change(path, _exchange(("slug",), {draft.values(path, ("slug",))[0]: new}))
    else:
        folder, file = posixpath.split(path)
        dated = _DATED.match(file)
        draft.rename(path, posixpath.join(folder, f"{dated[0] if dated else ''}{new}.md"))
    _redirect(draft, path, f"posts/{old}/", f"posts/{new}/")
    for other in move.content.posts:
        if other.translation_of == old:
            draft.change(move.path(other.source), _exchange(("translation_of",), {old: new}))
        if other.answers and site_path(other.answers).removeprefix("posts/").strip("/") == old:
            draft.change(move.path(other.source), _exchange(("answers",), {other.answers: new}))


def _move_author(move: _Move) -> None:
    old, new, draft = move.old, move.new, move.draft
    authors = {author.id: author for author in move.content.authors}
    if old not in authors:
        raise PlanError(f"There is no author /authors/{old}/ that can be read.{_advice(old, authors, 'authors')}")
    if any(path.startswith((f"authors/{new}.", f"feeds/{new}/")) for path in draft.folder.paths):
        raise PlanError(f"There are files of an author called {new} already. Choose another address.")
    for file in sorted(draft.folder.paths):
        if re.fullmatch(rf"authors/{re.escape(old)}(\.[A-Za-z-]+)?\.md", file):
            draft.rename(file, f"authors/{new}{file.removeprefix(f'authors/{old}')}")
        elif file.startswith(f"feeds/{old}/"):
            draft.rename(file, f"feeds/{new}/{file.removeprefix(f'feeds/{old}/')}")
    path = move.path(authors[old].source)
    _rename_photo(move, authors[old], path)
    _redirect(draft, path, f"authors/{old}/", f"authors/{new}/")
    _rename_mentions(move)


def _rename_mentions(move: _Move) -> None:
    names = {move.old: move.new}
    for post in move.content.posts:
        if move.old in (*post.authors, post.reviewed_by):
            for key in ("authors", "reviewed_by"):
                move.draft.change(move.path(post.source), _exchange((key,), names))
    for subject in move.content.subjects:
        if subject.lead == move.old:
            move.draft.change(move.path(subject.source), _exchange(("lead",), names))


def _rename_photo(move: _Move, author: Author, path: str) -> None:
    folder, file = posixpath.split(author.photo)
    stem, extension = posixpath.splitext(file)
    if stem == move.old and author.photo in move.draft.folder.others:
        move.draft.rename(author.photo, posixpath.join(folder, f"{move.new}{extension}"))
        written = move.draft.values(path, ("photo",))[0]
        move.draft.change(path, _exchange(("photo",), {written: f"{written.removesuffix(file)}{move.new}{extension}"}))


def _move_subject(move: _Move, kind: SubjectKind, name: str) -> None:
    old, new, draft = move.old, move.new, move.draft
    old_file, new_file = f"{kind}s/{old}.md", f"{kind}s/{new}.md"
    files = {subject.id: subject for subject in move.content.subjects if subject.kind == kind}
    uses = [(path, written) for path, written in _uses(move, kind) if slugify(written) in (old, new)]
    used = {slugify(written): written for _, written in reversed(uses)}
    _check_subject(move, kind, name, set(files), used)
    called = name or _name_from(move, files.get(new) or files.get(old)) or used.get(new) or _spelled(new)
    for path in sorted({path for path, written in uses if slugify(written) == old}):
        for keys in _NAMED_IN[kind]:
            draft.change(path, _renaming(keys, old, called))
    if old in files:
        for file in sorted(draft.folder.texts):
            if re.fullmatch(rf"{kind}s/{re.escape(old)}(\.[A-Za-z-]+)?\.md", file):
                draft.rename(file, f"{kind}s/{new}{file.removeprefix(f'{kind}s/{old}')}")
        if name or slugify(files[old].name.get(move.language, "").text) == old:
            for keys in (("name",), ("name", move.language)):
                draft.change(old_file, partial(replace_values, path=keys, change=lambda _name: called))
        _redirect(draft, old_file, f"{kind}s/{old}/", f"{kind}s/{new}/")
    elif new in files:
        draft.change(new_file, lambda text: add_alias(text, f"/{kind}s/{old}/"))
    else:
        head = replace_values("---\nname: x\n---\n", ("name",), lambda _name: called)
        draft.new[new_file] = add_alias(head, f"/{kind}s/{old}/")


def _check_subject(move: _Move, kind: SubjectKind, name: str, files: set[str], used: Mapping[str, str]) -> None:
    old, new = move.old, move.new
    if name and slugify(name) != new:
        raise PlanError(
            f'"{name}" would have the address /{kind}s/{slugify(name)}/. Choose a name that fits /{kind}s/{new}/.'
        )
    if old in files and new in files:
        raise PlanError(
            f"Both {kind}s/{old}.md and {kind}s/{new}.md exist. Bring their texts together in {kind}s/{new}.md, "
            "remove the other, and run this again."
        )
    if old not in files and old not in used:
        known = {*files, *(slugify(written) for _, written in _uses(move, kind))}
        raise PlanError(f"There is no {kind} /{kind}s/{old}/.{_advice(old, known, f'{kind}s')}")


def _uses(move: _Move, kind: SubjectKind) -> Iterator[tuple[str, str]]:
    """Each name of that kind in front matter, with its file."""
    for author in move.content.authors:
        feeds = [name for feed in author.feeds for name in (*feed.topics, *feed.only_topics)]
        named = {"topic": [*author.expertise, *feeds], "team": [author.team], "place": [author.place]}
        yield from ((move.path(author.source), name) for name in named[kind])
    for job in move.content.jobs:
        named = {"topic": [*job.topics], "team": [job.team], "place": [job.place]}
        yield from ((move.path(job.source), name) for name in named[kind])
    if kind == "topic":
        for post in move.content.posts:
            yield from ((move.path(post.source), name) for name in post.topics)


def _name_from(move: _Move, subject: Subject | None) -> str:
    name = subject.name.get(move.language, "").text if subject is not None else ""
    return name if slugify(name) == move.new else ""


def _spelled(id_: str) -> str:
    return id_.replace("-", " ").capitalize()


def _renaming(keys: tuple[str, ...], old: str, name: str) -> Callable[[str], str]:
    return lambda text: replace_values(text, keys, lambda written: name if slugify(written) == old else None)


def _exchange(keys: tuple[str, ...], names: dict[str, str]) -> Callable[[str], str]:
    return lambda text: replace_values(text, keys, names.get)


def _redirect(draft: Draft, path: str, old: str, new: str) -> None:
    draft.change(path, lambda text: remove_values(text, ("aliases",), lambda alias: site_path(alias) == new))
    draft.change(path, lambda text: add_alias(text, f"/{old}"))
