"""Hàng đợi: one of the person's lists, the most pressing first; all that narrows it stands in the address."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from urllib.parse import urlencode

from starlette.responses import Response

from bot.texts import console_lists as words
from bot.texts import submissions as terms
from bot.web.console.lines import Due, due
from bot.web.console.pulse import mark_of_work
from bot.web.console.visit import Page, Visit
from feedback.clockwork.working_days import local
from feedback.model.case import Category, Lane
from feedback.model.union import CONTENT_ROLES, Role
from feedback.staff.values import Filters, ListName, QueueLine

PATH = "/hang-doi"
NAMES = ("muc", "don_vi", "lan", "linh_vuc", "nguoi", "tu", "truoc", "chua_doc", "xem")
COLUMNS = "cot"
ORDER = (
    ListName.OPEN,
    ListName.MINE,
    ListName.NEW,
    ListName.UNASSIGNED,
    ListName.DUE,
    ListName.DECISIONS,
    ListName.EMERGENCIES,
    ListName.WITHDRAWALS,
    ListName.APPEALS,
    ListName.SAMPLES,
    ListName.CLOSED,
)


def queue(visit: Visit) -> Response:
    """A page of a list."""
    name, today = _list(visit.query("muc")), local(visit.now).date()
    kept = {key: value for key in NAMES if (value := visit.query(key))}
    filters = filters_of(kept)
    page = visit.faces.office.page(visit.session, name, filters, visit.now, after=visit.query("sau"))
    work = visit.faces.office.work(visit.session, visit.now)
    lists = [(one, words.LISTS[one], work.counts.get(one, ""), address(kept, muc=one.value)) for one in ORDER]
    rows = [(line, due(line, today)) for line in page.lines]
    as_columns = visit.query("xem") == COLUMNS
    return visit.show(
        "queue.html",
        name=name,
        columns=_columns(rows) if as_columns else [],
        other_look=address({k: v for k, v in kept.items() if k != "xem"}, **({} if as_columns else {"xem": COLUMNS})),
        title=words.LISTS[name],
        lists=[one for one in lists if one[2] or one[0] in {ListName.OPEN, ListName.MINE, ListName.CLOSED, name}],
        rows=rows,
        next=address(kept, sau=page.after) if page.after else "",
        again=address(kept) if visit.query("sau") else "",
        kept=kept,
        pulse=mark_of_work(work),
        leads=name is not ListName.CLOSED and any(Role.LEAD in roles for roles in visit.session.roles.values()),
        filtered=filters != Filters(),
        empty=words.EMPTY_FILTERED if filters != Filters() else words.EMPTY[name],
        units=units_of(visit),
        people=colleagues(visit),
        choices=(("lan", "Mức khẩn", terms.LANES), ("linh_vuc", "Lĩnh vực", terms.CATEGORIES)),
    )


def search(visit: Visit) -> Response:
    """Lead to the case with a number, if this person may know of it."""
    typed = re.sub(r"[^0-9A-Z-]", "", visit.query("so").upper())
    number = typed if "-" in typed else f"{typed[:4]}-{typed[4:]}"
    if visit.faces.office.find(visit.session, number, visit.now):
        return visit.go(f"/ho-so/{number}")
    text = words.NO_NUMBER.format(number=visit.query("so"))
    return visit.show("message.html", 404, heading="Không tìm thấy", text=text)


def filters_of(kept: Mapping[str, str]) -> Filters:
    """What the address narrows; a value that nobody knows narrows nothing."""
    found: dict[str, object] = {"unread": bool(kept.get("chua_doc"))}
    found["unit"], found["assignee"] = kept.get("don_vi"), kept.get("nguoi")
    with suppress(ValueError):
        found["lane"] = Lane(kept["lan"]) if "lan" in kept else None
    with suppress(ValueError):
        found["category"] = Category(kept["linh_vuc"]) if "linh_vuc" in kept else None
    for name, key in (("due_from", "tu"), ("due_before", "truoc")):
        with suppress(ValueError):
            found[name] = date.fromisoformat(kept[key]) if key in kept else None
    return Filters(**found)  # type: ignore[arg-type]


def address(kept: Mapping[str, str], **changes: str) -> str:
    """The address of the list with something changed."""
    return f"{PATH}?{urlencode({**kept, **changes})}"


def units_of(visit: Visit) -> dict[str, str]:
    """The units through which this person sees cases, with their names."""
    known = visit.faces.house.organisation()
    codes = [code for code, roles in visit.session.roles.items() if roles & CONTENT_ROLES]
    names = {code: unit.name for code in codes if (unit := known.unit(code))}
    return dict(sorted(names.items(), key=lambda pair: pair[1]))


def colleagues(visit: Visit, unit: str = "") -> dict[str, str]:
    """Who works on cases at a unit (or at any unit of this person), login to name."""
    units = {unit} if unit else set(visit.session.roles)
    people = visit.faces.people.all(visit.now)
    return {p.login: p.name for p in people if any(r.unit in units and r.role in CONTENT_ROLES for r in p.roles)}


def _columns(rows: list[tuple[QueueLine, Due]]) -> list[tuple[str, list[tuple[QueueLine, Due]]]]:
    """The lines of a page by where their cases stand; what is empty is left out."""
    found = [(label, [row for row in rows if row[0].state in states]) for label, states in words.COLUMNS]
    return [(label, lines) for label, lines in found if lines]


def _list(text: str) -> ListName:
    try:
        return ListName(text)
    except ValueError:
        return ListName.OPEN


PAGES = (Page(PATH, queue), Page("/tim", search))
