"""Hôm nay: what waits for this person, the most pressing first, each a link with its count."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from starlette.responses import Response

from bot.web.console.visit import Page, Visit
from feedback.clockwork.working_days import local
from feedback.errors import NoKey
from feedback.staff.values import ListName


@dataclass(frozen=True, slots=True)
class Tile:
    """A count that leads to its list."""

    count: int
    label: str
    path: str
    tone: str = ""


def today(visit: Visit) -> Response:
    """What is to be done now; what is empty is left out."""
    tiles = [tile for tile in _tiles(visit) if tile.count]
    return visit.show("today.html", tiles=tiles, today=local(visit.now).date())


def _tiles(visit: Visit) -> list[Tile]:
    counts = visit.faces.office.counts(visit.session, visit.now)
    return [
        Tile(counts[name], label, f"/hang-doi?muc={name.value}", tone) for name, (label, tone) in LABELS.items()
    ] + [Tile(_identity(visit), "xin mở danh tính", "/danh-tinh")]


def _identity(visit: Visit) -> int:
    try:
        return len(visit.faces.office.identity_requests(visit.session, visit.now))
    except NoKey:  # no custodian
        return 0


LABELS: Mapping[ListName, tuple[str, str]] = {
    ListName.EMERGENCIES: ("việc khẩn", "red"),
    ListName.DECISIONS: ("cần người thứ hai", "amber"),
    ListName.DUE: ("sắp đến hạn hoặc quá hạn", "amber"),
    ListName.NEW: ("mới", ""),
    ListName.WITHDRAWALS: ("xin rút", ""),
    ListName.APPEALS: ("yêu cầu xem lại", ""),
}

PAGES = (Page("/", today),)
