"""Which clocks a step of a case starts, pauses and ends."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from feedback.cases.case import Case
from feedback.cases.effects import PROMISES_KEPT, PROMISES_NEEDED, STATE_CLOCK
from feedback.cases.keeping import keep_days
from feedback.cases.states import Transition
from feedback.clockwork.deadlines import Deadlines
from feedback.clockwork.working_days import local
from feedback.model.case import Lane, Outcome
from feedback.model.lifecycle import ENDED_STATES, Clock, Event, State
from feedback.notices.roster import Roster
from feedback.organisation.store import OrgStore

_KEPT_CLOCKS = frozenset({Clock.RETENTION, Clock.ARCHIVE, Clock.ERASURE, Clock.ATTACHMENTS, Clock.HOLD})


class CaseClocks:
    """The clocks of cases, as the transition table needs them."""

    def __init__(self, deadlines: Deadlines, org: OrgStore, roster: Roster) -> None:
        self._deadlines = deadlines
        self._org = org
        self._roster = roster

    def begin(self, case: Case, now: datetime) -> None:
        """Start the clocks that a case needs in its state."""
        clock = STATE_CLOCK.get(case.state)
        if clock:
            self._deadlines.start(case.subject, clock, case.owner, now, self._due(case, clock, now))
        for promise in PROMISES_NEEDED.get(case.state, ()):
            if promise is Clock.FIRST_LOOK:
                self._begin_first_look(case, now)
            else:
                self._deadlines.start(case.subject, promise, case.owner, now)

    def hurry(self, case: Case, was: Lane, now: datetime) -> None:
        """The clock of the lane in which a case now is, in place of the slower one that it had."""
        if case.lane is Lane.NORMAL or case.state in ENDED_STATES:
            return
        faster = list(Lane).index(case.lane) > list(Lane).index(was)
        begin = self._deadlines.hurry_first_look if faster else self._deadlines.start_first_look
        begin(case.subject, case.lane, case.owner, now, *self._hours(case, now))

    def end(self, row: Transition, case: Case, now: datetime) -> None:
        """End, pause or resume what a step ends, pauses or resumes; `case` is as it was before the step."""
        if row.source is State.NEEDS_INFO:
            self._deadlines.resume(case.subject, now)
        if row.target is State.NEEDS_INFO:
            self._deadlines.pause(case.subject, now)
        for promise in PROMISES_KEPT.get(row.target, ()):
            self._deadlines.end(case.subject, promise, "met", now)
        if row.source is State.CLOSED and row.target is State.IN_PROGRESS:
            self._deadlines.end(case.subject, Clock.ATTACHMENTS, "cancelled", now)
            self._deadlines.end(case.subject, Clock.REOPENING, "met", now)
        clock = STATE_CLOCK.get(row.source)
        if clock and (row.target is not row.source or row.event is Event.REASSIGN):
            self._deadlines.end(case.subject, clock, "met", now)
        if row.target in ENDED_STATES or row.target is State.NOT_ACCEPTED:
            self._deadlines.end_all(case.subject, now, keep=_KEPT_CLOCKS - ({clock} if clock else set()))

    def begin_at_closing(self, case: Case, now: datetime, *, has_pictures: bool) -> None:
        """Start the end of the pictures and the right to reopen."""
        self._deadlines.forget_minutes(case.subject)
        if has_pictures:
            self._deadlines.start(case.subject, Clock.ATTACHMENTS, case.owner, now, self._after(Clock.ATTACHMENTS, now))
        if not (case.outcome is Outcome.NOT_ACCEPTED and case.appealed):
            self._deadlines.start(case.subject, Clock.REOPENING, case.owner, now)

    def _due(self, case: Case, clock: Clock, now: datetime) -> date | None:
        today = local(now).date()
        if clock in {Clock.RETENTION, Clock.ARCHIVE}:
            return today + timedelta(days=keep_days(case, self._deadlines.rules, today))
        return None

    def _after(self, clock: Clock, now: datetime) -> date:
        """So many days from today as the rule of this clock says, whatever day that is."""
        today = local(now).date()
        return today + timedelta(days=self._deadlines.rules.count(clock, today))

    def _begin_first_look(self, case: Case, now: datetime) -> None:
        hours, duty = self._hours(case, now)
        self._deadlines.start_first_look(case.subject, case.lane, case.owner, now, hours, duty)

    def _hours(self, case: Case, now: datetime) -> tuple[str, bool]:
        """The owner's working hours, and whether somebody is on duty there now."""
        unit = self._org.unit(case.owner)
        return unit.hours if unit else "", bool(self._roster.on_duty(case.owner, now))
