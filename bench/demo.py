"""What the hub does, shown on its own sample in a folder that is thrown away: ``make demo``. Offline, about a minute.

Each step runs the command a person would type, prints what it says, and checks what it promises; the first promise not
kept ends the demo with exit code 1. The only server is one of our own, on this machine.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.request import urlopen

import yaml
from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from bench.demo_texts import BLOG_HOME, BLUNDER, FEED, MENDED

ROOT = Path(__file__).parents[1]
DAY = "1795305600"  # 2026-11-22, a day on which the sample is fresh
OLD, NEW = "posts/2026/dyzur-bez-prysznica.md", "posts/dyzur-w-spokoju/"


class BrokenPromiseError(Exception):
    """Something the hub promises did not happen."""


class Stage:
    """The sample in a folder of its own, and a console that tells what happens there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.console = Console(highlight=False, width=min(100, Console().width))
        self._step = 0

    def step(self, title: str, why: str) -> None:
        """Begin the next step."""
        self._step += 1
        self.console.print()
        self.console.rule(Text(f" {self._step}  {title} ", style="bold"), align="left", style="dim")
        self.console.print(Padding(Text(why, style="italic"), (0, 0, 1, 0)))

    def run(self, *command: str, exits: int = 0) -> str:
        """Run ``voices …`` as a person would, show what it says, and give it back."""
        typed = " ".join(f'"{word}"' if " " in word else word for word in command)
        self.console.print(Text.assemble(("  $ ", "dim"), (f"voices {typed}", "bold cyan")))
        done = subprocess.run(
            [sys.executable, "-c", "from voices.cli import main; main()", *command],
            cwd=self.folder,
            env={**os.environ, "SOURCE_DATE_EPOCH": DAY, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(ROOT / "hooks")},
            capture_output=True,
            text=True,
            check=False,
        )
        said = "\n".join(part.strip() for part in (done.stderr, done.stdout) if part.strip())
        lines = said.splitlines()
        for line in lines[-1:] if command[0] == "build" else lines:  # a build's phases are for those who wait for it
            self.console.print(Padding(Text(line), (0, 0, 0, 4)))
        if done.returncode != exits:
            self.console.print(said)
            raise BrokenPromiseError(f"voices {command[0]} ended with {done.returncode}, not {exits}")
        return said

    def promise(self, words: str, kept: object) -> None:
        """Say what was promised; raises BrokenPromiseError where it isn't so."""
        if not kept:
            raise BrokenPromiseError(words)
        self.console.print(Text.assemble(("  ✓ ", "bold green"), words))

    def page(self, address: str) -> str:
        """A page of the built site."""
        return (self.folder / "site" / address / "index.html").read_text(encoding="utf-8")

    def put(self, path: str, text: str) -> None:
        """Write a file of the content folder, as an employee would."""
        (self.folder / "content" / path).write_text(text, encoding="utf-8")
        self.console.print(Text.assemble(("  ✎ ", "dim"), f"content/{path}"))


def main() -> int:
    """Run the demo; 0 when every promise was kept."""
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="voices-demo-") as name:
        stage = Stage(Path(name))
        try:
            _copy_sample(stage.folder)
            _build(stage)
            with _Served(_blog(stage.folder)) as blog:
                _fill_an_author(stage, blog)
            _catch_a_blunder(stage)
            _meet_the_people(stage)
            _keep_the_link(stage)
        except BrokenPromiseError as broken:
            stage.console.print(Text.assemble(("  ✗ ", "bold red"), f"not so: {broken}"))
            return 1
        stage.console.print()
        stage.console.rule(style="dim")
        stage.console.print(f"Every promise kept, in {time.monotonic() - began:.0f} seconds, without the internet.")
    return 0


def _copy_sample(folder: Path) -> None:
    shutil.copytree(ROOT / "content", folder / "content")
    config = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
    config["hooks"] = [str(ROOT / "hooks" / "hub.py")]
    config["extra"]["voices"]["fetch"]["allow_hosts"] = ["127.0.0.1"]
    # No time is spent on sizes and cards nobody will look at.
    config["extra"]["voices"] |= {"pictures": "original", "cards": "off"}
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(config, allow_unicode=True), encoding="utf-8")


def _build(stage: Stage) -> None:
    stage.step("The hub builds", "An invented company in four languages: people, posts, their own blogs, open jobs.")
    stage.run("build", "--record")
    pages = len(list((stage.folder / "site").rglob("*.html")))
    stage.promise(f"{pages} pages, offline, from Markdown files", pages > 100)
    stage.promise(
        "the guideline stands in four languages",
        all((stage.folder / "site" / way / "policy" / "index.html").is_file() for way in ("", "fi", "pl", "lt")),
    )


def _fill_an_author(stage: Stage, blog: str) -> None:
    stage.step("An own blog appears", "Leila keeps a blog of her own. One address is all the hub needs to know.")
    found = stage.run("discover", blog)
    stage.promise("her feed was found from her homepage", f"{blog}feed.xml" in found)
    profile = "authors/leila-haddad.md"
    text = (stage.folder / "content" / profile).read_text(encoding="utf-8")
    stage.put(profile, text.replace("agreed: 2023", f"feeds:\n  - url: {blog}feed.xml\nagreed: 2023", 1))
    stage.run("fetch", "--author", "leila-haddad")
    stage.run("build", "--record")
    page = stage.page("authors/leila-haddad")
    stage.promise("her posts stand on her page, with links to her own blog", "Nobody reads the yellow note" in page)
    kept = "".join(file.read_text("utf-8") for file in (stage.folder / "content/feeds/leila-haddad").iterdir())
    stage.promise("the one that names a secret project is held", '"held"' in kept and "a wind by next" not in page)
    stage.promise("and not a word of it was kept", "a wind by next" not in kept and "Levanter" not in kept)


def _catch_a_blunder(stage: Stage) -> None:
    stage.step(
        "A blunder is caught",
        "Tomasz writes in Polish: a code name in the genitive, a PESEL, a picture nobody described.",
    )
    stage.put(OLD, BLUNDER)
    said = stage.run("check", f"content/{OLD}", exits=1)
    rules = ("policy.code-names", "policy.pesel", "policy.alt-text")
    stage.promise("three findings, no more and no fewer", _rules_in(said) == sorted(rules))
    stage.promise(
        "in Polish, with the reason and a better wording", "Projekt, który nie jest jeszcze publiczny" in said
    )
    stage.promise("the number itself is masked", "44051401359" not in said)
    stage.promise("each leads to its rule on the Polish page", "/pl/policy/#rule-code-names" in said)
    stage.promise("and the rule is there", 'id="rule-code-names"' in stage.page("pl/policy"))
    stage.put(OLD, MENDED)
    stage.run("check", f"content/{OLD}")
    stage.run("build", "--record")
    stage.promise("mended, green and public", "Dyżur bez prysznica" in stage.page("posts/dyzur-bez-prysznica"))


def _meet_the_people(stage: Stage) -> None:
    stage.step("A link for the job ad", "A job is shown by the people around it, each with the reason.")
    page = stage.page("pl/jobs/inzynier-niezawodnosci")
    people = page.partition('class="beside"')[2].partition("</ul>")[0]
    card = people.partition("Tomasz Wrona")[2].partition("</li>")[0]
    reason = card.partition('class="beside__why">')[2].partition("<")[0]
    stage.console.print(Padding(f"Tomasz Wrona, {reason}", (0, 0, 0, 4)))
    stage.promise("the author stands beside the job", "Tomasz Wrona" in people)
    stage.promise("with the reason in words", reason.strip())
    stage.promise("and the new post is the latest shown", "Dyżur bez prysznica" in card)
    code = stage.folder / "site/recruit/qr/job-inzynier-niezawodnosci.svg"
    stage.promise("a printed code for the ad is ready", code.is_file())


def _keep_the_link(stage: Stage) -> None:
    stage.step("A link that lives", "The post gets a better name, and Leila's blog goes off the net.")
    stage.run("move", "/posts/dyzur-bez-prysznica/", f"/{NEW}")
    said = stage.run("fetch", "--author", "leila-haddad", "--now", exits=1)
    stage.promise("the blog doesn't answer any more, and fetch says so", "leila-haddad" in said)
    stage.run("build", "--record")
    with _Served(stage.folder / "site") as site, urlopen(f"{site}posts/dyzur-bez-prysznica/") as answer:
        status, old = answer.status, answer.read().decode()
    stage.promise("the old link still answers", status == 200)
    stage.promise("and leads to the new one", "dyzur-w-spokoju" in old)
    stage.promise("which holds the post", "Dyżur bez prysznica" in stage.page(NEW))
    stage.promise("and what Leila wrote stays", "Nobody reads the yellow note" in stage.page("authors/leila-haddad"))


def _rules_in(said: str) -> list[str]:
    return sorted(line.rpartition("[")[2].rstrip("]") for line in said.splitlines() if line.endswith("]"))


def _blog(folder: Path) -> Path:
    """The files of Leila's own blog."""
    blog = folder / "leilas-blog"
    blog.mkdir()
    (blog / "index.html").write_text(BLOG_HOME, encoding="utf-8")
    (blog / "feed.xml").write_text(FEED, encoding="utf-8")
    return blog


class _Served:
    """A folder behind a server of our own on this machine, for as long as the block lasts."""

    def __init__(self, folder: Path) -> None:
        handler = partial(_Quiet, directory=str(folder))
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)

    def __enter__(self) -> str:
        self._thread.start()
        return f"http://127.0.0.1:{self._server.server_port}/"

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing: the demo tells what happens."""


if __name__ == "__main__":
    sys.exit(main())
