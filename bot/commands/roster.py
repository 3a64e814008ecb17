"""`danbiet roster`: who is on duty and when, and where the people of the union are told."""

from __future__ import annotations

import asyncio
from pathlib import Path

import click

from bot import settings
from bot.channels.mail import Mailer, MailFailed
from bot.clock import vietnam_now
from bot.commands.log_in import open_half, open_session
from bot.texts import notices as words
from feedback.model.notice import Route
from feedback.notices.addresses import new_token

AS = click.option("--as", "login", default="", help="Tên đăng nhập; sẽ hỏi mật khẩu.")


@click.group()
def roster() -> None:
    """Lịch trực khẩn, và địa chỉ báo việc của cán bộ.

    Ví dụ: danbiet roster list
    """


@roster.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@AS
def import_(file: Path, login: str) -> None:
    """Nhập ca trực từ tệp TOML: [[shift]] unit, login, start, end. Ca cũ của đơn vị trong khoảng ấy được thay.

    Ví dụ: danbiet roster import truc-thang-12.toml --as lan
    """
    half, session = open_session(login)
    count = half.duty.load(session, file.read_text(encoding="utf-8"), vietnam_now())
    click.echo(words.SHIFTS_READ.format(count=count))
    for person in half.duty.unreachable(vietnam_now()):
        click.secho(words.NOT_REACHABLE.format(who=person), fg="yellow")


@roster.command("list")
def list_() -> None:
    """Các ca trực đang diễn ra và sắp tới.

    Ví dụ: danbiet roster list
    """
    half = open_half()
    shifts = half.duty.shifts(vietnam_now())
    for shift, who in shifts:
        click.echo(words.SHIFT.format(unit=shift.unit, start=shift.starts_at, end=shift.ends_at, who=who))
    if not shifts:
        click.echo(words.NO_SHIFTS)


@roster.command()
@click.option("--email", default="", help="Địa chỉ thư điện tử; mã được gửi tới đó rồi hỏi lại ở đây.")
@click.option("--telegram", is_flag=True, help="Cho mã để nhắn từ Telegram của bạn tới bot.")
@click.option("--remove", type=click.Choice([route.value for route in Route]), help="Bỏ một địa chỉ.")
@AS
def address(email: str, telegram: bool, remove: str, login: str) -> None:
    """Nơi bạn được báo việc: thư điện tử hay Telegram; chỉ số việc, không có nội dung.

    Ví dụ: danbiet roster address --email lan@congdoan.vn --as lan
    """
    half, session = open_session(login)
    person, now = session.member.id, vietnam_now()
    if remove:
        half.addresses.unlink(person, Route(remove))
        click.echo(words.UNLINKED.format(route=remove))
    if telegram:
        code = half.addresses.begin(person, Route.TELEGRAM, new_token(), now)
        click.echo(words.LINK_TELEGRAM.format(code=code))
    if email:
        chosen = settings.load().mail
        if not chosen.host:
            raise click.ClickException(words.NO_MAIL)
        code = half.addresses.begin(person, Route.EMAIL, email, now)
        try:
            asyncio.run(Mailer(chosen).send(email, words.LINK_SUBJECT, words.LINK_MAIL.format(code=code)))
        except MailFailed:
            raise click.ClickException(words.WHY["mail"]) from None
        half.addresses.link(click.prompt(words.LINK_PROMPT, err=True), vietnam_now(), person)
        click.echo(words.LINKED.format(route=email))
