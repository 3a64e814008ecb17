"""Severance and job-loss allowance: half a month or a month of wage for each year without unemployment insurance."""

from __future__ import annotations

from typing import Any

import pytest

from knowledge.calculators.severance import CALCULATOR
from tests.knowledge.calculators.worked import everything, places, result

CASES = [
    # 4 months without insurance: half a year; 0,5 x 0,5 x 8.000.000
    ({"reason": "ended", "worked": "5 năm 4 tháng", "insured": "5 năm", "wage": "8tr"}, "2.000.000 đồng"),
    # 7 years x 0,5 x 10.000.000
    ({"reason": "ended", "worked": "10 năm", "insured": "3 năm", "wage": "10tr"}, "35.000.000 đồng"),
    # six odd months are half a year: 2,5 x 0,5 x 8.000.000
    ({"reason": "ended", "worked": "2 năm 6 tháng", "insured": "0", "wage": "8tr"}, "10.000.000 đồng"),
    # seven are a year: 3 x 0,5 x 8.000.000
    ({"reason": "ended", "worked": "2 năm 7 tháng", "insured": "0", "wage": "8tr"}, "12.000.000 đồng"),
    # more than six months by ten days: 2 x 0,5 x 8.000.000
    ({"reason": "ended", "worked": "1 năm 6 tháng 10 ngày", "insured": "0", "wage": "8tr"}, "8.000.000 đồng"),
    # twelve months are enough: 1 x 0,5
    ({"reason": "ended", "worked": "12 tháng", "insured": "0", "wage": "8tr"}, "4.000.000 đồng"),
    ({"reason": "ended", "worked": "11 tháng", "insured": "0", "wage": "8tr"}, "phải làm từ đủ 12 tháng"),
    # all of it insured
    ({"reason": "ended", "worked": "6 năm", "insured": "6 năm", "wage": "8tr"}, "không phải trả"),
    # insured elsewhere too: never less than nothing
    ({"reason": "ended", "worked": "5 năm", "insured": "6 năm", "wage": "8tr"}, "không phải trả"),
    # lost by restructuring: 5 x 8.000.000
    ({"reason": "lost", "worked": "5 năm", "insured": "0", "wage": "8tr"}, "40.000.000 đồng"),
    # 1,5 years are less than two months: 2 x 8.000.000
    ({"reason": "lost", "worked": "18 tháng", "insured": "0", "wage": "8tr"}, "16.000.000 đồng"),
    # one year counts, two months are paid
    ({"reason": "lost", "worked": "10 năm", "insured": "9 năm", "wage": "8tr"}, "16.000.000 đồng"),
    # nothing counts, the decree still says two months
    ({"reason": "lost", "worked": "6 năm", "insured": "6 năm", "wage": "8tr"}, "16.000.000 đồng"),
    # two years exactly
    ({"reason": "lost", "worked": "2 năm", "insured": "0", "wage": "8tr"}, "16.000.000 đồng"),
    # a month more: 2,5 x 8.000.000
    ({"reason": "lost", "worked": "2 năm 1 tháng", "insured": "0", "wage": "8tr"}, "20.000.000 đồng"),
    ({"reason": "lost", "worked": "8 tháng", "insured": "0", "wage": "8tr"}, "phải làm từ đủ 12 tháng"),
    ({"reason": "dismissed"}, "Không có"),
    ({"reason": "unlawful"}, "Không có"),
    ({"reason": "absent"}, "Không có"),
    ({"reason": "pension"}, "Không có"),
    # no wage said: 6 x 0,5
    ({"reason": "ended", "worked": "8 năm", "insured": "2 năm"}, "3 tháng lương"),
    # half of 7.333.333 is 3.666.666,5
    ({"reason": "ended", "worked": "1 năm", "insured": "0", "wage": "7.333.333"}, "3.666.667 đồng"),
    ({"reason": "lost"}, "ít nhất 2 tháng lương"),
    ({}, "nửa tháng lương"),
]  # fmt: skip


@pytest.mark.parametrize(("said", "expected"), CASES)
def test_worked_by_hand(said: dict[str, Any], expected: str) -> None:
    assert expected in result(CALCULATOR, **said).answer


def test_the_least_sum_without_any_year_is_not_promised() -> None:
    whole = result(CALCULATOR, reason="lost", worked="6 năm", insured="6 năm", wage="8tr")
    assert "có nơi hiểu khác" in everything(whole)
    assert "145/2020/NĐ-CP:8:2" in places(whole)
    part = result(CALCULATOR, reason="lost", worked="18 tháng", insured="0", wage="8tr")
    assert "có nơi hiểu khác" not in everything(part)


def test_the_article_of_each_allowance() -> None:
    assert "45/2019/QH14:46:1" in places(result(CALCULATOR, reason="ended", worked="2 năm"))
    assert "45/2019/QH14:47:1" in places(result(CALCULATOR, reason="lost", worked="2 năm"))
    assert places(result(CALCULATOR, reason="unlawful")) == {"45/2019/QH14:40:1"}
