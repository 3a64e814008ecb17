"""The calendar: Tết, make-up days, leap days, unit hours, and the one property that protects workers."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback.assembly import Feedback
from feedback.clockwork.working_days import ZONE, WorkingCalendar, read_hours
from feedback.model.lifecycle import Clock
from tests.feedback.stories import answered
from tests.feedback.union import Union

PLAIN = WorkingCalendar({})
days = st.dates(date(2024, 1, 1), date(2029, 12, 31))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


@pytest.mark.parametrize(
    ("start", "count", "expected"),
    [
        ("2026-11-20", 1, "2026-11-23"),  # over a weekend
        ("2026-02-13", 1, "2026-02-23"),  # over Tết Bính Ngọ
        ("2026-04-29", 1, "2026-05-04"),  # 30/4, 1/5 and a weekend
        ("2026-08-21", 1, "2026-08-22"),  # a Saturday worked for 31/8
        ("2026-08-28", 1, "2026-09-03"),  # 31/8 to 2/9
        ("2028-02-28", 1, "2028-02-29"),  # a leap day
        ("2027-12-31", 1, "2028-01-04"),  # new year on a Saturday is made up for on Monday
    ],
)
def test_working_days(start: str, count: int, expected: str) -> None:
    assert PLAIN.add_working_days(date.fromisoformat(start), count) == date.fromisoformat(expected)


def test_a_last_day_off_moves_on() -> None:
    """Bộ luật Dân sự 2015, Điều 148 khoản 5."""
    assert PLAIN.add_days(date(2026, 11, 21), 7) == date(2026, 11, 30)
    assert PLAIN.add_days(date(2026, 1, 17), 30) == date(2026, 2, 23)


def test_the_operators_table_wins() -> None:
    calendar = WorkingCalendar({date(2026, 11, 28): True, date(2026, 11, 30): False})
    assert calendar.add_working_days(date(2026, 11, 27), 1) == date(2026, 11, 28)
    assert calendar.add_working_days(date(2026, 11, 28), 1) == date(2026, 12, 1)


@given(days, st.integers(1, 40), days)
def test_one_more_holiday_never_makes_a_deadline_earlier(start: date, count: int, holiday: date) -> None:
    more = WorkingCalendar({holiday: False})
    assert more.add_working_days(start, count) >= PLAIN.add_working_days(start, count)
    assert more.add_days(start, count) >= PLAIN.add_days(start, count)


@given(st.datetimes(datetime(2024, 1, 1), datetime(2028, 12, 31)), st.integers(1, 30), days)
def test_one_more_holiday_never_makes_an_hour_earlier(start: datetime, hours: int, holiday: date) -> None:
    more = WorkingCalendar({holiday: False})
    begun = start.replace(tzinfo=ZONE)
    assert more.add_working_hours(begun, hours) >= PLAIN.add_working_hours(begun, hours)


@given(days, st.integers(0, 60))
def test_counting_is_the_reverse_of_adding(start: date, count: int) -> None:
    end = PLAIN.add_working_days(start, count)
    assert PLAIN.working_days_between(start, end) == count


@pytest.mark.parametrize(
    ("start", "hours", "expected"),
    [
        ("2026-11-23T09:00", 4, "2026-11-23T14:30"),  # noon does not count
        ("2026-11-23T16:00", 4, "2026-11-25T10:30"),  # 24/11 is a public holiday
        ("2026-11-21T22:00", 1, "2026-11-23T08:30"),  # a Saturday night
    ],
)
def test_working_hours(start: str, hours: int, expected: str) -> None:
    assert PLAIN.add_working_hours(at(start), hours) == at(expected)


def test_units_keep_their_own_hours() -> None:
    early = "06:00-14:00"
    assert PLAIN.is_open(at("2026-11-23T06:30"), early)
    assert not PLAIN.is_open(at("2026-11-23T06:30"))
    assert PLAIN.add_working_hours(at("2026-11-23T13:00"), 2, early) == at("2026-11-25T07:00")


@pytest.mark.parametrize("hours", ["17:00-07:30", "07:30-11:30 11:00-17:00", "sáng", "7:30"])
def test_impossible_hours_are_refused(hours: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the reason is in the value
        read_hours(hours)


def test_a_time_without_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        PLAIN.is_open(datetime(2026, 11, 23, 9, 0))


def test_a_deadline_skips_tet(feedback: Feedback) -> None:
    assert feedback.deadlines.due_on(Clock.CLASSIFICATION, date(2026, 2, 12)) == date(2026, 2, 26)


def test_a_yearly_decision_moves_deadlines(feedback: Feedback) -> None:
    before = feedback.deadlines.due_on(Clock.CLASSIFICATION, date(2026, 12, 21))
    feedback.deadlines.load_holidays(
        '[[holiday]]\nday = 2026-12-24\nname = "Nghỉ theo quyết định"\nsource = "QĐ mẫu"\n'
    )
    assert feedback.deadlines.due_on(Clock.CLASSIFICATION, date(2026, 12, 21)) == before + timedelta(days=1)


def test_a_new_rule_counts_from_its_first_day(feedback: Feedback) -> None:
    feedback.deadlines.rules.load(
        '[[rule]]\nclock = "classification"\ndays = 3\nunit = "working_day"\nsource = "x"\n'
        "effective_from = 2027-01-01\n"
    )
    assert feedback.deadlines.due_on(Clock.CLASSIFICATION, date(2026, 12, 7)) == date(2026, 12, 14)
    assert feedback.deadlines.due_on(Clock.CLASSIFICATION, date(2027, 1, 4)) == date(2027, 1, 7)


def test_waiting_for_the_worker_pauses_the_promise(union: Union) -> None:
    code, number = union.working()
    case = union.case(number)
    before = union.feedback.deadlines.open(case.subject, Clock.ANSWER)
    union.feedback.handling.ask(union.first, number, "Bao nhiêu?", union.now)
    union.now += timedelta(days=10)
    union.feedback.submissions.add_message(code, "Hai triệu.", union.now, token="a")
    after = union.feedback.deadlines.open(case.subject, Clock.ANSWER)
    assert before is not None
    assert after is not None
    moved = datetime.fromisoformat(after["due_at"]) - datetime.fromisoformat(before["due_at"])
    assert moved == timedelta(days=12)  # ten days lead to a Saturday: until Monday
    assert after["pause_used"] == 10


def test_a_pause_ends_after_thirty_days(union: Union) -> None:
    code, number = union.working()
    case = union.case(number)
    before = union.feedback.deadlines.open(case.subject, Clock.ANSWER)
    union.feedback.handling.ask(union.first, number, "Bao nhiêu?", union.now)
    union.now += timedelta(days=45)
    union.feedback.submissions.add_message(code, "Hai triệu.", union.now, token="a")
    after = union.feedback.deadlines.open(case.subject, Clock.ANSWER)
    assert before is not None
    assert after is not None
    moved = datetime.fromisoformat(after["due_at"]) - datetime.fromisoformat(before["due_at"])
    assert moved == timedelta(days=30)


def test_an_answer_is_extended_once(union: Union) -> None:
    _, number = union.working()
    case = union.case(number)
    before = union.feedback.deadlines.open(case.subject, Clock.ANSWER)
    due = union.feedback.handling.extend(union.first, number, "Chờ số liệu bảo hiểm.", union.now)
    assert before is not None
    assert due >= date.fromisoformat(before["due_at"][:10]) + timedelta(days=15)
    with pytest.raises(Exception, match="extended_once_only"):
        union.feedback.handling.extend(union.first, number, "Thêm nữa.", union.now)


def test_reading_the_answer_starts_the_thirty_days(union: Union) -> None:
    code, number = answered(union)
    unread = union.feedback.deadlines.open(union.case(number).subject, Clock.CONFIRMATION)
    union.feedback.submissions.look_up(code, union.now)
    read = union.feedback.deadlines.open(union.case(number).subject, Clock.CONFIRMATION)
    assert unread is not None
    assert read is not None
    assert read["due_at"][:10] == "2026-12-23"
    assert unread["due_at"] > read["due_at"]


def test_an_urgent_case_tells_half_a_day_and_no_minute(union: Union) -> None:
    union.now = at("2026-11-23T09:17")
    _, number = union.send(urgent=True)
    first = union.feedback.deadlines.open(union.case(number).subject, Clock.FIRST_LOOK)
    assert first is not None
    assert first["due_at"] == "2026-11-23T17:00"
