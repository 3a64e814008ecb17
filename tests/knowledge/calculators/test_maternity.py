"""Maternity of mother and father. Reference level: 2.340.000 until 30/6/2026, then 2.530.000; ceiling 20 times."""

from __future__ import annotations

from typing import Any

import pytest

from knowledge.calculators.maternity import CALCULATOR
from tests.knowledge.calculators.worked import everything, places, result

MOTHER = {"who": "mother", "paid": "six", "wage": "8tr"}
FATHER: dict[str, Any] = {"who": "father", "wage": "9,6 triệu"}  # 400.000 a day: divided by 24
LATER = "15/12/2026"

CASES = [
    # 6 x 8.000.000 + 2 x 2.530.000
    ({**MOTHER, "born": LATER}, "Nghỉ 6 tháng, nhận 53.060.000 đồng"),
    # second child: 7 x 8.000.000 + 5.060.000
    ({**MOTHER, "born": LATER, "second": "yes"}, "Nghỉ 7 tháng, nhận 61.060.000 đồng"),
    # the day before the law: six months, 2 x 2.340.000
    ({**MOTHER, "born": "30/6/2026", "second": "yes"}, "Nghỉ 6 tháng, nhận 52.680.000 đồng"),
    ({**MOTHER, "born": "1/7/2026", "second": "yes"}, "Nghỉ 7 tháng, nhận 61.060.000 đồng"),
    # twins: 6 + 1; 56.000.000 + 2 x 5.060.000
    ({**MOTHER, "born": LATER, "children": "2"}, "Nghỉ 7 tháng, nhận 66.120.000 đồng"),
    # twins after one child: 7 + 1; 64.000.000 + 10.120.000
    ({**MOTHER, "born": LATER, "children": "sinh đôi", "second": "yes"}, "Nghỉ 8 tháng, nhận 74.120.000 đồng"),
    # triplets: 6 + 2; 64.000.000 + 3 x 5.060.000
    ({**MOTHER, "born": LATER, "children": "3"}, "Nghỉ 8 tháng, nhận 79.180.000 đồng"),
    # 48.000.000 + 4.680.000
    ({**MOTHER, "born": "30/6/2026"}, "nhận 52.680.000 đồng"),
    # 60 million is above 20 x 2.530.000 = 50.600.000 in each of the six months: 303.600.000 + 5.060.000
    ({**MOTHER, "wage": "60tr", "born": "15/3/2027"}, "nhận 308.660.000 đồng"),
    # July and August 50.600.000, March to June 46.800.000: 288.400.000 in six months, + 5.060.000
    ({**MOTHER, "wage": "60tr", "born": "15/9/2026"}, "nhận 293.460.000 đồng"),
    # 48 million counts whole in two of them: 96.000.000 + 187.200.000 + 5.060.000
    ({**MOTHER, "wage": "48tr", "born": "15/9/2026"}, "nhận 288.260.000 đồng"),
    ({**MOTHER, "paid": "no", "born": LATER}, "không được tiền thai sản"),
    # no wage: months and the sum paid once
    ({"who": "mother", "born": LATER}, "Nghỉ 6 tháng. Trợ cấp một lần 5.060.000 đồng"),
    ({**MOTHER, "born": "30/6/2025"}, "sinh từ 1/7/2025"),
    # 5 x 400.000
    ({**FATHER, "born": LATER}, "5 ngày làm việc, nhận 2.000.000 đồng"),
    # 7 x 400.000
    ({**FATHER, "born": LATER, "birth": "surgery"}, "7 ngày làm việc, nhận 2.800.000 đồng"),
    ({**FATHER, "born": LATER, "birth": "early"}, "7 ngày làm việc, nhận 2.800.000 đồng"),
    # second child: 10 x 400.000; before the law 5
    ({**FATHER, "born": LATER, "second": "yes"}, "10 ngày làm việc, nhận 4.000.000 đồng"),
    ({**FATHER, "born": "30/6/2026", "second": "yes"}, "5 ngày làm việc, nhận 2.000.000 đồng"),
    # ten are more than the seven of surgery
    ({**FATHER, "born": LATER, "second": "yes", "birth": "surgery"}, "10 ngày làm việc"),
    ({**FATHER, "born": LATER, "children": "2"}, "10 ngày làm việc, nhận 4.000.000 đồng"),
    # twins by surgery: 14 x 400.000
    ({**FATHER, "born": LATER, "children": "2", "birth": "surgery"}, "14 ngày làm việc, nhận 5.600.000 đồng"),
    # triplets: 10 + 3; by surgery 14 + 3; quadruplets 10 + 6
    ({**FATHER, "born": LATER, "children": "3"}, "13 ngày làm việc, nhận 5.200.000 đồng"),
    ({**FATHER, "born": LATER, "children": "3", "birth": "surgery"}, "17 ngày làm việc, nhận 6.800.000 đồng"),
    ({**FATHER, "born": LATER, "children": "bốn"}, "16 ngày làm việc"),
    # the mother has none, so the father gets it: 2 x 2 x 2.530.000 for twins
    (
        {**FATHER, "born": LATER, "children": "2", "wife": "no", "father_paid": "yes"},
        "nhận 4.000.000 đồng. Thêm khoản một lần 10.120.000 đồng",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("said", "expected"), CASES)
def test_worked_by_hand(said: dict[str, Any], expected: str) -> None:
    assert expected in result(CALCULATOR, **said).answer


@pytest.mark.parametrize(
    ("born", "end"),
    [
        ("15/12/2026", "14/6/2027"),
        ("31/8/2026", "28/2/2027"),  # February has no 31st: its last day
        ("29/2/2028", "28/8/2028"),
        ("30/8/2027", "29/2/2028"),
        ("1/12/2026", "31/5/2027"),
    ],
)
def test_six_months_end_the_day_before_the_same_day(born: str, end: str) -> None:
    assert f"nghỉ hết ngày {end}" in everything(result(CALCULATOR, who="mother", born=born))


@pytest.mark.parametrize(("paid", "clause"), [("six", "2"), ("three", "3"), ("infertility", "5")])
def test_each_way_to_be_insured_has_its_clause(paid: str, clause: str) -> None:
    assert f"41/2024/QH15:50:{clause}" in places(result(CALCULATOR, who="mother", born=LATER, paid=paid))


def test_a_father_whose_wife_is_insured_gets_no_sum_paid_once() -> None:
    found = result(CALCULATOR, **FATHER, born=LATER, wife="yes")
    assert "một lần" not in everything(found)
    assert "41/2024/QH15:58:4" not in places(found)
