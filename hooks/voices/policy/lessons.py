"""What the built-in rules say: what is wrong, what to do, why it matters, how it would be better.

The English sentences are message ids; findings and the guideline page show them in the reader's language. Checking is left
to ``built_in`` and ``matching``.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from voices.i18n import N_, Language
from voices.policy.schema import BUILT_IN_IDS, BuiltInId, Level, Policy


class Lesson(Struct, frozen=True):
    """One built-in rule in words. ``fault`` may hold ``{found}``; ``instead`` may be empty; ``area`` picks who to ask."""

    title: str
    fault: str
    remedy: str
    why: str
    instead: str = ""
    area: str = "editing"


class ShownRule(Struct, frozen=True):
    """A built-in rule as the guideline page shows it, in one language."""

    id: BuiltInId
    level: Level
    title: str
    why: str
    instead: str


def built_in_rules(policy: Policy, words: Language) -> tuple[ShownRule, ...]:
    """The built-in rules in force under ``policy``, in the words of a language."""
    return tuple(
        ShownRule(
            rule,
            level,
            words.gettext(lesson.title),
            words.gettext(lesson.why),
            words.gettext(lesson.instead or lesson.remedy),
        )
        for rule in BUILT_IN_IDS
        if (level := policy.level(rule)) != "off" and (lesson := LESSONS[rule])
    )


_PERSON = N_("Whoever has this number can act in that person's name, and what was public once can't be called back.")
_REMOVE = N_("Take it out, here and in the history of this change.")
_NO_NUMBER = N_("Leave the number out, or make one up that can't be real.")
_ACCOUNT = N_("Fraud begins with account and card numbers, also when they look like examples.")

LESSONS: Mapping[BuiltInId, Lesson] = {
    "hetu": Lesson(
        N_("Finnish personal identity codes"),
        N_("This is a Finnish personal identity code: {found}."),
        _REMOVE,
        _PERSON,
        _NO_NUMBER,
        "privacy",
    ),
    "pesel": Lesson(
        N_("PESEL numbers"), N_("This is a PESEL number: {found}."), _REMOVE, _PERSON, _NO_NUMBER, "privacy"
    ),
    "asmens-kodas": Lesson(
        N_("Lithuanian personal codes"),
        N_("This is a Lithuanian personal code: {found}."),
        _REMOVE,
        _PERSON,
        _NO_NUMBER,
        "privacy",
    ),
    "iban": Lesson(
        N_("Bank account numbers"), N_("This is a bank account: {found}."), _REMOVE, _ACCOUNT, _NO_NUMBER, "privacy"
    ),
    "card": Lesson(
        N_("Payment card numbers"), N_("This is a payment card: {found}."), _REMOVE, _ACCOUNT, _NO_NUMBER, "privacy"
    ),
    "secret": Lesson(
        N_("Keys and passwords"),
        N_("This is a key or password ({found})."),
        N_("Revoke it today, then take it out, here and in the history of this change."),
        N_("Keys in public texts are found by machines within minutes."),
        N_("Write a placeholder such as YOUR_KEY_HERE."),
        "security",
    ),
    "email": Lesson(
        N_("E-mail addresses"),
        N_("This is an e-mail address: {found}."),
        N_("Leave it out, or ask its owner and the editors."),
        N_("Addresses in public texts are collected for spam, and they may be a person's own."),
        N_("Link to the person's profile, where each chose how to be reached."),
        "privacy",
    ),
    "phone": Lesson(
        N_("Telephone numbers"),
        N_("This is a telephone number: {found}."),
        N_("Leave it out, or ask its owner and the editors."),
        N_("A number that is public once is called for years."),
        N_("Link to the person's profile, where each chose how to be reached."),
        "privacy",
    ),
    "alt-text": Lesson(
        N_("Words for each picture"),
        N_("This picture has no words for those who can't see it."),
        N_("Write what it shows between the square brackets, or in alt:."),
        N_("Some readers listen to your post, and search engines read pictures by these words."),
        N_("Say what matters in it: ![Two people at a whiteboard full of boxes and arrows](team.jpg)"),
        "accessibility",
    ),
    "summary": Lesson(
        N_("A summary for each post"),
        N_("There is no summary."),
        N_("Add one or two sentences as summary:."),
        N_("It is what people see in lists, in search results and where your post is shared."),
        N_("Say what a reader takes away, as you would tell a colleague at lunch."),
    ),
    "language": Lesson(
        N_("The language a post is in"),
        N_("This is marked as {declared}, but reads like {found}."),
        N_("Write language: {code}, or leave it if the text is meant so."),
        N_("Screen readers pronounce it, search finds it and readers choose it by this line."),
    ),
    "gps": Lesson(
        N_("Places hidden in photos"),
        N_("This photo tells where it was taken."),
        N_("Run voices photo FILE before you commit it."),
        N_("A camera's coordinates lead to homes and schools, and the repository keeps the file as it was."),
        N_("The picture stays the same, only the coordinates go."),
        "pictures",
    ),
    "credit": Lesson(
        N_("Who made a picture"),
        N_("This picture names nobody who made it."),
        N_("Add credit: with a name, or your own."),
        N_("Pictures have authors, and most licences ask for their names."),
        N_("image: {src: team.jpg, alt: …, credit: Photo by the author}"),
        "pictures",
    ),
    "internal": Lesson(
        N_("Internal posts in a public repository"),
        N_("This post is for colleagues only, but everybody can read this repository."),
        N_("Keep it out of this repository, or write it for everybody."),
        N_("What is committed here is public at once, whether the site shows it or not."),
        N_("Bring it to the intranet, or to a private copy of this hub."),
        "confidentiality",
    ),
    "authenticity": Lesson(
        N_("Posts in their authors' own voice"),
        N_("Others wrote most of this."),
        N_("Tell it in the author's own words where you can."),
        N_("Readers come for a person, and they notice when nobody in particular is speaking."),
        N_("Ask the author to tell it aloud for five minutes, and write that down."),
    ),
}

DRAFT_FAULT = N_("This is a draft, but everybody can read this repository.")
DRAFT_REMEDY = N_("Leave it here if others may see it unfinished; otherwise keep it with you until it is done.")
UNDECLARED_FAULT = N_("No language is given, so this is taken for {declared}, but it reads like {found}.")
UNDECLARED_REMEDY = N_("Write language: {code}.")
AI_FAULT = N_("The text was generated by AI.")
