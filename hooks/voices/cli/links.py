"""``voices links``: the recruiters' link kit for a spreadsheet or a program."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Sequence
from io import StringIO

import click

from voices.cli import Session
from voices.loading import load
from voices.outputs.recruit import RecruitLink, recruit_links

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


@click.command()
@click.option("--format", "form", type=click.Choice(["csv", "json"]), default="csv", help="How to print. Default: csv.")
@click.pass_obj
def links(session: Session, form: str) -> None:
    """Print the links to jobs, teams, places, topics and people, ready for ads.

    \b
    voices links > links.csv
    voices links --format json
    """
    found = recruit_links(load(session.hub()).catalog)
    if form == "json":
        click.echo(json.dumps([link.as_json() for link in found], ensure_ascii=False, indent=1))
    else:
        click.echo(as_csv(found), nl=False)
    if not found:
        session.say("There are no links: features.recruit is off, or nothing is published yet.")


def as_csv(found: Sequence[RecruitLink]) -> str:
    """One row a link; a column for each place it may be put in and for each language's text."""
    sheet = StringIO()
    writer = csv.writer(sheet, lineterminator="\r\n")  # RFC 4180
    if found:
        channels = [f"url_{variant.channel}" for variant in found[0].variants]
        writer.writerow(["kind", "id", "name", "url", *channels, *(f"text_{text.language}" for text in found[0].texts)])
    for link in found:
        writer.writerow([_harmless(cell) for cell in _cells(link)])
    return sheet.getvalue()


def _cells(link: RecruitLink) -> Iterator[str]:
    yield from (link.kind, link.id, link.name, link.url)
    yield from (variant.url for variant in link.variants)
    yield from (text.text for text in link.texts)


def _harmless(cell: str) -> str:
    """A cell that a spreadsheet shows and never runs."""
    return f"'{cell}" if cell.startswith(_FORMULA_STARTS) else cell
