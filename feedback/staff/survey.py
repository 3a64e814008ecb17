"""The house as it stands, to look at: its tree, who would receive what, the rules of the clocks, the days off.

Nothing here changes anything; who would receive what can also be asked of an organisation that is not in use yet.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from feedback.cases.routing import find_route
from feedback.clockwork.deadlines import Deadlines
from feedback.clockwork.working_days import local
from feedback.errors import Flaw, NoNeutralUnit, NotOpen
from feedback.model.case import Category
from feedback.model.draft import Draft, Place
from feedback.model.lifecycle import Clock
from feedback.model.terms import Term
from feedback.model.union import UnitKind
from feedback.organisation import redraw
from feedback.organisation.check import problems, warnings
from feedback.organisation.redraw import UnitChange, unit_changes
from feedback.organisation.staff_store import StaffStore
from feedback.organisation.store import OrgStore
from feedback.organisation.tree import Tree
from feedback.organisation.units import Area, Coverage, Organisation, Unit


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A unit in the tree: how deep it stands, and the names of those who hold its key."""

    unit: Unit
    depth: int
    holders: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Receiving:
    """Who would get what is sent from an area; the names are "" where nobody would."""

    area: Area
    owner: str
    above: str


@dataclass(frozen=True, slots=True)
class RuleLine:
    """How long a clock or a term counts, and what says so."""

    name: Clock | Term
    days: int
    unit: str
    source: str
    effective_from: date
    verified_on: date | None
    binding: bool


@dataclass(frozen=True, slots=True)
class Redrawn:
    """What another organisation would change, beside the one in use; with `wrong` it cannot be kept."""

    wrong: list[Flaw]
    doubtful: list[Flaw]
    units: list[UnitChange]
    receiving: list[tuple[str, str, str]]
    """Areas (by name) that would get another receiver today: the present one, and the new one."""
    names: dict[str, str]


class Survey:
    """Reads the house."""

    def __init__(self, org: OrgStore, staff: StaffStore, deadlines: Deadlines) -> None:
        self._org = org
        self._staff = staff
        self._deadlines = deadlines

    def units(self, now: datetime) -> list[UnitLine]:
        """The units that exist today, each below the one above it."""
        day = local(now).date()
        living = [unit for unit in self._org.load().units if unit.exists(day)]
        known = {unit.code for unit in living}
        tops = [unit for unit in living if unit.parent not in known]
        names = self._staff.names()
        return [line for top in tops for line in self._below(top, living, names, 0)]

    def receiving(
        self, now: datetime, organisation: Organisation | None = None, category: Category = Category.OTHER
    ) -> list[Receiving]:
        """Every area with who would get a petition about this from there; of `organisation`, or of the one in use."""
        tree = self._org.tree(local(now).date())
        if organisation is not None:
            tree = replace(tree, organisation=organisation)
        return [_receiving(tree, area, category) for area in tree.organisation.areas]

    def with_coverage(self, row: Coverage) -> Organisation:
        """The organisation in use with one more line of coverage."""
        used = self._org.load()
        return replace(used, coverage=(*used.coverage, row))

    def with_unit(self, code: str, name: str, kind: UnitKind, parent: str, since: date) -> Organisation:
        """The organisation in use with one more unit."""
        return redraw.with_unit(self._org.load(), code, name, kind, parent, since)

    def with_change(self, code: str, name: str, parent: str) -> Organisation:
        """The organisation in use with a unit under another name, under another unit, or both; "" changes nothing."""
        changed = self._org.load()
        changed = redraw.with_name(changed, code, name) if name else changed
        return redraw.with_parent(changed, code, parent) if parent else changed

    def with_end(self, code: str, successor: str, on: date) -> Organisation:
        """The organisation in use without a unit from a day on; the successor covers what it covered."""
        return redraw.with_end(self._org.load(), code, successor, on)

    def redrawn(self, organisation: Organisation, now: datetime) -> Redrawn:
        """What `organisation` would change."""
        used, wrong = self._org.load(), problems(organisation)
        receiving = [] if wrong else self._moves(organisation, now)
        names = {unit.code: unit.name for unit in organisation.units}
        doubtful = [] if wrong else warnings(organisation, local(now).date())
        return Redrawn(wrong, doubtful, unit_changes(used, organisation), receiving, names)

    def _moves(self, organisation: Organisation, now: datetime) -> list[tuple[str, str, str]]:
        before, after = (
            {(one.area.scope, one.area.code): one for one in self.receiving(now, which)}
            for which in (None, organisation)
        )
        renamed = {unit.name: new.name for unit in self._org.load().units if (new := organisation.unit(unit.code))}
        places = [*after, *(place for place in before if place not in after)]
        rows = [(before.get(place), after.get(place)) for place in places]
        return [
            ((new or old).area.name, old.owner if old else "", new.owner if new else "")  # type: ignore[union-attr]
            for old, new in rows
            if (renamed.get(old.owner, old.owner) if old else "") != (new.owner if new else "")
        ]

    def rules(self, now: datetime) -> list[RuleLine]:
        """The rules in force today."""
        day = local(now).date()
        rows = [(name, self._deadlines.rules.of(name, day)) for kind in (Clock, Term) for name in kind]
        return [
            RuleLine(
                name,
                row["days"],
                row["unit"],
                row["source"],
                date.fromisoformat(row["effective_from"]),
                date.fromisoformat(row["verified_on"]) if row["verified_on"] else None,
                bool(row["binding"]),
            )
            for name, row in rows
        ]

    def days_off(self, now: datetime) -> list[tuple[date, bool]]:
        """Days off and make-up days from today on; True for one that is worked."""
        today = local(now).date()
        return sorted((day, worked) for day, worked in self._deadlines.calendar.exceptions.items() if day >= today)

    def _below(self, unit: Unit, living: list[Unit], names: dict[int, str], depth: int) -> Iterator[UnitLine]:
        holders = tuple(sorted(names[person] for person in self._staff.key_holders(unit.code)))
        yield UnitLine(unit, depth, holders)
        for child in living:
            if child.parent == unit.code:
                yield from self._below(child, living, names, depth + 1)


def _receiving(tree: Tree, area: Area, category: Category) -> Receiving:
    try:
        route = find_route(tree, Draft("-", place=Place(**{area.scope.value: area.code}), category=category))
    except (NotOpen, NoNeutralUnit):
        return Receiving(area, "", "")
    return Receiving(area, route.owner.name, route.next_tier.name if route.next_tier else "")
