"""The built-in rules that look at a post as a whole, each of them switchable."""

from __future__ import annotations

import pytest
from PIL import Image as Picture

from voices.dates import Moment
from voices.model import Image, Withdrawal
from voices.policy.checking import check_photo, check_post, check_profile
from voices.policy.schema import BUILT_IN_IDS, Policy

FINNISH = (
    "Kirjoitin viime viikolla koodia, joka ei toiminut, ja opin siitä enemmän kuin yhdestäkään kurssista. "
    "Kun testit viimein menivät läpi, kello oli jo paljon, mutta olimme kaikki iloisia, että saimme sen valmiiksi. "
    "Seuraavalla kerralla kirjoitan testit ensin, sillä niin se vain on, että kiire on huono neuvonantaja meille kaikille."
)


def ids(findings) -> list[str]:
    return [f"{f.line} {f.rule.removeprefix('policy.')} {f.severity}" for f in findings]


def test_missing_summary_is_a_hint_at_the_title(make_post, policy, hub) -> None:
    assert ids(check_post(make_post("x", summary="", keys=("title",)), "x", policy, hub)) == ["2 summary hint"]


def test_declared_language_that_is_not_the_texts_is_reported(make_post, policy, hub) -> None:
    post = make_post(FINNISH, "pl", keys=("title", "language"))
    found = check_post(post, FINNISH, policy, hub)
    assert ids(found) == ["3 language warn"]
    assert "language: fi" in found[0].message


def test_undeclared_language_is_reported_against_the_authors(make_post, policy, hub) -> None:
    post = make_post(FINNISH, "", keys=("title",))
    assert ids(check_post(post, FINNISH, policy, hub, language="en")) == ["2 language warn"]
    assert check_post(post, FINNISH, policy, hub, language="fi") == ()


def test_code_says_nothing_about_a_texts_language(make_post, policy, hub) -> None:
    code = (
        "```python\n" + "# This is what we do with all of the things that we have in it and on it.\n" * 30 + "```\n\n"
    )
    assert check_post(make_post("x", "fi"), code + FINNISH, policy, hub) == ()


def test_a_text_too_short_to_tell_is_believed(make_post, policy, hub) -> None:
    assert check_post(make_post("Lyhyt teksti.", "pl"), "Lyhyt teksti.", policy, hub) == ()


def test_internal_post_blocks_in_a_public_repository_only(make_post, policy, tmp_path, hub_with) -> None:
    post = make_post("x", audience="internal", keys=("title", "audience"))
    private = hub_with(repository={"visibility": "private"})
    assert ids(check_post(post, "x", policy, hub_with())) == ["3 internal block"]
    assert check_post(post, "x", policy, private) == ()


def test_draft_in_a_public_repository_is_a_hint(make_post, policy, hub) -> None:
    post = make_post("x", draft=True, keys=("title", "draft"))
    assert ids(check_post(post, "x", policy, hub)) == ["3 internal hint"]


def test_internal_post_blocks_even_without_the_guideline(make_post, hub_with) -> None:
    post = make_post("131052-308T Borealis", audience="internal", summary="")
    hub = hub_with(features={"policy": False})
    found = check_post(post, "131052-308T Borealis", Policy(), hub)
    assert ids(found) == ["1 internal block"]
    assert found[0].url is None


def test_image_wants_words_and_a_name(make_post, policy, hub) -> None:
    post = make_post("x", image=Image("posts/a.jpg"), keys=("title", "image"))
    assert ids(check_post(post, "x", policy, hub)) == ["3 alt-text warn", "3 credit hint"]
    told = make_post("x", image=Image("posts/a.jpg", alt="Two people", credit="Jane"))
    assert check_post(told, "x", policy, hub) == ()


@pytest.mark.parametrize("changed", [{"written_by": "ghost"}, {"ai": "generated", "reviewed_by": "jane"}])
def test_a_post_in_nobodys_voice_is_a_hint(changed, make_post, policy, hub) -> None:
    assert ids(check_post(make_post("x", **changed), "x", policy, hub)) == ["1 authenticity hint"]


def test_withdrawn_post_is_spared_style_but_not_leaks(make_post, policy, hub, now) -> None:
    post = make_post("Borealis ![](a.jpg)", summary="", withdrawn=Withdrawal(Moment(now)))
    assert ids(check_post(post, "Borealis ![](a.jpg)", policy, hub)) == ["1 code-names block"]


@pytest.mark.parametrize("level", [False, "hint", "block"])
def test_each_built_in_rule_can_be_switched(level, make_post, hub) -> None:
    policy = Policy.model_validate({"builtin": dict.fromkeys(BUILT_IN_IDS, level)})
    text = "131052-308T 44051401359 4111 1111 1111 1111 jan@firma.example ![](a.jpg)"
    post = make_post(text, summary="", audience="internal", image=Image("a.jpg"), written_by="ghost")
    found = {f.severity for f in check_post(post, text, policy, hub)}
    assert found == (set() if level is False else {level})


def test_photo_with_coordinates_blocks(hub, policy) -> None:
    hub.content.mkdir()
    exif = Picture.Exif()
    exif.get_ifd(0x8825).update({1: "N", 2: (60.0, 10.0, 0.0), 3: "E", 4: (24.0, 56.0, 0.0)})
    Picture.new("RGB", (8, 8)).save(hub.content / "home.jpg", exif=exif)
    Picture.new("RGB", (8, 8)).save(hub.content / "clean.jpg")
    found = check_photo("home.jpg", policy, hub)
    assert [(f.path, f.rule, f.severity) for f in found] == [("content/home.jpg", "policy.gps", "block")]
    assert check_photo("clean.jpg", policy, hub) == ()


def test_profile_is_read_by_its_own_rules(make_author, policy, hub) -> None:
    text = (
        "---\nname: Jane\nheadline: I work on Borealis\nphoto: borealis.jpg\n---\nPress: jane@home.example ![](a.jpg)"
    )
    assert ids(check_profile(make_author(), text, policy, hub)) == [
        "3 code-names block",
        "6 email hint",
        "6 alt-text warn",
    ]


def test_second_biography_is_found_under_its_own_path(make_author, policy, hub) -> None:
    found = check_profile(make_author(), "Borealiksesta.", policy, hub, "fi", "content/authors/jane.fi.md")
    assert [(f.path, f.column) for f in found] == [("content/authors/jane.fi.md", 1)]


def test_hub_of_one_language_asks_no_model_which_language_a_post_is_in(
    make_post, policy, hub_with, monkeypatch
) -> None:
    asked = []
    monkeypatch.setattr("voices.policy.built_in.detect", lambda _text, codes: asked.append(sorted(codes)))
    words = "bramanos kitu velan doru " * 30
    check_post(make_post(words, "en-GB"), words, policy, hub_with(languages=["en"]))
    assert asked == []
    check_post(make_post(words, "fi"), words, policy, hub_with(languages=["en"]))
    assert asked == [["en", "fi"]]
