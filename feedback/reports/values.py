"""A period and its figures. Values only; the definitions in words stand with the channels."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from statistics import median

SMALL = 5
"""Counts from 1 to 4 are hidden: whoever knows the place could tell who they are."""


@dataclass(frozen=True, slots=True)
class Period:
    """Days from `first` to `last`, both counted."""

    first: date
    last: date

    def before(self) -> Period:
        """The period of the same length that ended the day before."""
        end = self.first - timedelta(days=1)
        return Period(end - (self.last - self.first), end)

    def months(self) -> list[Period]:
        """The calendar months that it touches, cut to it."""
        found, first = [], self.first
        while first <= self.last:
            following = (first.replace(day=1) + timedelta(days=32)).replace(day=1)
            found.append(Period(first, min(self.last, following - timedelta(days=1))))
            first = following
        return found


class Measure(StrEnum):
    """What one number says."""

    RECEIVED = "received"
    RECEIVED_BEFORE = "received_before"
    OPEN_NOW = "open_now"
    OVERDUE_NOW = "overdue_now"
    ANSWERED = "answered"
    DISPUTED = "disputed"
    SOLVED = "solved"
    MOVED_UP = "moved_up"
    REFUSED = "refused"
    OVERTURNED = "overturned"
    EMERGENCIES = "emergencies"
    RETALIATION = "retaliation"


class Table(StrEnum):
    """How the cases that were received, or closed, divide."""

    MONTH = "month"
    CATEGORY = "category"
    UNIT = "unit"
    CHANNEL = "channel"
    OUTCOME = "outcome"


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table; `count` None is hidden (1 to 4, or beside one that is)."""

    key: str
    count: int | None


@dataclass(frozen=True, slots=True)
class OnTime:
    """Promises that were due in the period, those still open counted; `met` of them were kept by their day."""

    due: int
    met: int

    @property
    def percent(self) -> int | None:
        """The share in whole percent; None when too few were due."""
        return round(100 * self.met / self.due) if self.due >= SMALL else None


@dataclass(frozen=True, slots=True)
class Days:
    """Working days from sending to the first answer; None when too few were answered."""

    count: int
    median: int | None
    ninth_of_ten: int | None


@dataclass(frozen=True, slots=True)
class Report:
    """The figures of some units for a period."""

    period: Period
    made_on: date
    units: tuple[str, ...]
    numbers: dict[Measure, int | None]
    on_time: OnTime
    on_time_by_clock: dict[str, OnTime]
    days: Days
    tables: dict[Table, tuple[Line, ...]]


def shown(count: int) -> int | None:
    """A count, unless it is small."""
    return None if 0 < count < SMALL else count


def divided(counts: Iterable[tuple[str, int]]) -> tuple[Line, ...]:
    """The rows of a table, the largest first, small ones hidden.

    Where a single row is hidden the smallest of the others is hidden too: it could be worked out from the sum.
    """
    rows = sorted(((key, n) for key, n in counts if n), key=lambda row: (-row[1], row[0]))
    hidden = {key for key, n in rows if n < SMALL}
    if len(hidden) == 1 and len(rows) > 1:
        hidden.add(next(key for key, n in reversed(rows) if key not in hidden))
    return tuple(Line(key, None if key in hidden else n) for key, n in rows)


def days_of(days: list[int]) -> Days:
    """Median and ninth of ten of some durations."""
    if len(days) < SMALL:
        return Days(len(days), None, None)
    ordered = sorted(days)
    return Days(len(days), round(median(ordered)), ordered[-(-9 * len(ordered) // 10) - 1])
