"""What people type for sums, times and days; what may mean two things is not guessed."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from knowledge.calculators import every, typed
from knowledge.calculators.calculator import Kind
from knowledge.handbook.bundled import read_bundled
from knowledge.retirement import Month

TODAY = date(2026, 11, 30)
MILLION = 10**6


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("8tr5", 8_500_000), ("8.500.000", 8_500_000), ("8,5 triệu", 8_500_000), ("8 triệu rưỡi", 8_500_000),
        ("8500k", 8_500_000), ("350 nghìn", 350_000), ("8tr 500k", 8_500_000), ("8tr500", 8_500_000),
        ("8.500.000đ", 8_500_000), ("8 500 000 đồng", 8_500_000), ("8,500,000", 8_500_000), ("25.500", 25_500),
        ("mười hai triệu", 12 * MILLION), ("hai mươi lăm triệu", 25 * MILLION), ("tám triệu rưỡi", 8_500_000),
        ("khoảng 9 củ", 9 * MILLION), ("10tr/tháng", 10 * MILLION), ("250k một ngày", 250_000),
        ("8 trieu", 8 * MILLION),
        ("8", None), ("8500", None), ("tám", None), ("tr8", None), ("nhiều lắm", None), ("", None), ("8tr5 9tr", None),
        ("-8tr", None), ("999999999999999", None),
    ],
)  # fmt: skip
def test_money(text: str, value: int | None) -> None:
    assert typed.money(text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2,5", Fraction(5, 2)), ("2h30", Fraction(5, 2)), ("2 tiếng rưỡi", Fraction(5, 2)),
        ("30 phút", Fraction(1, 2)),
        ("nửa tiếng", Fraction(1, 2)), ("4", Fraction(4)), ("không", Fraction(0)), ("hai tiếng", Fraction(2)),
        ("3 tiếng 15 phút", Fraction(13, 4)), ("2 30", None), ("2h75", None), ("lâu lắm", None),
    ],
)  # fmt: skip
def test_hours(text: str, value: Fraction | None) -> None:
    assert typed.hours(text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("3 năm 2 tháng", 38), ("38 tháng", 38), ("2 năm rưỡi", 30), ("nửa năm", 6), ("chưa có", 0), ("0", 0),
        ("3n2t", 38), ("năm năm", 60), ("mười năm", 120), ("hai mươi năm 3 tháng", 243), ("mười lăm tháng", 15),
        ("5 thang ruoi", Fraction(11, 2)), ("1 năm 10 ngày", Fraction(37, 3)), ("3", None), ("lâu rồi", None),
    ],
)  # fmt: skip
def test_a_time_needs_its_unit(text: str, value: int | Fraction | None) -> None:
    assert typed.span(text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("5/8/2026", date(2026, 8, 5)), ("5-8-26", date(2026, 8, 5)), ("5/8", date(2026, 8, 5)),
        ("ngày 5 tháng 8 năm 2026", date(2026, 8, 5)), ("hôm nay", TODAY), ("mai", date(2026, 12, 1)),
        ("2026-08-05", date(2026, 8, 5)), ("29/2/2028", date(2028, 2, 29)), ("29/2/2027", None), ("31/4/2026", None),
        ("tháng 8", None), ("8/2026", None),
    ],
)  # fmt: skip
def test_a_day(text: str, value: date | None) -> None:
    assert typed.day(text, TODAY) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("3/1985", Month(1985, 3)), ("15/3/1985", Month(1985, 3)), ("1985", Month(1985, 1)), ("13/1985", None),
        ("85", None),
    ],
)  # fmt: skip
def test_a_month_of_birth(text: str, value: Month | None) -> None:
    assert typed.month(text) == value


def test_ids_and_addresses_are_unique_and_every_question_helps() -> None:
    assert len({c.id for c in every.CALCULATORS}) == len({c.slug for c in every.CALCULATORS}) == len(every.CALCULATORS)
    for calculator in every.CALCULATORS:
        for question in calculator.questions:
            assert bool(question.choices) == (question.kind is Kind.CHOICE), question.name
            assert question.example or question.choices, question.name
            assert len(f"calculate:={max((c.id for c in question.choices), key=len, default='')}".encode()) <= 64


def test_what_is_offered_stands_in_the_handbook() -> None:
    held = {f"{d.number}:{a.number}" for d in read_bundled() for a in d.articles}
    missing = {key for c in every.CALCULATORS for key in c.offered_at} - held
    assert not missing
