"""No case waits for somebody who does not exist: where the owner has nobody who may decide, the unit above is asked.

A lone officer is the normal case. The grant that waits at the unit above becomes `review` for that one decision, and
waits again afterwards. A first dispute that no other handler of the unit could take goes up at once.
"""

from __future__ import annotations

from datetime import datetime

from feedback.cases.case import Case
from feedback.cases.handover import above, hand_up
from feedback.cases.mover import Act, Mover
from feedback.model.access import Mode, Purpose, Verb
from feedback.model.case_log import CaseAct
from feedback.model.lifecycle import Actor, Event, State
from feedback.model.notice import NoticeKind
from feedback.model.union import Role
from feedback.organisation.grant_store import Grant
from feedback.staff.access import Access

_SYSTEM = Act("system", frozenset({Actor.LEAD}))


class Asking:
    """Looks after each change whether somebody is there to decide."""

    def __init__(self, mover: Mover, access: Access) -> None:
        self._mover = mover
        self._access = access

    def settle(self, case: Case, now: datetime) -> None:
        """Move a dispute up that nobody else can take, ask above for what nobody here may decide, end what is done."""
        if case.state is State.DISPUTED and not self._access.other_handlers(case, now) and self._go_up(case, now):
            return
        lacking = self._access.lacking(case, now)
        asked = [g for g in self._mover.grants.of(case.id) if g.purpose == Purpose.DECISION]
        target = self._target(case, lacking, now) if lacking else None
        for grant in asked:
            if not target or grant.unit != target.unit:
                self._mover.grants.set_mode(case.id, grant.unit, Mode.WAITING)
        if target and target.mode is Mode.WAITING:
            self._ask(case, target, lacking, now)

    def _go_up(self, case: Case, now: datetime) -> bool:
        """T40 for a unit without another handler: the case goes up, and is given to somebody there."""
        if not any(True for _ in above(self._mover, case, now)):
            return False
        moved, _ = self._mover.move(case.id, Event.REOPEN, _SYSTEM, now, changes={"assignee": None})
        return hand_up(self._mover, moved, _SYSTEM, "dispute", now) is not None

    def _target(self, case: Case, lacking: frozenset[Verb], now: datetime) -> Grant | None:
        """The lowest unit above that has the key and somebody who may decide."""
        for unit in above(self._mover, case, now):
            grant = self._mover.grants.get(case.id, unit.code)
            if grant and self._access.could_decide(case, unit.code, lacking, now):
                return grant
        return None

    def _ask(self, case: Case, target: Grant, lacking: frozenset[Verb], now: datetime) -> None:
        self._mover.review(case.id, target.unit, Purpose.DECISION)
        self._mover.record(case, CaseAct.ASKED_ABOVE, _SYSTEM, now, unit=target.unit, verbs=sorted(lacking))
        for role in (Role.LEAD, Role.SUPERVISOR):
            self._mover.tell.unit(case, role, NoticeKind.DECISION_WANTED, now, target.unit, by_worker=True)
