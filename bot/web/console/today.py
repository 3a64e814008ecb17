"""Hôm nay: what waits for this person, the most pressing first, each a link with its count."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from starlette.responses import Response

from bot.texts import notices
from bot.web.console.lines import due
from bot.web.console.pulse import work_mark
from bot.web.console.queue import address, units_of
from bot.web.console.visit import Page, Visit
from feedback.clockwork.working_days import local
from feedback.errors import NoKey
from feedback.staff.values import Filters, ListName

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
    first = visit.faces.office.page(visit.session, ListName.DUE, Filters(), visit.now, size=SHOWN)
    return visit.show(
        "today.html",
        tiles=[tile for tile in _tiles(visit, day) if tile.count],
        today=day,
        pulse=work_mark(visit),
        rows=[(line, due(line, day)) for line in first.lines],
        units=units_of(visit),
        told=visit.faces.duty.notices(visit.session, visit.now)[:TOLD],
        kinds=notices.KINDS,
    )


def _tiles(visit: Visit, day: date) -> Iterator[Tile]:
    def tile(name: ListName, label: str, tone: str = "", icon: str = "", **narrowed: object) -> Tile:
        count = visit.faces.office.count(visit.session, name, Filters(**narrowed), visit.now)  # type: ignore[arg-type]
        return Tile(count, label, _path(name, narrowed), tone, icon)

    tomorrow = day + timedelta(days=1)
    yield tile(ListName.EMERGENCIES, "việc khẩn", "red", "warn")
    yield tile(ListName.OPEN, "quá hạn", "red", "clock", due_before=day)
    yield tile(ListName.OPEN, "đến hạn hôm nay", "amber", "clock", due_from=day, due_before=tomorrow)
    yield tile(ListName.DECISIONS, "cần bạn là người thứ hai", "amber", "second")
    yield tile(ListName.NEW, "mới, chưa ai mở", "", "case")
    yield tile(ListName.MINE, "người gửi vừa viết, bạn chưa đọc", "", "note", unread=True)
    yield tile(ListName.UNASSIGNED, "chưa giao cho ai", "", "people")
    yield tile(ListName.WITHDRAWALS, "xin rút, cần hỏi lại", "", "leave")
    yield tile(ListName.APPEALS, "xin xem lại", "", "law")
    yield tile(ListName.SAMPLES, "mẫu cần đọc lại", "", "eye")
    yield Tile(_identity(visit), "xin mở danh tính", "/danh-tinh", "amber", "key")


def _path(name: ListName, narrowed: dict[str, object]) -> str:
    keys = {"due_from": "tu", "due_before": "truoc", "unread": "chua_doc"}
    return address({"muc": name.value}, **{keys[k]: "1" if v is True else str(v) for k, v in narrowed.items()})


def _identity(visit: Visit) -> int:
    try:
        return len(visit.faces.office.identity_requests(visit.session, visit.now))
    except NoKey:  # no custodian
        return 0


PAGES = (Page("/", today),)
