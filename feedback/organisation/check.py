"""What can be wrong with an organisation: cycles, missing parents, double codes, gaps and overlaps in coverage."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import combinations

from feedback.model.union import Scope, Tier, UnitKind
from feedback.organisation.units import Coverage, Organisation, Unit

_AREAS_TO_COVER = (Scope.INDUSTRIAL_PARK, Scope.COMMUNE, Scope.DISTRICT)


def problems(organisation: Organisation) -> list[str]:
    """Faults that make the organisation unusable, a sentence each."""
    return [
        *_double_codes(organisation),
        *_missing(organisation),
        *_cycles(organisation),
        *_impossible_dates(organisation),
        *_overlaps(organisation),
    ]


def warnings(organisation: Organisation, day: date) -> list[str]:
    """What works but needs a look: areas that nobody covers that day, no central desk, no supervision board."""
    living = [u for u in organisation.units if u.exists(day)]
    found = list(_gaps(organisation, day))
    if not any(u.kind is UnitKind.INTAKE_DESK for u in living):
        found.append("Chưa có đầu mối tiếp nhận chung (intake_desk): vụ không khớp nơi nào sẽ vào cấp tỉnh.")
    for unit in living:
        boards = [u for u in living if u.parent == unit.code and u.kind is UnitKind.SUPERVISION_BOARD]
        if unit.tier in {Tier.PROVINCE, Tier.CENTRAL} and unit.kind in _HEADS and not boards:
            found.append(f"{unit.name}: chưa có ủy ban kiểm tra (supervision_board).")
    return found


_HEADS = {UnitKind.PROVINCIAL_FEDERATION, UnitKind.GENERAL_CONFEDERATION, UnitKind.CENTRAL_BRANCH_UNION}


def _double_codes(organisation: Organisation) -> Iterator[str]:
    codes = Counter(u.code for u in organisation.units)
    yield from (f"Mã đơn vị “{code}” dùng {n} lần." for code, n in codes.items() if n > 1)
    areas = Counter((a.scope, a.code) for a in organisation.areas)
    yield from (f"Mã {scope} “{code}” dùng {n} lần." for (scope, code), n in areas.items() if n > 1)


def _missing(organisation: Organisation) -> Iterator[str]:
    codes = {u.code for u in organisation.units}
    areas = {(a.scope, a.code) for a in organisation.areas}
    area_codes = {a.code for a in organisation.areas}
    for unit in organisation.units:
        if unit.parent and unit.parent not in codes:
            yield f"{unit.name}: không có đơn vị cấp trên “{unit.parent}”."
        if unit.replaced_by and unit.replaced_by not in codes:
            yield f"{unit.name}: không có đơn vị kế thừa “{unit.replaced_by}”."
    for area in organisation.areas:
        if area.parent and area.parent not in area_codes:
            yield f"{area.name}: không có địa bàn cấp trên “{area.parent}”."
    for row in organisation.coverage:
        if row.unit not in codes:
            yield f"Phụ trách: không có đơn vị “{row.unit}”."
        if (row.scope, row.scope_code) not in areas:
            yield f"Phụ trách: không có {row.scope} “{row.scope_code}”."


def _cycles(organisation: Organisation) -> Iterator[str]:
    for link in ("parent", "replaced_by"):
        following = {u.code: getattr(u, link) for u in organisation.units}
        for code in following:
            seen, at = {code}, following[code]
            while at and at not in seen:
                seen.add(at)
                at = following.get(at, "")
            if at == code:
                yield f"Vòng lặp {link}: {' → '.join(sorted(seen))}."
                break


def _impossible_dates(organisation: Organisation) -> Iterator[str]:
    for unit in organisation.units:
        if unit.valid_to and unit.valid_to <= unit.valid_from:
            yield f"{unit.name}: ngày kết thúc không sau ngày bắt đầu."
        if unit.replaced_by and not unit.valid_to:
            yield f"{unit.name}: có đơn vị kế thừa nhưng chưa có ngày kết thúc."


def _overlaps(organisation: Organisation) -> Iterator[str]:
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
                yield f"{a.scope} “{a.scope_code}”: cả {a.unit} và {b.unit} cùng phụ trách một lúc."


def _is_board(unit: Unit) -> bool:
    return unit.kind is UnitKind.SUPERVISION_BOARD


def _gaps(organisation: Organisation, day: date) -> Iterator[str]:
    superiors = {u.code for u in organisation.units if u.tier is not Tier.GRASSROOTS and u.exists(day)}
    covered = {
        (c.scope, c.scope_code)
        for c in organisation.coverage
        if c.unit in superiors and c.applies(day) and not c.category
    }
    for area in organisation.areas:
        if area.scope in _AREAS_TO_COVER and (area.scope, area.code) not in covered:
            yield f"{area.name}: chưa có công đoàn cấp trên cơ sở phụ trách, vụ sẽ lên cấp tỉnh."
