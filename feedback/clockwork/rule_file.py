"""The operator's files of time limits and of holidays: read whole, or refused with the line and what is wrong there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from feedback.errors import Fault, FeedbackError
from feedback.model.lifecycle import Clock
from feedback.model.terms import Term
from feedback.storage.database import Row
from feedback.toml_records import Entry, read_day, read_records

_UNITS = frozenset({"day", "working_day", "hour", "minute"})
_KNOWN = frozenset({*Clock, *Term})
_LONGEST = 36_500  # days, a century: more is a slip


@dataclass(frozen=True, slots=True)
class Holiday:
    """A day off, or a make-up day that is worked, and the decision that says so."""

    day: date
    name: str
    working: bool
    source: str


def read_rules(text: str) -> list[Row]:
    """The `[[rule]]` records as rows of the table of rules."""
    return [_rule(record) for record in read_records(text) if _is_a(record, "rule")]


def read_holidays(text: str) -> list[Holiday]:
    """The `[[holiday]]` records."""
    return [_holiday(record) for record in read_records(text) if _is_a(record, "holiday")]


def _is_a(record: Entry, name: str) -> bool:
    if record.name != name:
        raise FeedbackError(Fault.RECORD_UNEXPECTED, line=record.line, name=record.name, wanted=name)
    return True


def _rule(record: Entry) -> Row:
    values = record.values
    checks = {
        "clock": values.get("clock") in _KNOWN,
        "days": type(values.get("days")) is int and 1 <= values["days"] <= _LONGEST,
        "unit": values.get("unit") in _UNITS,
        "source": _is_text(values.get("source")),
        "effective_from": _is_day(values.get("effective_from")),
        "effective_to": "effective_to" not in values or _is_day(values["effective_to"]),
        "verified_on": "verified_on" not in values or _is_day(values["verified_on"]),
        "binding": isinstance(values.get("binding", False), bool),
    }
    _refuse(Fault.RULE_BROKEN, record, checks)
    days = {key: _iso(values.get(key)) for key in ("effective_from", "effective_to", "verified_on")}
    return {
        **{key: values[key] for key in ("clock", "days", "unit", "source")},
        **days,
        "binding": int(values.get("binding", False)),
    }


def _holiday(record: Entry) -> Holiday:
    values = record.values
    checks = {
        "day": _is_day(values.get("day")),
        "name": _is_text(values.get("name")),
        "source": _is_text(values.get("source")),
        "working": isinstance(values.get("working", False), bool),
    }
    _refuse(Fault.HOLIDAY_BROKEN, record, checks)
    return Holiday(read_day(values["day"]), values["name"], values.get("working", False), values["source"])


def _refuse(fault: Fault, record: Entry, checks: dict[str, bool]) -> None:
    """Refuse a record with a field that is missing, wrong or unknown."""
    wrong = [key for key, is_right in checks.items() if not is_right]
    unknown = [key for key in record.values if key not in checks]
    if wrong or unknown:
        raise FeedbackError(fault, line=record.line, field=(wrong + unknown)[0])


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_day(value: object) -> bool:
    try:
        read_day(value)
    except ValueError:
        return False
    return True


def _iso(value: Any) -> str | None:
    return read_day(value).isoformat() if value is not None else None
