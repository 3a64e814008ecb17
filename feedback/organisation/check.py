"""What can be wrong with an organisation: cycles, missing parents, double codes, gaps and overlaps in coverage."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import combinations

from feedback.errors import Fault, Flaw
from feedback.model.union import Scope, Tier, UnitKind
from feedback.organisation.units import Coverage, Organisation, Unit

_AREAS_TO_COVER = (Scope.INDUSTRIAL_PARK, Scope.COMMUNE, Scope.DISTRICT)


def problems(organisation: Organisation) -> list[Flaw]:
    """Faults that make the organisation unusable, one flaw each."""
    return [
        *_double_codes(organisation),
        *_missing(organisation),
        *_cycles(organisation),
        *_impossible_dates(organisation),
        *_overlaps(organisation),
    ]


def warnings(organisation: Organisation, day: date) -> list[Flaw]:
    """What works but needs a look: areas that nobody covers that day, no central desk, no supervision board."""
    living = [u for u in organisation.units if u.exists(day)]
    found = list(_gaps(organisation, day))
    if not any(u.kind is UnitKind.INTAKE_DESK for u in living):
        found.append(Flaw(Fault.NO_INTAKE_DESK))
    for unit in living:
        boards = [u for u in living if u.parent == unit.code and u.kind is UnitKind.SUPERVISION_BOARD]
        if unit.tier in {Tier.PROVINCE, Tier.CENTRAL} and unit.kind in _HEADS and not boards:
            found.append(Flaw(Fault.NO_BOARD, name=unit.name))
    return found


_HEADS = {UnitKind.PROVINCIAL_FEDERATION, UnitKind.GENERAL_CONFEDERATION, UnitKind.CENTRAL_BRANCH_UNION}


def _double_codes(organisation: Organisation) -> Iterator[Flaw]:
    codes = Counter(u.code for u in organisation.units)
    yield from (Flaw(Fault.CODE_TWICE, kind="unit", code=code, times=n) for code, n in codes.items() if n > 1)
    areas = Counter((a.scope, a.code) for a in organisation.areas)
    yield from (
        Flaw(Fault.CODE_TWICE, kind=str(scope), code=code, times=n) for (scope, code), n in areas.items() if n > 1
    )


def _missing(organisation: Organisation) -> Iterator[Flaw]:
    codes = {u.code for u in organisation.units}
    areas = {(a.scope, a.code) for a in organisation.areas}
    area_codes = {a.code for a in organisation.areas}
    for unit in organisation.units:
        if unit.parent and unit.parent not in codes:
            yield Flaw(Fault.PARENT_MISSING, name=unit.name, code=unit.parent)
        if unit.replaced_by and unit.replaced_by not in codes:
            yield Flaw(Fault.SUCCESSOR_MISSING, name=unit.name, code=unit.replaced_by)
    for area in organisation.areas:
        if area.parent and area.parent not in area_codes:
            yield Flaw(Fault.AREA_PARENT_MISSING, name=area.name, code=area.parent)
    for row in organisation.coverage:
        if row.unit not in codes:
            yield Flaw(Fault.COVERING_UNIT_MISSING, code=row.unit)
        if (row.scope, row.scope_code) not in areas:
            yield Flaw(Fault.COVERED_AREA_MISSING, scope=str(row.scope), code=row.scope_code)


def _cycles(organisation: Organisation) -> Iterator[Flaw]:
    for link in ("parent", "replaced_by"):
        following = {u.code: getattr(u, link) for u in organisation.units}
        for code in following:
            seen, at = {code}, following[code]
            while at and at not in seen:
                seen.add(at)
                at = following.get(at, "")
            if at == code:
                yield Flaw(Fault.TREE_CIRCLE, link=link, codes=" → ".join(sorted(seen)))
                break


def _impossible_dates(organisation: Organisation) -> Iterator[Flaw]:
    for unit in organisation.units:
        if unit.valid_to and unit.valid_to <= unit.valid_from:
            yield Flaw(Fault.ENDS_BEFORE_IT_BEGINS, name=unit.name)
        if unit.replaced_by and not unit.valid_to:
            yield Flaw(Fault.SUCCESSOR_WITHOUT_END, name=unit.name)


def _overlaps(organisation: Organisation) -> Iterator[Flaw]:
    """Two units that own the same area and category at the same time; specialist desks may share an area."""
    groups: dict[tuple[object, ...], list[Coverage]] = defaultdict(list)
    tiers = {u.code: u for u in organisation.units}
    for row in organisation.coverage:
        unit = tiers.get(row.unit)
        if unit:
            groups[(row.scope, row.scope_code, row.category, unit.tier, _is_board(unit))].append(row)
    for rows in groups.values():
        for a, b in combinations(rows, 2):
            if a.valid_from < (b.valid_to or date.max) and b.valid_from < (a.valid_to or date.max):
                yield Flaw(Fault.COVERED_TWICE, scope=str(a.scope), code=a.scope_code, one=a.unit, other=b.unit)


def _is_board(unit: Unit) -> bool:
    return unit.kind is UnitKind.SUPERVISION_BOARD


def _gaps(organisation: Organisation, day: date) -> Iterator[Flaw]:
    superiors = {u.code for u in organisation.units if u.tier is not Tier.GRASSROOTS and u.exists(day)}
    covered = {
        (c.scope, c.scope_code)
        for c in organisation.coverage
        if c.unit in superiors and c.applies(day) and not c.category
    }
    for area in organisation.areas:
        if area.scope in _AREAS_TO_COVER and (area.scope, area.code) not in covered:
            yield Flaw(Fault.AREA_UNCOVERED, name=area.name)
