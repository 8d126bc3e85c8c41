"""The ``voices`` command: one click command a module, wired here.

Each command gets a ``Session``, which reads mkdocs.yml only when the command needs the hub. Machine-readable output
alone goes to standard output, everything else to standard error.
"""

from __future__ import annotations

import gc
import importlib
import os
import sys
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import click

from voices import __version__

if TYPE_CHECKING:
    from voices.settings import Hub

_COMMANDS = {
    "build": ("voices.cli.build:build", "Build the site, only what changed."),
    "check": ("voices.cli.check:check", "Show every finding in the content."),
    "discover": ("voices.cli.discover:discover", "Find the feeds a homepage offers."),
    "fetch": ("voices.cli.fetch:fetch", "Fetch the authors' blogs and the open jobs."),
    "forget": ("voices.cli.forget:forget", "Erase a person."),
    "from-issue": ("voices.cli.from_issue:from_issue", "Turn a filled issue form into content."),
    "import": ("voices.cli.importing:import_opml", "Read a list of blogs (OPML)."),
    "languages": ("voices.cli.languages:languages", "Check the translations of the hub's own words."),
    "links": ("voices.cli.links:links", "The recruiters' links, as CSV or JSON."),
    "move": ("voices.cli.move:move", "Rename a page; the old address redirects."),
    "new": ("voices.cli.new:new", "Begin a post or a profile."),
    "photo": ("voices.cli.photo:photo", "Strip, crop and resize a photo in place."),
    "review": ("voices.cli.review:review", "List, release or reject held entries."),
}

_SOON_DONE = frozenset({"build", "check"})
"""Commands that make few cycles and end before these would fill the memory."""


class Session:
    """What every command gets: the hub, read when first asked for, and how much to say."""

    def __init__(self) -> None:
        self.config_file = Path("mkdocs.yml")
        self.quiet = False
        self.verbose = False

    @cached_property
    def _hub(self) -> Hub:
        from voices.configfile import load_hub  # here, because --help needs no settings and should be there at once

        hub = load_hub(self.config_file)
        if self.verbose:
            click.echo(f"{hub.config_file}: {hub.site_name}, {hub.site_url}, {hub.audience} edition", err=True)
        return hub

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
        if cmd_name not in _COMMANDS:
            return None
        module, name = _COMMANDS[cmd_name][0].split(":")
        command = getattr(importlib.import_module(module), name)
        if cmd_name not in _SOON_DONE:
            gc.enable()
        if not isinstance(command, click.Command):
            return None
        _take_shared_options(command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - likewise
        with formatter.section("Commands"):
            formatter.write_dl([(name, summary) for name, (_, summary) in sorted(_COMMANDS.items())])


def _change(field: str) -> Callable[[click.Context, click.Parameter, object], None]:
    def change(ctx: click.Context, _parameter: click.Parameter, value: object) -> None:
        if value:
            setattr(ctx.ensure_object(Session), field, value)

    return change


def _shared_options() -> list[click.Parameter]:
    """The options every command takes, before or after its name."""
    file = click.Path(dir_okay=False, path_type=Path)
    return [
        click.Option(
            ["-f", "--config-file"],
            type=file,
            expose_value=False,
            is_eager=True,
            callback=_change("config_file"),
            help="The hub's settings. Default: mkdocs.yml here.",
        ),
        click.Option(
            ["--quiet"], is_flag=True, expose_value=False, callback=_change("quiet"), help="Say only what went wrong."
        ),
        click.Option(
            ["--verbose"],
            is_flag=True,
            expose_value=False,
            callback=_change("verbose"),
            help="Say more about each step.",
        ),
    ]


def _take_shared_options(command: click.Command) -> None:
    if isinstance(command, click.Group):
        for inner in command.commands.values():
            _take_shared_options(inner)
    does_something = not isinstance(command, click.Group) or command.invoke_without_command
    if does_something and not any("--config-file" in parameter.opts for parameter in command.params):
        command.params += _shared_options()
    command.context_settings.setdefault("help_option_names", ["-h", "--help"])


@click.command(cls=_Commands, params=_shared_options(), context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="voices")
@click.pass_context
def cli(ctx: click.Context) -> None:
    """A hub of your people's voices: write, check, fetch, build.

    \b
    voices new post --title "What broke on Friday" --author aino
    voices check
    voices fetch
    voices build
    """
    ctx.ensure_object(Session)


def main(arguments: list[str] | None = None) -> None:
    """Run the command line; exits 0 when done, 1 on findings or failure, 2 on wrong usage."""
    gc.disable()  # Modules are no garbage: looking for some in them takes a tenth of the start.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # Looking for plugins opens each installed package.
    try:
        cli.main(args=arguments, prog_name="voices", standalone_mode=True)
    except _refusals() as error:
        for line in getattr(error, "findings", (f"voices: {error}",)):
            click.echo(str(line), err=True)
        sys.exit(1)
    except OSError as error:
        from voices.store import refusal  # here, because most runs meet no such disk

        said = refusal(error)
        if said is None:
            raise
        click.echo(f"voices: {said}", err=True)
        sys.exit(1)
    finally:
        if arguments is None:
            gc.freeze()  # Python ends now; without this it looks through everything once more, for nothing.
        else:
            gc.enable()


def _refusals() -> tuple[type[Exception], ...]:
    """What ends in plain lines; looked up only once something was raised, so that ``--help`` needs no settings."""
    from voices.findings import FindingsError
    from voices.settings import SettingsError

    return SettingsError, FindingsError
