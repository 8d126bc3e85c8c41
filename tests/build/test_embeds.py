"""``agreed_to: embeds``: a page has a card for other sites only where everyone in its byline agreed."""

from __future__ import annotations

from collections.abc import Callable

from hub_world import AUTHOR, POST, World

Make = Callable[..., World]

AGREED = AUTHOR.replace("agreed: 2026-01-05\n", "agreed: 2026-01-05\nagreed_to: [embeds]\n")


def test_only_pages_whose_whole_byline_agreed_have_a_card_and_name_it(make_hub: Make) -> None:
    hub = make_hub(
        {
            "authors/ann.md": AGREED.format(name="Ann Agreed"),
            "authors/bob.md": AGREED.format(name="Bob Both"),
            "posts/yes.md": POST.format(title="Yes", author="ann, bob"),
            "posts/half.md": POST.format(title="Half", author="ann, jane"),
            "posts/no.md": POST.format(title="No", author="jane"),
        },
        features={"search": False},
    )
    hub.build()
    assert [path.parent.name for path in sorted(hub.site.rglob("oembed.json"))] == ["yes"]
    assert 'href="https://voices.example/posts/yes/oembed.json"' in hub.page("posts/yes/")
    for slug in ("half", "no"):
        assert "oembed" not in hub.page(f"posts/{slug}/")


def test_taking_the_consent_back_takes_the_card_away(make_hub: Make) -> None:
    hub = make_hub(
        {"authors/ann.md": AGREED.format(name="Ann"), "posts/a.md": POST.format(title="A", author="ann")},
        features={"search": False},
    )
    hub.build()
    assert (hub.site / "posts/a/oembed.json").is_file()
    hub.write({"authors/ann.md": AUTHOR.format(name="Ann")})
    hub.build()
    assert not (hub.site / "posts/a/oembed.json").exists()
    assert "oembed" not in hub.page("posts/a/")
