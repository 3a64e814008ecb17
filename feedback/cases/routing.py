"""Who owns a new case: exclusion, emergency, category, coverage, province, central desk (docs/rules.md §6.2).

Every rule that was tried leaves a `Step`, so that `danbiet org route` can explain a route in words. No match is not an
error: the case lands at the central desk.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from feedback.cases import conflict
from feedback.errors import NoNeutralUnit, NotOpen
from feedback.model.case import Category, EmergencyKind
from feedback.model.draft import Draft, Place
from feedback.model.union import Scope, Tier, UnitKind
from feedback.organisation.tree import ATTACHED, Tree
from feedback.organisation.units import Unit

_AREAS = (Scope.COMPANY, Scope.INDUSTRIAL_PARK, Scope.COMMUNE, Scope.DISTRICT, Scope.BRANCH)


@dataclass(frozen=True, slots=True)
class Step:
    """One rule that was tried: its name, the unit it gave ("" for none) and why that unit could not take it."""

    rule: str
    unit: str = ""
    rejected: str = ""  # "" | excluded | no_key


@dataclass(frozen=True, slots=True)
class Route:
    """Where a case goes, who is next, who supervises, who gets a key in advance, and how this was found."""

    owner: Unit
    next_tier: Unit | None
    supervision: Unit | None
    sealed_to: Mapping[str, str]
    excluded: frozenset[str]
    conflict: bool
    steps: tuple[Step, ...]


def find_route(tree: Tree, draft: Draft, posts: Iterable[str] = ()) -> Route:
    """Route a draft. NoNeutralUnit when everybody above is named, NotOpen when no unit can receive at all."""
    if not tree.keyed:
        raise NotOpen
    excluded = conflict.excluded_units(tree, draft, posts)
    steps = [Step("exclusion", unit) for unit in sorted(excluded)] or [Step("exclusion")]
    if conflict.is_conflict(draft):
        owner = conflict.neutral_owner(tree, draft.place, excluded)
        steps.append(Step("conflict", owner.code if owner else ""))
        if not owner:
            raise NoNeutralUnit
    else:
        owner = _first_usable(tree, draft, excluded, steps)
    next_unit, board = next_tier(tree, owner, excluded), supervision(tree, owner, excluded)
    sealed_to = recipients(tree, owner, excluded)
    return Route(owner, next_unit, board, sealed_to, excluded, conflict.is_conflict(draft), tuple(steps))


def next_tier(tree: Tree, owner: Unit, excluded: frozenset[str]) -> Unit | None:
    """Who takes over when the owner stays late: boards go to boards; excluded tiers are skipped (R7)."""
    if owner.kind is UnitKind.SUPERVISION_BOARD:
        boards = (b for head in tree.above(owner) for b in tree.attached(head, UnitKind.SUPERVISION_BOARD))
        board = next((b for b in boards if _usable(tree, b, excluded)), None)
        if board:
            return board
    heads = [*([tree.head(owner)] if owner.kind in _DESKS else []), *tree.above(owner)]
    return next((u for u in heads if _usable(tree, u, excluded)), None)


def tiers_above(tree: Tree, owner: Unit, excluded: frozenset[str]) -> Iterator[Unit]:
    """Everybody who would take over, one after the other, the lowest first."""
    seen, unit = {owner.code}, next_tier(tree, owner, excluded)
    while unit and unit.code not in seen:
        yield unit
        seen.add(unit.code)
        unit = next_tier(tree, unit, excluded)


def recipients(tree: Tree, owner: Unit, excluded: frozenset[str]) -> dict[str, str]:
    """To whom a case of this owner is sealed in advance: every tier above that is not excluded, and their boards.

    Code → `chain` or `supervision`. So the clock can climb every tier although nobody opens the case.
    """
    heads = [tree.head(owner), *tree.above(owner)]
    boards = [board for head in heads for board in tree.attached(head, UnitKind.SUPERVISION_BOARD)]
    chain = [unit for unit in heads if unit.code != owner.code]
    found = {u.code: "chain" for u in chain} | {u.code: "supervision" for u in boards if u.code != owner.code}
    usable = {u.code for u in (*chain, *boards) if _usable(tree, u, excluded)}
    return {code: reason for code, reason in found.items() if code in usable}


def supervision(tree: Tree, owner: Unit, excluded: frozenset[str]) -> Unit | None:
    """The supervision board that decides appeals: of the next tier, at the top its own."""
    heads = [*tree.above(owner), tree.head(owner)]
    boards = (b for head in heads for b in tree.attached(head, UnitKind.SUPERVISION_BOARD))
    return next((b for b in boards if b.code != owner.code and _usable(tree, b, excluded)), None)


def receivers(tree: Tree, owner: Unit) -> list[Unit]:
    """Every unit that may ever get a case of this owner: itself, those above it, and their boards and desks."""
    heads = [tree.head(owner), *tree.above(owner)]
    boards = [board for head in heads for board in tree.attached(head, UnitKind.SUPERVISION_BOARD)]
    units = {u.code: u for u in (owner, *heads, *boards) if u.code in tree.keyed}
    return list(units.values())


_DESKS = frozenset({UnitKind.SPECIALIST_DESK, UnitKind.INTAKE_DESK})


def _usable(tree: Tree, unit: Unit, excluded: frozenset[str]) -> bool:
    return unit.code in tree.keyed and unit.code not in excluded and unit.tier is not Tier.GRASSROOTS


def _first_usable(tree: Tree, draft: Draft, excluded: frozenset[str], steps: list[Step]) -> Unit:
    for rule, unit in _candidates(tree, draft):
        if unit is None:
            steps.append(Step(rule))
        elif unit.code in excluded:
            steps.append(Step(rule, unit.code, "excluded"))
        elif unit.code not in tree.keyed:
            steps.append(Step(rule, unit.code, "no_key"))
        else:
            steps.append(Step(rule, unit.code))
            return unit
    raise NoNeutralUnit if excluded else NotOpen


def _candidates(tree: Tree, draft: Draft) -> Iterator[tuple[str, Unit | None]]:
    """Candidates in the order of §6.2; a rule that finds nobody yields None, to be told."""
    place = tree.complete(draft.place)
    area = [u for scope in _AREAS for u in _owners(tree, scope, place, Tier.SUPERIOR)]
    province = _owners(tree, Scope.PROVINCE, place, Tier.PROVINCE)
    if draft.emergency:
        chain = [*area[:1], *(above for u in area[:1] for above in tree.above(u)), *province]
        yield from _or_none("emergency", [u for u in chain if u.code in tree.on_duty])
    category = _category_of(draft)
    desks = [u for scope in Scope for u in _desks(tree, scope, place, category)]
    yield from _or_none("category", desks)
    yield from _or_none("coverage", area)
    if area:
        yield from _or_none("above", [above for above in tree.above(area[0]) if above.tier is Tier.SUPERIOR])
    yield from _or_none("province", province)
    living = [u for u in tree.organisation.units if u.exists(tree.day)]
    yield from _or_none("central_desk", [u for u in living if u.kind is UnitKind.INTAKE_DESK])
    tops = (Tier.PROVINCE, Tier.CENTRAL)
    yield from _or_none("top", [u for tier in tops for u in living if u.tier is tier and u.kind not in ATTACHED])


def _or_none(rule: str, units: list[Unit]) -> Iterator[tuple[str, Unit | None]]:
    if not units:
        yield rule, None
    yield from ((rule, unit) for unit in units)


def _category_of(draft: Draft) -> Category:
    harassed = draft.emergency is EmergencyKind.SEXUAL_HARASSMENT
    return Category.HARASSMENT if harassed else draft.category


def _owners(tree: Tree, scope: Scope, place: Place, tier: Tier) -> list[Unit]:
    rows = [c for c in tree.covering(scope, place.code(scope)) if c.category is None]
    units = [tree.get(row.unit) for row in rows]
    return [u for u in units if u and u.tier is tier and u.kind not in ATTACHED]


def _desks(tree: Tree, scope: Scope, place: Place, category: Category) -> list[Unit]:
    rows = [c for c in tree.covering(scope, place.code(scope)) if c.category is category]
    return [u for u in (tree.get(row.unit) for row in rows) if u]
