"""The ladder of a late promise, as data: what happens at 50, 80 and 100 %, and 2, 5 and 10 working days after."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from feedback.clockwork.working_days import ZONE, WorkingCalendar

MORNING = time(8, 0)  # people are reminded in working hours only


@dataclass(frozen=True, slots=True)
class Rung:
    """A step of the ladder: reached at a share of the time (`share` < 1) or some working days after it."""

    name: str
    share: float = 1.0
    days_after: int = 0


LADDER = (
    Rung("remind_assignee", share=0.5),
    Rung("remind_lead", share=0.8),
    Rung("late", days_after=1),
    Rung("lead_takes_over", days_after=2),
    Rung("next_tier_told", days_after=5),
    Rung("owner_changes", days_after=10),
)
REPEAT_DAYS = 10
"""At the top the ladder ends at the head of the unit, who is reminded again every ten working days."""
EMERGENCY_REPEAT_MINUTES = 15
EMERGENCY_LADDER = ("duty", "duty", "lead", "next_tier")
"""Whom an unseen emergency calls, every 15 minutes after its first time limit; afterwards it is late like any other."""


def next_rung_at(calendar: WorkingCalendar, started: date, due: datetime, rung: int) -> datetime:
    """When the rung with this index is reached: 8:00 of a working day."""
    step = LADDER[rung]
    if step.days_after:
        return _morning(calendar.add_working_days(due.date(), step.days_after))
    total = calendar.working_days_between(started, due.date())
    return _morning(calendar.add_working_days(started, max(1, int(total * step.share))))


def repeated_at(calendar: WorkingCalendar, today: date) -> datetime:
    """When the head is reminded again; counted from today, so that a long standstill is not made up for one by one."""
    return _morning(calendar.add_working_days(today, REPEAT_DAYS))


def _morning(day: date) -> datetime:
    return datetime.combine(day, MORNING, ZONE)
