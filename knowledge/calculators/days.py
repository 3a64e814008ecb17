"""Days and months of a calculation: a month later, and the days on which people work."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache

import holidays

SATURDAY, SUNDAY = 5, 6


def after_months(day: date, months: int) -> date:
    """The same day so many months later; the last day of the month where there is none: 31/8 and six months is 28/2."""
    total = day.year * 12 + day.month - 1 + months
    year, month = divmod(total, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def end_of_months(first: date, months: int) -> date:
    """The last day of so many months that begin on a day: the day before the same day; the month's last where there is
    none, as Nghị định 374/2025/NĐ-CP, Điều 15 khoản 2 counts.
    """
    same = after_months(first, months)
    return same if same.day < first.day else same - timedelta(days=1)


def after_days(day: date, days: int) -> date:
    """So many days later: the day itself does not count."""
    return day + timedelta(days=days)


def after_working_days(day: date, count: int, days_off: Iterable[int] = (SUNDAY,)) -> date:
    """The last of so many working days after a day; public holidays and the weekly days off do not count."""
    off = frozenset(days_off)
    while count:
        day += timedelta(days=1)
        count -= day.weekday() not in off and day not in _national()
    return day


@cache
def _national() -> holidays.HolidayBase:
    """Public holidays: Bộ luật Lao động, Điều 112; Tết and 2/9 as decided each year, where that is known."""
    return holidays.country_holidays("VN")
