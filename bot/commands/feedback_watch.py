"""Who watches over others' work: reviews, samples, holds, identities, late cases below, floods, units that ended."""

from __future__ import annotations

from datetime import datetime

import click

from bot.clock import vietnam_now
from bot.commands.acting import AS, Act, step
from bot.commands.log_in import open_session, session_of
from bot.texts import submissions as words
from feedback.staff import requests as ask

DAY = click.DateTime(["%Y-%m-%d"])


@click.command()
@step
@click.option("--uphold", "reason", help="Giữ nguyên việc từ chối; lý do mà người gửi sẽ đọc.")
@click.option("--overturn", is_flag=True, help="Không đồng ý từ chối: tiếp nhận.")
@click.option("--move-up", is_flag=True, help="Cùng --overturn: cấp trên nhận vụ.")
def review(act: Act, reason: str | None, overturn: bool, move_up: bool) -> None:
    """Ủy ban kiểm tra cấp trên xem lại một vụ bị từ chối.

    Ví dụ: danbiet feedback review KN26-7F3KQ --overturn --as hoa
    """
    if bool(reason) == overturn:
        raise click.UsageError(words.CHOOSE_REVIEW)
    if overturn:
        act.say(ask.Overturn, move_up=move_up)
    else:
        act.say(ask.Uphold, reason=reason)


@click.command()
@step
@click.argument("text")
@click.option("--right/--wrong", "right", required=True, help="Việc từ chối đúng hay sai.")
def sample(act: Act, text: str, right: bool) -> None:
    """Ủy ban kiểm tra ghi nhận xét về một vụ từ chối được rút ra xem lại.

    Ví dụ: danbiet feedback sample KN26-7F3KQ "Lý do rõ, đúng mã." --right --as hoa
    """
    act.say(ask.MarkSample, right=right, text=text)


@click.command()
@step
@click.argument("reason")
@click.option("--until", type=DAY, help="Đề xuất giữ đến ngày này, nhiều nhất 6 tháng.")
@click.option("--confirm", is_flag=True, help="Người thứ hai: đồng ý giữ.")
@click.option("--lift", is_flag=True, help="Bỏ giữ.")
def hold(act: Act, reason: str, until: datetime | None, confirm: bool, lift: bool) -> None:
    """Giữ nguyên một vụ theo yêu cầu pháp lý: cần hai người và một ngày kết thúc; đến ngày đó tự hết.

    Ví dụ: danbiet feedback hold KN26-7F3KQ "Thanh tra đang xem" --until 2027-03-01 --as lan
    """
    if bool(until) + confirm + lift != 1:
        raise click.UsageError(words.CHOOSE_HOLD)
    if until:
        act.say(ask.ProposeHold, reason=reason, until=until.date())
    elif confirm:
        act.do(ask.ConfirmHold)
        Act(act.half, act.session, act.number, None, "").say(ask.Note, text=reason)  # so that no word is lost
    else:
        act.say(ask.LiftHold, reason=reason)


@click.command()
@click.argument("number", required=False)
@AS
@click.option("--ask", "reason", help="Người xử lý: xin mở thông tin liên hệ, với lý do.")
@click.option("--decide", type=click.Choice(["yes", "no"]), help="Người giữ danh tính: đồng ý hoặc không.")
def identity(number: str | None, login: str, reason: str | None, decide: str | None) -> None:
    """Thông tin liên hệ được giữ bí mật: xin mở, xem yêu cầu đang chờ, quyết định.

    Ví dụ: danbiet feedback identity KN26-7F3KQ --ask "Cần đại diện ở tòa" --as lan
    """
    half, session = open_session(login)
    if number and reason:
        Act(half, session, number, None, "").say(ask.AskIdentity, reason=reason)
    elif number and decide:
        half.office.decide_identity(session, number, decide == "yes", vietnam_now())
        click.echo(words.IDENTITY_DECIDED.format(number=number))
    else:
        for waiting, why in half.office.identity_requests(session, vietnam_now()):
            click.echo(f"{waiting}  {why}")


@click.command()
@AS
@click.option("--seen", "number", help="“Đã biết”: cấp trên đã thấy vụ này trễ.")
def late(login: str, number: str | None) -> None:
    """Những vụ trễ ở đơn vị dưới, không có nội dung; --seen để ghi là đã biết.

    Ví dụ: danbiet feedback late --seen KN26-7F3KQ --as tam
    """
    half, session = open_session(login)
    if number:
        half.office.acknowledge_late(session, number, vietnam_now())
        click.echo(words.LATE_SEEN.format(number=number))
        return
    rows = half.office.late_below(session, vietnam_now())
    for row in rows:
        click.echo(f"{row['public_no']}  {row['owner']}  {str(row['due_at'])[:10]}")
    if not rows:
        click.echo(words.QUEUE_EMPTY)


@click.command()
@click.argument("unit")
@click.option("--days", type=click.IntRange(min=1), required=True, help="Bao nhiêu ngày làm việc, nhiều nhất 10.")
@click.option("--as", "lead", required=True, help="Người phụ trách đơn vị.")
@click.option("--board", required=True, help="Người của ủy ban kiểm tra cấp trên.")
def flood(unit: str, days: int, lead: str, board: str) -> None:
    """Chế độ ngập của một đơn vị: hai hạn đầu chờ, do người phụ trách và ủy ban kiểm tra cùng quyết định.

    Ví dụ: danbiet feedback flood cd-kcn --days 5 --as lan --board hoa
    """
    half, session = open_session(lead)
    ends = half.office.declare_flood(session, session_of(half, board), unit, days, vietnam_now())
    click.echo(words.FLOODED.format(unit=unit, day=f"{ends:%d/%m/%Y}"))


@click.command("move-cases")
@click.argument("unit")
@AS
def move_cases(unit: str, login: str) -> None:
    """Đơn vị đã kết thúc: mọi vụ được khóa lại cho đơn vị kế thừa và chuyển sang đó.

    Ví dụ: danbiet feedback move-cases cd-cu --as lan
    """
    half, session = open_session(login)
    count = half.office.move_cases(session, unit, vietnam_now())
    click.echo(words.CASES_MOVED.format(unit=unit, count=count))
