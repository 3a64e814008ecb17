"""What the server knows outside the database: a change past the verbs is named and refused, a kill is no alarm."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from feedback.assembly import Feedback, open_feedback
from feedback.errors import DatabaseAltered, FeedbackError
from feedback.model.draft import Draft
from feedback.model.union import Role
from tests.feedback.real_union import real_union, session
from tests.feedback.union import CHEAP, COMPANY, KEY, MONDAY, tamper


@pytest.fixture
def half(tmp_path: Path) -> Iterator[Feedback]:
    feedback = real_union(tmp_path / "feedback.db")
    yield feedback
    feedback.db.close()


def send(half: Feedback) -> str:
    return half.submissions.submit(Draft("Chậm lương.", place=COMPANY), half.submissions.new_code(), MONDAY).public_no


THEFTS = {
    "a unit's key": ("UPDATE unit SET public_key = x'00' WHERE code = 'ldld-tinh'", "unit ldld-tinh"),
    "a unit's parent": ("UPDATE unit SET parent = 'cd-an-thuong' WHERE code = 'cd-kcn'", "unit cd-kcn"),
    "a person's key": ("UPDATE staff SET public_key = x'00' WHERE login = 'kcn-xu-ly'", "person "),
    "a person's other posts": ("UPDATE staff SET other_posts = '[]' || ' ' WHERE login = 'kcn-xu-ly'", "person "),
    "a person who comes back": ("UPDATE staff SET active = 0 WHERE login = 'kcn-xu-ly'", "person "),
    "a role": (
        "INSERT INTO role_grant(staff_id, role, unit, valid_from) "
        "SELECT id, 'lead', 'cd-kcn', '2020-01-01' FROM staff WHERE login = 'kcn-xu-ly'",
        "role ",
    ),
    "a role that ended": ("UPDATE role_grant SET valid_to = '2099-01-01'", "role "),
    "the recovery key": ("UPDATE setting SET value = x'00' WHERE name = 'recovery_public'", "recovery key"),
    "a custodian": ("DELETE FROM recovery_share", "custodians "),
    "a signature key": (
        "INSERT INTO staff_signer SELECT id, x'00' FROM staff WHERE login = 'kcn-xu-ly'",
        "signer ",
    ),
}


@pytest.mark.parametrize("theft", THEFTS)
def test_a_change_past_the_verbs_is_named_and_refused(half: Feedback, theft: str) -> None:
    number = send(half)
    lead = session(half, "kcn-lanh-dao")
    sql, subject = THEFTS[theft]
    tamper(half, sql)
    assert any(found.startswith(subject) for found in half.manifest.differences())
    with pytest.raises(DatabaseAltered):
        send(half)
    with pytest.raises(DatabaseAltered):
        session(half, "kcn-tiep")
    with pytest.raises(DatabaseAltered):
        half.keyring.rotate("cd-kcn", lead, MONDAY)
    assert half.cases.by_public_no(number)


def test_another_process_is_held_against_the_same_file(half: Feedback, tmp_path: Path) -> None:
    other = open_feedback(tmp_path / "feedback.db", KEY, CHEAP)
    member = other.keyring.add_person("moi", "Mới", "bốn từ khác hẳn")
    other.keyring.give_role(member, Role.INTAKE, "cd-kcn", MONDAY, session(other, "kcn-lanh-dao"))
    send(half)
    tamper(other, "UPDATE unit SET public_key = x'00' WHERE code = 'ldld-tinh'")
    with pytest.raises(DatabaseAltered):
        send(half)


def test_a_failed_change_leaves_file_and_database_as_they_were(half: Feedback) -> None:
    before = (half.db.path or Path()).parent.joinpath("keys", "manifest.json").read_bytes()
    member = half.staff.by_login("kcn-xu-ly")
    assert member

    def fail() -> None:
        with half.manifest.changing():
            half.keyring.set_posts("kcn-xu-ly", ["cd-an-thuong"], MONDAY)
            half.keyring.give_role(member, Role.ADMIN, "cd-kcn", MONDAY)

    with pytest.raises(FeedbackError):
        fail()
    assert (half.db.path or Path()).parent.joinpath("keys", "manifest.json").read_bytes() == before
    send(half)


class Killed(BaseException):
    pass


@pytest.mark.parametrize("when", ["before the commit", "after the commit"])
def test_a_kill_between_file_and_commit_is_no_alarm(
    half: Feedback, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, when: str
) -> None:
    """The file knows both states, so whichever the database kept is right; the next change forgets the other."""

    def die() -> None:
        raise Killed

    def write_and_die(known: object) -> None:
        write(known)  # type: ignore[arg-type]
        raise Killed

    write, settle = half.manifest._write, half.manifest._settle
    calls: list[int] = []
    if when == "before the commit":
        monkeypatch.setattr(half.manifest, "_write", write_and_die)
    else:
        monkeypatch.setattr(half.manifest, "_settle", lambda: settle() if not calls and not calls.append(1) else die())  # type: ignore[func-returns-value]
    with pytest.raises(Killed):
        half.keyring.set_posts("kcn-xu-ly", ["cd-an-thuong"], MONDAY)
    half.db.close()
    again = open_feedback(tmp_path / "feedback.db", KEY, CHEAP)
    member = again.staff.by_login("kcn-xu-ly")
    assert member
    assert member.other_posts == (("cd-an-thuong",) if when == "after the commit" else ())
    send(again)
    again.keyring.set_posts("kcn-xu-ly", [], MONDAY)
    assert again.manifest.differences() == []


def test_the_file_is_for_its_owner_alone(half: Feedback, tmp_path: Path) -> None:
    assert (tmp_path / "keys" / "manifest.json").stat().st_mode & 0o077 == 0
