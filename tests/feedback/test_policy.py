"""The policy: every cell of mode × role × state × exclusion × verb, and the faults that were found in it once."""

from __future__ import annotations

from itertools import combinations_with_replacement, product
from typing import Any

import pytest

from feedback.errors import Fault, FeedbackError, NoKey, NotAllowed
from feedback.model.access import Mode, Verb
from feedback.model.case import Category, Concern, Kind, Lane, Level, RefusalCode
from feedback.model.draft import Draft
from feedback.model.lifecycle import State
from feedback.model.union import CONTENT_ROLES, Role
from feedback.staff.policy import CLOSING, DECISIONS, LEADING, RULES, Facts, Standing, decide
from tests.feedback.sized import ABOVE, BOARD, UNIT, Sized, sized
from tests.feedback.stories import ANSWER
from tests.feedback.union import COMPANY, MONDAY, Union, opened

STATES = [s for s in State if s is not State.DRAFT]
BEFORE_READING = {Verb.DECLARE_UNINVOLVED, Verb.DECLARE_INVOLVED}
REVIEWED = {Verb.READ, Verb.NOTE, Verb.UPHOLD, Verb.OVERTURN, Verb.MARK_SAMPLE, *BEFORE_READING}


def facts(state: State, *standings: Standing, **values: Any) -> Facts:
    base: dict[str, object] = {"lane": Lane.NORMAL, "category": Category.WAGE, "level": Level.ANONYMOUS}
    return Facts(state=state, standings=standings, **{**base, "conflict": False, **values})


def allowed(found: Facts) -> set[Verb]:
    return {verb for verb, fault in decide(found).items() if fault is None}


def test_every_verb_has_a_rule() -> None:
    assert set(RULES) == set(Verb)


@pytest.mark.parametrize("state", STATES)
def test_cells_that_hold_in_every_state(state: State) -> None:
    for mode, role in product(Mode, Role):
        one = Standing("u", mode, frozenset({role}), is_board=True)
        can = allowed(facts(state, one, is_assignee=True, is_assigned=True, sampled=True))
        if mode is Mode.WAITING or role not in CONTENT_ROLES:
            assert not can, (mode, role)
        if mode is Mode.READ:
            assert can <= {Verb.READ, *BEFORE_READING}, role
        if mode is Mode.REVIEW:
            assert can <= REVIEWED, role
        if mode is not Mode.WORK:
            assert can <= BEFORE_READING or role in LEADING, (mode, role)
        assert decide(facts(state, one, barred=True)) == dict.fromkeys(Verb, Fault.NO_KEY)
        unsaid = facts(state, one, declared=False, is_assignee=True)
        assert allowed(unsaid) <= BEFORE_READING


def test_the_strongest_standing_counts() -> None:
    """A person with roles in two units may what either allows, in whatever order they come."""
    kinds = list(product((Mode.WORK, Mode.READ, Mode.REVIEW), sorted(CONTENT_ROLES)))
    wrong = []
    for state in STATES:
        alone = {kind: allowed(facts(state, Standing("a", kind[0], frozenset({kind[1]})))) for kind in kinds}
        for first, second in combinations_with_replacement(kinds, 2):
            a = Standing("a", first[0], frozenset({first[1]}))
            b = Standing("b", second[0], frozenset({second[1]}))
            both = decide(facts(state, a, b))
            can = {verb for verb, fault in both.items() if fault is None}
            if both != decide(facts(state, b, a)) or not can >= alone[first] | alone[second]:
                wrong.append((state, first, second))
    assert wrong == []


def test_a_handler_without_an_assignment_may_nothing() -> None:
    handler = Standing("u", Mode.WORK, frozenset({Role.HANDLER}))
    for state in State:
        assert allowed(facts(state, handler, is_assigned=True)) <= BEFORE_READING


def test_matters_of_the_union_are_closed_by_the_head_alone() -> None:
    """R10, withdrawals included."""
    for state, verb in product(State, CLOSING):
        for mode in (Mode.WORK, Mode.REVIEW):
            member = Standing("b", mode, frozenset({Role.SUPERVISOR, Role.HANDLER, Role.INTAKE}), is_board=True)
            about = facts(state, member, conflict=True, is_assignee=True, lacking=DECISIONS)
            assert verb not in allowed(about)
    head = Standing("b", Mode.WORK, frozenset({Role.LEAD}), is_board=True)
    assert Verb.CONFIRM_FREE in allowed(facts(State.WITHDRAW_CHECK, head, conflict=True))
    assert Verb.ANSWER in allowed(facts(State.IN_PROGRESS, head, conflict=True))


def test_who_proposed_decides_in_no_round() -> None:
    lead = Standing("u", Mode.WORK, frozenset({Role.LEAD}))
    board = Standing("b", Mode.REVIEW, frozenset({Role.SUPERVISOR}), is_board=True)
    assert decide(facts(State.REFUSAL_PROPOSED, lead, proposed=True))[Verb.CONFIRM_REFUSAL] is (
        Fault.PROPOSER_CANNOT_DECIDE
    )
    for verb in (Verb.UPHOLD, Verb.OVERTURN):
        assert decide(facts(State.APPEAL, board, proposed=True))[verb] is Fault.PROPOSER_CANNOT_DECIDE
    assert decide(facts(State.APPEAL, board, decided=True))[Verb.UPHOLD] is Fault.DECIDED_BEFORE


# --- by the stores and the verbs ---


def send(u: Sized, **values: Any) -> str:
    draft = Draft("Công ty trả lương chậm.", **{"place": COMPANY, "category": Category.WAGE, **values})
    return u.feedback.submissions.submit(draft, u.feedback.submissions.new_code(), MONDAY).public_no


def meet(u: Sized, number: str) -> None:
    for person in u.people.values():
        try:
            u.feedback.desk.declare_uninvolved(person, number, MONDAY)
        except FeedbackError:
            continue


GRID = list(product((1, 2, 5), (None, Concern.GRASSROOTS, Concern.SUPERIOR, Concern.PROVINCE)))
SOME = [(1, None), (1, Concern.PROVINCE), (2, Concern.GRASSROOTS), (2, Concern.SUPERIOR)]  # the rest in tests/slow


@pytest.mark.parametrize(("size", "concern"), SOME)
def test_verbs_do_what_may_says(size: int, concern: Concern | None) -> None:
    compare_verbs(size, concern)


def compare_verbs(size: int, concern: Concern | None) -> None:
    """Whoever it is and whatever unit they are of: `enter` opens for exactly what `may` allows."""
    u = sized(size)
    number = send(u, concerns=frozenset({concern} if concern else ()))
    case = u.feedback.cases.by_public_no(number)
    assert case is not None
    for person in u.people.values():
        for said in (False, True):
            cells = u.feedback.desk.access.may(person, case, MONDAY)
            assert {verb: entered(u, person.member.login, number, verb) for verb in Verb} == cells
            if not said and cells[Verb.DECLARE_UNINVOLVED] is None:
                u.feedback.desk.declare_uninvolved(person, number, MONDAY)
    u.feedback.db.close()


def entered(u: Sized, login: str, number: str, verb: Verb) -> Fault | None:
    try:
        u.feedback.desk.enter(u.people[login], number, verb, MONDAY)
    except (NoKey, NotAllowed) as error:
        return error.fault
    return None


def test_a_unit_that_handed_a_case_up_only_reads_it() -> None:
    """The lower lead assigned the province's handler and answered; two of its people refused the upper unit's case."""
    u = sized(5)
    half, lower, upper = u.feedback, u.people["mot"], u.people["tinh-1"]
    number = send(u)
    meet(u, number)
    opened(half, lower, number, MONDAY)
    half.triage.accept(lower, number, Kind.PETITION, Category.WAGE, MONDAY)
    half.handling.escalate(lower, number, "Vượt thẩm quyền.", MONDAY)
    half.desk.declare_uninvolved(upper, number, MONDAY)
    assert half.desk.show(lower, number, MONDAY).messages
    case = half.cases.by_public_no(number)
    assert case is not None
    modes = {g.unit: g.mode for g in half.grants.of(case.id)}
    assert (modes[UNIT], modes[ABOVE], modes[BOARD]) == (Mode.READ, Mode.WORK, Mode.WAITING)
    can = {v for v, fault in half.desk.access.may(lower, case, MONDAY).items() if fault is None}
    assert can == {Verb.READ, *BEFORE_READING}
    with pytest.raises(NotAllowed):
        half.handling.assign(lower, number, "tinh-3", MONDAY)
    half.handling.assign(upper, number, "tinh-3", MONDAY)
    with pytest.raises(NotAllowed):
        half.handling.answer(lower, number, ANSWER, MONDAY)
    for name in ("hai", "ba", "bon", "nam"):
        assert decide_all(u, name, number) <= BEFORE_READING


def decide_all(u: Sized, login: str, number: str) -> set[Verb]:
    case = u.feedback.cases.by_public_no(number)
    assert case is not None
    return {v for v, fault in u.feedback.desk.access.may(u.people[login], case, MONDAY).items() if fault is None}


def test_a_board_that_drew_a_sample_reads_and_marks_it_only() -> None:
    u = sized(5)
    number = send(u)
    meet(u, number)
    half = u.feedback
    opened(half, u.people["hai"], number, MONDAY)
    half.triage.propose_refusal(u.people["hai"], number, RefusalCode.PRIVATE_MATTER, "Việc riêng.", MONDAY)
    half.triage.confirm_refusal(u.people["mot"], number, MONDAY)
    half.oversight.draw_sample(MONDAY.date(), MONDAY, lambda rows, k: rows[:k])
    half.desk.declare_uninvolved(u.people["ban-2"], number, MONDAY)
    assert decide_all(u, "ban-2", number) == {Verb.READ, Verb.NOTE, Verb.MARK_SAMPLE, *BEFORE_READING}


def test_a_person_of_two_units_is_not_refused_for_the_first_of_them() -> None:
    u = sized(5)
    half = u.feedback
    member = half.staff.by_login("mot")
    assert member is not None
    half.keyring.give_role(member, Role.HANDLER, ABOVE, MONDAY, u.people["tinh-1"])
    both = half.keyring.open_trial_session("mot", MONDAY)
    number = send(u)
    opened(half, both, number, MONDAY)
    half.triage.accept(both, number, Kind.PETITION, Category.WAGE, MONDAY)
    half.handling.escalate(both, number, "Vượt thẩm quyền.", MONDAY)
    half.desk.declare_uninvolved(u.people["tinh-1"], number, MONDAY)
    half.handling.assign(u.people["tinh-1"], number, "mot", MONDAY)
    assert half.handling.answer(both, number, ANSWER, MONDAY).state is State.ANSWERED


@pytest.mark.parametrize("mode", [Mode.WORK, Mode.REVIEW, Mode.READ])
def test_a_mode_written_into_the_database_opens_nothing(mode: Mode) -> None:
    """The mark of a grant needs a secret that is not in the database."""
    u = sized(1)
    half, number = u.feedback, send(u)
    case = half.cases.by_public_no(number)
    assert case is not None
    half.db.run("UPDATE case_key_grant SET mode = 'waiting' WHERE unit = ?", UNIT)
    half.db.run("UPDATE case_key_grant SET mode = ? WHERE unit = ?", mode, ABOVE)
    half.db.run("UPDATE submission SET owner = ?", ABOVE)
    with pytest.raises(NoKey):
        half.desk.declare_uninvolved(u.people["tinh-1"], number, MONDAY)
    assert {row["unit"] for row in half.grants.forged()} == {UNIT, ABOVE}


def test_a_handler_sees_assigned_cases_only() -> None:
    u = sized(5)
    half, number = u.feedback, send(u)
    meet(u, number)
    assert [r["public_no"] for r in half.desk.queue(u.people["hai"], UNIT)] == [number]
    assert half.desk.queue(u.people["ba"], UNIT) == []
    opened(half, u.people["mot"], number, MONDAY)
    half.triage.accept(u.people["mot"], number, Kind.PETITION, Category.WAGE, MONDAY)
    half.handling.assign(u.people["mot"], number, "ba", MONDAY)
    assert [r["public_no"] for r in half.desk.queue(u.people["ba"], UNIT)] == [number]
    assert half.desk.queue(u.people["bon"], UNIT) == half.desk.queue(u.people["hai"], UNIT) == []


def test_a_recused_lead_is_nobodys_lead(union: Union) -> None:
    _, number = union.working()
    union.meet(number)
    for verb, fault in union.feedback.desk.access.may(union.second, union.case(number), union.now).items():
        assert fault is not Fault.NO_KEY, verb
