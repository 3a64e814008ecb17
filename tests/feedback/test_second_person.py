"""Two people where two are promised; and nobody waits for a second one who does not exist."""

from __future__ import annotations

import pytest

from feedback.cases.union_words import mentions_union
from feedback.errors import NoKey, NotAllowed
from feedback.model.access import Involvement, Mode
from feedback.model.case import Category, Kind, RefusalCode
from feedback.model.case_log import CaseAct
from feedback.model.draft import Draft
from feedback.model.lifecycle import State
from tests.feedback.sized import ABOVE, BOARD, UNIT, Sized, sized
from tests.feedback.stories import ANSWER
from tests.feedback.test_policy import meet, send
from tests.feedback.union import COMPANY, MONDAY, Union, opened, shown


def state(u: Sized, number: str) -> State:
    case = u.feedback.cases.by_public_no(number)
    assert case is not None
    return case.state


def propose(u: Sized, login: str, number: str) -> None:
    u.feedback.triage.propose_refusal(u.people[login], number, RefusalCode.PRIVATE_MATTER, "Việc riêng.", MONDAY)


@pytest.mark.parametrize("_", range(20))
def test_nobody_confirms_their_own_second_proposal(_: int) -> None:
    """Proposals were ordered by a random id once, and half of the runs let one person refuse alone."""
    u = sized(5)
    half = u.feedback
    code = half.submissions.new_code()
    number = half.submissions.submit(Draft("Chậm lương.", place=COMPANY), code, MONDAY).public_no
    meet(u, number)
    opened(half, u.people["mot"], number, MONDAY)
    for proposer in ("mot", "hai"):
        propose(u, proposer, number)
        half.submissions.add_message(code, "Có thêm giấy tờ.", MONDAY, token=proposer)
        assert state(u, number) is State.SCREENING
    propose(u, "hai", number)
    for earlier in ("mot", "hai"):
        with pytest.raises(NotAllowed, match="proposer_cannot_decide"):
            half.triage.confirm_refusal(u.people[earlier], number, MONDAY)
    assert half.triage.confirm_refusal(u.people["nam"], number, MONDAY).state is State.NOT_ACCEPTED
    u.feedback.db.close()


@pytest.mark.parametrize(("size", "proposer"), [(1, "mot"), (2, "mot")])
def test_a_lone_officers_refusal_is_decided_above(size: int, proposer: str) -> None:
    u = sized(size)
    half, number = u.feedback, send(u)
    meet(u, number)
    if size == 2:
        half.desk.declare_involved(u.people["hai"], number, Involvement.PERSON, MONDAY)
    opened(half, u.people[proposer], number, MONDAY)
    propose(u, proposer, number)
    upper = u.people["tinh-1"]
    shown(half, upper, number, MONDAY)
    with pytest.raises(NotAllowed):
        half.triage.confirm_refusal(u.people[proposer], number, MONDAY)
    with pytest.raises(NotAllowed):
        half.handling.assign(upper, number, "tinh-3", MONDAY)
    assert half.triage.reject_refusal(upper, number, MONDAY).state is State.ACCEPTED
    with pytest.raises(NoKey):
        half.desk.show(upper, number, MONDAY)
    assert modes(u, number)[ABOVE] is Mode.WAITING


def modes(u: Sized, number: str) -> dict[str, Mode]:
    case = u.feedback.cases.by_public_no(number)
    assert case is not None
    return {g.unit: g.mode for g in u.feedback.grants.of(case.id)}


def test_two_people_decide_between_themselves() -> None:
    u = sized(2)
    number = send(u)
    meet(u, number)
    opened(u.feedback, u.people["hai"], number, MONDAY)
    propose(u, "hai", number)
    assert modes(u, number)[ABOVE] is Mode.WAITING
    assert u.feedback.triage.confirm_refusal(u.people["mot"], number, MONDAY).state is State.NOT_ACCEPTED


def answered(u: Sized, number: str, login: str, category: Category = Category.WAGE) -> None:
    half, lead = u.feedback, u.people["mot"]
    meet(u, number)
    opened(half, lead, number, MONDAY)
    half.triage.accept(lead, number, Kind.PETITION, category, MONDAY)
    half.handling.assign(lead, number, login, MONDAY)
    half.handling.answer(u.people[login], number, ANSWER, MONDAY)


def test_a_lone_officers_first_dispute_goes_up_at_once() -> None:
    u = sized(1)
    code = u.feedback.submissions.new_code()
    number = u.feedback.submissions.submit(Draft("Chậm lương.", place=COMPANY), code, MONDAY).public_no
    answered(u, number, "mot")
    u.feedback.submissions.dispute(code, MONDAY, text="Chưa trả.")
    case = u.feedback.cases.by_public_no(number)
    assert case is not None
    assert (case.owner, case.state, case.assignee) == (ABOVE, State.IN_PROGRESS, None)
    assert modes(u, number)[UNIT] is Mode.READ
    assert u.feedback.submissions.look_up(code, MONDAY).moved_why == "dispute"


def test_another_handler_is_one_who_has_not_had_it() -> None:
    """Also not by a second assignment after the first one, and not by the clock."""
    u = sized(5)
    half, lead = u.feedback, u.people["mot"]
    code = half.submissions.new_code()
    number = half.submissions.submit(Draft("Chậm lương.", place=COMPANY), code, MONDAY).public_no
    answered(u, number, "ba")
    half.submissions.dispute(code, MONDAY)
    with pytest.raises(NotAllowed, match="other_handler_needed"):
        half.handling.assign(lead, number, "ba", MONDAY)
    half.handling.assign(lead, number, "bon", MONDAY)
    with pytest.raises(NotAllowed, match="other_handler_needed"):
        half.handling.assign(lead, number, "ba", MONDAY)


def test_a_category_of_the_leads_is_not_left_by_a_handler() -> None:
    u = sized(2)
    half, number = u.feedback, send(u, category=Category.HARASSMENT)
    answer_alone(u, number)
    with pytest.raises(NotAllowed, match="lead_answers_this"):
        half.triage.classify(u.people["hai"], number, MONDAY, category=Category.WAGE)
    with pytest.raises(NotAllowed, match="lead_answers_this"):
        half.handling.answer(u.people["hai"], number, ANSWER, MONDAY)
    half.triage.classify(u.people["mot"], number, MONDAY, category=Category.WAGE)
    assert half.handling.answer(u.people["hai"], number, ANSWER, MONDAY).state is State.ANSWERED


def answer_alone(u: Sized, number: str) -> None:
    """`hai` takes the case in; at that moment already the category may not be left."""
    half = u.feedback
    meet(u, number)
    opened(half, u.people["hai"], number, MONDAY)
    with pytest.raises(NotAllowed, match="lead_answers_this"):
        half.triage.accept(u.people["hai"], number, Kind.PETITION, Category.WAGE, MONDAY)
    half.triage.accept(u.people["hai"], number, Kind.PETITION, Category.HARASSMENT, MONDAY)
    half.handling.assign(u.people["mot"], number, "hai", MONDAY)


def test_without_a_lead_the_unit_above_gives_the_case_out() -> None:
    u = sized(2)
    half, number = u.feedback, send(u)
    meet(u, number)
    half.desk.declare_involved(u.people["mot"], number, Involvement.PERSON, MONDAY)
    opened(half, u.people["hai"], number, MONDAY)
    half.triage.accept(u.people["hai"], number, Kind.PETITION, Category.WAGE, MONDAY)
    half.desk.declare_uninvolved(u.people["tinh-1"], number, MONDAY)
    half.handling.assign(u.people["tinh-1"], number, "hai", MONDAY)
    assert modes(u, number)[ABOVE] is Mode.WAITING
    assert half.handling.answer(u.people["hai"], number, ANSWER, MONDAY).state is State.ANSWERED


# --- "bạn có liên quan không?" ---


def test_the_question_is_answered_by_a_verb_of_its_own(union: Union) -> None:
    _, number = union.send()
    with pytest.raises(NotAllowed, match="are_you_involved"):
        union.feedback.triage.open(union.first, number, union.now)
    assert not union.feedback.events.has(
        union.case(number).subject, f"staff:{union.first.member.id}", CaseAct.DECLARED_UNINVOLVED
    )
    opened(union.feedback, union.first, number, union.now)
    union.feedback.desk.declare_uninvolved(union.first, number, union.now)
    kinds = [e["kind"] for e in union.feedback.events.of(union.case(number).subject)]
    assert kinds.count("declared_uninvolved") == 1


def test_who_finds_out_later_is_out_at_once() -> None:
    u = sized(5)
    half, number = u.feedback, send(u)
    meet(u, number)
    opened(half, u.people["mot"], number, MONDAY)
    half.triage.accept(u.people["mot"], number, Kind.PETITION, Category.WAGE, MONDAY)
    half.handling.assign(u.people["mot"], number, "ba", MONDAY)
    half.desk.declare_involved(u.people["ba"], number, Involvement.PERSON, MONDAY)
    with pytest.raises(NoKey):
        half.desk.show(u.people["ba"], number, MONDAY)
    case = half.cases.by_public_no(number)
    assert case is not None
    assert case.assignee is None


def test_a_unit_that_is_concerned_loses_the_case_to_the_board() -> None:
    u = sized(5)
    half, number = u.feedback, send(u)
    meet(u, number)
    opened(half, u.people["hai"], number, MONDAY)
    half.desk.declare_involved(u.people["hai"], number, Involvement.UNIT, MONDAY)
    case = half.cases.by_public_no(number)
    assert case is not None
    assert (case.owner, case.conflict, case.moved_why) == (BOARD, True, "involved")
    assert UNIT not in modes(u, number)
    for login in ("mot", "hai", "ba"):
        with pytest.raises(NoKey):
            half.desk.show(u.people[login], number, MONDAY)
    assert shown(half, u.people["ban-1"], number, MONDAY).messages
    assert modes(u, number)[BOARD] is Mode.WORK


@pytest.mark.parametrize(
    "text",
    [
        "Chủ tịch công đoàn ăn chặn tiền",
        "chu tich cong doan khong lam gi",
        "quỹ công đoàn đi đâu",
        "quy cong doan di dau",
        "CHỦ TỊCH   CĐ công ty",
        "can bo CĐCS nhan tien",
        "kinh phi cong doan",
        "ban chấp hành công đoàn",
        "đoàn phí thu hàng tháng",
        "cong doan cty dung ve phia giam doc",
    ],
)
def test_words_about_the_union_are_heard_with_and_without_marks(text: str) -> None:
    assert mentions_union(text)


@pytest.mark.parametrize("text", ["Công ty trả lương chậm.", "Tôi muốn gia nhập công đoàn.", "Công đoạn may bị lỗi."])
def test_other_words_are_not(text: str) -> None:
    assert not mentions_union(text)


@pytest.mark.parametrize("text", ["Chủ tịch công đoàn ăn tiền.", "chu tich cong doan an tien"])
def test_staff_must_look_at_them_too(union: Union, text: str) -> None:
    _, number = union.send(text)
    opened(union.feedback, union.first, number, union.now)
    with pytest.raises(NotAllowed, match="confirm_no_conflict"):
        union.feedback.triage.accept(union.first, number, Kind.PETITION, Category.WAGE, union.now)
