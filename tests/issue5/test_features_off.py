"""What is off has no pages, nothing leads to it, and its files are not there."""

from __future__ import annotations

import re


def test_with_everything_off_none_of_the_pages_is_written(company):
    features = dict.fromkeys(("policy", "jobs", "recruit", "search"), False)
    world = company(features=features, repository={}, editors=[])
    world.build()
    for way in ("", "fi/", "pl/", "lt/"):
        for page in ("policy", "jobs", "recruit", "write"):
            assert not (world.site / way / page).exists(), f"{way}{page}"
    for path in world.site.rglob("*.html"):
        body = path.read_text("utf-8").partition("<body")[2]
        assert not re.search(r'href="[^"]*(?:policy|jobs|recruit|write)/', body), path


def test_with_jobs_off_no_job_stands_anywhere_else(company):
    world = company(features={"search": False, "jobs": False})
    world.build()
    assert not (world.site / "jobs").exists()
    for page in ("posts/quiet-nights/", "authors/aino/", "teams/data/", "recruit/"):
        assert "tester" not in world.page(page)


def test_a_withdrawn_post_says_so_with_dignity_and_its_text_is_gone(company):
    taken = {
        "posts/quiet-nights.md": (
            "---\ntitle: Quiet nights\nauthors: [aino]\ndate: 2026-11-02\nlanguage: en\n"
            "withdrawn: {date: 2026-11-20, note: The customer asked us to.}\n---\nUnique words.\n"
        )
    }
    world = company(taken)
    world.build()
    page = world.page("posts/quiet-nights/")
    assert "The customer asked us to." in page
    assert re.search(r"This post was withdrawn on [^<]*November[^<]* 2026", page)
    assert "noindex" in page.partition("</head>")[0]
    assert 'id="next-title"' in page
    everything = b"".join(path.read_bytes() for path in world.site.rglob("*") if path.is_file())
    assert b"Unique words" not in everything
    assert "<h3>Quiet nights</h3>" in world.page("policy/")
