"""All calculators, in the order of the menu, and those that an answer offers."""

from __future__ import annotations

from collections.abc import Iterable

from knowledge.calculators import (
    due_dates,
    leave,
    maternity,
    notice,
    one_off,
    overtime,
    retirement_month,
    severance,
    unemployment,
    wage_floor,
)
from knowledge.calculators.calculator import Calculator

CALCULATORS: tuple[Calculator, ...] = (
    overtime.CALCULATOR,
    leave.CALCULATOR,
    notice.CALCULATOR,
    severance.CALCULATOR,
    unemployment.CALCULATOR,
    maternity.CALCULATOR,
    one_off.CALCULATOR,
    retirement_month.CALCULATOR,
    wage_floor.CALCULATOR,
    due_dates.CALCULATOR,
)
_AT = {key: calculator for calculator in reversed(CALCULATORS) for key in calculator.offered_at}


def named(identity: str) -> Calculator | None:
    """The calculator of that id."""
    return next((c for c in CALCULATORS if c.id == identity), None)


def addressed(slug: str) -> Calculator | None:
    """The calculator of that address."""
    return next((c for c in CALCULATORS if c.slug == slug), None)


def offered(keys: Iterable[str]) -> Calculator | None:
    """The calculator that belongs to the first of these articles ("45/2019/QH14:98") which has one."""
    return next((_AT[key] for key in keys if key in _AT), None)
