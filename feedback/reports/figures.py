"""The face of figures: what a unit and those below it received, kept, answered and reached in a period.

    figures.units(session, now)                   # the units that this person may count, the own ones first
    figures.of(session, period, units, now)       # a Report; small counts are hidden

Leads, boards and analysts count their house and everything below it. A case that bars this person is in no figure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from feedback.clockwork.span import write_instant
from feedback.clockwork.working_days import WorkingCalendar, local
from feedback.errors import Fault, NotAllowed
from feedback.model.case import Lane, Outcome
from feedback.model.lifecycle import PROMISES
from feedback.model.union import Role, Tier
from feedback.organisation.keyring import StaffSession
from feedback.reports.store import FigureStore
from feedback.reports.values import Measure, OnTime, Period, Report, Table, days_of, divided, shown
from feedback.staff.desk import Desk
from feedback.storage.database import Row

COUNTERS = frozenset({Role.LEAD, Role.SUPERVISOR, Role.ANALYST})


class Figures:
    """Counts for one person at a time."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._store = FigureStore(desk.db)

    def units(self, session: StaffSession, now: datetime) -> tuple[str, ...]:
        """Codes of the units above the workplace that this person may count, in the order of the organisation."""
        tree = self._desk.mover.org.tree(local(now).date())
        own = {unit for unit, roles in session.roles.items() if roles & COUNTERS}
        houses = {code for unit in own for code in tree.with_attached(unit)}
        living = [u for u in tree.organisation.units if u.exists(tree.day) and u.tier is not Tier.GRASSROOTS]
        return tuple(u.code for u in living if u.code in houses or houses & {above.code for above in tree.above(u)})

    def of(self, session: StaffSession, period: Period, units: Sequence[str], now: datetime) -> Report:
        """The figures of some of `units` (all of them when empty)."""
        allowed = self.units(session, now)
        chosen = tuple(unit for unit in allowed if not units or unit in units)
        if not chosen or set(units) - set(allowed):
            raise NotAllowed(Fault.NOT_YOUR_SUPERVISION)
        today = local(now).date()
        received = self._mine(session, self._store.received(chosen, period))
        closed = self._mine(session, self._store.closed(chosen, period))
        answers = self._mine(session, self._store.answers(chosen, period))
        promises = self._mine(session, self._store.promises(chosen, _until(period, today)))
        return Report(
            period=period,
            made_on=today,
            units=chosen,
            numbers={
                **self._now(session, chosen, now),
                **_numbers(received, closed, answers),
                Measure.RECEIVED_BEFORE: shown(len(self._mine(session, self._store.received(chosen, period.before())))),
                **{name: shown(self._store.counted(chosen, period, kind)) for name, kind in _DAILY.items()},
            },
            on_time=_on_time(promises),
            on_time_by_clock={clock: _on_time(r for r in promises if r["clock"] == clock) for clock in PROMISES},
            days=days_of([_days(self._desk.mover.deadlines.calendar, row) for row in answers]),
            tables=_tables(received, closed, period),
        )

    # --- inside ---

    def _mine(self, session: StaffSession, rows: list[Row]) -> list[Row]:
        barred = self._desk.barred(session, {row["id"] for row in rows})
        return [row for row in rows if row["id"] not in barred]

    def _now(self, session: StaffSession, units: Sequence[str], now: datetime) -> Mapping[Measure, int | None]:
        late = self._store.late_now(units, write_instant(local(now)))
        return {
            Measure.OPEN_NOW: shown(len(self._mine(session, self._store.open_now(units)))),
            Measure.OVERDUE_NOW: shown(len(self._mine(session, late))),
        }


_DAILY = {
    Measure.MOVED_UP: "moved_up_overdue",
    Measure.REFUSED: "refused",
    Measure.OVERTURNED: "overturned",
}


def _until(period: Period, today: date) -> Period:
    """What is due after today is neither kept nor missed."""
    return Period(period.first, min(period.last, today))


def _numbers(received: list[Row], closed: list[Row], answers: list[Row]) -> Mapping[Measure, int | None]:
    return {
        Measure.RECEIVED: shown(len(received)),
        Measure.ANSWERED: shown(len(answers)),
        Measure.DISPUTED: shown(sum(bool(row["disputes"]) for row in answers)),
        Measure.SOLVED: shown(sum(row["outcome"] == Outcome.SOLVED_CONFIRMED for row in closed)),
        Measure.EMERGENCIES: shown(sum(row["lane"] == Lane.EMERGENCY for row in received)),
        Measure.RETALIATION: shown(sum(bool(row["retaliation"]) for row in received)),
    }


def _on_time(promises: Iterable[Row]) -> OnTime:
    rows = list(promises)
    return OnTime(len(rows), sum(row["result"] == "met" for row in rows))


def _days(calendar: WorkingCalendar, row: Row) -> int:
    started, ended = (date.fromisoformat(row[name]) for name in ("created_on", "ended_on"))
    return calendar.working_days_between(started, ended)


def _tables(received: list[Row], closed: list[Row], period: Period) -> dict[Table, tuple[Any, ...]]:
    months = {f"{part.first:%Y-%m}": 0 for part in period.months()}
    months.update(Counter(row["created_on"][:7] for row in received))
    by_month = {line.key: line for line in divided(months.items())}
    empty = divided([])
    return {
        Table.MONTH: tuple(by_month[month] for month in months if month in by_month) or empty,
        Table.CATEGORY: divided(Counter(row["category"] for row in received).items()),
        Table.UNIT: divided(Counter(row["owner"] for row in received).items()),
        Table.CHANNEL: divided(Counter(row["channel"] for row in received).items()),
        Table.OUTCOME: divided(Counter(row["outcome"] or "" for row in closed).items()),
    }
