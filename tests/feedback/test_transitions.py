"""Every row T01–T60 is driven through the public verbs, and seen in the log of its case."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from feedback.cases.states import TRANSITIONS
from feedback.errors import Conflict, NotAllowed
from feedback.model.access import Verb
from feedback.model.answer import Answer
from feedback.model.case import Category, Kind, Outcome, RefusalCode
from feedback.model.lifecycle import State
from feedback.staff.triage import Part
from tests.feedback.stories import (
    ANSWER,
    answered,
    appealed,
    asked,
    closed,
    disputed,
    external,
    flooded,
    in_dialogue,
    proposed,
    redirected,
    refused,
    screened,
    withdrawing,
)
from tests.feedback.union import Union

Step = Callable[[Union, str, str], object]


def wait(days: int) -> Step:
    return lambda u, code, number: u.wait(days)


def followed(start: Callable[[Union], tuple[str, str]]) -> Callable[[Union], tuple[str, str]]:
    """A case that follows another one, which is being worked on."""

    def go(u: Union) -> tuple[str, str]:
        u.leading = u.working()[1]
        code, number = start(u)
        u.meet(number)
        u.feedback.handling.link(u.first, number, u.leading, "duplicate", u.now)
        return code, number

    return go


def lead_answers(u: Union) -> None:
    u.feedback.handling.answer(u.first, u.leading, ANSWER, u.now)


STORIES: dict[str, tuple[Callable[[Union], tuple[str, str]], Step, State]] = {
    "T01": (lambda u: u.send(), lambda u, c, n: None, State.RECEIVED),
    "T02": (flooded, lambda u, c, n: None, State.QUARANTINED),
    "T04": (flooded, lambda u, c, n: u.feedback.triage.release(u.first, n, u.now), State.RECEIVED),
    "T05": (
        flooded,
        lambda u, c, n: u.feedback.triage.propose_refusal(u.first, n, RefusalCode.ADVERTISING, "Quảng cáo.", u.now),
        State.REFUSAL_PROPOSED,
    ),
    "T06": (flooded, wait(4), State.RECEIVED),
    "T07": (lambda u: screened(u), lambda u, c, n: None, State.SCREENING),
    "T08": (lambda u: u.send(), wait(4), State.RECEIVED),
    "T09": (asked, lambda u, c, n: None, State.NEEDS_INFO),
    "T10": (lambda u: u.accepted(), lambda u, c, n: None, State.ACCEPTED),
    "T11": (
        lambda u: screened(u),
        lambda u, c, n: u.feedback.triage.split(u.first, n, [Part("Việc thứ hai.", Category.SAFETY)], u.now, version=3),
        State.SCREENING,
    ),
    "T12": (redirected, lambda u, c, n: None, State.REDIRECTED),
    "T13": (proposed, lambda u, c, n: None, State.REFUSAL_PROPOSED),
    "T14": (lambda u: screened(u), wait(10), State.SCREENING),
    "T15": (
        asked,
        lambda u, c, n: u.feedback.submissions.add_message(c, "Tháng 9.", u.now, token="a"),
        State.SCREENING,
    ),
    "T16": (asked, wait(63), State.CLOSED),
    "T17": (refused, lambda u, c, n: None, State.NOT_ACCEPTED),
    "T18": (proposed, lambda u, c, n: u.feedback.triage.reject_refusal(u.second, n, u.now), State.ACCEPTED),
    "T19": (proposed, wait(5), State.ACCEPTED),
    "T20": (appealed, lambda u, c, n: None, State.APPEAL),
    "T21": (refused, wait(33), State.CLOSED),
    "T22": (
        appealed,
        lambda u, c, n: u.feedback.oversight.uphold(u.third, n, "Đúng là việc riêng.", u.now),
        State.CLOSED,
    ),
    "T23": (appealed, lambda u, c, n: u.feedback.oversight.overturn(u.second, n, u.now), State.ACCEPTED),
    "T24": (appealed, wait(16), State.ACCEPTED),
    "T25": (lambda u: u.working(), lambda u, c, n: None, State.IN_PROGRESS),
    "T26": (lambda u: u.accepted(), wait(34), State.ACCEPTED),
    "T27": (
        lambda u: u.working(),
        lambda u, c, n: u.feedback.handling.assign(u.first, n, "thu-2", u.now),
        State.IN_PROGRESS,
    ),
    "T28": (
        lambda u: u.working(),
        lambda u, c, n: u.feedback.handling.ask(u.first, n, "Bao nhiêu?", u.now),
        State.NEEDS_INFO,
    ),
    "T29": (external, lambda u, c, n: None, State.WAITING_EXTERNAL),
    "T30": (in_dialogue, lambda u, c, n: None, State.IN_DIALOGUE),
    "T31": (answered, lambda u, c, n: None, State.ANSWERED),
    "T32": (lambda u: u.working(), wait(34), State.IN_PROGRESS),
    "T33": (
        external,
        lambda u, c, n: u.feedback.handling.result(u.first, n, "Công ty hứa trả.", u.now),
        State.IN_PROGRESS,
    ),
    "T34": (external, wait(16), State.IN_PROGRESS),
    "T35": (
        in_dialogue,
        lambda u, c, n: u.feedback.handling.result(u.first, n, "Đã thỏa thuận.", u.now),
        State.IN_PROGRESS,
    ),
    "T36": (in_dialogue, wait(15), State.IN_PROGRESS),
    "T37": (closed, lambda u, c, n: None, State.CLOSED),
    "T38": (disputed, lambda u, c, n: None, State.DISPUTED),
    "T39": (answered, wait(63), State.CLOSED),
    "T40": (disputed, lambda u, c, n: u.feedback.handling.assign(u.first, n, "thu-2", u.now), State.IN_PROGRESS),
    "T41": (disputed, wait(9), State.IN_PROGRESS),
    "T42": (withdrawing(lambda u: u.send()), lambda u, c, n: None, State.WITHDRAW_CHECK),
    "T43": (withdrawing(screened), lambda u, c, n: None, State.WITHDRAW_CHECK),
    "T44": (withdrawing(lambda u: u.accepted()), lambda u, c, n: None, State.WITHDRAW_CHECK),
    "T45": (withdrawing(lambda u: u.working()), lambda u, c, n: None, State.WITHDRAW_CHECK),
    "T46": (
        withdrawing(screened),
        lambda u, c, n: u.feedback.handling.decide_withdrawal(u.first, n, False, u.now),
        State.CLOSED,
    ),
    "T47": (
        withdrawing(screened),
        lambda u, c, n: u.feedback.handling.decide_withdrawal(u.first, n, True, u.now),
        State.SCREENING,
    ),
    "T48": (withdrawing(screened), wait(16), State.CLOSED),
    "T49": (
        redirected,
        lambda u, c, n: u.feedback.submissions.needs_help(c, u.now, text="Họ không nhận."),
        State.ACCEPTED,
    ),
    "T50": (redirected, wait(63), State.CLOSED),
    "T51": (
        closed,
        lambda u, c, n: u.feedback.submissions.add_message(c, "Lại chậm.", u.now, token="b"),
        State.IN_PROGRESS,
    ),
    "T52": (closed, wait(366), State.ARCHIVED),
    "T53": (refused, wait(420), State.PURGED),
    "T54": (
        proposed,
        lambda u, c, n: u.feedback.submissions.add_message(c, "Có thêm bảng lương.", u.now, token="c"),
        State.SCREENING,
    ),
    "T55": (
        lambda u: redirected(u, consent_forwarding=True),
        lambda u, c, n: u.feedback.triage.forward_redirected(u.first, n, "Sở Nội vụ", "Có phản ánh.", u.now),
        State.WAITING_EXTERNAL,
    ),
    "T56": (withdrawing(asked), lambda u, c, n: None, State.WITHDRAW_CHECK),
    "T57": (withdrawing(external), lambda u, c, n: None, State.WITHDRAW_CHECK),
    "T58": (withdrawing(in_dialogue), lambda u, c, n: None, State.WITHDRAW_CHECK),
    "T59": (withdrawing(flooded), lambda u, c, n: None, State.WITHDRAW_CHECK),
    "T60": (withdrawing(screened), lambda u, c, n: u.feedback.submissions.keep(c, u.now), State.SCREENING),
}
STORIES |= {
    row: (followed(start), lambda u, c, n: lead_answers(u), State.ANSWERED)
    for row, start in {
        "T61": flooded,
        "T62": lambda u: u.send(),
        "T63": screened,
        "T64": asked,
        "T65": lambda u: u.accepted(),
        "T66": lambda u: u.working(),
        "T67": external,
        "T68": in_dialogue,
        "T69": disputed,
    }.items()
}
DRAFT_ONLY = {"T03"}  # a draft that was never sent lives and expires in the channel's sealed state


def test_every_row_has_a_story() -> None:
    assert set(STORIES) | DRAFT_ONLY == {t.id for t in TRANSITIONS}


@pytest.mark.parametrize("row", sorted(STORIES))
def test_row(row: str, union: Union) -> None:
    start, step, expected = STORIES[row]
    code, number = start(union)
    step(union, code, number)
    case = union.case(number)
    assert case.state is expected
    log = union.feedback.events.of(case.subject)
    assert any(f'"{row}"' in line["data"] for line in log)
    assert not union.feedback.audit.verify()


def test_the_worker_reads_what_the_table_says(union: Union) -> None:
    code, _ = refused(union)
    view = union.feedback.submissions.look_up(code, union.now)
    assert view.text_id == "not_accepted"
    assert view.refusal is RefusalCode.PRIVATE_MATTER
    assert [m.text for m in view.messages if m.template == "refusal_reason"] == ["Việc riêng."]


def test_a_step_the_table_does_not_have_is_refused(union: Union) -> None:
    code, number = union.send()
    with pytest.raises(NotAllowed):
        union.feedback.submissions.confirm(code, union.now)
    with pytest.raises(NotAllowed):
        union.feedback.handling.assign(union.first, number, "thu-1", union.now)


def test_a_double_click_changes_nothing_more(union: Union) -> None:
    code, number = answered(union)
    first = union.feedback.submissions.confirm(code, union.now, stars=4, text="Cảm ơn.")
    again = union.feedback.submissions.confirm(code, union.now, stars=4, text="Cảm ơn.")
    assert first == again
    assert [e["kind"] for e in union.feedback.events.of(union.case(number).subject)].count("confirm") == 1


def test_two_people_cannot_overwrite_each_other(union: Union) -> None:
    _, number = screened(union)
    seen = union.case(number).version
    union.feedback.triage.ask(union.first, number, "Từ tháng nào?", union.now, version=seen)
    with pytest.raises((Conflict, NotAllowed)):
        union.feedback.triage.accept(union.second, number, Kind.PETITION, Category.WAGE, union.now, version=seen)


def test_only_the_workers_word_counts_as_solved(union: Union) -> None:
    _, silent = answered(union)
    code, confirmed = answered(union)
    union.feedback.submissions.confirm(code, union.now)
    union.wait(63)
    assert union.case(confirmed).outcome is Outcome.SOLVED_CONFIRMED
    assert union.case(silent).outcome is Outcome.SOLVED_UNCONFIRMED


# --- back to where it came from ---


def test_a_handlers_question_does_not_send_the_case_through_triage_again(union: Union) -> None:
    code, number = union.working()
    union.feedback.handling.ask(union.first, number, "Bao nhiêu?", union.now)
    union.feedback.submissions.add_message(code, "Hai triệu.", union.now, token="a")
    case = union.case(number)
    assert (case.state, case.assignee) == (State.IN_PROGRESS, union.first.member.id)
    union.feedback.handling.answer(union.first, number, ANSWER, union.now)


@pytest.mark.parametrize("start", [lambda u: u.send(), screened, asked, lambda u: u.accepted(), external, in_dialogue])
@pytest.mark.parametrize("forced", [True, False])
def test_a_withdrawal_given_up_goes_back(union: Union, start: Callable[[Union], tuple[str, str]], forced: bool) -> None:
    code, number = start(union)
    before = union.case(number).state
    union.feedback.submissions.withdraw(code, union.now)
    if forced:
        union.meet(number)
        union.feedback.handling.decide_withdrawal(union.first, number, True, union.now)
    else:
        union.feedback.submissions.keep(code, union.now)
    assert union.case(number).state is before
    assert union.feedback.deadlines.open_of(union.case(number).subject)


def test_a_question_a_withdrawal_and_back_keep_the_way(union: Union) -> None:
    code, number = union.working()
    union.feedback.handling.ask(union.first, number, "Bao nhiêu?", union.now)
    union.feedback.submissions.withdraw(code, union.now)
    union.feedback.submissions.keep(code, union.now)
    union.feedback.submissions.add_message(code, "Hai triệu.", union.now, token="a")
    assert union.case(number).state is State.IN_PROGRESS


def test_the_worker_is_told_when_nobody_looked(union: Union) -> None:
    """T08."""
    code, _ = union.send()
    union.wait(3)
    assert "late" in [m.template for m in union.feedback.submissions.look_up(code, union.now).messages]


@pytest.mark.parametrize("start", [refused, appealed, redirected, closed, proposed])
def test_a_duplicate_reads_the_leading_answer_in_any_state(
    union: Union, start: Callable[[Union], tuple[str, str]]
) -> None:
    _, leading = union.working()
    code, number = start(union)
    union.meet(number)
    union.feedback.handling.link(union.first, number, leading, "duplicate", union.now)
    union.feedback.handling.answer(union.first, leading, ANSWER, union.now)
    assert ANSWER in [m.answer for m in union.feedback.submissions.look_up(code, union.now).messages]


def test_what_was_answered_before_the_link_is_read_too(union: Union) -> None:
    _, leading = answered(union)
    code, number = screened(union)
    union.feedback.handling.link(union.first, number, leading, "duplicate", union.now)
    view = union.feedback.submissions.look_up(code, union.now)
    assert (view.state, view.messages[-1].answer) == (State.ANSWERED, ANSWER)


# --- what staff may say ---


def test_an_answer_is_put_right_and_the_earlier_one_stays(union: Union) -> None:
    code, number = answered(union)
    better = Answer("Lương chậm.", "Đã đối chiếu lại.", "Trả đủ hai tháng.", "Điều 97.", "Bấm chưa giải quyết.")
    union.feedback.handling.correct(union.first, number, better, union.now)
    answers = [m.answer for m in union.feedback.submissions.look_up(code, union.now).messages]
    assert answers[-2:] == [ANSWER, better]


@pytest.mark.parametrize("start", [screened, asked, answered, external, in_dialogue, disputed])
def test_staff_write_to_the_worker_in_every_open_state(union: Union, start: Callable[[Union], tuple[str, str]]) -> None:
    code, number = start(union)
    before = union.case(number).state
    union.feedback.handling.message(union.first, number, "Chúng tôi vẫn đang làm.", union.now)
    union.feedback.handling.message(union.first, number, "Tuần sau có kết quả.", union.now)
    texts = [m.text for m in union.feedback.submissions.look_up(code, union.now).messages]
    assert texts[-2:] == ["Chúng tôi vẫn đang làm.", "Tuần sau có kết quả."]
    assert union.case(number).state is before


@pytest.mark.parametrize("by_staff", [True, False])
def test_consent_can_be_taken_back(union: Union, by_staff: bool) -> None:
    code, number = union.working(consent_forwarding=True)
    if by_staff:
        union.feedback.handling.return_consent(union.first, number, "Bạn gọi điện báo rút.", union.now)
    else:
        union.feedback.submissions.take_back_consent(code, union.now)
    with pytest.raises(NotAllowed, match="forwarding_not_agreed"):
        union.feedback.handling.forward(union.first, number, "Công ty", "Bản gọn.", union.now)


def test_a_part_carries_the_company_and_the_law(union: Union) -> None:
    _, number = screened(union, company_name="Công ty May Kín", legal_basis=("45/2019/QH14:97",))
    part = Part("Việc thứ hai.", Category.SAFETY)
    union.feedback.triage.split(union.first, number, [part], union.now, version=union.case(number).version)
    child = union.feedback.links.followers(union.case(number).id, "part_of")[0]
    dossier = union.feedback.desk.show(union.first, union.feedback.cases.get(child).public_no, union.now)
    assert (dossier.company, dossier.case.legal_basis) == ("Công ty May Kín", ("45/2019/QH14:97",))


def test_a_worker_says_nothing_into_the_void(union: Union) -> None:
    """Every step of the worker twice, with other words: both are kept."""
    submissions = union.feedback.submissions
    for start, step in (
        (answered, submissions.dispute),
        (answered, submissions.confirm),
        (refused, submissions.appeal),
        (redirected, submissions.needs_help),
    ):
        code, number = start(union)
        for text in ("Lần một.", "Lần hai.", "Lần hai."):
            try:
                step(code, union.now, text=text)
            except NotAllowed:
                continue
        texts = [m.text for m in submissions.look_up(code, union.now).messages if m.text.startswith("Lần")]
        assert texts == ["Lần một.", "Lần hai."], step
    code, number = union.send()
    submissions.withdraw(code, union.now)
    submissions.withdraw(code, union.now, coerced=True)
    assert union.case(number).retaliation


def test_an_answer_of_before_is_read_as_it_was_written(union: Union) -> None:
    """Answers were one text with headings once; the parts of today's are stored without them."""
    code, number = answered(union)
    room = union.feedback.desk.enter(union.first, number, Verb.READ, union.now)
    union.feedback.desk.say(room, "Bạn nêu\nLương chậm.", union.now, template="answer")
    new, old = (m for m in union.feedback.submissions.look_up(code, union.now).messages if m.template == "answer")
    assert (old.text, old.answer) == ("Bạn nêu\nLương chậm.", None)
    assert new.answer == ANSWER
    assert "Kết quả" not in new.text
