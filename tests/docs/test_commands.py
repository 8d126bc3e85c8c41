"""Every command and each of its options is written down in docs/commands.md, and nothing there is made up."""

from __future__ import annotations

import re
from collections.abc import Iterator

import click
import pytest

from voices.cli import _COMMANDS, cli

from .conftest import Doc

SHARED = {"--config-file", "-f", "--quiet", "--verbose", "--help", "-h"}


def commands(command: click.Command, name: str) -> Iterator[tuple[str, click.Command]]:
    """Each command that does something, with its whole name."""
    if isinstance(command, click.Group):
        if command.invoke_without_command:
            yield name, command
        context = click.Context(command)
        for child in command.list_commands(context):
            found = command.get_command(context, child)
            assert found is not None, child
            yield from commands(found, f"{name} {child}")
    else:
        yield name, command


@pytest.fixture(scope="module")
def known() -> dict[str, click.Command]:
    return dict(commands(cli, "voices"))


def test_each_command_has_its_section_and_no_section_is_made_up(docs: dict[str, Doc], known: dict[str, click.Command]):
    sections = {words for level, words in docs["docs/commands.md"].headings if level == 2}
    assert sections == set(known)
    assert {name.split()[1] for name in known} == set(_COMMANDS)


def test_each_option_of_a_command_stands_in_its_section(docs: dict[str, Doc], known: dict[str, click.Command]):
    for name, command in known.items():
        written = docs["docs/commands.md"].section(name)
        options = {
            option
            for parameter in command.params
            if isinstance(parameter, click.Option)
            for option in (*parameter.opts, *parameter.secondary_opts)
            if option not in SHARED
        }
        assert set(re.findall(r"^\| `(--[a-z-]+)", written, re.MULTILINE)) == options, name


def test_each_choice_and_argument_stands_in_its_section(docs: dict[str, Doc], known: dict[str, click.Command]):
    for name, command in known.items():
        written = docs["docs/commands.md"].section(name)
        for parameter in command.params:
            if isinstance(parameter, click.Argument):
                metavar = re.sub(r"[\[\]…]", "", parameter.human_readable_name.upper())
                assert re.search(rf"`{metavar}…?`", written), f"{name}: {metavar}"
            elif isinstance(parameter.type, click.Choice):
                for choice in parameter.type.choices:
                    assert f"`{choice}`" in written, f"{name}: {choice}"


def test_the_shared_options_are_explained_once(docs: dict[str, Doc], known: dict[str, click.Command]):
    table = docs["docs/commands.md"].tables[0]
    assert set(re.findall(r"-{1,2}[a-z-]+(?=[ `])", " ".join(row[0] for row in table.rows))) == SHARED
    for name, command in known.items():
        taken = {option for parameter in command.params for option in parameter.opts}
        assert {"-f", "--config-file", "--quiet", "--verbose"} <= taken, name


def test_what_the_documentation_shows_at_a_terminal_can_be_typed(docs: dict[str, Doc], known: dict[str, click.Command]):
    shown = [
        (block.page, re.sub(r"\s+#.*$", "", line).split(" | ")[-1].strip())
        for doc in docs.values()
        for block in doc.blocks
        if block.info == "sh"
        for line in block.text.splitlines()
    ]
    typed = [(page, line) for page, line in shown if line.startswith("voices ")]
    assert len(typed) > 30
    for page, line in typed:
        name = max((name for name in known if f"{line} ".startswith(f"{name} ")), key=len, default=None)
        assert name, f"{page}: {line}"
        taken = {option for parameter in known[name].params for option in parameter.opts}
        assert set(re.findall(r"(?<= )--[a-z-]+", line)) <= taken, f"{page}: {line}"
