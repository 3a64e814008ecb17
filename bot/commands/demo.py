"""`danbiet demo`: a sample union in a folder of its own, so that anybody can look around in one command."""

from __future__ import annotations

import time

import click

from bot import settings
from bot.clock import vietnam_now
from bot.commands.serve import run
from bot.operations.demo import folder, people
from bot.operations.demo.fill import fill
from bot.settings import Settings
from bot.texts import demo as words


@click.command()
@click.option("--fill-only", is_flag=True, help="Chỉ dựng dữ liệu, không chạy máy chủ.")
def demo(fill_only: bool) -> None:
    """Dựng một công đoàn mẫu ở thư mục riêng rồi chạy: 11 người, 200 vụ, số liệu một năm.

    Ví dụ: danbiet demo
    """
    chosen = folder.demo_settings(settings.load())
    try:
        filled = folder.claim(chosen.data)
    except folder.NotOurs as refusal:
        raise click.ClickException(str(refusal)) from None
    if filled:
        click.echo(words.KNOWN.format(folder=chosen.data))
        click.echo(words.CODES_LOST.format(file=chosen.data / folder.CODES))
    else:
        _fill(chosen)
    click.secho(words.RED, fg="red", bold=True)
    click.echo(words.LOG_INS)
    for person in people.people():
        click.echo(words.LOG_IN.format(login=person.login, name=person.name, what=person.what))
    if not fill_only:
        run(chosen)


def _fill(chosen: Settings) -> None:
    click.echo(words.FILLING)
    began = time.monotonic()
    filled = fill(chosen, vietnam_now())
    click.echo(words.FILLED.format(seconds=time.monotonic() - began))
    click.echo(words.CODES)
    for code, number in filled.codes:
        click.echo(words.CODE.format(code=code, number=number))
