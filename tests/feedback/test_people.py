"""The faces of people and house: who may change whom, what a departure moves, and what a union lacks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from feedback.assembly import Feedback, open_feedback
from feedback.errors import BadOrganisation, DatabaseAltered, Fault, FeedbackError, NotAllowed, NotOpen
from feedback.model.draft import Draft
from feedback.model.union import Role
from feedback.organisation.hotlines import BadHotlines
from feedback.organisation.trial import sample_province
from feedback.organisation.units import read_toml
from feedback.staff.people import NewPerson
from tests.feedback.real_union import PASSWORD, give_heads, real_union, session
from tests.feedback.union import CHEAP, COMPANY, KEY, MONDAY, Union

NEW = "bốn từ khác hẳn"


@pytest.fixture
def half() -> Iterator[Feedback]:
    feedback = real_union()
    yield feedback
    feedback.db.close()


def somebody(unit: str = "cd-kcn", *roles: Role) -> NewPerson:
    return NewPerson("moi", "Mới", unit, roles or (Role.HANDLER,), PASSWORD)


def allowed(action: Callable[[], object]) -> bool:
    try:
        action()
    except NotAllowed as error:
        if error.fault in {Fault.LEAD_OF_UNIT_NEEDED, Fault.ADMINISTRATOR_NEEDED, Fault.TIER_ABOVE_NEEDED}:
            return False
        raise
    return True


@pytest.mark.parametrize(
    ("login", "may"),
    [
        ("kcn-lanh-dao", True),
        ("kcn-tiep", False),
        ("kcn-so-lieu", False),
        ("tinh-lanh-dao", False),  # the unit has people: what they hold is theirs to give
        ("tinh-quan-tri", False),
        ("xa-lanh-dao", False),
        ("giu-1", False),
        (None, False),
    ],
)
def test_who_adds_somebody_to_a_unit_with_people(half: Feedback, login: str | None, may: bool) -> None:
    who = session(half, login) if login else None
    assert allowed(lambda: half.people.add(who, somebody(), MONDAY)) is may
    assert half.people.is_known("moi") is may


@pytest.mark.parametrize(
    ("login", "may"),
    [("tinh-lanh-dao", True), ("tinh-quan-tri", True), ("tld-lanh-dao", True), ("kcn-lanh-dao", False), (None, False)],
)
def test_who_adds_the_first_person_of_a_unit(half: Feedback, login: str | None, may: bool) -> None:
    who = session(half, login) if login else None
    assert allowed(lambda: half.people.add(who, somebody("ldld-tinh-nu", Role.LEAD), MONDAY)) is may


@pytest.mark.parametrize(
    ("login", "may"),
    [("tinh-quan-tri", True), ("tinh-lanh-dao", True), ("tld-lanh-dao", True), ("kcn-lanh-dao", False), (None, False)],
)
def test_who_changes_the_house(half: Feedback, login: str | None, may: bool) -> None:
    who = session(half, login) if login else None
    tree = read_toml(sample_province())
    assert allowed(lambda: half.house.replace_organisation(who, tree, MONDAY)) is may
    assert allowed(lambda: half.house.load_holidays(who, "", MONDAY)) is may


def test_an_intake_officer_does_not_take_the_leads_place_by_a_new_password(half: Feedback) -> None:
    """A unit with two leads: the other lead renews; an officer does so only where nobody else leads."""
    half.people.add(session(half, "kcn-lanh-dao"), NewPerson("pho", "Phó", "cd-kcn", (Role.LEAD,), PASSWORD), MONDAY)
    assert not allowed(lambda: half.people.renew(session(half, "kcn-tiep"), "kcn-lanh-dao", NEW, MONDAY))
    assert allowed(lambda: half.people.renew(session(half, "pho"), "kcn-lanh-dao", NEW, MONDAY))


def test_the_unit_above_hears_of_a_renewed_person(half: Feedback) -> None:
    half.people.renew(session(half, "kcn-lanh-dao"), "kcn-tiep", NEW, MONDAY)
    above = session(half, "tinh-lanh-dao")
    assert [n["kind"] for n in half.notices.of_person(above.member.id)] == ["person_renewed"]


def test_only_the_tier_above_renews_a_lone_officer(half: Feedback) -> None:
    assert not allowed(lambda: half.people.renew(session(half, "kcn-lanh-dao"), "xa-lanh-dao", NEW, MONDAY))
    above = session(half, "tinh-lanh-dao")
    assert half.people.renew(above, "xa-lanh-dao", NEW, MONDAY) == {"cd-an-thuong"}
    officer = half.keyring.open_session("xa-lanh-dao", NEW, MONDAY)
    assert not allowed(lambda: half.custody.renew_unit(session(half, "kcn-lanh-dao"), officer, "cd-an-thuong", MONDAY))
    assert half.custody.renew_unit(above, officer, "cd-an-thuong", MONDAY).left == 0


def test_the_tier_above_takes_no_unit_whose_people_hold_their_key(half: Feedback) -> None:
    above = session(half, "tinh-lanh-dao")
    with pytest.raises(NotAllowed) as error:
        half.custody.renew_unit(above, session(half, "kcn-xu-ly"), "cd-kcn", MONDAY)
    assert error.value.fault is Fault.COLLEAGUE_HOLDS_KEY


def test_work_of_a_departed_person_goes_to_the_lead(union: Union) -> None:
    half = union.feedback
    _, number = union.working()
    half.people.add(union.first, somebody(), union.now)
    member = half.staff.by_login("moi")
    assert member
    case = union.case(number)
    half.cases.update(case.id, assignee=member.id)
    done = half.people.leave("moi", [union.second], union.now)
    assert done.handed_over == 1
    assert union.case(number).assignee in {union.first.member.id, union.second.member.id}
    assert half.events.of(case.subject)[-1]["kind"] == "reassign"


def test_nobody_lets_themselves_go(half: Feedback) -> None:
    with pytest.raises(NotAllowed):
        half.people.leave("kcn-lanh-dao", [session(half, "kcn-lanh-dao")], MONDAY)


def test_a_new_tier_above_waits_for_the_leads_word(half: Feedback) -> None:
    above = session(half, "tinh-lanh-dao")
    half.people.add(above, somebody("ldld-tinh-nu", Role.LEAD), MONDAY)  # a desk of the same house: nobody's tier
    half.keyring.rotate("ldld-tinh", above, MONDAY)
    lead = session(half, "kcn-lanh-dao")
    [key] = half.people.waiting(lead, MONDAY)
    assert (key.subject, key.known_before) == ("unit ldld-tinh", True)
    assert half.people.unconfirmed(MONDAY)["cd-kcn"] == ["unit ldld-tinh"]
    assert half.people.waiting(session(half, "kcn-tiep"), MONDAY) == []
    half.people.confirm(lead, key, MONDAY)
    assert half.people.waiting(lead, MONDAY) == []
    assert "cd-kcn" not in half.people.unconfirmed(MONDAY)


def test_a_refused_key_is_asked_again_only_when_it_changes(half: Feedback) -> None:
    above, lead = session(half, "tinh-lanh-dao"), session(half, "kcn-lanh-dao")
    half.keyring.rotate("ldld-tinh", above, MONDAY)
    [key] = half.people.waiting(lead, MONDAY)
    half.people.refuse(lead, key, MONDAY)
    assert half.people.waiting(lead, MONDAY) == []
    assert half.people.unconfirmed(MONDAY)["cd-kcn"] == ["unit ldld-tinh"]  # doctor goes on naming it
    half.keyring.rotate("ldld-tinh", session(half, "tinh-lanh-dao"), MONDAY)
    assert len(half.people.waiting(lead, MONDAY)) == 1
    with pytest.raises(NotAllowed) as error:
        half.people.confirm(lead, key, MONDAY)  # the fingerprint that was shown is no longer the one that stands there
    assert error.value.fault is Fault.RECIPIENT_CHANGED


def test_roles_are_listed_with_their_days(half: Feedback) -> None:
    lead, until = session(half, "kcn-lanh-dao"), (MONDAY + timedelta(days=30)).date()
    half.people.add(lead, NewPerson("moi", "Mới", "cd-kcn", (Role.HANDLER,), PASSWORD, until=until), MONDAY)
    [line] = [p for p in half.people.all(MONDAY) if p.login == "moi"]
    assert [(r.role, r.until, r.has_key) for r in line.roles] == [(Role.HANDLER, until, True)]


def test_every_act_on_people_stands_in_chain_zero(half: Feedback) -> None:
    lead = session(half, "kcn-lanh-dao")
    before = len(half.acts.all())
    half.people.add(lead, somebody(), MONDAY)
    half.people.set_posts(lead, "moi", ["cd-an-thuong"], MONDAY)
    half.people.leave("moi", [lead], MONDAY)
    kinds = [row["kind"] for row in half.acts.all()[before:]]
    assert kinds[0] == "person_added"
    assert {"role_given", "posts_changed", "person_left", "unit_rotated"} <= set(kinds)
    assert not half.audit.verify()


def test_hours_and_coverage_are_changed_one_by_one(half: Feedback) -> None:
    admin, day = session(half, "tinh-quan-tri"), MONDAY.date()
    half.house.set_hours(admin, "cd-kcn", "08:00-12:00", MONDAY)
    unit = half.org.unit("cd-kcn")
    assert unit
    assert unit.hours == "08:00-12:00"
    row = next(c for c in half.house.organisation().coverage if c.unit == "cd-an-thuong")
    half.house.end_coverage(admin, row, day, MONDAY)
    assert not half.org.tree(day).covering(row.scope, row.scope_code)
    half.house.cover(admin, replace(row, valid_from=day), MONDAY)
    assert half.org.tree(day).covering(row.scope, row.scope_code)
    with pytest.raises(BadOrganisation):
        half.house.cover(admin, replace(row, unit="cd-kcn", valid_from=day), MONDAY)


def test_a_broken_list_of_numbers_changes_nothing(tmp_path: Path) -> None:
    half = real_union(tmp_path / "feedback.db")
    admin, before = session(half, "tinh-quan-tri"), half.house.hotlines()
    with pytest.raises(BadHotlines):
        half.house.load_hotlines(admin, "[[hotline]]\nnumber = ", MONDAY)
    assert half.house.hotlines() == before
    own = '[[hotline]]\nid = "x"\nnumber = "1900 0000"\nname = "Thử"\nhours = "24/7"\nsource = "thử"\n'
    assert half.house.load_hotlines(admin, own, MONDAY) == 1
    assert [h.number for h in half.house.hotlines()] == ["1900 0000"]


# --- what a union lacks ---------------------------------------------------------------------------------------


@pytest.fixture
def empty() -> Iterator[Feedback]:
    feedback = open_feedback(None, KEY, CHEAP)
    feedback.house.replace_organisation(None, read_toml(sample_province()), MONDAY)
    yield feedback
    feedback.db.close()


def staffed(half: Feedback, *units: str) -> None:
    for n, unit in enumerate(units):
        role = Role.SUPERVISOR if unit.endswith("ubkt") else Role.LEAD
        half.people.add(None, NewPerson(f"n{n}", f"N{n}", unit, (role,), PASSWORD), MONDAY)


def test_a_union_without_anybody_lacks_everything(empty: Feedback) -> None:
    found = empty.house.readiness(MONDAY)
    assert found.no_tier
    assert found.no_board
    assert found.no_custodians
    assert found.uncovered
    assert not found.is_ready()


def test_one_unit_alone_has_no_tier_above(empty: Feedback) -> None:
    staffed(empty, "ldld-tinh")
    found = empty.house.readiness(MONDAY)
    assert found.no_tier_above == ("ldld-tinh",)
    assert found.no_board
    assert not found.uncovered


def test_a_whole_chain_is_ready(half: Feedback) -> None:
    assert not half.house.readiness(MONDAY).is_ready(), "the boards have no head"
    give_heads(half)
    found = half.house.readiness(MONDAY)
    assert found.is_ready()
    assert (found.no_tier_above, found.without_holder, found.overdue_rotations) == ((), (), ())


def test_before_the_intake_is_opened_nothing_is_taken(empty: Feedback) -> None:
    staffed(empty, "ldld-tinh", "tld", "ldld-tinh-ubkt")
    with pytest.raises(NotOpen):
        empty.submissions.submit(Draft("x", place=COMPANY), empty.submissions.new_code(), MONDAY)
    with pytest.raises(NotAllowed) as error:
        empty.house.open_intake(None, lambda: None, MONDAY)
    assert error.value.fault is Fault.NOT_READY


def test_a_canary_that_fails_leaves_the_intake_shut_and_one_that_sings_leaves_no_case(half: Feedback) -> None:
    def fails() -> None:
        sings()
        raise FeedbackError(Fault.NOT_OPEN)

    def sings() -> None:
        half.submissions.submit(Draft("x", place=COMPANY), half.submissions.new_code(), MONDAY)

    give_heads(half)
    with half.manifest.changing():
        half.db.run("DELETE FROM setting WHERE name = 'intake_opened'")
    with pytest.raises(FeedbackError):
        half.house.open_intake(None, fails, MONDAY)
    assert not half.house.is_open()
    half.house.open_intake(None, sings, MONDAY)
    assert half.house.is_open()
    assert half.db.value("SELECT COUNT(*) FROM submission") == 0


def test_the_set_up_is_not_begun_again_by_a_row(half: Feedback) -> None:
    """Who writes the database takes the mark of the opened intake away, to add people without a log-in."""
    half.db.run("DELETE FROM setting WHERE name = 'intake_opened'")
    with pytest.raises(DatabaseAltered):
        half.people.add(None, somebody("ldld-tinh-nu", Role.LEAD), MONDAY)
