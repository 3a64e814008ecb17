"""Whom a notice about a case is for: persons, found when it is made, and never one whom the case bars."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from feedback.model.union import CONTENT_ROLES, Role
from feedback.organisation.staff_store import StaffStore
from feedback.organisation.store import OrgStore

LEADING = frozenset({Role.LEAD, Role.SUPERVISOR})


def people_of(org: OrgStore, staff: StaffStore, unit: str, role: Role, day: date, barred: frozenset[int]) -> list[int]:
    """The people with a role at a unit on a day; where nobody has it who leads there, then who works there, then who
    leads the tiers above. Empty only when there is nobody at all."""
    for where, roles in _steps(org, unit, role, day):
        found = [m.id for m in staff.members(where, roles, day) if m.id not in barred]
        if found:
            return found
    return []


def _steps(org: OrgStore, unit: str, role: Role, day: date) -> Iterator[tuple[str, frozenset[Role]]]:
    yield unit, LEADING if role in LEADING else frozenset({role})
    yield unit, LEADING
    yield unit, CONTENT_ROLES
    tree = org.tree(day)
    own = tree.get(unit)
    if own:
        heads = [tree.head(own), *tree.above(own)]
        yield from ((head.code, LEADING) for head in heads if head.code != unit)
