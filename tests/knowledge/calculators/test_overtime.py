"""Overtime and night pay. The monthly wage of most cases is 8.320.000 for 26 days of 8 hours: 40.000 an hour."""

from __future__ import annotations

from typing import Any

import pytest

from knowledge.calculators.overtime import CALCULATOR
from tests.knowledge.calculators.worked import everything, places, result

MONTH: dict[str, Any] = {"paid": "month", "wage": "8.320.000", "days": "26"}

CASES = [
    # 3 h x 150% x 40.000
    ({"kind": "normal", "hours": "3", **MONTH}, "180.000 đồng"),
    # a whole Sunday: 8 x 200% x 40.000
    ({"kind": "rest", "hours": "8", **MONTH}, "640.000 đồng"),
    # a whole holiday: 8 x 300% x 40.000; the monthly wage pays the holiday itself
    ({"kind": "holiday", "hours": "8", **MONTH}, "960.000 đồng"),
    # night overtime, no overtime before it: 150 + 30 + 20% of 100 = 200%; 2 x 80.000
    ({"kind": "normal", "hours": "0", "night": "2", **MONTH}, "160.000 đồng"),
    # two hours by day (2 x 60.000), then two by night: 150 + 30 + 20% of 150 = 210%, 2 x 84.000
    ({"kind": "normal", "hours": "2", "night": "2", **MONTH}, "288.000 đồng"),
    # night of a rest day: 200 + 30 + 20% of 200 = 270%; 4 x 108.000
    ({"kind": "rest", "hours": "0", "night": "4", **MONTH}, "432.000 đồng"),
    # night of a holiday: 300 + 30 + 20% of 300 = 390%; 3 x 156.000
    ({"kind": "holiday", "hours": "0", "night": "3", **MONTH}, "468.000 đồng"),
    # rest day 8 h by day 640.000, and 2 h by night 216.000
    ({"kind": "rest", "hours": "8", "night": "2", **MONTH}, "856.000 đồng"),
    # Tết: 4 h by day 480.000, 4 h by night 624.000
    ({"kind": "holiday", "hours": "4", "night": "4", **MONTH}, "1.104.000 đồng"),
    # half hours: 2,5 x 60.000
    ({"kind": "normal", "hours": "2h30", **MONTH}, "150.000 đồng"),
    # half an hour: 0,5 x 60.000
    ({"kind": "normal", "hours": "30 phút", **MONTH}, "30.000 đồng"),
    # paid by the day, 320.000 / 8 = 40.000; one hour and a half x 60.000
    ({"kind": "normal", "hours": "một tiếng rưỡi", "paid": "day", "wage": "320k"}, "90.000 đồng"),
    # paid by the hour: 4 x 150% x 25.500
    ({"kind": "normal", "hours": "4", "paid": "hour", "wage": "25.500"}, "153.000 đồng"),
    # 24 days: 7.680.000 / 192 = 40.000; 2 x 80.000
    ({"kind": "rest", "hours": "2", "paid": "month", "wage": "7,68 triệu", "days": "24"}, "160.000 đồng"),
    # days left out: 26 are taken
    ({"kind": "normal", "hours": "3", "paid": "month", "wage": "8 triệu 320"}, "180.000 đồng"),
    # how it is paid left out: a month
    ({"kind": "normal", "hours": "1", "wage": "8tr320"}, "60.000 đồng"),
    # night shift, no overtime: 8 x 130% x 40.000
    ({"kind": "shift", "night": "8", **MONTH}, "416.000 đồng"),
    # an hour and a half of it: 1,5 x 52.000
    ({"kind": "shift", "night": "1,5", **MONTH}, "78.000 đồng"),
    # 8.500.000 / 208 = 40.865,38…; x 150% = 61.298,07…
    ({"kind": "normal", "hours": "1", "paid": "month", "wage": "8tr5", "days": "26"}, "61.298 đồng"),
    # 10.000.000 / 208 = 48.076,92…; 3 h at 390% = 562.499,99…: rounded at the end alone
    ({"kind": "holiday", "night": "3", "paid": "month", "wage": "10tr"}, "562.500 đồng"),
    # no wage: the rates of a normal day; after overtime by day the night brings 210%
    ({"kind": "normal"}, "150% tiền lương giờ; ban đêm (22 giờ đến 6 giờ) ít nhất 200%"),
    ({"kind": "normal", "hours": "3"}, "150% tiền lương giờ; ban đêm (22 giờ đến 6 giờ) ít nhất 210%"),
    # no hours: the rates of a holiday
    ({"kind": "holiday", "hours": "0", **MONTH}, "300% tiền lương giờ; ban đêm (22 giờ đến 6 giờ) ít nhất 390%"),
    # nothing said at all
    ({}, "150%"),
]  # fmt: skip


@pytest.mark.parametrize(("said", "expected"), CASES)
def test_worked_by_hand(said: dict[str, Any], expected: str) -> None:
    assert expected in result(CALCULATOR, **said).answer


def test_the_article_of_each_kind_of_day() -> None:
    assert "45/2019/QH14:98:1:c" in places(result(CALCULATOR, kind="holiday", hours="1", **MONTH))
    night = places(result(CALCULATOR, kind="normal", night="1", **MONTH))
    assert {"45/2019/QH14:98:1:a", "45/2019/QH14:98:3", "145/2020/NĐ-CP:57:1"} <= night
    assert "45/2019/QH14:98:3" not in places(result(CALCULATOR, kind="normal", hours="1", **MONTH))


def test_limits_and_the_holiday_of_day_workers_are_said() -> None:
    assert "tối đa nửa" in everything(result(CALCULATOR, kind="normal", hours="4h30", **MONTH))
    assert "tối đa nửa" not in everything(result(CALCULATOR, kind="normal", hours="4", **MONTH))
    assert "tối đa 12 giờ" in everything(result(CALCULATOR, kind="rest", hours="10", night="3", **MONTH))
    by_day = everything(result(CALCULATOR, kind="holiday", hours="8", paid="day", wage="320k"))
    assert "Chưa kể tiền lương của chính ngày lễ" in by_day
    assert "Chưa kể" not in everything(result(CALCULATOR, kind="holiday", hours="8", **MONTH))
