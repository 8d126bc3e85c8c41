"""Cards: each voice in its own language's dress, leading to pages in the reader's."""

from __future__ import annotations

from msgspec.structs import asdict

from voices.build.views import card
from voices.text import ROOT


def one(front, language="en", style="card"):
    kit = front.kit()
    return str(card(kit, kit.catalog.voices[0], language, style))


def test_card_opens_with_the_person_and_then_says_the_title(front):
    front.post("cache", title="The cache that lied")
    html = one(front)
    assert html.index("Aino Lehto") < html.index("Data engineer") < html.index("The cache that lied")


def test_card_says_its_date_in_its_own_language(front):
    front.post("valimuisti", language="fi", date="2026-11-03")
    assert "3. marraskuuta 2026" in one(front, "en")
    assert 'lang="fi"' in one(front, "en")


def test_card_names_its_language_only_where_it_is_not_the_readers(front):
    front.post("valimuisti", language="fi")
    assert ">suomi</span>" in one(front, "en")
    assert "suomi" not in one(front, "fi")


def test_card_in_a_language_the_hub_does_not_speak_keeps_the_page_dress_and_marks_its_words(front):
    front.post("cache", language="de", title="Der Cache")
    html = one(front, "fi")
    assert '<article class="card card--worded h-entry" lang="fi">' in html
    assert '<h3 class="card__title p-name" lang="de">' in html


def test_people_on_a_card_lead_to_pages_in_the_readers_language(front):
    front.post("cache", language="en")
    assert f'href="{ROOT}authors/aino/"' in one(front, "en")
    assert f'href="{ROOT}fi/authors/aino/"' in one(front, "fi")


def test_entry_is_a_card_that_says_where_it_stands_and_leads_there(front):
    front.entry("first", language="en")
    html = one(front)
    assert "Own blog: <span>aino.example</span>" in html
    assert 'href="https://aino.example/first"' in html


def test_hostile_words_stay_words(front):
    front.author("eve", name='<script>alert("n")</script>', role='"><img src=x onerror=alert(1)>')
    front.post("x", authors="eve", title="<b onclick=alert(1)>&amp;", summary="</p><script>1</script>")
    for style in ("card", "lead", "row"):
        html = one(front, style=style)
        assert "<script" not in html
        assert "<b onclick" not in html
        assert "<img" not in html
        assert "&lt;b onclick=alert(1)&gt;&amp;amp;" in html


def test_card_is_rendered_once_for_each_dress_however_often_it_is_shown(front):
    front.post("cache", language="en")
    kit = front.kit()
    rendered = []
    counting = type(kit)(
        **{**asdict(kit), "memo": {}, "render": lambda *args: rendered.append(args[0]) or kit.render(*args)}
    )
    for _ in range(50):
        card(counting, kit.catalog.voices[0], "en")
    assert rendered.count("partials/card.html") == 1


def test_leading_card_names_the_other_languages_of_its_text(front):
    front.post("cache", language="en", topics=("Data",), date="2026-11-02")
    front.post("valimuisti", language="fi", translation_of="cache", date="2026-11-01")
    html = one(front, style="lead")
    assert f'href="{ROOT}posts/valimuisti/" lang="fi"' in html
    assert "Also in:" in html
