"""Cấp dưới: what is late below and waits for "đã biết", what moved up to us, and samples to read again."""

from __future__ import annotations

from datetime import date
from typing import Any

from starlette.responses import Response

from bot.texts import console_house as words
from bot.web.console.lines import due, due_in_words
from bot.web.console.numbers import whole
from bot.web.console.visit import Page, Visit
from feedback.clockwork.working_days import local
from feedback.model.lifecycle import Clock
from feedback.staff.values import Filters, ListName

PATH = "/cap-duoi"
SHOWN = 10


def below(visit: Visit) -> Response:
    """The page."""
    today = local(visit.now).date()
    late = visit.faces.office.late_below(visit.session, visit.now, _after(visit.query("sau")))
    pages = {
        name: visit.faces.office.page(visit.session, name, Filters(), visit.now, size=SHOWN)
        for name in (ListName.MOVED_UP, ListName.SAMPLES)
    }
    return visit.show(
        "below.html",
        late=[_late(row, today) for row in late],
        next=f"{late[-1]['due_at']}|{late[-1]['id']}" if len(late) == 50 else "",
        lists=[(name, [(line, due(line, today)) for line in page.lines], page.after) for name, page in pages.items()],
        units={unit.code: unit.name for unit in visit.faces.house.organisation().units},
    )


def know(visit: Visit) -> Response:
    """ "Đã biết"."""
    number = visit.place("number")
    visit.faces.office.acknowledge_late(visit.session, number, visit.now)
    return visit.go(PATH, words.KNOWN.format(number=number))


def _late(row: dict[str, Any], today: date) -> dict[str, Any]:
    due_on = date.fromisoformat(row["due_at"][:10])
    return {
        "number": row["public_no"],
        "owner": row["owner"],
        "clock": Clock(row["clock"]),
        "due_on": due_on,
        "due": due_in_words(due_on, True, today),
        "known": row["known"],
    }


def _after(text: str) -> tuple[str, int]:
    at, _, last = text.partition("|")
    return (at, whole(last)) if whole(last) >= 0 else ("", 0)


PAGES = (Page(PATH, below), Page(f"{PATH}/{{number}}/da-biet", know, "POST"))
