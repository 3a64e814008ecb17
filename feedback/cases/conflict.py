"""Conflict of interest (docs/rules.md §9): who must never read a case, and who stands above everyone named in it.

R1 the owner is the supervision board of the lowest tier above every named unit; R2 no key for a named unit, here and by
a trigger of the database; R3 a person takes out every unit where that person works or holds a post; R4 "không biết"
takes out the grassroots union; R7 everything that escalates asks here again; R9 nobody left means the way leads
outside.
"""

from __future__ import annotations

from collections.abc import Iterable

from feedback.model.case import Concern, EmergencyKind
from feedback.model.draft import Draft, Place
from feedback.model.union import Scope, Tier, UnitKind
from feedback.organisation.tree import ATTACHED, Tree
from feedback.organisation.units import Unit

_ABOUT_GRASSROOTS = {Concern.GRASSROOTS, Concern.COMPANY_PRESSURE, Concern.UNKNOWN}
_ABOUT_THE_UNION = {Concern.GRASSROOTS, Concern.SUPERIOR, Concern.PROVINCE, Concern.PERSON}


def is_conflict(draft: Draft) -> bool:
    """Whether somebody in the union is named, so that a supervision board owns the case."""
    return bool(draft.concerns & _ABOUT_THE_UNION or draft.units_concerned or draft.people_concerned)


def excluded_units(tree: Tree, draft: Draft, posts: Iterable[str]) -> frozenset[str]:
    """Codes of the units that never get a key; `posts` are the units where the named people work or hold a post."""
    place = tree.complete(draft.place)
    named = [*draft.units_concerned, *posts]
    about_grassroots = bool(draft.concerns & _ABOUT_GRASSROOTS) or (draft.emergency is EmergencyKind.SEXUAL_HARASSMENT)
    if about_grassroots:
        named += [u.code for u in tree.grassroots_at(place)]
    if Concern.SUPERIOR in draft.concerns:
        named += [u.code for u in _covering(tree, place) if u.tier is Tier.SUPERIOR]
    if Concern.PROVINCE in draft.concerns:
        named += [u.code for u in _covering(tree, place) if u.tier is Tier.PROVINCE]
    return frozenset(code for name in named for code in tree.with_attached(name))


def neutral_owner(tree: Tree, place: Place, excluded: frozenset[str]) -> Unit | None:
    """The supervision board of the lowest tier above every named unit; None when nobody is left (R9)."""
    place = tree.complete(place)
    named = [u for u in (tree.get(code) for code in sorted(excluded)) if u and u.kind not in ATTACHED]
    for head in _common_heads(tree, named or _grassroots_stand_in(tree, place)):
        for board in tree.attached(head, UnitKind.SUPERVISION_BOARD):
            if board.code in tree.keyed and board.code not in excluded and head.code not in excluded:
                return board
    return None


def _common_heads(tree: Tree, named: list[Unit]) -> list[Unit]:
    """Heads above all named units, the lowest first. Without any known unit: the provinces, then the centre."""
    if not named:
        heads = [u for u in tree.organisation.units if u.exists(tree.day) and u.kind not in ATTACHED]
        return [u for tier in (Tier.PROVINCE, Tier.CENTRAL) for u in heads if u.tier is tier]
    chains = [list(tree.above(unit)) for unit in named]
    return [head for head in chains[0] if all(head in chain for chain in chains)]


def _grassroots_stand_in(tree: Tree, place: Place) -> list[Unit]:
    """For a grassroots union that the tree does not know: one that would stand below the unit covering the place."""
    covering = [u for u in _covering(tree, place) if u.tier is Tier.SUPERIOR]
    covering = covering or [u for u in _covering(tree, place) if u.tier is Tier.PROVINCE]
    return [Unit("?", "", Tier.GRASSROOTS, UnitKind.GRASSROOTS_UNION, parent=covering[0].code)] if covering else []


def _covering(tree: Tree, place: Place) -> list[Unit]:
    rows = [row for scope in Scope for row in tree.covering(scope, place.code(scope))]
    units = [tree.get(row.unit) for row in rows]
    return [u for u in units if u and u.kind not in ATTACHED]
