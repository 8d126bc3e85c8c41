"""The picture a link shows when it is shared."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from tests.media.photos import encoded, phone_photo

from hub_world import World
from voices.outputs import card_drawing
from voices.outputs.card_book import CardBook
from voices.outputs.card_text import FONTS, fit_line, fit_title, printable
from voices.outputs.cards import CardFace, CardMaker
from voices.outputs.media import MediaLibrary

MakeHub = Callable[..., World]
COLUMN = 676
LONG = "Varför vi slutade räkna kodrader och började lyssna på varandra i stället, " * 5
ALPHABETS = "ÅÄÖåäö ĄĆĘŁŃÓŚŹŻąćęłńóśźż ĄČĘĖĮŠŲŪŽąčęėįšųūž ÕÜõü „“”’–—…€"


def maker(world: World) -> CardMaker:
    hub = world.load().catalog.hub
    return CardMaker(hub, hub.cache, MediaLibrary(hub.content, hub.cache))


def book(world: World) -> tuple[CardBook, CardMaker]:
    made = maker(world)
    return CardBook(world.load().catalog, made), made


def post(title: str, author: str = "jane", language: str = "en") -> str:
    return (
        f"---\ntitle: {title}\nauthors: [{author}]\ndate: 2026-11-01\nlanguage: {language}\nsummary: S.\n---\nWords.\n"
    )


@pytest.mark.parametrize("title", ["Kafka", "The week our pipeline was wrong and nobody noticed", LONG, "Ž" * 200])
def test_a_card_is_1200_by_630_and_below_50_kb(make_hub: MakeHub, title: str) -> None:
    made = maker(make_hub({"authors/jane.jpg": phone_photo()}))
    face = CardFace("jane", "Jane Doe", "authors/jane.jpg")
    address, file = made.card("x", title, [face], byline="Jane Doe", detail="Engineer · Vilnius", language="lt")
    assert made.produce_missing() == 1
    with Image.open(file) as card:
        assert (card.format, card.size, card.mode) == ("PNG", (1200, 630), "P")
    assert file.stat().st_size < 50_000
    assert address.startswith("assets/cards/x.")
    assert made.used() == {address: file}


def test_even_a_photo_of_noise_stays_below_50_kb(make_hub: MakeHub) -> None:
    noise = Image.merge("RGB", [Image.effect_noise((700, 700), strength) for strength in (90, 120, 150)])
    made = maker(make_hub({"authors/jane.png": encoded(noise, "PNG")}))
    _, file = made.card("x", LONG, [CardFace("jane", "Jane", "authors/jane.png")], byline=LONG, detail=LONG)
    made.produce_missing()
    assert file.stat().st_size < 50_000


def test_the_packaged_fonts_have_every_letter_that_is_written_with_them() -> None:
    from fontTools.ttLib import TTFont

    letters = {ord(letter) for code in range(0x20, 0x2030) if (letter := printable(chr(code))) and len(letter) == 1}
    for path in sorted(FONTS.glob("*.ttf")):
        with TTFont(path) as font:
            assert letters <= set(font.getBestCmap()), path.name
    assert len(list(FONTS.glob("*.ttf"))) == 3


def test_the_five_languages_keep_their_letters_and_others_are_spelled_out() -> None:
    assert printable(ALPHABETS) == ALPHABETS
    assert printable("Привет, 🎉 мир → да") == "Privet, mir da"
    assert printable("cafe\u0301\n\t two") == "café two"


def test_titles_are_set_as_large_as_they_fit_and_every_word_stays() -> None:
    sizes = [fit_title(" ".join(["lightning"] * count), COLUMN).size for count in range(1, 14)]
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[0] > 80
    setting = fit_title("The week our pipeline was wrong and nobody noticed", COLUMN)
    assert " ".join(setting.lines) == "The week our pipeline was wrong and nobody noticed"
    assert len(setting.lines) == 3


def test_too_long_a_title_ends_in_an_ellipsis_and_too_long_a_word_in_a_hyphen() -> None:
    setting = fit_title(LONG, COLUMN)
    assert setting.lines[-1].endswith("…")
    assert LONG.startswith(" ".join(setting.lines).removesuffix("…"))
    broken = fit_title("Epäjärjestelmällistyttämättömyydelläänsäkäänköhän", COLUMN)
    assert broken.lines[0].endswith("-")
    assert (
        "".join(line.removesuffix("-") for line in broken.lines) == "Epäjärjestelmällistyttämättömyydelläänsäkäänköhän"
    )


def test_a_long_name_is_set_smaller_before_it_is_cut() -> None:
    assert fit_line("Jane Doe", "inter-620", (34, 26), COLUMN) == ("Jane Doe", 34)
    assert fit_line("Zofia Baran, Łukasz Ćwik, Šarūnė Žukaitė", "inter-620", (34, 26), COLUMN)[1] == 26
    text, size = fit_line("Jane Doe, " * 20, "inter-620", (34, 26), COLUMN)
    assert (text[-1], size) == ("…", 26)


def test_an_authors_ground_is_drawn_once_and_kept_for_the_next_post(
    make_hub: MakeHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = make_hub()
    drawn: list[object] = []
    real = card_drawing.draw_ground
    monkeypatch.setattr(card_drawing, "draw_ground", lambda ground: (drawn.append(ground), real(ground))[1])
    first = maker(world)
    for number in range(70):
        first.card(f"post-{number}", f"Post {number}", [CardFace("jane", "Jane")], byline="Jane")
    assert first.produce_missing() == 70
    later = maker(world)
    later.card("new", "A new one", [CardFace("jane", "Jane")], byline="Jane")
    assert later.produce_missing() == 1
    assert len(drawn) == 1


def test_a_card_that_is_kept_is_not_drawn_again(make_hub: MakeHub, monkeypatch: pytest.MonkeyPatch) -> None:
    world = make_hub()
    first = maker(world)
    address, file = first.card("x", "Title", byline="Jane")
    first.produce_missing()
    before = file.read_bytes()
    monkeypatch.setattr(card_drawing, "draw_sheet", lambda _sheet: pytest.fail("drawn again"))
    again = maker(world)
    assert again.card("x", "Title", byline="Jane") == (address, file)
    assert again.produce_missing() == 0
    assert file.read_bytes() == before


def test_the_same_card_has_the_same_bytes_in_another_folder(make_hub: MakeHub, tmp_path: Path) -> None:
    hub = make_hub({"authors/jane.jpg": phone_photo()}).load().catalog.hub
    files = []
    for folder in ("one", "two"):
        made = CardMaker(hub, tmp_path / folder, MediaLibrary(hub.content, tmp_path / folder))
        files.append(made.card("x", "Title", [CardFace("jane", "Jane", "authors/jane.jpg")])[1])
        made.produce_missing()
    assert files[0].name == files[1].name
    assert files[0].read_bytes() == files[1].read_bytes()


def test_another_photo_title_or_brand_gives_another_address(make_hub: MakeHub) -> None:
    world = make_hub({"authors/jane.jpg": phone_photo()})
    face = CardFace("jane", "Jane", "authors/jane.jpg")
    addresses = [maker(world).card("x", title, [face])[0] for title in ("One", "Two")]
    world.write({"authors/jane.jpg": phone_photo(700, 500)})
    addresses.append(maker(world).card("x", "One", [face])[0])
    addresses.append(maker(make_other(world)).card("x", "One", [face])[0])
    assert len(set(addresses)) == 4


def make_other(world: World) -> World:
    path = world.root / "mkdocs.yml"
    path.write_text(path.read_text("utf-8").replace("voices: {}", "voices: {brand: {primary: '#1a4fd6'}}"), "utf-8")
    return world


def test_a_damaged_photo_gives_way_to_the_monogram(make_hub: MakeHub) -> None:
    made = maker(make_hub({"authors/jane.jpg": phone_photo()[:2000]}))
    _, file = made.card("x", "Title", [CardFace("jane", "Jane", "authors/jane.jpg")])
    assert made.produce_missing() == 1
    assert file.is_file()


def test_each_kind_of_page_has_its_card(make_hub: MakeHub) -> None:
    world = make_hub(
        {"posts/a.md": post("Hello"), "topics/data.md": "---\nname: {en: Data, fi: Tieto}\n---\n"},
        languages=["en", "fi"],
    )
    cards_of, made = book(world)
    voice = world.load().catalog.posts["a"]
    keys = [voice.key, "authors/jane/", "fi/authors/jane/", "topics/data/", "fi/topics/data/", "", "fi/"]
    addresses = {key: cards_of.address(key) for key in keys}
    assert all(addresses.values())
    assert addresses["topics/data/"] != addresses["fi/topics/data/"]
    assert cards_of.url("") == "https://voices.example/" + addresses[""]
    assert cards_of.address("posts/") == addresses[""]
    assert made.produce_missing() == len(set(addresses.values()))


def test_cards_can_be_one_an_author_or_none(make_hub: MakeHub) -> None:
    world = make_hub({"posts/a.md": post("Hello"), "topics/data.md": "---\nname: Data\n---\n"}, cards="authors")
    cards_of, made = book(world)
    voice = world.load().catalog.posts["a"]
    assert cards_of.address(voice.key) == cards_of.address("authors/jane/")
    assert cards_of.address("topics/data/") == cards_of.address("archive/2026/") == cards_of.address("")
    assert made.produce_missing() == 2  # Jane's and the hub's
    path = world.root / "mkdocs.yml"
    path.write_text(path.read_text("utf-8").replace("cards: authors", "cards: 'off'"), "utf-8")
    cards_of, made = book(world)
    assert cards_of.url(voice.key) == cards_of.url("") == ""
    assert made.produce_missing() == 0
