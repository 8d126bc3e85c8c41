"""Every built-in rule, met in a text of every language, says so in that language and names someone who speaks it."""

from __future__ import annotations

import pytest
from PIL import Image as Picture

from voices.model import Image
from voices.policy.checking import check_photo, check_post
from voices.policy.lessons import LESSONS
from voices.policy.schema import BUILT_IN_IDS, DEFAULT_LEVELS

LANGUAGES = ("en", "fi", "pl", "lt")
CARRIERS = {
    "en": "Last week I wrote this down: {}. Then I went home.",
    "fi": "Viime viikolla kirjoitin tämän ylös: {}. Sitten menin kotiin.",
    "pl": "W zeszłym tygodniu zapisałem to: {}. Potem poszedłem do domu.",
    "lt": "Praeitą savaitę tai užsirašiau: {}. Tada ėjau namo.",
}
LONG = {
    "en": "We rode along with the drivers for a week and it was not what we had thought. " * 5,
    "fi": "Me kuljimme kuljettajien mukana viikon, ja se ei ollut sitä, mitä olimme ajatelleet. " * 5,
    "pl": "Jeździliśmy z kierowcami przez tydzień i nie było to, o czym myśleliśmy na początku. " * 5,
    "lt": "Savaitę važinėjome su vairuotojais ir tai buvo visai ne tai, apie ką mes galvojome. " * 5,
}
IN_TEXT = {
    "hetu": "131052-308T",
    "pesel": "44051401359",
    "asmens-kodas": "33309240064",
    "iban": "LT12 1000 0111 0100 1000",
    "card": "4111 1111 1111 1111",
    "secret": "AKIA" + "Q3ZV7PLM2XWN5TRB",
    "email": "jan@firma.example",
    "phone": "+370 612 34567",
    "alt-text": "![](team.jpg)",
}
IN_HEAD = {
    "summary": {"summary": ""},
    "credit": {"image": Image("a.jpg", alt="Two people")},
    "internal": {"audience": "internal"},
    "authenticity": {"written_by": "ghost"},
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("rule", BUILT_IN_IDS)
def test_rule_is_met_and_explained(rule, language, make_post, policy, hub) -> None:
    lesson, words = LESSONS[rule], hub.language(language)
    if rule == "gps":
        hub.content.mkdir()
        exif = Picture.Exif()
        exif.get_ifd(0x8825).update({1: "N", 2: (60.0, 10.0, 0.0)})
        Picture.new("RGB", (8, 8)).save(hub.content / "a.jpg", exif=exif)
        found = check_photo("a.jpg", policy, hub, language)
    elif rule == "language":
        other = "pl" if language != "pl" else "fi"
        found = check_post(make_post(LONG[other], language), LONG[other], policy, hub)
    else:
        text = CARRIERS[language].format(IN_TEXT.get(rule, "…"))
        found = check_post(make_post(text, language, **IN_HEAD.get(rule, {})), text, policy, hub)
    (one,) = found
    assert (one.rule, one.severity) == (f"policy.{rule}", DEFAULT_LEVELS[rule])
    beginning = words.gettext(lesson.fault).partition("{")[0]
    assert one.message.startswith(beginning)
    assert one.why == words.gettext(lesson.why)
    assert one.url == hub.absolute(hub.in_language(f"policy/#rule-{rule}", language))
    speaker = next(e for e in hub.voices.editors if e.email in one.message)
    assert language in speaker.languages
    if rule in IN_TEXT:
        assert (one.line, one.column) == (1, CARRIERS[language].index("{") + 1)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_long_text_in_its_declared_language_is_left_alone(language, make_post, policy, hub) -> None:
    assert check_post(make_post(LONG[language], language), LONG[language], policy, hub) == ()
