"""The face for cases: lists, files, and acts that are done once and lose no words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from feedback.assembly import assemble
from feedback.errors import Conflict, FeedbackError, NoKey, NotAllowed
from feedback.model.access import Involvement, Verb
from feedback.model.answer import Answer
from feedback.model.case import Category, Concern, Kind, Lane, RefusalCode
from feedback.model.lifecycle import State
from feedback.staff import requests as ask
from feedback.staff.requests import Request
from feedback.staff.triage import Part
from feedback.staff.values import Filters, ListName
from tests.feedback import stories
from tests.feedback.sized import UNIT, sized
from tests.feedback.stories import ANSWER
from tests.feedback.test_policy import meet, send
from tests.feedback.union import CHEAP, KEY, MONDAY, Union

Start = Callable[[Union], tuple[str, str]]


def request(union: Union, number: str, kind: type[Request], token: str, **values: object) -> Request:
    return kind(number=number, version=union.case(number).version, token=token, **values)


def answer(text: str) -> Answer:
    return replace(ANSWER, result=text)


def words(text: str) -> dict[type[Request], tuple[Start, dict[str, Any]]]:
    """Every request that carries words: a state in which it is possible, and the words."""
    days = MONDAY.date() + timedelta(days=20)
    return {
        ask.Note: (stories.screened, {"text": text}),
        ask.Ask: (stories.screened, {"text": text}),
        ask.Redirect: (stories.screened, {"to": text, "how": "Đến quầy."}),
        ask.ProposeRefusal: (stories.screened, {"code": RefusalCode.PRIVATE_MATTER, "reason": text}),
        ask.Split: (stories.screened, {"parts": (Part(text, Category.SAFETY),)}),
        ask.Forward: (lambda u: u.working(consent_forwarding=True), {"to": "Công ty", "copy": text}),
        ask.ToDialogue: (lambda u: u.working(), {"on": days}),
        ask.Result: (stories.external, {"text": text}),
        ask.GiveAnswer: (lambda u: u.working(), {"answer": answer(text)}),
        ask.Correct: (stories.answered, {"answer": answer(text)}),
        ask.Message: (stories.screened, {"text": text}),
        ask.ReturnConsent: (lambda u: u.working(consent_forwarding=True), {"text": text}),
        ask.Extend: (lambda u: u.working(), {"reason": text}),
        ask.Escalate: (lambda u: u.working(), {"reason": text}),
        ask.Summarise: (lambda u: u.working(), {"text": text}),
        ask.ProposeHold: (lambda u: u.working(), {"reason": text, "until": days}),
        ask.LiftHold: (held, {"reason": text}),
    }


def held(u: Union) -> tuple[str, str]:
    code, number = u.working()
    u.meet(number)
    u.feedback.holding.propose(u.second, number, "Thanh tra.", u.now.date() + timedelta(days=9), u.now)
    return code, number


def everything_said(union: Union, number: str) -> str:
    """All words of a case and of its parts, as staff read them."""
    case = union.case(number)
    numbers = [
        number,
        *(union.feedback.cases.get(i).public_no for i in union.feedback.links.followers(case.id, "part_of")),
    ]
    files = [union.feedback.office.read(union.first, n, union.now) for n in numbers]
    return "\n".join(m.text for file in files for m in file.messages) + "".join(
        file.proposal.reason for file in files if file.proposal
    )


@pytest.mark.parametrize("kind", list(words("")), ids=lambda kind: kind.__name__)
def test_no_words_are_swallowed(union: Union, kind: type[Request]) -> None:
    """Each verb twice with other words: stored, or refused aloud; never a success that keeps nothing."""
    start, first = words("Những chữ đầu tiên.")[kind]
    _, number = start(union)
    office = union.feedback.office
    once = request(union, number, kind, "a", **first)
    done = office.act(union.first, once, union.now)
    assert office.act(union.first, once, union.now) == replace(done, repeated=True)
    other = replace(once, **words("Những chữ khác hẳn.")[kind][1])
    if other != once:
        with pytest.raises(Conflict) as under_the_same_token:
            office.act(union.first, other, union.now)
        assert under_the_same_token.value.kept == other
    anew = replace(other, version=union.case(number).version, token="b")
    try:
        office.act(union.first, anew, union.now)
    except FeedbackError:
        return
    if other != once:
        assert "Những chữ khác hẳn." in everything_said(union, number)
        assert "Những chữ đầu tiên." in everything_said(union, number)


def test_an_old_version_is_a_conflict_that_keeps_the_words(union: Union) -> None:
    _, number = stories.screened(union)
    union.meet(number)
    seen = request(union, number, ask.Ask, "a", text="Từ tháng nào?")
    union.feedback.triage.accept(union.second, number, Kind.PETITION, Category.WAGE, union.now)
    with pytest.raises(Conflict) as conflict:
        union.feedback.office.act(union.first, seen, union.now)
    assert conflict.value.kept == seen
    assert "tháng" not in str(conflict.value)


def test_what_the_worker_wrote_meanwhile_is_read_before_an_answer(union: Union) -> None:
    code, number = union.working()
    seen = request(union, number, ask.GiveAnswer, "a", answer=ANSWER)
    union.feedback.submissions.add_message(code, "Công ty vừa trả một phần.", union.now, token="m")
    with pytest.raises(Conflict):
        union.feedback.office.act(union.first, seen, union.now)


def test_a_failed_act_uses_up_no_token(union: Union) -> None:
    _, number = union.send()
    begin = request(union, number, ask.Open, "a")
    with pytest.raises(NotAllowed):
        union.feedback.office.act(union.first, begin, union.now)
    union.feedback.office.act(union.first, request(union, number, ask.DeclareUninvolved, "b"), union.now)
    assert union.feedback.office.act(union.first, begin, union.now).state is State.SCREENING


def test_tokens_of_two_people_are_two_tokens(union: Union) -> None:
    _, number = stories.screened(union)
    union.meet(number)
    for person, text in ((union.first, "Của người một."), (union.second, "Của người hai.")):
        union.feedback.office.act(person, request(union, number, ask.Note, "a", text=text), union.now)
    assert "Của người một." in everything_said(union, number)
    assert "Của người hai." in everything_said(union, number)


def test_nothing_of_the_words_is_in_the_marks(union: Union) -> None:
    _, number = stories.screened(union)
    union.feedback.office.act(union.first, request(union, number, ask.Note, "a", text="Kín đáo lắm"), union.now)
    assert "Kín đáo lắm".encode() not in union.feedback.db.db.conn.serialize()
    union.now += timedelta(days=40)
    union.feedback.clock.step(union.now)
    assert union.feedback.db.value("SELECT COUNT(*) FROM act") == 0


@pytest.mark.parametrize("size", [1, 2, 5])
@pytest.mark.parametrize("concern", [None, Concern.SUPERIOR])
def test_the_office_opens_no_more_than_may_says(size: int, concern: Concern | None) -> None:
    """By the face: who may not know of a case learns neither its content, nor its version, nor that it stands."""
    u = sized(size)
    office = u.feedback.office
    number = send(u, concerns=frozenset({concern} if concern else ()))
    meet(u, number)
    case = u.feedback.cases.by_public_no(number)
    assert case is not None
    for login, person in u.people.items():
        cells = u.feedback.desk.access.may(person, case, MONDAY)
        for wrong in (0, case.version):
            note = ask.Note(number=number, version=wrong, token=f"{login}{wrong}", text="x")
            if cells[Verb.DECLARE_UNINVOLVED] is not None:
                with pytest.raises(NoKey):
                    office.act(person, note, MONDAY)
                with pytest.raises(NoKey):
                    office.read(person, number, MONDAY)
                with pytest.raises(NoKey):
                    office.may(person, number, MONDAY)
                assert not office.find(person, number, MONDAY)
            elif cells[Verb.READ] is None:
                assert office.read(person, number, MONDAY).can == cells
        lines = {line.number for line in office.page(person, ListName.OPEN, Filters(), MONDAY).lines}
        assert (number in lines) is (cells[Verb.READ] is None), login
        assert office.counts(person, MONDAY)[ListName.OPEN] == len(lines)
    u.feedback.db.close()


def numbers(union: Union, name: ListName, **filters: object) -> list[str]:
    page = union.feedback.office.page(union.first, name, Filters(**filters), union.now)  # type: ignore[arg-type]
    return [line.number for line in page.lines]


def test_each_case_stands_in_its_lists(union: Union) -> None:
    new = union.send()[1]
    unassigned = union.accepted()[1]
    mine = union.working()[1]
    leaving = stories.withdrawing(lambda u: u.send())(union)[1]
    urgent = union.send(urgent=True)[1]
    done = stories.closed(union)[1]
    proposed = stories.proposed(union)[1]
    assert set(numbers(union, ListName.NEW)) == {new, urgent}
    assert numbers(union, ListName.UNASSIGNED) == [unassigned]
    assert numbers(union, ListName.MINE) == [mine]
    assert numbers(union, ListName.WITHDRAWALS) == [leaving]
    assert numbers(union, ListName.CLOSED) == [done]
    assert numbers(union, ListName.DECISIONS) == []  # proposed by this very person
    second = union.feedback.office.page(union.second, ListName.DECISIONS, Filters(), union.now)
    assert [line.number for line in second.lines] == [proposed]
    assert numbers(union, ListName.OPEN)[0] == urgent
    assert numbers(union, ListName.OPEN, lane=Lane.URGENT) == [urgent]
    assert numbers(union, ListName.OPEN, assignee="thu-1") == [mine]
    assert set(numbers(union, ListName.DUE)) >= {new, urgent}


def test_unread_is_what_the_worker_did_since_one_read(union: Union) -> None:
    code, number = union.working()
    union.feedback.office.read(union.first, number, union.now)
    assert numbers(union, ListName.MINE, unread=True) == []
    union.feedback.submissions.add_message(code, "Có tin mới.", union.now, token="m")
    assert numbers(union, ListName.MINE, unread=True) == [number]


def test_pages_go_on_by_key_and_miss_nothing(union: Union) -> None:
    sent = {union.send(sender=str(n))[1] for n in range(12)}
    office, seen, after = union.feedback.office, list[str](), ""
    while True:
        page = office.page(union.first, ListName.OPEN, Filters(), union.now, after=after, size=5)
        seen += [line.number for line in page.lines]
        after = page.after
        if not after:
            break
    assert len(seen) == len(set(seen)) == 12
    assert set(seen) == sent
    assert union.feedback.office.counts(union.first, union.now)[ListName.OPEN] == 12


def test_a_recused_person_counts_nothing_of_the_case(union: Union) -> None:
    """R5."""
    _, number = union.send()
    union.feedback.desk.declare_involved(union.first, number, Involvement.PERSON, union.now)
    assert numbers(union, ListName.OPEN) == []
    assert set(union.feedback.office.counts(union.first, union.now).values()) == {0}
    assert not union.feedback.office.find(union.first, number, union.now)


def test_a_link_to_a_case_that_one_may_not_know_is_not_shown(union: Union) -> None:
    _, number = union.working()
    _, other = union.accepted()
    union.feedback.handling.link(union.first, number, other, "related", union.now)
    union.meet(number)
    assert union.feedback.office.read(union.second, number, union.now).links == (("related", other),)
    union.feedback.desk.declare_involved(union.second, other, Involvement.PERSON, union.now)
    assert union.feedback.office.read(union.second, number, union.now).links == ()


def test_the_file_names_people_clocks_proposal_and_readers(union: Union) -> None:
    _, number = stories.proposed(union)
    file = union.feedback.office.read(union.second, number, union.now)
    assert file.proposal is not None
    assert (file.proposal.by, file.proposal.reason) == ("Người thử 1", "Việc riêng.")
    assert "Người thử 2" in {reading.by for reading in file.readings}
    assert {deadline.result for deadline in file.deadlines} >= {"", "met"}
    assert file.can[Verb.CONFIRM_REFUSAL] is None
    union.feedback.desk.note(union.second, number, "Nội bộ.", union.now)
    again = union.feedback.office.read(union.second, number, union.now)
    assert "Nội bộ." in [m.text for m in again.messages]
    assert "Nội bộ." not in [m.text for m in again.as_worker]


def test_law_that_does_not_exist_reaches_no_worker(union: Union) -> None:
    half = assemble(union.feedback.db, KEY, CHEAP, lambda ref, day: ref.startswith("45/"))
    code, number = union.working()
    wrong = request(union, number, ask.GiveAnswer, "a", answer=ANSWER, law_refs=("99/2099/QH99:1",))
    with pytest.raises(NotAllowed, match="law_ref_unknown"):
        half.office.act(union.first, wrong, union.now)
    right = request(union, number, ask.GiveAnswer, "a", answer=ANSWER, law_refs=("45/2019/QH14:97",))
    assert half.office.act(union.first, right, union.now).state is State.ANSWERED
    assert union.feedback.submissions.look_up(code, union.now).messages[-1].law_refs == ("45/2019/QH14:97",)


def test_a_sample_is_marked_by_the_board(union: Union) -> None:
    u = sized(5)
    number = send(u)
    meet(u, number)
    office, half = u.feedback.office, u.feedback
    half.triage.open(u.people["hai"], number, MONDAY)
    half.triage.propose_refusal(u.people["hai"], number, RefusalCode.PRIVATE_MATTER, "Việc riêng.", MONDAY)
    half.triage.confirm_refusal(u.people["mot"], number, MONDAY)
    half.oversight.draw_sample(MONDAY.date(), MONDAY, lambda rows, k: rows[:k])
    board = u.people["ban-2"]
    assert [line.number for line in office.page(board, ListName.SAMPLES, Filters(), MONDAY).lines] == [number]
    half.desk.declare_uninvolved(board, number, MONDAY)
    version = office.read(board, number, MONDAY).version
    mark = ask.MarkSample(number=number, version=version, token="a", right=False, text="Đây là việc chung.")
    office.act(board, mark, MONDAY)
    assert half.db.value("SELECT unit FROM stat_day WHERE measure = 'sample_wrong'") == UNIT


def test_every_request_is_done_by_the_office() -> None:
    from feedback.staff.office import _DO

    kinds = {kind for kind in vars(ask).values() if isinstance(kind, type) and issubclass(kind, Request)}
    assert set(_DO) == kinds - {Request}
