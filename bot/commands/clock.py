"""`danbiet clock`: one step of the clock job, a simulation, and the operator's day counts and holidays."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path

import click

from bot import settings
from bot.clock import VIETNAM, vietnam_now
from bot.commands.log_in import open_half
from bot.commands.operator_file import read_operator_file
from bot.commands.staff import BY, actor
from bot.operations import lock
from bot.settings import Settings
from bot.submissions import open_submissions
from bot.texts import command as words

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
INSTANT = click.DateTime(["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%Y-%m-%d"])


@click.group()
def clock() -> None:
    """Đồng hồ của các kiến nghị: hạn, nhắc, chuyển cấp, hủy.

    Ví dụ: danbiet clock run
    """


@clock.command()
@click.option("--now", "start", type=INSTANT, help="Coi như bây giờ là lúc này (giờ Việt Nam).")
@click.option("--until", "end", type=INSTANT, help="Chạy từng giờ đến lúc này.")
@click.option("--copy", "is_copy", is_flag=True, help="Thư mục này là bản sao để thử, không phải thư mục đang dùng.")
def run(start: datetime | None, end: datetime | None, is_copy: bool) -> None:
    """Chạy một bước: mọi hạn đã đến được xử lý.

    Với --now hay --until, hạn được xử lý như đã đến: vụ bị chuyển cấp, nội dung bị hủy. Vì thế chỉ chạy trên bản sao.

    Ví dụ: danbiet clock run --copy --now "2026-12-01 08:00"
    """
    chosen = settings.load()
    if start or end:
        _refuse_live(chosen, is_copy)
    half = open_submissions(chosen)
    now = start.replace(tzinfo=VIETNAM) if start else vietnam_now()
    handled, failed = Counter[str](), 0
    for at in _hours(now, end.replace(tzinfo=VIETNAM) if end else now):
        report = half.clock.step(at)
        handled += report.handled
        failed += report.failed
    for name, count in sorted(handled.items()):
        click.echo(f"{name}: {count}")
    click.echo(f"Tổng: {handled.total()} hạn; không xử lý được: {failed}")


def _refuse_live(chosen: Settings, is_copy: bool) -> None:
    """Another time than now destroys for good: only on a copy, and never where the product runs."""
    if not is_copy:
        raise click.UsageError(words.ONLY_ON_A_COPY.format(folder=chosen.data))
    try:
        with lock.hold(chosen.data / "serve.lock"):
            pass
    except lock.AlreadyRunning:
        raise click.ClickException(words.FOLDER_IN_USE.format(folder=chosen.data)) from None


def _hours(now: datetime, end: datetime) -> list[datetime]:
    return [now + timedelta(hours=n) for n in range(max(0, int((end - now) / timedelta(hours=1))) + 1)]


@clock.command()
@click.argument("file", type=FILE)
@BY
def rules(file: Path, by: str) -> None:
    """Nhập thời hạn từ tệp TOML (xem feedback/data/rules.toml).

    Ví dụ: danbiet clock rules thoi-han.toml
    """
    half = open_half()
    count = half.house.load_rules(actor(half, by), read_operator_file(file), vietnam_now())
    click.echo(f"{count} thời hạn.")


@clock.command()
@click.argument("file", type=FILE)
@BY
def holidays(file: Path, by: str) -> None:
    """Nhập ngày nghỉ và ngày làm bù theo quyết định hằng năm từ tệp TOML.

    Mỗi ngày: [[holiday]] day = 2027-02-12, name = "…", working = false, source = "số quyết định".

    Ví dụ: danbiet clock holidays nghi-2027.toml
    """
    half = open_half()
    count = half.house.load_holidays(actor(half, by), read_operator_file(file), vietnam_now())
    click.echo(f"{count} ngày.")
