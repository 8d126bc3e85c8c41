"""Share links: to each channel in its own form, with words that fit, the author's channels first."""

from __future__ import annotations

from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voices.i18n import language
from voices.outputs.share import LENGTHS, NAMES, fitted, share_links, share_order, suggested_text

URL = "https://voices.example/posts/cache/?a=1&b=2"
ENGLISH = language("en")


def links(title="The cache that lied", **more):
    found = share_links(title, URL, ENGLISH, offered=tuple(NAMES), **more)
    return {link.kind: link for link in found}


def query(href: str) -> dict[str, str]:
    return {key: values[0] for key, values in parse_qs(urlsplit(href).query, strict_parsing=True).items()}


def test_the_authors_channels_come_first_in_their_order_and_each_once():
    order = share_order(("github", "bluesky", "website", "linkedin"), ("linkedin", "mastodon", "bluesky", "email"))
    assert order == ("bluesky", "linkedin", "mastodon", "email")


def test_each_channel_gets_the_address_in_its_own_form():
    found = links(names=("Aino Lehto",), summary="It happened.")
    assert query(found["linkedin"].href) == {"url": URL}
    assert query(found["facebook"].href) == {"u": URL}
    said = "The cache that lied — Aino Lehto\n\nIt happened."
    assert query(found["bluesky"].href) == {"text": f"{said}\n\n{URL}"}
    assert query(found["threads"].href) == {"text": said, "url": URL}
    assert query(found["x"].href) == {"text": said, "url": URL}
    assert query(found["whatsapp"].href) == {"text": f"{said}\n\n{URL}"}
    assert found["linkedin"].href.startswith("https://www.linkedin.com/sharing/share-offsite/?url=https%3A%2F%2F")
    assert found["bluesky"].href.startswith("https://bsky.app/intent/compose?text=")
    assert found["threads"].href.startswith("https://www.threads.com/intent/post?")
    assert found["x"].href.startswith("https://twitter.com/intent/tweet?")


def test_mastodon_has_a_template_for_the_readers_own_server_and_a_link_that_works_without():
    link = links()["mastodon"]
    filled = link.template.replace("{instance}", "social.example")
    assert filled.startswith("https://social.example/share?text=")
    assert query(filled) == {"text": f"The cache that lied\n\n{URL}"}
    assert unquote(urlsplit(link.href).fragment) == f"text=The cache that lied\n\n{URL}"


def test_an_e_mail_has_a_subject_and_lines_as_mail_wants_them():
    link = links(summary="It happened.\nReally.")["email"]
    assert link.href.startswith(
        "mailto:?subject=The%20cache%20that%20lied&body=It%20happened.%20Really.%0D%0A%0D%0Ahttps"
    )
    assert link.label == "E-mail"


def test_a_summary_that_does_not_fit_is_left_out_before_the_title_is_cut():
    summary = "word " * 60
    found = links(summary=summary)
    assert found["bluesky"].text == "The cache that lied"
    assert found["mastodon"].text.startswith("The cache that lied\n\nword")


@pytest.mark.parametrize("kind", sorted(LENGTHS))
def test_a_long_title_is_cut_at_a_word_and_fits_with_the_address(kind):
    text = suggested_text(kind, "Wahrheit und Lüge im Zwischenspeicher " * 40, "", URL)
    assert text.endswith("…")
    assert len(text) + 2 + (23 if kind in ("mastodon", "x") else len(URL)) <= LENGTHS[kind]
    assert text.removesuffix("…").split()[-1] in ["Wahrheit", "und", "Lüge", "im", "Zwischenspeicher"]


@given(st.text(max_size=700), st.text(max_size=400))
def test_whatever_the_words_the_message_fits_and_the_address_stays_whole(title, summary):
    for link in share_links(title, URL, ENGLISH, summary=summary, offered=tuple(NAMES)):
        if link.kind == "bluesky":
            text = query(link.href)["text"]
            assert len(text) <= 300
            assert text.endswith(URL)
        assert '"' not in link.href
        assert " " not in link.href


def test_x_counts_wide_characters_twice():
    assert sum(2 if ord(c) > 0x10FF else 1 for c in suggested_text("x", "語" * 200, "", URL)) <= 280 - 23 - 2


def test_a_word_longer_than_the_room_is_cut_between_letters():
    # e with a combining acute accent: the cut may not take the accent away.
    assert fitted("e\u0301" * 10, 6) == "e\u0301e\u0301…"
    assert fitted("abcdef", 0) == ""


def test_hostile_words_stay_inside_the_link(hostile):
    for link in links(hostile, summary=hostile, names=(hostile,)).values():
        assert not set(link.href) & set("<>\"'\x00\ud800 \u2028")


def test_channels_one_cannot_share_to_are_left_out():
    assert share_links("x", URL, ENGLISH, own=("github", "website", "instagram"), offered=()) == ()
