"""Who can read: every (role × tier × exclusion × action), decided by the keys and not only by a query."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import product

import pytest

from feedback.assembly import Feedback, open_feedback
from feedback.errors import FeedbackError, NoKey, NotAllowed, WrongPassword
from feedback.model.access import Involvement, Mode
from feedback.model.answer import Answer
from feedback.model.case import Category, Concern, EmergencyKind, Kind, Level, RefusalCode
from feedback.model.draft import Draft
from feedback.model.union import CONTENT_ROLES, Role
from feedback.organisation.keyring import StaffSession
from feedback.sealing import keys
from feedback.staff.similar import find_similar
from tests.feedback.real_union import CUSTODIANS, PASSWORD, PEOPLE, real_union, session
from tests.feedback.union import CHEAP, COMPANY, KEY, MONDAY, opened, shown, trial_union

CONCERNS: tuple[frozenset[Concern], ...] = (
    frozenset(),
    frozenset({Concern.UNKNOWN}),
    frozenset({Concern.GRASSROOTS}),
    frozenset({Concern.SUPERIOR}),
    frozenset({Concern.PROVINCE}),
)
ANSWER = Answer("a", "b", "c", "d", "e")
ACTIONS: dict[str, Callable[[Feedback, StaffSession, str], object]] = {
    "photo": lambda f, s, n: f.desk.photo(s, n, 1, MONDAY),
    "note": lambda f, s, n: f.desk.note(s, n, "ghi chú", MONDAY),
    "involved": lambda f, s, n: f.desk.declare_involved(s, n, Involvement.PERSON, MONDAY),
    "open": lambda f, s, n: opened(f, s, n, MONDAY),
    "ask": lambda f, s, n: f.triage.ask(s, n, "Từ khi nào?", MONDAY),
    "accept": lambda f, s, n: f.triage.accept(s, n, Kind.PETITION, Category.WAGE, MONDAY),
    "redirect": lambda f, s, n: f.triage.redirect(s, n, "Nơi khác", "Đến nơi", MONDAY),
    "refuse": lambda f, s, n: f.triage.propose_refusal(s, n, RefusalCode.ADVERTISING, "x", MONDAY),
    "confirm_refusal": lambda f, s, n: f.triage.confirm_refusal(s, n, MONDAY),
    "assign": lambda f, s, n: f.handling.assign(s, n, "kcn-xu-ly", MONDAY),
    "answer": lambda f, s, n: f.handling.answer(s, n, ANSWER, MONDAY),
    "escalate": lambda f, s, n: f.handling.escalate(s, n, "x", MONDAY),
    "withdrawal": lambda f, s, n: f.handling.decide_withdrawal(s, n, False, MONDAY),
    "hold": lambda f, s, n: f.holding.propose(s, n, "x", MONDAY.date() + timedelta(days=9), MONDAY),
    "uphold": lambda f, s, n: f.oversight.uphold(s, n, "x", MONDAY),
    "overturn": lambda f, s, n: f.oversight.overturn(s, n, MONDAY),
    "identity": lambda f, s, n: f.identity.ask(s, n, "x", MONDAY),
    "similar": lambda f, s, n: find_similar(f.desk, s, n, MONDAY),
}


@pytest.fixture(scope="module")
def half() -> Iterator[Feedback]:
    feedback = real_union()
    yield feedback
    feedback.db.close()


@pytest.fixture(scope="module")
def sessions(half: Feedback) -> dict[str, StaffSession]:
    return {login: session(half, login) for login in PEOPLE}


@pytest.fixture(scope="module")
def numbers(half: Feedback) -> dict[frozenset[Concern], str]:
    sent = {}
    for concerns in CONCERNS:
        draft = Draft("Bị chậm lương.", place=COMPANY, concerns=concerns)
        sent[concerns] = half.submissions.submit(draft, half.submissions.new_code(), MONDAY).public_no
    return sent


def opens_any_key(half: Feedback, who: StaffSession, case_id: int, only_active: bool) -> bool:
    """Try every key that this person holds on every sealed copy of the case key in the database."""
    for grant in half.db.rows("SELECT * FROM case_key_grant WHERE submission_id = ?", case_id):
        for private in (*who.unit_keys.values(), who.private_key):
            if grant["mode"] != Mode.WAITING or not only_active:
                try:
                    keys.unseal(grant["sealed"], private)
                except NoKey:
                    continue
                return True
    return False


def test_keys_decide_who_reads(
    half: Feedback, sessions: dict[str, StaffSession], numbers: dict[frozenset[Concern], str]
) -> None:
    wrong = []
    for login, concerns in product(PEOPLE, CONCERNS):
        unit, role = PEOPLE[login]
        case = half.desk.mover.cases.by_public_no(numbers[concerns])
        assert case is not None
        excluded = half.desk.mover.cases.excluded_units(case.id)
        grants = {g.unit: g.mode is not Mode.WAITING for g in half.desk.mover.grants.of(case.id)}
        ever = role in CONTENT_ROLES and unit in grants and unit not in excluded
        now = role in CONTENT_ROLES and bool(grants.get(unit))
        if (
            opens_any_key(half, sessions[login], case.id, only_active=False) is not ever
            or opens_any_key(half, sessions[login], case.id, only_active=True) is not now
            or (unit in excluded and unit in grants)
        ):
            wrong.append((login, sorted(concerns)))
    assert wrong == []


def test_the_policy_is_no_wider_than_the_keys(
    half: Feedback, sessions: dict[str, StaffSession], numbers: dict[frozenset[Concern], str]
) -> None:
    wrong = []
    for login, concerns in product(PEOPLE, CONCERNS):
        unit, role = PEOPLE[login]
        case = half.desk.mover.cases.by_public_no(numbers[concerns])
        assert case is not None
        holds = opens_any_key(half, sessions[login], case.id, only_active=True)
        # §4.3: new cases are for intake, leads and boards; a handler needs an assignment, duty an emergency
        reads = holds and role in {Role.INTAKE, Role.LEAD, Role.SUPERVISOR}
        lists = unit == case.owner and role in CONTENT_ROLES
        who = sessions[login]
        if (
            may(lambda who=who, case=case: shown(half, who, case.public_no, MONDAY)) is not reads
            or may(lambda who=who, case=case: half.desk.queue(who, case.owner)) is not lists
        ):
            wrong.append((login, sorted(concerns)))
    assert wrong == []


def test_without_a_key_no_action_does_anything(
    half: Feedback, sessions: dict[str, StaffSession], numbers: dict[frozenset[Concern], str]
) -> None:
    wrong = []
    for login, concerns in product(PEOPLE, CONCERNS):
        case = half.desk.mover.cases.by_public_no(numbers[concerns])
        assert case is not None
        if opens_any_key(half, sessions[login], case.id, only_active=True):
            continue
        before, who = len(half.events.of(case.subject)), sessions[login]
        did = [
            name
            for name, action in ACTIONS.items()
            if may(lambda action=action, who=who, case=case: action(half, who, case.public_no))
        ]
        if did or len(half.events.of(case.subject)) != before:
            wrong.append((login, sorted(concerns), did))
    assert wrong == []


def may(action: object) -> bool:
    assert callable(action)
    try:
        action()
    except (NoKey, NotAllowed):
        return False
    return True


def test_a_unit_that_is_named_is_never_the_owner(half: Feedback, numbers: dict[frozenset[Concern], str]) -> None:
    owners = {c: half.desk.mover.cases.by_public_no(n).owner for c, n in numbers.items()}  # type: ignore[union-attr]
    assert [owners[c] for c in CONCERNS] == ["cd-kcn", "cd-kcn", "ldld-tinh-ubkt", "ldld-tinh-ubkt", "tld-ubkt"]


def test_the_database_itself_refuses_an_excluded_unit(half: Feedback, numbers: dict[frozenset[Concern], str]) -> None:
    case = half.desk.mover.cases.by_public_no(numbers[CONCERNS[4]])
    assert case is not None
    with pytest.raises(Exception, match="excluded unit"):
        half.desk.mover.grants.add(case.id, "ldld-tinh", 1, b"x", Mode.WORK, "owner", MONDAY.date())


def test_a_person_with_a_post_in_a_named_unit_is_out_everywhere(half: Feedback) -> None:
    """R3: a second office counts, also one that was taken up later."""
    draft = Draft("Về xã.", place=COMPANY, units_concerned=("cd-an-thuong",))
    number = half.submissions.submit(draft, half.submissions.new_code(), MONDAY).public_no
    board = session(half, "ubkt-tinh")
    shown(half, board, number, MONDAY)
    half.keyring.set_posts("ubkt-tinh", ["cd-an-thuong"], MONDAY)
    try:
        with pytest.raises(NoKey):
            half.desk.show(session(half, "ubkt-tinh"), number, MONDAY)
    finally:
        half.keyring.set_posts("ubkt-tinh", [], MONDAY)


def test_naming_a_person_takes_out_their_house(half: Feedback) -> None:
    lead = half.staff.by_login("kcn-lanh-dao")
    assert lead is not None
    draft = Draft("Về một người.", place=COMPANY, people_concerned=(lead.id,))
    route = half.submissions.route(draft, MONDAY)
    assert "cd-kcn" in route.excluded
    assert route.owner.code == "ldld-tinh-ubkt"


def test_a_duty_officer_opens_emergencies_only(half: Feedback, sessions: dict[str, StaffSession]) -> None:
    draft = Draft("Có người ngất.", place=COMPANY, emergency=EmergencyKind.ACCIDENT)
    number = half.submissions.submit(draft, half.submissions.new_code(), MONDAY).public_no
    assert shown(half, sessions["kcn-truc"], number, MONDAY).messages


def test_the_first_opening_asks_and_recusal_is_final(half: Feedback, sessions: dict[str, StaffSession]) -> None:
    number = half.submissions.submit(Draft("Về ca đêm.", place=COMPANY), half.submissions.new_code(), MONDAY).public_no
    with pytest.raises(NotAllowed, match="are_you_involved"):
        half.desk.show(sessions["kcn-tiep"], number, MONDAY)
    half.desk.declare_involved(sessions["kcn-tiep"], number, Involvement.PERSON, MONDAY)
    with pytest.raises(NoKey):
        shown(half, sessions["kcn-tiep"], number, MONDAY)
    assert shown(half, sessions["kcn-lanh-dao"], number, MONDAY).messages


def test_a_stolen_database_with_every_server_secret_opens_nothing(half: Feedback) -> None:
    """I4: installation key, pepper, signing seed and trial key against every ciphertext of the database."""
    secrets = keys.Secrets.derive(KEY)
    stolen = [secrets.pepper, secrets.signing_seed, secrets.trial_key, secrets.watch_key, KEY]
    sealed = half.db.rows("SELECT sealed FROM case_key_grant UNION ALL SELECT sealed FROM unit_key_grant")
    wrapped = half.db.rows("SELECT sealed_for_worker AS w FROM submission UNION ALL SELECT private_key_ct FROM staff")
    bodies = half.db.rows("SELECT id, body_ct FROM message")
    assert sealed
    assert wrapped
    assert bodies
    for secret in stolen:
        for row in sealed:
            assert not passes(lambda row=row, secret=secret: keys.unseal(row["sealed"], secret))
        for row in wrapped:
            assert not passes(lambda row=row, secret=secret: keys.unwrap(row["w"], secret))
        for row in bodies:
            place = f"message:{row['id']}"
            assert not passes(lambda r=row, s=secret, p=place: keys.open_bytes(r["body_ct"], s, p))


def passes(attempt: object) -> bool:
    assert callable(attempt)
    try:
        attempt()
    except NoKey:
        return False
    return True


def test_rows_cannot_be_swapped(half: Feedback) -> None:
    """A ciphertext opens in its own place only, even with the right key."""
    public, private = keys.new_key_pair()
    sealed = keys.seal_text("của vụ này", public, "message:1")
    assert keys.open_text(sealed, private, "message:1") == "của vụ này"
    with pytest.raises(NoKey):
        keys.open_text(sealed, private, "message:2")


def test_length_tells_little() -> None:
    public, _ = keys.new_key_pair()
    assert len(keys.seal_text("có", public, "p")) == len(keys.seal_text("a" * 500, public, "p"))
    assert len(keys.seal_file(b"x", public, "p")) == len(keys.seal_file(b"x" * 60_000, public, "p"))


def test_a_wrong_password_and_an_unknown_login_say_the_same(half: Feedback) -> None:
    said = set()
    for login, password in (("kcn-tiep", "sai mật khẩu rồi"), ("không có", PASSWORD)):
        with pytest.raises(WrongPassword) as error:
            half.keyring.open_session(login, password, MONDAY)
        said.add(str(error.value))
    assert len(said) == 1


def test_any_two_custodians_open_the_recovery_key_and_no_one_alone(half: Feedback) -> None:
    people = [session(half, login) for login in CUSTODIANS]
    opened_keys = {half.recovery.open_recovery(a, b) for a, b in product(people, people) if a is not b}
    assert len(opened_keys) == 1
    assert keys.public_of(opened_keys.pop()) == half.db.setting("recovery_public")
    with pytest.raises(NoKey):
        half.recovery.open_recovery(people[0], people[0])


@pytest.mark.parametrize(
    ("login", "role", "unit"),
    [
        ("giu-1", Role.LEAD, "cd-kcn"),
        ("kcn-tiep", Role.ADMIN, "cd-kcn"),
        ("kcn-tiep", Role.SUPERVISOR, "cd-kcn"),
        ("tinh-quan-tri", Role.INTAKE, "ldld-tinh"),
        ("kcn-tiep", Role.CUSTODIAN, "ldld-tinh-giu-danh-tinh"),
    ],
)
def test_roles_that_must_not_meet(half: Feedback, login: str, role: Role, unit: str) -> None:
    member = half.staff.by_login(login)
    assert member is not None
    with pytest.raises(NotAllowed):
        half.keyring.give_role(member, role, unit, MONDAY)


def test_a_unit_key_is_not_given_without_somebody_who_holds_it(half: Feedback) -> None:
    member = half.keyring.add_person("nguoi-la", "Người lạ", PASSWORD)
    with pytest.raises(NotAllowed):
        half.keyring.give_role(member, Role.LEAD, "cd-kcn", MONDAY)
    assert not half.keyring.open_session("nguoi-la", PASSWORD, MONDAY).unit_keys


def test_short_passwords_are_refused(half: Feedback) -> None:
    with pytest.raises(FeedbackError, match="password_too_short"):
        half.keyring.add_person("ngan", "Ngắn", "mật khẩu")


def test_who_leaves_opens_nothing_new_and_the_others_everything() -> None:
    half = real_union()
    old = session(half, "kcn-xu-ly")
    number = half.submissions.submit(Draft("Cũ.", place=COMPANY), half.submissions.new_code(), MONDAY).public_no
    stays = session(half, "kcn-lanh-dao")
    assert half.keyring.remove_person(old.member, {"cd-kcn": stays}, MONDAY) == 1
    with pytest.raises(WrongPassword):
        session(half, "kcn-xu-ly")
    case = half.desk.mover.cases.by_public_no(number)
    assert case is not None
    assert not opens_any_key(half, old, case.id, only_active=True)
    assert shown(half, session(half, "kcn-tiep"), number, MONDAY).messages


def test_a_unit_that_lost_everything_is_recovered() -> None:
    half = real_union()
    number = half.submissions.submit(Draft("Mất khóa.", place=COMPANY), half.submissions.new_code(), MONDAY).public_no
    pair, lead = (session(half, "giu-1"), session(half, "giu-3")), session(half, "kcn-lanh-dao")
    found = half.recovery.recover_unit("cd-kcn", *pair, [lead], MONDAY)
    assert (len(found.cases), found.left) == (1, 0)
    dossier = shown(half, session(half, "kcn-lanh-dao"), number, MONDAY)
    assert dossier.messages[0].text == "Mất khóa."


def test_trial_mode_is_marked_and_can_be_left() -> None:
    trial = trial_union()
    assert trial.staff.is_trial()
    assert not real_union().staff.is_trial()
    assert CHEAP.memory < keys.Cost().memory


def test_a_barred_company_union_is_not_named_in_the_database(half: Feedback) -> None:
    """The company is sealed, so its union is stored as a mark; who works there is still kept out."""
    draft = Draft("Về quỹ.", place=COMPANY, concerns=frozenset({Concern.UNKNOWN}))
    number = half.submissions.submit(draft, half.submissions.new_code(), MONDAY).public_no
    case = half.desk.mover.cases.by_public_no(number)
    assert case is not None
    rows = half.db.rows("SELECT * FROM exclusion WHERE submission_id = ?", case.id)
    assert rows
    assert not any("anh-duong" in str(row.values()) for row in rows)
    half.keyring.set_posts("kcn-lanh-dao", ["cdcs-anh-duong"], MONDAY)
    try:
        with pytest.raises(NoKey):
            shown(half, session(half, "kcn-lanh-dao"), number, MONDAY)
    finally:
        half.keyring.set_posts("kcn-lanh-dao", [], MONDAY)


def test_a_grassroots_union_never_holds_a_case_key(half: Feedback, numbers: dict[frozenset[Concern], str]) -> None:
    case = half.desk.mover.cases.by_public_no(numbers[CONCERNS[0]])
    assert case is not None
    with pytest.raises(Exception, match="grassroots"):
        half.desk.mover.grants.add(case.id, "cdcs-anh-duong", 1, b"x", Mode.WORK, "owner", MONDAY.date())


# --- barred unions at the workplace ---------------------------------------------------------------------------


def about_the_union(half: Feedback) -> tuple[int, str]:
    draft = Draft("Về quỹ công đoàn.", place=COMPANY, concerns=frozenset({Concern.UNKNOWN}))
    number = half.submissions.submit(draft, half.submissions.new_code(), MONDAY).public_no
    case = half.cases.by_public_no(number)
    assert case
    return case.id, number


def marks_of(half: Feedback, case_id: int) -> set[bytes]:
    rows = half.db.rows("SELECT mark FROM exclusion WHERE submission_id = ? AND mark IS NOT NULL", case_id)
    return {row["mark"] for row in rows}


def old_mark(case_id: int, unit: str) -> bytes:
    return keys.derive(keys.Secrets.derive(KEY).watch_key, f"exclusion {case_id} {unit}")[:16]


def test_the_server_with_all_its_secrets_cannot_tell_which_union_is_barred() -> None:
    half = real_union()
    case_id, _ = about_the_union(half)
    marks = marks_of(half, case_id)
    assert marks
    assert not any(old_mark(case_id, unit.code) in marks for unit in half.org.load().units)


def test_a_post_in_the_barred_union_hides_the_case_from_lists_and_door() -> None:
    half = real_union()
    _, number = about_the_union(half)
    assert number in [row["public_no"] for row in half.desk.queue(session(half, "kcn-lanh-dao"), "cd-kcn")]
    half.keyring.set_posts("kcn-lanh-dao", ["cdcs-anh-duong"], MONDAY)
    lead = session(half, "kcn-lanh-dao")
    assert number not in [row["public_no"] for row in half.desk.queue(lead, "cd-kcn")]
    with pytest.raises(NoKey):
        half.desk.declare_uninvolved(lead, number, MONDAY)
    assert number in [row["public_no"] for row in half.desk.queue(session(half, "kcn-tiep"), "cd-kcn")]


def test_marks_of_the_first_version_hold_and_are_made_anew_at_an_opening() -> None:
    half = real_union()
    case_id, number = about_the_union(half)
    new = marks_of(half, case_id)
    half.db.run("UPDATE exclusion SET mark = ?, keyed = 0 WHERE mark IS NOT NULL", old_mark(case_id, "cdcs-anh-duong"))
    half.keyring.set_posts("kcn-lanh-dao", ["cdcs-anh-duong"], MONDAY)
    with pytest.raises(NoKey):
        half.desk.declare_uninvolved(session(half, "kcn-lanh-dao"), number, MONDAY)
    opener = session(half, "kcn-tiep")
    half.desk.declare_uninvolved(opener, number, MONDAY)
    half.desk.show(opener, number, MONDAY)
    assert marks_of(half, case_id) == new
    with pytest.raises(NoKey):
        half.desk.declare_uninvolved(session(half, "kcn-lanh-dao"), number, MONDAY)


def test_a_custodian_with_a_post_in_the_barred_union_gets_no_request() -> None:
    half = real_union()
    contact = {"level": Level.CONFIDENTIAL, "contact": "Lan, tổ 3"}
    draft = Draft("Về quỹ.", place=COMPANY, concerns=frozenset({Concern.UNKNOWN}), **contact)  # type: ignore[arg-type]
    number = half.submissions.submit(draft, half.submissions.new_code(), MONDAY).public_no
    half.keyring.set_posts("giu-1", ["cdcs-anh-duong"], MONDAY)
    lead = session(half, "kcn-lanh-dao")
    half.desk.declare_uninvolved(lead, number, MONDAY)
    half.identity.ask(lead, number, "Cần gọi lại.", MONDAY)
    assert half.identity.waiting(session(half, "giu-1"), MONDAY) == []
    with pytest.raises(NotAllowed):
        half.identity.decide(session(half, "giu-1"), number, True, MONDAY)
    assert half.identity.waiting(session(half, "giu-2"), MONDAY) == [(number, "Cần gọi lại.")]


def test_a_code_and_a_password_cost_128_mib(monkeypatch: pytest.MonkeyPatch) -> None:
    """What an installation pays: with the cheap cost of these tests a stolen database would be guessed through."""
    asked: list[tuple[int, int]] = []

    def derive(size: int, password: bytes, salt: bytes, opslimit: int, memlimit: int) -> bytes:
        asked.append((opslimit, memlimit))
        return bytes(size)

    monkeypatch.setattr("feedback.sealing.keys.argon2id.kdf", derive)
    half = open_feedback(None, KEY)
    half.submissions.prepare(half.submissions.new_code())
    half.keyring.add_person("a", "A", "bốn từ dễ nhớ")
    assert asked == [(4, 128 * 2**20)] * 2
