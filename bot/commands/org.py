"""`danbiet org`: the union's tree and who covers what, as a file."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from bot.clock import vietnam_now
from bot.commands.log_in import open_half
from bot.commands.operator_file import read_operator_file
from bot.commands.staff import BY, actor
from bot.texts import submissions as words
from bot.texts.faults import flaws
from feedback.cases.routing import Step
from feedback.model.case import Category, Concern, EmergencyKind
from feedback.model.draft import Draft, Place
from feedback.model.union import Scope
from feedback.organisation.check import problems, warnings
from feedback.organisation.units import Organisation, read_csv, read_toml, write_csv, write_toml

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group()
def org() -> None:
    """Cây tổ chức công đoàn: nhập, xuất, kiểm tra, thử đường đi của một kiến nghị.

    Ví dụ: danbiet org import to-chuc.toml
    """


def read_organisation(file: Path) -> Organisation:
    """An organisation file, TOML or CSV."""
    text = read_operator_file(file)
    return read_csv(text) if file.suffix.lower() == ".csv" else read_toml(text)


@org.command("import")
@click.argument("file", type=FILE)
@BY
def import_file(file: Path, by: str) -> None:
    """Nhập cây tổ chức từ tệp TOML hoặc CSV; tệp có lỗi thì không thay đổi gì.

    Ví dụ: danbiet org import to-chuc.toml
    """
    organisation, half = read_organisation(file), open_half()
    half.house.replace_organisation(actor(half, by), organisation, vietnam_now())
    _summary(organisation)


@org.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path), required=False)
@click.option("--csv", "as_csv", is_flag=True, help="Xuất CSV thay vì TOML.")
def export(file: Path | None, as_csv: bool) -> None:
    """Xuất cây tổ chức đang dùng; nhập lại thì không đổi.

    Ví dụ: danbiet org export to-chuc.toml
    """
    organisation = open_half().house.organisation()
    text = write_csv(organisation) if as_csv else write_toml(organisation)
    if file:
        file.write_text(text, encoding="utf-8")
    else:
        click.echo(text, nl=False)


@org.command()
@click.argument("file", type=FILE, required=False)
def check(file: Path | None) -> None:
    """Kiểm tra: vòng lặp, thiếu cấp trên, trùng, bỏ trống địa bàn.

    Ví dụ: danbiet org check to-chuc.toml
    """
    organisation = read_organisation(file) if file else open_half().house.organisation()
    found = problems(organisation)
    for line in flaws([*found, *warnings(organisation, vietnam_now().date())]):
        click.echo(f"- {line}")
    _summary(organisation)
    if found:
        raise click.exceptions.Exit(1)


def _summary(organisation: Organisation) -> None:
    areas, units, rows = len(organisation.areas), len(organisation.units), len(organisation.coverage)
    click.echo(f"{units} đơn vị, {areas} địa bàn, {rows} dòng phụ trách.")


@org.command()
@click.option("--place", "places", multiple=True, help="Nơi: loại=mã, thí dụ commune=an-thuong; ghi được nhiều lần.")
@click.option("--category", type=click.Choice([c.value for c in Category]), default=Category.OTHER.value)
@click.option("--about", type=click.Choice([c.value for c in Concern]), multiple=True, help="Việc về ai ở công đoàn.")
@click.option("--emergency", type=click.Choice([e.value for e in EmergencyKind]))
@click.option("--on", "day", type=click.DateTime(["%Y-%m-%d"]), help="Vào ngày nào; mặc định hôm nay.")
def route(
    places: tuple[str, ...], category: str, about: tuple[str, ...], emergency: str | None, day: datetime | None
) -> None:
    """Một kiến nghị như vậy sẽ đến đâu, và vì sao.

    Ví dụ: danbiet org route --place company=may-anh-duong --category wage
    """
    half = open_half()
    now = day.replace(tzinfo=vietnam_now().tzinfo) if day else vietnam_now()
    draft = Draft(
        "-",
        place=_place(places),
        category=Category(category),
        concerns=frozenset(Concern(a) for a in about),
        emergency=EmergencyKind(emergency) if emergency else None,
    )
    found = half.submissions.route(draft, now)
    for step in found.steps:
        click.echo(_step_line(step))
    click.echo(f"Nơi nhận: {found.owner.name}")
    click.echo(f"Quá hạn thì lên: {found.next_tier.name if found.next_tier else 'không còn cấp trên'}")
    click.echo(f"Nơi xem lại: {found.supervision.name if found.supervision else 'không có'}")


def _place(places: tuple[str, ...]) -> Place:
    codes = dict(item.partition("=")[::2] for item in places)
    unknown = set(codes) - {s.value for s in Scope}
    if unknown:
        raise click.UsageError("Loại nơi phải là: " + ", ".join(s.value for s in Scope))
    return Place(**codes)


def _step_line(step: Step) -> str:
    why = f" ({words.ROUTE_REJECTED[step.rejected]})" if step.rejected else ""
    return f"{words.ROUTE_RULES[step.rule]}: {step.unit or 'không có'}{why}"
