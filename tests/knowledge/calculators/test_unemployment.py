"""Unemployment benefit: 60% of the wage, at most five minimum wages; three months for 12 to 36 paid, one for each 12.

Minimum wages of a month in 2026: 5.310.000, 4.730.000, 4.140.000, 3.700.000.
"""

from __future__ import annotations

from typing import Any

import pytest

from knowledge.calculators.unemployment import CALCULATOR
from tests.knowledge.calculators.worked import everything, places, result

CASES = [
    # 60% of 8.000.000 is 4.800.000; three months
    ({"paid": "12 tháng", "wage": "8tr", "region": "vùng 1"}, "3 tháng, mỗi tháng 4.800.000 đồng. Cộng lại: 14.400"),
    ({"paid": "11 tháng", "wage": "8tr"}, "Chưa được hưởng"),
    ({"paid": "36 tháng"}, "3 tháng trợ cấp"),
    # eleven months beyond are not twelve
    ({"paid": "47 tháng"}, "3 tháng trợ cấp"),
    ({"paid": "4 năm"}, "4 tháng trợ cấp"),
    # 3 + (60 − 36) / 12
    ({"paid": "5 năm"}, "5 tháng trợ cấp"),
    # 107 months beyond 36 hold eight times twelve
    ({"paid": "143 tháng"}, "11 tháng trợ cấp"),
    ({"paid": "12 năm"}, "12 tháng trợ cấp"),
    # thirteen years would be thirteen months
    ({"paid": "13 năm"}, "12 tháng trợ cấp"),
    ({"paid": "200 tháng"}, "12 tháng trợ cấp"),
    # 60% of 50 million is 30 million; five times 5.310.000 is 26.550.000; three months 79.650.000
    ({"paid": "2 năm", "wage": "50tr", "region": "vùng 1"}, "mỗi tháng 26.550.000 đồng. Cộng lại: 79.650.000"),
    # 24 million; five times 4.730.000 is 23.650.000
    ({"paid": "2 năm", "wage": "40tr", "region": "2"}, "mỗi tháng 23.650.000 đồng"),
    # 60% of 34.500.000 is 20.700.000, exactly five times 4.140.000
    ({"paid": "2 năm", "wage": "34,5 triệu", "region": "vùng III"}, "mỗi tháng 20.700.000 đồng"),
    # 21 million; five times 3.700.000 is 18.500.000
    ({"paid": "2 năm", "wage": "35tr", "region": "vùng 4"}, "mỗi tháng 18.500.000 đồng"),
    # the minimum wage of the last month counts: 4.960.000 until the end of 2025, five times is 24.800.000
    ({"paid": "2 năm", "wage": "50tr", "region": "vùng 1", "ended": "31/12/2025"}, "mỗi tháng 24.800.000 đồng"),
    # the first day of the new one
    ({"paid": "2 năm", "wage": "50tr", "region": "vùng 1", "ended": "1/1/2026"}, "mỗi tháng 26.550.000 đồng"),
    # a commune of region I by the decree's list
    ({"paid": "2 năm", "wage": "50tr", "region": "phường Dĩ An thành phố Hồ Chí Minh"}, "26.550.000 đồng"),
    # no region: the sum without its ceiling
    ({"paid": "2 năm", "wage": "9tr"}, "mỗi tháng 5.400.000 đồng. Cộng lại: 16.200.000"),
    # 60% of 7.777.777 is 4.666.666,2; three months 13.999.998,6
    ({"paid": "2 năm", "wage": "7.777.777", "region": "vùng 1"}, "4.666.666 đồng. Cộng lại: 13.999.999"),
    ({"ending": "unlawful", "paid": "5 năm"}, "Không được hưởng"),
    ({"ending": "pension", "paid": "5 năm"}, "Không được hưởng"),
    ({}, "nhiều nhất 12 tháng"),
]  # fmt: skip


@pytest.mark.parametrize(("said", "expected"), CASES)
def test_worked_by_hand(said: dict[str, Any], expected: str) -> None:
    assert expected in result(CALCULATOR, **said).answer


@pytest.mark.parametrize(
    ("ended", "last"),
    [
        ("30/11/2026", "28/2/2027"),  # February has no thirtieth
        ("30/11/2027", "29/2/2028"),  # and 29 days in a leap year
        ("31/1/2027", "30/4/2027"),
        ("29/2/2028", "29/5/2028"),
        ("15/12/2026", "15/3/2027"),
    ],
)
def test_the_last_day_to_file_is_three_months_later(ended: str, last: str) -> None:
    assert f"chậm nhất ngày {last}" in everything(result(CALCULATOR, paid="2 năm", ended=ended))


def test_a_day_that_is_over_is_said_to_be() -> None:
    assert "1/11/2026. Ngày đó đã qua." in everything(result(CALCULATOR, paid="2 năm", ended="1/8/2026"))


def test_odd_months_are_kept_up_to_twelve_years() -> None:
    assert "4 tháng lẻ được giữ lại" in everything(result(CALCULATOR, paid="40 tháng"))
    assert "giữ lại" not in everything(result(CALCULATOR, paid="30 tháng"))  # within the first 36 all are used
    assert "giữ lại" not in everything(result(CALCULATOR, paid="150 tháng"))


def test_the_sources_are_law_decree_and_list() -> None:
    found = result(CALCULATOR, paid="2 năm", wage="9tr", region="phường Dĩ An, TP Hồ Chí Minh")
    assert {"74/2025/QH15:39:1", "74/2025/QH15:39:2", "293/2025/NĐ-CP:3:1", "293/2025/NĐ-CP:3:2"} <= places(found)
