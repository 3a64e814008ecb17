"""Tiers that got their key after cases had come in: until somebody opens those cases the clock cannot hand them up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from feedback.cases.mover import Mover
from feedback.cases.routing import recipients
from feedback.clockwork.working_days import local


@dataclass(frozen=True, slots=True)
class Unsealed:
    """So many open cases of `owner` are not sealed to `unit`, which stands above it."""

    owner: str
    unit: str
    cases: int


def unsealed(mover: Mover, now: datetime) -> list[Unsealed]:
    """Everything of this kind, for the doctor and the lists of the day. Opening such a case seals it."""
    tree, found = mover.org.tree(local(now).date()), []
    for owner in tree.organisation.units:
        for unit in recipients(tree, owner, frozenset()) if owner.code in tree.keyed else ():
            cases = mover.grants.lacking(owner.code, unit)
            if cases:
                found.append(Unsealed(owner.code, unit, cases))
    return found
