"""``voices photo``: what a person does with a photo from a phone before anyone sees it."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from PIL import Image
from tests.media.photos import encoded, phone_photo

from voices.cli import cli
from voices.pictures import has_gps


def photo(*arguments: object) -> Result:
    return CliRunner().invoke(cli, ["photo", *map(str, arguments)])


def size(path: Path) -> tuple[int, int]:
    with Image.open(path) as image:
        return image.size


def test_a_photo_loses_its_place_and_its_size_and_keeps_its_name(tmp_path: Path) -> None:
    path = tmp_path / "harbour.jpg"
    path.write_bytes(phone_photo(4000, 3000, orientation=6))
    result = photo(path)
    assert result.exit_code == 0
    assert "the place where it was taken" in result.stderr
    assert "3000 × 4000 to 1920 × 2560" in result.stderr
    assert result.stdout == ""
    assert not has_gps(path)
    assert b"Phone Maker" not in path.read_bytes()
    assert size(path) == (1920, 2560)
    assert [entry.name for entry in tmp_path.iterdir()] == ["harbour.jpg"]


def test_a_portrait_beside_its_profile_becomes_square(tmp_path: Path) -> None:
    path = tmp_path / "content" / "authors" / "jane.jpg"
    path.parent.mkdir(parents=True)
    path.write_bytes(phone_photo(1600, 1200))
    assert photo(path).exit_code == 0
    assert size(path) == (800, 800)


def test_shape_and_width_can_be_chosen(tmp_path: Path) -> None:
    path = tmp_path / "a.webp"
    path.write_bytes(encoded(Image.new("RGB", (900, 900)), "WEBP"))
    assert photo(path, "--crop", "wide", "--width", 320).exit_code == 0
    assert size(path) == (320, 180)


def test_a_small_photo_is_not_made_larger(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(encoded(Image.new("RGB", (300, 200), "red"), "PNG"))
    result = photo(path)
    assert "size kept" in result.stderr
    assert size(path) == (300, 200)


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("cut.jpg", phone_photo()[:2000], "damaged or cut short"),
        ("words.jpg", b"words", "not a picture"),
        ("a.gif", encoded(Image.new("RGB", (9, 9)), "GIF"), "Save the picture as one of these"),
    ],
)
def test_a_file_that_cannot_be_read_is_left_alone(tmp_path: Path, name: str, data: bytes, reason: str) -> None:
    (tmp_path / name).write_bytes(data)
    result = photo(tmp_path / name)
    assert result.exit_code == 1
    assert reason in result.stderr
    assert (tmp_path / name).read_bytes() == data


def test_a_missing_file_is_wrong_usage(tmp_path: Path) -> None:
    assert photo(tmp_path / "nowhere.jpg").exit_code == 2
