"""Log-ins and sessions: passwords, the second factor and its replays, throttling, time, rotation, leaving."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

import pyotp
import pytest

from feedback.assembly import Feedback
from feedback.errors import (
    Fault,
    FeedbackError,
    NoKey,
    NotAllowed,
    SecondFactorMissing,
    SessionEnded,
    TooManyLogIns,
    WrongPassword,
)
from feedback.model.draft import Draft
from feedback.organisation.passwords import check_password
from feedback.organisation.second_factor import close_box, new_factor, open_box
from feedback.organisation.sessions import Enrolment
from feedback.sealing import keys
from tests.feedback.real_union import PASSWORD, real_union, session
from tests.feedback.union import COMPANY, MONDAY, shown

LEAD = "kcn-lanh-dao"


@pytest.fixture
def half() -> Iterator[Feedback]:
    feedback = real_union()
    yield feedback
    feedback.db.close()


def digits(enrolment: Enrolment, now: datetime) -> str:
    return pyotp.TOTP(enrolment.factor.secret).at(now)


def enrolled(half: Feedback, login: str = LEAD, now: datetime = MONDAY) -> tuple[Enrolment, str]:
    enrolment = half.sessions.begin_factor(login)
    return enrolment, half.sessions.set_factor(login, PASSWORD, enrolment, digits(enrolment, now), now)


@pytest.mark.parametrize("password", ["ngắn quá", "123456789012", "matkhau123456", "congdoanvietnam", "lananhlananh"])
def test_guessable_passwords_are_refused(password: str) -> None:
    with pytest.raises(FeedbackError):
        check_password(password, ("lananh", "Lan Anh"))


def test_four_words_are_a_good_password() -> None:
    check_password(PASSWORD, ("lan", "Nguyễn Thị Lan"))


def test_nobody_logs_in_without_a_second_factor(half: Feedback) -> None:
    with pytest.raises(SecondFactorMissing):
        half.sessions.log_in(LEAD, PASSWORD, "000000", MONDAY)


def test_a_code_opens_once_and_a_replay_is_refused(half: Feedback) -> None:
    enrolment, _ = enrolled(half)
    later = MONDAY + timedelta(minutes=2)
    code = digits(enrolment, later)
    assert half.sessions.use(half.sessions.log_in(LEAD, PASSWORD, code, later), later).member.login == LEAD
    with pytest.raises(WrongPassword):
        half.sessions.log_in(LEAD, PASSWORD, code, later)
    with pytest.raises(WrongPassword):  # the step before is drift, but an older one than the last used
        half.sessions.log_in(LEAD, PASSWORD, digits(enrolment, later - timedelta(seconds=30)), later)


def test_the_code_of_the_set_up_does_not_log_in_again(half: Feedback) -> None:
    enrolment, _ = enrolled(half)
    with pytest.raises(WrongPassword):
        half.sessions.log_in(LEAD, PASSWORD, digits(enrolment, MONDAY), MONDAY)


def test_a_wrong_code_says_the_same_as_a_wrong_password(half: Feedback) -> None:
    enrolled(half)
    faults = []
    for password, code in ((PASSWORD, "123"), ("một mật khẩu sai", "123")):
        with pytest.raises(WrongPassword) as error:
            half.sessions.log_in(LEAD, password, code, MONDAY)
        faults.append(error.value.fault)
    assert faults == [Fault.WRONG_PASSWORD, Fault.WRONG_PASSWORD]


def test_each_of_ten_recovery_codes_opens_once(half: Feedback) -> None:
    enrolment, _ = enrolled(half)
    assert len(set(enrolment.recovery_codes)) == 10
    for code in enrolment.recovery_codes:
        assert half.sessions.log_in(LEAD, PASSWORD, code.lower(), MONDAY)
    for n, code in enumerate(enrolment.recovery_codes[:4]):
        with pytest.raises(WrongPassword):
            half.sessions.log_in(LEAD, PASSWORD, code, MONDAY + timedelta(minutes=n))


def test_a_second_factor_is_not_replaced_with_the_password_alone(half: Feedback) -> None:
    enrolled(half)
    with pytest.raises(NotAllowed) as error:
        enrolled(half)
    assert error.value.fault is Fault.SECOND_FACTOR_THERE


def test_a_new_telephone_takes_the_place_of_the_old(half: Feedback) -> None:
    old, token = enrolled(half)
    new, later = half.sessions.begin_factor(LEAD), MONDAY + timedelta(minutes=5)
    half.sessions.replace_factor(half.sessions.use(token, later), new, digits(new, later), later)
    with pytest.raises(WrongPassword):
        half.sessions.log_in(LEAD, PASSWORD, digits(old, later + timedelta(minutes=1)), later + timedelta(minutes=1))
    at = later + timedelta(minutes=2)
    assert half.sessions.log_in(LEAD, PASSWORD, digits(new, at), at)


def test_who_writes_the_database_cannot_put_another_secret_there() -> None:
    factor, _ = new_factor()
    mine, theirs = keys.new_key_pair()[1], keys.new_key_pair()[1]
    assert open_box(close_box(factor, mine), mine) == factor
    with pytest.raises(NoKey):
        open_box(close_box(factor, theirs), mine)


def fail(half: Feedback, login: str, address: str) -> None:
    with pytest.raises(WrongPassword):
        half.sessions.log_in(login, "một mật khẩu sai", "0", MONDAY, address)


def test_five_wrong_log_ins_close_a_login_at_that_address_for_a_quarter_of_an_hour(half: Feedback) -> None:
    enrolment, _ = enrolled(half)
    for _ in range(5):
        fail(half, LEAD, "kẻ dò")
    with pytest.raises(TooManyLogIns):
        half.sessions.log_in(LEAD, PASSWORD, enrolment.recovery_codes[0], MONDAY, "kẻ dò")
    enrolled(half, "kcn-tiep")  # nobody else waits
    assert half.sessions.log_in(LEAD, PASSWORD, enrolment.recovery_codes[0], MONDAY, "phòng làm việc")
    later = MONDAY + timedelta(minutes=16)
    assert half.sessions.log_in(LEAD, PASSWORD, digits(enrolment, later), later, "kẻ dò")


def test_thirty_wrong_log_ins_from_anywhere_close_a_login(half: Feedback) -> None:
    enrolment, _ = enrolled(half)
    for n in range(30):
        fail(half, LEAD, f"kẻ dò {n}")
    with pytest.raises(TooManyLogIns):
        half.sessions.log_in(LEAD, PASSWORD, enrolment.recovery_codes[0], MONDAY, "phòng làm việc")


def test_an_address_that_tries_many_logins_waits_and_others_do_not(half: Feedback) -> None:
    enrolment, _ = enrolled(half)
    for n in range(20):
        with pytest.raises(WrongPassword):
            half.sessions.log_in(f"không có {n}", "một mật khẩu sai", "0", MONDAY, "kẻ dò")
    with pytest.raises(TooManyLogIns):
        half.sessions.log_in(LEAD, PASSWORD, enrolment.recovery_codes[0], MONDAY, "kẻ dò")
    assert half.sessions.log_in(LEAD, PASSWORD, enrolment.recovery_codes[0], MONDAY, "nơi khác")


def test_half_an_hour_of_silence_ends_a_session(half: Feedback) -> None:
    _, token = enrolled(half)
    half.sessions.use(token, MONDAY + timedelta(minutes=29))
    half.sessions.use(token, MONDAY + timedelta(minutes=58))
    with pytest.raises(SessionEnded):
        half.sessions.use(token, MONDAY + timedelta(minutes=89))


def test_eight_hours_end_a_session_however_busy(half: Feedback) -> None:
    _, token = enrolled(half)
    for quarter in range(1, 33):
        half.sessions.use(token, MONDAY + timedelta(minutes=15 * quarter))
    with pytest.raises(SessionEnded):
        half.sessions.use(token, MONDAY + timedelta(minutes=15 * 33))


def test_logging_out_ends_a_session(half: Feedback) -> None:
    _, token = enrolled(half)
    half.sessions.log_out(token)
    with pytest.raises(SessionEnded):
        half.sessions.use(token, MONDAY)


def test_colleagues_keep_working_after_a_rotation_and_who_left_is_out(half: Feedback) -> None:
    _, stays = enrolled(half, "kcn-tiep")
    _, leaves = enrolled(half, "kcn-xu-ly")
    number = half.submissions.submit(Draft("Chậm lương.", place=COMPANY), half.submissions.new_code(), MONDAY).public_no
    member = half.staff.by_login("kcn-xu-ly")
    assert member
    half.keyring.remove_person(member, {"cd-kcn": session(half, LEAD)}, MONDAY)
    open_still = half.sessions.use(stays, MONDAY)
    assert shown(half, open_still, number, MONDAY).messages
    with pytest.raises(SessionEnded):
        half.sessions.use(leaves, MONDAY)


def test_trial_people_need_neither_password_nor_code(feedback: Feedback) -> None:
    token = feedback.sessions.log_in_trial("thu-1", MONDAY)
    assert feedback.sessions.use(token, MONDAY).member.login == "thu-1"


def test_tokens_and_secrets_do_not_print(half: Feedback) -> None:
    enrolment, token = enrolled(half)
    shown = repr(enrolment) + repr(half.sessions.use(token, MONDAY))
    assert enrolment.factor.secret not in shown
    assert enrolment.recovery_codes[0] not in shown


def test_a_new_password_ends_the_other_sessions_of_the_person(half: Feedback) -> None:
    _, token = enrolled(half)
    half.people.change_password(half.sessions.use(token, MONDAY), "bốn từ khác hẳn")
    assert not half.sessions.lives(token, MONDAY)
    with pytest.raises(WrongPassword):
        half.keyring.open_session(LEAD, PASSWORD, MONDAY)
