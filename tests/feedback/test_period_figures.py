"""Figures: open promises count, small cells are hidden, and a case that bars a person is in no figure of theirs."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from feedback.errors import NotAllowed
from feedback.model.access import Involvement
from feedback.model.case import Category
from feedback.reports.values import Line, Measure, OnTime, Period, Report, Table, days_of, divided
from tests.feedback.sized import ABOVE, UNIT, sized
from tests.feedback.stories import closed
from tests.feedback.union import MONDAY, Union


def report(union: Union) -> Report:
    period = Period((union.now - timedelta(days=40)).date(), union.now.date())
    return union.feedback.figures.of(union.first, period, (), union.now)


def test_what_arrived_is_counted_by_category_and_unit(union: Union) -> None:
    for _ in range(6):
        union.send(category=Category.WAGE)
    found = report(union)
    assert found.numbers[Measure.RECEIVED] == found.numbers[Measure.OPEN_NOW] == 6
    assert found.tables[Table.CATEGORY] == (Line("wage", 6),)
    assert sum(line.count or 0 for line in found.tables[Table.UNIT]) == 6


def test_a_promise_that_is_still_open_and_late_lowers_the_share(union: Union) -> None:
    for _ in range(6):
        union.send()
    assert report(union).on_time.due == 0, "nothing was due yet"
    union.now += timedelta(days=5)
    share = report(union).on_time
    assert (share.met, share.due, share.percent) == (0, 6, 0)


def test_what_the_worker_confirmed_is_solved_and_silence_is_not(union: Union) -> None:
    for _ in range(5):
        closed(union)
    found = report(union)
    assert found.numbers[Measure.SOLVED] == found.numbers[Measure.ANSWERED] == 5
    assert found.tables[Table.OUTCOME] == (Line("solved_confirmed", 5),)
    assert found.days.median == 0


def test_small_counts_are_hidden_in_numbers_and_tables(union: Union) -> None:
    union.send(category=Category.WAGE)
    found = report(union)
    assert found.numbers[Measure.RECEIVED] is None
    assert found.tables[Table.CATEGORY] == (Line("wage", None),)


def test_one_hidden_row_takes_the_next_one_with_it() -> None:
    assert divided([("a", 20), ("b", 9), ("c", 2)]) == (Line("a", 20), Line("b", None), Line("c", None))
    assert divided([("a", 20), ("b", 3), ("c", 2)]) == (Line("a", 20), Line("b", None), Line("c", None))
    assert divided([("a", 7), ("b", 0)]) == (Line("a", 7),)


def test_few_are_no_share_and_no_duration() -> None:
    assert OnTime(4, 4).percent is None
    assert days_of([1, 2, 3, 4]).median is None
    assert (days_of([1, 2, 3, 4, 90]).median, days_of(list(range(1, 11))).ninth_of_ten) == (3, 9)


def test_a_lead_counts_the_own_house_and_below_and_nothing_above_or_beside() -> None:
    union = sized(2)
    figures, now = union.feedback.figures, MONDAY
    assert figures.units(union.people["mot"], now) == (UNIT,)
    assert {ABOVE, UNIT} < set(figures.units(union.people["tinh-1"], now))
    assert "tld" not in figures.units(union.people["tinh-1"], now)
    assert figures.units(union.people["hai"], now) == (), "a handler counts nothing"
    with pytest.raises(NotAllowed):
        figures.of(union.people["mot"], Period(now.date(), now.date()), (ABOVE,), now)


def test_a_case_that_bars_somebody_is_in_no_figure_of_theirs(union: Union) -> None:
    numbers = [union.send()[1] for _ in range(6)]
    assert report(union).numbers[Measure.RECEIVED] == 6
    union.feedback.desk.declare_involved(union.first, numbers[0], Involvement.PERSON, union.now)
    assert report(union).numbers[Measure.RECEIVED] == 5


def test_a_period_names_its_months_and_the_one_before() -> None:
    period = Period(date(2026, 1, 15), date(2026, 3, 2))
    assert [part.first.month for part in period.months()] == [1, 2, 3]
    assert period.months()[0].last == date(2026, 1, 31)
    assert period.before().last == date(2026, 1, 14)
    assert (period.before().last - period.before().first) == (period.last - period.first)
