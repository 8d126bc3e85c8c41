"""A real blog of 504 posts is read without loss, and a second time from the cache with the same result."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from voices.configfile import load_hub
from voices.findings import blocks
from voices.model import Content
from voices.sources import read_content
from voices.store import Cache

CORPUS = Path(__file__).parents[3] / "shared" / "corpora" / "blogs" / "18f"
pytestmark = pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus blogs/18f is not beside this checkout")


def _conversion() -> ModuleType:
    spec = importlib.util.spec_from_file_location("corpus_18f", Path(__file__).parents[1] / "corpus_18f.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_all_posts_of_a_real_blog_are_read_and_the_cache_agrees(tmp_path: Path) -> None:
    _conversion().write_hub(tmp_path, CORPUS)
    hub = load_hub(tmp_path / "mkdocs.yml", {})
    cache = Cache(tmp_path / "cache.sqlite", "1")
    try:
        cold = read_content(hub, cache)
        cache.save()
        warm = read_content(hub, cache)
    finally:
        cache.close()
    assert len(cold.posts) == 504
    assert {id_ for post in cold.posts for id_ in post.authors} == {author.id for author in cold.authors}
    assert blocks(cold.findings) == ()
    assert min(post.document.words for post in cold.posts) > 10
    assert any("{%" in post.document.text for post in cold.posts)
    _are_equal(cold, warm)


def _are_equal(first: Content, second: Content) -> None:
    assert first.posts == second.posts
    assert first.authors == second.authors
    assert first.findings == second.findings
    assert [post.date.iso() for post in first.posts] == [post.date.iso() for post in second.posts]
