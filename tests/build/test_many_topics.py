"""An index of many groups shows the most written about as cards with faces, and the others as a list of names."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from hub_world import AUTHOR, World

Make = Callable[..., World]
POST = "---\ntitle: Piece {0}\nauthors: [jane]\ndate: 2026-01-02\ntopics: [subject-{0}]\nsummary: Words.\n---\nWords.\n"


@pytest.mark.parametrize(("topics", "cards"), [(18, 18), (19, 12)])
def test_past_eighteen_topics_twelve_stay_cards_and_none_is_lost(make_hub: Make, topics: int, cards: int) -> None:
    posts = {f"posts/2026/piece-{number}.md": POST.format(number) for number in range(topics)}
    hub = make_hub({"authors/jane.md": AUTHOR.format(name="Jane Doe"), **posts})
    hub.build()
    page = hub.page("topics/")
    main = page[page.index("<main") : page.index("</main>")]
    assert main.count('class="groups__one"') == cards
    assert ('class="groups-rest"' in main) == (cards < topics)
    assert all(main.count(f'topics/subject-{number}/"') == 1 for number in range(topics))
