"""The late cases that the tier above must see: numbers, units and days, no content."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from feedback.cases.mover import Mover
from feedback.cases.routing import next_tier
from feedback.clockwork.working_days import local
from feedback.organisation.tree import Tree
from feedback.organisation.units import Unit
from feedback.storage.database import Row


def late_below(mover: Mover, mine: frozenset[str], now: datetime, after: tuple[str, int], size: int) -> list[Row]:
    """A page of late cases whose next tier is one of these units, a line a case, the latest first.

    Each line: id (of the deadline), case_id, public_no, owner, clock, due_at. The next page begins `after` the
    (due_at, id) of the last line. Excluded tiers are skipped (R7), so that a case shows to who would own it next.
    """
    tree = mover.org.tree(local(now).date())
    owners = [u.code for u in tree.organisation.units if mine & _tiers_above(tree, u)]
    found: dict[int, Row] = {}
    for row in _late(mover, tree, owners, mine, now, after, size):
        found.setdefault(row["case_id"], row)
        if len(found) == size:
            break
    return list(found.values())


def _late(
    mover: Mover, tree: Tree, owners: list[str], mine: frozenset[str], now: datetime, after: tuple[str, int], size: int
) -> Iterator[Row]:
    known: dict[tuple[str, frozenset[str]], str] = {}
    while rows := mover.deadlines.late_promises(now, owners, after, 2 * size):
        excluded = mover.exclusions.units_of([row["case_id"] for row in rows])
        for row in rows:
            key = (row["owner"], excluded.get(row["case_id"], frozenset()))
            if key not in known:
                owner = tree.get(key[0])
                above = next_tier(tree, owner, key[1]) if owner else None
                known[key] = above.code if above else ""
            if known[key] in mine:
                yield row
        after = (rows[-1]["due_at"], rows[-1]["id"])


def _tiers_above(tree: Tree, unit: Unit) -> frozenset[str]:
    """Every unit that may be the next tier of this one, whoever is excluded from a case."""
    found: frozenset[str] = frozenset()
    while above := next_tier(tree, unit, found):
        found |= {above.code}
    return found
