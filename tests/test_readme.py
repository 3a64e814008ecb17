"""Every `danbiet` command that the README shows exists, and every command explains itself with an example."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from bot.cli import main

ROOT = Path(__file__).parents[1]
README = "\n".join((ROOT / page).read_text("utf-8") for page in ("README.md", "docs/operations.md", "docs/search.md"))
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


def test_proxy_unit_and_form_agree_on_their_limits() -> None:
    from bot.web.forms import LARGEST_FORM
    from bot.web.sockets import MOST, SPARE

    manual = (ROOT / "docs" / "operations.md").read_text("utf-8")
    proxy = int(re.findall(r"max_size (\d+)MB", manual)[0]) * 2**20
    files = int(re.findall(r"LimitNOFILE=(\d+)", manual)[0])
    assert LARGEST_FORM < proxy <= LARGEST_FORM * 1.1
    assert files >= MOST + SPARE


def test_every_package_of_the_lock_has_its_licence_in_the_notice() -> None:
    locked = set(re.findall(r"^([a-z0-9][\w.-]*)", (ROOT / "requirements.lock").read_text("utf-8"), re.MULTILINE))
    noticed = dict(re.findall(r"^([a-z0-9][\w.-]*): (\S.*)$", (ROOT / "NOTICE").read_text("utf-8"), re.MULTILINE))
    assert locked - noticed.keys() == set()
    assert "?" not in noticed.values()


def test_every_folder_of_the_product_is_installed() -> None:
    folders = {init.parent.relative_to(ROOT) for part in ("bot", "feedback", "knowledge") for init in packed(part)}
    listed = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["setuptools"]["packages"]
    assert sorted(listed) == sorted(".".join(folder.parts) for folder in folders)


def packed(part: str) -> Iterator[Path]:
    """The `__init__.py` of each folder below."""
    return (ROOT / part).rglob("__init__.py")
