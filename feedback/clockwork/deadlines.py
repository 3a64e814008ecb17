"""When each clock of a subject runs out. Day counts are rows with a source, never code.

A clock is one row: `due_at` is the last moment, `next_at` when the clock job must look at it again. Waiting for the
worker pauses the promises: their days are moved forward by the whole pause that is left, and what was not used is
taken back when the worker answers. Waiting for others pauses nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from feedback.clockwork.deadline_store import DeadlineStore
from feedback.clockwork.ladder import LADDER, next_rung_at
from feedback.clockwork.rules import Rules
from feedback.clockwork.span import PAUSABLE, Unit, end_of, last_day, moved_on, read_instant, waited, write_instant
from feedback.clockwork.working_days import WorkingCalendar, local
from feedback.errors import Fault, FeedbackError
from feedback.model.case import Lane
from feedback.model.lifecycle import PROMISES, Clock
from feedback.model.subject import Subject
from feedback.model.terms import Term
from feedback.storage.database import FeedbackDatabase, Row, random_id


class Deadlines:
    """Starts, ends, pauses and moves clocks."""

    def __init__(self, db: FeedbackDatabase) -> None:
        self._db = db
        self._rows = DeadlineStore(db)
        self.rules = Rules(db)

    @property
    def calendar(self) -> WorkingCalendar:
        """The working days as they stand now."""
        return self.rules.calendar

    def load_holidays(self, text: str) -> int:
        """Add days off and make-up days of a TOML file; every running clock follows, and none ends earlier."""
        was = self.calendar
        with self._db.transaction():
            count = self.rules.load_holidays(text)
            for row in self._rows.all_open():
                due = moved_on(was, self.calendar, row, self._pause(row))
                if due > read_instant(row["due_at"]):
                    self._move(row, due)
        return count

    def due_on(self, clock: Clock, start: date) -> date:
        """The last day of a clock that starts on that day."""
        return last_day(self.calendar, self._new(clock, start), 0)

    def start(
        self,
        subject: Subject,
        clock: Clock,
        unit: str,
        now: datetime,
        due: date | None = None,
        since: date | None = None,
    ) -> None:
        """Start a clock, unless the same one is already open. Days end at 23:59.

        It counts from today, or from the day `since`; with `due` it ends on that very day, worked or not.
        """
        if self.open(subject, clock):
            return
        start = since or local(now).date()
        span = {"counted_in": Unit.FIXED, "days": (due - start).days} if due else {}
        row: Row = {**self._new(clock, start), **span}
        self._insert(subject, clock, unit, row, end_of(due or last_day(self.calendar, row, 0)))

    def start_first_look(
        self, subject: Subject, lane: Lane, unit: str, now: datetime, hours: str, roster: bool
    ) -> None:
        """The first human look: a working day, four working hours when urgent, minutes in an emergency."""
        at = local(now)
        if lane is Lane.NORMAL:
            self.start(subject, Clock.FIRST_LOOK, unit, now)
            return
        if lane is Lane.URGENT:
            # to the end of that half day: a stored minute would tell when the worker wrote
            worked = self.calendar.add_working_hours(at, self.rules.count(Term.URGENT_LOOK, at.date()), hours)
            due, counted = self.calendar.end_of_session(worked, hours), Unit.HOUR
        else:
            due, counted = self._emergency_due(at, hours, roster), Unit.MINUTE
        if not self.open(subject, Clock.FIRST_LOOK):
            row = {"started_on": at.date().isoformat(), "counted_in": counted, "days": 0, "shift": 0}
            self._insert(subject, Clock.FIRST_LOOK, unit, row, due)

    def hurry_first_look(
        self, subject: Subject, lane: Lane, unit: str, now: datetime, hours: str, roster: bool
    ) -> None:
        """A case moved into a faster lane: hours or minutes instead of the days it had; a day that had passed stays
        missed."""
        row = self.open(subject, Clock.FIRST_LOOK)
        if row:
            late = read_instant(row["due_at"]) < local(now)
            self.end(subject, Clock.FIRST_LOOK, "missed" if late else "cancelled", now)
        self.start_first_look(subject, lane, unit, now, hours, roster)

    def emergency_minutes(self, now: datetime, hours: str) -> int:
        """Within how many minutes an emergency is looked at while somebody is on duty."""
        inside = self.calendar.is_open(local(now), hours)
        term = Term.EMERGENCY_LOOK if inside else Term.EMERGENCY_LOOK_OUT_OF_HOURS
        return self.rules.count(term, local(now).date())

    def open(self, subject: Subject, clock: Clock) -> Row | None:
        """The open clock of this kind."""
        return self._rows.open(subject, clock)

    def open_of(self, subject: Subject) -> list[Row]:
        """All open clocks of a case."""
        return self._rows.open_of(subject)

    def history(self, subject: Subject) -> list[Row]:
        """All clocks of a subject, also those that ended, the earliest first."""
        return self._rows.of(subject)

    def last_day_of(self, subject: Subject, clock: Clock) -> date | None:
        """The day on which an open clock ends, as it is shown; None when none is open."""
        row = self.open(subject, clock)
        return read_instant(row["due_at"]).date() if row else None

    def end(self, subject: Subject, clock: Clock, result: str, now: datetime) -> bool:
        """End a clock as `met`, `missed` or `cancelled`; a promise kept after its day counts as missed."""
        row = self.open(subject, clock)
        if not row:
            return False
        if result == "met" and read_instant(row["due_at"]) < local(now):
            result = "missed"
        self._rows.update(row["id"], ended_on=local(now).date().isoformat(), result=result)
        return True

    def end_all(self, subject: Subject, now: datetime, keep: frozenset[Clock] = frozenset()) -> None:
        """Cancel every open clock except those to keep."""
        for row in self.open_of(subject):
            if Clock(row["clock"]) not in keep:
                self.end(subject, Clock(row["clock"]), "cancelled", now)

    def pause(self, subject: Subject, now: datetime) -> None:
        """Waiting for the worker: move the promises forward by the pause that is left."""
        for row in self._promises(subject):
            if not row["paused_on"]:
                self._count_again(row, paused_on=local(now).date().isoformat())

    def resume(self, subject: Subject, now: datetime) -> None:
        """The worker answered: take back what was not used."""
        for row in self._promises(subject):
            if row["paused_on"]:
                since, left = date.fromisoformat(row["paused_on"]), max(0, self._pause(row) - row["pause_used"])
                used = min(left, (local(now).date() - since).days)
                added = waited(self.calendar, row["counted_in"], since, used)
                self._count_again(row, paused_on=None, pause_used=row["pause_used"] + used, shift=row["shift"] + added)

    def extend(self, subject: Subject, now: datetime) -> date:
        """Extend the answer once; returns the new last day."""
        row = self.open(subject, Clock.ANSWER)
        if not row or row["extended"]:
            raise FeedbackError(Fault.EXTENDED_ONCE_ONLY)
        more = self.rules.count(Term.EXTENSION, local(now).date())
        return self._count_again(row, extended=1, shift=row["shift"] + more)

    def shorten(self, subject: Subject, clock: Clock, term: Term, now: datetime) -> None:
        """Count a clock anew from today by this term, if it then ends earlier."""
        row, today = self.open(subject, clock), local(now).date()
        if not row:
            return
        span = {"started_on": today.isoformat(), "days": self.rules.count(term, today), "shift": 0}
        if last_day(self.calendar, {**row, **span}, 0) < read_instant(row["due_at"]).date():
            self._count_again(row, **span)

    def schedule(self, row_id: int, next_at: datetime, rung: int) -> None:
        """Look at a clock again at `next_at`."""
        self._rows.update(row_id, next_at=write_instant(next_at), rung=rung)

    def postpone(self, row: Row, days: int, now: datetime) -> None:
        """Look at a clock again some days later: what it asks for is not allowed today."""
        self.schedule(row["id"], end_of(local(now).date() + timedelta(days=days)), row["rung"])

    def forget_minutes(self, subject: Subject) -> None:
        """Emergencies carry minutes while they run; afterwards only the day stays."""
        self._rows.forget_minutes(subject, Clock.FIRST_LOOK)

    def hand_over(self, subject: Subject, unit: str) -> None:
        """The open clocks of a case count for another unit."""
        self._rows.hand_over(subject, unit)

    def late_promises(self, now: datetime, units: Iterable[str], after: tuple[str, int], limit: int) -> list[Row]:
        """A page of late promises of these units, the latest first, beyond (due_at, id) of the last one seen."""
        return self._rows.late_promises(write_instant(local(now)), units, after, limit)

    def due_now(self, now: datetime, limit: int) -> list[Row]:
        """Open clocks that must be looked at, the longest waiting first."""
        return self._rows.next(write_instant(local(now)), limit)

    def _new(self, clock: Clock, start: date) -> Row:
        rule = self.rules.of(clock, start)
        return {
            "started_on": start.isoformat(),
            "counted_in": rule["unit"],
            "days": rule["days"],
            "shift": 0,
            "paused_on": None,
        }

    def _pause(self, row: Row) -> int:
        """How long the pauses of this clock may last in all."""
        if not row["paused_on"]:
            return 0
        return self.rules.count(Term.PAUSE, date.fromisoformat(row["paused_on"]))

    def _emergency_due(self, at: datetime, hours: str, roster: bool) -> datetime:
        minutes = self.rules.count(Term.EMERGENCY_LOOK, at.date())
        if self.calendar.is_open(at, hours):
            return at + timedelta(minutes=minutes)
        if roster:
            return at + timedelta(minutes=self.rules.count(Term.EMERGENCY_LOOK_OUT_OF_HOURS, at.date()))
        return self.calendar.add_working_hours(at, minutes / 60, hours)

    def _promises(self, subject: Subject) -> list[Row]:
        return [r for r in self.open_of(subject) if Clock(r["clock"]) in PROMISES and r["counted_in"] in PAUSABLE]

    def _insert(self, subject: Subject, clock: Clock, unit: str, span: Row, due: datetime) -> None:
        first, started = due, date.fromisoformat(span["started_on"])
        if clock in PROMISES and span["counted_in"] != Unit.MINUTE:
            first = next_rung_at(self.calendar, started, due, 0)
        elif clock is Clock.RETENTION:  # the worker is warned first
            warning = timedelta(days=self.rules.count(Term.RETENTION_WARNING, started))
            first = max(end_of(started), due - warning)
        self._rows.add(
            id=random_id(),
            subject_kind=subject.kind,
            subject_id=subject.id,
            clock=clock,
            unit=unit,
            started_on=span["started_on"],
            counted_in=span["counted_in"],
            days=span["days"],
            due_at=write_instant(due),
            next_at=write_instant(first),
        )

    def _count_again(self, row: Row, **values: Any) -> date:
        """Change how a clock counts; returns its new last day."""
        row = {**row, **values}
        day = last_day(self.calendar, row, self._pause(row))
        self._move(row, end_of(day), **values)
        return day

    def _move(self, row: Row, due: datetime, **values: Any) -> None:
        promise = Clock(row["clock"]) in PROMISES and row["counted_in"] != Unit.MINUTE
        started = date.fromisoformat(row["started_on"])
        rung = min(row["rung"], len(LADDER) - 1)
        following = next_rung_at(self.calendar, started, due, rung) if promise else due
        self._rows.update(row["id"], due_at=write_instant(due), next_at=write_instant(following), **values)
