"""Pictures are decoded before the site is touched: a damaged one stops ``check`` and ``build`` alike."""

from __future__ import annotations

import os
import struct
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

import voices.picture_check
from hub_world import World
from voices.configfile import load_hub
from voices.loading import load
from voices.store import Cache
from voices.workers import Workers

Make = Callable[..., World]
PROFILE = "---\nname: Ann\nagreed: 2026-01-05\nphoto: face.jpg\n---\nHello.\n"
POST = (
    "---\ntitle: One\nauthors: [jane]\ndate: 2026-11-01\nsummary: One.\nimage: {{src: {image}, alt: A}}\n---\n{body}\n"
)


def jpeg() -> bytes:
    out = BytesIO()
    Image.effect_noise((200, 200), 60).convert("RGB").save(out, "JPEG")
    return out.getvalue()


def bomb() -> bytes:
    """A PNG of 900 megapixels in a hundred bytes."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 30_000, 30_000, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0")) + chunk(b"IEND", b"")


DAMAGED = {
    "cut short": (jpeg()[:3000], "cut short"),
    "a page that calls itself a picture": (b"<!doctype html><p>Not found", "not a picture"),
    "a bomb": (bomb(), "megapixels"),
    "nothing": (b"", "not a picture"),
}
PLACES: dict[str, Callable[[bytes], dict[str, str | bytes]]] = {
    "a photo": lambda data: {"authors/ann.md": PROFILE, "authors/face.jpg": data},
    "a post's picture": lambda data: {"posts/a.md": POST.format(image="a.jpg", body="Hi."), "posts/a.jpg": data},
    "a picture in a text": lambda data: {
        "posts/a.md": POST.format(image="ok.jpg", body="![What it shows](a.jpg)"),
        "posts/ok.jpg": jpeg(),
        "posts/a.jpg": data,
    },
    "a topic's picture": lambda data: {"topics/t.md": "---\nname: T\nimage: t.jpg\n---\n", "topics/t.jpg": data},
}


def faults(world: World) -> list[tuple[str, str]]:
    return [(f.path, f.message) for f in world.check() if f.rule == "picture.unreadable"]


@pytest.mark.parametrize("kind", DAMAGED)
def test_a_damaged_picture_is_a_block_finding_of_the_check(make_hub: Make, kind: str) -> None:
    data, word = DAMAGED[kind]
    ((path, message),) = faults(make_hub(PLACES["a photo"](data)))
    assert path == "content/authors/face.jpg"
    assert word in message


@pytest.mark.parametrize("place", PLACES)
def test_it_is_found_wherever_it_is_shown_and_a_sound_one_passes(make_hub: Make, place: str) -> None:
    hub = make_hub(PLACES[place](jpeg()))
    assert faults(hub) == []
    hub.write(PLACES[place](jpeg()[:3000]))
    assert len(faults(hub)) == 1


def test_a_picture_that_nobody_shows_is_nobodys_business(make_hub: Make) -> None:
    assert faults(make_hub({"posts/draft-picture.jpg": b"no picture"})) == []


def test_a_damaged_picture_stops_the_build_before_the_site_is_touched(make_hub: Make) -> None:
    hub = make_hub(PLACES["a photo"](jpeg()), features={"search": False})
    hub.build()
    before = hub.snapshot()
    hub.write({"authors/face.jpg": jpeg()[:3000]})
    assert hub.build(check=False).exit_code == 1
    assert hub.snapshot() == before


def test_a_verdict_is_kept_until_the_file_changes_and_workers_find_the_same(
    make_hub: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = make_hub(PLACES["a photo"](jpeg()[:3000]))
    hub = load_hub(world.root / "mkdocs.yml")
    asked: list[Path] = []
    decode = voices.picture_check.fault_of

    def counting(path: Path) -> str:
        asked.append(path)
        return decode(path)

    cache = Cache(tmp_path / "cache.db", "1")
    monkeypatch.setattr(voices.picture_check, "fault_of", counting)
    first, second = load(hub, cache).findings, load(hub, cache).findings
    assert first == second
    assert len(asked) == 1
    face = world.content / "authors/face.jpg"
    face.write_bytes(jpeg())
    os.utime(face, ns=(1, 1))
    assert not [f for f in load(hub, cache).findings if f.rule == "picture.unreadable"]
    assert len(asked) == 2
    cache.close()
    monkeypatch.undo()
    face.write_bytes(jpeg()[:3000])
    with Workers(processes=2, few=0) as workers:
        assert load(hub, executor=workers).findings == first
