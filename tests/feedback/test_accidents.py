"""What happens to people and their keys: passwords are forgotten, people leave, units end. Nothing that could be read
becomes unreadable, and whoever was kept out stays out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from feedback.assembly import Feedback
from feedback.errors import Fault, NoKey, NotAllowed, WrongPassword
from feedback.model.case import Level
from feedback.model.draft import Draft, Place
from feedback.model.union import Role
from feedback.organisation.keyring import StaffSession
from feedback.organisation.trial import sample_province
from feedback.organisation.units import read_toml
from feedback.staff.people import NewPerson
from tests.feedback.real_union import CUSTODIANS, PASSWORD, real_union, session
from tests.feedback.union import COMPANY, MONDAY

NEW = "bốn từ khác hẳn"
DESK = "ldld-tinh-giu-danh-tinh"


@pytest.fixture
def half() -> Iterator[Feedback]:
    feedback = real_union()
    yield feedback
    feedback.db.close()


def send(half: Feedback, text: str = "Chậm lương.", **values: object) -> str:
    draft = Draft(text, **{"place": COMPANY, **values})  # type: ignore[arg-type]
    return half.submissions.submit(draft, half.submissions.new_code(), MONDAY).public_no


def texts(half: Feedback, who: StaffSession, number: str) -> list[str]:
    """What the keys of a session read of a case; NoKey when none opens it."""
    case = half.cases.by_public_no(number)
    assert case
    private = half.desk.vault.open_with(case, who.unit_keys)
    if private is None:
        raise NoKey
    return [m.text for m in half.desk.vault.thread(case, private, internal=True)]


def again(half: Feedback, login: str, password: str = NEW) -> StaffSession:
    return half.keyring.open_session(login, password, MONDAY)


# --- a member -------------------------------------------------------------------------------------------------


def test_a_member_who_forgot_the_password_is_the_same_person_with_a_new_key(half: Feedback) -> None:
    number, before = send(half), session(half, "kcn-tiep").member
    half.keyring.set_posts("kcn-tiep", ["cd-an-thuong"], MONDAY)
    assert half.keyring.renew_person("kcn-tiep", NEW, session(half, "kcn-lanh-dao"), MONDAY) == frozenset()
    with pytest.raises(WrongPassword):
        session(half, "kcn-tiep")
    now = again(half, "kcn-tiep")
    assert now.member.id == before.id
    assert now.member.other_posts == ("cd-an-thuong",)
    assert now.has("cd-kcn", {Role.INTAKE})
    assert now.public_key != before.public_key
    assert texts(half, now, number) == ["Chậm lương."]
    assert texts(half, session(half, "kcn-lanh-dao"), number)


def test_recusals_are_kept_with_a_new_key(half: Feedback) -> None:
    number, member = send(half), session(half, "kcn-tiep").member
    case = half.cases.by_public_no(number)
    assert case
    half.desk.mover.exclusions.bar_person(case.id, member.id, "recusal")
    half.keyring.renew_person("kcn-tiep", NEW, session(half, "kcn-lanh-dao"), MONDAY)
    now = again(half, "kcn-tiep")
    assert half.desk.mover.exclusions.bars(case.id, now.member.id, half.staff.posts(now.member.id))


def test_nobody_renews_their_own_key_without_the_password(half: Feedback) -> None:
    with pytest.raises(NotAllowed) as error:
        half.keyring.renew_person("kcn-tiep", NEW, session(half, "kcn-tiep"), MONDAY)
    assert error.value.fault is Fault.COLLEAGUE_NEEDED


def test_open_sessions_of_who_forgot_the_password_end(half: Feedback) -> None:
    enrolment = half.sessions.begin_factor("kcn-tiep")
    import pyotp

    token = half.sessions.set_factor(
        "kcn-tiep", PASSWORD, enrolment, pyotp.TOTP(enrolment.factor.secret).at(MONDAY), MONDAY
    )
    half.keyring.renew_person("kcn-tiep", NEW, session(half, "kcn-lanh-dao"), MONDAY)
    assert not half.sessions.lives(token, MONDAY)
    assert not half.sessions.has_factor("kcn-tiep")


# --- a lone officer -------------------------------------------------------------------------------------------


@pytest.fixture
def lone(half: Feedback) -> tuple[Feedback, list[str]]:
    """The commune's one officer, with two cases, who forgot the password."""
    place = Place(commune="an-thuong")
    return half, [send(half, f"Vụ {n}.", place=place) for n in range(2)]


def test_the_tier_above_gives_a_lone_officer_a_new_unit_key(lone: tuple[Feedback, list[str]]) -> None:
    half, numbers = lone
    above = session(half, "tinh-lanh-dao")
    assert half.keyring.renew_person("xa-lanh-dao", NEW, above, MONDAY) == {"cd-an-thuong"}
    officer = again(half, "xa-lanh-dao")
    assert not officer.unit_keys
    found = half.recovery.renew_unit("cd-an-thuong", above, officer, MONDAY)
    assert (len(found.cases), found.left) == (2, 0)
    officer = again(half, "xa-lanh-dao")
    assert [texts(half, officer, number) for number in numbers] == [["Vụ 0."], ["Vụ 1."]]
    assert half.unit_keys.without_holder() == []
    assert "unit ldld-tinh-ubkt" in half.people.unconfirmed(MONDAY)["cd-an-thuong"]  # who was not there to vouch
    for key in half.people.waiting(officer, MONDAY):
        half.people.confirm(officer, key, MONDAY)
    assert "cd-an-thuong" not in half.people.unconfirmed(MONDAY)
    assert texts(half, officer, send(half, "Vụ mới.", place=Place(commune="an-thuong"))) == ["Vụ mới."]


def test_the_tier_above_reads_nothing_by_it(lone: tuple[Feedback, list[str]]) -> None:
    """Its grants stay waiting: what moved is a seal, and chain 0 says who moved it."""
    half, numbers = lone
    above = session(half, "tinh-lanh-dao")
    half.keyring.renew_person("xa-lanh-dao", NEW, above, MONDAY)
    half.recovery.renew_unit("cd-an-thuong", above, again(half, "xa-lanh-dao"), MONDAY)
    for number in numbers:
        with pytest.raises(NoKey):
            texts(half, above, number)
    kinds = [row["kind"] for row in half.acts.all()]
    assert {"person_renewed", "unit_renewed"} <= set(kinds)


def test_a_case_that_bars_the_tier_above_waits_for_two_custodians(lone: tuple[Feedback, list[str]]) -> None:
    half, numbers = lone
    case = half.cases.by_public_no(numbers[0])
    assert case
    half.desk.mover.exclusions.bar_unit(case.id, "ldld-tinh", "declared")
    above = session(half, "tinh-lanh-dao")
    half.keyring.renew_person("xa-lanh-dao", NEW, above, MONDAY)
    found = half.recovery.renew_unit("cd-an-thuong", above, again(half, "xa-lanh-dao"), MONDAY)
    assert (len(found.cases), found.left) == (1, 1)
    with pytest.raises(NoKey):
        texts(half, again(half, "xa-lanh-dao"), numbers[0])
    pair = session(half, "giu-1"), session(half, "giu-2")
    found = half.recovery.recover_unit("cd-an-thuong", *pair, [again(half, "xa-lanh-dao")], MONDAY)
    assert found.left == 0
    assert [texts(half, again(half, "xa-lanh-dao"), n) for n in numbers] == [["Vụ 0."], ["Vụ 1."]]


def test_a_case_without_any_copy_stays_under_the_old_key(lone: tuple[Feedback, list[str]]) -> None:
    """Whoever still has the old key opens it: recovery deletes nothing that it could not move."""
    half, numbers = lone
    old = session(half, "xa-lanh-dao")
    case = half.cases.by_public_no(numbers[0])
    assert case
    half.cases.update(case.id, sealed_for_recovery=None)
    pair = session(half, "giu-1"), session(half, "giu-2")
    found = half.recovery.recover_unit("cd-an-thuong", *pair, [old], MONDAY)
    assert (len(found.cases), found.left) == (1, 1)
    now = session(half, "xa-lanh-dao")
    assert [texts(half, now, n) for n in numbers] == [["Vụ 0."], ["Vụ 1."]]


def test_recovery_refuses_a_person_without_a_role_there(lone: tuple[Feedback, list[str]]) -> None:
    half, _ = lone
    pair = session(half, "giu-1"), session(half, "giu-2")
    with pytest.raises(NotAllowed) as error:
        half.recovery.recover_unit("cd-an-thuong", *pair, [session(half, "kcn-lanh-dao")], MONDAY)
    assert error.value.fault is Fault.NO_ROLE_THERE


def test_a_recovery_copy_of_another_case_is_not_taken_for_the_case(lone: tuple[Feedback, list[str]]) -> None:
    half, numbers = lone
    one, other = (half.cases.by_public_no(n) for n in numbers)
    assert one
    assert other
    half.cases.update(one.id, sealed_for_recovery=half.cases.secret(other.id, "sealed_for_recovery"))
    pair = session(half, "giu-1"), session(half, "giu-2")
    found = half.recovery.recover_unit("cd-an-thuong", *pair, [session(half, "xa-lanh-dao")], MONDAY)
    assert (len(found.cases), found.left) == (1, 1)


# --- custodians -----------------------------------------------------------------------------------------------


def asked(half: Feedback, contact: str = "Nguyễn Thị Mẫu, 0900") -> int:
    """A confidential contact that lies under the custodians' seal; the case's id."""
    number = send(half, level=Level.CONFIDENTIAL, contact=contact)
    case = half.cases.by_public_no(number)
    assert case
    return case.id


def opens_contact(half: Feedback, login: str, case_id: int, password: str = PASSWORD) -> bool:
    from feedback.organisation.unit_keys import open_by_any

    who = half.keyring.open_session(login, password, MONDAY)
    sealed = half.cases.secret(case_id, "contact_ct")
    assert sealed
    try:
        open_by_any(sealed, list(who.unit_keys.values()), f"contact:{case_id}")
    except NoKey:
        return False
    return True


def test_a_custodian_leaves_and_every_contact_still_opens(half: Feedback) -> None:
    case_id = asked(half)
    leaver = session(half, "giu-1")
    half.keyring.remove_person(leaver.member, {DESK: session(half, "giu-2")}, MONDAY)
    assert opens_contact(half, "giu-2", case_id)
    assert opens_contact(half, "giu-3", case_id)
    sealed = half.cases.secret(case_id, "contact_ct")
    assert sealed
    from feedback.organisation.unit_keys import open_by_any

    with pytest.raises(NoKey):
        open_by_any(sealed, list(leaver.unit_keys.values()), f"contact:{case_id}")


def test_a_custodian_who_forgot_the_password_gets_shares_from_the_two_others(half: Feedback) -> None:
    case_id = asked(half)
    half.keyring.renew_person("giu-1", NEW, session(half, "giu-2"), MONDAY)
    assert opens_contact(half, "giu-1", case_id, NEW)
    with pytest.raises(NoKey):
        half.recovery.open_recovery(again(half, "giu-1"), session(half, "giu-2"))
    three = [m for m in half.staff.all() if m.login in CUSTODIANS]
    half.recovery.replace_custodians(session(half, "giu-2"), session(half, "giu-3"), three, MONDAY)
    private = half.recovery.open_recovery(again(half, "giu-1"), session(half, "giu-3"))
    assert private == half.recovery.open_recovery(session(half, "giu-2"), session(half, "giu-3"))


def test_two_custodians_of_whom_one_left_hand_the_recovery_key_on(half: Feedback) -> None:
    new = half.keyring.add_person("giu-4", "Giữ 4", PASSWORD)
    half.keyring.give_role(new, Role.CUSTODIAN, DESK, MONDAY, session(half, "giu-2"))
    before = half.recovery.open_recovery(session(half, "giu-2"), session(half, "giu-3"))
    stay = [m for m in half.staff.all() if m.login in {"giu-2", "giu-3", "giu-4"}]
    half.recovery.replace_custodians(session(half, "giu-2"), session(half, "giu-3"), stay, MONDAY)
    half.keyring.remove_person(session(half, "giu-1").member, {DESK: session(half, "giu-2")}, MONDAY)
    assert half.recovery.open_recovery(session(half, "giu-2"), session(half, "giu-4")) == before
    assert half.recovery.drill(session(half, "giu-3"), session(half, "giu-4"), MONDAY)


def test_a_custodian_who_is_named_sees_no_request_and_decides_nothing(half: Feedback) -> None:
    case_id = asked(half)
    case = half.cases.get(case_id)
    named = session(half, "giu-1")
    desk = half.org.public_key(DESK)
    assert desk
    from feedback.sealing import keys

    reason = keys.seal_text("Cần gọi lại.", desk[0], "identity_request:7")
    half.desk.mover.identity_requests.add(7, case_id, session(half, "kcn-lanh-dao").member.id, MONDAY.date(), reason)
    half.desk.mover.exclusions.bar_person(case_id, named.member.id, "declared")
    assert half.identity.waiting(named, MONDAY) == []
    with pytest.raises(NotAllowed):
        half.identity.decide(named, case.public_no, True, MONDAY)
    other = session(half, "giu-2")
    assert half.identity.waiting(other, MONDAY) == [(case.public_no, "Cần gọi lại.")]
    half.keyring.remove_person(named.member, {DESK: other}, MONDAY)
    assert half.identity.waiting(session(half, "giu-3"), MONDAY) == [(case.public_no, "Cần gọi lại.")]
    half.identity.decide(session(half, "giu-3"), case.public_no, True, MONDAY)


def test_a_custodian_of_a_barred_unit_is_barred_too(half: Feedback) -> None:
    case_id = asked(half)
    half.desk.mover.exclusions.bar_unit(case_id, "cd-an-thuong", "declared")
    half.keyring.set_posts("giu-1", ["cd-an-thuong"], MONDAY)
    half.desk.mover.identity_requests.add(7, case_id, 1, MONDAY.date(), b"")
    with pytest.raises(NotAllowed):
        half.identity.decide(session(half, "giu-1"), half.cases.get(case_id).public_no, True, MONDAY)


# --- roles and units ------------------------------------------------------------------------------------------


def test_a_role_ends_on_its_day(half: Feedback) -> None:
    end = (MONDAY + timedelta(days=3)).date()
    member = session(half, "kcn-xu-ly").member
    half.keyring.end_role(member, Role.HANDLER, "cd-kcn", MONDAY, session(half, "kcn-lanh-dao"), end)
    later = MONDAY + timedelta(days=3)
    assert session(half, "kcn-xu-ly", MONDAY + timedelta(days=2)).has("cd-kcn", {Role.HANDLER})
    assert not session(half, "kcn-xu-ly", later).roles
    assert half.unit_keys.overdue(MONDAY.date()) == []
    assert half.unit_keys.overdue(later.date()) == ["cd-kcn"]
    number = send(half)
    half.keyring.rotate("cd-kcn", session(half, "kcn-lanh-dao", later), later)
    assert half.unit_keys.overdue(later.date()) == []
    assert not session(half, "kcn-xu-ly", later).unit_keys
    assert texts(half, session(half, "kcn-lanh-dao"), number)


def test_a_role_begins_on_its_day(half: Feedback) -> None:
    begins = (MONDAY + timedelta(days=7)).date()
    member = half.keyring.add_person("moi", "Mới", PASSWORD)
    half.keyring.give_role(member, Role.HANDLER, "cd-kcn", MONDAY, session(half, "kcn-lanh-dao"), since=begins)
    assert not session(half, "moi").roles
    assert session(half, "moi", MONDAY + timedelta(days=7)).has("cd-kcn", {Role.HANDLER})
    assert member.id not in [m.id for m in half.staff.members("cd-kcn", day=MONDAY.date())]


def test_a_role_that_ends_today_takes_the_key_at_once(half: Feedback) -> None:
    number, old = send(half), session(half, "kcn-xu-ly")
    assert half.keyring.end_role(old.member, Role.HANDLER, "cd-kcn", MONDAY, session(half, "kcn-lanh-dao")) == 1
    assert not session(half, "kcn-xu-ly").unit_keys
    with pytest.raises(NoKey):
        texts(half, old, number)
    assert texts(half, session(half, "kcn-tiep"), number)


def test_a_lone_officer_leaves_and_a_new_one_reads_on(lone: tuple[Feedback, list[str]]) -> None:
    half, numbers = lone
    above = session(half, "tinh-lanh-dao")
    half.people.leave("xa-lanh-dao", [above], MONDAY)
    assert half.unit_keys.without_holder() == ["cd-an-thuong"]
    half.people.add(above, NewPerson("xa-moi", "Xã mới", "cd-an-thuong", (Role.LEAD,), PASSWORD), MONDAY)
    assert not session(half, "xa-moi").unit_keys
    half.custody.renew_unit(above, session(half, "xa-moi"), "cd-an-thuong", MONDAY)
    assert [texts(half, session(half, "xa-moi"), n) for n in numbers] == [["Vụ 0."], ["Vụ 1."]]


def test_a_unit_is_merged_once_its_lead_has_confirmed_the_successor(half: Feedback) -> None:
    number = send(half)
    half.org.replace(read_toml(merged()))
    later = MONDAY + timedelta(days=60)
    lead = session(half, "kcn-lanh-dao", later)
    with pytest.raises(NotAllowed) as error:
        half.office.move_cases(lead, "cd-kcn", later)
    assert error.value.fault is Fault.RECIPIENT_UNCONFIRMED
    entry = half.recipients.expected("cd-kcn", later.date())["unit cd-an-thuong"]
    half.recipients.settle("cd-kcn", lead.unit_keys, "unit cd-an-thuong", entry, later.date(), accept=True)
    assert half.office.move_cases(lead, "cd-kcn", later) == 1
    assert texts(half, session(half, "xa-lanh-dao", later), number) == ["Chậm lương."]
    with pytest.raises(NoKey):
        texts(half, lead, number)


def merged() -> str:
    return sample_province().replace(
        'code = "cd-kcn"\nname = "Công đoàn các khu công nghiệp tỉnh"\ntier = "superior"\n'
        'kind = "industrial_park_union"\nparent = "ldld-tinh"\nvalid_from = 2025-07-01',
        'code = "cd-kcn"\nname = "Công đoàn các khu công nghiệp tỉnh"\ntier = "superior"\n'
        'kind = "industrial_park_union"\nparent = "ldld-tinh"\nvalid_from = 2025-07-01\n'
        'valid_to = 2027-01-01\nreplaced_by = "cd-an-thuong"',
    )


def test_a_case_older_than_the_custodians_gets_its_copy_at_the_next_opening(half: Feedback) -> None:
    number, lead = send(half), session(half, "kcn-lanh-dao")
    case = half.cases.by_public_no(number)
    assert case
    half.cases.update(case.id, sealed_for_recovery=None)
    half.desk.declare_uninvolved(lead, number, MONDAY)
    half.desk.show(lead, number, MONDAY)
    sealed = half.cases.secret(case.id, "sealed_for_recovery")
    private = half.desk.vault.open_with(case, lead.unit_keys)
    assert sealed
    recovery = half.recovery.open_recovery(session(half, "giu-1"), session(half, "giu-2"))
    from feedback.sealing import keys

    assert keys.unseal(sealed, recovery) == private
