"""The text of a file not written yet: a post or a profile to begin with, explained in the author's language.

Comes in: what is known already. Goes out: the whole text of the file. Writing it, or putting it into a web form, is left to
others. Values are quoted as YAML wants them, so that any title survives.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable

from voices.i18n import Language


def post_draft(
    words: Language,
    *,
    title: str,
    authors: Iterable[str],
    date: dt.date,
    language: str = "",
    topics: Iterable[str] = (),
) -> str:
    """A post's file with its head filled in and a first line to write over, both in the language of ``words``."""
    say = words.gettext
    lines = [
        "---",
        f"title: {_quoted(title)}",
        f"authors: {_listed(authors)}",
        f"date: {date.isoformat()}",
        *([f"language: {language}"] if language else []),
        *_remark(say("Names of one to three topics, like [Learning, Data].")),
        f"topics: {_listed(topics)}",
        *_remark(say("One or two sentences for lists and search engines.")),
        "summary:",
        *_remark(say("Remove this line when the post is ready to be read.")),
        "draft: true",
        "---",
        "",
        say("Begin with what happened. Write as you would tell it to a colleague over coffee."),
        "",
    ]
    return "\n".join(lines)


def author_draft(words: Language, *, name: str, agreed: dt.date, languages: Iterable[str] = ()) -> str:
    """A profile's file with its head filled in, its optional keys explained, and a first line to write over."""
    say = words.gettext
    lines = [
        "---",
        f"name: {_quoted(name)}",
        *_remark(say("The day this person agreed to have a page here.")),
        f"agreed: {agreed.isoformat()}",
        *_remark(say("All below may stay empty or go.")),
        "role:",
        "team:",
        "place:",
        *_remark(say("The portrait's file, beside this one.")),
        "photo:",
        f"languages: {_listed(languages)}",
        *_remark(say("Topics you know well, like [Data, Onboarding].")),
        "expertise: []",
        *_remark(say('Your own places on the web, one a line, like mastodon: "@you@social.example".')),
        "channels:",
        *_remark(say("Your own blog: give the address of its feed, like - url: https://you.example/feed.xml")),
        "feeds: []",
        "---",
        "",
        say("Who are you, and what do you like to be asked about? Three sentences are plenty."),
        "",
    ]
    return "\n".join(lines)


def _quoted(text: str) -> str:
    return json.dumps(" ".join(text.split()), ensure_ascii=False)


def _listed(items: Iterable[str]) -> str:
    return f"[{', '.join(_quoted(item) for item in items)}]"


def _remark(text: str) -> list[str]:
    return [f"# {' '.join(text.split())}"]
