"""The JSON API: every file valid against its published schema, every promised key there, long lists in pages."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest

from voices.model import Channel, Image, Job, Source
from voices.outputs.api import api_files, api_schemas

KINDS = ("hub", "authors", "posts", "topics", "teams", "places", "jobs")


def files(catalog: Any, picture_url: Any = None) -> dict[str, Any]:
    """Every file by its name below ``api/v1/``, once it has passed the schema published for its kind."""
    schemas = {address: json.loads(data) for address, data in api_schemas(catalog.hub)}
    found = {}
    for address, data in api_files(catalog, picture_url):
        name = address.removeprefix("api/v1/")
        document = found[name] = json.loads(data)
        kind = "author" if name.startswith("authors/") else name.removesuffix(".json").split("-")[0]
        schema = schemas[f"schema/api/{kind}.json"]
        jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker()).validate(document)
    return found


def test_every_promised_file_is_there_and_what_has_no_data_is_an_empty_list(shelf):
    found = files(shelf.catalog())
    assert sorted(found) == sorted(f"{kind}.json" for kind in KINDS)
    for kind in KINDS[1:]:
        assert found[f"{kind}.json"] == {
            "version": 1,
            "site": "https://voices.example/",
            "count": 0,
            "next": None,
            "items": [],
        }


def test_a_schema_is_published_for_every_kind_and_is_itself_valid(shelf):
    found = {address: json.loads(data) for address, data in api_schemas(shelf.hub)}
    assert sorted(found) == sorted(f"schema/api/{kind}.json" for kind in (*KINDS, "author"))
    for address, schema in found.items():
        jsonschema.Draft202012Validator.check_schema(schema)
        assert schema["$id"] == f"https://voices.example/{address}"


def test_the_schema_refuses_an_item_without_a_promised_key(shelf):
    shelf.post("cache")
    catalog = shelf.catalog()
    schema = json.loads(dict(api_schemas(catalog.hub))["schema/api/posts.json"])
    document = files(catalog)["posts.json"]
    for key in list(document["items"][0]):
        broken = {**document, "items": [{k: v for k, v in document["items"][0].items() if k != key}]}
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.Draft202012Validator(schema).validate(broken)


def test_a_post_carries_what_the_contract_promises(shelf, on_day):
    shelf.author("aino", "Aino Lehto")
    shelf.post("cache", 3, topics=("kafka",), updated=on_day(5), image=Image("posts/cache.png", "A cache"))
    item = files(shelf.catalog(), lambda path: f"https://voices.example/m/{path}")["posts.json"]["items"][0]
    assert item == {
        "id": "posts/cache",
        "kind": "post",
        "url": "https://voices.example/posts/cache/",
        "title": "Cache",
        "language": "en",
        "topics": ["kafka"],
        "image": "https://voices.example/m/posts/cache.png",
        "date": "2026-01-04T12:00:00+02:00",
        "updated": "2026-01-06T12:00:00+02:00",
        "summary": "About cache.",
        "authors": [{"id": "aino", "name": "Aino Lehto", "url": "https://voices.example/authors/aino/"}],
        "source": None,
        "canonical": "https://voices.example/posts/cache/",
        "reading_minutes": 2,
    }


def test_an_entry_names_its_source_and_its_original_and_absent_is_null(shelf):
    shelf.entry("walk")
    item = files(shelf.catalog())["posts.json"]["items"][0]
    assert item["kind"] == "entry"
    assert item["url"] == item["canonical"] == "https://aino.example/walk"
    assert item["source"] == {"name": "aino.example", "url": "https://aino.example/"}
    assert (item["image"], item["updated"], item["reading_minutes"]) == (None, None, None)


def test_an_entry_in_full_has_its_page_here_as_address_and_its_original_as_canonical(shelf):
    shelf.entry("walk", html="<p>All</p>")
    item = files(shelf.catalog())["posts.json"]["items"][0]
    assert item["url"] == "https://voices.example/authors/aino/walk/"
    assert item["canonical"] == "https://aino.example/walk"


def test_an_author_carries_what_the_contract_promises(shelf, make_group):
    shelf.author(
        "aino",
        "Aino Lehto",
        role="Engineer",
        languages=("fi", "en"),
        expertise=("Kafka",),
        channels=(
            Channel("mastodon", "https://social.example/@aino", "@aino@social.example"),
            Channel("odd", "javascript:x"),
        ),
    )
    shelf.post("cache", topics=("kafka",))
    shelf.entry("walk")
    catalog = shelf.catalog(
        teams={"data": make_group("team", "data", "Data")}, team_of={"aino": "data"}, expertise_of={"aino": ("kafka",)}
    )
    item = files(catalog)["authors.json"]["items"][0]
    assert item == {
        "id": "aino",
        "url": "https://voices.example/authors/aino/",
        "name": "Aino Lehto",
        "language": "fi",
        "topics": ["kafka"],
        "image": None,
        "role": "Engineer",
        "team": {"id": "data", "name": "Data", "url": "https://voices.example/teams/data/"},
        "place": None,
        "headline": None,
        "status": "active",
        "languages": ["fi", "en"],
        "channels": [{"kind": "mastodon", "url": "https://social.example/@aino"}],
        "expertise": ["Kafka"],
        "counts": {"posts": 1, "entries": 1},
    }


def test_an_authors_own_file_holds_the_author_and_what_they_wrote(shelf):
    shelf.post("cache", 1)
    shelf.post("other", 2, by=("bo",))
    shelf.entry("walk", 3)
    found = files(shelf.catalog())
    own = found["authors/aino.json"]
    assert own["author"] == next(item for item in found["authors.json"]["items"] if item["id"] == "aino")
    assert [item["title"] for item in own["items"]] == ["Walk", "Cache"]


def test_posts_are_newest_first_and_people_by_their_newest(shelf):
    shelf.post("old", 1, by=("aino",))
    shelf.post("new", 5, by=("bo",))
    shelf.author("quiet")
    found = files(shelf.catalog())
    assert [item["title"] for item in found["posts.json"]["items"]] == ["New", "Old"]
    assert [item["id"] for item in found["authors.json"]["items"]] == ["bo", "aino", "quiet"]


def test_a_list_of_more_than_a_thousand_goes_on_in_further_files(shelf):
    for number in range(2500):
        shelf.post(f"p{number}", number % 300)
    found = files(shelf.catalog())
    pages = [found["posts.json"], found["posts-2.json"], found["posts-3.json"]]
    assert [len(page["items"]) for page in pages] == [1000, 1000, 500]
    assert [page["next"] for page in pages] == ["posts-2.json", "posts-3.json", None]
    assert {page["count"] for page in pages} == {2500}
    assert len({item["id"] for page in pages for item in page["items"]}) == 2500
    assert found["authors/aino.json"]["next"] == "aino/posts-2.json"
    assert found["authors/aino/posts-2.json"]["next"] == "posts-3.json"
    assert found["authors/aino/posts-3.json"]["next"] is None


def test_a_list_of_exactly_a_thousand_is_one_file(shelf):
    for number in range(1000):
        shelf.post(f"p{number}", 1)
    found = files(shelf.catalog())
    assert found["posts.json"]["next"] is None
    assert "posts-2.json" not in found


def test_open_jobs_are_listed_and_closed_ones_are_not(shelf, on_day, make_group):
    where = Source("content/jobs/x.md")
    jobs = {
        "dev": Job("dev", where, "Developer", "https://acme.example/apply", on_day(5), team="Data", place="Moon"),
        "old": Job("old", where, "Old", "https://acme.example/old", on_day(1), closed=True),
    }
    found = files(shelf.catalog(jobs=jobs, teams={"data": make_group("team", "data", "Data")}))
    assert [item["id"] for item in found["jobs.json"]["items"]] == ["dev"]
    item = found["jobs.json"]["items"][0]
    assert item["team"] == {"id": "data", "name": "Data", "url": "https://voices.example/teams/data/"}
    assert item["place"] == {"id": None, "name": "Moon", "url": None}
    assert item["date"] == "2026-01-06T12:00:00+02:00"
    assert found["hub.json"]["counts"]["jobs"] == 1


def test_the_hubs_own_file_counts_and_points_on(shelf):
    shelf.post("cache", 4, topics=("kafka",))
    shelf.entry("walk", 2)
    hub = files(shelf.catalog())["hub.json"]
    assert hub["name"] == "Our voices"
    assert hub["updated"] == "2026-01-05T12:00:00+02:00"
    assert (hub["counts"]["authors"], hub["counts"]["posts"], hub["counts"]["entries"]) == (1, 1, 1)
    assert hub["lists"]["posts"] == "https://voices.example/api/v1/posts.json"


def test_hostile_words_are_valid_json_and_carry_no_mark_of_the_engine(shelf, hostile):
    shelf.author("aino", hostile, role=hostile, headline=hostile)
    shelf.post("cache", title=hostile, summary=hostile)
    catalog = shelf.catalog()
    found = files(catalog)
    assert found["posts.json"]["items"][0]["title"] == "<script>alert(1)</script>\"'&]]>-->\u2028\u2029\u202eevil"
    for _, data in api_files(catalog):
        assert "\ue000" not in data.decode()
        assert "\\u00" not in data.decode()


def test_the_same_catalog_gives_the_same_files(shelf):
    shelf.post("cache", topics=("kafka", "work"))
    shelf.entry("walk", topics=("work",))
    catalog = shelf.catalog()
    assert list(api_files(catalog)) == list(api_files(catalog))
