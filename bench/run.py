"""``make bench``: clean build and rebuilds of ours and the peers', side by side in one run, as a table.

The generators take turns, so that a machine that slows down slows all of them. Figures are medians; a ratio below 1 says
that ours took less.
"""

from __future__ import annotations

import argparse
import dataclasses
import subprocess
import sys
import venv
from collections.abc import Callable, Sequence
from pathlib import Path

from bench import generators, measure
from bench.corpus import BenchPost, Corpus
from bench.generators import Generator
from bench.measure import Cost
from bench.table import results_table

WORK = Path(__file__).parent / ".work"
PEERS = WORK / "peers"
LONG = 5000
"""From this size on one run of each kind has to do."""
RESULTS = Path(__file__).parent / "RESULTS.md"
# Material's blog takes a minute at a thousand posts and does not end at five thousand; Pelican is linear, and slow.
LARGEST: dict[type[Generator], int] = {generators.Material: 1000, generators.Pelican: 1000}
# Where every build is a whole build, one kind of edit tells all.
TELLING = ("clean", "one edit")


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure what the options ask for, print the table and, for a full run, keep it in RESULTS.md."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1000, 5000, 10000])
    parser.add_argument("--runs", type=int, default=3, help="builds of each kind at each size")
    parser.add_argument("--only", nargs="+", default=[], help="names of generators, such as voices hugo")
    parser.add_argument("--scenarios", nargs="+", default=list(SCENARIOS), choices=list(SCENARIOS))
    parser.add_argument("--quick", action="store_true", help="ours and Hugo at 1000 posts")
    options = parser.parse_args(arguments)
    if options.quick:
        options.sizes, options.runs, options.only = [1000], 2, ["voices", "hugo"]
    kinds = chosen(options.only)
    if any(not issubclass(kind, generators.Ours) for kind in kinds):
        install_peers()
    results: dict[tuple[int, str, str], Cost] = {}
    weights: dict[tuple[int, str], tuple[int, int]] = {}
    for size in options.sizes:
        corpus = Corpus(size)
        projects = [written(kind, size, corpus) for kind in kinds if fits(kind, size)]
        for scenario in options.scenarios:
            for project, cost in timed(projects, scenario, corpus, options.runs).items():
                results[size, scenario, project] = cost
        weights.update({(size, project.name): measure.weigh(project.folder / project.output) for project in projects})
    table = results_table(results, weights)
    sys.stdout.write(table)
    if not options.quick and not options.only:
        RESULTS.write_text(table, encoding="utf-8")


def chosen(names: Sequence[str]) -> list[type[Generator]]:
    """The generators whose names begin with one of ``names``; all of them without any."""
    known: list[type[Generator]] = [
        generators.Ours,
        generators.Hugo,
        generators.OursWithoutSearch,
        generators.HugoAlone,
        generators.Pelican,
        generators.Material,
    ]
    return [kind for kind in known if not names or any(kind.name.startswith(name) for name in names)]


def fits(kind: type[Generator], size: int) -> bool:
    """Whether a generator ends within reason at this size."""
    return size <= LARGEST.get(kind, size)


def written(kind: type[Generator], size: int, corpus: Corpus) -> Generator:
    """The project of a generator, written anew."""
    folder = WORK / f"{kind.name.replace(' ', '-').replace(',', '').replace('+', 'and')}-{size}"
    subprocess.run(["rm", "-rf", str(folder)], check=True)
    folder.mkdir(parents=True)
    project = kind(folder, PEERS)
    project.write(corpus)
    return project


def timed(projects: Sequence[Generator], scenario: str, corpus: Corpus, runs: int) -> dict[str, Cost]:
    """The median cost of a scenario for each project, taken in turns."""
    prepare, clean = SCENARIOS[scenario]
    costs: dict[str, list[Cost]] = {project.name: [] for project in projects}
    for turn in range(runs if corpus.size < LONG else 1):
        for project in projects:
            if type(project) in LARGEST and scenario not in TELLING:
                continue
            if clean:
                for cache in project.caches():
                    subprocess.run(["rm", "-rf", str(cache)], check=True)
            if not prepare(project, corpus, turn):
                continue
            commands = project.clean_build() if clean else project.rebuild()
            costs[project.name].append(_sum([measure.run(c, project.folder, WORK / "log.txt") for c in commands]))
            sys.stderr.write(f"{corpus.size} {scenario} {project.name}: {costs[project.name][-1].wall_seconds:.2f} s\n")
    return {name: measure.middle(found) for name, found in costs.items() if found}


def _sum(costs: Sequence[Cost]) -> Cost:
    return Cost(
        sum(cost.wall_seconds for cost in costs),
        sum(cost.cpu_seconds for cost in costs),
        max(cost.peak_mb for cost in costs),
    )


def _nothing(_project: Generator, _corpus: Corpus, _turn: int) -> bool:
    return True


def _one_edit(project: Generator, corpus: Corpus, turn: int) -> bool:
    post = list(corpus.posts())[corpus.size // 2]
    project.put(dataclasses.replace(post, body=f"{post.body}\nEdited in turn {turn}.\n"))
    return True


def _new_post(project: Generator, corpus: Corpus, turn: int) -> bool:
    last: BenchPost = list(corpus.posts())[-1]
    project.put(dataclasses.replace(last, slug=f"new-{turn}", title=f"New {turn}", has_picture=False))
    return True


def _changed_author(project: Generator, _corpus: Corpus, turn: int) -> bool:
    path = project.author_path()
    if path is None:
        return False
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("Writes", f"Writes ({turn})", 1), encoding="utf-8")
    return True


def _template_change(project: Generator, _corpus: Corpus, turn: int) -> bool:
    path = project.template()
    path.parent.mkdir(parents=True, exist_ok=True)
    text = path.read_text(encoding="utf-8") if path.exists() else 'msgid ""\nmsgstr "Language: en\\n"\n'
    if path.suffix == ".po":
        text = f'msgid ""\nmsgstr "Language: en\\n"\n\nmsgid "Read next"\nmsgstr "Read next {turn}"\n'
    else:
        text = text.replace("Bench", f"Bench{turn}", 1)
    path.write_text(text, encoding="utf-8")
    return True


SCENARIOS: dict[str, tuple[Callable[[Generator, Corpus, int], bool], bool]] = {
    "clean": (_nothing, True),
    "one edit": (_one_edit, False),
    "new post": (_new_post, False),
    "changed author": (_changed_author, False),
    "template": (_template_change, False),
}


def install_peers() -> None:
    """Put the peers' programs into an environment of their own, from hashed pins."""
    ready = PEERS / ".ready"
    if not ready.exists():
        venv.create(PEERS, with_pip=True, clear=True)
        pins = Path(__file__).parent / "requirements.lock"
        python = str(PEERS / "bin" / "python")
        subprocess.run([python, "-m", "pip", "install", "-q", "--require-hashes", "-r", str(pins)], check=True)
        ready.touch()


if __name__ == "__main__":
    main()
