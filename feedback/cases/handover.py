"""A case goes to a tier above: the key that was sealed in advance becomes the owner's, in one transaction.

Timers cannot decrypt, so escalation by the clock only changes what two grants are for: the upper one works, the lower
one may read. Staff who hold the key can also seal it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from feedback.cases.case import Case
from feedback.cases.mover import Act, Mover
from feedback.cases.routing import supervision, tiers_above
from feedback.clockwork.working_days import local
from feedback.journal.events import SYSTEM
from feedback.model.access import Purpose
from feedback.model.case_log import CaseAct
from feedback.model.lifecycle import PROMISES
from feedback.model.notice import NoticeKind
from feedback.model.union import Role
from feedback.organisation.units import Unit


def above(mover: Mover, case: Case, now: datetime) -> Iterator[Unit]:
    """Who could own the case next, the lowest first; excluded tiers are skipped (R7)."""
    tree = mover.org.tree(local(now).date())
    owner = tree.get(case.owner)
    yield from tiers_above(tree, owner, mover.cases.excluded_units(case.id)) if owner else ()


def tier_above(mover: Mover, case: Case, now: datetime) -> Unit | None:
    """Who watches over the owner of a case; None at the top."""
    return next(above(mover, case, now), None)


def holder_above(mover: Mover, case: Case, now: datetime) -> Unit | None:
    """The lowest tier above to which the case is sealed."""
    sealed = {grant.unit for grant in mover.grants.of(case.id)}
    return next((unit for unit in above(mover, case, now) if unit.code in sealed), None)


def hand_up(mover: Mover, case: Case, act: Act, why: str, now: datetime) -> Case | None:
    """Make the next tier that holds a key the owner; None when there is none.

    The late promises of the lower unit end as missed, and the same clocks start anew for the new owner.
    """
    target = holder_above(mover, case, now)
    if not target:
        return None
    mover.grants.hand_work(case.id, case.owner, target.code)
    mover.count(case, f"moved_up_{why}", now)
    return change_owner(mover, case, target, act, why, now)


def change_owner(mover: Mover, case: Case, target: Unit, act: Act, why: str, now: datetime) -> Case:
    """The clocks, the log and the notices of a new owner whose grant works already."""
    for clock in PROMISES:
        mover.deadlines.end(case.subject, clock, "missed" if why == "overdue" else "cancelled", now)
    after = mover.cases.update(
        case.id, owner=target.code, assignee=None, moved_up=1, moved_why=why, version=case.version + 1
    )
    mover.record(after, CaseAct.OWNER_CHANGED, act, now, source=case.owner, target=target.code, why=why)
    mover.clocks.begin(after, now)
    by_worker = act.name == SYSTEM  # a minute would tell when the worker acted
    mover.tell.unit(after, Role.LEAD, NoticeKind.MOVED_UP, now, by_worker=by_worker)
    mover.tell.unit(after, Role.LEAD, NoticeKind.MOVED_AWAY, now, case.owner, by_worker=by_worker)
    mover.tell.worker(after, now)
    return mover.settle(after, now)


def open_to_board(mover: Mover, case: Case, purpose: Purpose, now: datetime, by_worker: bool = False) -> Unit | None:
    """Give the supervision board above `review`, for an appeal or a sample; None when no board holds a key."""
    tree = mover.org.tree(local(now).date())
    owner = tree.get(case.owner)
    board = supervision(tree, owner, mover.cases.excluded_units(case.id)) if owner else None
    if not board or not mover.review(case.id, board.code, purpose):
        return None
    kind = NoticeKind.APPEAL if purpose is Purpose.APPEAL else NoticeKind.SAMPLED
    mover.tell.unit(case, Role.SUPERVISOR, kind, now, board.code, by_worker=by_worker)
    return board
