"""The codes on posters: one lookup for whoever prints one and for whoever types or scans it."""

from __future__ import annotations

from feedback.organisation.units import Area, Organisation, Unit


def find(organisation: Organisation, code: str) -> Area | Unit | None:
    """The place or the union whose code it is, in capitals or small letters; a place first."""
    wanted = code.strip().casefold()
    known: tuple[Area | Unit, ...] = (*organisation.areas, *organisation.units)
    return next((named for named in known if named.code.casefold() == wanted), None)


def workplace(organisation: Organisation, code: str) -> Area | Unit | None:
    """What a chat remembers for a code: the place, and for a union the one place that it covers, if it is one."""
    found = find(organisation, code)
    if isinstance(found, Unit):
        covered = {(row.scope, row.scope_code) for row in organisation.coverage if row.unit == found.code}
        places = [area for area in organisation.areas if (area.scope, area.code) in covered]
        return places[0] if len(places) == 1 else found
    return found
