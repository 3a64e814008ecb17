"""What each rung of the ladder does (docs/rules.md §6.3): remind, tell, take over, and at last change the owner.

A promise is never silently late: the person, the lead, the tier above, the worker and in the end a new owner hear of
it. Waiting for others does not stop it. At the top it ends at the head of the unit, who is reminded again and again.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from feedback.cases.case import Case
from feedback.cases.handover import hand_up, tier_above
from feedback.cases.mover import TIMER, Act, Mover
from feedback.cases.states import find
from feedback.clockwork.ladder import EMERGENCY_LADDER, EMERGENCY_REPEAT_MINUTES, LADDER, next_rung_at, repeated_at
from feedback.clockwork.span import read_instant
from feedback.clockwork.working_days import local
from feedback.model.case import Lane
from feedback.model.case_log import CaseAct
from feedback.model.lifecycle import Actor, Clock, Event, State
from feedback.model.notice import NoticeKind
from feedback.model.union import Role
from feedback.organisation.staff_store import StaffStore
from feedback.storage.database import Row

_LATE = next(i for i, rung in enumerate(LADDER) if rung.name == "late")
_TIMER_AS_LEAD = Act("timer", frozenset({Actor.TIMER, Actor.LEAD}))


class Escalation:
    """Climbs the ladder for one late or soon late promise at a time."""

    def __init__(self, mover: Mover, staff: StaffStore) -> None:
        self._mover = mover
        self._staff = staff
        self._actions = {
            "remind_assignee": self._remind_assignee,
            "remind_lead": self._remind_lead,
            "late": self._late,
            "lead_takes_over": self._lead_takes_over,
            "next_tier_told": self._next_tier_told,
            "owner_changes": self._owner_changes,
        }

    def climb(self, row: Row, case: Case, now: datetime) -> None:
        """Take the rung that was reached and schedule the next one."""
        rung = row["rung"]
        emergency = case.lane is Lane.EMERGENCY and row["clock"] == Clock.FIRST_LOOK
        if emergency and rung < len(EMERGENCY_LADDER):
            self._call_emergency(EMERGENCY_LADDER[rung], rung, case, now)
        else:
            index = rung - len(EMERGENCY_LADDER) + _LATE if emergency else rung
            name = LADDER[index].name if index < len(LADDER) else "owner_changes"
            self._actions[name](case, now)
        open_row = self._mover.deadlines.open(case.subject, Clock(row["clock"]))
        if open_row and open_row["id"] == row["id"]:
            self._schedule(open_row, rung + 1, emergency, now)

    def assignee_silent(self, case: Case, now: datetime) -> None:
        """Three working days without an act: the lead takes the case (T27), or is told when it is the lead's own."""
        if not self._to_lead(case, now):
            self._mover.tell.unit(case, Role.LEAD, NoticeKind.ASSIGNEE_SILENT, now)
            self._mover.deadlines.end(case.subject, Clock.ASSIGNEE_SILENCE, "missed", now)
            self._mover.clocks.begin(case, now)

    def _schedule(self, row: Row, rung: int, emergency: bool, now: datetime) -> None:
        due, started = read_instant(row["due_at"]), date.fromisoformat(row["started_on"])
        calendar = self._mover.deadlines.calendar
        if emergency and rung < len(EMERGENCY_LADDER):
            following = due + timedelta(minutes=EMERGENCY_REPEAT_MINUTES * rung)
        else:
            index = rung - len(EMERGENCY_LADDER) + _LATE if emergency else rung
            on_ladder = index < len(LADDER)
            today = local(now).date()
            following = next_rung_at(calendar, started, due, index) if on_ladder else repeated_at(calendar, today)
        self._mover.deadlines.schedule(row["id"], following, rung)

    # --- rungs ---

    def _remind_assignee(self, case: Case, now: datetime) -> None:
        if case.assignee:
            self._tell_person(case, case.assignee, NoticeKind.DUE_SOON, now)
        else:
            self._mover.tell.unit(case, Role.INTAKE, NoticeKind.DUE_SOON, now)

    def _remind_lead(self, case: Case, now: datetime) -> None:
        self._remind_assignee(case, now)
        self._mover.tell.unit(case, Role.LEAD, NoticeKind.DUE_SOON, now)

    def _late(self, case: Case, now: datetime) -> None:
        """100 %: red in both tiers' lists, and the worker reads "chậm hạn"."""
        self._mover.count(case, "late", now)
        self._note_overdue(case, now, "late", tell=True)
        self._mover.tell.unit(case, Role.LEAD, NoticeKind.LATE, now)
        above = tier_above(self._mover, case, now)
        if above:
            self._mover.tell.unit(case, Role.LEAD, NoticeKind.LATE_BELOW, now, above.code)

    def _lead_takes_over(self, case: Case, now: datetime) -> None:
        self._note_overdue(case, now, "lead_takes_over")
        self._to_lead(self._mover.cases.get(case.id), now)
        self._mover.tell.unit(case, Role.LEAD, NoticeKind.ON_YOUR_LIST, now)

    def _next_tier_told(self, case: Case, now: datetime) -> None:
        self._note_overdue(case, now, "next_tier_told")
        above = tier_above(self._mover, case, now)
        if above:
            self._mover.tell.unit(case, Role.LEAD, NoticeKind.MUST_ACKNOWLEDGE, now, above.code)

    def _owner_changes(self, case: Case, now: datetime) -> None:
        self._note_overdue(case, now, "owner_changes")
        case = self._mover.cases.get(case.id)
        if not hand_up(self._mover, case, TIMER, "overdue", now):
            # a tier that got its key after the case came in waits for somebody to open the case
            at_top = tier_above(self._mover, case, now) is None
            self._mover.count(case, "overdue_at_top" if at_top else "overdue_unsealed", now)
            self._mover.tell.unit(case, Role.LEAD, NoticeKind.OVERDUE_AT_TOP, now)

    # --- inside ---

    def _note_overdue(self, case: Case, now: datetime, rung: str, tell: bool = False) -> None:
        """The self-loop of the table where the state has one (T08, T14, T26, T32), otherwise a line in the log."""
        row = find(case.state, Event.OVERDUE)
        if row and row.target is case.state and tell:
            self._mover.move(case.id, Event.OVERDUE, TIMER, now, data={"rung": rung})
            return
        self._mover.record(case, CaseAct.OVERDUE_RUNG, TIMER, now, rung=rung)
        if tell:
            self._mover.say(case, "late", now)

    def _to_lead(self, case: Case, now: datetime) -> bool:
        out = self._mover.cases.excluded_staff(case.id) | self._mover.had_before_dispute(case)
        leads = [m.id for m in self._staff.members(case.owner, {Role.LEAD}, local(now).date()) if m.id not in out]
        if case.state is not State.IN_PROGRESS or not leads or case.assignee in leads:
            return False
        self._mover.move(
            case.id,
            Event.REASSIGN,
            _TIMER_AS_LEAD,
            now,
            given={"assignee": leads[0]},
            changes={"assignee": leads[0]},
            data={"assignee": leads[0]},
        )
        self._tell_person(case, leads[0], NoticeKind.ASSIGNED, now)
        return True

    def _call_emergency(self, whom: str, rung: int, case: Case, now: datetime) -> None:
        """No acknowledgement: the next person on duty every 15 minutes, then the lead, then the next tier."""
        above = tier_above(self._mover, case, now)
        on_duty = self._on_duty(case, now)
        if whom == "duty" and on_duty:
            self._tell_person(case, on_duty[rung % len(on_duty)], NoticeKind.EMERGENCY, now, f"{rung}")
        elif whom == "next_tier" and above:
            self._mover.tell.unit(case, Role.DUTY, NoticeKind.EMERGENCY_BELOW, now, above.code)
            self._mover.tell.unit(case, Role.LEAD, NoticeKind.EMERGENCY_BELOW, now, above.code)
        else:
            self._mover.tell.unit(case, Role.LEAD, NoticeKind.EMERGENCY, now)
        self._mover.record(case, CaseAct.EMERGENCY_CALLED, TIMER, now, rung=rung)

    def _on_duty(self, case: Case, now: datetime) -> list[int]:
        """Whose shift is on; without a shift, whoever has the role."""
        excluded = self._mover.cases.excluded_staff(case.id)
        shift = [person for person in self._mover.roster.on_duty(case.owner, now) if person not in excluded]
        named = self._staff.members(case.owner, {Role.DUTY}, local(now).date())
        return shift or [m.id for m in named if m.id not in excluded]

    def _tell_person(self, case: Case, person: int, kind: NoticeKind, now: datetime, round_: str = "") -> None:
        self._mover.tell.person(case, person, kind, now, round_ or f"{local(now):%Y-%m-%dT%H:%M}")
