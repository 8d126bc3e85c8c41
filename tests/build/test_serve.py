"""``mkdocs serve`` shows what was edited as its own live reload tells the browser, keeps the rest, and survives a mistake."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Thread

import pytest
import yaml

from hub_world import POST, ROOT, World

Make = Callable[..., World]
PATIENCE_SECONDS = 90


class Preview:
    """A running preview, as a browser and a terminal see it."""

    def __init__(self, address: str, process: subprocess.Popen[str]) -> None:
        self.address = address
        self.lines: list[str] = []
        assert process.stderr is not None
        for line in process.stderr:
            self.lines.append(line)
            if "Serving on" in line:
                break
        else:
            raise AssertionError("".join(self.lines))
        self._reader = Thread(target=self.lines.extend, args=(process.stderr,))
        self._reader.start()

    def page(self, path: str) -> str:
        """The page as it is served now; the server answers when no build is under way."""
        with urllib.request.urlopen(self.address + path, timeout=PATIENCE_SECONDS) as answer:
            return str(answer.read().decode())

    def after(self, edit: Callable[[], object], path: str) -> str:
        """The page that a browser showing ``path`` has once ``edit`` was made: it waits as MkDocs' script does."""
        epoch, request = re.findall(r"livereload\((\d+), (\d+)\);", self.page(path))[0]
        edit()
        # The answer comes with the next build, or after a minute without one.
        assert int(self.page(f"livereload/{epoch}/{request}")) > int(epoch), "".join(self.lines)
        return self.page(path)

    def builds(self) -> int:
        """How many builds there have been: what MkDocs says at their end is left out when two took equally long."""
        return len([line for line in self.lines if "Building documentation" in line])

    def end(self) -> None:
        """The process is gone: what it said is complete."""
        self._reader.join(PATIENCE_SECONDS)


@contextmanager
def served(hub: World) -> Iterator[Preview]:
    """A preview of the hub."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "hooks"), "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", f"127.0.0.1:{port}"]
    with subprocess.Popen(
        command, cwd=hub.root, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    ) as process:
        try:
            preview = Preview(f"http://127.0.0.1:{port}/", process)
            yield preview
        finally:
            process.terminate()
            process.wait(timeout=PATIENCE_SECONDS)
        preview.end()


def write(hub: World, text: str) -> Callable[[], None]:
    """The edit that makes ``text`` the post."""
    return lambda: hub.write({"posts/one.md": text})


def test_an_edited_post_is_in_the_browser_and_a_mistake_leaves_the_others(make_hub: Make) -> None:
    one, two = (POST.format(title=title, author="jane") for title in ("One", "Two"))
    hub = make_hub({"posts/one.md": one, "posts/two.md": two}, cards="off", features={"search": False})
    with served(hub) as preview:
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
    with served(hub) as preview:
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
