"""A real multi-author blog of 504 posts becomes a hub: not one post lost, whatever stands in them."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from corpus_18f import write_hub
from hub_world import ROOT, World
from voices.build.command import build_site


@pytest.mark.slow
def test_every_post_of_a_real_blog_has_its_page(tmp_path: Path, corpora: Path) -> None:
    write_hub(tmp_path, corpora / "blogs" / "18f")
    path = tmp_path / "mkdocs.yml"
    config = yaml.safe_load(path.read_text())
    config["hooks"] = [str(ROOT / "hooks" / "hub.py")]
    config.setdefault("extra", {}).setdefault("voices", {})["features"] = {"search": False, "policy": False}
    path.write_text(yaml.safe_dump(config))
    posts = sorted((tmp_path / "content" / "posts").rglob("*.md"))
    authors = sorted((tmp_path / "content" / "authors").glob("*.md"))
    assert len(posts) == 504
    assert len(authors) > 250
    assert build_site(path, strict=False, record_addresses=False, timings=False, quiet=True) == 0
    pages = {page.parent.name for page in (tmp_path / "site" / "posts").glob("*/index.html")} - {"page"}
    assert len(pages) == 504
    assert all((tmp_path / "site" / "authors" / author.stem / "index.html").is_file() for author in authors)
    world = World.__new__(World)
    world.site = tmp_path / "site"
    text = "".join(world.page(f"posts/{page}/") for page in sorted(pages))
    # Template tags of the blog's own generator are shown as written, never run.
    assert "{%" in text
    assert "{{" in text
