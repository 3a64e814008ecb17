"""A case goes to the next tier: the key that was sealed in advance becomes active, and the tier becomes the owner.

Timers cannot decrypt, so escalation by the clock only switches a grant on. Staff who hold the key can also seal it.
"""

from __future__ import annotations

from datetime import datetime

from feedback.cases.mover import Act, Mover
from feedback.cases.routing import next_tier
from feedback.cases.store import Case
from feedback.clockwork.working_days import local
from feedback.model.case_log import CaseAct
from feedback.model.lifecycle import PROMISES
from feedback.model.union import Role
from feedback.organisation.units import Unit


def tier_above(mover: Mover, case: Case, now: datetime) -> Unit | None:
    """Who would own the case next; excluded tiers are skipped (R7). None at the top."""
    tree = mover.org.tree(local(now).date())
    owner = tree.get(case.owner)
    return next_tier(tree, owner, mover.cases.excluded_units(case.id)) if owner else None


def hand_up(mover: Mover, case: Case, act: Act, why: str, now: datetime) -> Case | None:
    """Make the next tier the owner; None when there is none, or no key was sealed to it.

    The late promises of the lower unit end as missed, and the same clocks start anew for the new owner.
    """
    target = tier_above(mover, case, now)
    if not target or not mover.grants.activate(case.id, target.code):
        return None
    mover.count(case, f"moved_up_{why}", now)
    for clock in PROMISES:
        mover.deadlines.end(case.subject, clock, "missed", now)
    after = mover.cases.update(case.id, owner=target.code, assignee=None, moved_up=1, version=case.version + 1)
    mover.record(after, CaseAct.OWNER_CHANGED, act, now, source=case.owner, target=target.code, why=why)
    mover.begin_clocks(after, now)
    mover.tell_unit(after, Role.LEAD, "moved_up", now)
    mover.tell_unit(after, Role.LEAD, "moved_away", now, case.owner)
    mover.tell_worker(after, now)
    return after
