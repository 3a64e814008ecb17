"""Numbers, sums and dates as a result writes them."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from knowledge.figures import amount

Number = int | Fraction


def rounded(value: Number) -> int:
    """To a whole đồng, half a đồng up."""
    return int((Fraction(value) * 2 + 1) // 2)


def dong(value: Number) -> str:
    """ "1.250.000 đồng"."""
    return f"{amount(rounded(value))} đồng"


def number(value: Number) -> str:
    """A number with at most two decimals: "2,5", "8,17"."""
    return amount(float(value))


def span(months: Number) -> str:
    """A time in years and months: "3 năm 2 tháng", "5 tháng", "10 ngày"."""
    whole = int(months)
    days = round((Fraction(months) - whole) * 30)
    parts = [(whole // 12, "năm"), (whole % 12, "tháng"), (days, "ngày")]
    return " ".join(f"{count} {unit}" for count, unit in parts if count) or "0 tháng"


def day(value: date) -> str:
    """ "5/8/2026"."""
    return f"{value.day}/{value.month}/{value.year}"
