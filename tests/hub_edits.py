"""Edits of posts and people, as they make them in files or with ``voices``; each leaves something to build.

Comes in: a hub and a seed. What else is edited is ``hub_history``'s; what the builds make of it is left to the tests.
"""

from __future__ import annotations

import contextlib
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

from hub_world import NOW, World
from rich_hub import AUTHOR, POST, picture, profile
from voices.cli import cli


class Edits:
    """Edits drawn with the dice of one seed. One that finds nothing to do does nothing."""

    def __init__(self, hub: World, seed: int) -> None:
        self.hub = hub
        self.dice = random.Random(seed)
        self.count = 0
        self.now = NOW
        """What the clock says: a test hands it to the builds as ``SOURCE_DATE_EPOCH``."""

    # Posts

    def add_post(self) -> None:
        day = f"202{self.dice.randint(1, 6)}-0{self.dice.randint(1, 9)}-1{self.dice.randint(0, 9)}"
        topic = self.dice.choice(["Data", "Kafka", "Work"])
        self._post(POST.format(title=f"Post {self._next()}", authors=self._author(), day=day, topic=topic))

    def add_illustrated_post(self) -> None:
        number = self._next()
        self.hub.write({f"posts/a/shot{number}.png": picture(number)})
        text = POST.format(title=f"Post {number}", authors=self._author(), day="2026-10-05", topic="Data")
        text = text.replace("summary:", f"image: {{src: shot{number}.png, alt: A colour}}\nsummary:")
        self.hub.write({f"posts/a/p{number}.md": f"{text}![Again](shot{number}.png)\n"})

    def add_future_post(self) -> None:
        day = f"2026-11-2{self.dice.randint(3, 5)}"
        self._post(POST.format(title=f"Post {self._next()}", authors=self._author(), day=day, topic="Work"))

    def edit_text(self) -> None:
        self._replace("Something", f"Something {self.dice.randint(0, 99)}")

    def edit_title(self) -> None:
        self._replace("title: ", f"title: New {self.dice.randint(0, 99)} ")

    def edit_date(self) -> None:
        self._replace("date: 202", f"updated: 2026-11-1{self.dice.randint(0, 9)}\ndate: 202", unless="updated:")

    def link_posts(self) -> None:
        posts = self._posts("a")
        if len(posts) > 1:
            one, other = self.dice.sample(posts, 2)
            one.write_text(one.read_text() + f"Read [the other]({other.name}).\n")

    def mention_person(self) -> None:
        self._replace("happened**.", f"happened** to [them](/authors/{self.dice.choice(['jane', 'john'])}/).")

    def answer_post(self) -> None:
        posts = self._posts()
        if len(posts) > 1:
            one, other = self.dice.sample(posts, 2)
            if "answers:" not in one.read_text():
                one.write_text(one.read_text().replace("summary:", f"answers: {other.stem}\nsummary:", 1))

    def pin_or_unpin(self) -> None:
        self._toggle("pinned: true\n")

    def draft_or_publish(self) -> None:
        self._toggle("draft: true\n")

    def withdraw(self) -> None:
        self._replace("title:", "withdrawn: {date: 2026-11-02, note: It was wrong.}\ntitle:", unless="withdrawn")

    def correct(self) -> None:
        self._replace("title:", "corrections: [{date: 2026-11-03, note: It was two.}]\ntitle:", unless="corrections")

    def change_topics(self) -> None:
        self._replace("topics: [Data]", "topics: [Kafka, Testing]")

    def change_byline(self) -> None:
        self._replace("authors: [jane]", "authors: [john, jane]")

    def rename_post(self) -> None:
        for post in self._some():
            post.rename(post.with_name(f"renamed{self._next()}.md"))

    def delete_post(self) -> None:
        for post in self._some():
            post.unlink()

    def move_post(self) -> None:
        for post in self._some():
            self._voices("move", f"/posts/{post.stem}/", f"/posts/moved{self._next()}/")

    def link_translation(self) -> None:
        plain = [post for post in self._posts() if "translation_of" not in post.read_text()]
        if len(plain) > 1:
            one, other = self.dice.sample(plain, 2)
            text = f"translation_of: {other.stem}\nlanguage: fi\ntitle:"
            one.write_text(one.read_text().replace("title:", text, 1))

    def unlink_translation(self) -> None:
        for post in self._posts():
            lines = post.read_text().splitlines(keepends=True)
            post.write_text("".join(line for line in lines if not line.startswith("translation_of:")))

    # People

    def change_name(self) -> None:
        name = self.dice.choice(["Jane Doe", "Jane Roe", "Jane O'Hara"])
        photo = self.dice.choice(["", "photo: jane.png\n"])
        self.hub.write({"authors/jane.md": profile("jane", name, more=photo)})

    def change_photo(self) -> None:
        self.hub.write({"authors/jane.png": picture(self._next())})

    def hide_or_show_author(self) -> None:
        status = self.dice.choice(["", "status: hidden\n", "status: alumni\n"])
        self.hub.write({"authors/john.md": profile("john", "John Roe", show="excerpt", more=status)})

    def tell_life_in_finnish(self) -> None:
        self.hub.write({"authors/jane.fi.md": f"Kirjoittaa työstä {self._next()}.\n"})

    def link_life(self) -> None:
        """A biography leads to a post and shows a picture, both of which may change under it."""
        path = self.hub.content / "authors" / "john.md"
        for post in self._some():
            place = post.relative_to(self.hub.content).as_posix()
            path.write_text(path.read_text() + f"\nRead [this](../{place}). ![Me](jane.png)\n")

    def hire(self) -> None:
        number = self._next()
        self.hub.write({f"authors/new{number}.md": AUTHOR.format(name=f"Newcomer {number}", more="")})
        self._post(POST.format(title=f"Hello {number}", authors=f"new{number}, jane", day="2026-11-01", topic="Work"))

    def forget_author(self) -> None:
        for newcomer in self._newcomers():
            self._voices("forget", "author", newcomer.stem, "--yes")

    def merge_authors(self) -> None:
        """Two profiles turn out to be one person: all they wrote becomes Jane's, and the old page leads to hers."""
        for newcomer in self._newcomers():
            for post in self._posts():
                text = post.read_text()
                post.write_text(
                    text.replace(f"[{newcomer.stem}, jane]", "[jane]").replace(f"[{newcomer.stem}]", "[jane]")
                )
            newcomer.unlink()
            path = self.hub.content / "authors" / "jane.md"
            text = path.read_text()
            if "aliases:" not in text:
                path.write_text(text.replace("agreed:", f"aliases: [/authors/{newcomer.stem}/]\nagreed:", 1))

    def rename_author(self) -> None:
        for newcomer in self._newcomers():
            self._voices("move", f"/authors/{newcomer.stem}/", f"/authors/new{self._next()}/")

    # How edits reach the files

    def _next(self) -> int:
        self.count += 1
        return self.count

    def _author(self) -> str:
        return self.dice.choice(["jane", "john"])

    def _posts(self, folder: str = "") -> list[Path]:
        return sorted((self.hub.content / "posts" / folder).rglob("*.md"))

    def _some(self) -> list[Path]:
        posts = self._posts()
        return [self.dice.choice(posts)] if posts else []

    def _newcomers(self) -> list[Path]:
        found = sorted((self.hub.content / "authors").glob("new*.md"))
        return [self.dice.choice(found)] if found else []

    def _post(self, text: str) -> None:
        self.hub.write({f"posts/{self.dice.choice(['a', 'b'])}/p{self._next()}.md": text})

    def _replace(self, old: str, new: str, unless: str = "\0") -> None:
        for post in self._some():
            text = post.read_text()
            if unless not in text:
                post.write_text(text.replace(old, new, 1))

    def _toggle(self, line: str) -> None:
        for post in self._some():
            text = post.read_text()
            post.write_text(text.replace(line, "") if line in text else text.replace("title:", f"{line}title:", 1))

    def _voices(self, *words: str) -> None:
        with contextlib.suppress(SystemExit):
            cli.main(["--quiet", *words, "-f", str(self.hub.root / "mkdocs.yml")], standalone_mode=False)

    def _settings(self, change: Callable[[dict[str, Any]], None]) -> None:
        path = self.hub.root / "mkdocs.yml"
        config = yaml.safe_load(path.read_text())
        change(config)
        path.write_text(yaml.safe_dump(config))
