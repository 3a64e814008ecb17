"""The minimum wage of a place in 2026: months 5.310.000, 4.730.000, 4.140.000, 3.700.000; hours 25.500 … 17.800."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from knowledge.calculators.wage_floor import CALCULATOR
from tests.knowledge.calculators.worked import everything, places, result

CASES = [
    ({"region": "vùng 1"}, "5.310.000 đồng một tháng, 25.500 đồng một giờ"),
    ({"region": "2"}, "4.730.000 đồng một tháng, 22.700 đồng một giờ"),
    ({"region": "vùng III"}, "4.140.000 đồng một tháng, 20.000 đồng một giờ"),
    ({"region": "khu vực 4"}, "3.700.000 đồng một tháng, 17.800 đồng một giờ"),
    # by the decree's list: Dĩ An I, Tân Phong of Lai Châu III, Mường Tè IV, Tân Phú of Đồng Nai II
    ({"region": "phường Dĩ An, TP Hồ Chí Minh"}, "5.310.000"),
    ({"region": "phuong tan phong lai chau"}, "4.140.000"),
    ({"region": "xã Mường Tè, Lai Châu"}, "3.700.000"),
    ({"region": "xã Tân Phú, tỉnh Đồng Nai"}, "4.730.000"),
    # 5.310.000 − 5.200.000
    ({"region": "1", "paid": "month", "wage": "5tr2"}, "Thấp hơn lương tối thiểu 110.000 đồng"),
    # exactly the minimum
    ({"region": "1", "paid": "month", "wage": "5.310.000"}, "hơn 0 đồng"),
    ({"region": "1", "paid": "month", "wage": "6tr"}, "hơn 690.000 đồng"),
    # 200.000 x 26 = 5.200.000
    ({"region": "1", "paid": "day", "wage": "200k", "days": "26"}, "Thấp hơn lương tối thiểu 110.000 đồng"),
    # 210.000 x 26 = 5.460.000
    ({"region": "1", "paid": "day", "wage": "210k"}, "hơn 150.000 đồng"),
    # 24 days: 5.040.000
    ({"region": "1", "paid": "day", "wage": "210k", "days": "24"}, "Thấp hơn lương tối thiểu 270.000 đồng"),
    # a week of 1.200.000: x 52 / 12 = 5.200.000
    ({"region": "1", "paid": "week", "wage": "1tr2"}, "Thấp hơn lương tối thiểu 110.000 đồng"),
    # 1.000.000 x 52 / 12 = 4.333.333,33 in region III
    ({"region": "3", "paid": "week", "wage": "1tr"}, "hơn 193.333 đồng"),
    # 25.000 an hour in region I
    ({"region": "1", "paid": "hour", "wage": "25.000"}, "Thấp hơn lương tối thiểu 500 đồng"),
    ({"region": "4", "paid": "hour", "wage": "17.800"}, "hơn 0 đồng"),
    # how it is paid left out: a month
    ({"region": "4", "wage": "3tr6"}, "Thấp hơn lương tối thiểu 100.000 đồng"),
    ({}, "vùng 1 5.310.000 đồng, vùng 2 4.730.000 đồng"),
]  # fmt: skip


@pytest.mark.parametrize(("said", "expected"), CASES)
def test_worked_by_hand(said: dict[str, Any], expected: str) -> None:
    assert expected in result(CALCULATOR, **said).answer


def test_the_sums_are_those_of_the_day() -> None:
    # region I in 2025: 4.960.000 a month, 23.800 an hour
    assert "4.960.000 đồng một tháng, 23.800" in result(CALCULATOR, today=date(2025, 12, 31), region="1").answer


def test_the_list_is_cited_with_the_commune() -> None:
    found = result(CALCULATOR, region="phường Dĩ An, TP Hồ Chí Minh")
    assert "Phường Dĩ An, Thành phố Hồ Chí Minh thuộc vùng 1" in everything(found)
    assert {"293/2025/NĐ-CP:3:1", "293/2025/NĐ-CP:3:2"} <= places(found)
