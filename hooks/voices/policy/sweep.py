"""The policy over everything that was read: posts, profiles and pictures, each remembered by its content.

Comes in: the content, the policy, a cache. Goes out: all findings. A verdict is asked for again only when the file, the
policy or a setting it depends on has changed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from concurrent.futures import Executor
from functools import partial

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from voices.code_digest import code_digest
from voices.findings import Finding, ordered
from voices.model import Author, Content, Document, Post
from voices.policy.checking import check_photo, check_post, check_profile
from voices.policy.schema import Policy
from voices.settings import Hub
from voices.store import Cache, digest

_PHOTOS = (".jpg", ".jpeg", ".png", ".webp", ".tif", ".tiff", ".heic", ".avif", ".gif")
WORTH_SHARING_OUT = 4000
"""Each worker learns the words of the texts anew: fewer files than these are done sooner without."""
_ENCODER = msgspec.json.Encoder()
_DECODER = msgspec.json.Decoder(tuple[Finding, ...])
_Found = tuple[Finding, ...]


def check_content(
    hub: Hub, content: Content, policy: Policy, cache: Cache | None = None, executor: Executor | None = None
) -> _Found:
    """Every finding of the policy on the hub's posts, profiles and pictures, in order.

    Verdicts the ``cache`` knows are not asked for again; with an ``executor``, the others are worked out side by side.
    """
    questions = tuple(_questions(hub, content))
    addresses = _addresses(hub, policy, content.digests, questions) if cache is not None else ()
    kept = cache.get_many(addresses) if cache is not None else {}
    known = {address: _DECODER.decode(found) for address, found in kept.items()}
    missing = [at for at in range(len(questions)) if not addresses or addresses[at] not in known]
    fresh = dict(zip(missing, _answers(hub, policy, [questions[at] for at in missing], executor), strict=True))
    if cache is not None:
        for at, verdict in fresh.items():
            cache.put(addresses[at], _ENCODER.encode(verdict))
    return ordered(
        finding for at in range(len(questions)) for finding in (fresh[at] if at in fresh else known[addresses[at]])
    )


class _Question(Struct, frozen=True):
    """One file to look at; ``language`` is what it counts as. A question with neither post nor author is a photo's."""

    path: str
    language: str = ""
    post: Post | None = None
    author: Author | None = None


def _questions(hub: Hub, content: Content) -> Iterator[_Question]:
    languages = {author.id: author.languages[0] for author in content.authors if author.languages}
    for post in content.posts:
        # Without a guideline only what should not be in a public repository is looked for.
        if hub.voices.features.policy or post.audience != "public" or post.draft:
            language = next((languages[one] for one in post.authors if one in languages), "")
            yield _Question(post.source.path, language, post=post)
    if hub.voices.features.policy:
        for author in content.authors:
            yield from _biographies(author)
    for place in sorted(content.media):
        if place.lower().endswith(_PHOTOS):
            yield _Question(place)


def _biographies(author: Author) -> Iterator[_Question]:
    slim = replace(author, biographies=())
    for code, _ in author.biographies or (("", None),):
        path = author.source.path.removesuffix(".md") + f".{code}.md" if code else author.source.path
        yield _Question(path, code or next(iter(author.languages), ""), author=slim)


def _answers(hub: Hub, policy: Policy, questions: list[_Question], executor: Executor | None) -> Iterator[_Found]:
    answer = partial(_answer, hub=hub, policy=policy)
    if executor is None or len(questions) < WORTH_SHARING_OUT:
        return map(answer, questions)
    # The verdict reads the file itself: the rendered text need not travel to a worker.
    slim = [replace(q, post=replace(q.post, document=Document())) if q.post else q for q in questions]
    return executor.map(answer, slim)


def _answer(question: _Question, hub: Hub, policy: Policy) -> _Found:
    """The verdict on one file, from plain data and what is on the disk: a worker can give it."""
    if question.post is not None:
        return check_post(question.post, _text(hub, question.path), policy, hub, question.language)
    if question.author is not None:
        text = _text(hub, question.path)
        return check_profile(question.author, text, policy, hub, question.language, question.path)
    there = (hub.content / question.path).is_file()  # it may be gone since it was listed
    return check_photo(question.path, policy, hub) if there else ()


def _addresses(
    hub: Hub, policy: Policy, digests: Mapping[str, str], questions: tuple[_Question, ...]
) -> tuple[str, ...]:
    """Where each verdict is remembered: an address made of all that it depends on."""
    voices = hub.voices
    told = (voices.editors, voices.languages, voices.repository.visibility, voices.features.policy)
    shown = hub.path_of(hub.content)
    world = digest("policy", code_digest(), policy.digest, hub.site_url, shown, repr(told), _catalogues(hub))
    return tuple(digest(world, *_content_of(hub, question, digests, f"{shown}/")) for question in questions)


def _content_of(hub: Hub, question: _Question, digests: Mapping[str, str], prefix: str) -> tuple[str, ...]:
    if question.post is None and question.author is None:
        try:
            state = (hub.content / question.path).stat()
        except OSError:  # gone since it was listed
            return "photo", question.path
        return "photo", question.path, str(state.st_size), str(state.st_mtime_ns)
    known = digests.get(question.path.removeprefix(prefix)) or digest(_text(hub, question.path))
    return "post" if question.post else "profile", question.path, known, question.language


def _text(hub: Hub, path: str) -> str:
    try:
        with open(f"{hub.root}/{path}", encoding="utf-8-sig", errors="replace") as file:  # noqa: PTH123 - ten thousand times
            return file.read()
    except OSError:  # gone since it was read: the next check sees what is there then
        return ""


def _catalogues(hub: Hub) -> str:
    """What tells one state of the translations from another: findings are remembered in words."""
    files = [path for folder in hub.language_folders if folder.is_dir() for path in sorted(folder.glob("*.po"))]
    return digest(*(path.read_bytes() for path in files))
