"""The month from which a worker may retire: Nghị định 135/2020/NĐ-CP, Điều 4, 5 and its lists by month of birth."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from knowledge.tables import table


class Conditions(StrEnum):
    """Which list counts: normal conditions, or the lower age (heavy, poisonous or dangerous work, hard regions)."""

    NORMAL = "normal"
    LOWER = "lower"


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A month of a year; `number` is 1 to 12."""

    year: int
    number: int

    def after(self, months: int) -> Month:
        """The month so many months later."""
        total = self.year * 12 + self.number - 1 + months
        return Month(total // 12, total % 12 + 1)


@dataclass(frozen=True, slots=True)
class Retirement:
    """The age, and the months in which it is reached and from which the pension is paid."""

    years: int
    months: int
    reached_in: Month
    pension_from: Month


def retirement(born: Month, woman: bool, conditions: Conditions = Conditions.NORMAL) -> Retirement | None:
    """When somebody born in that month retires; None for births before the list, who reached the age by 2020."""
    listed = _ages()[conditions, woman]
    first, last = min(listed), max(listed)
    if born < first:
        return None
    years, months = listed[born] if born <= last else _final_age(woman, conditions)
    reached = born.after(12 * years + months)
    return Retirement(years, months, reached, reached.after(1))


def _final_age(woman: bool, conditions: Conditions) -> tuple[int, int]:
    """The age once the road of yearly steps has ended: Điều 169 Bộ luật Lao động; five years less on the lower list."""
    return (60 if woman else 62) - (5 if conditions is Conditions.LOWER else 0), 0


@cache
def _ages() -> dict[tuple[Conditions, bool], dict[Month, tuple[int, int]]]:
    """(list, woman) → month of birth → age in years and months."""
    ages: dict[tuple[Conditions, bool], dict[Month, tuple[int, int]]] = {}
    for conditions, person, born, years, months in table("retirement_months.tsv"):
        year, number = map(int, born.split("-"))
        part = ages.setdefault((Conditions(conditions), person == "woman"), {})
        part[Month(year, number)] = (int(years), int(months))
    return ages
