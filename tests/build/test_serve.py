"""``mkdocs serve`` shows what was edited as its own live reload tells the browser, keeps the rest, and survives a mistake."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import yaml
from bench.preview import served

from hub_world import POST, World

Make = Callable[..., World]


def write(hub: World, text: str) -> Callable[[], None]:
    """The edit that makes ``text`` the post."""
    return lambda: hub.write({"posts/one.md": text})


def test_an_edited_post_is_in_the_browser_and_a_mistake_leaves_the_others(make_hub: Make) -> None:
    one, two = (POST.format(title=title, author="jane") for title in ("One", "Two"))
    hub = make_hub({"posts/one.md": one, "posts/two.md": two}, cards="off", features={"search": False})
    with served(hub.root) as preview:
        assert "happened" in preview.page("posts/one/")
        shown = preview.after(write(hub, one.replace("title: One", "title: One, edited")), "posts/one/")
        assert "One, edited" in shown
        assert "One, edited" in preview.page("authors/jane/")
        mistaken = preview.after(write(hub, one.replace("[jane]", "[jnae]")), "posts/two/")
        assert "Two" in mistaken
        preview.after(write(hub, one.replace("happened", "was mended")), "posts/two/")
        assert "was mended" in preview.page("posts/one/")
    assert 'author "jnae"' in "".join(preview.lines)
    # One for each edit: nothing that a build writes is watched.
    assert preview.builds() == 4
    assert not hub.site.exists()


@pytest.mark.slow
def test_settings_templates_and_words_are_watched_too(make_hub: Make) -> None:
    hub = make_hub({"posts/one.md": POST.format(title="One", author="jane")}, cards="off", features={"search": False})
    (hub.root / "languages").mkdir()
    (hub.root / "overrides").mkdir()
    settings = hub.root / "mkdocs.yml"
    config = yaml.safe_load(settings.read_text())
    config["theme"]["custom_dir"] = "overrides"
    settings.write_text(yaml.safe_dump(config))
    frame = '{% extends "base.html" %}{% block footer %}<footer>Ours</footer>{% endblock %}'
    words = 'msgid ""\nmsgstr "Language: en\\n"\n\nmsgid "All voices"\nmsgstr "All of us"\n'
    with served(hub.root) as preview:
        assert "<footer>Ours</footer>" in preview.after(
            lambda: (hub.root / "overrides" / "main.html").write_text(frame), "posts/one/"
        )
        assert "All of us" in preview.after(lambda: (hub.root / "languages" / "en.po").write_text(words), "posts/")
        config["site_name"] = "Other voices"
        assert "Other voices" in preview.after(lambda: settings.write_text(yaml.safe_dump(config)), "posts/one/")
        (hub.content / "authors" / "jane.md").rename(hub.root / "jane.md")
        gone = preview.after((hub.content / "posts" / "one.md").unlink, "authors/")
        assert "Jane Doe" not in gone
    assert preview.builds() <= 6
