"""Annual leave: 12, 14 or 16 days, a day more for each full five years, a twelfth for each month worked."""

from __future__ import annotations

from typing import Any

import pytest

from knowledge.calculators.leave import CALCULATOR
from tests.knowledge.calculators.worked import everything, places, result

CASES = [
    ({"job": "normal", "service": "2 năm"}, "12 ngày"),
    ({"job": "heavy", "service": "3 năm"}, "14 ngày"),
    ({"job": "special", "service": "1 năm"}, "16 ngày"),
    # five years are full: one more
    ({"job": "normal", "service": "5 năm"}, "13 ngày"),
    # a month is missing to five years
    ({"job": "normal", "service": "4 năm 11 tháng"}, "12 ngày"),
    # 14 + 2
    ({"job": "heavy", "service": "10 năm"}, "16 ngày"),
    # 16 + 2: the half year beyond twelve does not count
    ({"job": "special", "service": "12 năm rưỡi"}, "18 ngày"),
    # the first year: 12 / 12 x 7
    ({"job": "normal", "service": "7 tháng"}, "7 ngày"),
    # 14 / 12 x 5 = 5,8333
    ({"job": "heavy", "service": "5 tháng"}, "5,83 ngày"),
    # 16 / 12 x 8 = 10,6666
    ({"job": "special", "service": "8 tháng"}, "10,67 ngày"),
    # six years, leaves after six months of the year: (12 + 1) / 12 x 6
    ({"job": "normal", "service": "6 năm", "months": "6 tháng"}, "6,5 ngày"),
    # 20 days of a month are more than half of it: eleven months
    ({"months": "10 tháng 20 ngày"}, "11 ngày"),
    # 10 days are less than half: ten
    ({"months": "10 tháng 10 ngày"}, "10 ngày"),
    # exactly half counts: four
    ({"months": "3 tháng 15 ngày"}, "4 ngày"),
    # 12 − 2,5
    ({"job": "normal", "service": "2 năm", "used": "2,5"}, "Còn 9,5 ngày"),
    # 12 − 14
    ({"service": "3 năm", "used": "14"}, "nghỉ quá 2 ngày"),
    ({"used": "0"}, "Còn 12 ngày"),
    # nothing said: a normal year
    ({}, "12 ngày"),
    # a year has twelve months
    ({"months": "14 tháng"}, "12 ngày"),
    # 16 + 4 (twenty years), half a day used
    ({"job": "special", "service": "hai mươi năm", "used": "nửa ngày"}, "Còn 19,5 ngày"),
    # eleven months and twenty days are twelve
    ({"service": "11 tháng 20 ngày"}, "12 ngày"),
]


@pytest.mark.parametrize(("said", "expected"), CASES)
def test_worked_by_hand(said: dict[str, Any], expected: str) -> None:
    assert result(CALCULATOR, **said).answer.startswith(expected) or expected in result(CALCULATOR, **said).answer


def test_seniority_and_a_part_of_a_year_are_cited_where_they_count() -> None:
    assert "45/2019/QH14:114" in places(result(CALCULATOR, service="6 năm"))
    assert "45/2019/QH14:114" not in places(result(CALCULATOR, service="3 năm"))
    assert "45/2019/QH14:113:2" in places(result(CALCULATOR, service="3 tháng"))


def test_odd_days_are_not_rounded_away_silently() -> None:
    assert "làm tròn" in everything(result(CALCULATOR, job="heavy", service="5 tháng"))
    assert "làm tròn" not in everything(result(CALCULATOR, service="6 tháng"))
