"""Words of danger in an open case raise it into the emergency lane, with its clock and a call to duty."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from feedback.clockwork.span import read_instant
from feedback.model.case import EmergencyKind, Lane
from feedback.model.lifecycle import Clock, State
from feedback.model.union import Role
from tests.feedback import invariants
from tests.feedback.stories import ANSWER, STARTS, flooded, proposed, screened
from tests.feedback.union import Union, shown

DANGER = "Vừa có người bị máy cuốn tay, máu chảy nhiều!"
CALM = "Em gửi thêm bảng lương tháng 9."


def write(u: Union, code: str, text: str, token: str = "t", **more: object) -> None:
    u.feedback.submissions.add_message(code, text, u.now, token=token, **more)  # type: ignore[arg-type]


def told(u: Union) -> list[int]:
    rows = u.feedback.db.rows("SELECT person FROM notice WHERE kind = 'emergency'")
    return sorted(row["person"] for row in rows)


def raised(u: Union, number: str) -> int:
    return [e["kind"] for e in u.feedback.events.of(u.case(number).subject)].count("emergency_raised")


@pytest.mark.parametrize("start", [screened, *STARTS])
def test_in_every_state_that_takes_a_message(union: Union, start: Callable[[Union], tuple[str, str]]) -> None:
    code, number = start(union)
    write(union, code, DANGER)
    case = union.case(number)
    assert (case.lane, case.emergency) == (Lane.EMERGENCY, EmergencyKind.ACCIDENT)
    on_call = union.feedback.staff.members(case.owner, {Role.DUTY, Role.LEAD, Role.SUPERVISOR})
    assert told(union) == sorted(person.id for person in on_call)
    assert raised(union, number) == 1
    clock = union.feedback.deadlines.open(case.subject, Clock.FIRST_LOOK)
    assert clock
    assert read_instant(clock["due_at"]) - union.now == timedelta(minutes=30)
    union.wait(60)
    invariants.check(union.feedback, union.now, [code, DANGER])


def test_calm_words_and_unclear_ones_raise_nothing(union: Union) -> None:
    code, number = screened(union)
    write(union, code, CALM)
    write(union, code, "kho dang chay lon, keu xe chua chay", "u")
    assert union.case(number).lane is Lane.NORMAL
    assert not told(union)


def test_what_the_worker_confirmed_raises(union: Union) -> None:
    code, number = screened(union)
    write(union, code, CALM, danger=EmergencyKind.VIOLENCE)
    assert union.case(number).emergency == EmergencyKind.VIOLENCE
    assert raised(union, number) == 1


def test_a_repeated_message_calls_once(union: Union) -> None:
    code, number = screened(union)
    write(union, code, DANGER)
    write(union, code, DANGER)
    write(union, code, DANGER, "another message while the clock runs")
    assert raised(union, number) == 1


def test_message_and_lane_are_one_transaction(union: Union, monkeypatch: pytest.MonkeyPatch) -> None:
    code, number = screened(union)
    before = len(union.feedback.submissions.look_up(code, union.now).messages)
    monkeypatch.setattr(union.feedback.deadlines, "hurry_first_look", _fails)
    with pytest.raises(OSError, match="disk"):
        write(union, code, DANGER)
    monkeypatch.undo()
    assert len(union.feedback.submissions.look_up(code, union.now).messages) == before
    assert union.case(number).lane is Lane.NORMAL
    write(union, code, DANGER)
    assert union.case(number).lane is Lane.EMERGENCY


def _fails(*_: object) -> None:
    raise OSError("disk")


def test_duty_is_called_again_and_again_until_somebody_opens_it(union: Union) -> None:
    code, number = union.working()
    write(union, code, DANGER)
    union.now += timedelta(minutes=50)
    union.feedback.clock.step(union.now)
    kinds = [e["kind"] for e in union.feedback.events.of(union.case(number).subject)]
    assert "emergency_called" in kinds
    shown(union.feedback, union.second, number, union.now)
    assert not union.feedback.deadlines.open(union.case(number).subject, Clock.FIRST_LOOK)


def test_a_new_danger_after_somebody_looked_calls_again(union: Union) -> None:
    code, number = union.working()
    write(union, code, DANGER)
    union.feedback.desk.show(union.first, number, union.now)
    write(union, code, "Quản đốc đang đánh công nhân, cứu với!", "u")
    assert raised(union, number) == 2
    assert union.feedback.deadlines.open(union.case(number).subject, Clock.FIRST_LOOK)


def test_a_first_look_that_was_late_stays_missed(union: Union) -> None:
    code, number = union.send()
    union.now += timedelta(days=4)
    write(union, code, DANGER)
    sql = "SELECT result FROM deadline WHERE subject_id = ? AND clock = 'first_look' AND ended_on IS NOT NULL"
    assert union.feedback.db.value(sql, union.case(number).id) == "missed"


def test_the_lane_is_never_lowered_by_the_worker(union: Union) -> None:
    code, number = union.working(emergency=EmergencyKind.ACCIDENT)
    half = union.feedback.submissions
    write(union, code, CALM)
    half.report_retaliation(code, "Bị chuyển tổ.", union.now, token="r")
    assert union.case(number).lane is Lane.EMERGENCY
    half.withdraw(code, union.now, coerced=True)
    assert union.case(number).lane is Lane.EMERGENCY


def test_words_in_other_verbs_count_too(union: Union) -> None:
    code, number = union.working()
    union.feedback.submissions.report_retaliation(code, "Bảo vệ đang đánh tôi, cứu với!", union.now, token="r")
    assert union.case(number).lane is Lane.EMERGENCY
    code, number = union.working()
    union.feedback.handling.answer(union.first, number, ANSWER, union.now)
    union.feedback.submissions.dispute(code, union.now, text=DANGER)
    assert union.case(number).lane is Lane.EMERGENCY


def test_a_closed_case_runs_no_clock_but_duty_hears(union: Union) -> None:
    code, number = union.working()
    union.feedback.handling.answer(union.first, number, ANSWER, union.now)
    union.feedback.submissions.confirm(code, union.now)
    union.feedback.submissions.report_retaliation(code, DANGER, union.now, token="r")
    assert told(union)
    assert not union.feedback.deadlines.open(union.case(number).subject, Clock.FIRST_LOOK)


def test_the_log_tells_the_day_and_not_the_kind(union: Union) -> None:
    code, number = proposed(union)
    write(union, code, DANGER)
    event = next(e for e in union.feedback.events.of(union.case(number).subject) if e["kind"] == "emergency_raised")
    assert (event["at"], event["data"]) == (f"{union.now:%Y-%m-%d}", "{}")


def test_what_waits_in_quarantine_is_heard_and_released_by_a_person(union: Union) -> None:
    code, number = flooded(union)
    write(union, code, DANGER)
    assert union.case(number).state is State.QUARANTINED
    union.feedback.triage.release(union.first, number, union.now)
    assert union.case(number).state is State.RECEIVED
    assert union.feedback.deadlines.open(union.case(number).subject, Clock.FIRST_LOOK)
