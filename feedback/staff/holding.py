"""Legal holds: nothing of a held case is destroyed. A reason, two people, and an end within six months.

A hold needs custodians (their copy is what a court could be given) and a case that its worker has not deleted. When it
ends after a deletion the clock alone destroys what is left: nobody of the union holds a key then.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from feedback.cases.case import Case
from feedback.cases.hold import end_hold
from feedback.clockwork.working_days import local
from feedback.errors import Fault, NotAllowed
from feedback.model.access import Verb
from feedback.model.case_log import CaseAct
from feedback.model.lifecycle import Clock
from feedback.model.notice import NoticeKind
from feedback.model.union import Role
from feedback.organisation.keyring import StaffSession
from feedback.sealing import keys
from feedback.staff.desk import Desk
from feedback.storage.database import random_id


class Holding:
    """The verbs of holds."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._mover = desk.mover
        self._db = desk.db

    def propose(self, session: StaffSession, number: str, reason: str, until: date, now: datetime) -> Case:
        """Propose to hold a case until a day, six months from now at the latest."""
        today = local(now).date()
        with self._db.transaction():
            room = self._desk.enter(session, number, Verb.PROPOSE_HOLD, now)
            if not reason.strip():
                raise NotAllowed(Fault.REASON_NEEDED)
            if not today < until <= today + timedelta(days=self._mover.deadlines.rules.count(Clock.HOLD, today)):
                raise NotAllowed(Fault.HOLD_TOO_LONG)
            if not self._mover.cases.secret(room.case.id, "sealed_for_recovery"):
                raise NotAllowed(Fault.NO_CUSTODIANS_YET)
            hold_id = random_id()
            sealed = keys.seal_text(reason, room.case.public_key, f"hold:{hold_id}")
            self._mover.holds.add(hold_id, room.case.id, session.member.id, today, until, sealed)
            self._desk.say(room, reason, now, internal=True)
            self._mover.record(room.case, CaseAct.HOLD_PROPOSED, room.act, now, until=until)
            self._mover.tell.unit(room.case, Role.LEAD, NoticeKind.HOLD_PROPOSED, now)
            return self._mover.settle(room.case, now)

    def confirm(self, session: StaffSession, number: str, now: datetime) -> Case:
        """A second person agrees: from now on nothing is destroyed, until the day that was proposed."""
        with self._db.transaction():
            room = self._desk.enter(session, number, Verb.CONFIRM_HOLD, now)
            hold = self._mover.holds.open(room.case.id)
            assert hold is not None, "the policy found one"
            until = date.fromisoformat(hold["until"])
            self._mover.holds.confirm(hold["id"], session.member.id)
            case = self._mover.cases.update(
                room.case.id, legal_hold=1, held_until=until.isoformat(), version=room.case.version + 1
            )
            self._mover.deadlines.start(case.subject, Clock.HOLD, case.owner, now, until)
            self._mover.record(case, CaseAct.HOLD, room.act, now, until=until)
            return self._mover.settle(case, now)

    def lift(self, session: StaffSession, number: str, reason: str, now: datetime) -> Case:
        """End a hold, or a proposal of one, before its day."""
        with self._db.transaction():
            room = self._desk.enter(session, number, Verb.LIFT_HOLD, now)
            if not reason.strip():
                raise NotAllowed(Fault.REASON_NEEDED)
            self._desk.say(room, reason, now, internal=True)
            self._mover.record(room.case, CaseAct.HOLD_LIFTED, room.act, now)
            return self._mover.settle(end_hold(self._mover, room.case, now), now)
