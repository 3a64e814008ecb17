"""The `danbiet` command: a root group that imports a subcommand only when it is called.

Results go to stdout, progress and errors to stderr, `--json` is for machines. Loading lazily keeps `danbiet
--help` and the small commands fast, although some commands need scipy or a web server.
"""

import click

from bot.commands.lazy import LazyGroup

# name on the command line → where it is defined
COMMANDS = {
    "ask": "bot.commands.ask:ask",
    "audit": "bot.commands.audit:audit",
    "backup": "bot.commands.backup:backup",
    "chat": "bot.commands.ask:chat",
    "clock": "bot.commands.clock:clock",
    "custodians": "bot.commands.custodians:custodians",
    "demo": "bot.commands.demo:demo",
    "doctor": "bot.commands.doctor:doctor",
    "feedback": "bot.commands.feedback:feedback",
    "knowledge": "bot.commands.knowledge:knowledge",
    "office": "bot.commands.office:office",
    "org": "bot.commands.org:org",
    "qr": "bot.commands.qr:qr",
    "restore": "bot.commands.backup:restore",
    "roster": "bot.commands.roster:roster",
    "serve": "bot.commands.serve:serve",
    "setup": "bot.commands.setup:setup",
    "staff": "bot.commands.staff:staff",
    "trial": "bot.commands.staff:trial",
}


@click.group(cls=LazyGroup, lazy=COMMANDS, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="dan-biet")
def main() -> None:
    """Dân Biết: hỏi quyền của người lao động, gửi kiến nghị ẩn danh.

    Ví dụ: danbiet ask "công ty có được phạt tiền khi đi trễ không"
    """


if __name__ == "__main__":
    main()
