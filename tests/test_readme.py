"""Every `danbiet` command that the README shows exists, and every command explains itself with an example."""

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from bot.cli import main

README = (Path(__file__).parents[1] / "README.md").read_text("utf-8")
SHOWN = sorted(set(re.findall(r"^(?:\.venv/bin/)?danbiet ([a-z][a-z -]*[a-z])", README, re.MULTILINE)))


def commands(group: click.Group, path: str = "danbiet") -> Iterator[tuple[str, click.Command]]:
    """Every command under a group, with how it is called."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        if isinstance(command, click.Group):
            yield from commands(command, f"{path} {name}")
        else:
            yield f"{path} {name}", command


@pytest.mark.parametrize("line", SHOWN)
def test_command_of_the_readme_exists(line: str) -> None:
    command: click.Command | None = main
    for word in line.split():
        if not isinstance(command, click.Group):
            break
        command = command.get_command(click.Context(command), word)
        assert command is not None, line


def test_every_command_has_help_with_an_example() -> None:
    silent = [path for path, command in commands(main) if "Ví dụ:" not in (command.help or "")]
    assert silent == []
