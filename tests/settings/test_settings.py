"""``extra.voices``: what is accepted, and how each wrong line is refused with its key and what to write."""

from __future__ import annotations

from pathlib import Path
from typing import Any, get_args

import pytest
import yaml

from voices.configfile import load_hub
from voices.outputs import share
from voices.settings import SettingsError, VoicesSettings, hub_from, voices_settings
from voices.settings.values import ShareChannel


def settings(text: str) -> VoicesSettings:
    return voices_settings(yaml.safe_load(text))


def refused(text: str) -> str:
    with pytest.raises(SettingsError) as caught:
        settings(text)
    return str(caught.value)


@pytest.mark.parametrize(
    ("text", "key", "value"),
    [
        ("cards: off", "cards", "off"),  # YAML reads the bare word as false
        ("cards: 'off'", "cards", "off"),
        ("languages: [en, no]", "languages", ("en", "no")),  # Norwegian, not false
        ("languages: no", "languages", ("no",)),
        ("languages: fi", "languages", ("fi",)),
        ("share: linkedin", "share", ("linkedin",)),
        ("timezone: Europe/Vilnius", "timezone", "Europe/Vilnius"),
        ("excerpt_words: '30'", "excerpt_words", 30),
    ],
)
def test_what_people_write_is_read_as_meant(text: str, key: str, value: object) -> None:
    assert getattr(settings(text), key) == value


def test_a_claim_in_norwegian_is_kept_under_its_code() -> None:
    assert settings("company: {claim: {en: Hi, no: Hei}}").company.claim.get("no", "en").text == "Hei"


def test_numbers_are_names_where_a_name_is_meant() -> None:
    assert settings("company: {name: 1984}").company.name == "1984"


def test_hosts_are_names_addresses_and_networks() -> None:
    text = "fetch: {allow_hosts: [intranet.example, localhost, 127.0.0.1, '::1', 10.0.0.0/8, 'fd00::/8']}"
    assert len(settings(text).fetch.allow_hosts) == 6


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("per_pge: 3", 'per_pge: there is no such setting. Did you mean "per_page"?'),
        ("company: {nmae: x}", 'company.nmae: there is no such setting. Did you mean "name"?'),
        ("colour: red", "colour: there is no such setting. Known: archive_notice_after_years, boards,"),
        ("cards: some", 'cards: "some" is not one of posts, authors, off. Choose one.'),
        ("share: [linkdin]", 'Did you mean "linkedin"?'),
        ("share: 3", "share: something else is written here. Write a list, like [one, another]."),
        ("timezone: Helsinki", 'timezone: "Helsinki" is not a time zone. Did you mean "Europe/Helsinki"?'),
        ("timezone: Europe/Helsinky", 'Did you mean "Europe/Helsinki"?'),
        ("timezone: Mars", '"Mars" is not a time zone. Write one like Europe/Helsinki.'),
        ("timezone: ../../etc/passwd", "is not a time zone."),
        ("languages: [english]", '"english" is not a language code. Write one such as en or fi.'),
        ("languages: [en, en]", "languages: a language is listed twice. List each once, the default one first."),
        ("languages: []", "languages: no language is listed."),
        ("editors: [{name: x}]", "editors.0.email: it is missing. Add email: …"),
        ("editors: [{name: x, email: y}]", 'editors.0.email: "y" is not an e-mail address.'),
        ("editors: [{name: x, email: y@z.example, languages: klingon}]", '"klingon" is not a language code.'),
        ("editors: [x]", "editors.0: something else is written here. Write keys, each on a line of its own."),
        ("repository: {visibility: secret}", '"secret" is not one of public, private. Choose one.'),
        ("repository: {url: acme/voices}", '"acme/voices" is not a web address. Write it whole,'),
        ("company: {url: tuuli.example}", "company.url:"),
        ("company: {jobs_url: /careers/}", "company.jobs_url:"),
        ("company: {same_as: [https://ok.example/, 'http://[']}", "company.same_as.1:"),
        ("company: {claim: [one, two]}", "company.claim: something else is written here. Write one text,"),
        ("fetch: {proxy: proxy.example}", "fetch.proxy:"),
        ("fetch: {every_hours: 0}", "fetch.every_hours: 0 is too small. Write more than 0."),
        ("fetch: {allow_hosts: ['10.0.0.1:8080']}", "Write 10.0.0.1: a host is allowed with every port."),
        ("fetch: {allow_hosts: ['http://x/']}", "is neither a host nor a network. Write one like intranet.example"),
        ("content_mix: {expertise: 120}", "content_mix.expertise: 120 is too large. Write 100 or less."),
        ("per_page: 0", "per_page: 0 is too small. Write 1 or more."),
        ("excerpt_words: many", "excerpt_words: something else is written here. Write a whole number."),
        ("features: {policy: maybe}", "features.policy: something else is written here. Write true or false."),
        ("features: [policy]", "features: something else is written here. Write keys, each on a line of its own."),
        ("brand: {primary: red}", '"red" is not a colour. Write it as #rrggbb.'),
        ("boards: {source: A b, kind: lever, url: 'https://x.example/'}", "Write it as a-b."),
        ("boards: {source: ab, kind: workday, url: 'https://x.example/'}", "not one of teamtailor, greenhouse, lever."),
        ("[cards]", "mkdocs.yml, extra.voices: settings are expected here. Write one key: value a line."),
    ],
)
def test_a_wrong_setting_is_refused_with_its_key_and_what_to_write(text: str, said: str) -> None:
    message = refused(text)
    assert message.startswith("mkdocs.yml, extra.voices")
    assert said in message
    assert "Input should" not in message
    assert ".." not in message.replace("../", "")


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"site_url": None}, "mkdocs.yml, site_url: it is missing. Add the address the hub will have,"),
        ({"site_url": "voices.example"}, "mkdocs.yml, site_url: it is missing."),
        ({"use_directory_urls": False}, "mkdocs.yml, use_directory_urls: the hub's addresses end with a slash."),
        ({"extra": ["voices"]}, "mkdocs.yml, extra: settings are expected here."),
    ],
)
def test_what_the_hub_needs_of_mkdocs_itself_is_checked(changed: dict[str, Any], said: str) -> None:
    with pytest.raises(SettingsError) as caught:
        hub_from({"site_name": "V", "site_url": "https://v.example/", **changed}, Path("/hub/mkdocs.yml"), {})
    assert said in str(caught.value)


@pytest.mark.parametrize("written", ["abc", "12.5", "99999999999999999"])
def test_a_day_that_is_no_number_of_seconds_is_refused(written: str) -> None:
    config = {"site_name": "V", "site_url": "https://v.example/"}
    with pytest.raises(SettingsError, match=f'SOURCE_DATE_EPOCH: "{written}" is no number of seconds since 1970'):
        hub_from(config, Path("/hub/mkdocs.yml"), {"SOURCE_DATE_EPOCH": written})
    assert hub_from(config, Path("/hub/mkdocs.yml"), {"SOURCE_DATE_EPOCH": ""})


def test_an_audience_is_public_or_internal() -> None:
    with pytest.raises(SettingsError, match=r'VOICES_AUDIENCE: "secret" is neither "public" nor "internal"'):
        hub_from({"site_url": "https://v.example/"}, Path("/hub/mkdocs.yml"), {"VOICES_AUDIENCE": "secret"})


_LEAST = "site_name: Our voices\nsite_url: https://v.example/\n"


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("site_url: [\n", "mkdocs.yml:2: this is not YAML ("),
        ("- a\n", "mkdocs.yml: settings are expected."),
        (f"{_LEAST}docs_dir: content\n", "mkdocs.yml, docs_dir: there is no folder content."),
        (_LEAST.replace("Our", "M\xfbs"), "mkdocs.yml: this is not UTF-8. Save"),
        (f"{_LEAST}docs_dir: content\n".replace("v.e", "v e"), 'site_url: "https://v example/" is not a web address.'),
        (_LEAST, "mkdocs.yml, docs_dir: it is missing or no text. Add a line like docs_dir: content."),
        (
            "site_url: https://v.example/\n",
            "mkdocs.yml, site_name: it is missing or no text. Add a line like site_name:",
        ),
        ("site_name: 1984\n", "mkdocs.yml, site_name: it is missing or no text. Add a line like site_name:"),
    ],
)
def test_a_file_that_can_not_be_used_is_refused_in_one_line(tmp_path: Path, written: str, said: str) -> None:
    (tmp_path / "mkdocs.yml").write_bytes(written.encode("latin-1"))
    with pytest.raises(SettingsError) as caught:
        load_hub(tmp_path / "mkdocs.yml", {})
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


def test_what_can_be_offered_is_what_the_share_row_knows() -> None:
    assert set(get_args(ShareChannel)) == set(share.NAMES)
