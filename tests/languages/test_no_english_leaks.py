"""A page in a language says nothing in another that isn't marked so."""

from __future__ import annotations

from collections.abc import Callable

import lxml.html
import pytest
from babel.messages.pofile import read_po

from hub_world import World
from voices.cli.languages import extracted
from voices.i18n import CATALOGUES

MakeHub = Callable[..., World]
SHOWN = ("title", "alt", "aria-label", "placeholder", "content", "data-done")
SAME_ANYWHERE = 4
"""Letters below which a word is too short to tell one language from another: RSS, QR."""


def words_of(page: str) -> set[str]:
    """Every piece of text and every spoken attribute that the page says in its own language."""
    tree = lxml.html.document_fromstring(page)
    language = tree.get("lang")
    found = set()
    for element in tree.iter():
        if not isinstance(element.tag, str) or element.tag in ("script", "style", "code", "pre"):
            continue
        marked = next((node.get("lang") for node in [element, *element.iterancestors()] if node.get("lang")), language)
        if marked == language:
            found |= {" ".join((element.text or "").split()), *(element.get(name) or "" for name in SHOWN)}
            found |= {" ".join((child.tail or "").split()) for child in element}
    return found - {""}


def english_only(code: str) -> set[str]:
    """The sentences that differ from their translation: met on a page in ``code``, they have leaked."""
    with (CATALOGUES / f"{code}.po").open("rb") as file:
        catalogue = read_po(file, locale=code)
    ours = {message.string for message in catalogue if isinstance(message.string, str)}
    return {
        message.id
        for message in extracted()
        if isinstance(message.id, str) and len(message.id) > SAME_ANYWHERE and message.id not in ours
    }


@pytest.mark.parametrize("code", ["fi", "pl", "lt", "sv"])
def test_no_english_stands_on_the_pages_of_another_language(make_hub: MakeHub, code: str) -> None:
    world = make_hub(
        {
            "authors/jane.md": "---\nname: Jane Doe\nagreed: 2026-01-05\nlanguages: [CODE]\nexpertise: [Kafka]\nteam: Data\n"
            "place: Oulu\nask_me_about: [Kafka]\nmentor: true\nleader: true\njoined: 2021\n"
            "talks: [{title: Kafka, date: 2026-01-01}]\nchannels: {mastodon: '@jane@social.example'}\n---\nKafka.\n".replace(
                "CODE", code
            ),
            "posts/a.md": f"---\ntitle: Kafka\nauthors: [jane]\ndate: 2026-11-01\nlanguage: {code}\ntopics: [Kafka]\n"
            "written_by: assisted\nai: none\ncorrections: [{date: 2026-11-03, note: Kafka}]\nsummary: Kafka.\n---\nKafka.\n",
            "posts/b.md": f"---\ntitle: Oulu\nauthors: [jane]\ndate: 2019-11-01\nlanguage: {code}\nsummary: Oulu.\n"
            "answers: a\n---\n> [!NOTE]\n> Oulu.[^1]\n\n- [x] Oulu\n\n[^1]: Kafka.\n",
            "jobs/dev.md": "---\ntitle: Kafka\napply: https://jobs.example/1\nposted: 2026-11-01\nteam: Data\n"
            "remote: hybrid\n---\nKafka.\n",
        },
        languages=[code, "en"],
        company={"name": "Tuuli", "claim": "Tuuli"},
        editors=[{"name": "Ed Itor", "email": "ed@tuuli.example", "responsible": True, "reply_within_days": 2}],
        repository={"url": "https://git.example/tuuli/voices"},
    )
    world.build()
    leaked = {}
    english = english_only(code)
    pages = [
        path for path in world.site.rglob("*.html") if path.relative_to(world.site).parts[0] not in ("en", "search")
    ]
    for path in sorted(pages):
        page = path.read_text("utf-8")
        if f'<html lang="{code}"' in page and (found := words_of(page) & english):
            leaked[path.relative_to(world.site).as_posix()] = found
    assert len(pages) > 20
    assert leaked == {}
    assert len(words_of(world.page("en/")) & english) > 5, "the same search finds English where English stands"
