"""A unit was closed or merged: its cases go to the successor, sealed again, in one audited job."""

from __future__ import annotations

from datetime import datetime

from feedback.cases.case import Case
from feedback.cases.mover import Act
from feedback.clockwork.working_days import local
from feedback.errors import Fault, NoKey, NotAllowed
from feedback.journal.events import staff_actor
from feedback.model.access import Mode, Purpose
from feedback.model.case_log import CaseAct
from feedback.model.lifecycle import Actor
from feedback.model.notice import NoticeKind
from feedback.model.union import Role
from feedback.organisation.grant_store import Grant
from feedback.organisation.keyring import StaffSession
from feedback.organisation.recipients import Confirmed, takes
from feedback.organisation.units import Unit
from feedback.sealing import keys
from feedback.staff.desk import Desk


class Reorganisation:
    """Moves the cases of a unit that ended."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._mover = desk.mover
        self._db = desk.db

    def move_cases(self, session: StaffSession, unit: str, now: datetime) -> int:
        """Seal every case key of the old unit to its successor and hand its cases over; returns how many keys.

        `session` belongs to somebody who held the old unit's key. A successor that a case excludes is passed over: that
        case goes to the next unit above it.
        """
        ended, successor = self._mover.org.unit(unit), self._mover.org.tree(local(now).date()).get(unit)
        if not ended or not successor or successor.code == unit:
            raise NotAllowed(Fault.UNIT_NOT_ENDED)
        if not self._mover.org.public_key(successor.code):
            raise NotAllowed(Fault.SUCCESSOR_WITHOUT_KEY, unit=successor.name)
        act = Act(staff_actor(session.member.id), frozenset({Actor.STAFF}), session.member.id)
        with self._db.transaction():
            grants = self._mover.grants.of_unit(unit)
            for grant in grants:
                key = session.unit_keys.get((unit, grant.epoch))
                if not key:
                    raise NoKey
                case = self._mover.cases.get(grant.case_id)
                private = keys.unseal(grant.sealed, key)
                confirmed = self._desk.vault.confirmed(unit, grant.epoch, key)
                target = self._target(case, successor, confirmed, now)
                self._move(case, target, private, grant, act, now)
            return len(grants)

    def _target(self, case: Case, successor: Unit, confirmed: Confirmed, now: datetime) -> Unit:
        """The successor, or who stands above it where the case bars it; its key must be in the ended unit's list."""
        tree, excluded = self._mover.org.tree(local(now).date()), self._mover.cases.excluded_units(case.id)
        chain = [successor, *tree.above(successor)]
        target = next((u for u in chain if u.code not in excluded and u.code in tree.keyed), None)
        if not target:
            raise NotAllowed(Fault.CASE_WITHOUT_TIER_ABOVE)
        public = self._mover.org.public_key(target.code)
        if not public or not takes(confirmed, target.code, public[0]):
            raise NotAllowed(Fault.RECIPIENT_UNCONFIRMED, unit=target.name)
        return target

    def _move(self, case: Case, target: Unit, private: bytes, old: Grant, act: Act, now: datetime) -> None:
        unit = old.unit
        self._mover.grants.drop(case.id, unit)
        waiting = {target.code: (Mode.WAITING, old.reason)}
        self._desk.vault.seal_to_units(case, private, waiting, local(now).date())
        if old.mode is not Mode.WAITING and case.owner != target.code:
            purpose = Purpose(old.purpose) if old.purpose else None
            self._mover.grants.set_mode(case.id, target.code, old.mode, purpose)
        if case.owner == unit:
            after = self._mover.cases.update(case.id, owner=target.code, assignee=None, version=case.version + 1)
            self._mover.deadlines.hand_over(case.subject, target.code)
            self._mover.record(
                after, CaseAct.OWNER_CHANGED, act, now, source=unit, target=target.code, why="reorganised"
            )
            self._mover.tell.unit(after, Role.LEAD, NoticeKind.MOVED_UP, now)
