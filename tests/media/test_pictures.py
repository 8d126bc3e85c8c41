"""What a site publishes of a picture, and what it keeps to itself."""

from __future__ import annotations

import struct
import subprocess
import sys
import zlib
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from io import BytesIO
from multiprocessing import get_context
from pathlib import Path

import pytest
from PIL import Image, ImageCms
from tests.media.photos import encoded, phone_photo

from voices import pictures
from voices.outputs import variant_files
from voices.outputs.media import MediaLibrary, PictureError
from voices.pictures import has_gps
from voices.text import ROOT

Library = Callable[..., MediaLibrary]


def widths(srcset: str) -> list[int]:
    return [int(part.split()[1].removesuffix("w")) for part in srcset.split(", ")]


def shown(library: MediaLibrary, address: str) -> Image.Image:
    with Image.open(library.used()[address.removeprefix(ROOT)]) as image:
        image.load()
        return image


def test_a_photo_is_offered_in_each_width_as_webp_and_jpeg(content: Path, library: Library) -> None:
    (content / "Harbour view.jpg").write_bytes(phone_photo(1600, 1200))
    opened = library()
    picture = opened.picture("Harbour view.jpg", "free", (400, 800))
    assert picture is not None
    assert widths(picture.srcset_webp) == widths(picture.srcset_jpeg) == [400, 800]
    assert (picture.width, picture.height) == (800, 600)
    assert picture.src.startswith(ROOT + "assets/media/harbour-view-800.")
    larger = [name for name in opened.used() if "-800." in name]
    assert {Path(name).suffix: shown(opened, name).size for name in larger} == {".webp": (800, 600), ".jpg": (800, 600)}


def test_a_picture_is_never_made_larger(content: Path, library: Library) -> None:
    (content / "small.jpg").write_bytes(phone_photo(300, 200))
    picture = library().picture("small.jpg", "free", (160, 480, 960))
    assert picture is not None
    assert widths(picture.srcset_webp) == [160, 300]
    assert (picture.width, picture.height) == (300, 200)


@pytest.mark.parametrize(("shape", "size"), [("wide", (800, 450)), ("square", (600, 600)), ("free", (800, 600))])
def test_shapes_are_cut_from_the_picture(
    content: Path, library: Library, shape: pictures.Shape, size: tuple[int, int]
) -> None:
    (content / "a.jpg").write_bytes(phone_photo(800, 600))
    opened = library()
    picture = opened.picture("a.jpg", shape, (2000,))
    assert picture is not None
    assert (picture.width, picture.height) == size == shown(opened, picture.src).size


def test_a_square_keeps_the_upper_part_where_a_face_is(content: Path, library: Library) -> None:
    image = Image.new("RGB", (400, 800), "white")
    image.paste("black", (100, 120, 300, 320))
    (content / "tall.png").write_bytes(encoded(image, "PNG"))
    opened = library()
    picture = opened.picture("tall.png", "square", (400,))
    assert picture is not None
    assert shown(opened, picture.src).convert("L").crop((100, 25, 300, 215)).getextrema()[1] < 40


def test_a_wide_photo_is_cut_to_where_something_is(content: Path, library: Library) -> None:
    image = Image.new("RGB", (1200, 400), "#dddddd")
    for stripe in range(900, 1150, 20):
        image.paste("black", (stripe, 50, stripe + 10, 350))
    (content / "a.png").write_bytes(encoded(image, "PNG"))
    opened = library()
    picture = opened.picture("a.png", "square", (400,))
    assert picture is not None
    assert shown(opened, picture.src).convert("L").getextrema()[0] < 30


def test_the_camera_orientation_is_applied(content: Path, library: Library) -> None:
    (content / "turned.jpg").write_bytes(phone_photo(800, 600, orientation=6))
    opened = library()
    picture = opened.picture("turned.jpg", "free", (300,))
    assert picture is not None
    assert (picture.width, picture.height) == (300, 400)
    image = shown(opened, picture.src).convert("RGB")
    top, bottom = image.getpixel((150, 50)), image.getpixel((150, 350))
    assert isinstance(top, tuple)
    assert isinstance(bottom, tuple)
    assert top[0] > top[2]
    assert bottom[2] > bottom[0]


@pytest.mark.parametrize("resize", [True, False])
def test_nothing_hidden_in_a_photo_is_published(content: Path, library: Library, *, resize: bool) -> None:
    (content / "a.jpg").write_bytes(phone_photo(800, 600))
    opened = library(resize=resize)
    assert opened.picture("a.jpg", "wide", (400, 800)) is not None
    assert opened.used()
    for path in opened.used().values():
        data = path.read_bytes()
        assert not has_gps(path)
        assert b"Phone Maker" not in data
        assert b"private words" not in data
        assert b"Exif" not in data


def test_without_resizing_a_picture_is_written_once_in_its_own_size(content: Path, library: Library) -> None:
    (content / "a.jpg").write_bytes(phone_photo(800, 600))
    opened = library(resize=False)
    picture = opened.picture("a.jpg", "wide", (400, 800))
    assert picture is not None
    assert (picture.width, picture.height, picture.srcset_webp, picture.srcset_jpeg) == (800, 600, "", "")
    assert len(opened.used()) == 1


def test_a_wide_gamut_profile_becomes_srgb(content: Path, library: Library) -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    (content / "odd.jpg").write_bytes(encoded(Image.new("RGB", (100, 100), "#808080"), "JPEG", icc_profile=profile))
    opened = library()
    picture = opened.picture("odd.jpg", "free", (100,))
    assert picture is not None
    assert "icc_profile" not in shown(opened, picture.src).info


def test_what_shows_through_stays_so_in_webp_and_png(content: Path, library: Library) -> None:
    (content / "logo.png").write_bytes(encoded(Image.new("RGBA", (300, 200), (255, 0, 0, 90)), "PNG"))
    opened = library()
    picture = opened.picture("logo.png", "free", (150,))
    assert picture is not None
    assert picture.src.endswith(".png")
    assert {shown(opened, name).mode for name in opened.used()} == {"RGBA"}


def test_an_animation_is_shown_by_its_first_picture(content: Path, library: Library) -> None:
    frames = [Image.new("RGB", (80, 80), colour) for colour in ("red", "blue")]
    (content / "a.gif").write_bytes(encoded(frames[0], "GIF", save_all=True, append_images=frames[1:]))
    opened = library()
    picture = opened.picture("a.gif", "free", (80,))
    assert picture is not None
    first = shown(opened, picture.src).convert("RGB").getpixel((40, 40))
    assert isinstance(first, tuple)
    assert first[0] > 200


@pytest.mark.parametrize("mode", ["1", "L", "P", "LA", "CMYK", "I;16"])
def test_every_kind_of_pixel_can_be_shown(content: Path, library: Library, mode: str) -> None:
    form = "JPEG" if mode == "CMYK" else "PNG"
    (content / "a.img").write_bytes(encoded(Image.new(mode, (60, 40)), form))
    opened = library()
    picture = opened.picture("a.img", "free", (60,))
    assert picture is not None
    assert shown(opened, picture.src).size == (60, 40)


def test_a_picture_that_does_not_exist_is_none(content: Path, library: Library) -> None:
    assert library().picture("nowhere.jpg", "free", (100,)) is None


def test_a_path_or_link_out_of_the_content_is_none(content: Path, library: Library, tmp_path: Path) -> None:
    (tmp_path / "secret.jpg").write_bytes(phone_photo())
    (content / "link.jpg").symlink_to(tmp_path / "secret.jpg")
    assert library().picture("../secret.jpg", "free", (100,)) is None
    assert library().picture("link.jpg", "free", (100,)) is None


def bomb(width: int, height: int) -> bytes:
    """A PNG of a few bytes that claims to be enormous."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0")) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("page.jpg", b"<!doctype html><p>Not a picture</p>", "not a picture"),
        ("photo.heic", b"\0\0\0\x18ftypheic\0\0\0\0", "HEIC"),
        ("empty.png", b"", "not a picture"),
        ("bomb.png", bomb(60_000, 60_000), "89 megapixels"),
        ("large.png", bomb(10_000, 10_000), "89 megapixels"),
        ("liar.png", bomb(2000, 1000), "damaged"),
    ],
)
def test_what_is_no_picture_is_refused_with_a_reason(
    content: Path, library: Library, name: str, data: bytes, reason: str
) -> None:
    (content / name).write_bytes(data)
    with pytest.raises(PictureError, match=reason):
        library().picture(name, "free", (100,))


def test_a_damaged_picture_is_named_when_it_is_made_and_refused_after(content: Path, library: Library) -> None:
    (content / "bad.img").write_bytes(phone_photo()[:3000])
    (content / "good.jpg").write_bytes(phone_photo())
    opened = library()
    assert opened.picture("bad.img", "free", (100,)) is not None
    assert opened.picture("good.jpg", "free", (100,)) is not None
    (fault,) = opened.produce_missing()
    assert fault[0] == "bad.img"
    assert "Export it again" in str(fault[1])
    assert [name.split("/")[-1][:4] for name in opened.used()] == ["good", "good"]
    opened.save()
    with pytest.raises(PictureError, match="damaged"):
        library().picture("bad.img", "free", (200,))


def test_an_unchanged_picture_is_not_opened_again(
    content: Path, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    (content / "a.jpg").write_bytes(phone_photo())
    first = library()
    before = first.picture("a.jpg", "wide", (200,)), dict(first.used())
    first.save()
    monkeypatch.setattr(variant_files, "opened", lambda path: pytest.fail(f"{path} was opened"))
    again = library()
    assert (again.picture("a.jpg", "wide", (200,)), dict(again.used())) == before


def test_a_changed_picture_gets_other_addresses_and_the_old_files_go(content: Path, library: Library) -> None:
    (content / "a.jpg").write_bytes(phone_photo(800, 600))
    first = library()
    first.picture("a.jpg", "free", (200,))
    old = set(first.used().values())
    first.save()
    (content / "a.jpg").write_bytes(phone_photo(700, 600))
    again = library()
    again.picture("a.jpg", "free", (200,))
    new = set(again.used().values())
    again.save(prune=True)
    assert not old & new
    assert not any(path.exists() for path in old)
    assert all(path.exists() for path in new)


def test_the_same_picture_gives_the_same_bytes_alone_and_in_worker_processes(content: Path, tmp_path: Path) -> None:
    for number in range(3):
        (content / f"{number}.jpg").write_bytes(phone_photo(400 + number, 300))

    def made(folder: str, executor: ProcessPoolExecutor | None) -> dict[str, bytes]:
        opened = MediaLibrary(content, tmp_path / folder)
        for number in range(3):
            opened.picture(f"{number}.jpg", "square", (100, 200))
        assert opened.produce_missing(executor) == ()
        return {name: path.read_bytes() for name, path in opened.used().items()}

    with ProcessPoolExecutor(2, mp_context=get_context("forkserver")) as executor:
        assert made("one", None) == made("two", executor)


def test_only_the_sizes_that_pages_name_are_made(content: Path, library: Library) -> None:
    (content / "a.jpg").write_bytes(phone_photo())
    opened = library()
    picture = opened.picture("a.jpg", "free", (100, 200))
    assert picture is not None
    opened.produce_missing(None, {picture.src.removeprefix(ROOT)})
    assert opened.file(picture) is not None
    assert len(list((content.parent / "cache" / "media").iterdir())) == 1


def test_a_lost_or_broken_index_costs_only_time(content: Path, library: Library) -> None:
    (content / "a.jpg").write_bytes(phone_photo())
    first = library()
    before = first.picture("a.jpg", "free", (100,))
    first.used()
    first.save()
    (content.parent / "cache" / "media" / "index.json").write_text("{ broken")
    assert library().picture("a.jpg", "free", (100,)) == before


def test_gps_is_found_in_jpeg_png_and_webp(tmp_path: Path) -> None:
    with Image.open(BytesIO(phone_photo())) as photo:
        for form in ("JPEG", "PNG", "WEBP"):
            path = tmp_path / f"a.{form.lower()}"
            path.write_bytes(encoded(photo, form, exif=photo.getexif()))
            assert has_gps(path), form
    (tmp_path / "b.jpg").write_bytes(phone_photo(located=False))
    assert not has_gps(tmp_path / "b.jpg")


def test_gps_is_found_in_xmp_and_in_files_that_cannot_be_opened(tmp_path: Path) -> None:
    note = b'<x:xmpmeta><rdf exif:GPSLatitude="60,10N"/></x:xmpmeta>'
    (tmp_path / "xmp.webp").write_bytes(encoded(Image.new("RGB", (9, 9)), "WEBP", xmp=note))
    assert has_gps(tmp_path / "xmp.webp")
    exif = phone_photo()[phone_photo().find(b"Exif\0\0") :][:300]
    (tmp_path / "phone.heic").write_bytes(b"\0\0\0\x18ftypheic\0\0\0\0" + exif)
    assert has_gps(tmp_path / "phone.heic")
    (tmp_path / "words.txt").write_text("nothing")
    assert not has_gps(tmp_path / "words.txt")
    assert not has_gps(tmp_path / "nowhere.jpg")


def test_image_libraries_are_loaded_only_once_there_is_something_to_draw() -> None:
    loaded = "import sys, voices.cli.build; print(*sorted({'PIL.Image', 'lxml', 'segno'} & sys.modules.keys()))"
    run = subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True, check=True)
    assert run.stdout.split() == []
