"""Every key of front matter is written down with an example that is valid; so is every setting and the policy file."""

from __future__ import annotations

import re
import typing
from zoneinfo import ZoneInfo

import pytest
import yaml
from pydantic import BaseModel

from hub_world import ROOT
from voices.policy.schema import PART_KINDS, Part, Point, Policy, Rule
from voices.settings import VoicesSettings
from voices.sources import FORMS, forms, schema_of
from voices.sources.faults import fill
from voices.sources.forms import Form
from voices.sources.frontmatter import split

from .conftest import Doc, Table, code

# (heading, first header cell) → the form whose keys the table lists
TABLES: dict[tuple[str, str], type[Form]] = {
    ("Every key of a post", "key"): forms.PostForm,
    ("Every key of a profile", "key"): forms.AuthorForm,
    ("Every key of a topic, team or place", "key"): forms.TopicForm,
    ("Every key of a topic, team or place", "key of a team"): forms.TeamForm,
    ("Every key of a topic, team or place", "key of a place"): forms.PlaceForm,
    ("Every key of a job", "key"): forms.JobForm,
    ("Pictures", "key of `image`"): forms.ImageForm,
    ("Corrections", "key of `corrections`"): forms.CorrectionForm,
    ("Taking a post back", "key of `withdrawn`"): forms.WithdrawalForm,
    ("Your own blog", "key of `feeds`"): forms.FeedForm,
    ("Articles, talks, training, awards", "key of `links`"): forms.LinkForm,
    ("Articles, talks, training, awards", "key of `training`"): forms.TrainingForm,
    ("Articles, talks, training, awards", "key of `talks`"): forms.TalkForm,
    ("Articles, talks, training, awards", "key of `awards`"): forms.AwardForm,
}
NEEDED = {
    "title": "A title",
    "name": "A name",
    "authors": "[jane]",
    "date": "2026-11-22",
    "agreed": "2026-11-22",
    "posted": "2026-11-22",
    "apply": "https://a.example/",
    "url": "https://a.example/",
    "src": "a.webp",
    "note": "A note.",
}


def _table(docs: dict[str, Doc], place: tuple[str, str]) -> Table:
    found = [t for t in docs["docs/writing.md"].tables if (t.section, t.header[0]) == place]
    assert len(found) == 1, place
    return found[0]


def _inherited(form: type[Form]) -> set[str]:
    shared = set(forms.TopicForm.model_fields)
    return shared if form in (forms.TeamForm, forms.PlaceForm) else set()


@pytest.mark.parametrize("place", TABLES, ids=lambda place: f"{place[0]}: {place[1]}")
def test_each_key_is_written_down_and_no_key_is_made_up(docs: dict[str, Doc], place: tuple[str, str]):
    form = TABLES[place]
    written = [key for row in _table(docs, place).rows for key in code(row[0])]
    assert sorted(written) == sorted(set(form.model_fields) - _inherited(form))


@pytest.mark.parametrize("place", TABLES, ids=lambda place: f"{place[0]}: {place[1]}")
def test_each_key_says_whether_it_is_needed(docs: dict[str, Doc], place: tuple[str, str]):
    for row in _table(docs, place).rows:
        needed = TABLES[place].model_fields[code(row[0])[0]].is_required()
        assert bool(re.search(r"\bNeeded[.;]", row[1])) == needed, row[0]


@pytest.mark.parametrize("place", TABLES, ids=lambda place: f"{place[0]}: {place[1]}")
def test_each_example_of_a_key_is_valid(docs: dict[str, Doc], place: tuple[str, str]):
    form = TABLES[place]
    for row in _table(docs, place).rows:
        key, example = code(row[0])[0], code(row[2])[0]
        assert example.startswith(f"{key}: ")
        needed = {name: value for name, value in NEEDED.items() if name in form.model_fields and name != key}
        lines = [
            example,
            *(f"{name}: {value}" for name, value in needed.items() if form.model_fields[name].is_required()),
        ]
        head = split("---\n" + "\n".join(lines) + "\n---\n", "example.md")
        filled, findings = fill(form, head, "example.md", ZoneInfo("UTC"))
        assert (filled is not None, [str(finding) for finding in findings]) == (True, []), example


@pytest.mark.parametrize("place", TABLES, ids=lambda place: f"{place[0]}: {place[1]}")
def test_each_choice_of_a_key_is_written_down(docs: dict[str, Doc], place: tuple[str, str]):
    for row in _table(docs, place).rows:
        annotation = TABLES[place].model_fields[code(row[0])[0]].annotation
        for choice in _choices(annotation):
            assert f"`{choice}`" in row[1], f"{row[0]}: {choice}"


def _choices(annotation: object) -> set[str]:
    if typing.get_origin(annotation) is typing.Literal:
        return set(map(str, typing.get_args(annotation)))
    return {choice for part in typing.get_args(annotation) for choice in _choices(part)}


def test_no_form_is_left_out():
    listed = {form.__name__ for form in TABLES.values()}
    defined = {name for kind in FORMS for name in schema_of(kind).get("$defs", {})}
    assert defined | {form.__name__ for form in forms.FORMS.values()} == listed


def test_the_settings_page_shows_every_setting_and_no_other(docs: dict[str, Doc]):
    whole = next(block for block in docs["docs/settings.md"].blocks if "\n    per_page:" in block.text)
    shown = _paths(yaml.safe_load(whole.text)["extra"]["voices"])
    assert shown - {"company.claim.en", "company.claim.fi"} | {"company.claim"} == set(_settings(VoicesSettings))


def _settings(model: type[BaseModel], before: str = "") -> typing.Iterator[str]:
    for name, field in model.model_fields.items():
        inner = next((m for m in _models(field.annotation)), None)
        if inner is None:
            yield before + name
        else:
            yield from _settings(inner, f"{before}{name}.")


def _models(annotation: object) -> typing.Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in typing.get_args(annotation):
        yield from _models(part)


def _paths(value: object, before: str = "") -> set[str]:
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return set().union(*(_paths(item, before) for item in value))
    if isinstance(value, dict):
        return set().union(*(_paths(item, f"{before}.{key}" if before else key) for key, item in value.items()))
    return {before}


def test_each_default_on_the_settings_page_is_the_one_in_the_code(docs: dict[str, Doc]):
    whole = next(block for block in docs["docs/settings.md"].blocks if "\n    per_page:" in block.text)
    shown = yaml.safe_load(whole.text)["extra"]["voices"]
    said = [line.split(":")[0].strip() for line in whole.text.splitlines() if re.search(r"# the defaults?\b", line)]
    defaults = VoicesSettings().model_dump()
    checked = [key for key in said if key in defaults]
    assert len(checked) >= 8
    for key in checked:
        own = list(defaults[key]) if isinstance(defaults[key], tuple) else defaults[key]
        assert shown[key] == own, key
    assert shown["fetch"]["every_hours"] == defaults["fetch"]["every_hours"]
    assert shown["content_mix"] == defaults["content_mix"]


def test_the_guidelines_file_is_written_down_to_its_last_key(docs: dict[str, Doc]):
    operating = docs["docs/operating.md"]
    keys = {name for t in operating.tables if t.section == "The guideline" for row in t.rows for name in code(row[0])}
    assert {key for key in keys if not key.startswith("parts.") and key != "text"} >= set(Policy.model_fields)
    text = operating.section("The guideline")
    for name in (*Part.model_fields, *Point.model_fields, *PART_KINDS):
        assert re.search(rf"[`.…]{re.escape(name)}`", text), name
    rules = {
        name for t in operating.tables if t.section == "Rules of your own" for row in t.rows for name in code(row[0])
    }
    assert rules == set(Rule.model_fields)
    for row in next(t for t in operating.tables if t.section == "Rules of your own").rows:
        assert ("Needed" in row[1]) == Rule.model_fields[code(row[0])[0]].is_required(), row[0]


def test_each_word_from_the_environment_is_explained(docs: dict[str, Doc]):
    reads = re.compile(r'(?:environ|environment)(?:\.get\(|\[)"([A-Z_]+)"')
    package = ROOT / "hooks" / "voices"
    read = {name for file in package.rglob("*.py") for name in reads.findall(file.read_text(encoding="utf-8"))}
    table = next(table for table in docs["docs/settings.md"].tables if table.header[0] == "variable")
    assert read - {"PYTHONPATH"} == {code(row[0])[0] for row in table.rows} - {"NO_MKDOCS_2_WARNING"}
