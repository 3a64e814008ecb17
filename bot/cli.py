"""The `danbiet` command: a root group that imports a subcommand only when it is called.

Results go to stdout, progress and errors to stderr, `--json` is for machines. Loading lazily keeps `danbiet
--help` and the small commands fast, although some commands need scipy or a web server.
"""

import importlib

import click

# name on the command line → where it is defined
COMMANDS = {
    "ask": "bot.commands.ask:ask",
    "chat": "bot.commands.ask:chat",
    "knowledge": "bot.commands.knowledge:knowledge",
    "serve": "bot.commands.serve:serve",
}


class LazyGroup(click.Group):
    """A click group whose subcommands are imported on first use."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name].partition(":")
        command = getattr(importlib.import_module(module), name)
        assert isinstance(command, click.Command)
        return command


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="dan-biet")
def main() -> None:
    """Dân Biết: hỏi quyền của người lao động, gửi kiến nghị ẩn danh.

    Ví dụ: danbiet ask "công ty có được phạt tiền khi đi trễ không"
    """


if __name__ == "__main__":
    main()
