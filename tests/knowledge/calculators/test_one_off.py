"""Insurance taken out at once: 1,5 months a year before 2014, 2 months after; the average wage is 6.000.000."""

from __future__ import annotations

from typing import Any

import pytest

from knowledge.calculators.one_off import CALCULATOR
from tests.knowledge.calculators.worked import everything, places, result

YEAR = {"case": "year", "wage": "6tr"}

CASES = [
    # 8 x 2 = 16
    ({**YEAR, "before": "0", "after": "8 năm"}, "96.000.000 đồng"),
    # 2 x 1,5 + 5 x 2 = 13
    ({**YEAR, "before": "2 năm", "after": "5 năm"}, "78.000.000 đồng"),
    # five odd months go to the later time: 8 years 7 months + 5 = 9 years; 3 + 18 = 21
    ({**YEAR, "before": "2 năm 5 tháng", "after": "8 năm 7 tháng"}, "126.000.000 đồng"),
    # 4 years 1 month + 2 = 4 years 3 months, 4,5 years; 4,5 + 9 = 13,5
    ({**YEAR, "before": "3 năm 2 tháng", "after": "4 năm 1 tháng"}, "81.000.000 đồng"),
    # six odd months are half a year: 9
    ({**YEAR, "after": "4 năm 6 tháng"}, "54.000.000 đồng"),
    # seven are a year: 10
    ({**YEAR, "after": "4 năm 7 tháng"}, "60.000.000 đồng"),
    ({**YEAR, "after": "1 năm"}, "12.000.000 đồng"),
    # eleven months: 11 x 22% = 2,42 months, at most 2
    ({**YEAR, "after": "11 tháng"}, "12.000.000 đồng"),
    # nine: 1,98 x 6.000.000
    ({**YEAR, "after": "9 tháng"}, "11.880.000 đồng"),
    # five: 1,1
    ({**YEAR, "after": "5 tháng"}, "6.600.000 đồng"),
    # five before and five after 2014 are ten together: 2,2, at most 2
    ({**YEAR, "before": "5 tháng", "after": "5 tháng"}, "12.000.000 đồng"),
    # no full year before 2014: 25 months after, 2,5 years, 5 months of wage
    ({**YEAR, "before": "5 tháng", "after": "20 tháng"}, "30.000.000 đồng"),
    # only before 2014, 3 years 8 months: 4,5 + (8 months, a year) 2 = 6,5
    ({**YEAR, "before": "3 năm 8 tháng", "after": "0"}, "39.000.000 đồng"),
    ({**YEAR, "before": "8 năm", "after": "12 năm"}, "đã đóng đủ 20 năm"),
    # a month less than twenty years: 12 + 24 = 36
    ({**YEAR, "before": "8 năm", "after": "11 năm 11 tháng"}, "216.000.000 đồng"),
    # retired with 14 years 11 months: 6 + 22 = 28
    ({**YEAR, "case": "retired", "before": "4 năm", "after": "10 năm 11 tháng"}, "168.000.000 đồng"),
    ({**YEAR, "case": "retired", "before": "3 năm", "after": "12 năm"}, "hưởng lương hưu"),
    # abroad, twenty-two years: 15 + 24 = 39
    ({**YEAR, "case": "abroad", "before": "10 năm", "after": "12 năm"}, "234.000.000 đồng"),
    ({**YEAR, "case": "ill", "after": "3 năm"}, "36.000.000 đồng"),
    ({"case": "soon"}, "Chưa rút được"),
    ({"case": "new"}, "Không rút được"),
    ({"case": "disabled", "after": "8 năm"}, "16 tháng lương bình quân"),
    ({}, "1,5 tháng"),
]  # fmt: skip


@pytest.mark.parametrize(("said", "expected"), CASES)
def test_worked_by_hand(said: dict[str, Any], expected: str) -> None:
    assert expected in result(CALCULATOR, **said).answer


@pytest.mark.parametrize(
    ("case", "point"), [("year", "đ"), ("retired", "a"), ("abroad", "b"), ("ill", "c"), ("disabled", "d")]
)
def test_each_case_has_its_point(case: str, point: str) -> None:
    assert f"41/2024/QH15:70:1:{point}" in places(result(CALCULATOR, case=case, after="3 năm"))


def test_what_is_lost_is_always_said() -> None:
    for case in ("year", "abroad", "soon", "new"):
        assert "mất hết thời gian" in everything(result(CALCULATOR, case=case, after="3 năm", wage="6tr"))
