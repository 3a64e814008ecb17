"""Số liệu: the figures of a period with their definitions, as charts and as files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from starlette.responses import Response

from bot.figures.files import as_csv, as_workbook
from bot.figures.rows import count_text, days, figures, label, on_time
from bot.texts import figures as words
from bot.web.console.visit import Page, Visit
from feedback.clockwork.working_days import local
from feedback.reports.values import Measure, Period, Report, Table

PATH = "/so-lieu"
FIRST = (Measure.RECEIVED, Measure.OPEN_NOW, Measure.OVERDUE_NOW, Measure.SOLVED)
"""The numbers that stand large."""
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of a chart: its label, the words of its value, and its length of 100."""

    label: str
    value: int | str
    length: int


def show(visit: Visit) -> Response:
    """The page."""
    report, units = _report(visit)
    chosen = visit.query("don_vi")
    asked = {"ky": visit.query("ky"), "tu": visit.query("tu"), "den": visit.query("den"), "don_vi": chosen}
    return visit.show(
        "figures.html",
        report=report,
        words=words,
        large=[(words.NAMES[m], count_text(report.numbers[m]), words.MEANINGS[m]) for m in FIRST],
        rest=[(words.NAMES[m], count_text(report.numbers[m]), words.MEANINGS[m]) for m in Measure if m not in FIRST],
        on_time=on_time(report),
        days=days(report),
        charts=[(table, words.TABLES[table], _bars(report, table, units)) for table in Table],
        units=units,
        asked=asked,
        chosen=chosen,
        address=f"{urlencode({k: v for k, v in asked.items() if v})}",
    )


def csv_file(visit: Visit) -> Response:
    """The figures as CSV."""
    return _file(visit, "csv")


def workbook(visit: Visit) -> Response:
    """The figures as XLSX."""
    return _file(visit, "xlsx")


def _file(visit: Visit, kind: str) -> Response:
    report, units = _report(visit)
    rows = figures(report, units)
    first, last = (f"{day:%d/%m/%Y}" for day in (report.period.first, report.period.last))
    title = words.TITLE.format(first=first, last=last, made=f"{report.made_on:%d/%m/%Y}")
    body, media = (as_csv(title, rows), "text/csv") if kind == "csv" else (as_workbook(title, rows), _XLSX)
    name = f"so-lieu-{report.period.first}-{report.period.last}.{kind}"
    return Response(body, media_type=media, headers={"content-disposition": f'attachment; filename="{name}"'})


def _report(visit: Visit) -> tuple[Report, Mapping[str, str]]:
    """The report that the address asks for, and the names of the units that this person may count."""
    face = visit.faces.figures
    allowed = set(face.units(visit.session, visit.now))
    units = {u.code: u.name for u in visit.faces.house.organisation().units if u.code in allowed}
    chosen = [visit.query("don_vi")] if visit.query("don_vi") else []
    return face.of(visit.session, period_of(visit), chosen, visit.now), units


def period_of(visit: Visit) -> Period:
    """The period of the address; twelve months when it names none."""
    today = local(visit.now).date()
    try:
        first, last = (date.fromisoformat(visit.query(name)) for name in ("tu", "den"))
    except ValueError:
        return _named(visit.query("ky"), today)
    return Period(min(first, last), min(max(first, last), min(first, last) + timedelta(days=3660)))


def _named(name: str, today: date) -> Period:
    month = today.replace(day=1)
    quarter = date(today.year, 3 * ((today.month - 1) // 3) + 1, 1)
    earlier = month - timedelta(days=1)
    known = {
        "thang": Period(month, today),
        "thang_truoc": Period(earlier.replace(day=1), earlier),
        "quy": Period(quarter, today),
        "nam": Period(date(today.year, 1, 1), today),
    }
    return known.get(name) or Period((month - timedelta(days=330)).replace(day=1), today)


def _bars(report: Report, table: Table, units: Mapping[str, str]) -> list[Bar]:
    lines = report.tables[table]
    most = max((line.count or 0 for line in lines), default=0)
    return [
        Bar(label(table, line.key, units), count_text(line.count), round(100 * (line.count or 0) / most) if most else 0)
        for line in lines
    ]


PAGES = (Page(PATH, show), Page(f"{PATH}.csv", csv_file), Page(f"{PATH}.xlsx", workbook))
