"""The notice of a worker who leaves: the day on which it is given does not count. 30/11/2026 is a Monday."""

from __future__ import annotations

from typing import Any

import pytest

from knowledge.calculators.notice import CALCULATOR
from tests.knowledge.calculators.worked import everything, places, result

CASES = [
    # 30 days to the end of December, 15 more
    ({"contract": "indefinite", "given": "1/12/2026"}, "Ngày làm cuối cùng: 15/1/2027"),
    ({"contract": "year", "given": "1/12/2026"}, "Ngày làm cuối cùng: 31/12/2026"),
    # Tuesday, Wednesday, Thursday
    ({"contract": "short", "given": "30/11/2026"}, "Ngày làm cuối cùng: 3/12/2026"),
    # given on a Friday: Saturday, Monday, Tuesday
    ({"contract": "short", "given": "4/12/2026"}, "Ngày làm cuối cùng: 8/12/2026"),
    # 30/12, 31/12; New Year is off; Saturday 2/1
    ({"contract": "short", "given": "29/12/2026"}, "Ngày làm cuối cùng: 2/1/2027"),
    # Friday before Tết: Saturday 14/2; 16 to 20/2 are Tết; Saturday 21/2; Monday 23/2
    ({"contract": "short", "given": "13/2/2026"}, "Ngày làm cuối cùng: 23/2/2026"),
    # over the end of April: 29/4, then 30/4 and 1/5 are off, Saturday 2/5, Monday 4/5
    ({"contract": "short", "given": "28/4/2026"}, "Ngày làm cuối cùng: 4/5/2026"),
    # a leap year: 14 days to 31/1, 29 in February make 43, 2 more
    ({"contract": "indefinite", "given": "17/1/2028"}, "Ngày làm cuối cùng: 2/3/2028"),
    # the year before: 14 + 28 make 42, 3 more
    ({"contract": "indefinite", "given": "17/1/2027"}, "Ngày làm cuối cùng: 3/3/2027"),
    # the end of January: 1 + 28 make 29, one more
    ({"contract": "year", "given": "30/1/2027"}, "Ngày làm cuối cùng: 1/3/2027"),
    # and in a leap year: 29, one more
    ({"contract": "year", "given": "31/1/2028"}, "Ngày làm cuối cùng: 1/3/2028"),
    # special work, 120 days: 30, 31, 28, 31
    ({"contract": "indefinite", "job": "special", "given": "1/12/2026"}, "Ngày làm cuối cùng: 31/3/2027"),
    # 30 + 28 + 31 + 30 make 119, one more
    ({"contract": "year", "job": "special", "given": "1/1/2027"}, "Ngày làm cuối cùng: 1/5/2027"),
    # a quarter of 180 days: 45
    ({"contract": "short", "job": "special", "length": "6 tháng", "given": "1/12/2026"}, "15/1/2027"),
    # a quarter of 300: 75 = 30 + 31 + 14
    ({"contract": "short", "job": "special", "length": "10 tháng", "given": "1/12/2026"}, "14/2/2027"),
    # a quarter of 210 is 52,5: 53 = 30 + 23
    ({"contract": "short", "job": "special", "length": "7 tháng", "given": "1/12/2026"}, "23/1/2027"),
    # nothing said: the longest, from today: 31 days to the end of December, 14 more
    ({}, "14/1/2027"),
    ({"reason": "pay", "given": "1/12/2026"}, "Không phải báo trước: bạn được nghỉ ngay, từ 1/12/2026"),
    ({"reason": "harassment"}, "từ 30/11/2026"),
    # a reason counts whatever the contract
    ({"reason": "abuse", "contract": "indefinite"}, "Không phải báo trước"),
    # "no reason" is none
    ({"reason": "none", "contract": "year", "given": "mai"}, "Ngày làm cuối cùng: 31/12/2026"),
    ({"contract": "short", "job": "special"}, "một phần tư"),
]  # fmt: skip


@pytest.mark.parametrize(("said", "expected"), CASES)
def test_worked_by_hand(said: dict[str, Any], expected: str) -> None:
    assert expected in result(CALCULATOR, **said).answer


@pytest.mark.parametrize(
    ("reason", "point"),
    [
        ("work", "a"),
        ("pay", "b"),
        ("abuse", "c"),
        ("harassment", "d"),
        ("pregnancy", "đ"),
        ("retirement", "e"),
        ("lie", "g"),
    ],
)
def test_each_reason_has_its_point(reason: str, point: str) -> None:
    assert places(result(CALCULATOR, reason=reason)) == {f"45/2019/QH14:35:2:{point}"}


def test_saturdays_off_are_told_where_they_matter() -> None:
    assert "nghỉ cả thứ bảy: 9/12/2026" in everything(result(CALCULATOR, contract="short", given="4/12/2026"))
    assert "thứ bảy" not in everything(result(CALCULATOR, contract="short", given="30/11/2026"))
