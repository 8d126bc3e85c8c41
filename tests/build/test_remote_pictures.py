"""Pictures of outside blogs are named and linked, never loaded."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voices.build.remote_pictures import linked_pictures
from voices.feeds.sanitise import strict
from voices.i18n import language

EN = language("en")


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (
            '<p><img src="https://a.example/x.png" alt="A cat"></p>',
            (
                '<p><a href="https://a.example/x.png" rel="noopener" referrerpolicy="no-referrer">'
                "[Picture on a.example: A cat]</a></p>"
            ),
        ),
        (
            '<a href="https://b.example/"><img src="https://a.example/x.png" alt=""></a>',
            '<a href="https://b.example/"><span>[Picture on a.example]</span></a>',
        ),
        ('<img src="https://a.example/x.png" title="a > b" alt="1 > 0">', "[Picture on a.example: 1 &gt; 0]"),
        ("<p>No picture</p>", "<p>No picture</p>"),
    ],
)
def test_a_picture_becomes_a_link(html: str, expected: str) -> None:
    assert expected in linked_pictures(html, EN)


@given(st.text(alphabet='<>"=/ aimgsrclthxp:.&;', max_size=80))
def test_no_picture_survives_whatever_is_around_it(noise: str) -> None:
    html = strict(f'{noise}<img src="https://a.example/x.png" alt="{noise}">{noise}')
    assert "<img" not in linked_pictures(html, EN)
