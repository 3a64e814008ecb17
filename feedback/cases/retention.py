"""What the clock destroys: pictures, texts, keys, and what a worker asked to have erased. Never early, never on hold.

`purged` is reached through `archived` alone. Archiving removes contact, company, pictures and thread and keeps a
summary that staff wrote; purging removes the keys. Counts stay.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from feedback.cases.case import Case
from feedback.cases.mover import REPORTER, TIMER, Mover
from feedback.cases.states import allowed
from feedback.clockwork.working_days import local
from feedback.model.case_log import CaseAct
from feedback.model.lifecycle import ENDED_STATES, Actor, Clock, Event, State
from feedback.model.subject import case_subject
from feedback.model.terms import Term
from feedback.storage.database import Row


class Retention:
    """The clock's verbs that destroy."""

    def __init__(self, mover: Mover) -> None:
        self._mover = mover

    def end_of_keeping(self, row: Row, case: Case, now: datetime) -> None:
        """Warn 30 days before; then archive (T52); then purge (T53). NotAllowed when a guard keeps the case."""
        if case.state is State.CLOSED and row["rung"] == 0 and not case.erased_on:
            self._mover.say(case, "retention_warning", now)
            self._mover.record(case, CaseAct.RETENTION_WARNING, TIMER, now)
            due = datetime.fromisoformat(row["due_at"])
            self._mover.deadlines.schedule(row["id"], due, 1)
            return
        after, _ = self._mover.move(case.id, Event.RETENTION, TIMER, now)
        self._mover.destroy_content(case.id, keep_summary=after.state is State.ARCHIVED)
        if after.state is State.PURGED:
            self._mover.destroy_keys(case.id)
            self._mover.deadlines.end_all(case.subject, now)

    def attachments(self, case: Case, now: datetime) -> None:
        """Ninety days after closing the pictures go."""
        count = self._mover.threads.destroy_attachments(case.id)
        self._mover.deadlines.end(case.subject, Clock.ATTACHMENTS, "met", now)
        self._mover.record(case, CaseAct.ATTACHMENTS_DESTROYED, TIMER, now, count=count)

    def erase(self, row: Row, case: Case, now: datetime) -> None:
        """Twenty days after the worker asked: content and keys go, in whatever state the case is.

        The case itself then goes the way of a withdrawal; where its state has none, the clock looks again every day.
        """
        if not case.erased_on:
            self._mover.destroy_content(case.id, keep_summary=False)
            self._mover.destroy_keys(case.id)
            case = self._mover.cases.update(case.id, erased_on=local(now).date().isoformat(), contact_opened=0)
            self._mover.record(case, CaseAct.ERASED, TIMER, now)
        if Event.WITHDRAW in allowed(case.state, Actor.REPORTER):
            case, _ = self._mover.move(case.id, Event.WITHDRAW, REPORTER, now, data={"erasure": True})
        if case.state in ENDED_STATES:
            self._mover.deadlines.end(case.subject, Clock.ERASURE, "met", now)
            self._mover.deadlines.end(case.subject, Clock.RETENTION, "met", now)
            self._mover.clocks.begin(case, now)
        else:
            self._mover.deadlines.postpone(row, 1, now)

    def cut_old_events(self, now: datetime) -> int:
        """Remove purged cases whose log ended longer ago than it is kept (five years).

        Returns the number of cases.
        """
        today = local(now).date()
        old = self._mover.cases.forgettable(
            today - timedelta(days=self._mover.deadlines.rules.count(Term.KEEP_EVENTS, today))
        )
        if old:
            for case_id in old:
                self._mover.count(self._mover.cases.get(case_id), "cut", now)
            self._mover.events.forget([case_subject(case_id) for case_id in old], now)
            self._mover.cases.forget(old)
        return len(old)
