"""Boards asked over the real client, kept on disk, read into jobs."""

from __future__ import annotations

import datetime as dt
import json

from voices.jobs import read_boards
from voices.jobs.fetching import fetch_boards

NOW = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)
LATER = NOW + dt.timedelta(days=1)


def item(number: int, **changed) -> dict:
    return {
        "id": str(number),
        "title": f"Job {number}",
        "url": f"https://jobs.acme.example/{number}",
        "date_published": f"2026-11-{number:02d}T09:00:00Z",
        "content_html": "<p>We look for someone who likes trains and writes tests before the code.</p>",
        **changed,
    }


def board(boards, kind="teamtailor", path="/jobs.json", source="acme") -> dict:
    return {"source": source, "kind": kind, "url": boards.address + path}


def kept(hub, source="acme") -> dict:
    return json.loads((hub.content / "jobs" / "boards" / f"{source}.json").read_bytes())


def test_all_pages_become_jobs(boards, make_hub, client_of) -> None:
    boards.say("/jobs.json", {"items": [item(1), item(2)], "next_url": f"{boards.address}/jobs.json?page=2"})
    boards.say("/jobs.json?page=2", {"items": [item(3)]})
    hub = make_hub(board(boards))
    (report,) = fetch_boards(hub, client_of(hub), NOW)
    jobs, findings = read_boards(hub)
    assert (report.result, report.open_jobs, findings) == ("updated", 3, ())
    assert [(job.id, job.closed, job.board) for job in jobs] == [
        ("job-3", False, "acme"),
        ("job-2", False, "acme"),
        ("job-1", False, "acme"),
    ]
    assert jobs[0].language == "en" or jobs[0].text.startswith("We look for")


def test_greenhouse_and_lever_are_asked_for_everything(boards, make_hub, client_of) -> None:
    boards.say("/v1/boards/acme/jobs?content=true", {"jobs": []})
    boards.say("/v0/postings/acme?mode=json", [])
    hub = make_hub(
        board(boards, "greenhouse", "/v1/boards/acme/jobs", "green"),
        board(boards, "lever", "/v0/postings/acme?mode=json", "lever"),
    )
    assert [report.result for report in fetch_boards(hub, client_of(hub), NOW)] == ["unchanged", "unchanged"]


def test_an_empty_answer_is_held_and_not_believed(boards, make_hub, client_of) -> None:
    hub = make_hub(board(boards))
    boards.say("/jobs.json", {"items": [item(1)]})
    fetch_boards(hub, client_of(hub), NOW)
    boards.say("/jobs.json", {"items": []})
    (report,) = fetch_boards(hub, client_of(hub), LATER)
    jobs, findings = read_boards(hub)
    assert report.result == "held"
    assert "no jobs" in report.detail
    assert [job.closed for job in jobs] == [False]
    assert [finding.rule for finding in findings] == ["jobs.held-board"]


def test_an_empty_answer_is_believed_once_a_person_says_so(boards, make_hub, client_of) -> None:
    hub = make_hub(board(boards))
    boards.say("/jobs.json", {"items": [item(1)]})
    fetch_boards(hub, client_of(hub), NOW)
    file = hub.content / "jobs" / "boards" / "acme.json"
    file.write_text(json.dumps(kept(hub) | {"believe_empty": True}))
    boards.say("/jobs.json", {"items": []})
    fetch_boards(hub, client_of(hub), LATER)
    jobs, findings = read_boards(hub)
    assert ([job.closed for job in jobs], findings) == ([True], ())
    assert "believe_empty" not in kept(hub)


def test_held_board_that_lists_jobs_again_is_as_before(boards, make_hub, client_of) -> None:
    hub = make_hub(board(boards))
    for number, items in enumerate(([item(1)], [], [item(1)])):
        boards.say("/jobs.json", {"items": items})
        fetch_boards(hub, client_of(hub), NOW + dt.timedelta(days=number))
    assert kept(hub)["held"] is None
    assert not read_boards(hub)[1]


def test_a_job_that_is_gone_stays_as_closed_with_its_day(boards, make_hub, client_of) -> None:
    hub = make_hub(board(boards))
    boards.say("/jobs.json", {"items": [item(1), item(2)]})
    fetch_boards(hub, client_of(hub), NOW)
    boards.say("/jobs.json", {"items": [item(2)]})
    fetch_boards(hub, client_of(hub), LATER)
    jobs = {job.id: job for job in read_boards(hub)[0]}
    assert jobs["job-1"].closed
    assert jobs["job-1"].closes.day == LATER.date()
    assert not jobs["job-2"].closed


def test_a_job_keeps_its_address_and_day_when_its_title_changes_or_it_comes_back(boards, make_hub, client_of) -> None:
    hub = make_hub(board(boards))
    answers = (
        [item(1), item(2)],
        [item(2)],
        [item(1, title="New name", date_published="2026-11-20T00:00:00Z"), item(2)],
    )
    for number, items in enumerate(answers):
        boards.say("/jobs.json", {"items": items})
        fetch_boards(hub, client_of(hub), NOW + dt.timedelta(days=number))
    jobs = {job.id: job for job in read_boards(hub)[0]}
    assert (jobs["job-1"].title, jobs["job-1"].closed, jobs["job-1"].posted.day.day) == ("New name", False, 1)


def test_same_titles_get_addresses_of_their_own(boards, make_hub, client_of) -> None:
    hub = make_hub(board(boards))
    boards.say("/jobs.json", {"items": [item(1, title="Engineer"), item(2, title="Engineer")]})
    fetch_boards(hub, client_of(hub), NOW, taken=["engineer"])
    assert sorted(job.id for job in read_boards(hub)[0]) == ["engineer-2", "engineer-3"]


def test_a_page_that_fails_changes_nothing(boards, make_hub, client_of) -> None:
    hub = make_hub(board(boards))
    boards.say("/jobs.json", {"items": [item(1), item(2)]})
    fetch_boards(hub, client_of(hub), NOW)
    before = kept(hub)
    boards.say("/jobs.json", {"items": [item(1)], "next_url": f"{boards.address}/missing"})
    (report,) = fetch_boards(hub, client_of(hub), LATER)
    assert (report.result, report.open_jobs) == ("failed", 2)
    assert "404" in report.detail
    assert kept(hub) == before


def test_pages_without_end_are_a_failure(boards, make_hub, client_of) -> None:
    hub = make_hub(board(boards))
    for number in range(60):
        path = f"/jobs.json?page={number}" if number else "/jobs.json"
        boards.say(path, {"items": [item(1)], "next_url": f"{boards.address}/jobs.json?page={number + 1}"})
    (report,) = fetch_boards(hub, client_of(hub), NOW)
    assert (report.result, read_boards(hub)) == ("failed", ((), ()))
    assert len(boards.asked) == 50


def test_one_boards_failure_is_not_anothers(boards, make_hub, client_of) -> None:
    boards.say("/jobs.json", {"items": [item(1)]})
    hub = make_hub(board(boards, path="/down", source="down"), board(boards))
    assert [report.result for report in fetch_boards(hub, client_of(hub), NOW)] == ["failed", "updated"]


def test_a_board_is_asked_no_oftener_than_it_is_due(boards, make_hub, client_of) -> None:
    hub = make_hub(board(boards))
    boards.say("/jobs.json", {"items": [item(1)]})
    fetch_boards(hub, client_of(hub), NOW)
    minute = dt.timedelta(minutes=1)
    assert [report.result for report in fetch_boards(hub, client_of(hub), NOW + minute)] == ["later"]
    fetch_boards(hub, client_of(hub), NOW + minute, force=True)
    assert len(boards.asked) == 2


def test_unchanged_board_is_asked_with_its_validators(boards, make_hub, client_of) -> None:
    hub = make_hub(board(boards))
    boards.say("/jobs.json", {"items": [item(1)]}, ETag='"one"')
    fetch_boards(hub, client_of(hub), NOW)
    (report,) = fetch_boards(hub, client_of(hub), LATER)
    assert (report.result, report.open_jobs) == ("unchanged", 1)
    assert boards.asked[1][1]["If-None-Match"] == '"one"'
    (hub.content / "jobs" / "boards" / "acme.json").unlink()
    fetch_boards(hub, client_of(hub), LATER + dt.timedelta(days=2))
    assert [job.id for job in read_boards(hub)[0]] == ["job-1"]


def test_dry_run_writes_nothing(boards, make_hub, client_of) -> None:
    hub = make_hub(board(boards))
    boards.say("/jobs.json", {"items": [item(1)]})
    (report,) = fetch_boards(hub, client_of(hub), NOW, dry_run=True)
    assert (report.result, report.open_jobs) == ("updated", 1)
    assert not hub.content.exists()
    assert not hub.cache.exists()


def test_refused_host_is_a_failure_in_words(boards, make_hub, client_of) -> None:
    hub = make_hub(board(boards), fetch={"allow_hosts": []})
    (report,) = fetch_boards(hub, client_of(hub), NOW)
    assert report.result == "failed"
    assert not boards.asked


def test_broken_file_blocks_and_is_left_alone(boards, make_hub, client_of) -> None:
    hub = make_hub(board(boards))
    file = hub.content / "jobs" / "boards" / "acme.json"
    file.parent.mkdir(parents=True)
    file.write_text("<<<<<<< HEAD")
    boards.say("/jobs.json", {"items": [item(1)]})
    assert [report.result for report in fetch_boards(hub, client_of(hub), NOW)] == ["failed"]
    assert file.read_text() == "<<<<<<< HEAD"
    assert [(finding.rule, finding.severity) for finding in read_boards(hub)[1]] == [("jobs.broken-board", "block")]


def test_hostile_file_is_cleaned_again_when_read(make_hub) -> None:
    hub = make_hub()
    file = hub.content / "jobs" / "boards" / "acme.json"
    file.parent.mkdir(parents=True)
    good = {"id": "1", "slug": "a", "title": "T\ue000", "apply": "https://x.example", "posted": "2026-11-01"}
    jobs = [
        good | {"html": "<p>x<script>1</script></p>"},
        good | {"slug": "../b"},
        good | {"slug": "c", "apply": "javascript:1"},
        good | {"slug": "page"},
        {},
    ]
    file.write_text(json.dumps({"jobs": jobs}))
    read, findings = read_boards(hub)
    assert [(job.id, job.title, job.html) for job in read] == [("a", "T", "<p>x</p>")]
    assert [finding.rule for finding in findings] == ["jobs.broken-job"] * 4


def test_feature_switched_off_asks_and_reads_nothing(boards, make_hub, client_of) -> None:
    hub = make_hub(board(boards), features={"jobs": False})
    assert fetch_boards(hub, client_of(hub), NOW) == ()
    assert read_boards(hub) == ((), ())
