"""`danbiet audit`: whether the log still is what was written, and the signature of two custodians under a restore."""

from __future__ import annotations

import sys

import click

from bot.clock import vietnam_now
from bot.commands.log_in import open_half, session_of
from bot.texts import audit as words
from feedback.assembly import Feedback
from feedback.journal.audit import Finding
from feedback.model.subject import SubjectKind


@click.group()
def audit() -> None:
    """Kiểm tra nhật ký: có dòng, vụ, trạng thái hay khóa nào bị sửa, bị mất, bị lùi lại không.

    Ví dụ: danbiet audit verify
    """


@audit.command()
def verify() -> None:
    """So từng dòng nhật ký, đầu chuỗi, số đếm, trạng thái, quyền mở và dấu của từng ngày.

    Ví dụ: danbiet audit verify
    """
    half = open_half()
    found = half.record.verify()
    for line in sorted({sentence(half, finding) for finding in found}):
        click.echo(line)
    click.echo(words.SUMMARY.format(count=len(found)) if found else words.ALL_WELL)
    sys.exit(1 if found else 0)


@audit.command()
@click.option("--custodian", "pair", nargs=2, required=True, help="Hai người giữ khóa.")
def restored(pair: tuple[str, str]) -> None:
    """Sau khi khôi phục bản sao lưu: hai người giữ khóa ký rằng dữ liệu cũ được đưa lại có chủ ý.

    Ví dụ: danbiet audit restored --custodian an binh
    """
    half = open_half()
    first, second = (session_of(half, login) for login in pair)
    half.record.sign_restore(first, second, vietnam_now())
    click.echo(words.SIGNED)


@audit.command()
@click.option("--days", default=7, show_default=True, help="Bao nhiêu ngày gần nhất.")
def roots(days: int) -> None:
    """Dấu của từng ngày, như trên trang /dau.

    Ví dụ: danbiet audit roots
    """
    for root in open_half().record.roots(days):
        click.echo(words.ROOT.format(day=root.day, root=root.root.hex(), chains=root.chains, events=root.events))


def sentence(half: Feedback, finding: Finding) -> str:
    """A finding as people read it: a case is named by its number, where it still has one."""
    where = finding.detail
    if finding.subject and finding.subject.kind is SubjectKind.CASE:
        where = half.record.number_of(finding) or words.CASE_GONE
    elif finding.subject:
        where = words.HOUSE
    return f"{words.TROUBLES[finding.trouble]}{f': {where}' if where else ''}."
