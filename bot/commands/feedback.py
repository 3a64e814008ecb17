"""`danbiet feedback`: what staff do until the console is open, with the permissions that the keys give."""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path

import click

from bot.clock import vietnam_now
from bot.commands.lazy import LazyGroup
from bot.commands.log_in import open_session
from bot.texts import submissions as words
from feedback.model.access import Involvement
from feedback.model.lifecycle import State
from feedback.model.union import CONTENT_ROLES
from feedback.organisation.keyring import StaffSession
from feedback.staff.desk import Dossier
from feedback.staff.similar import find_similar

SUBCOMMANDS = {
    name: f"bot.commands.feedback_steps:{name}"
    for name in ("accept", "answer", "ask", "assign", "assist", "escalate", "link", "redirect", "refuse")
} | {
    name: f"bot.commands.feedback_more:{name}"
    for name in (
        "classify",
        "dialogue",
        "extend",
        "forward",
        "hold",
        "identity",
        "note",
        "result",
        "review",
        "withdrawal",
    )
}
AS = click.option("--as", "login", default="", help="Tên đăng nhập; sẽ hỏi mật khẩu.")


@click.group(cls=LazyGroup, lazy=SUBCOMMANDS)
def feedback() -> None:
    """Kiến nghị của người lao động: xem hàng đợi, mở vụ, phân loại, hỏi, trả lời.

    Ví dụ: danbiet feedback queue --as lan
    """


def own_unit(session: StaffSession, unit: str) -> str:
    """The unit to act for: the given one, or the only one where this person reads cases."""
    mine = sorted(code for code, roles in session.roles.items() if roles & CONTENT_ROLES)
    if unit or len(mine) == 1:
        return unit or mine[0]
    raise click.UsageError("Hãy ghi --unit, một trong: " + ", ".join(mine))


@feedback.command()
@AS
@click.option("--unit", default="", help="Mã đơn vị.")
@click.option("--state", type=click.Choice([s.value for s in State]), help="Chỉ một trạng thái.")
@click.option("--page", default=1, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Cho máy đọc.")
def queue(login: str, unit: str, state: str | None, page: int, as_json: bool) -> None:
    """Hàng đợi của đơn vị: khẩn trước, không có nội dung.

    Ví dụ: danbiet feedback queue --as lan --unit cd-kcn
    """
    half, session = open_session(login)
    states = [State(state)] if state else None
    rows = half.desk.queue(session, own_unit(session, unit), states=states, page=page - 1)
    if as_json:
        click.echo(json.dumps([{k: v for k, v in r.items() if k != "id"} for r in rows], ensure_ascii=False))
        return
    for row in rows:
        click.echo(_queue_line(row))
    if not rows:
        click.echo(words.QUEUE_EMPTY)


def _queue_line(row: dict[str, object]) -> str:
    due = str(row["due_at"])[:10] if row["due_at"] else words.NO_LATER
    state, lane = words.STATES[State(str(row["state"]))], words.LANES[row["lane"]]  # type: ignore[index]
    category = words.CATEGORIES[row["category"]]  # type: ignore[index]
    return f"{row['public_no']}  {lane:<6}  {state:<28}  {category:<34}  hạn {due}"


@feedback.command()
@click.argument("number")
@AS
@click.option("--not-involved", is_flag=True, help="Tôi không liên quan đến vụ này (cần ở lần mở đầu tiên).")
@click.option("--involved", is_flag=True, help="Tôi có liên quan: không mở, giao người khác.")
@click.option("--unit-involved", is_flag=True, help="Vụ nói về chính đơn vị tôi: chuyển lên nơi không liên quan.")
def show(number: str, login: str, not_involved: bool, involved: bool, unit_involved: bool) -> None:
    """Mở và đọc một vụ. Lần đầu phải trả lời: có liên quan không?

    Ví dụ: danbiet feedback show KN26-7F3KQ --as lan --not-involved
    """
    half, session = open_session(login)
    if involved or unit_involved:
        how = Involvement.UNIT if unit_involved else Involvement.PERSON
        half.desk.declare_involved(session, number, how, vietnam_now())
        return
    if not_involved:
        half.desk.declare_uninvolved(session, number, vietnam_now())
    dossier = half.desk.show(session, number, vietnam_now())
    click.echo("\n".join(_dossier_lines(dossier)))


def _dossier_lines(dossier: Dossier) -> list[str]:
    case = dossier.case
    lines = [
        f"{case.public_no}  {words.STATES[case.state]}  {words.LANES[case.lane]}  {words.LEVELS[case.level]}",
        f"{words.KINDS[case.kind]}; {words.CATEGORIES[case.category]}; gửi ngày {case.created_on:%d/%m/%Y}",
    ]
    lines += ["Không được biết vụ này: công đoàn cơ sở ở nơi làm việc"] if dossier.grassroots_excluded else []
    lines += [f"Nơi làm việc: {dossier.company}"] if dossier.company else []
    lines += [f"Liên hệ: {dossier.contact}"] if dossier.contact else []
    lines += [f"Căn cứ: {', '.join(case.legal_basis)}"] if case.legal_basis else []
    lines += [f"Không được biết vụ này: {', '.join(sorted(dossier.excluded_units))}"] if dossier.excluded_units else []
    lines += [f"Hạn: {words.CLOCKS[row['clock']]} {row['due_at'][:10]}" for row in dossier.deadlines]
    lines += [f"Liên kết: {kind} {number}" for kind, number in dossier.links]
    for message in dossier.messages:
        who = f"{message.author}{' (nội bộ)' if message.internal else ''}"
        lines += ["", f"[{message.day:%d/%m/%Y}] {who} {message.template}"]
        lines += [message.text if message.genuine else words.NOT_GENUINE]
    return lines


@feedback.command()
@click.argument("number")
@AS
def similar(number: str, login: str) -> None:
    """Những vụ có thể trùng hoặc liên quan, trong số vụ bạn mở được.

    Ví dụ: danbiet feedback similar KN26-7F3KQ --as lan
    """
    half, session = open_session(login)
    found = find_similar(half.desk, session, number, vietnam_now())
    for other in found:
        click.echo(f"{other.public_no}  {other.share:.0%}  {words.STATES[other.state]}")
    if not found:
        click.echo(words.NO_SIMILAR)


@feedback.command()
@AS
@click.option("--unit", default="", help="Mã đơn vị.")
@click.argument("file", type=click.Path(dir_okay=False, writable=True, path_type=Path), required=False)
def export(login: str, unit: str, file: Path | None) -> None:
    """Xuất danh sách vụ ra CSV: trạng thái, loại, hạn; không có nội dung, vì bản xuất ra không còn ai giữ được.

    Ví dụ: danbiet feedback export --as lan vu.csv
    """
    half, session = open_session(login)
    code, page = own_unit(session, unit), 0
    with file.open("w", newline="", encoding="utf-8-sig") if file else sys.stdout as out:
        writer = csv.writer(out)
        writer.writerow(["number", "state", "lane", "kind", "category", "created_on", "due_on"])
        while rows := half.desk.queue(session, code, page=page, size=500):
            for r in rows:
                due = (r["due_at"] or "")[:10]
                writer.writerow([r["public_no"], r["state"], r["lane"], r["kind"], r["category"], r["created_on"], due])
            page += 1
