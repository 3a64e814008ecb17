"""Until when a right can be claimed; the day on which it begins does not count."""

from __future__ import annotations

from datetime import date

import pytest

from knowledge.calculators.due_dates import CALCULATOR
from tests.knowledge.calculators.worked import everything, places, result

CASES = [
    # six months, nine, a year
    ("wage", "15/10/2026", ("15/4/2027", "15/7/2027", "15/10/2027")),
    # the end of a month: February has 28 days, May 31
    ("wage", "31/8/2026", ("28/2/2027", "31/5/2027", "31/8/2027")),
    # and 29 in a leap year
    ("fired", "31/8/2027", ("29/2/2028", "31/5/2028", "31/8/2028")),
    # from 29 February: a year later there is none
    ("fired", "29/2/2028", ("29/8/2028", "29/11/2028", "28/2/2029")),
    ("allowance", "30/11/2026", ("30/5/2027", "30/8/2027", "30/11/2027")),
    ("insurance", "30/5/2026", ("30/11/2026", "28/2/2027", "30/5/2027")),
    # ninety days: 15 to the end of September, 31, 30, 14 more
    ("decision", "15/9/2026", ("14/12/2026",)),
    # 30 to the end of December, 31, 28 make 89, one more
    ("decision", "1/12/2026", ("1/3/2027",)),
    # in a leap year 29 make 90
    ("decision", "1/12/2027", ("29/2/2028",)),
    # thirty days
    ("second", "15/11/2026", ("15/12/2026",)),
    ("second", "30/1/2027", ("1/3/2027",)),
    # fifteen days
    ("official", "20/11/2026", ("5/12/2026",)),
    ("official", "16/2/2028", ("2/3/2028",)),
    # three months
    ("jobless", "30/11/2026", ("28/2/2027",)),
    ("jobless", "1/10/2026", ("1/1/2027",)),
    ("jobless", "30/11/2027", ("29/2/2028",)),
    ("unpaid", "30/11/2026", ("28/2/2027",)),
    ("unpaid", "15/9/2026", ("15/12/2026",)),
]


@pytest.mark.parametrize(("matter", "begins", "lasts"), CASES)
def test_worked_by_hand(matter: str, begins: str, lasts: tuple[str, ...]) -> None:
    found = result(CALCULATOR, today=date(2026, 11, 30), matter=matter, begins=begins)
    assert [line.rpartition("tới hết ")[2].rstrip(".") for line in found.working] == list(lasts)


@pytest.mark.parametrize(
    ("begins", "expected"),
    [
        # the mediator's six months are over (30/10), the council's nine end on 30/1
        ("30/4/2026", "trọng tài lao động: chậm nhất ngày 30/1/2027 (còn 61 ngày)"),
        # only the court is left
        ("15/1/2026", "Kiện ra tòa: chậm nhất ngày 15/1/2027 (còn 46 ngày)"),
        # the last day is today
        ("30/11/2025", "chậm nhất ngày 30/11/2026 (là hôm nay)"),
        ("29/11/2025", "Đã quá hạn: ngày cuối là 29/11/2026"),
    ],
)
def test_the_nearest_way_that_is_left_comes_first(begins: str, expected: str) -> None:
    assert expected in result(CALCULATOR, matter="wage", begins=begins).answer


def test_what_needs_no_mediation_says_so_and_cites_it() -> None:
    for matter, point in (("fired", "a"), ("allowance", "b"), ("insurance", "d")):
        found = result(CALCULATOR, matter=matter, begins="1/11/2026")
        assert "kiện thẳng ra tòa" in everything(found)
        assert f"45/2019/QH14:188:1:{point}" in places(found)
    assert "phải qua hòa giải viên" in everything(result(CALCULATOR, matter="wage", begins="1/11/2026"))


def test_without_a_day_the_times_are_told() -> None:
    assert "kiện ra tòa: 1 năm" in result(CALCULATOR, matter="wage").answer
