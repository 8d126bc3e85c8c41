"""The hub's own words: whole in every language, right in number, and open to one language more."""

from __future__ import annotations

import ast
import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from click.testing import CliRunner, Result

import voices
from hub_world import World
from voices.cli import cli
from voices.cli.languages import check_catalogue, extracted, updated
from voices.i18n import CATALOGUES, Language, available, language

MakeHub = Callable[..., World]
DAY = dt.date(2026, 11, 18)
TRANSLATED = ("fi", "lt", "pl", "sv")
TEMPLATE = extracted()


def languages(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(cli, ["languages", "-f", str(root / "mkdocs.yml"), *arguments])


def translate(path: Path, words: dict[str, str]) -> None:
    """Fill in a catalogue as a translator would: known words, and any other sentence as itself in capitals."""
    text = path.read_text("utf-8")
    for english, said in words.items():
        assert f'msgid "{english}"\nmsgstr ""' in text
        text = text.replace(f'msgid "{english}"\nmsgstr ""', f'msgid "{english}"\nmsgstr "{said}"')
    path.write_text(text, "utf-8")


def test_the_package_speaks_five_languages() -> None:
    assert set(available()) == {"en", *TRANSLATED}


@pytest.mark.parametrize("code", TRANSLATED)
def test_no_sentence_is_missing_unused_or_has_other_fields(code: str) -> None:
    found = [str(finding) for finding in check_catalogue(CATALOGUES / f"{code}.po", TEMPLATE)]
    assert found == []


@pytest.mark.parametrize("code", TRANSLATED)
def test_an_update_loses_no_translation(code: str, tmp_path: Path) -> None:
    path = tmp_path / f"{code}.po"
    path.write_bytes((CATALOGUES / f"{code}.po").read_bytes())
    path.write_bytes(once := updated(path, TEMPLATE))
    assert list(check_catalogue(path, TEMPLATE)) == []
    assert updated(path, TEMPLATE) == once


@pytest.mark.parametrize("code", TRANSLATED)
def test_few_sentences_are_the_same_as_in_english(code: str) -> None:
    with (CATALOGUES / f"{code}.po").open("rb") as file:
        catalogue = read_po(file, locale=code)
    same = {message.id for message in catalogue if isinstance(message.id, str) and message.string == message.id} - {""}
    assert same <= {"Team", "Person", "Hybrid", "Filter", "E-mail", "Post", "Print", "Team:", "Start"}


@pytest.mark.parametrize(
    ("code", "forms"),
    [
        ("en", {1: "1 post", 2: "2 posts", 0: "0 posts"}),
        ("fi", {1: "1 kirjoitus", 2: "2 kirjoitusta", 21: "21 kirjoitusta"}),
        ("pl", {1: "1 wpis", 3: "3 wpisy", 5: "5 wpisów", 12: "12 wpisów", 22: "22 wpisy", 112: "112 wpisów"}),
        ("lt", {1: "1 įrašas", 2: "2 įrašai", 10: "10 įrašų", 11: "11 įrašų", 21: "21 įrašas", 112: "112 įrašų"}),
        ("sv", {1: "1 inlägg", 2: "2 inlägg"}),
    ],
)
def test_numbers_take_the_right_form(code: str, forms: dict[int, str]) -> None:
    words = language(code)
    assert {n: words.ngettext("{n} post", "{n} posts", n) for n in forms} == forms


@pytest.mark.parametrize(
    ("code", "day", "number", "joined", "name"),
    [
        ("en", "18 November 2026", "12,345.5", "a, b and c", "English"),
        ("fi", "18. marraskuuta 2026", "12\u00a0345,5", "a, b ja c", "suomi"),
        ("pl", "18 listopada 2026", "12\u00a0345,5", "a, b i c", "polski"),
        ("lt", "2026 m. lapkričio 18 d.", "12\u00a0345,5", "a, b ir c", "lietuvių"),
        ("sv", "18 november 2026", "12\u00a0345,5", "a, b och c", "svenska"),
    ],
)
def test_dates_numbers_lists_and_names_follow_the_language(
    code: str, day: str, number: str, joined: str, name: str
) -> None:
    words = language(code)
    assert words.date(DAY) == day
    assert words.number(12345.5) == number
    assert words.join("abc") == joined
    assert words.own_name() == name


def test_languages_are_named_in_each_other() -> None:
    assert language("en").language_name("fi") == "Finnish"
    assert language("fi").language_name("en") == "englanti"
    assert language("sv").language_name("tlh-nowhere") == "tlh-nowhere"


def test_an_unknown_sentence_stays_english_and_fields_are_filled() -> None:
    assert language("fi").gettext("Nobody has said this yet, {name}.", name="Aino") == "Nobody has said this yet, Aino."
    assert language("lt").gettext("Page {number} of {total}", number=2, total=5) == "2 puslapis iš 5"


def test_one_file_adds_a_language_and_the_hub_speaks_it(make_hub: MakeHub) -> None:
    world = make_hub(languages=["en", "et"])
    made = languages(world.root, "--update", "et")
    path = world.root / "languages" / "et.po"
    assert "et.po: brought up to date." in made.stderr
    assert made.exit_code == 1
    assert "is not translated" in made.stderr
    translate(path, {"Ask me about": "Küsi minult", "Skip to content": "Liigu sisu juurde"})
    words = world.load().catalog.hub.language("et")
    assert words.gettext("Ask me about") == "Küsi minult"
    assert words.date(DAY) == "18. november 2026"
    world.build()
    page = world.page("et/")
    assert '<html lang="et"' in page
    assert "Liigu sisu juurde" in page
    assert "Skip to content" in world.page("")


def test_a_hub_may_say_a_sentence_its_own_way(make_hub: MakeHub) -> None:
    world = make_hub(languages=["fi"])
    (world.root / "languages").mkdir()
    (world.root / "languages" / "fi.po").write_text('msgid "People"\nmsgstr "Tekijät"\n', "utf-8")
    words = world.load().catalog.hub.language("fi")
    assert words.gettext("People") == "Tekijät"
    assert words.gettext("Topics") == "Aiheet"
    assert words.ngettext("{n} post", "{n} posts", 3) == "3 kirjoitusta"


def test_an_update_keeps_what_is_translated_and_drops_what_nobody_says(make_hub: MakeHub) -> None:
    world = make_hub()
    languages(world.root, "--update", "et")
    path = world.root / "languages" / "et.po"
    translate(path, {"Ask me about": "Küsi minult"})
    with path.open("a", encoding="utf-8") as file:
        file.write('\nmsgid "Long gone"\nmsgstr "Ammu läinud"\n')
    assert "language.unused" in languages(world.root, "et").stderr
    languages(world.root, "--update", "et")
    text = path.read_text("utf-8")
    assert "Küsi minult" in text
    assert "Long gone" not in text
    assert "nothing new" in languages(world.root, "--update", "et").stderr


@pytest.mark.parametrize(
    ("entry", "rule", "said"),
    [
        ('msgid "Page {number} of {total}"\nmsgstr "Lehekülg {number}"\n', "language.fields", "{total}"),
        ('msgid "Page {number} of {total}"\nmsgstr "Lehekülg {number} / {kokku}"\n', "language.fields", "{kokku}"),
        (
            'msgid "{n} post"\nmsgid_plural "{n} posts"\nmsgstr[0] "{n} postitus"\nmsgstr[1] ""\n',
            "language.missing",
            "every form",
        ),
        ('#, fuzzy\nmsgid "Skip to content"\nmsgstr "Sisu"\n', "language.missing", '"Skip to content"'),
        ("these are not the words\n", "language.unreadable", "voices languages --update et"),
    ],
)
def test_a_fault_in_a_catalogue_is_named_with_its_line(tmp_path: Path, entry: str, rule: str, said: str) -> None:
    path = tmp_path / "et.po"
    path.write_text(entry, "utf-8")
    found = [item for item in check_catalogue(path, TEMPLATE) if item.rule == rule and said in item.message]
    assert len(found) == 1
    assert found[0].path == "et.po"
    assert found[0].line >= 1


def test_a_wrong_code_is_wrong_usage(tmp_path: Path) -> None:
    result = languages(tmp_path, "--update", "no-such-language-at-all")
    assert result.exit_code == 2
    assert not (tmp_path / "languages").exists()


def test_without_a_hub_the_packages_own_catalogues_are_checked(tmp_path: Path) -> None:
    result = languages(tmp_path)
    assert result.exit_code == 0
    assert f"{len(TRANSLATED)} catalogues of {len(TEMPLATE)} sentences, 0 findings." in result.stderr
    assert result.stdout == ""


def test_a_language_without_a_catalogue_still_has_dates_and_english_words() -> None:
    words = Language("et")
    assert words.gettext("Topics") == "Topics"
    assert words.date(DAY) == "18. november 2026"


def test_no_sentence_hides_inside_a_formatted_text() -> None:
    """Babel doesn't look into f-strings, so a sentence there would stay English for ever."""
    hidden = [
        f"{file.name}: {call.args[0].value}"
        for file in sorted(Path(voices.__file__).parent.rglob("*.py"))
        for text in ast.walk(ast.parse(file.read_bytes()))
        if isinstance(text, ast.JoinedStr)
        for call in ast.walk(text)
        if isinstance(call, ast.Call) and getattr(call.func, "attr", "") in {"gettext", "ngettext", "pgettext"}
        if call.args and isinstance(call.args[0], ast.Constant)
    ]
    assert hidden == []
