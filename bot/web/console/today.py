"""Hôm nay: what waits for this person, the most pressing first, each a link with its count."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from starlette.responses import Response

from bot.texts import notices
from bot.web.console.lines import due
from bot.web.console.pulse import mark_of_work
from bot.web.console.queue import address, units_of
from bot.web.console.visit import Page, Visit
from feedback.clockwork.working_days import local
from feedback.errors import NoKey
from feedback.staff.values import Filters, ListName, Work

SHOWN = 8
TOLD = 6


@dataclass(frozen=True, slots=True)
class Tile:
    """A count that leads to its list."""

    count: int
    label: str
    path: str
    tone: str = ""
    icon: str = ""


def today(visit: Visit) -> Response:
    """What is to be done now; what is empty is left out."""
    day = local(visit.now).date()
    work = visit.faces.office.work(visit.session, visit.now)
    first = visit.faces.office.page(visit.session, ListName.DUE, Filters(), visit.now, size=SHOWN)
    return visit.show(
        "today.html",
        tiles=[tile for tile in _tiles(visit, work, day) if tile.count],
        today=day,
        pulse=mark_of_work(work),
        rows=[(line, due(line, day)) for line in first.lines],
        units=units_of(visit),
        told=visit.faces.duty.notices(visit.session, visit.now)[:TOLD],
        kinds=notices.KINDS,
    )


def _tiles(visit: Visit, work: Work, day: date) -> Iterator[Tile]:
    def tile(name: ListName, label: str, tone: str = "", icon: str = "") -> Tile:
        return Tile(work.counts[name], label, _path(name), tone, icon)

    late = _path(ListName.OPEN, truoc=str(day))
    due_today = _path(ListName.OPEN, tu=str(day), truoc=str(day + timedelta(days=1)))
    yield tile(ListName.EMERGENCIES, "việc khẩn", "red", "warn")
    yield Tile(work.overdue, "quá hạn", late, "red", "clock")
    yield Tile(work.due_today, "đến hạn hôm nay", due_today, "amber", "clock")
    yield tile(ListName.DECISIONS, "cần bạn là người thứ hai", "amber", "second")
    yield tile(ListName.NEW, "mới, chưa ai mở", "", "case")
    yield Tile(work.unread, "người gửi vừa viết, bạn chưa đọc", _path(ListName.MINE, chua_doc="1"), "", "note")
    yield tile(ListName.UNASSIGNED, "chưa giao cho ai", "", "people")
    yield tile(ListName.WITHDRAWALS, "xin rút, cần hỏi lại", "", "leave")
    yield tile(ListName.APPEALS, "xin xem lại", "", "law")
    yield tile(ListName.SAMPLES, "mẫu cần đọc lại", "", "eye")
    yield Tile(_identity(visit), "xin mở danh tính", "/danh-tinh", "amber", "key")


def _path(name: ListName, **narrowed: str) -> str:
    return address({"muc": name.value}, **narrowed)


def _identity(visit: Visit) -> int:
    try:
        return len(visit.faces.office.identity_requests(visit.session, visit.now))
    except NoKey:  # no custodian
        return 0


PAGES = (Page("/", today),)
