"""``voices build``: the incremental build."""

from __future__ import annotations

import click

from voices.build.command import build_site
from voices.cli import Session


@click.command()
@click.option("--strict", is_flag=True, help="Fail on warnings as well.")
@click.option("--record", is_flag=True, help="Add this build's addresses to content/permalinks.txt.")
@click.option("--timings", is_flag=True, help="Print where the time went.")
@click.pass_obj
def build(session: Session, *, strict: bool, record: bool, timings: bool) -> None:
    """Build the site, writing only what changed and removing what is gone.

    The result equals a clean ``mkdocs build``.

    \b
    voices build
    voices build --strict --record
    """
    session.hub()  # a wrong setting stops here, in one line
    raise SystemExit(
        build_site(
            session.config_file,
            strict=strict,
            record_addresses=record,
            timings=timings,
            quiet=session.quiet,
            verbose=session.verbose,
        )
    )
