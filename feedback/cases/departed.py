"""What somebody worked on who leaves the union: it goes to a lead of the unit that has the case."""

from __future__ import annotations

from datetime import datetime

from feedback.cases.mover import Act, Mover
from feedback.clockwork.working_days import local
from feedback.journal.events import staff_actor
from feedback.model.case_log import CaseAct
from feedback.model.lifecycle import Actor, Event, State
from feedback.model.notice import NoticeKind
from feedback.model.union import Role
from feedback.organisation.staff_store import StaffStore


def hand_to_leads(mover: Mover, staff: StaffStore, departed: int, by: int, now: datetime) -> int:
    """Give every open case of a departed person to a lead who is not barred from it, or to nobody; returns how many."""
    act = Act(staff_actor(by), frozenset({Actor.STAFF, Actor.LEAD}), by)
    cases = mover.cases.assigned_to(departed)
    for case in cases:
        barred = mover.cases.excluded_staff(case.id)
        leads = staff.members(case.owner, {Role.LEAD, Role.SUPERVISOR}, local(now).date())
        lead = next((m.id for m in leads if m.id not in barred), None)
        chosen = {"assignee": lead}
        if lead and case.state is State.IN_PROGRESS:
            mover.move(case.id, Event.REASSIGN, act, now, given=chosen, changes=chosen, data=chosen)
        else:
            after = mover.cases.update(case.id, assignee=lead, version=case.version + 1)
            mover.record(after, CaseAct.REASSIGNED, act, now, assignee=lead)
        if lead:
            mover.tell.person(case, lead, NoticeKind.ASSIGNED, now, "departed")
    return len(cases)
