"""Where a setting is written: findings on settings name the line a person has to change."""

from __future__ import annotations

from pathlib import Path

import pytest

from voices.configfile import place_of

WRITTEN = """\
# the hub
INHERIT: base.yml
site_name: Our voices
extra:
  analytics: !ENV [NOTHING, false]
  voices:
    per_page: 12
"""
BASE = """\
site_url: https://voices.example/
extra:
  voices:

    content_mix:
      # agreed in spring
      expertise: 70
"""


@pytest.fixture
def config(tmp_path: Path) -> Path:
    (tmp_path / "base.yml").write_text(BASE)
    file = tmp_path / "mkdocs.yml"
    file.write_text(WRITTEN)
    return file


def test_a_setting_is_found_by_its_file_and_line(config: Path) -> None:
    assert place_of(config, "extra", "voices", "per_page") == (config, 7)


def test_an_inherited_setting_is_found_where_it_is_written(config: Path) -> None:
    assert place_of(config, "extra", "voices", "content_mix", "expertise") == (config.parent / "base.yml", 7)


def test_a_default_stands_at_the_deepest_section_that_is_written(config: Path) -> None:
    assert place_of(config, "extra", "voices", "brand", "primary") == (config, 6)
    assert place_of(config, "plugins", "search") == (config, 1)
    config.write_text("INHERIT: base.yml\n")
    assert place_of(config, "extra", "voices", "brand") == (config.parent / "base.yml", 3)
