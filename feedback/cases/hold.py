"""The end of a legal hold, by a person or by the clock."""

from __future__ import annotations

from datetime import datetime

from feedback.cases.case import Case
from feedback.cases.mover import Mover
from feedback.clockwork.working_days import local
from feedback.model.lifecycle import Clock


def end_hold(mover: Mover, case: Case, now: datetime) -> Case:
    """Nothing keeps the case any more."""
    mover.holds.end(case.id, local(now).date())
    mover.deadlines.end(case.subject, Clock.HOLD, "met", now)
    return mover.cases.update(case.id, legal_hold=0, held_until=None, version=case.version + 1)
