"""Translation groups and answers: which posts say the same in another language, and which reply to which.

``translation_of`` is set on the translation; groups are transitive, also through a post that is not shown (two translations
of a withdrawn original still belong together).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Set
from urllib.parse import urlsplit

from voices.catalog.redirects import old_ids, site_path
from voices.catalog.types import Voice
from voices.findings import Finding, Severity, did_you_mean
from voices.model import Post
from voices.settings import Hub


def translation_groups(
    all_posts: Iterable[Post], shown: Mapping[str, Voice], languages: tuple[str, ...], unread: Set[str] = frozenset()
) -> tuple[dict[str, tuple[Voice, ...]], list[Finding]]:
    """The other posts of each shown post's group by voice key, in the order of the hub's languages; and what is wrong.

    ``unread`` holds the addresses of posts left out for a fault of their own.
    """
    posts = {post.slug: post for post in all_posts}
    findings = [finding for post in posts.values() if (finding := _misnamed(post, posts, unread)) is not None]
    head = _joined((post.slug, post.translation_of) for post in posts.values() if post.translation_of in posts)
    groups: dict[str, list[Voice]] = defaultdict(list)
    for slug in head:
        if slug in shown:
            groups[head[slug]].append(shown[slug])
    translations: dict[str, tuple[Voice, ...]] = {}
    for root in sorted(groups):
        kept, faults = _one_a_language(groups[root], languages)
        findings += faults
        for voice in groups[root]:
            others = tuple(other for other in kept if other.language != voice.language)
            if others:
                translations[voice.key] = others
    return translations, findings


def answers(
    hub: Hub, shown: Mapping[str, Voice], all_slugs: Iterable[str], redirects: Mapping[str, str]
) -> tuple[dict[str, tuple[Voice, ...]], list[Finding]]:
    """The posts that answer a post, by its voice key, oldest first; and answers to nothing."""
    known = set(all_slugs)
    findings: list[Finding] = []
    found: dict[str, list[Voice]] = defaultdict(list)
    for voice in shown.values():
        post = voice.post
        if post is None or not post.answers:
            continue
        slug = _slug_of(hub, post.answers, redirects)
        if slug is None:
            continue  # It answers something elsewhere on the web.
        if slug in shown and slug != post.slug:
            found[shown[slug].key].append(voice)
        elif slug not in known or slug == post.slug:
            hint = did_you_mean(slug, known - {post.slug}) or " Write the slug of a post, or a full address elsewhere."
            message = f'answers: "{post.answers}" is no other post here.{hint}'
            findings.append(
                Finding(post.source.path, post.source.line("answers"), "post.answers-unknown", "warn", message)
            )
    return {
        key: tuple(sorted(replies, key=lambda voice: (voice.date.at.timestamp(), voice.key)))
        for key, replies in found.items()
    }, findings


def _misnamed(post: Post, posts: Mapping[str, Post], unread: Set[str]) -> Finding | None:
    other = post.translation_of
    if other and other == post.slug:
        return _finding(post, "block", "is this post itself. Name the post it translates, or take the line out.")
    if other and other not in posts and f"posts/{other}/" not in unread:
        now = next((p.slug for p in posts.values() if other in old_ids(p.aliases, "posts")), None)
        if now is not None:
            return _finding(post, "block", f'"{other}" is called "{now}" now. Write that.')
        hint = did_you_mean(other, posts.keys() - {post.slug}) or " Write the slug of the original, as in its address."
        return _finding(post, "block", f'"{other}" is no post here.{hint}')
    return None


def _joined(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Each slug in a pair with the one that stands for its whole group."""
    members: dict[str, list[str]] = {}
    head: dict[str, str] = {}
    for one, other in pairs:
        first, second = sorted((head.setdefault(one, one), head.setdefault(other, other)))
        if first != second:
            moved = members.pop(second, [second])
            members.setdefault(first, [first]).extend(moved)
            head.update(dict.fromkeys(moved, first))
    return head


def _slug_of(hub: Hub, written: str, redirects: Mapping[str, str]) -> str | None:
    address = written.removeprefix(hub.site_url) if written.startswith(hub.site_url) else written
    if urlsplit(address).scheme in ("http", "https"):
        return None
    path = site_path(address.partition("#")[0])
    path = redirects.get(path, path)
    return path.removeprefix("posts/").rstrip("/")


def _one_a_language(group: list[Voice], languages: tuple[str, ...]) -> tuple[list[Voice], list[Finding]]:
    order = {code: position for position, code in enumerate(languages)}
    ranked = sorted(group, key=lambda v: (order.get(v.language, len(order)), v.language, v.date.at.timestamp(), v.key))
    first: dict[str, Voice] = {}
    findings = []
    for voice in ranked:
        earlier = first.setdefault(voice.language, voice)
        if earlier is not voice and voice.post is not None:
            message = (
                f'"{earlier.key.removeprefix("posts/")}" of the same group is in the same language ({voice.language}). '
                "Correct language or translation_of in one of the two."
            )
            findings.append(_finding(voice.post, "warn", message))
    return list(first.values()), findings


def _finding(post: Post, severity: Severity, message: str) -> Finding:
    rule = "post.translation-conflict" if severity == "warn" else "post.translation-unknown"
    return Finding(
        post.source.path,
        post.source.line("translation_of"),
        rule,
        severity,
        f"translation_of: {message}",
    )
