"""The rarer steps of `danbiet feedback`: outside bodies, dialogue, withdrawals, reviews, holds, identities."""

from __future__ import annotations

from datetime import datetime

import click

from bot.clock import vietnam_now
from bot.commands.feedback import AS
from bot.commands.feedback_steps import CATEGORIES, KINDS, NUMBER, say
from bot.commands.log_in import open_session
from bot.texts import submissions as words
from feedback.model.case import Category, Kind, Lane
from feedback.model.lifecycle import State


@click.command()
@NUMBER
@AS
@click.option("--kind", type=click.Choice(KINDS), help="Loại đơn.")
@click.option("--category", type=click.Choice(CATEGORIES), help="Lĩnh vực.")
@click.option("--lane", type=click.Choice([lane.value for lane in Lane]), help="Mức khẩn; báo động nhầm thì normal.")
def classify(number: str, login: str, kind: str | None, category: str | None, lane: str | None) -> None:
    """Sửa loại đơn, lĩnh vực hoặc mức khẩn; trạng thái giữ nguyên.

    Ví dụ: danbiet feedback classify KN26-7F3KQ --lane normal --as lan
    """
    half, session = open_session(login)
    say(
        half.triage.classify(
            session,
            number,
            vietnam_now(),
            kind=Kind(kind) if kind else None,
            category=Category(category) if category else None,
            lane=Lane(lane) if lane else None,
        )
    )


@click.command()
@NUMBER
@AS
@click.option("--to", required=True, help="Nơi nhận.")
@click.option("--copy", required=True, help="Bản viết lại, không để lộ ai gửi; người gửi đọc được.")
def forward(number: str, login: str, to: str, copy: str) -> None:
    """Chuyển bản đã viết lại cho công ty hoặc cơ quan khác, khi người gửi đã đồng ý.

    Ví dụ: danbiet feedback forward KN26-7F3KQ --to "Công ty" --copy "Có phản ánh chậm lương" --as lan
    """
    half, session = open_session(login)
    case = half.desk.mover.cases.by_public_no(number)
    redirected = case is not None and case.state is State.REDIRECTED
    verb = half.triage.forward_redirected if redirected else half.handling.forward
    say(verb(session, number, to, copy, vietnam_now()))


@click.command()
@NUMBER
@AS
@click.option("--on", "day", type=click.DateTime(["%Y-%m-%d"]), required=True, help="Ngày dự kiến.")
def dialogue(number: str, login: str, day: datetime) -> None:
    """Đưa việc vào đối thoại tại nơi làm việc.

    Ví dụ: danbiet feedback dialogue KN26-7F3KQ --on 2026-12-20 --as lan
    """
    half, session = open_session(login)
    say(half.handling.to_dialogue(session, number, day.date(), vietnam_now()))


@click.command()
@NUMBER
@click.argument("text")
@AS
def result(number: str, text: str, login: str) -> None:
    """Ghi kết quả nơi khác trả lời, hoặc kết quả đối thoại.

    Ví dụ: danbiet feedback result KN26-7F3KQ "Công ty cam kết trả trước ngày 15" --as lan
    """
    half, session = open_session(login)
    say(half.handling.result(session, number, text, vietnam_now()))


@click.command()
@NUMBER
@click.argument("reason")
@AS
def extend(number: str, reason: str, login: str) -> None:
    """Gia hạn trả lời một lần 15 ngày; người gửi đọc lý do.

    Ví dụ: danbiet feedback extend KN26-7F3KQ "Chờ số liệu bảo hiểm" --as lan
    """
    half, session = open_session(login)
    due = half.handling.extend(session, number, reason, vietnam_now())
    click.echo(words.EXTENDED.format(number=number, day=f"{due:%d/%m/%Y}"))


@click.command()
@NUMBER
@click.argument("text")
@AS
@click.option("--summary", is_flag=True, help="Bản tóm tắt còn giữ khi vụ được lưu trữ.")
def note(number: str, text: str, login: str, summary: bool) -> None:
    """Ghi chú nội bộ; người gửi không thấy.

    Ví dụ: danbiet feedback note KN26-7F3KQ "Đã gọi phòng nhân sự" --as lan
    """
    half, session = open_session(login)
    verb = half.handling.summarise if summary else half.desk.note
    verb(session, number, text, vietnam_now())


@click.command()
@NUMBER
@AS
@click.option("--forced/--free", "forced", required=True, help="Người gửi bị ép rút, hay tự ý rút.")
def withdrawal(number: str, login: str, forced: bool) -> None:
    """Sau khi hỏi người rút đơn: đóng lại, hoặc tiếp tục bảo vệ.

    Ví dụ: danbiet feedback withdrawal KN26-7F3KQ --free --as lan
    """
    half, session = open_session(login)
    say(half.handling.decide_withdrawal(session, number, forced, vietnam_now()))


@click.command()
@NUMBER
@AS
@click.option("--uphold", "reason", help="Giữ nguyên việc từ chối; lý do mà người gửi sẽ đọc.")
@click.option("--overturn", is_flag=True, help="Không đồng ý từ chối: tiếp nhận.")
@click.option("--move-up", is_flag=True, help="Cùng --overturn: cấp trên nhận vụ.")
def review(number: str, login: str, reason: str | None, overturn: bool, move_up: bool) -> None:
    """Ủy ban kiểm tra cấp trên xem lại một vụ bị từ chối.

    Ví dụ: danbiet feedback review KN26-7F3KQ --overturn --as hoa
    """
    if bool(reason) == overturn:
        raise click.UsageError("Chọn một: --uphold LÝ-DO hoặc --overturn.")
    half, session = open_session(login)
    now = vietnam_now()
    if overturn:
        say(half.oversight.overturn(session, number, now, move_up=move_up))
    else:
        say(half.oversight.uphold(session, number, reason or "", now))


@click.command()
@NUMBER
@click.argument("reason")
@AS
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), help="Đề xuất giữ đến ngày này, nhiều nhất 6 tháng.")
@click.option("--confirm", is_flag=True, help="Người thứ hai: đồng ý giữ.")
@click.option("--lift", is_flag=True, help="Bỏ giữ.")
def hold(number: str, reason: str, login: str, until: datetime | None, confirm: bool, lift: bool) -> None:
    """Giữ nguyên một vụ theo yêu cầu pháp lý: cần hai người và một ngày kết thúc; đến ngày đó tự hết.

    Ví dụ: danbiet feedback hold KN26-7F3KQ "Thanh tra đang xem" --until 2027-03-01 --as lan
    """
    if bool(until) + confirm + lift != 1:
        raise click.UsageError("Chọn một: --until NGÀY, hoặc --confirm, hoặc --lift.")
    half, session = open_session(login)
    if until:
        say(half.holding.propose(session, number, reason, until.date(), vietnam_now()))
    elif confirm:
        say(half.holding.confirm(session, number, vietnam_now()))
    else:
        say(half.holding.lift(session, number, reason, vietnam_now()))


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
        half.identity.ask(session, number, reason, vietnam_now())
    elif number and decide:
        half.identity.decide(session, number, decide == "yes", vietnam_now())
    else:
        for waiting, why in half.identity.waiting(session, vietnam_now()):
            click.echo(f"{waiting}  {why}")
