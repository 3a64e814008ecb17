"""How a running clock counts, and its last day: worked out again from its row whenever something changes.

A clock is `days` and what was added to it (`shift`: pauses and an extension), counted in its own unit from the day on
which it started. A day that falls on a rest day moves on (Bộ luật Dân sự 2015, Điều 148 khoản 5); so does one that a
pause or an extension brings there. `fixed` days are those on which something is destroyed: they never move.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from enum import StrEnum

from feedback.clockwork.working_days import ZONE, WorkingCalendar
from feedback.storage.database import Row


class Unit(StrEnum):
    """In what a clock counts."""

    WORKING_DAY = "working_day"
    DAY = "day"
    FIXED = "fixed"
    HOUR = "hour"
    """Hours of work, to the end of a half day."""
    MINUTE = "minute"


PAUSABLE = frozenset({Unit.WORKING_DAY, Unit.DAY})


def last_day(calendar: WorkingCalendar, row: Row, pause: int) -> date:
    """The last day of a clock that counts days; `pause` is how many days waiting for the worker may last in all."""
    start, days = date.fromisoformat(row["started_on"]), row["days"] + row["shift"] + _waiting(calendar, row, pause)
    if row["counted_in"] == Unit.WORKING_DAY:
        return calendar.add_working_days(start, days)
    day = start + timedelta(days=days)
    return day if row["counted_in"] == Unit.FIXED else calendar.next_working_day(day)


def waited(calendar: WorkingCalendar, unit: str, since: date, days: int) -> int:
    """What so many calendar days of waiting add to a clock, in its own unit."""
    if unit == Unit.WORKING_DAY:
        return calendar.working_days_between(since, since + timedelta(days=days))
    return days


def moved_on(was: WorkingCalendar, calendar: WorkingCalendar, row: Row, pause: int) -> datetime:
    """When a clock ends after the calendar changed: later where a day off came in between, never earlier."""
    due = read_instant(row["due_at"])
    if row["counted_in"] in {Unit.WORKING_DAY, Unit.DAY}:
        return max(due, end_of(last_day(calendar, row, pause)))
    if row["counted_in"] == Unit.HOUR:
        start = date.fromisoformat(row["started_on"])
        worked = was.working_days_between(start, due.date())
        day = calendar.add_working_days(start, worked) if worked else calendar.next_working_day(due.date())
        return max(due, datetime.combine(day, due.time(), ZONE))
    return due


def end_of(day: date) -> datetime:
    """The last minute of a day."""
    return datetime.combine(day, time(23, 59), ZONE)


def write_instant(at: datetime) -> str:
    """Local time to the minute; text order is time order."""
    return at.strftime("%Y-%m-%dT%H:%M")


def read_instant(text: str) -> datetime:
    """The reverse of `write_instant`."""
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def _waiting(calendar: WorkingCalendar, row: Row, pause: int) -> int:
    """While a clock is paused: all that is left of its pause."""
    if not row["paused_on"]:
        return 0
    return waited(calendar, row["counted_in"], date.fromisoformat(row["paused_on"]), max(0, pause - row["pause_used"]))
