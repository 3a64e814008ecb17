"""The work on an accepted case: giving it to somebody, asking others, answering, writing to the worker."""

from __future__ import annotations

from datetime import datetime
from typing import TextIO

import click

from bot.clock import vietnam_now
from bot.commands.acting import Act, step
from bot.texts import submissions as words
from feedback.model.case import Outcome
from feedback.model.lifecycle import Clock
from feedback.staff import requests as ask

DAY = click.DateTime(["%Y-%m-%d"])
LAW = click.option("--law", "law_refs", multiple=True, help='Căn cứ, thí dụ "45/2019/QH14:97".')
FILE = click.argument("file", type=click.File(encoding="utf-8"))


@click.command()
@step
@click.argument("person")
def assign(act: Act, person: str) -> None:
    """Giao vụ cho một người của đơn vị.

    Ví dụ: danbiet feedback assign KN26-7F3KQ minh --as lan
    """
    act.say(ask.Assign, login=person)


@click.command()
@step
@FILE
@click.option("--outcome", type=click.Choice(sorted(ask.STATED_OUTCOMES)), help="Kết quả, nếu chưa giải quyết xong.")
@LAW
def answer(act: Act, file: TextIO, outcome: str | None, law_refs: tuple[str, ...]) -> None:
    """Trả lời theo năm phần, đọc từ tệp; các phần cách nhau bằng dòng ---.

    Ví dụ: danbiet feedback answer KN26-7F3KQ tra-loi.txt --as lan
    """
    reached = Outcome(outcome) if outcome else None
    act.say(ask.GiveAnswer, answer=_five_parts(file), outcome=reached, law_refs=law_refs)


@click.command()
@step
@FILE
@LAW
def correct(act: Act, file: TextIO, law_refs: tuple[str, ...]) -> None:
    """Sửa câu trả lời đã gửi; câu cũ vẫn đọc được. Tệp năm phần như lệnh answer.

    Ví dụ: danbiet feedback correct KN26-7F3KQ tra-loi.txt --as lan
    """
    act.say(ask.Correct, answer=_five_parts(file), law_refs=law_refs)


@click.command()
@step
@click.argument("text")
def message(act: Act, text: str) -> None:
    """Nhắn cho người gửi; không hỏi gì và không dừng hạn nào.

    Ví dụ: danbiet feedback message KN26-7F3KQ "Tuần sau chúng tôi gặp công ty." --as lan
    """
    act.say(ask.Message, text=text)


@click.command("return-consent")
@step
@click.argument("text")
def return_consent(act: Act, text: str) -> None:
    """Người gửi không còn đồng ý cho chuyển ra ngoài: từ nay không gì rời công đoàn; người gửi đọc lời này.

    Ví dụ: danbiet feedback return-consent KN26-7F3KQ "Bạn đã nói qua điện thoại." --as lan
    """
    act.say(ask.ReturnConsent, text=text)


@click.command()
@step
@click.option("--to", required=True, help="Nơi nhận.")
@click.option("--copy", required=True, help="Bản viết lại, không để lộ ai gửi; người gửi đọc được.")
def forward(act: Act, to: str, copy: str) -> None:
    """Chuyển bản đã viết lại cho công ty hoặc cơ quan khác, khi người gửi đã đồng ý.

    Ví dụ: danbiet feedback forward KN26-7F3KQ --to "Công ty" --copy "Có phản ánh chậm lương" --as lan
    """
    act.say(ask.Forward, to=to, copy=copy)


@click.command()
@step
@click.option("--on", "day", type=DAY, required=True, help="Ngày dự kiến.")
def dialogue(act: Act, day: datetime) -> None:
    """Đưa việc vào đối thoại tại nơi làm việc.

    Ví dụ: danbiet feedback dialogue KN26-7F3KQ --on 2026-12-20 --as lan
    """
    act.say(ask.ToDialogue, on=day.date())


@click.command()
@step
@click.argument("text")
def result(act: Act, text: str) -> None:
    """Ghi kết quả nơi khác trả lời, hoặc kết quả đối thoại.

    Ví dụ: danbiet feedback result KN26-7F3KQ "Công ty cam kết trả trước ngày 15" --as lan
    """
    act.say(ask.Result, text=text)


@click.command()
@step
@click.argument("reason")
def extend(act: Act, reason: str) -> None:
    """Gia hạn trả lời một lần; người gửi đọc lý do.

    Ví dụ: danbiet feedback extend KN26-7F3KQ "Chờ số liệu bảo hiểm" --as lan
    """
    act.do(ask.Extend, reason=reason)
    file = act.half.office.read(act.session, act.number, vietnam_now())
    due = max(d.due_on for d in file.deadlines if d.clock is Clock.ANSWER)
    click.echo(words.EXTENDED.format(number=act.number, day=f"{due:%d/%m/%Y}"))


@click.command()
@step
@click.option("--reason", required=True, help="Lý do, cấp trên sẽ đọc.")
def escalate(act: Act, reason: str) -> None:
    """Chuyển vụ lên cấp trên; các nơi bị loại được bỏ qua.

    Ví dụ: danbiet feedback escalate KN26-7F3KQ --reason "Vượt thẩm quyền" --as lan
    """
    change = act.do(ask.Escalate, reason=reason)
    names = {unit.code: unit.name for unit in act.half.house.organisation().units}
    click.echo(words.HANDED_UP.format(number=change.number, unit=names.get(change.owner, change.owner)))


@click.command()
@step
@click.argument("text")
@click.option("--summary", is_flag=True, help="Bản tóm tắt còn giữ khi vụ được lưu trữ.")
def note(act: Act, text: str, summary: bool) -> None:
    """Ghi chú nội bộ; người gửi không thấy.

    Ví dụ: danbiet feedback note KN26-7F3KQ "Đã gọi phòng nhân sự" --as lan
    """
    act.say(ask.Summarise if summary else ask.Note, text=text)


@click.command()
@step
@click.option("--forced/--free", "forced", required=True, help="Người gửi bị ép rút, hay tự ý rút.")
def withdrawal(act: Act, forced: bool) -> None:
    """Sau khi hỏi người rút đơn: đóng lại, hoặc tiếp tục bảo vệ.

    Ví dụ: danbiet feedback withdrawal KN26-7F3KQ --free --as lan
    """
    act.say(ask.DecideWithdrawal, coerced=forced)


@click.command()
@step
@click.argument("leading")
@click.option("--kind", type=click.Choice(["duplicate", "related"]), default="related", show_default=True)
def link(act: Act, leading: str, kind: str) -> None:
    """Liên kết hai vụ: trùng (câu trả lời của vụ đứng đầu gửi cho cả hai) hoặc liên quan. Không bao giờ nhập làm một.

    Ví dụ: danbiet feedback link KN26-7F3KQ KN26-M4XPA --kind duplicate --as lan
    """
    act.say(ask.Link, leading=leading, kind=kind)


def _five_parts(file: TextIO) -> ask.Answer:
    parts = [part.strip() for part in f"\n{file.read()}\n".split("\n---\n")]
    if len(parts) != 5:
        raise click.UsageError(words.ANSWER_PARTS)
    return ask.Answer(*parts)
