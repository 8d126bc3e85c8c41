"""A tiny hub in its own folder, checked and built as a person would."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from pathlib import Path

import yaml
from click.testing import CliRunner, Result
from mkdocs.__main__ import cli as mkdocs

from voices.configfile import load_hub
from voices.findings import Finding
from voices.loading import Loaded, load

ROOT = Path(__file__).parents[1]
CORPORA = ROOT.parent / "shared" / "corpora"
NOW = 1795305600  # 2026-11-22, noon in UTC

AUTHOR = """\
---
name: {name}
role: Engineer
agreed: 2026-01-05
---
Writes about work.
"""
POST = """\
---
title: {title}
authors: [{author}]
date: 2026-11-01
summary: What happened, and what we changed.
---
Something **happened**.
"""
LEGAL = {f"legal/{page}.md": f"# {page.title()}\n\nWords.\n" for page in ("privacy", "imprint", "accessibility")}


class World:
    """A hub in a folder of its own."""

    def __init__(self, root: Path, settings: Mapping[str, object]) -> None:
        self.root = root
        self.content = root / "content"
        self.site = root / "site"
        config = {
            "site_name": "Our voices",
            "site_url": "https://voices.example/",
            "docs_dir": "content",
            "theme": {"name": "material"},
            "hooks": [str(ROOT / "hooks" / "hub.py")],
            "extra": {"voices": dict(settings)},
        }
        (root / "mkdocs.yml").write_text(yaml.safe_dump(config), encoding="utf-8")

    def write(self, files: Mapping[str, str | bytes]) -> None:
        """Put files below ``content/``; texts may be indented."""
        for name, data in files.items():
            path = self.content / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data if isinstance(data, bytes) else textwrap.dedent(data).encode())

    def load(self) -> Loaded:
        """The hub read and joined."""
        return load(load_hub(self.root / "mkdocs.yml"))

    def check(self) -> tuple[Finding, ...]:
        """Every finding."""
        return self.load().findings

    def build(self, *options: str, check: bool = True) -> Result:
        """``mkdocs build``, in this process."""
        done = CliRunner().invoke(mkdocs, ["build", "-f", str(self.root / "mkdocs.yml"), *options])
        if done.exception is not None and not isinstance(done.exception, SystemExit):
            raise done.exception
        if check and done.exit_code:
            raise AssertionError(f"mkdocs build exited {done.exit_code}:\n{done.output}")
        return done

    def page(self, address: str) -> str:
        """The HTML at an address of the built site."""
        path = self.site / address
        return (path / "index.html" if path.is_dir() else path).read_text(encoding="utf-8")

    def snapshot(self) -> dict[str, bytes]:
        """Every file of the built site but Pagefind's own."""
        return {
            path.relative_to(self.site).as_posix(): path.read_bytes()
            for path in sorted(self.site.rglob("*"))
            if path.is_file() and path.relative_to(self.site).parts[0] != "search"
        }
