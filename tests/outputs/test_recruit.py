"""The recruiters' link kit, and ``voices links``."""

from __future__ import annotations

import csv
import json
from io import StringIO
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from click.testing import CliRunner
from msgspec.structs import replace

from voices.catalog import Catalog
from voices.cli import Session
from voices.cli.links import as_csv, links
from voices.configfile import load_hub
from voices.loading import load
from voices.outputs.recruit import qr_files, recruit_links

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", "1795305600")  # 2026-11-22: which jobs are open depends on the day
        return load(load_hub(ROOT / "mkdocs.yml")).catalog


def test_every_open_job_team_place_topic_and_willing_author_has_a_link(catalog) -> None:
    found = {(link.kind, link.id) for link in recruit_links(catalog)}
    assert {("job", job.id) for job in catalog.jobs.values() if not job.closed} <= found
    assert {("team", id_) for id_, group in catalog.teams.items() if group.people} <= found
    assert ("topic", "data") in found
    assert ("author", "aino-lehto") in found
    assert ("author", "ieva-stankute") not in found  # left, and did not agree to stand beside jobs


def test_closed_jobs_have_none(catalog) -> None:
    jobs = {id_: replace(job, closed=True) for id_, job in catalog.jobs.items()}
    assert not [link for link in recruit_links(replace(catalog, jobs=jobs)) if link.kind == "job"]


def test_variants_carry_the_settings_parameters_and_the_place(catalog) -> None:
    link = next(link for link in recruit_links(catalog) if link.id == "data-engineer")
    by_channel = {variant.channel: variant.url for variant in link.variants}
    assert list(by_channel) == ["ad", "print", *catalog.hub.voices.share]
    assert by_channel["linkedin"].startswith(f"{link.url}?")
    assert parse_qs(urlsplit(by_channel["linkedin"]).query) == {
        "utm_source": ["voices"],
        "utm_medium": ["employee"],
        "utm_campaign": ["job-data-engineer"],
        "utm_content": ["linkedin"],
    }


def test_a_campaign_of_the_settings_comes_before_the_pages(catalog) -> None:
    voices = catalog.hub.voices
    tagged = voices.model_copy(update={"links": voices.links.model_copy(update={"utm_campaign": "spring & autumn"})})
    hub = catalog.hub.model_copy(update={"voices": tagged})
    link = recruit_links(replace(catalog, hub=hub))[0]
    assert parse_qs(urlsplit(link.variants[0].url).query)["utm_campaign"] == ["spring & autumn"]


def test_texts_are_in_each_language_and_lead_to_its_page(catalog) -> None:
    link = next(link for link in recruit_links(catalog) if (link.kind, link.id) == ("topic", "data"))
    texts = {text.language: text.text for text in link.texts}
    assert list(texts) == ["en", "fi", "pl", "lt"]
    assert texts["pl"].startswith("Dane: ")
    assert texts["pl"].endswith("https://voices.tuuli.example/pl/topics/data/")
    assert texts["en"].endswith("https://voices.tuuli.example/topics/data/")


def test_the_search_box_finds_names_typed_without_marks(catalog) -> None:
    found = {(link.kind, link.id): link.found_by for link in recruit_links(catalog)}
    assert "krakow" in found["place", "krakow"]
    assert "dane" in found["topic", "data"]


def test_codes_are_made_for_print(catalog) -> None:
    link = recruit_links(catalog)[0]
    (svg, svg_bytes), (png, png_bytes) = qr_files([link])
    assert (svg, png) == (f"recruit/qr/job-{link.id}.svg", f"recruit/qr/job-{link.id}.png")
    assert svg_bytes.startswith(b"<svg")
    assert png_bytes.startswith(b"\x89PNG")


def test_feature_switched_off_has_no_links(catalog) -> None:
    voices = catalog.hub.voices
    off = voices.model_copy(update={"features": voices.features.model_copy(update={"recruit": False})})
    assert recruit_links(replace(catalog, hub=catalog.hub.model_copy(update={"voices": off}))) == ()


def test_csv_has_a_row_a_link_and_runs_nothing(catalog) -> None:
    link = replace(recruit_links(catalog)[0], name='=HYPERLINK("http://x")')
    rows = list(csv.DictReader(StringIO(as_csv([link]))))
    assert rows[0]["name"] == '\'=HYPERLINK("http://x")'
    assert rows[0]["url_linkedin"] == link.variants[2].url
    assert rows[0]["text_fi"] == link.texts[1].text


def test_the_command_prints_the_kit_alone(catalog, monkeypatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795305600")
    session = Session()
    session.config_file = ROOT / "mkdocs.yml"
    done = CliRunner().invoke(links, ["--format", "json"], obj=session)
    assert done.exit_code == 0
    assert json.loads(done.stdout) == [link.as_json() for link in recruit_links(catalog)]
