"""`danbiet custodians`: the three people who hold the recovery key in pairs, and what two of them bring back."""

from __future__ import annotations

from pathlib import Path

import click

from bot import settings
from bot.clock import vietnam_now
from bot.commands.log_in import open_half, session_of
from bot.commands.staff import BY, actor
from bot.submissions import installation_key
from bot.texts import staff as words
from feedback.backup import make_kit
from feedback.sealing.keys import fingerprint

PAIR = click.option("--custodian", "pair", nargs=2, required=True, help="Hai người giữ khóa.")


@click.group()
def custodians() -> None:
    """Ba người giữ khóa khôi phục: hai người bất kỳ mở được, một người thì không.

    Ví dụ: danbiet custodians set an binh chi
    """


@custodians.command("set")
@click.argument("logins", nargs=3)
@click.option("--old", nargs=2, help="Hai người giữ khóa cũ, khi đổi người hoặc khi một người có khóa mới.")
@BY
def set_custodians(logins: tuple[str, str, str], old: tuple[str, str] | None, by: str) -> None:
    """Tạo khóa khôi phục cho ba người; với --old thì chuyển khóa cũ cho ba người mới.

    Ví dụ: danbiet custodians set an binh chi
    """
    half = open_half()
    if old:
        half.custody.replace_custodians(session_of(half, old[0]), session_of(half, old[1]), logins, vietnam_now())
    else:
        half.custody.set_custodians(actor(half, by), logins, vietnam_now())
    click.echo(words.CUSTODIANS_SET)


@custodians.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def kit(file: Path) -> None:
    """Bộ khôi phục: khóa cài đặt, khóa lại cho những người giữ khóa. Cất ngoài máy chủ, kèm dấu vân tay in ra giấy.

    Ví dụ: danbiet custodians kit bo-khoi-phuc.danbiet-backup
    """
    half = open_half()
    make_kit(half.db, file, installation_key(settings.load()), vietnam_now())
    public = half.custody.recovery_public()
    assert public is not None
    click.echo(words.KIT.format(file=file, fingerprint=fingerprint(public)))


@custodians.command()
@PAIR
def drill(pair: tuple[str, str]) -> None:
    """Tập khôi phục: hai người chứng tỏ vẫn mở được khóa, không đọc vụ nào.

    Ví dụ: danbiet custodians drill --custodian an binh
    """
    half = open_half()
    first, second = (session_of(half, login) for login in pair)
    click.echo(words.DRILLED.format(fingerprint=half.custody.drill(first, second, vietnam_now())))


@custodians.command()
@click.argument("unit")
@click.argument("logins", nargs=-1, required=True)
@PAIR
def recover(unit: str, logins: tuple[str, ...], pair: tuple[str, str]) -> None:
    """Một đơn vị mất hết khóa: tạo khóa mới cho những người này của đơn vị, mở lại từng vụ, cấp trên được báo.

    Ví dụ: danbiet custodians recover cd-kcn lan minh --custodian an binh
    """
    half = open_half()
    first, second = (session_of(half, login) for login in pair)
    members = [session_of(half, login) for login in logins]
    found = half.custody.recover_unit(first, second, members, unit, vietnam_now())
    click.echo(words.RECOVERED.format(count=len(found.cases), left=found.left))
