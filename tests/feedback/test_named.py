"""A staff member whom the worker names (R3): no key at the time of sending, and the guard for ever after."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from feedback.assembly import Feedback
from feedback.errors import NoKey, NoNeutralUnit
from feedback.model.case import Concern
from feedback.model.draft import Draft
from feedback.model.union import Role
from feedback.organisation.keyring import StaffSession
from tests.feedback.real_union import CUSTODIANS, PEOPLE, real_union, session
from tests.feedback.test_access import ACTIONS, opens_any_key
from tests.feedback.union import COMPANY, MONDAY, shown


@pytest.fixture(scope="module")
def half() -> Iterator[Feedback]:
    feedback = real_union()
    yield feedback
    feedback.db.close()


def naming(half: Feedback, login: str) -> Draft:
    """A draft that names this person; the sample province's park union would own it otherwise."""
    member = half.staff.by_login(login)
    assert member
    concern = frozenset({Concern.PERSON})
    return Draft("Người này gây khó dễ.", place=COMPANY, concerns=concern, people_concerned=(member.id,))


def sent(half: Feedback, login: str) -> str:
    return half.submissions.submit(naming(half, login), half.submissions.new_code(), MONDAY).public_no


def owner(half: Feedback, number: str) -> str:
    case = half.desk.mover.cases.by_public_no(number)
    assert case
    return case.owner


def opens_a_key(half: Feedback, who: StaffSession, number: str) -> bool:
    case = half.desk.mover.cases.by_public_no(number)
    assert case
    return opens_any_key(half, who, case.id, only_active=False)


def test_the_list_holds_who_could_receive_the_nearest_first(half: Feedback) -> None:
    people = half.submissions.people(Draft("x", place=COMPANY), MONDAY)
    names = [person.name for person in people]
    assert names[:4] == ["kcn-lanh-dao", "kcn-tiep", "kcn-truc", "kcn-xu-ly"]
    assert {"tinh-lanh-dao", "ubkt-tinh", "tld-lanh-dao", "tld-ubkt"} <= set(names)
    assert not {*CUSTODIANS, "tinh-quan-tri", "kcn-so-lieu", "xa-lanh-dao"} & set(names)
    assert people[0].unit.startswith("Công đoàn các khu công nghiệp")


def test_what_is_answered_at_step_five_does_not_change_the_list(half: Feedback) -> None:
    plain = half.submissions.people(Draft("x", place=COMPANY), MONDAY)
    assert half.submissions.people(naming(half, "kcn-tiep"), MONDAY) == plain


@pytest.mark.parametrize(
    ("login", "board"),
    [
        ("kcn-tiep", "ldld-tinh-ubkt"),
        ("kcn-lanh-dao", "ldld-tinh-ubkt"),
        ("tinh-lanh-dao", "tld-ubkt"),
        ("ubkt-tinh", "tld-ubkt"),
    ],
)
def test_the_owner_is_the_board_above_and_the_named_person_has_no_key(half: Feedback, login: str, board: str) -> None:
    number = sent(half, login)
    assert owner(half, number) == board
    assert not opens_a_key(half, session(half, login), number)


@pytest.mark.parametrize("action", ACTIONS)
def test_every_verb_refuses_the_named_person(half: Feedback, action: str) -> None:
    number, named = sent(half, "kcn-lanh-dao"), session(half, "kcn-lanh-dao")
    with pytest.raises(NoKey):
        ACTIONS[action](half, named, number)
    with pytest.raises(NoKey):
        shown(half, named, number, MONDAY)


def test_colleagues_of_the_named_person_have_no_key_either(half: Feedback) -> None:
    number = sent(half, "kcn-tiep")
    assert not any(
        opens_a_key(half, session(half, login), number) for login, (unit, _) in PEOPLE.items() if "kcn" in unit
    )
    assert shown(half, session(half, "ubkt-tinh"), number, MONDAY).messages


def test_nobody_neutral_is_left_when_the_top_is_named(half: Feedback) -> None:
    with pytest.raises(NoNeutralUnit):
        half.submissions.route(naming(half, "tld-ubkt"), MONDAY)


@pytest.fixture
def own() -> Iterator[Feedback]:
    feedback = real_union()
    yield feedback
    feedback.db.close()


@pytest.fixture
def moved(own: Feedback) -> tuple[StaffSession, str]:
    """Named first, and then given the key of the very board that owns the case."""
    number = sent(own, "kcn-xu-ly")
    member = own.staff.by_login("kcn-xu-ly")
    assert member
    own.keyring.give_role(member, Role.SUPERVISOR, "ldld-tinh-ubkt", MONDAY, session(own, "ubkt-tinh"))
    return session(own, "kcn-xu-ly"), number


@pytest.mark.parametrize("verb", [*ACTIONS.values(), lambda f, s, n: shown(f, s, n, MONDAY)])
def test_who_joins_the_owner_later_shares_its_key_and_is_refused_by_the_guard(
    own: Feedback, moved: tuple[StaffSession, str], verb: Callable[[Feedback, StaffSession, str], object]
) -> None:
    named, number = moved
    assert opens_a_key(own, named, number)  # the key alone would open it: here the guard is what holds
    with pytest.raises(NoKey):
        verb(own, named, number)


def test_the_queue_hides_the_case_from_the_named_person_alone(own: Feedback, moved: tuple[StaffSession, str]) -> None:
    named, number = moved
    seen = [row["public_no"] for row in own.desk.queue(session(own, "ubkt-tinh"), "ldld-tinh-ubkt")]
    assert seen == [number]
    assert own.desk.queue(named, "ldld-tinh-ubkt") == []


def test_a_unit_whose_key_the_named_person_holds_gets_none(own: Feedback) -> None:
    member = own.staff.by_login("kcn-xu-ly")
    assert member
    own.staff.grant_unit_key("ldld-tinh-ubkt", member, 1, b"sealed")  # a recovered unit: a key without a role
    route = own.submissions.route(naming(own, "kcn-xu-ly"), MONDAY)
    assert "ldld-tinh-ubkt" in route.excluded
    assert route.owner.code == "tld-ubkt"


def test_who_left_is_not_offered(own: Feedback) -> None:
    member = own.staff.by_login("kcn-tiep")
    assert member
    own.staff.deactivate(member.id, MONDAY.date())
    assert "kcn-tiep" not in [p.name for p in own.submissions.people(Draft("x", place=COMPANY), MONDAY)]
