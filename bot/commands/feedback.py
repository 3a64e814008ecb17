"""`danbiet feedback`: the union's work by command, through the same face as the console: lists, files, acts."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import click

from bot.clock import vietnam_now
from bot.commands.acting import AS, NUMBER, Act
from bot.commands.lazy import LazyGroup
from bot.commands.log_in import open_session
from bot.conversation.follow.view import said
from bot.texts import submissions as words
from bot.texts.follow import TEMPLATES
from feedback.assembly import Feedback
from feedback.model.access import Involvement
from feedback.organisation.keyring import StaffSession
from feedback.staff import requests as ask
from feedback.staff.values import CaseFile, Filters, ListName, QueueLine

STEPS = {
    "triage": ("accept", "ask", "classify", "declare", "open", "redirect", "refuse", "release", "split"),
    "work": (
        "answer", "assign", "correct", "dialogue", "escalate", "extend", "forward", "link", "message", "note",
        "result", "return-consent", "withdrawal",
    ),
    "watch": ("flood", "hold", "identity", "late", "move-cases", "review", "sample"),
    "assist": ("assist", "slip"),
}  # fmt: skip
_FUNCTIONS = {"ask": "ask_", "open": "open_"}
SUBCOMMANDS = {
    name: f"bot.commands.feedback_{file}:{_FUNCTIONS.get(name, name.replace('-', '_'))}"
    for file, names in STEPS.items()
    for name in names
}
LIST = click.Choice([name.value for name in ListName])


@click.group(cls=LazyGroup, lazy=SUBCOMMANDS)
def feedback() -> None:
    """Kiến nghị của người lao động: xem hàng đợi, mở vụ, phân loại, hỏi, trả lời.

    Ví dụ: danbiet feedback queue --as lan
    """


@feedback.command()
@AS
@click.option("--list", "name", type=LIST, default=ListName.OPEN.value, show_default=True, help="Danh sách nào.")
@click.option("--unit", help="Chỉ của đơn vị này.")
@click.option("--after", default="", help="Xem tiếp từ chỗ trang trước đã ghi.")
@click.option("--json", "as_json", is_flag=True, help="Cho máy đọc.")
def queue(login: str, name: str, unit: str | None, after: str, as_json: bool) -> None:
    """Hàng đợi của bạn: khẩn trước, không có nội dung.

    Ví dụ: danbiet feedback queue --list mine --as lan
    """
    half, session = open_session(login)
    page = half.office.page(session, ListName(name), Filters(unit=unit), vietnam_now(), after=after)
    if as_json:
        click.echo(json.dumps([asdict(line) for line in page.lines], ensure_ascii=False, default=str))
        return
    for line in page.lines:
        click.echo(_queue_line(line))
    if page.after:
        click.echo(words.MORE_LINES.format(after=page.after))
    if not page.lines:
        click.echo(words.QUEUE_EMPTY)


def _queue_line(line: QueueLine) -> str:
    due = words.DUE_ON.format(day=f"{line.due_on:%d/%m/%Y}") if line.due_on else words.NO_LATER
    state, lane = words.STATES[line.state], words.LANES[line.lane]
    return f"{line.number}  {lane:<6}  {state:<28}  {words.CATEGORIES[line.category]:<34}  {due}"


@feedback.command()
@NUMBER
@AS
@click.option("--not-involved", is_flag=True, help="Tôi không liên quan đến vụ này (cần ở lần mở đầu tiên).")
@click.option("--involved", is_flag=True, help="Tôi có liên quan: không mở, giao người khác.")
@click.option("--unit-involved", is_flag=True, help="Vụ nói về chính đơn vị tôi: chuyển lên nơi không liên quan.")
def show(number: str, login: str, not_involved: bool, involved: bool, unit_involved: bool) -> None:
    """Mở và đọc một vụ. Lần đầu phải trả lời: có liên quan không?

    Ví dụ: danbiet feedback show KN26-7F3KQ --as lan --not-involved
    """
    half, session = open_session(login)
    act = Act(half, session, number, None, "")
    if involved or unit_involved:
        act.do(ask.DeclareInvolved, how=Involvement.UNIT if unit_involved else Involvement.PERSON)
        click.echo(words.STEPPED_BACK.format(number=number))
        return
    if not_involved:
        act.do(ask.DeclareUninvolved)
    click.echo("\n".join(_file_lines(half.office.read(session, number, vietnam_now()))))


def _file_lines(file: CaseFile) -> Iterator[str]:
    yield f"{file.number}  {words.STATES[file.state]}  {words.LANES[file.lane]}  {words.LEVELS[file.level]}"
    yield f"{words.KINDS[file.kind]}; {words.CATEGORIES[file.category]}; " + words.SENT_ON.format(
        day=f"{file.created_on:%d/%m/%Y}", version=file.version
    )
    if file.grassroots_excluded:
        yield words.GRASSROOTS_BARRED
    for label, value in (
        (words.WORKPLACE, file.company),
        (words.CONTACT, file.contact),
        (words.BASIS, ", ".join(file.legal_basis)),
        (words.BARRED, ", ".join(sorted(file.excluded_units))),
    ):
        if value:
            yield f"{label}: {value}"
    for deadline in file.deadlines:
        if not deadline.result:
            yield f"{words.DUE}: {words.CLOCKS[deadline.clock]} {deadline.due_on:%d/%m/%Y}"
    for kind, number in file.links:
        yield f"{words.LINK}: {kind} {number}"
    for message in file.messages:
        who = file.people.get(message.by, "") or words.AUTHORS[message.author]
        inside = words.INTERNAL if message.internal else ""
        photos = words.PHOTOS.format(ids=", ".join(map(str, message.photos))) if message.photos else ""
        yield ""
        yield f"[{message.day:%d/%m/%Y}] {who}{inside}{photos}"
        yield from (
            filter(None, (TEMPLATES.get(message.template, ""), said(message)))
            if message.genuine
            else (words.NOT_GENUINE,)
        )


@feedback.command()
@NUMBER
@click.argument("photo_id", type=int)
@click.argument("file", type=click.Path(dir_okay=False, writable=True, path_type=Path))
@AS
def photo(number: str, photo_id: int, file: Path, login: str) -> None:
    """Lưu một ảnh của vụ ra tệp; số ảnh do lệnh show in ra. Xem xong nhớ xóa tệp.

    Ví dụ: danbiet feedback photo KN26-7F3KQ 3 anh.jpg --as lan
    """
    half, session = open_session(login)
    found = half.office.photo(session, number, photo_id, vietnam_now())
    if found is None:
        raise click.ClickException(words.NO_PHOTO.format(number=number, photo=photo_id))
    file.touch(mode=0o600)
    file.write_bytes(found.jpeg)
    click.echo(words.PHOTO_SAVED.format(file=file))


@feedback.command()
@NUMBER
@AS
def similar(number: str, login: str) -> None:
    """Những vụ có thể trùng hoặc liên quan, trong số vụ bạn mở được.

    Ví dụ: danbiet feedback similar KN26-7F3KQ --as lan
    """
    half, session = open_session(login)
    found = half.office.similar(session, number, vietnam_now())
    for other in found:
        click.echo(f"{other.public_no}  {other.share:.0%}  {words.STATES[other.state]}")
    if not found:
        click.echo(words.NO_SIMILAR)


@feedback.command()
@AS
@click.option("--unit", help="Chỉ của đơn vị này.")
@click.argument("file", type=click.Path(dir_okay=False, writable=True, path_type=Path), required=False)
def export(login: str, unit: str | None, file: Path | None) -> None:
    """Xuất danh sách vụ ra CSV: trạng thái, loại, hạn; không có nội dung, vì bản xuất ra không còn ai giữ được.

    Ví dụ: danbiet feedback export --as lan vu.csv
    """
    half, session = open_session(login)
    with file.open("w", newline="", encoding="utf-8-sig") if file else sys.stdout as out:
        writer = csv.writer(out)
        writer.writerow(["number", "state", "lane", "kind", "category", "created_on", "due_on"])
        for line in _all_lines(half, session, unit):
            due = line.due_on or ""
            writer.writerow([line.number, line.state, line.lane, line.kind, line.category, line.created_on, due])


def _all_lines(half: Feedback, session: StaffSession, unit: str | None) -> Iterator[QueueLine]:
    for name in (ListName.OPEN, ListName.CLOSED):
        after, more = "", True
        while more:
            page = half.office.page(session, name, Filters(unit=unit), vietnam_now(), after=after, size=500)
            yield from page.lines
            after, more = page.after, bool(page.after)
