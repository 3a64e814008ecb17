"""Refusals by two people, samples, holds, "chế độ ngập", recognition of duplicates, and identities in confidence."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest

from feedback.errors import FeedbackError, NoKey, NotAllowed
from feedback.model.access import Mode
from feedback.model.answer import Answer
from feedback.model.case import Category, Concern, EmergencyKind, Kind, Lane, Level, Outcome, RefusalCode
from feedback.model.draft import Draft
from feedback.model.lifecycle import State
from feedback.organisation.keyring import StaffSession
from feedback.staff.identity import Identity
from feedback.staff.similar import find_similar
from tests.feedback.real_union import real_union, session
from tests.feedback.stories import ANSWER, answered, closed, proposed, refused, screened
from tests.feedback.union import COMPANY, MONDAY, Union, opened, shown


def test_the_proposer_cannot_decide(union: Union) -> None:
    _, number = proposed(union)
    with pytest.raises(NotAllowed, match="proposer"):
        union.feedback.triage.confirm_refusal(union.first, number, union.now)


def test_the_database_itself_wants_two_people(union: Union) -> None:
    proposed(union)
    with pytest.raises(Exception, match="proposer decides"):
        union.feedback.db.run("UPDATE screening SET decided_by = proposed_by")


@pytest.mark.parametrize("code", [RefusalCode.OUTSIDE_COMPETENCE, RefusalCode.SAME_AS_OPEN])
def test_redirecting_and_linking_are_no_refusals(union: Union, code: RefusalCode) -> None:
    _, number = screened(union)
    with pytest.raises(NotAllowed, match="refusal_code_needed"):
        union.feedback.triage.propose_refusal(union.first, number, code, "x", union.now)


def test_a_refusal_needs_a_reason(union: Union) -> None:
    _, number = screened(union)
    with pytest.raises(NotAllowed, match="reason"):
        union.feedback.triage.propose_refusal(union.first, number, RefusalCode.PRIVATE_MATTER, " ", union.now)


def test_an_unnamed_denunciation_is_taken_as_information(union: Union) -> None:
    """Luật Tố cáo 2018, Điều 25."""
    _, number = screened(union)
    with pytest.raises(NotAllowed, match="unnamed_denunciation"):
        union.feedback.triage.accept(union.first, number, Kind.DENUNCIATION, Category.WAGE, union.now)
    assert union.feedback.triage.accept(union.first, number, Kind.CONCERN, Category.WAGE, union.now)


def test_hints_at_the_union_must_be_answered(union: Union) -> None:
    """R11."""
    _, number = screened(union, text="Chủ tịch công đoàn giữ tiền quà của công nhân.")
    with pytest.raises(NotAllowed, match="confirm_no_conflict"):
        union.feedback.triage.accept(union.first, number, Kind.CONCERN, Category.WAGE, union.now)
    union.feedback.triage.accept(union.first, number, Kind.CONCERN, Category.WAGE, union.now, no_conflict=True)


def test_all_refusals_of_a_small_month_are_read_again(union: Union) -> None:
    numbers = sorted(refused(union)[1] for _ in range(3))
    rng = random.Random(1)
    drawn = union.feedback.oversight.draw_sample(date(2026, 11, 1), union.now, rng.sample)
    assert drawn == numbers
    case = union.case(numbers[0])
    modes = {g.unit: g.mode for g in union.feedback.desk.mover.grants.of(case.id)}
    assert modes["ldld-tinh-ubkt"] is Mode.REVIEW
    assert union.feedback.oversight.draw_sample(date(2026, 11, 1), union.now, rng.sample) == []


def test_the_clock_draws_the_sample_each_month(union: Union) -> None:
    union.feedback.clock.step(union.now)
    _, number = refused(union)
    union.wait(9)
    case = union.case(number)
    assert "sampled" in [e["kind"] for e in union.feedback.events.of(case.subject)]


def test_a_hold_keeps_everything(union: Union) -> None:
    _, number = refused(union)
    hold(union, number)
    union.wait(170)
    union.feedback.holding.lift(union.first, number, "Xong.", union.now)
    hold(union, number)
    union.wait(170)
    union.feedback.holding.lift(union.first, number, "Xong.", union.now)
    hold(union, number)
    union.wait(160)
    assert union.case(number).state is State.CLOSED
    union.wait(30)
    assert union.case(number).state is State.PURGED
    assert "hold_lifted" in [e["kind"] for e in union.feedback.events.of(union.case(number).subject)]


def hold(union: Union, number: str, days: int = 179) -> None:
    """Two people, for nearly six months."""
    until = (union.now + timedelta(days=days)).date()
    union.feedback.holding.propose(union.first, number, "Thanh tra đang xem.", until, union.now)
    union.feedback.holding.confirm(union.second, number, union.now)


def test_a_hold_needs_two_people_an_end_and_a_case_that_is_there(union: Union) -> None:
    code, number = refused(union)
    half, today = union.feedback, union.now.date()
    for until in (today, today + timedelta(days=181)):
        with pytest.raises(NotAllowed, match="hold_too_long"):
            half.holding.propose(union.first, number, "Thanh tra.", until, union.now)
    half.holding.propose(union.first, number, "Thanh tra.", today + timedelta(days=30), union.now)
    assert not union.case(number).legal_hold
    with pytest.raises(NotAllowed, match="proposer_cannot_decide"):
        half.holding.confirm(union.first, number, union.now)
    with pytest.raises(NotAllowed, match="held_already"):
        half.holding.propose(union.second, number, "Lần nữa.", today + timedelta(days=30), union.now)
    half.holding.confirm(union.second, number, union.now)
    half.submissions.delete(code, union.now)
    assert half.submissions.look_up(code, union.now).held_until == today + timedelta(days=30)
    with pytest.raises(NoKey):
        half.holding.lift(union.first, number, "Xong.", union.now)
    union.wait(28)
    assert half.cases.secret(union.case(number).id, "sealed_for_recovery")
    union.wait(5)  # the clock alone destroys the recovery copy
    assert half.cases.secret(union.case(number).id, "sealed_for_recovery") is None


def test_no_hold_on_what_the_worker_deleted(union: Union) -> None:
    code, number = refused(union)
    union.feedback.submissions.delete(code, union.now)
    with pytest.raises(NoKey):
        union.feedback.holding.propose(union.first, number, "x", union.now.date() + timedelta(days=9), union.now)


def test_an_unread_answer_is_not_archived(union: Union) -> None:
    _, number = answered(union)
    union.wait(64)
    assert union.case(number).state is State.CLOSED
    union.wait(366)
    assert union.case(number).state is State.ARCHIVED


def test_a_summary_outlives_the_thread(union: Union) -> None:
    code, number = closed(union)
    union.feedback.handling.summarise(union.first, number, "Chậm lương hai tháng, đã trả đủ.", union.now)
    union.wait(370)
    assert union.case(number).state is State.ARCHIVED
    rows = union.feedback.db.rows("SELECT template FROM message")
    assert [r["template"] for r in rows] == ["summary"]
    assert union.feedback.submissions.look_up(code, union.now).state is State.ARCHIVED


def test_purged_cases_are_cut_after_five_years_and_still_counted(union: Union) -> None:
    _, number = refused(union)
    union.wait(420)
    assert union.case(number).state is State.PURGED
    union.now += timedelta(days=6 * 365)
    union.feedback.clock.step(union.now)
    assert union.feedback.db.value("SELECT COUNT(*) FROM submission") == 0
    assert union.feedback.db.value("SELECT COUNT(*) FROM event WHERE subject_kind = 'case'") == 0
    assert union.feedback.db.value("SELECT n FROM stat_day WHERE measure = 'cut'") == 1
    union.send()
    with pytest.raises(Exception, match="append only"):
        union.feedback.db.run("DELETE FROM event")


def test_in_flood_mode_nothing_is_decided_by_silence(union: Union) -> None:
    half = union.feedback
    _, number = proposed(union)
    with pytest.raises(NotAllowed):
        half.oversight.declare_flood(union.first, union.first, "cd-kcn", 5, union.now)
    half.oversight.declare_flood(union.first, union.second, "cd-kcn", 10, union.now)
    assert half.desk.mover.counts.is_flooded(union.now.date(), "cd-kcn")
    assert not half.desk.mover.counts.is_flooded(union.now.date(), "cd-an-thuong")
    union.wait(8)
    assert union.case(number).state is State.REFUSAL_PROPOSED
    union.wait(12)
    assert union.case(number).state is State.ACCEPTED


def test_floods_are_set_aside_and_never_refused(union: Union) -> None:
    states = [union.case(union.send(sender="x")[1]).state for _ in range(5)]
    assert states == [State.RECEIVED] * 3 + [State.QUARANTINED] * 2
    assert union.case(union.send(sender="y")[1]).state is State.RECEIVED
    rest = [union.case(union.send(sender=f"s{n}")[1]).state for n in range(20)]
    assert State.QUARANTINED in rest
    union.now += timedelta(days=1)
    assert union.case(union.send(sender="x")[1]).state is State.RECEIVED


@pytest.mark.parametrize(
    ("messages", "every", "state"),
    [(30, 1, State.RECEIVED), (31, 1, State.QUARANTINED), (31, 20, State.RECEIVED), (200, 60, State.RECEIVED)],
)
def test_many_messages_in_ten_minutes_set_a_submission_aside(
    union: Union, messages: int, every: int, state: State
) -> None:
    for _ in range(messages):
        union.now += timedelta(seconds=every)
        union.feedback.submissions.note_message("x", union.now)
    assert union.case(union.send(sender="y")[1]).state is State.RECEIVED  # a chat never counts for another
    code, number = union.send(sender="x")
    assert union.case(number).state is state
    assert union.feedback.submissions.look_up(code, union.now).messages


def test_a_hasty_chat_is_forgotten_after_ten_minutes(union: Union) -> None:
    for _ in range(40):
        union.feedback.submissions.note_message("x", union.now)
    emergency = union.send(sender="x", emergency=EmergencyKind.ACCIDENT)[1]
    assert union.case(emergency).state is State.RECEIVED
    assert union.case(union.send(sender="x")[1]).state is State.QUARANTINED
    union.now += timedelta(minutes=10)
    assert union.case(union.send(sender="x")[1]).state is State.RECEIVED


def test_nothing_of_a_hasty_chat_is_stored(union: Union) -> None:
    before = union.feedback.db.db.conn.serialize()
    for _ in range(40):
        union.feedback.submissions.note_message("x", union.now)
    assert union.feedback.db.db.conn.serialize() == before


def test_similar_cases_are_proposed_and_answered_together(union: Union) -> None:
    half = union.feedback
    _, first = union.working(text="Công ty trả lương chậm hai tháng, tháng 9 và tháng 10.")
    code, second = union.accepted(text="cong ty tra luong cham 2 thang, thang 9 thang 10")
    union.accepted(text="Nhà ăn nấu cơm thiu, nhiều người đau bụng.")
    found = find_similar(half.desk, union.first, first, union.now)
    assert [f.public_no for f in found] == [second]
    half.handling.link(union.first, second, first, "duplicate", union.now)
    half.handling.answer(union.first, first, ANSWER, union.now, law_refs=["45/2019/QH14:97"])
    view = half.submissions.look_up(code, union.now)
    assert view.state is State.ANSWERED
    assert view.duplicate_of == first
    assert view.messages[-1].law_refs == ("45/2019/QH14:97",)
    union.wait(40)
    assert union.case(second).outcome is Outcome.DUPLICATE


def test_a_false_alarm_becomes_normal(union: Union) -> None:
    _, number = union.send(emergency=EmergencyKind.ACCIDENT)
    opened(union.feedback, union.first, number, union.now)
    case = union.feedback.triage.classify(union.first, number, union.now, lane=Lane.NORMAL, category=Category.SAFETY)
    assert (case.lane, case.category, case.state) == (Lane.NORMAL, Category.SAFETY, State.SCREENING)
    with pytest.raises(NotAllowed, match="unnamed_denunciation"):
        union.feedback.triage.classify(union.first, number, union.now, kind=Kind.DENUNCIATION)


def test_nothing_is_proposed_from_one_case(union: Union) -> None:
    _, number = union.working()
    assert find_similar(union.feedback.desk, union.first, number, union.now) == []


def test_an_answer_has_five_parts(union: Union) -> None:
    _, number = union.working()
    with pytest.raises(NotAllowed, match="five_parts"):
        union.feedback.handling.answer(union.first, number, Answer("a", "b", "", "d", "e"), union.now)
    union.feedback.handling.answer(union.first, number, ANSWER, union.now)


def test_nothing_leaves_the_union_without_consent(union: Union) -> None:
    code, number = union.working()
    with pytest.raises(NotAllowed, match="forwarding_not_agreed"):
        union.feedback.handling.forward(union.first, number, "Công ty", "Bản gọn.", union.now)
    union.feedback.submissions.agree_to_forwarding(code, union.now)
    union.feedback.handling.forward(union.first, number, "Công ty", "Bản gọn.", union.now)


def test_a_unit_complained_about_is_not_contacted_in_a_hurry(union: Union) -> None:
    """R8."""
    _, number = union.send(concerns=frozenset({Concern.GRASSROOTS}), consent_forwarding=True)
    half = union.feedback
    opened(half, union.first, number, union.now)
    half.triage.accept(union.first, number, Kind.CONCERN, Category.UNION_AFFAIRS, union.now)
    half.handling.assign(union.first, number, "thu-1", union.now)
    with pytest.raises(NotAllowed, match="union_contact_too_early"):
        half.handling.forward(union.first, number, "CĐCS", "Kiểm tra chung.", union.now)
    union.wait(9)
    assert half.handling.forward(union.first, number, "CĐCS", "Kiểm tra chung.", union.now).state


def test_a_confidential_contact_needs_a_custodian() -> None:
    half = real_union()
    code = half.submissions.new_code()
    draft = Draft("Bị ép ký.", place=COMPANY, level=Level.CONFIDENTIAL, contact="Lan, tổ 3")
    number = half.submissions.submit(draft, code, MONDAY).public_no
    lead, keeper = session(half, "kcn-lanh-dao"), session(half, "giu-2")
    assert shown(half, lead, number, MONDAY).contact == ""
    half.identity.ask(lead, number, "Cần đại diện ở tòa.", MONDAY)
    assert half.identity.waiting(keeper, MONDAY) == [(number, "Cần đại diện ở tòa.")]
    with pytest.raises(NoKey):
        half.identity.decide(lead, number, True, MONDAY)
    half.identity.decide(keeper, number, True, MONDAY)
    assert half.desk.show(lead, number, MONDAY).contact == "Lan, tổ 3"
    told = {m.template: m.text for m in half.submissions.look_up(code, MONDAY).messages}
    assert told["identity_opened"] == "Cần đại diện ở tòa."
    assert not opens(half.identity, keeper, number)


def opens(identity: Identity, who: StaffSession, number: str) -> bool:
    try:
        identity.decide(who, number, True, MONDAY)
    except FeedbackError:
        return False
    return True
