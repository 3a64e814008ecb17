"""`danbiet office`: log in once, then work; one code of the second factor serves one log-in."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Iterator

import click

from bot import cli
from bot.clock import vietnam_now
from bot.commands.log_in import Office, log_in, open_half
from bot.texts import office as words
from bot.texts.faults import sentence
from feedback.errors import SessionEnded


@click.command()
@click.option("--as", "login", required=True, help="Tên đăng nhập; sẽ hỏi mật khẩu và sáu số.")
def office(login: str) -> None:
    """Đăng nhập một lần rồi gõ nhiều lệnh; cũng nhận các dòng lệnh qua ống dẫn. Ba mươi phút không gõ thì phiên hết.

    Ví dụ: danbiet office --as lan
    """
    half = open_half()
    opened = Office(half, login, log_in(half, login))
    click.echo(words.WELCOME.format(login=login), err=True)
    failed = False
    for line in _lines(login):
        if not half.sessions.lives(opened.token, vietnam_now()):
            raise click.ClickException(sentence(SessionEnded()))
        failed = not _run(line, opened) or failed
    half.sessions.log_out(opened.token)
    sys.exit(1 if failed else 0)


def _lines(login: str) -> Iterator[str]:
    """What is typed or piped in, until the end or a word of leaving; empty lines and comments are passed over."""
    stream = sys.stdin
    while True:
        if stream.isatty():
            click.echo(words.PROMPT.format(login=login), nl=False, err=True)
        line = stream.readline()
        if not line or line.strip().lower() in words.LEAVE:
            return
        if line.strip() and not line.lstrip().startswith("#"):
            yield line


def _run(line: str, opened: Office) -> bool:
    """Run one line as a command of `danbiet`; False when it failed, which ends nothing but that line."""
    try:
        words_typed = shlex.split(line)
    except ValueError:
        click.echo(words.UNREADABLE, err=True)
        return False
    try:
        cli.main.main(words_typed, prog_name="danbiet", obj=opened, standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return False
    except click.exceptions.Exit as left:
        return left.exit_code == 0
    except SystemExit as left:
        return not left.code
    return True
