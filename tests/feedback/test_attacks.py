"""Who writes the database, with and without the server's files, against what a unit knows and what the server knows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from feedback.assembly import Feedback, open_feedback
from feedback.cases.signatures import place_of
from feedback.errors import DatabaseAltered, NoKey, NotAllowed
from feedback.model.access import Mode
from feedback.model.case import Category
from feedback.model.draft import Draft
from feedback.model.union import Role
from feedback.model.view import Author
from feedback.organisation.trial import sample_province
from feedback.organisation.units import read_toml
from feedback.sealing import keys
from feedback.staff.people import NewPerson
from feedback.staff.triage import Part
from tests.feedback.real_union import PASSWORD, real_union, session
from tests.feedback.stories import ANSWER
from tests.feedback.union import CHEAP, COMPANY, KEY, MONDAY, Union, tamper

SPY = """
[[unit]]
code = "cap-moi"
name = "Cấp mới"
tier = "province"
kind = "provincial_federation"
parent = "ldld-tinh"
valid_from = 2025-07-01
"""


@pytest.fixture
def half(tmp_path: Path) -> Iterator[Feedback]:
    feedback = real_union(tmp_path / "feedback.db")
    yield feedback
    feedback.db.close()


def send(half: Feedback, text: str = "Trước.") -> str:
    return half.submissions.submit(Draft(text, place=COMPANY), half.submissions.new_code(), MONDAY).public_no


def top_up(half: Feedback, login: str, number: str) -> None:
    """What every opening does: seal the case to whoever stands above by now."""
    case = half.cases.by_public_no(number)
    assert case
    who = session(half, login)
    private = half.desk.vault.open_with(case, who.unit_keys)
    assert private
    [(unit, epoch)] = {(u, e) for u, e in who.unit_keys if (u, e) == max(who.unit_keys)}
    confirmed = half.desk.vault.confirmed(unit, epoch, who.unit_keys[(unit, epoch)])
    above = {code: MODE for code in half.org.tree(MONDAY.date()).keyed if code.startswith(("cap-moi", "ldld", "tld"))}
    half.desk.vault.seal_to_units(case, private, above, MONDAY.date(), confirmed)


MODE = (Mode.WAITING, "next_tier")


def earlier_contents_opened(half: Feedback, number: str, *privates: bytes) -> int:
    case = half.cases.by_public_no(number)
    assert case
    found = 0
    for grant in half.db.rows("SELECT sealed FROM case_key_grant WHERE submission_id = ?", case.id):
        for private in privates:
            try:
                keys.unseal(grant["sealed"], private)
            except NoKey:
                continue
            found += 1
    return found


def with_a_new_tier() -> str:
    below = 'kind = "industrial_park_union"\nparent = '
    return sample_province().replace(f'{below}"ldld-tinh"', f'{below}"cap-moi"') + SPY


def test_an_administrator_adds_a_parent_and_its_first_member_and_waits(half: Feedback) -> None:
    """By the verbs, with a log-in that may: nothing sent before is opened, and chain 0 and doctor tell."""
    numbers = [send(half, f"Vụ {n}.") for n in range(5)]
    admin = session(half, "tinh-quan-tri")
    half.house.replace_organisation(admin, read_toml(with_a_new_tier()), MONDAY)
    half.people.add(admin, NewPerson("tay-trong", "Tay trong", "cap-moi", (Role.LEAD,), PASSWORD), MONDAY)
    spy = session(half, "tay-trong")
    for number in numbers:
        top_up(half, "kcn-lanh-dao", number)
    assert sum(earlier_contents_opened(half, n, *spy.unit_keys.values(), spy.private_key) for n in numbers) == 0
    assert "unit cap-moi" in half.people.unconfirmed(MONDAY)["cd-kcn"]
    assert {"organisation_changed", "person_added"} <= {row["kind"] for row in half.acts.all()}
    [waits] = [k for k in half.people.waiting(session(half, "kcn-lanh-dao"), MONDAY) if k.subject == "unit cap-moi"]
    half.people.confirm(session(half, "kcn-lanh-dao"), waits, MONDAY)
    top_up(half, "kcn-lanh-dao", numbers[0])
    assert earlier_contents_opened(half, numbers[0], *spy.unit_keys.values()) == 1  # the lead said yes


def test_the_same_by_rows_alone_is_named_and_refused(half: Feedback) -> None:
    number = send(half)
    public, private = keys.new_key_pair()
    tamper(half, "UPDATE unit SET public_key = ?, epoch = 9 WHERE code = 'ldld-tinh'", public)
    with pytest.raises(DatabaseAltered):
        top_up(half, "kcn-lanh-dao", number)
    assert earlier_contents_opened(half, number, private) == 0
    assert half.manifest.differences() == ["unit ldld-tinh"]


@pytest.fixture
def owned(half: Feedback, tmp_path: Path) -> tuple[Feedback, str]:
    """Somebody who also has the server's files: each test changes rows and then writes a fitting manifest."""
    return half, send(half)


def with_a_fitting_manifest(half: Feedback, tmp_path: Path) -> Feedback:
    half.db.close()
    (tmp_path / "keys" / "manifest.json").unlink()
    return open_feedback(tmp_path / "feedback.db", KEY, CHEAP)


def test_a_swapped_key_above_reads_nothing_old_even_with_the_files(owned: tuple[Feedback, str], tmp_path: Path) -> None:
    half, number = owned
    public, private = keys.new_key_pair()
    tamper(half, "UPDATE unit SET public_key = ?, epoch = 9 WHERE code = 'ldld-tinh'", public)
    tamper(half, "DELETE FROM case_key_grant WHERE unit = 'ldld-tinh'")
    half = with_a_fitting_manifest(half, tmp_path)
    top_up(half, "kcn-lanh-dao", number)
    assert earlier_contents_opened(half, number, private) == 0
    assert "unit ldld-tinh" in half.people.unconfirmed(MONDAY)["cd-kcn"]


def test_a_members_key_swapped_before_a_rotation_gets_nothing(owned: tuple[Feedback, str], tmp_path: Path) -> None:
    half, number = owned
    public, private = keys.new_key_pair()
    tamper(half, "UPDATE staff SET public_key = ? WHERE login = 'kcn-xu-ly'", public)
    half = with_a_fitting_manifest(half, tmp_path)
    half.keyring.rotate("cd-kcn", session(half, "kcn-lanh-dao"), MONDAY)
    opened = [g["sealed"] for g in half.db.rows("SELECT sealed FROM unit_key_grant")]
    assert not any(opens(sealed, private) for sealed in opened)
    assert half.people.waiting(session(half, "kcn-lanh-dao"), MONDAY)
    assert number


def test_an_inserted_member_gets_no_key_at_a_rotation(owned: tuple[Feedback, str], tmp_path: Path) -> None:
    half, _ = owned
    member = half.staff.by_login("xa-lanh-dao")
    assert member
    tamper(
        half,
        "INSERT INTO role_grant(staff_id, role, unit, valid_from) VALUES (?, 'lead', 'cd-kcn', '2020-01-01')",
        member.id,
    )
    half = with_a_fitting_manifest(half, tmp_path)
    half.keyring.rotate("cd-kcn", session(half, "kcn-lanh-dao"), MONDAY)
    assert not [unit for unit, _ in session(half, "xa-lanh-dao").unit_keys if unit == "cd-kcn"]


def test_a_unit_key_pushed_in_from_outside_speaks_for_nothing_old(owned: tuple[Feedback, str], tmp_path: Path) -> None:
    """A forged next epoch with a forged list: what lies under the true key is sealed by the true key's list alone."""
    half, number = owned
    fake_public, fake_private = keys.new_key_pair()
    spy_public, spy_private = keys.new_key_pair()
    tamper(half, "UPDATE unit SET public_key = ?, epoch = 9 WHERE code = 'ldld-tinh'", spy_public)
    tamper(half, "DELETE FROM case_key_grant WHERE unit = 'ldld-tinh'")
    tamper(half, "UPDATE unit SET public_key = ?, epoch = 2 WHERE code = 'cd-kcn'", fake_public)
    for member in half.staff.members("cd-kcn"):
        half.staff.grant_unit_key("cd-kcn", member, 2, keys.seal(fake_private, member.public_key))
    half.recipients.write(
        "cd-kcn", {("cd-kcn", 2): fake_private}, {"unit ldld-tinh": keys.fingerprint(spy_public), "person 1": "x"}
    )
    half = with_a_fitting_manifest(half, tmp_path)
    who, case = session(half, "kcn-lanh-dao"), half.cases.by_public_no(number)
    assert case
    private = half.desk.vault.open_with(case, who.unit_keys)
    assert private
    confirmed = half.desk.vault.confirmed("cd-kcn", 1, who.unit_keys[("cd-kcn", 1)])
    half.desk.vault.seal_to_units(case, private, {"ldld-tinh": MODE}, MONDAY.date(), confirmed)
    assert earlier_contents_opened(half, number, spy_private) == 0


def test_a_session_compares_its_units_key_with_its_own(owned: tuple[Feedback, str], tmp_path: Path) -> None:
    """So that what is sent from then on does not go to a stranger unnoticed, even where the manifest was rewritten."""
    half, _ = owned
    tamper(half, "UPDATE unit SET public_key = ? WHERE code = 'cd-kcn'", keys.new_key_pair()[0])
    half = with_a_fitting_manifest(half, tmp_path)
    with pytest.raises(DatabaseAltered):
        session(half, "kcn-lanh-dao")


def test_a_forged_list_without_the_units_key_is_no_list(half: Feedback) -> None:
    who = session(half, "kcn-lanh-dao")
    forged = keys.wrap(b'{"unit ldld-tinh": "x"}', keys.new_key_pair()[1])
    tamper(half, "UPDATE confirmed_recipients SET box = ? WHERE unit = 'cd-kcn'", forged)
    assert set(half.desk.vault.confirmed("cd-kcn", 1, who.unit_keys[("cd-kcn", 1)])) == {"unit cd-kcn"}
    with pytest.raises(NotAllowed):
        half.keyring.rotate("cd-kcn", who, MONDAY)


def test_a_replaced_recovery_key_gets_no_new_case(half: Feedback) -> None:
    public, _ = keys.new_key_pair()
    tamper(half, "UPDATE setting SET value = ? WHERE name = 'recovery_public'", public)
    with pytest.raises(DatabaseAltered):
        send(half)
    assert half.manifest.differences() == ["recovery key"]


def test_an_inserted_role_opens_no_session(half: Feedback) -> None:
    tamper(
        half,
        "INSERT INTO role_grant(staff_id, role, unit, valid_from) "
        "SELECT id, 'lead', 'cd-kcn', '2020-01-01' FROM staff WHERE login = 'kcn-so-lieu'",
    )
    with pytest.raises(DatabaseAltered):
        session(half, "kcn-so-lieu", MONDAY + timedelta(hours=1))


def opens(sealed: bytes, private: bytes) -> bool:
    try:
        keys.unseal(sealed, private)
    except NoKey:
        return False
    return True


# --- through the door itself --------------------------------------------------------------------------------


def opened(half: Feedback, login: str, number: str) -> None:
    who = session(half, login)
    half.desk.declare_uninvolved(who, number, MONDAY)
    assert half.desk.show(who, number, MONDAY).messages


def test_an_opening_seals_nothing_old_to_a_tier_that_nobody_confirmed(half: Feedback) -> None:
    number, admin = send(half), session(half, "tinh-quan-tri")
    half.house.replace_organisation(admin, read_toml(with_a_new_tier()), MONDAY)
    half.people.add(admin, NewPerson("tay-trong", "Tay trong", "cap-moi", (Role.LEAD,), PASSWORD), MONDAY)
    opened(half, "kcn-lanh-dao", number)
    assert earlier_contents_opened(half, number, *session(half, "tay-trong").unit_keys.values()) == 0
    lead = session(half, "kcn-lanh-dao")
    for key in half.people.waiting(lead, MONDAY):
        half.people.confirm(lead, key, MONDAY)
    opened(half, "kcn-lanh-dao", number)
    assert earlier_contents_opened(half, number, *session(half, "tay-trong").unit_keys.values()) == 1


def test_parts_of_an_old_case_go_to_no_swapped_key(owned: tuple[Feedback, str], tmp_path: Path) -> None:
    half, number = owned
    opened(half, "kcn-lanh-dao", number)
    half.triage.open(session(half, "kcn-lanh-dao"), number, MONDAY)
    public, private = keys.new_key_pair()
    tamper(half, "UPDATE unit SET public_key = ?, epoch = 9 WHERE code = 'ldld-tinh'", public)
    half = with_a_fitting_manifest(half, tmp_path)
    case = half.cases.by_public_no(number)
    assert case
    parts = (Part("Lương.", Category.WAGE), Part("Giờ.", Category.WORKING_TIME))
    half.triage.split(session(half, "kcn-lanh-dao"), number, parts, MONDAY, case.version)
    children = half.links.followers(case.id, "part_of")
    assert len(children) == 2
    numbers = [half.cases.get(child).public_no for child in children]
    assert sum(earlier_contents_opened(half, n, private) for n in numbers) == 0
    for n in numbers:
        assert half.desk.show(session(half, "kcn-lanh-dao"), n, MONDAY).messages


def test_a_swapped_recovery_key_gets_no_copy_of_an_old_case(owned: tuple[Feedback, str], tmp_path: Path) -> None:
    half, number = owned
    case = half.cases.by_public_no(number)
    assert case
    half.cases.update(case.id, sealed_for_recovery=None)
    tamper(half, "UPDATE setting SET value = ? WHERE name = 'recovery_public'", keys.new_key_pair()[0])
    half = with_a_fitting_manifest(half, tmp_path)
    opened(half, "kcn-lanh-dao", number)
    assert half.cases.secret(case.id, "sealed_for_recovery") is None


# --- words ----------------------------------------------------------------------------------------------------


@pytest.fixture
def said(union: Union) -> tuple[Union, str, str]:
    """A case with an answer and an internal note; the code and the number."""
    code, number = union.working()
    union.feedback.handling.answer(union.first, number, ANSWER, union.now)
    union.feedback.desk.note(union.first, number, "Chủ tịch không được biết.", union.now)
    return union, code, number


def seen(union: Union, code: str) -> list[str]:
    return [m.text for m in union.feedback.submissions.look_up(code, union.now).messages if m.text]


def test_a_forged_answer_is_not_shown_and_named(said: tuple[Union, str, str]) -> None:
    """Anybody can seal words to the public key of a case; nobody can sign them for somebody else."""
    union, code, number = said
    half, case, before = union.feedback, union.case(number), seen(union, code)
    row = half.db.row("SELECT * FROM message WHERE submission_id = ? AND template = 'answer'", case.id)
    assert row
    forged = {**row, "id": 99, "n": 50, "signature": row["signature"]}
    forged["body_ct"] = keys.seal_text("Công ty không sai.", case.public_key, place_of(forged))
    half.db.insert("message", **forged)
    assert seen(union, code) == before
    assert half.desk.vault.forged() == [number]
    [shown] = [m for m in half.desk.vault.thread(case, private_of(half, union, number), internal=True) if not m.genuine]
    assert shown.text == ""


@pytest.mark.parametrize(
    "change",
    [
        "internal = 0",
        "author = 'worker'",
        "staff_id = staff_id + 1",
        "template = 'answer'",
        "day = '2020-01-01'",
        "signature = NULL",
        "bound = 0",
    ],
)
def test_a_changed_row_is_not_shown(said: tuple[Union, str, str], change: str) -> None:
    union, code, number = said
    union.feedback.db.run(f"UPDATE message SET {change} WHERE internal = 1")
    assert not any("Chủ tịch" in text for text in seen(union, code))
    assert union.feedback.desk.vault.forged() == [number]


def test_answers_swapped_between_rows_are_not_shown(union: Union) -> None:
    half = union.feedback
    _, number = union.working()
    half.desk.note(union.first, number, "Một.", union.now)
    half.desk.note(union.first, number, "Hai.", union.now)
    one, two = half.db.rows("SELECT id, body_ct FROM message WHERE internal = 1 ORDER BY n")
    half.db.update("message", one["id"], body_ct=two["body_ct"])
    half.db.update("message", two["id"], body_ct=one["body_ct"])
    thread = half.desk.vault.thread(union.case(number), private_of(half, union, number), internal=True)
    assert not {"Một.", "Hai."} & {m.text for m in thread}


def test_a_signature_of_another_person_is_none(said: tuple[Union, str, str]) -> None:
    union, code, number = said
    half = union.feedback
    row = half.db.row("SELECT * FROM message WHERE template = 'answer'")
    assert row
    half.db.update("message", row["id"], signature=half.desk.mover.signatures.by(union.second.sign)(row))
    assert not any("Lương chậm" in text for text in seen(union, code))
    assert half.desk.vault.forged() == [number]


def test_what_was_signed_with_an_earlier_key_still_verifies(half: Feedback) -> None:
    number = send(half)
    case = half.cases.by_public_no(number)
    assert case
    old = session(half, "kcn-tiep")
    half.desk.vault.write(case, Author.STAFF, "Đã nhận.", MONDAY.date(), staff_id=old.member.id, sign=old.sign)
    half.keyring.renew_person("kcn-tiep", "bốn từ khác hẳn", session(half, "kcn-lanh-dao"), MONDAY)
    assert half.desk.vault.forged() == []


def private_of(half: Feedback, union: Union, number: str) -> bytes:
    private = half.desk.vault.open_with(union.case(number), union.first.unit_keys)
    assert private
    return private
