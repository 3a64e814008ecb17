"""`danbiet qr`: a poster for each unit, with the codes that lead workers to the bot."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path

import click

from bot import settings
from bot.operations.telegram_check import bot_name as telegram_name
from bot.posters.poster import Link, as_pdf, as_svg, layout
from bot.posters.unit_codes import find
from bot.settings import Settings
from bot.texts import poster as words

CODE = re.compile(r"[A-Za-z0-9_-]{1,64}")  # what Telegram takes in a deep link


@click.command()
@click.argument("units", nargs=-1, required=True)
@click.option("--name", help="Tên in trên tờ, khi không lấy từ cây tổ chức.")
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), default=Path(), help="Thư mục ghi tệp.")
def qr(units: tuple[str, ...], name: str | None, out: Path) -> None:
    """In tờ giới thiệu khổ A6 cho từng đơn vị: mã QR Telegram, Zalo, trang web (SVG và PDF).

    Ví dụ: danbiet qr kcn-song-lam kcn-doi-xanh --out to-gioi-thieu
    """
    chosen = settings.load()
    for code in units:
        if not CODE.fullmatch(code):
            raise click.ClickException(words.BAD_CODE.format(code=code))
    names = dict.fromkeys(units, name) if name else dict(_named(chosen, code) for code in units)
    bot_name = asyncio.run(telegram_name(chosen))
    if chosen.telegram.token and not bot_name:
        click.echo(words.TELEGRAM_UNREACHABLE, err=True)
    out.mkdir(parents=True, exist_ok=True)
    for code, unit in names.items():
        links = links_of(chosen, code, bot_name)
        if not links:
            raise click.ClickException(words.NO_LINK)
        parts = list(layout(unit, code, links))
        _write(out / f"{code}.svg", as_svg(parts).encode())
        _write(out / f"{code}.pdf", as_pdf(parts))


def links_of(chosen: Settings, code: str, bot_name: str) -> list[Link]:
    """The ways in that this installation has; those that can carry the unit's code do."""
    links = []
    if bot_name:
        links.append(Link(words.TELEGRAM, f"https://t.me/{bot_name}?start={code}"))
    if chosen.zalo_link:
        links.append(Link(words.ZALO, chosen.zalo_link))
    if chosen.public_url:
        links.append(Link(words.WEB, f"{chosen.public_url}/?ma={code}"))
    return links


def _named(chosen: Settings, code: str) -> tuple[str, str]:
    """The code as the organisation writes it, and the name."""
    from bot.submissions import open_submissions

    found = find(open_submissions(chosen).org.load(), code)
    if found is None:
        raise click.ClickException(words.NO_UNIT.format(code=code))
    return found.code, found.name


def _write(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    click.echo(words.WRITTEN.format(path=path))
