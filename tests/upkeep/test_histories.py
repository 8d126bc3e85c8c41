"""Random histories on real files: moves, merges and erasures by the commands' own plans, checked by a whole reading."""

from __future__ import annotations

import shutil

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from voices.catalog.permalinks import erased_line, record
from voices.catalog.redirects import HUB_PAGES
from voices.configfile import load_hub
from voices.sources import read_content
from voices.upkeep.drafts import PlanError
from voices.upkeep.edits import carry_out, read_folder
from voices.upkeep.forgetting import plan_forget
from voices.upkeep.moving import plan_move

NAMES = st.sampled_from(["ann", "ben", "cat", "data", "kafka"])
MOVES = st.tuples(st.sampled_from(["posts", "authors", "topics", "teams", "forget"]), NAMES, NAMES)
AUTHOR = "---\nname: {name}\nagreed: 2026-01-01\nteam: {team}\n---\nSee [a post](../posts/ann.md).\n"
POST = "---\ntitle: {title}\nauthors: [{authors}]\ndate: 2026-01-0{day}\nsummary: S.\ntopics: [{topic}]\n---\nText.\n"
FILES = {
    "authors/ann.md": AUTHOR.format(name="Ann", team="Data"),
    "authors/ben.md": AUTHOR.format(name="Ben", team="Kafka"),
    "posts/ann.md": POST.format(title="One", authors="ann", day=1, topic="Kafka"),
    "posts/2026/ben.md": POST.format(title="Two", authors="ben, ann", day=2, topic="data"),
    "posts/cat.md": POST.format(title="Three", authors="jane", day=3, topic="Data").replace(
        "---\nText", "slug: cat\n---\nText"
    ),
    "topics/kafka.md": "---\nname: Kafka\n---\n",
}


def act(hub, world, kind, one, other):
    content, folder = read_content(hub), read_folder(hub.content)
    if kind == "forget":
        plan = plan_forget(hub, content, (), folder, content.permalinks, one, hub.now())
        carry_out(hub.content, plan.edits)
    else:
        carry_out(hub.content, plan_move(hub, content, folder, f"/{kind}/{one}/", f"/{kind}/{other}/"))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(MOVES, min_size=3, max_size=9))
def test_after_every_command_the_hub_is_whole_and_every_old_address_answers(make_hub, tmp_path, moves):
    for path in tmp_path.iterdir():
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    world = make_hub(FILES)
    hub = load_hub(world.root / "mkdocs.yml")
    ledger = world.content / "permalinks.txt"
    ever: set[str] = set()
    for kind, one, other in [("start", "", ""), *moves]:
        if kind != "start":
            try:
                act(hub, world, kind, one, other)
            except PlanError:
                continue
        loaded = world.load()
        assert [str(f) for f in loaded.findings if f.severity == "block"] == []
        catalog = loaded.catalog
        ledger.write_bytes(record(loaded.content.permalinks, catalog.recorded))
        ever |= set(catalog.recorded)
        lines = set(ledger.read_text(encoding="utf-8").splitlines())
        for address in ever:
            arrives = catalog.redirects.get(address, address)
            assert arrives in catalog.recorded or arrives in HUB_PAGES or erased_line(address) in lines, address
