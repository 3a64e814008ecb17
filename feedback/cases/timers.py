"""What happens when a clock of a case runs out: the ladder, the end of a state, or the end of keeping."""

from __future__ import annotations

from datetime import datetime

from feedback.cases.case import Case
from feedback.cases.effects import TIMER_EVENT
from feedback.cases.escalation import Escalation
from feedback.cases.handover import hand_up
from feedback.cases.hold import end_hold
from feedback.cases.mover import TIMER, Mover
from feedback.cases.retention import Retention
from feedback.model.case_log import CaseAct
from feedback.model.lifecycle import PROMISES, Clock
from feedback.organisation.staff_store import StaffStore
from feedback.storage.database import Row


class CaseTimers:
    """The clock's verbs on cases."""

    def __init__(self, mover: Mover, staff: StaffStore) -> None:
        self._mover = mover
        self._escalation = Escalation(mover, staff)
        self._retention = Retention(mover)

    def run(self, row: Row, now: datetime) -> None:
        """Handle a clock that must be looked at; NotAllowed when a guard says "not today"."""
        clock, case = Clock(row["clock"]), self._mover.cases.get(row["subject_id"])
        if clock in PROMISES:
            self._escalation.climb(row, case, now)
        elif clock is Clock.ASSIGNEE_SILENCE:
            self._escalation.assignee_silent(case, now)
        elif clock is Clock.REOPENING:
            self._mover.deadlines.end(case.subject, clock, "cancelled", now)
        elif clock is Clock.HOLD:
            self._mover.record(end_hold(self._mover, case, now), CaseAct.HOLD_LIFTED, TIMER, now)
        elif clock in {Clock.RETENTION, Clock.ARCHIVE}:
            self._retention.end_of_keeping(row, case, now)
        elif clock in {Clock.ERASURE, Clock.ATTACHMENTS}:
            self._destroy(row, case, now)
        else:
            self._end_state(clock, case, now)

    def cut_old_events(self, now: datetime) -> int:
        """Forget purged cases whose log is no longer kept; returns how many."""
        return self._retention.cut_old_events(now)

    def _destroy(self, row: Row, case: Case, now: datetime) -> None:
        if case.legal_hold:
            self._mover.deadlines.postpone(row, 1, now)
        elif row["clock"] == Clock.ERASURE:
            self._retention.erase(row, case, now)
        else:
            self._retention.attachments(case, now)

    def _end_state(self, clock: Clock, case: Case, now: datetime) -> None:
        # nobody looked at a dispute: whoever had it before is not given it again
        changes = {"assignee": None} if clock is Clock.DISPUTE_REVIEW else {}
        case, moved = self._mover.move(case.id, TIMER_EVENT[clock], TIMER, now, changes=changes)
        if moved and clock is Clock.DISPUTE_REVIEW:  # T41
            hand_up(self._mover, case, TIMER, "dispute", now)
