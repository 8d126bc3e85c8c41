"""The policy over everything that was read: posts, profiles and pictures, each remembered by its content.

Comes in: the content, the policy, a cache. Goes out: all findings. A verdict is asked for again only when the file, the
policy or a setting it depends on has changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import msgspec

from voices import __version__
from voices.findings import Finding, ordered
from voices.model import Author, Content, Post
from voices.policy.checking import check_photo, check_post, check_profile
from voices.policy.schema import Policy
from voices.settings import Hub
from voices.store import Cache, digest

_PHOTOS = (".jpg", ".jpeg", ".png", ".webp", ".tif", ".tiff", ".heic", ".avif", ".gif")
_ENCODER = msgspec.json.Encoder()
_DECODER = msgspec.json.Decoder(tuple[Finding, ...])


def check_content(hub: Hub, content: Content, policy: Policy, cache: Cache | None = None) -> tuple[Finding, ...]:
    """Every finding of the policy on the hub's posts, profiles and pictures, in order."""
    return ordered(_Sweep(hub, policy, cache).over(content))


class _Sweep:
    def __init__(self, hub: Hub, policy: Policy, cache: Cache | None) -> None:
        self._hub = hub
        self._policy = policy
        self._cache = cache
        voices = hub.voices
        told = (voices.editors, voices.languages, voices.repository.visibility, voices.features.policy)
        self._digests: Mapping[str, str] = {}
        self._key = digest(
            "policy", __version__, policy.digest, hub.site_url, hub.path_of(hub.content), repr(told), _catalogues(hub)
        )

    def over(self, content: Content) -> Iterator[Finding]:
        self._digests = content.digests
        languages = {author.id: author.languages[0] for author in content.authors if author.languages}
        for post in content.posts:
            yield from self._post(post, next((languages[one] for one in post.authors if one in languages), ""))
        if self._hub.voices.features.policy:
            for author in content.authors:
                yield from self._profile(author)
        for place in sorted(content.media):
            if place.lower().endswith(_PHOTOS):
                yield from self._photo(place)

    def _post(self, post: Post, language: str) -> tuple[Finding, ...]:
        if not self._hub.voices.features.policy and post.audience == "public" and not post.draft:
            return ()  # without a guideline only what should not be in a public repository is looked for
        path = post.source.path
        return self._remembered(
            ("post", path, self._digest(path), language),
            lambda: check_post(post, self._text(path), self._policy, self._hub, language),
        )

    def _profile(self, author: Author) -> Iterator[Finding]:
        for code, _ in author.biographies or (("", None),):
            path = author.source.path.removesuffix(".md") + f".{code}.md" if code else author.source.path
            yield from self._biography(author, path, code)

    def _biography(self, author: Author, path: str, code: str) -> tuple[Finding, ...]:
        spoken = code or next(iter(author.languages), "")
        return self._remembered(
            ("profile", path, self._digest(path), spoken),
            lambda: check_profile(author, self._text(path), self._policy, self._hub, spoken, path),
        )

    def _photo(self, place: str) -> tuple[Finding, ...]:
        try:
            state = (self._hub.content / place).stat()
        except OSError:  # gone since it was listed
            return ()
        return self._remembered(
            ("photo", place, str(state.st_size), str(state.st_mtime_ns)),
            lambda: check_photo(place, self._policy, self._hub),
        )

    def _digest(self, path: str) -> str:
        known = self._digests.get(path.removeprefix(f"{self._hub.path_of(self._hub.content)}/"))
        return known or digest(self._text(path))

    def _text(self, path: str) -> str:
        try:
            return (self._hub.root / path).read_text(encoding="utf-8-sig", errors="replace")
        except OSError:  # gone since it was read: the next check sees what is there then
            return ""

    def _remembered(self, key: tuple[str, ...], check: Callable[[], tuple[Finding, ...]]) -> tuple[Finding, ...]:
        if self._cache is None:
            return check()
        address = digest(self._key, *key)
        known = self._cache.get(address)
        if known is not None:
            return _DECODER.decode(known)
        found = check()
        self._cache.put(address, _ENCODER.encode(found))
        return found


def _catalogues(hub: Hub) -> str:
    """What tells one state of the translations from another: findings are remembered in words."""
    files = [path for folder in hub.language_folders if folder.is_dir() for path in sorted(folder.glob("*.po"))]
    return digest(*(path.read_bytes() for path in files))
