"""The clock job: looks at every deadline that has come, and does what the table and the ladder say.

One step is safe to repeat and to interrupt: each deadline is handled in its own savepoint, and stays open until its
work is committed. A deadline that cannot be handled is looked at again an hour later and reported, so that one faulty
case never stops the others.
"""

from __future__ import annotations

import logging
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import SystemRandom

from feedback.cases.effects import TIMER_EVENT
from feedback.cases.escalation import Escalation
from feedback.cases.handover import hand_up
from feedback.cases.mover import TIMER, Mover
from feedback.cases.retention import Retention
from feedback.clockwork.working_days import local
from feedback.errors import FeedbackError
from feedback.model.lifecycle import PROMISES, Clock
from feedback.organisation.staff_store import StaffStore
from feedback.staff.oversight import Oversight
from feedback.storage.database import FeedbackDatabase, Row

BATCH = 200
_LOG = logging.getLogger(__name__)


@dataclass(slots=True)
class StepReport:
    """What a step did: how many deadlines of each clock, and how many could not be handled."""

    handled: Counter[str] = field(default_factory=Counter)
    failed: int = 0


class ClockJob:
    """Runs the clocks of all cases."""

    def __init__(self, db: FeedbackDatabase, mover: Mover, staff: StaffStore, oversight: Oversight) -> None:
        self._db = db
        self._mover = mover
        self._oversight = oversight
        self._escalation = Escalation(mover, staff)
        self._retention = Retention(mover)

    def step(self, now: datetime) -> StepReport:
        """Handle everything that is due at `now`."""
        report = StepReport()
        while rows := self._mover.deadlines.due_now(now, BATCH):
            with self._db.transaction():
                for row in rows:
                    self._handle_safely(row, now, report)
        self._daily(now)
        return report

    def _handle_safely(self, row: Row, now: datetime, report: StepReport) -> None:
        try:
            with self._db.savepoint():
                self._handle(row, now)
            report.handled[row["clock"]] += 1
        except FeedbackError:
            # a guard says "not today": a hold, an unread answer, "chế độ ngập"
            self._mover.deadlines.postpone(row, 1, now)
            report.handled["postponed"] += 1
        except Exception as error:
            _LOG.error("clock: %s could not be handled: %s", row["clock"], type(error).__name__)
            self._mover.deadlines.schedule(row["id"], local(now) + timedelta(hours=1), row["rung"])
            report.failed += 1

    def _handle(self, row: Row, now: datetime) -> None:
        still_open = self._mover.deadlines.open(row["submission_id"], Clock(row["clock"]))
        if not still_open or still_open["next_at"] != row["next_at"]:
            return  # another deadline of the same case was handled first and moved this one
        clock, case = Clock(row["clock"]), self._mover.cases.get(row["submission_id"])
        if clock in PROMISES:
            self._escalation.climb(row, case, now)
        elif clock is Clock.ASSIGNEE_SILENCE:
            self._escalation.assignee_silent(case, now)
        elif clock is Clock.REOPENING:
            self._mover.deadlines.end(case.id, clock, "cancelled", now)
        elif clock in {Clock.RETENTION, Clock.ARCHIVE}:
            self._retention.end_of_keeping(row, case, now)
        elif clock is Clock.ERASURE:
            if case.legal_hold:
                self._mover.deadlines.postpone(row, 1, now)
            else:
                self._retention.erase(row, case, now)
        elif clock is Clock.ATTACHMENTS:
            if case.legal_hold:
                self._mover.deadlines.postpone(row, 1, now)
            else:
                self._retention.attachments(case, now)
        else:
            self._end_state(clock, case.id, now)

    def _end_state(self, clock: Clock, case_id: int, now: datetime) -> None:
        case, moved = self._mover.move(case_id, TIMER_EVENT[clock], TIMER, now)
        if moved and clock is Clock.DISPUTE_REVIEW:  # T41: nobody looked at a dispute
            hand_up(self._mover, case, TIMER, "dispute", now)

    def _daily(self, now: datetime) -> None:
        """Once a day: the root over all chains; once a month the boards' sample; pages on Sundays."""
        today, last = local(now).date(), self._db.setting("daily_on")
        if last == today.isoformat():
            return
        self._mover.events.keep_root(today)
        self._retention.cut_old_events(now)
        if last and last[:7] != today.isoformat()[:7]:
            self._oversight.draw_sample(date.fromisoformat(last), now, SystemRandom().sample)
        self._db.set_setting("daily_on", today.isoformat())
        self._db.tidy(vacuum=today.weekday() == 6)
