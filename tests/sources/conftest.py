"""Tiny hubs: a content folder made of a mapping from paths to texts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from voices.model import Content
from voices.settings import Hub, hub_from
from voices.sources import read_content

AUTHOR = "---\nname: Aino Lehto\nagreed: 2026-01-05\n---\nI count passengers.\n"

Reader = Callable[..., Content]


def hub_at(folder: Path, files: Mapping[str, str | bytes]) -> Hub:
    for name, written in files.items():
        file = folder / "content" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(written if isinstance(written, bytes) else written.encode())
    (folder / "content").mkdir(exist_ok=True)
    settings = {"site_url": "https://voices.example/", "docs_dir": "content"}
    return hub_from(settings | {"extra": {"voices": {"timezone": "Europe/Helsinki"}}}, folder / "mkdocs.yml", {})


@pytest.fixture
def read(tmp_path: Path) -> Reader:
    """Reads a hub that has these files below content/."""

    def read_files(files: Mapping[str, str | bytes], **more: str | bytes) -> Content:
        return read_content(hub_at(tmp_path, {**files, **more}))

    return read_files


@pytest.fixture
def post() -> Callable[..., str]:
    """A post's file with these lines in its head."""

    def write(
        *lines: str, body: str = "Hello.", title: str = "title: First day", date: str = "date: 2026-11-03"
    ) -> str:
        head = "\n".join(line for line in (title, "authors: aino", date, *lines) if line)
        return f"---\n{head}\n---\n{body}\n"

    return write
