"""The policy's verdicts: findings that teach, on posts, profiles and photos, and the gate that entries pass.

Comes in: what was read, its source text, the policy. Goes out: findings in the text's language, each with its place, why it
matters, a better wording, the rule on the guideline page and whom to ask. All functions are pure and can be pickled, so
that an engine may cache them by content and run them in workers; only ``check_photo`` opens a file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import cast

from voices import i18n
from voices.findings import Finding, Severity, ordered
from voices.i18n import Language
from voices.model import Author, Post
from voices.policy.built_in import Fault, level_of, picture_faults, post_faults, sentences
from voices.policy.inflection import base
from voices.policy.lessons import LESSONS
from voices.policy.matching import Hit, SlowPattern, hits
from voices.policy.prose import Prose, plain, prose_of
from voices.policy.schema import PATH_IN_CONTENT, BuiltInId, Policy, Scope
from voices.settings import Editor, Hub

Gate = Callable[[str, str, str], tuple[str, ...]]
ALWAYS_ON = frozenset({"internal", "gps"})
"""What git shows can't be taken back: these two hold even with ``features.policy: false``."""


def check_post(post: Post, source_text: str, policy: Policy, hub: Hub, language: str = "") -> tuple[Finding, ...]:
    """Every finding on a post. ``language`` is what it counts as when it declares none (else the hub's default)."""
    said = post.language or language or hub.default_language
    prose = prose_of(source_text)
    found = [
        _of_fault(fault, post.source.path, policy, hub, said)
        for fault in post_faults(post, prose, policy, hub, said)
        if hub.voices.features.policy or fault.rule in ALWAYS_ON
    ]
    return ordered([*_present(found), *_of_text(prose, post.source.path, "posts", policy, hub, said)])


def check_profile(
    author: Author, source_text: str, policy: Policy, hub: Hub, language: str = "", path: str = ""
) -> tuple[Finding, ...]:
    """Every finding on a profile; ``path`` and ``language`` name a second biography (``authors/aino.fi.md``)."""
    said = language or (author.languages[0] if author.languages else hub.default_language)
    where = path or author.source.path
    prose = prose_of(source_text)
    if not hub.voices.features.policy:
        return ()
    found = [_of_fault(fault, where, policy, hub, said) for fault in picture_faults(prose)]
    return ordered([*_present(found), *_of_text(prose, where, "profiles", policy, hub, said)])


def check_photo(path_in_content: str, policy: Policy, hub: Hub, language: str = "") -> tuple[Finding, ...]:
    """A finding where the picture file tells where it was taken; opens the file's header."""
    from voices.pictures import has_gps  # here, because most checks meet no new photo and need no image library

    if policy.level("gps") == "off" or not has_gps(hub.content / path_in_content):
        return ()
    path = hub.path_of(hub.content / path_in_content)
    return tuple(_present([_of_fault(Fault("gps", 1), path, policy, hub, language or hub.default_language)]))


def gate(policy: Policy, hub: Hub) -> Gate:
    """What ``voices fetch`` asks for each entry: (title, plain text, language) → ids of the blocking rules it trips."""
    return partial(_held_for, policy, hub)


def _held_for(policy: Policy, hub: Hub, title: str, text: str, language: str) -> tuple[str, ...]:
    if not hub.voices.features.policy:
        return ()
    prose = plain(f"{title}\n\n{text}")
    found = hits(prose, language or hub.default_language, policy, "entries", _known_addresses(hub))
    return tuple(sorted({f"policy.{hit.id}" for hit in found if isinstance(hit, Hit) and hit.severity == "block"}))


def _of_text(prose: Prose, path: str, scope: Scope, policy: Policy, hub: Hub, language: str) -> Iterator[Finding]:
    if not hub.voices.features.policy:
        return
    for hit in hits(prose, language, policy, scope, _known_addresses(hub)):
        if isinstance(hit, SlowPattern):
            place = hub.path_of(hub.content / PATH_IN_CONTENT)
            yield Finding(place, 1, "policy-file.slow-pattern", "warn", f"{hit.id}: {hit.message} It met {path}.")
        else:
            yield _of_hit(hit, prose.place(hit.start), path, policy, hub, language)


def _of_hit(hit: Hit, place: tuple[int, int], path: str, policy: Policy, hub: Hub, language: str) -> Finding:
    words = _words(hub, language)
    if hit.rule is None:
        lesson = LESSONS[cast("BuiltInId", hit.id)]
        message = f"{words.gettext(lesson.fault, found=hit.found)} {words.gettext(lesson.remedy)}"
        why, instead, area = words.gettext(lesson.why), _if_any(words, lesson.instead), lesson.area
    else:
        title, why, instead = (
            text.get(words.code, hub.default_language).text for text in (hit.rule.title, hit.rule.why, hit.rule.instead)
        )
        area = hit.rule.area
        remedy = words.gettext("Say it another way, or leave it out.")
        message = f"“{hit.found}”: {title.rstrip('.')}. {remedy}"
    message += _ask(hub, words, area)
    return Finding(
        path,
        place[0],
        f"policy.{hit.id}",
        hit.severity,
        message,
        place[1],
        why,
        instead or None,
        _url(policy, hub, words, hit.id),
    )


def _of_fault(fault: Fault, path: str, policy: Policy, hub: Hub, language: str) -> Finding | None:
    level = level_of(fault, policy)
    if level == "off":
        return None
    words = _words(hub, language)
    lesson = LESSONS[fault.rule]
    fields = {key: words.language_name(code) for key, code in fault.languages.items()}
    fields["code"] = fault.languages.get("found", "")
    wrong, remedy = (words.gettext(sentence, **fields) for sentence in sentences(fault))
    message = f"{wrong} {remedy}{_ask(hub, words, lesson.area)}"
    severity: Severity = level
    return Finding(
        path,
        fault.line,
        f"policy.{fault.rule}",
        severity,
        message,
        fault.column,
        words.gettext(lesson.why),
        _if_any(words, lesson.instead),
        _url(policy, hub, words, fault.rule),
    )


def _ask(hub: Hub, words: Language, area: str) -> str:
    editor = editor_to_ask(hub, area, words.code)
    if editor is None:
        return ""
    question = words.gettext("Questions: {who}.", who=f"{editor.name}, {editor.email}")
    return f" {question}"


def editor_to_ask(hub: Hub, area: str, language: str) -> Editor | None:
    """Whom to ask: who has the area and speaks the language, else the language, else the area, else the responsible one."""
    wanted = area.casefold()

    def rank(editor: Editor) -> tuple[bool, bool, bool]:
        speaks = base(language) in {base(code) for code in editor.languages}
        knows = bool(wanted) and any(wanted in one.casefold() or one.casefold() in wanted for one in editor.areas)
        return speaks, knows, editor.responsible

    return max(hub.voices.editors, key=rank, default=None)


def _words(hub: Hub, language: str) -> Language:
    """The words findings are said in: the text's language where the hub has it, else the default."""
    known = (*hub.voices.languages, *i18n.available(hub.language_folders))
    code = next((code for code in (language, base(language)) if code in known), hub.default_language)
    return hub.language(code)


def _url(policy: Policy, hub: Hub, words: Language, rule: str) -> str | None:
    if not hub.voices.features.policy or not policy.is_shown:
        return None
    page = words.code if words.code in hub.voices.languages else hub.default_language
    return f"{hub.absolute(hub.in_language('policy/', page))}#rule-{rule}"


def _known_addresses(hub: Hub) -> frozenset[str]:
    return frozenset(editor.email for editor in hub.voices.editors)


def _if_any(words: Language, message: str) -> str | None:
    return words.gettext(message) if message else None


def _present(found: list[Finding | None]) -> Iterator[Finding]:
    return (finding for finding in found if finding is not None)
