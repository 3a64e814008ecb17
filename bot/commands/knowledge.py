"""`danbiet knowledge`: bring official documents in, see what is there, take them out again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

import click

from bot import settings
from bot.commands.lazy import LazyGroup
from bot.operations.law_desk import describe
from bot.texts import knowledge as words
from knowledge.citations import find_document
from knowledge.importing.importer import ImportOptions, import_paths
from knowledge.importing.units import find_units
from knowledge.store import KnowledgeStore

# name of a subcommand → where it is defined
SUBCOMMANDS = {
    "asked": "bot.commands.asked:asked",
    "check": "bot.commands.knowledge_views:check",
    "desk": "bot.commands.desk:desk",
    "figures": "bot.commands.knowledge_views:figures",
    "evaluate": "bot.commands.measure:evaluate",
    "fit": "bot.commands.measure:fit",
    "questions": "bot.commands.questions:questions",
    "list": "bot.commands.knowledge_views:list_documents",
    "show": "bot.commands.knowledge_views:show",
}
DAY = click.DateTime(["%Y-%m-%d"])


@click.group(cls=LazyGroup, lazy=SUBCOMMANDS)
def knowledge() -> None:
    """Văn bản pháp luật: nhập, xem, kiểm tra, xóa, đo.

    Ví dụ: danbiet knowledge import van-ban/
    """


def open_store() -> KnowledgeStore:
    """The installation's knowledge.db."""
    return KnowledgeStore(settings.load().data / "knowledge.db")


@knowledge.command("import")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--number", help="Số hiệu, khi trong văn bản không có hoặc ghi sai.")
@click.option("--effective", type=DAY, help="Ngày có hiệu lực, thí dụ 2021-02-01.")
@click.option("--expires", type=DAY, help="Ngày đầu tiên không còn hiệu lực.")
@click.option("--replace", is_flag=True, help="Thay bản đang có dù bản mới không đầy đủ hơn.")
@click.option("--dry-run", is_flag=True, help="Chỉ xem báo cáo, không ghi gì vào kho.")
@click.pass_context
def import_documents(
    ctx: click.Context,
    paths: Sequence[Path],
    number: str | None,
    effective: datetime | None,
    expires: datetime | None,
    replace: bool,
    dry_run: bool,
) -> None:
    """Nhập văn bản .docx, .doc, .pdf có chữ, .rtf, .odt, .html, .txt, .md, .zip, hoặc cả thư mục.

    Văn bản có điều hay chỉ có mục (kế hoạch, hướng dẫn, chỉ thị) đều được. “Đủ văn bản” chỉ được nói khi mọi dấu hiệu
    đều khớp; nếu không, báo cáo nói thiếu gì, ở đâu, phải làm gì.

    Ví dụ: danbiet knowledge import --dry-run nghi-dinh-145.docx van-ban/
    """
    units = [unit for path in paths for unit in find_units(path)]
    if not units:
        raise click.ClickException(words.NOTHING_FOUND)
    if number and len(units) > 1:
        raise click.ClickException(words.ONE_NUMBER)
    options = ImportOptions(number, _day(effective), _day(expires), replace, dry_run)
    store = open_store()
    refused = 0
    taken = 0
    for report in import_paths(paths, store, options, lambda line: click.echo(line, err=True)):
        click.echo(describe(report, dry_run))
        refused += report.status == "refused"
        taken += report.status not in {"refused", "skipped"}
    store.close()
    click.echo((words.SUMMARY_DRY if dry_run else words.SUMMARY).format(taken=taken, refused=refused))
    ctx.exit(1 if refused else 0)


@knowledge.command()
@click.argument("document")
def remove(document: str) -> None:
    """Xóa một văn bản đã nhập khỏi kho.

    Ví dụ: danbiet knowledge remove 145/2020/NĐ-CP
    """
    store = open_store()
    numbers = {d.number for d in store.documents()}
    found = document if document in numbers else find_document(document, store.documents())
    removed = bool(found) and store.remove(str(found))
    store.close()
    if not removed:
        raise click.ClickException(words.NOT_STORED.format(document=document))
    click.echo(words.REMOVED.format(document=found))


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None
