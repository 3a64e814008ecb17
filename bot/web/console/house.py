"""Tổ chức: the tree, who receives what, hours, days off, shifts, rules with their source, and emergency numbers."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime

from starlette.responses import Response

from bot.texts import console_house as words
from bot.texts import submissions as terms
from bot.texts.faults import flaws
from bot.web.console.people import confirmed
from bot.web.console.records import Value, record
from bot.web.console.visit import Page, Visit
from feedback.clockwork.working_days import local
from feedback.model.case import Category
from feedback.model.union import CONTENT_ROLES, Role, Scope
from feedback.organisation.units import Coverage

PATH = "/to-chuc"
VISITORS = CONTENT_ROLES | {Role.ADMIN, Role.ANALYST}


def house(visit: Visit) -> Response:
    """The page."""
    return _show(visit)


def preview(visit: Visit) -> Response:
    """Who would receive what with one more line of coverage; nothing is kept."""
    row = _coverage(visit)
    survey, category = visit.faces.survey, row.category or Category.OTHER
    before = survey.receiving(visit.now, category=category)
    after = survey.receiving(visit.now, survey.with_coverage(row), category)
    changed = [(one.area.name, one.owner, two.owner) for one, two in zip(before, after, strict=True) if one != two]
    return _show(visit, preview=(row, changed))


def cover(visit: Visit) -> Response:
    """Keep a line of coverage."""
    visit.faces.house.cover(visit.session, _coverage(visit), visit.now)
    return visit.go(PATH, words.COVERED)


def end_coverage(visit: Visit) -> Response:
    """A unit answers for an area no longer."""
    rows = visit.faces.house.organisation().coverage
    number = int(visit.text("row"))
    if not 0 <= number < len(rows) or _key(rows[number]) != visit.text("key"):
        return visit.go(PATH, words.CHANGED_MEANWHILE)
    on = date.fromisoformat(visit.text("on"))
    visit.faces.house.end_coverage(visit.session, rows[number], on, visit.now)
    return visit.go(PATH, words.COVERAGE_ENDED)


def set_hours(visit: Visit) -> Response:
    """The working hours of a unit."""
    visit.faces.house.set_hours(visit.session, visit.text("unit"), visit.text("hours"), visit.now)
    return visit.go(PATH, words.HOURS_KEPT)


def add_day(visit: Visit) -> Response:
    """A day off, or a day that is worked instead."""
    facts: dict[str, Value] = {
        "day": date.fromisoformat(visit.text("day")),
        "name": visit.text("name"),
        "working": visit.text("working") == "1",
        "source": visit.text("source"),
    }
    visit.faces.house.load_holidays(visit.session, record("holiday", facts), visit.now)
    return visit.go(PATH, words.DAY_KEPT)


def add_shift(visit: Visit) -> Response:
    """A shift of somebody on duty."""
    facts = {name: visit.text(name) for name in ("unit", "login", "start", "end")}
    for name in ("start", "end"):
        datetime.fromisoformat(facts[name])
    visit.faces.duty.load(visit.session, record("shift", facts), visit.now)
    return visit.go(PATH, words.SHIFT_KEPT)


def set_rule(visit: Visit) -> Response:
    """Another count for a clock, from a day on, with what says so."""
    facts: dict[str, Value] = {
        "clock": visit.text("clock"),
        "days": int(visit.text("days")),
        "unit": visit.text("counted"),
        "source": visit.text("source"),
        "effective_from": date.fromisoformat(visit.text("since")),
        "verified_on": local(visit.now).date() if visit.text("verified") else None,
    }
    visit.faces.house.load_rules(visit.session, record("rule", facts), visit.now)
    return visit.go(PATH, words.RULE_KEPT)


def check_number(visit: Visit) -> Response:
    """Somebody called an emergency number today."""
    today = local(visit.now).date()
    rows = [asdict(line) for line in visit.faces.house.hotlines()]
    changed = [{**row, "verified_on": today} if row["id"] == visit.text("number") else row for row in rows]
    visit.faces.house.load_hotlines(visit.session, "\n".join(record("hotline", row) for row in changed), visit.now)
    return visit.go(PATH, words.NUMBER_CHECKED)


# --- inside ---


def _show(visit: Visit, preview: tuple[Coverage, list[tuple[str, str, str]]] | None = None) -> Response:
    visit.session.require(VISITORS)
    alert = getattr(visit.request.state, "alert", "")
    survey, organisation, day = visit.faces.survey, visit.faces.house.organisation(), local(visit.now).date()
    wrong, doubtful = visit.faces.house.flaws(visit.now)
    return visit.show(
        "house.html",
        409 if alert else 200,
        alert=alert,
        lines=survey.units(visit.now),
        receiving=survey.receiving(visit.now),
        areas=organisation.areas,
        names={unit.code: unit.name for unit in organisation.units},
        area_names={(area.scope.value, area.code): area.name for area in organisation.areas},
        coverage=[(n, row, _key(row)) for n, row in enumerate(organisation.coverage) if row.applies(day)],
        rules=survey.rules(visit.now),
        days_off=survey.days_off(visit.now),
        shifts=visit.faces.duty.shifts(visit.now),
        hotlines=[(line, line.may_be_shown(day)) for line in visit.faces.house.hotlines()],
        flaws=[*flaws(wrong), *flaws(doubtful)],
        people=visit.faces.people.all(visit.now),
        clock_names={**terms.CLOCKS, **terms.TERMS},
        today=day,
        preview=preview,
        typed=visit.form,
        words=words,
    )


def _coverage(visit: Visit) -> Coverage:
    scope, _, code = visit.text("area").partition(" ")
    category = Category(visit.text("category")) if visit.text("category") else None
    return Coverage(visit.text("unit"), Scope(scope), code, category, date.fromisoformat(visit.text("since")))


def _key(row: Coverage) -> str:
    return f"{row.unit} {row.scope} {row.scope_code} {row.category or ''} {row.valid_from}"


_ACTS = {
    "phu-trach": cover, "thoi-phu-trach": end_coverage, "gio": set_hours, "ngay": add_day, "truc": add_shift,
    "han": set_rule, "so": check_number,
}  # fmt: skip
PAGES = (
    Page(PATH, house),
    Page(f"{PATH}/xem-truoc", confirmed(preview, _show, password=False), "POST"),
    *(Page(f"{PATH}/{name}", confirmed(act, _show), "POST") for name, act in _ACTS.items()),
)
