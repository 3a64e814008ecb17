"""Questions about the union's tree on one day: ancestors, boards, successors, and who can receive at all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from feedback.model.draft import Place
from feedback.model.union import Scope, Tier, UnitKind
from feedback.organisation.units import Coverage, Organisation, Unit

ATTACHED = frozenset(
    {UnitKind.SUPERVISION_BOARD, UnitKind.SPECIALIST_DESK, UnitKind.INTAKE_DESK, UnitKind.CUSTODIAN_DESK}
)
_PARENT_SCOPE = {
    Scope.COMPANY: (Scope.INDUSTRIAL_PARK, Scope.COMMUNE),
    Scope.INDUSTRIAL_PARK: (Scope.DISTRICT, Scope.PROVINCE),
    Scope.COMMUNE: (Scope.DISTRICT, Scope.PROVINCE),
    Scope.DISTRICT: (Scope.PROVINCE,),
    Scope.BRANCH: (Scope.PROVINCE,),
}


@dataclass(frozen=True)
class Tree:
    """An organisation as it stands on `day`. `keyed` are the units that have a key, so that something can be sealed."""

    organisation: Organisation
    day: date
    keyed: frozenset[str]
    on_duty: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        object.__setattr__(self, "_units", {u.code: u for u in self.organisation.units})
        bodies = [u for u in self.organisation.units if u.kind in ATTACHED and u.exists(self.day)]
        object.__setattr__(self, "_bodies", bodies)
        covered: dict[tuple[Scope, str], list[Coverage]] = defaultdict(list)
        for row in self.organisation.coverage:
            if row.applies(self.day):
                covered[(row.scope, row.scope_code)].append(row)
        object.__setattr__(self, "_covered", covered)

    def get(self, code: str) -> Unit | None:
        """The unit with that code, or its successor when it has ended."""
        units: dict[str, Unit] = self.__dict__["_units"]
        unit = units.get(code)
        while unit and not unit.exists(self.day) and unit.replaced_by:
            unit = units.get(unit.replaced_by)
        return unit if unit and unit.exists(self.day) else None

    def head(self, unit: Unit) -> Unit:
        """The unit that a board or desk belongs to; any other unit is its own head."""
        parent = self.get(unit.parent)
        return parent if parent and unit.kind in ATTACHED else unit

    def above(self, unit: Unit) -> Iterator[Unit]:
        """The heads above a unit, the lowest first."""
        at, seen = self.get(self.head(unit).parent), {unit.code}
        while at and at.code not in seen:
            seen.add(at.code)
            yield at
            at = self.get(at.parent)

    def attached(self, unit: Unit, kind: UnitKind) -> Iterator[Unit]:
        """The boards or desks of a unit."""
        bodies: list[Unit] = self.__dict__["_bodies"]
        yield from (body for body in bodies if body.kind is kind and self.get(body.parent) == unit)

    def with_attached(self, code: str) -> frozenset[str]:
        """A unit, its head, and everything attached to that head: they are one house."""
        unit = self.get(code)
        if not unit:
            return frozenset({code})
        head = self.head(unit)
        bodies = {b.code for kind in ATTACHED for b in self.attached(head, kind)}
        return frozenset({code, unit.code, head.code, *bodies})

    def covering(self, scope: Scope, code: str) -> list[Coverage]:
        """Who covers that area on that day."""
        covered: dict[tuple[Scope, str], list[Coverage]] = self.__dict__["_covered"]
        return covered.get((scope, code), [])

    def complete(self, place: Place) -> Place:
        """Fill in what follows: the district and province of a commune, and the province if the tree has only one."""
        codes = {scope: place.code(scope) for scope in Scope}
        areas = {(a.scope, a.code): a for a in self.organisation.areas}
        for scope in Scope:
            area = areas.get((scope, codes[scope]))
            for parent_scope in _PARENT_SCOPE.get(scope, ()):
                if area and not codes[parent_scope] and (parent_scope, area.parent) in areas:
                    codes[parent_scope] = area.parent
        provinces = [a.code for a in self.organisation.areas if a.scope is Scope.PROVINCE]
        if not codes[Scope.PROVINCE] and len(provinces) == 1:
            codes[Scope.PROVINCE] = provinces[0]
        return Place(**{scope.value: code for scope, code in codes.items()})

    def grassroots_at(self, place: Place) -> list[Unit]:
        """The grassroots unions of a company."""
        rows = self.covering(Scope.COMPANY, place.company)
        units = [self.get(row.unit) for row in rows]
        return [u for u in units if u and u.tier is Tier.GRASSROOTS]
