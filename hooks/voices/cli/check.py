"""``voices check``: every finding in the content, without building."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path

import click

from voices.cli import Session
from voices.findings import Finding, blocks
from voices.loading import content_cache, load
from voices.outputs.annotations import annotate
from voices.settings import Hub
from voices.workers import Workers


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(["text", "github", "json"]), default="text", help="How to print.")
@click.pass_obj
def check(session: Session, paths: tuple[Path, ...], form: str) -> None:
    """Show every finding; with PATHs, only those of these files and folders.

    \b
    voices check
    voices check content/posts/2026/cache.md
    voices check --format json > findings.json

    Exits 1 when something blocks the build.
    """
    hub = session.hub()
    for path in paths:
        if not path.exists() and not (hub.root / path).exists():
            raise click.UsageError(f'There is no file or folder "{path}".')
        if not _is_of(path, hub):
            raise click.UsageError(f'"{path}" is no part of this hub. Name something in {hub.path_of(hub.content)}/.')
    cache = content_cache(hub)
    try:
        with Workers() as workers:
            loaded = load(hub, cache, executor=workers, for_pages=False)
        cache.save()
    finally:
        cache.close()
    if session.verbose:
        click.echo(loaded.inventory(), err=True)
    shown = chosen(loaded.findings, paths, hub)
    if form == "json":
        click.echo(json.dumps([finding.as_json() for finding in shown], ensure_ascii=False, indent=1))
    elif form == "github":
        _print_annotations(shown)
    else:
        for finding in shown:
            click.echo(str(finding))
            for more in filter(None, (finding.why, finding.instead, finding.url)):
                click.echo(f"    {more}")
        session.say(_summary(shown))
    if blocks(shown):
        raise SystemExit(1)


def chosen(findings: Sequence[Finding], paths: Sequence[Path], hub: Hub) -> tuple[Finding, ...]:
    """The findings in ``paths`` (files or folders, from here or from mkdocs.yml's folder); all when none is given."""
    if not paths:
        return tuple(findings)
    if any(hub.root.is_relative_to(path.resolve()) for path in paths):
        return tuple(findings)
    wanted = {hub.path_of(path.resolve()) for path in paths} | {path.as_posix().rstrip("/") for path in paths}
    return tuple(
        finding
        for finding in findings
        if any(finding.path == path or finding.path.startswith(f"{path}/") for path in wanted)
    )


def _is_of(path: Path, hub: Hub) -> bool:
    """Whether ``path``, from here or from mkdocs.yml's folder, is in the hub, or holds it."""
    homes = (hub.root.resolve(), hub.content)
    places = [place.resolve() for place in (path, hub.root / path) if place.exists()]
    return any(home in (place, *place.parents) or place in home.parents for place in places for home in homes)


def _print_annotations(findings: tuple[Finding, ...]) -> None:
    lines, summary = annotate(findings)
    for line in lines:
        click.echo(line)
    place = os.environ.get("GITHUB_STEP_SUMMARY")
    if place and summary:
        with Path(place).open("a", encoding="utf-8") as file:
            file.write(summary)


def _summary(findings: Sequence[Finding]) -> str:
    if not findings:
        return "Nothing to mend."
    counts = {severity: sum(1 for f in findings if f.severity == severity) for severity in ("block", "warn", "hint")}
    return ", ".join(f"{number} {name}" for name, number in counts.items() if number) + "."
