"""What Teamtailor, Greenhouse and Lever send, sound and odd."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voices.jobs.shapes import Page, ShapeError, parse

AT = "https://jobs.acme.example/jobs.json"


def read(kind: str, answer: object) -> Page:
    return parse(kind, json.dumps(answer).encode(), AT)


def test_teamtailor_is_read() -> None:
    page = read(
        "teamtailor",
        {
            "version": "https://jsonfeed.org/version/1.1",
            "language": "fi",
            "next_url": "/jobs.json?page=2",
            "items": [
                {
                    "id": "a-1",
                    "title": " Data\nengineer ",
                    "url": "https://jobs.acme.example/jobs/1",
                    "date_published": "2026-11-02T09:00:00+02:00",
                    "content_html": "<h1>You</h1><p onclick=x>Come <img src=//t.example/p> <a href=/x>x</a><script>1",
                    "tags": ["Data"],
                    "_jobposting": {
                        "department": "Platform",
                        "validThrough": "2026-12-31",
                        "jobLocationType": "TELECOMMUTE",
                        "jobLocation": [{"address": {"addressLocality": "Turku"}}, {"address": {}}],
                    },
                }
            ],
        },
    )
    (job,) = page.openings
    assert page.next_url == "https://jobs.acme.example/jobs.json?page=2"
    assert (job.id, job.title, job.team, job.place, job.remote) == ("a-1", "Data engineer", "Platform", "Turku", "true")
    assert (job.posted, job.closes, job.language) == ("2026-11-02T09:00:00+02:00", "2026-12-31", "fi")
    assert job.topics == ("Data",)
    assert job.apply == job.url == "https://jobs.acme.example/jobs/1"
    assert "<h2>You</h2>" in job.html
    assert 'href="https://jobs.acme.example/x"' in job.html
    assert not any(part in job.html for part in ("img", "script", "onclick", "<h1>"))


def test_greenhouse_content_is_unescaped_before_it_is_cleaned() -> None:
    page = read(
        "greenhouse",
        {
            "jobs": [
                {
                    "id": 4711,
                    "title": "Engineer",
                    "updated_at": "2026-11-01T10:00:00-05:00",
                    "location": {"name": "Remote, Poland"},
                    "absolute_url": "https://boards.example/acme/4711?gh_jid=4711",
                    "content": "&lt;p&gt;Hello &amp;amp; welcome&lt;/p&gt;&lt;script&gt;x&lt;/script&gt;",
                    "departments": [{"id": 1, "name": "Reliability"}],
                }
            ],
            "meta": {"total": 1},
        },
    )
    (job,) = page.openings
    assert (job.id, job.team, job.remote) == ("4711", "Reliability", "true")
    assert job.html == "<p>Hello &amp; welcome</p>"
    assert job.apply == "https://boards.example/acme/4711?gh_jid=4711"


def test_lever_is_a_bare_list_with_milliseconds() -> None:
    page = read(
        "lever",
        [
            {
                "id": "b-2",
                "text": "Designer",
                "categories": {"location": "Vilnius", "team": "Design", "commitment": "Full time"},
                "createdAt": 1762000000000,
                "descriptionPlain": "One < two.\n\nThree & four.",
                "lists": [{"text": "You bring", "content": "<li>Care</li>"}],
                "additional": "<p>Pay</p>",
                "hostedUrl": "https://jobs.lever.example/acme/b-2",
                "applyUrl": "https://jobs.lever.example/acme/b-2/apply",
                "workplaceType": "hybrid",
            }
        ],
    )
    (job,) = page.openings
    assert (job.posted, job.remote, job.place) == ("2025-11-01T12:26:40+00:00", "hybrid", "Vilnius")
    assert job.apply.endswith("/apply")
    assert job.html == (
        "<p>One &lt; two.</p><p>Three &amp; four.</p><h3>You bring</h3><ul><li>Care</li></ul><p>Pay</p>"
    )


@pytest.mark.parametrize(
    ("kind", "body", "told"),
    [
        ("teamtailor", b"<!doctype html><html>", "a web page"),
        ("greenhouse", b"{", "not JSON"),
        ("greenhouse", b'{"error": 1}', '"jobs"'),
        ("greenhouse", b"[]", '"jobs"'),
        ("teamtailor", b'{"items": {}}', '"items"'),
        ("lever", b'{"ok": false}', "list of postings"),
        ("lever", b"\xff\xfe", "not JSON"),
    ],
)
def test_another_shape_is_said_in_words(kind, body, told) -> None:
    with pytest.raises(ShapeError, match=told):
        parse(kind, body, AT)


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "", None, 7, "https://", "ftp://x.example/", "http://[", "data:x"]
)
def test_job_without_a_web_address_to_apply_at_is_left_out(link) -> None:
    assert read("greenhouse", {"jobs": [{"id": 1, "title": "T", "absolute_url": link}]}).openings == ()


def test_the_same_job_twice_is_one() -> None:
    job = {"id": 1, "title": "T", "absolute_url": "https://x.example/1"}
    assert len(read("greenhouse", {"jobs": [job, job]}).openings) == 1


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["id", "title", "text", "url", "absolute_url", "hostedUrl", "location", "name", "content"])
            | st.sampled_from(
                ["departments", "_jobposting", "jobLocation", "address", "categories", "lists", "createdAt"]
            ),
            inner,
            max_size=5,
        )
    ),
    max_leaves=12,
)


@given(st.lists(anything, max_size=3), st.sampled_from(["teamtailor", "greenhouse", "lever"]))
def test_odd_values_never_raise(items, kind) -> None:
    key = {"teamtailor": "items", "greenhouse": "jobs"}.get(kind)
    for job in read(kind, {key: items} if key else items).openings:
        assert job.id
        assert job.title
        assert job.apply.startswith("http")
