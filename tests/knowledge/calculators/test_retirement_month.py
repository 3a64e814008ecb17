"""The month of retirement: the age of the year in which it is reached, by the road of Điều 4 and 5."""

from __future__ import annotations

import pytest

from knowledge.calculators.retirement_month import CALCULATOR
from tests.knowledge.calculators.worked import everything, result

CASES = [
    # 60 years 3 months in 2021
    ("1/1961", "man", "normal", "tháng 4/2021 (60 tuổi 3 tháng)"),
    ("9/1961", "man", "normal", "tháng 12/2021 (60 tuổi 3 tháng)"),
    # three months more would be 2022, where it is 60 years 6 months
    ("10/1961", "man", "normal", "tháng 4/2022 (60 tuổi 6 tháng)"),
    # 55 years 4 months in 2021
    ("1/1966", "woman", "normal", "tháng 5/2021 (55 tuổi 4 tháng)"),
    ("8/1966", "woman", "normal", "tháng 12/2021 (55 tuổi 4 tháng)"),
    ("9/1966", "woman", "normal", "tháng 5/2022 (55 tuổi 8 tháng)"),
    # 61 years 6 months in 2026, the last month of the year
    ("6/1965", "man", "normal", "tháng 12/2026 (61 tuổi 6 tháng)"),
    # 61 years 9 months in 2027
    ("7/1965", "man", "normal", "tháng 4/2027 (61 tuổi 9 tháng)"),
    ("3/1966", "man", "normal", "tháng 12/2027 (61 tuổi 9 tháng)"),
    # 62 from 2028 on
    ("4/1966", "man", "normal", "tháng 4/2028 (62 tuổi)"),
    ("15/5/1990", "man", "normal", "tháng 5/2052 (62 tuổi)"),
    # 57 in 2026
    ("12/1969", "woman", "normal", "tháng 12/2026 (57 tuổi)"),
    # 57 years 4 months in 2027
    ("1/1970", "woman", "normal", "tháng 5/2027 (57 tuổi 4 tháng)"),
    ("3/1970", "woman", "normal", "tháng 7/2027 (57 tuổi 4 tháng)"),
    # only the year is known: its January
    ("1970", "woman", "normal", "tháng 5/2027 (57 tuổi 4 tháng)"),
    # 59 years 8 months in 2034, the last month
    ("4/1975", "woman", "normal", "tháng 12/2034 (59 tuổi 8 tháng)"),
    # 60 from 2035 on
    ("5/1975", "woman", "normal", "tháng 5/2035 (60 tuổi)"),
    # five years lower: 55 years 3 months in 2021
    ("1/1966", "man", "lower", "tháng 4/2021 (55 tuổi 3 tháng)"),
    # 56 years 6 months in 2026
    ("6/1970", "man", "lower", "tháng 12/2026 (56 tuổi 6 tháng)"),
    # 52 in 2026
    ("12/1974", "woman", "lower", "tháng 12/2026 (52 tuổi)"),
    # 55 in the end
    ("tháng 6 năm 1990", "woman", "lower", "tháng 6/2045 (55 tuổi)"),
]


@pytest.mark.parametrize(("born", "sex", "conditions", "expected"), CASES)
def test_worked_by_hand(born: str, sex: str, conditions: str, expected: str) -> None:
    assert expected in result(CALCULATOR, born=born, sex=sex, conditions=conditions).answer


def test_the_pension_begins_in_the_month_after() -> None:
    assert "Lương hưu tính từ tháng 1/2027" in everything(result(CALCULATOR, born="6/1965", sex="nam"))


def test_who_reached_the_age_before_2021_is_told_so() -> None:
    assert "trước năm 2021" in result(CALCULATOR, born="12/1960", sex="man").answer


def test_without_a_birth_the_road_is_told() -> None:
    assert "nam 61 tuổi 6 tháng" in result(CALCULATOR, sex="man").answer
