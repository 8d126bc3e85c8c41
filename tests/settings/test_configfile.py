"""Where a setting is written: findings on settings name the line a person has to change."""

from __future__ import annotations

from pathlib import Path

import pytest

from voices.configfile import load_hub, place_of
from voices.settings import SettingsError

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
docs_dir: content
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
    assert place_of(config, "extra", "voices", "content_mix", "expertise") == (config.parent / "base.yml", 8)


def test_a_default_stands_at_the_deepest_section_that_is_written(config: Path) -> None:
    assert place_of(config, "extra", "voices", "brand", "primary") == (config, 6)
    assert place_of(config, "plugins", "search") == (config, 1)
    config.write_text("INHERIT: base.yml\n")
    assert place_of(config, "extra", "voices", "brand") == (config.parent / "base.yml", 4)


def test_a_logo_or_picture_that_is_not_there_is_a_block_at_its_line(make_hub):
    hub = make_hub({"logo.svg": "<svg/>"}, company={"logo": "logo.svg", "picture": "Front.jpg"})
    (finding,) = [finding for finding in hub.check() if finding.path == "mkdocs.yml"]
    assert (finding.rule, finding.severity) == ("reference.missing-file", "block")
    assert 'company.picture: there is no file "Front.jpg" in content/.' in finding.message
    written = (hub.root / "mkdocs.yml").read_text().splitlines()
    assert written[finding.line - 1].strip() == "picture: Front.jpg"


def test_what_is_inherited_is_the_ground_and_what_is_written_lies_on_it(config: Path) -> None:
    (config.parent / "content").mkdir()
    hub = load_hub(config, {})
    assert (hub.site_url, hub.voices.per_page, hub.voices.content_mix.expertise) == ("https://voices.example/", 12, 70)


def test_a_folder_in_place_of_the_settings_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="this is a folder"):
        load_hub(tmp_path, {})


def test_settings_that_inherit_each_other_are_refused(config: Path) -> None:
    (config.parent / "base.yml").write_text("INHERIT: mkdocs.yml\n")
    with pytest.raises(SettingsError, match=r"base\.yml, INHERIT: mkdocs\.yml leads back here\. Take the line out"):
        load_hub(config, {})
    config.write_text("INHERIT: mkdocs.yml\n")
    with pytest.raises(SettingsError, match="leads back here"):
        load_hub(config, {})


def test_an_inherited_file_that_is_not_there_is_named_by_who_wants_it(config: Path) -> None:
    (config.parent / "base.yml").unlink()
    with pytest.raises(SettingsError, match=r'mkdocs\.yml, INHERIT: there is no file ".*base\.yml"\. Correct the path'):
        load_hub(config, {})
