"""The organisation redrawn: a unit added, put under another one, or ended with its successor. Pure; nothing is kept.

What stood under a unit that ended stands under its successor by itself (`Tree.get`); what it covered is handed over
here, so that no place is left without somebody.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from feedback.model.union import Tier, UnitKind
from feedback.organisation.units import Coverage, Organisation, Unit

_TIERS = {
    UnitKind.GRASSROOTS_UNION: Tier.GRASSROOTS,
    UnitKind.GRASSROOTS_SYNDICATE: Tier.GRASSROOTS,
    UnitKind.PROVINCIAL_FEDERATION: Tier.PROVINCE,
    UnitKind.CENTRAL_BRANCH_UNION: Tier.CENTRAL,
    UnitKind.GENERAL_CONFEDERATION: Tier.CENTRAL,
}
_OF_THEIR_HEAD = {UnitKind.SUPERVISION_BOARD, UnitKind.SPECIALIST_DESK, UnitKind.INTAKE_DESK, UnitKind.CUSTODIAN_DESK}


@dataclass(frozen=True, slots=True)
class UnitChange:
    """A unit that differs between two organisations; None on the side where it does not stand."""

    before: Unit | None
    after: Unit | None


def with_unit(
    organisation: Organisation, code: str, name: str, kind: UnitKind, parent: str, since: date
) -> Organisation:
    """One more unit; its tier follows from its kind, a board's or desk's from the unit that it belongs to."""
    head = organisation.unit(parent)
    tier = head.tier if head and kind in _OF_THEIR_HEAD else _TIERS.get(kind, Tier.SUPERIOR)
    unit = Unit(code, name, tier, kind, parent, since)
    return replace(organisation, units=(*organisation.units, unit))


def with_parent(organisation: Organisation, code: str, parent: str) -> Organisation:
    """A unit under another one, at once."""
    return _changed(organisation, code, parent=parent)


def with_name(organisation: Organisation, code: str, name: str) -> Organisation:
    """A unit under another name."""
    return _changed(organisation, code, name=name)


def with_end(organisation: Organisation, code: str, successor: str, on: date) -> Organisation:
    """A unit ends: `on` is its first day of not existing; the successor covers from then on what it covered."""
    ended = _changed(organisation, code, valid_to=on, replaced_by=successor)
    rows = list[Coverage]()
    for row in organisation.coverage:
        goes_on = row.unit == code and (row.valid_to is None or row.valid_to > on)
        if not goes_on:
            rows.append(row)
            continue
        if row.valid_from < on:
            rows.append(replace(row, valid_to=on))
        heir = replace(row, unit=successor, valid_from=max(row.valid_from, on))
        if not any(_same(heir, other) for other in organisation.coverage):
            rows.append(heir)
    return replace(ended, coverage=tuple(rows))


def unit_changes(before: Organisation, after: Organisation) -> list[UnitChange]:
    """The units that are new, gone or different, in the order of the new organisation, then those that are gone."""
    old, new = ({unit.code: unit for unit in one.units} for one in (before, after))
    codes = [*new, *(code for code in old if code not in new)]
    return [UnitChange(old.get(code), new.get(code)) for code in codes if old.get(code) != new.get(code)]


def _changed(organisation: Organisation, code: str, **values: object) -> Organisation:
    units = tuple(replace(u, **values) if u.code == code else u for u in organisation.units)  # type: ignore[arg-type]
    return replace(organisation, units=units)


def _same(heir: Coverage, other: Coverage) -> bool:
    """Whether the successor covers it already."""
    place = (heir.unit, heir.scope, heir.scope_code, heir.category)
    return place == (other.unit, other.scope, other.scope_code, other.category) and other.applies(heir.valid_from)
