"""`danbiet doctor`: is everything in order, and what to do where it is not."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterator
from contextlib import closing, suppress

import click

from bot import settings
from bot.clock import vietnam_now
from bot.engine.browsers import Browsers
from bot.engine.database import DATABASE_ERRORS, look_into, open_database
from bot.engine.outbox import Outbox
from bot.engine.sealing import Seal, load_key
from bot.operations.channel_checks import check_channels, check_running
from bot.operations.doctor import Finding, check_files
from bot.operations.staff_check import check_staff
from bot.operations.union_check import check_union
from bot.settings import Settings
from bot.texts import doctor as words
from knowledge.handbook.bundled import read_bundled
from knowledge.model import KnowledgeError

SIGNS = {True: "✓", False: "✗", None: "–"}


@click.command()
@click.option("--retry", is_flag=True, help="Cho các tin gửi đi bị kẹt gửi lại.")
def doctor(retry: bool) -> None:
    """Khám máy: cài đặt, mã bot, webhook, đồng hồ, đĩa, dữ liệu, khóa, tin tồn đọng.

    Ví dụ: danbiet doctor
    """
    chosen = settings.load()
    if retry:
        _retry(chosen)
        return
    wrong = 0
    for finding in _findings(chosen):
        click.echo(f"{SIGNS[finding.ok]} {finding.text}")
        wrong += finding.ok is False
    click.echo(words.TO_DO.format(count=wrong) if wrong else words.ALL_WELL)
    sys.exit(1 if wrong else 0)


def _findings(chosen: Settings) -> Iterator[Finding]:
    now = vietnam_now()
    yield Finding(True, words.SETTINGS)
    yield from check_files(chosen, now)
    yield from check_union(chosen, now)
    yield from check_staff(chosen)
    yield _knowledge(chosen)
    yield from asyncio.run(_asked(chosen))


async def _asked(chosen: Settings) -> list[Finding]:
    running = [finding async for finding in check_running(chosen)]
    return running + [finding async for finding in check_channels(chosen, vietnam_now())]


def _knowledge(chosen: Settings) -> Finding:
    """Whether the handbook can be read, and what was imported; nothing is indexed for it."""
    try:
        handbook = len(read_bundled())
    except KnowledgeError as error:
        return Finding(False, words.KNOWLEDGE_BROKEN.format(error=error))
    official, path = 0, chosen.data / "knowledge.db"
    with suppress(*DATABASE_ERRORS):  # a broken one has its own line
        if path.exists():
            with closing(look_into(path)) as db:
                official = db.execute("SELECT count(*) FROM documents").fetchone()[0]
    return Finding(handbook > 0, words.KNOWLEDGE.format(handbook=handbook, official=official))


def _retry(chosen: Settings) -> None:
    path = chosen.data / "bot.db"
    chats: tuple[bytes, ...] = ()
    if path.exists():
        seal = Seal(load_key(chosen.data / "keys" / "bot.key", chosen.key))
        try:
            chats = Outbox(open_database(path), Browsers(seal)).retry_stuck(int(vietnam_now().timestamp()))
        except DATABASE_ERRORS:
            raise click.ClickException(words.RETRY_FAILED) from None
    click.echo(words.RETRIED.format(count=len(chats)))
