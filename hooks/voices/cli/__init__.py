"""The ``voices`` command: one click command a module, wired here.

Each command gets a ``Session``, which reads mkdocs.yml only when the command needs the hub. Machine-readable output
alone goes to standard output, everything else to standard error.
"""

from __future__ import annotations

import importlib
import sys
from functools import cached_property
from pathlib import Path

import click

from voices import __version__
from voices.configfile import load_hub
from voices.findings import FindingsError
from voices.settings import Hub, SettingsError

_COMMANDS = {
    "build": "voices.cli.build:build",
    "check": "voices.cli.check:check",
    "discover": "voices.cli.discover:discover",
    "fetch": "voices.cli.fetch:fetch",
    "forget": "voices.cli.forget:forget",
    "from-issue": "voices.cli.from_issue:from_issue",
    "import": "voices.cli.importing:import_opml",
    "languages": "voices.cli.languages:languages",
    "links": "voices.cli.links:links",
    "move": "voices.cli.move:move",
    "new": "voices.cli.new:new",
    "photo": "voices.cli.photo:photo",
    "review": "voices.cli.review:review",
}


class Session:
    """What every command gets: the hub, read when first asked for, and how much to say."""

    def __init__(self, config_file: Path, *, quiet: bool, verbose: bool) -> None:
        self.config_file = config_file
        self.quiet = quiet
        self.verbose = verbose

    @cached_property
    def _hub(self) -> Hub:
        return load_hub(self.config_file)

    def hub(self) -> Hub:
        """The hub of ``--config-file``; a wrong setting raises SettingsError."""
        return self._hub

    def say(self, message: str) -> None:
        """A line for the person at the terminal, unless ``--quiet``."""
        if not self.quiet:
            click.echo(message, err=True)


class _Commands(click.Group):
    """Loads a command's module only when it is called, so that ``voices new`` doesn't wait for image libraries."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return sorted(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        place = _COMMANDS.get(cmd_name)
        if place is None:
            return None
        module, name = place.split(":")
        command = getattr(importlib.import_module(module), name)
        return command if isinstance(command, click.Command) else None


@click.command(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "-f",
    "--config-file",
    type=click.Path(dir_okay=False, path_type=Path),
    default=Path("mkdocs.yml"),
    help="The hub's settings. Default: mkdocs.yml here.",
)
@click.option("--quiet", is_flag=True, help="Say only what went wrong.")
@click.option("--verbose", is_flag=True, help="Say more about each step.")
@click.version_option(__version__, prog_name="voices")
@click.pass_context
def cli(ctx: click.Context, config_file: Path, *, quiet: bool, verbose: bool) -> None:
    """A hub of your people's voices: write, check, fetch, build.

    \b
    voices new post --title "What broke on Friday" --author aino
    voices check
    voices fetch
    voices build
    """
    ctx.obj = Session(config_file, quiet=quiet, verbose=verbose)


def main(arguments: list[str] | None = None) -> None:
    """Run the command line; exits 0 when done, 1 on findings or failure, 2 on wrong usage."""
    try:
        cli.main(args=arguments, prog_name="voices", standalone_mode=True)
    except SettingsError as error:
        click.echo(f"voices: {error}", err=True)
        sys.exit(1)
    except FindingsError as error:
        for finding in error.findings:
            click.echo(str(finding), err=True)
        sys.exit(1)
