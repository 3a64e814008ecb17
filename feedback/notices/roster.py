"""Who is on duty, and when: shifts as data. Without a shift that is on, nobody says that somebody looks."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from feedback.clockwork.span import read_instant, write_instant
from feedback.clockwork.working_days import ZONE, local
from feedback.errors import Fault, FeedbackError
from feedback.notices.roster_store import RosterStore


@dataclass(frozen=True, slots=True)
class Shift:
    """A person on duty at a unit between two instants."""

    unit: str
    person: int
    starts_at: datetime
    ends_at: datetime


class Roster:
    """Reads and replaces shifts."""

    def __init__(self, store: RosterStore) -> None:
        self._store = store

    def load(self, text: str, people: Mapping[str, int], units: frozenset[str]) -> int:
        """Add the shifts (`[[shift]]` unit, login, start, end) of a TOML file; those of its units and days go first."""
        shifts = [_shift(raw, people, units) for raw in tomllib.loads(text).get("shift", [])]
        for unit in sorted({shift.unit for shift in shifts}):
            own = [shift for shift in shifts if shift.unit == unit]
            first, last = min(s.starts_at for s in own), max(s.ends_at for s in own)
            self._store.replace(unit, write_instant(first), write_instant(last), [_row(shift) for shift in own])
        return len(shifts)

    def shifts(self, now: datetime, unit: str = "") -> list[Shift]:
        """The shifts that are on or still to come, the next first."""
        rows = self._store.after(write_instant(local(now)))
        found = [
            Shift(r["unit"], r["staff_id"], read_instant(r["starts_at"]), read_instant(r["ends_at"])) for r in rows
        ]
        return [shift for shift in found if not unit or shift.unit == unit]

    def on_duty(self, unit: str, now: datetime) -> list[int]:
        """The people whose shift is on at a unit."""
        return self._store.on(unit, write_instant(local(now)))

    def watches(self, unit: str, now: datetime, reachable: Callable[[int], bool]) -> bool:
        """Whether somebody is on duty at a unit whom a call reaches at once."""
        return any(reachable(person) for person in self.on_duty(unit, now))


def _shift(raw: Mapping[str, Any], people: Mapping[str, int], units: frozenset[str]) -> Shift:
    try:
        start, end = (datetime.fromisoformat(str(raw[name])) for name in ("start", "end"))
        start, end = (at.replace(tzinfo=ZONE) if at.tzinfo is None else local(at) for at in (start, end))
        person, unit = people[raw["login"]], raw["unit"]
    except (KeyError, ValueError) as error:
        raise FeedbackError(Fault.ROSTER_BROKEN, detail=str(error)) from None
    if unit not in units or start >= end:
        raise FeedbackError(Fault.ROSTER_BROKEN, detail=f"{unit} {start:%Y-%m-%dT%H:%M}")
    return Shift(unit, person, start, end)


def _row(shift: Shift) -> dict[str, object]:
    return {
        "unit": shift.unit,
        "staff_id": shift.person,
        "starts_at": write_instant(shift.starts_at),
        "ends_at": write_instant(shift.ends_at),
    }
