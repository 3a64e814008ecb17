"""Nhật ký: the acts of administration (chain 0) with filters, the way to a case's own log, and the verification."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from starlette.responses import Response

from bot.texts import audit as audit_words
from bot.texts import console_house as words
from bot.texts import journal
from bot.texts import submissions as terms
from bot.web.console.visit import Page, Visit
from feedback.journal.audit import Finding
from feedback.journal.events import RecordAct
from feedback.model.subject import SubjectKind
from feedback.model.union import Role
from feedback.staff.record import Line

PATH = "/nhat-ky"
SIZE = 50
ACTS: Mapping[str, str] = {
    act.value: label for acts in (journal.HOUSE_ACTS, journal.RECORD_ACTS) for act, label in acts.items()
}


def log(visit: Visit) -> Response:
    """The log of the house, the newest first."""
    lines = [line for line in reversed(visit.faces.record.of_house(visit.session)) if _fits(visit, line)]
    start = int(visit.query("tu_dong")) if visit.query("tu_dong").isdecimal() else 0
    asked = {name: visit.query(name) for name in ("viec", "nguoi", "tu", "den")}
    return _page(visit, lines[start : start + SIZE], asked, start + SIZE if len(lines) > start + SIZE else 0, None)


def verify(visit: Visit) -> Response:
    """Compare everything, and say what does not fit."""
    found = visit.faces.record.verify(visit.session)
    lines = [line for line in reversed(visit.faces.record.of_house(visit.session)) if _fits(visit, line)]
    said = sorted({_sentence(visit, finding) for finding in found})
    return _page(visit, lines[:SIZE], {}, SIZE if len(lines) > SIZE else 0, said)


def _page(
    visit: Visit, lines: list[Line], asked: Mapping[str, str], following: int, findings: list[str] | None
) -> Response:
    names = visit.faces.record.names()
    units = {unit.code: unit.name for unit in visit.faces.house.organisation().units}
    return visit.show(
        "log.html",
        lines=[
            (line.at, _who(line, names), ACTS.get(line.kind, line.kind), _facts(line, names, units)) for line in lines
        ],
        acts=sorted(ACTS.items(), key=lambda act: act[1]),
        people=sorted(names.items(), key=lambda person: person[1]),
        asked=asked,
        next=following,
        findings=findings,
        all_well=audit_words.ALL_WELL,
        summary=audit_words.SUMMARY.format(count=len(findings or ())),
        alarms=visit.faces.record.alarms(),
        roots=visit.faces.record.roots(7),
    )


def _fits(visit: Visit, line: Line) -> bool:
    """Whether a line passes what the address asks for."""
    act, who, first, last = (visit.query(name) for name in ("viec", "nguoi", "tu", "den"))
    return (
        (line.kind == act if act else line.kind != RecordAct.ROOT_KEPT)  # the marks of the days stand at the end
        and (not who or line.actor == f"staff:{who}")
        and (not first or line.at[:10] >= first)
        and (not last or line.at[:10] <= last)
    )


def _who(line: Line, names: Mapping[int, str]) -> str:
    kind, _, number = line.actor.partition(":")
    return names.get(int(number), "cán bộ") if kind == "staff" else "máy"


def _facts(line: Line, names: Mapping[int, str], units: Mapping[str, str]) -> str:
    said = [
        f"{words.LOG_FACTS[name]}: {_fact(name, value, names, units)}"
        for name, value in line.facts.items()
        if name in words.LOG_FACTS and value not in (None, "", [])
    ]
    return " · ".join(said)


def _fact(name: str, value: Any, names: Mapping[int, str], units: Mapping[str, str]) -> str:
    if isinstance(value, list):
        return ", ".join(_fact(name, one, names, units) for one in value)
    if name in {"person", "people", "second"}:
        return names.get(value, "cán bộ")
    if name in {"unit", "units"} and isinstance(value, str):
        return units.get(value, value)
    if name == "role":
        return terms.ROLES[Role(value)]
    if name in {"until", "on"}:
        return f"{date.fromisoformat(value):%d/%m/%Y}"
    return str(value)


def _sentence(visit: Visit, finding: Finding) -> str:
    where = finding.detail
    if finding.subject and finding.subject.kind is SubjectKind.CASE:
        where = visit.faces.record.number_of(finding) or audit_words.CASE_GONE
    elif finding.subject:
        where = audit_words.HOUSE
    return f"{audit_words.TROUBLES[finding.trouble]}{f': {where}' if where else ''}."


PAGES = (Page(PATH, log), Page(f"{PATH}/kiem", verify, "POST"))
