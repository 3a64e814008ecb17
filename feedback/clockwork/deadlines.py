"""When each clock of a case runs out. Day counts are rows with a source, never code (PETITIONS.md §6.3).

A clock is one row: `due_at` is the last moment, `next_at` when the clock job must look at it again. Waiting for the
worker pauses the promises: their days are moved forward by the whole pause that is left (30 days in all), and what
was not used is taken back when the worker answers. Waiting for others pauses nothing.
"""

from __future__ import annotations

import tomllib
from datetime import date, datetime, time, timedelta
from importlib.resources import files
from typing import Any

from feedback.clockwork.deadline_store import DeadlineStore
from feedback.clockwork.ladder import LADDER, next_rung_at
from feedback.clockwork.rule_store import RuleStore
from feedback.clockwork.working_days import ZONE, WorkingCalendar, local
from feedback.errors import Fault, FeedbackError
from feedback.model.case import Lane
from feedback.model.lifecycle import PROMISES, Clock
from feedback.storage.database import FeedbackDatabase, Row, random_id

PAUSE_DAYS = 30
EXTENSION_DAYS = 15
URGENT_HOURS = 4
EMERGENCY_MINUTES = 30
EMERGENCY_MINUTES_OUT_OF_HOURS = 120
WARNING_DAYS = 30


class Deadlines:
    """Starts, ends, pauses and moves clocks."""

    def __init__(self, db: FeedbackDatabase) -> None:
        self._db = db
        self._rows = DeadlineStore(db)
        self._rules = RuleStore(db)
        if self._rules.is_empty():
            self.load_rules((files("feedback") / "data" / "rules.toml").read_text(encoding="utf-8"))
        self.reload()

    def reload(self) -> None:
        """Read the operator's days off and make-up days again."""
        self.calendar = WorkingCalendar(self._rules.exceptions())

    def load_rules(self, text: str) -> int:
        """Add the day counts of a TOML file; a rule of the same clock and first day is replaced."""
        rules = tomllib.loads(text).get("rule", [])
        with self._db.transaction():
            for rule in rules:
                self._put_rule(rule)
        return len(rules)

    def load_holidays(self, text: str) -> int:
        """Add days off and make-up days (`[[holiday]]` day, name, working, source) of a TOML file."""
        rows = tomllib.loads(text).get("holiday", [])
        with self._db.transaction():
            for row in rows:
                day = date.fromisoformat(str(row["day"]))
                self._rules.put_holiday(day, row["name"], row.get("working", False), row["source"])
        self.reload()
        return len(rows)

    def rule(self, clock: Clock, day: date) -> Row:
        """The rule of a clock on a day."""
        row = self._rules.rule(clock, day)
        if not row:
            raise FeedbackError(Fault.NO_RULE, clock=str(clock), day=day)
        return row

    def due_on(self, clock: Clock, start: date) -> date:
        """The last day of a clock that starts on that day."""
        rule = self.rule(clock, start)
        if rule["unit"] == "working_day":
            return self.calendar.add_working_days(start, rule["days"])
        return self.calendar.add_days(start, rule["days"])

    def start(self, case_id: int, clock: Clock, unit: str, now: datetime, due: date | None = None) -> None:
        """Start a clock, unless the same one is already open. Days end at 23:59."""
        if self.open(case_id, clock):
            return
        today = local(now).date()
        self._insert(case_id, clock, unit, today, end_of(due or self.due_on(clock, today)))

    def start_first_look(self, case_id: int, lane: Lane, unit: str, now: datetime, hours: str, roster: bool) -> None:
        """The first human look: a working day, four working hours when urgent, minutes in an emergency."""
        at = local(now)
        if lane is Lane.URGENT:
            # to the end of that half day: a stored minute would tell when the worker wrote
            due = self.calendar.end_of_session(self.calendar.add_working_hours(at, URGENT_HOURS, hours), hours)
        elif lane is Lane.EMERGENCY:
            due = self._emergency_due(at, hours, roster)
        else:
            self.start(case_id, Clock.FIRST_LOOK, unit, now)
            return
        if not self.open(case_id, Clock.FIRST_LOOK):
            self._insert(case_id, Clock.FIRST_LOOK, unit, at.date(), due, emergency=lane is Lane.EMERGENCY)

    def hurry_first_look(self, case_id: int, unit: str, now: datetime, hours: str, roster: bool) -> None:
        """A case became an emergency: minutes instead of the days it had; a day that had passed stays missed."""
        row = self.open(case_id, Clock.FIRST_LOOK)
        if row:
            late = read_instant(row["due_at"]) < local(now)
            self.end(case_id, Clock.FIRST_LOOK, "missed" if late else "cancelled", now)
        self.start_first_look(case_id, Lane.EMERGENCY, unit, now, hours, roster)

    def open(self, case_id: int, clock: Clock) -> Row | None:
        """The open clock of this kind."""
        return self._rows.open(case_id, clock)

    def open_of(self, case_id: int) -> list[Row]:
        """All open clocks of a case."""
        return self._rows.open_of(case_id)

    def end(self, case_id: int, clock: Clock, result: str, now: datetime) -> bool:
        """End a clock as `met`, `missed` or `cancelled`; a promise kept after its day counts as missed."""
        row = self.open(case_id, clock)
        if not row:
            return False
        if result == "met" and read_instant(row["due_at"]) < local(now):
            result = "missed"
        self._rows.update(row["id"], ended_on=local(now).date().isoformat(), result=result)
        return True

    def end_all(self, case_id: int, now: datetime, keep: frozenset[Clock] = frozenset()) -> None:
        """Cancel every open clock except those to keep."""
        for row in self.open_of(case_id):
            if Clock(row["clock"]) not in keep:
                self.end(case_id, Clock(row["clock"]), "cancelled", now)

    def pause(self, case_id: int, now: datetime) -> None:
        """Waiting for the worker: move the promises forward by the pause that is left."""
        for row in self._promises(case_id):
            if not row["paused_on"]:
                due = read_instant(row["due_at"]) + timedelta(days=PAUSE_DAYS - row["pause_used"])
                self._move(row, due, paused_on=local(now).date().isoformat())

    def resume(self, case_id: int, now: datetime) -> None:
        """The worker answered: take back what was not used."""
        for row in self._promises(case_id):
            if row["paused_on"]:
                left = PAUSE_DAYS - row["pause_used"]
                used = min(left, (local(now).date() - date.fromisoformat(row["paused_on"])).days)
                due = read_instant(row["due_at"]) - timedelta(days=left - used)
                self._move(row, due, paused_on=None, pause_used=row["pause_used"] + used)

    def extend(self, case_id: int, now: datetime) -> date:
        """Extend the answer once by 15 days; returns the new last day."""
        row = self.open(case_id, Clock.ANSWER)
        if not row or row["extended"]:
            raise FeedbackError(Fault.EXTENDED_ONCE_ONLY)
        due = self.calendar.add_days(read_instant(row["due_at"]).date(), EXTENSION_DAYS)
        self._move(row, end_of(due), extended=1)
        return due

    def shorten(self, case_id: int, clock: Clock, due: date) -> None:
        """Bring the end of a clock forward, never back."""
        row = self.open(case_id, clock)
        if row and read_instant(row["due_at"]).date() > due:
            self._move(row, end_of(due))

    def schedule(self, row_id: int, next_at: datetime, rung: int) -> None:
        """Look at a clock again at `next_at`."""
        self._rows.update(row_id, next_at=write_instant(next_at), rung=rung)

    def postpone(self, row: Row, days: int, now: datetime) -> None:
        """Look at a clock again some days later: what it asks for is not allowed today."""
        self.schedule(row["id"], end_of(local(now).date() + timedelta(days=days)), row["rung"])

    def forget_minutes(self, case_id: int) -> None:
        """Emergencies carry minutes while they run; afterwards only the day stays."""
        self._rows.forget_minutes(case_id, Clock.FIRST_LOOK)

    def hand_over(self, case_id: int, unit: str) -> None:
        """The open clocks of a case count for another unit."""
        self._rows.hand_over(case_id, unit)

    def late_promises(self, now: datetime) -> list[Row]:
        """Cases with a late promise: id, public_no, owner, clock and due_at, the latest first."""
        return self._rows.late_promises(write_instant(local(now)))

    def due_now(self, now: datetime, limit: int) -> list[Row]:
        """Open clocks that must be looked at, the longest waiting first."""
        return self._rows.next(write_instant(local(now)), limit)

    def _emergency_due(self, at: datetime, hours: str, roster: bool) -> datetime:
        if self.calendar.is_open(at, hours):
            return at + timedelta(minutes=EMERGENCY_MINUTES)
        if roster:
            return at + timedelta(minutes=EMERGENCY_MINUTES_OUT_OF_HOURS)
        return self.calendar.add_working_hours(at, EMERGENCY_MINUTES / 60, hours)

    def _promises(self, case_id: int) -> list[Row]:
        return [row for row in self.open_of(case_id) if Clock(row["clock"]) in PROMISES]

    def _insert(
        self, case_id: int, clock: Clock, unit: str, started: date, due: datetime, emergency: bool = False
    ) -> None:
        first = due
        if clock in PROMISES and not emergency:
            first = next_rung_at(self.calendar, started, due, 0)
        elif clock is Clock.RETENTION:
            first = max(end_of(started), due - timedelta(days=WARNING_DAYS))  # the worker is warned first
        self._rows.add(
            id=random_id(),
            submission_id=case_id,
            clock=clock,
            unit=unit,
            started_on=started.isoformat(),
            due_at=write_instant(due),
            next_at=write_instant(first),
        )

    def _move(self, row: Row, due: datetime, **values: Any) -> None:
        promise = Clock(row["clock"]) in PROMISES
        started = date.fromisoformat(row["started_on"])
        rung = min(row["rung"], len(LADDER) - 1)
        following = next_rung_at(self.calendar, started, due, rung) if promise else due
        self._rows.update(row["id"], due_at=write_instant(due), next_at=write_instant(following), **values)

    def _put_rule(self, rule: dict[str, Any]) -> None:
        if rule["clock"] not in set(Clock) or rule["unit"] not in {"day", "working_day"} or rule["days"] < 1:
            raise FeedbackError(Fault.RULE_BROKEN, clock=str(rule["clock"]))
        until, verified = rule.get("effective_to"), rule.get("verified_on")
        self._rules.put(
            clock=rule["clock"],
            days=rule["days"],
            unit=rule["unit"],
            source=rule["source"],
            effective_from=str(rule["effective_from"]),
            effective_to=str(until) if until else None,
            verified_on=str(verified) if verified else None,
            binding=int(rule.get("binding", False)),
        )


def end_of(day: date) -> datetime:
    """The last minute of a day."""
    return datetime.combine(day, time(23, 59), ZONE)


def write_instant(at: datetime) -> str:
    """Local time to the minute; text order is time order."""
    return at.strftime("%Y-%m-%dT%H:%M")


def read_instant(text: str) -> datetime:
    """The reverse of `write_instant`."""
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)
