"""Random histories of a hub: edits of everything, by name, one after the other, with mishaps and other builds among them.

Comes in: a hub (``rich_hub.FILES`` has a bit of everything) and a seed. What the builds make of it is left to the tests.
"""

from __future__ import annotations

from hub_edits import Edits
from rich_hub import JOB, POLICY, blog

HOUR_SECONDS = 3600


class History(Edits):
    """The edits of one seed."""

    def step(self) -> str:
        """Make an edit; its name."""
        name = self.dice.choice(EDITS)
        getattr(self, name)()
        return name

    # Own blogs

    def fetch_entries(self) -> None:
        self.hub.write({"feeds/jane/jane.json": blog("jane", *self.dice.sample(range(1, 12), self.dice.randint(0, 6)))})

    def break_feed(self) -> None:
        self.hub.write({"feeds/john/john.json": blog("john", 4, 5, state=self.dice.choice(["ok", "failing", "gone"]))})

    def rename_blog(self) -> None:
        path = self.hub.content / "feeds" / "jane" / "jane.json"
        path.write_text(path.read_text().replace("A blog", f"A blog, {self._next()}"))

    def show_excerpts_or_all(self) -> None:
        path = self.hub.content / "authors" / "jane.md"
        text = path.read_text()
        path.write_text(
            text.replace("show: full", "show: excerpt") if "full" in text else text.replace("excerpt", "full")
        )

    # Subjects, jobs, the guideline, the hub's own pages

    def merge_topics(self) -> None:
        if any("topics: [Data]" in post.read_text() for post in self._posts()):
            number = self._next()
            self._voices("move", "/topics/data/", f"/topics/data-{number}/", "--name", f"Data {number}")

    def describe_topic(self) -> None:
        link = "".join(f"Read [this](../posts/{post.parent.name}/{post.name}).\n" for post in self._some())
        text = f"---\nname: {{en: Data, fi: Tieto {self._next()}}}\nimage: ../authors/jane.png\n---\n{link}"
        self.hub.write({"topics/data.md": text})

    def describe_team(self) -> None:
        lead = self.dice.choice(["lead: jane\n", "lead: john\n", ""])
        self.hub.write({"teams/platform.md": f"---\nname: Platform\n{lead}---\nWe keep it up, {self._next()}.\n"})

    def post_or_fill_job(self) -> None:
        path = self.hub.content / "jobs" / "second.md"
        if path.exists():
            path.unlink()
        else:
            topic = self.dice.choice(["Data", "Kafka", "Work"])
            self.hub.write({"jobs/second.md": JOB.format(number=self._next()).replace("[Data]", f"[{topic}]")})

    def change_guideline(self) -> None:
        self.hub.write({"policy.yml": POLICY.format(why=f"Reason {self._next()}.")})

    def change_own_page(self) -> None:
        page = self.dice.choice(["index.md", "about.md", "about.fi.md", "press.md", "legal/imprint.md"])
        self.hub.write(
            {page: f"# Page {self._next()}\n\nWords, and [people](authors/jane.md).\n".replace("](a", "](/a")}
        )

    def remove_own_page(self) -> None:
        for name in ("press.md", "about.fi.md"):
            (self.hub.content / name).unlink(missing_ok=True)

    def say_or_unsay_notice(self) -> None:
        path = self.hub.content / "notice.md"
        if path.exists():
            path.unlink()
        else:
            self.hub.write({"notice.md": f"We know of it, {self._next()}.\n"})

    # What surrounds the content

    def touch_settings(self) -> None:
        changed = self.dice.choice(
            (
                {"per_page": self.dice.choice([2, 3, 24])},
                {"feed_items": self.dice.choice([1, 30])},
                {"languages": self.dice.choice([["en"], ["fi", "en"], ["en", "fi"], ["en", "fi", "pl"]])},
                {"features": {"jobs": self.dice.random() < 0.5}},
                {"features": {"search": self.dice.random() < 0.5}},
                {"brand": {"primary": self.dice.choice(["#0b5a52", "#123456"])}},
            )
        )
        self._settings(lambda config: config["extra"]["voices"].update(changed))

    def move_site(self) -> None:
        site = self.dice.choice(["https://voices.example/", "https://acme.example/voices/"])
        self._settings(lambda config: config.update(site_url=site))

    def touch_words(self) -> None:
        words = f'msgid ""\nmsgstr "Language: en\\n"\n\nmsgid "Read next"\nmsgstr "Read on {self.dice.randint(0, 9)}"\n'
        (self.hub.root / "languages").mkdir(exist_ok=True)
        (self.hub.root / "languages" / "en.po").write_text(words)

    def touch_template(self) -> None:
        """The owner's own folder of templates: a part of every listing, a block of the frame, a style sheet, a file."""
        folder = self.hub.root / "overrides"
        files = {
            "partials/pager.html": f"<nav>{self._next()} {{{{ view.pager is defined }}}}</nav>\n",
            "main.html": f'{{% extends "base.html" %}}\n{{% block footer %}}<footer>{self.count}</footer>{{% endblock %}}\n',
            "assets/css/layout.css": f"main {{ margin: {self.count}px }}\n",
            "owner.txt": f"{self.count}\n",
        }
        name = self.dice.choice(sorted(files))
        path = folder / name
        if path.exists() and self.dice.random() < 0.3:
            path.unlink()
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(files[name])
        self._settings(lambda config: config["theme"].update(custom_dir="overrides"))

    def record(self) -> None:
        self._voices("build", "--record")

    def let_hours_pass(self) -> None:
        self.now += HOUR_SECONDS * self.dice.randint(1, 20)

    def let_years_pass(self) -> None:
        self.now += HOUR_SECONDS * 24 * 365 * 3

    # Mishaps, and other ways to build

    def lose_some_cache(self) -> None:
        files = sorted(path for path in (self.hub.root / ".cache").rglob("*") if path.is_file())
        for path in self.dice.sample(files, min(len(files), self.dice.randint(1, 4))):
            path.unlink()

    def damage_site(self) -> None:
        files = [path for path in sorted(self.hub.site.rglob("*")) if path.is_file() and "search" not in path.parts]
        for path in self.dice.sample(files, min(len(files), 3)):
            path.write_bytes(b"Cut sho")

    def build_with_mkdocs(self) -> None:
        self.hub.build()


EDITS = tuple(name for kind in (Edits, History) for name in vars(kind) if not name.startswith("_") and name != "step")
