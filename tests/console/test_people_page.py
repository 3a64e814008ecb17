"""Người và chìa khóa in the browser: invitations, roles, leaving, the recovery drill; and who may not."""

from __future__ import annotations

import re
from datetime import timedelta

import pyotp
import pytest

from bot.texts import console_house as words
from tests.console.conftest import Browser, Clock
from tests.feedback.real_union import PASSWORD

NEW = "một cơn mưa trên đèo"
SECRETS: dict[str, str] = {}


def come_in(browser: Browser, clock: Clock, login: str, password: str = PASSWORD) -> None:
    """Log in in earnest; the first time the second factor is set up."""
    browser.client.cookies.clear()
    clock.now += timedelta(minutes=1)
    browser.open("/vao")
    code = pyotp.TOTP(SECRETS[login]).at(clock.now) if login in SECRETS else ""
    page = browser.send("/vao", login=login, password=password, code=code)
    if 'action="/vao/buoc-hai"' in page:
        found = re.search(r'secret">([A-Z2-7 ]+)<', page)
        assert found
        SECRETS[login] = found[1].replace(" ", "")
        browser.send("/vao/buoc-hai", code=pyotp.TOTP(SECRETS[login]).at(clock.now))
    assert browser.client.cookies


@pytest.fixture(autouse=True)
def fresh() -> None:
    SECRETS.clear()


def invite(browser: Browser, **fields: object) -> str:
    browser.open("/nguoi")
    page = browser.send(
        "/nguoi/viec/them",
        **{
            "login": "moi-den",
            "name": "Người Mới",
            "unit": "cd-kcn",
            "role": "handler",
            "password": PASSWORD,
            **fields,
        },
    )
    found = re.search(r"https://staff\.example(/moi/[^<\s]+)", page)
    return found[1] if found else ""


def accept(browser: Browser, path: str, password: str = NEW) -> str:
    browser.client.cookies.clear()
    browser.open(path)
    token = re.search(r'name="csrf" value="([^"]+)"', browser.page)
    assert token
    answer = browser.client.post(path, data={"csrf": token[1], "password": password, "again": password})
    browser.status, browser.page = answer.status_code, answer.text
    return browser.page


def test_somebody_is_invited_chooses_a_password_and_comes_in(earnest: Browser, clock: Clock) -> None:
    come_in(earnest, clock, "kcn-lanh-dao")
    path = invite(earnest)
    assert path
    assert "đã mời, chưa vào" in earnest.open("/nguoi")
    assert words.WELCOME in accept(earnest, path)
    come_in(earnest, clock, "moi-den", NEW)
    assert earnest.open("/hang-doi")
    assert earnest.status == 200


def test_an_invitation_works_once_and_is_no_password(earnest: Browser, clock: Clock) -> None:
    come_in(earnest, clock, "kcn-lanh-dao")
    path = invite(earnest)
    earnest.client.cookies.clear()
    earnest.open("/vao")
    earnest.send("/vao", login="moi-den", password=path.rpartition("/")[2], code="")
    assert earnest.status == 403, "the link opens its own page alone"
    accept(earnest, path)
    assert "Lời mời này đã dùng rồi" in accept(earnest, path, "hai con mèo ngủ trưa")


def test_an_invitation_is_over_after_three_days(earnest: Browser, clock: Clock) -> None:
    come_in(earnest, clock, "kcn-lanh-dao")
    path = invite(earnest)
    clock.now += timedelta(hours=73)
    assert "đã quá 72 giờ" in accept(earnest, path)


def test_an_easy_password_is_refused_and_the_invitation_stays(earnest: Browser, clock: Clock) -> None:
    come_in(earnest, clock, "kcn-lanh-dao")
    path = invite(earnest)
    accept(earnest, path, "congdoan2026")
    assert earnest.status == 409
    assert words.WELCOME in accept(earnest, path)


def test_the_own_password_is_asked_for_again(earnest: Browser, clock: Clock) -> None:
    come_in(earnest, clock, "kcn-lanh-dao")
    assert invite(earnest, password="sai rồi nhé bạn") == ""
    assert earnest.status == 409


def test_a_handler_and_a_stranger_lead_change_nobody(earnest: Browser, clock: Clock) -> None:
    come_in(earnest, clock, "kcn-xu-ly")
    earnest.open("/nguoi")
    assert earnest.status == 409
    come_in(earnest, clock, "xa-lanh-dao")
    assert invite(earnest) == ""


def test_a_forgotten_password_ends_the_old_one_and_keeps_the_roles(earnest: Browser, clock: Clock) -> None:
    come_in(earnest, clock, "kcn-lanh-dao")
    earnest.open("/nguoi/kcn-xu-ly")
    page = earnest.send("/nguoi/kcn-xu-ly/quen", password=PASSWORD)
    found = re.search(r"https://staff\.example(/moi/[^<\s]+)", page)
    assert found
    accept(earnest, found[1])
    come_in(earnest, clock, "kcn-xu-ly", NEW)
    assert "Hàng đợi" in earnest.open("/")


def test_a_role_is_given_until_a_day_and_ended(earnest: Browser, clock: Clock) -> None:
    come_in(earnest, clock, "kcn-lanh-dao")
    earnest.open("/nguoi/kcn-xu-ly")
    fields = {"unit": "cd-kcn", "role": "duty", "until": "2027-01-31", "password": PASSWORD}
    assert "đến trước 31/01/2027" in earnest.send("/nguoi/kcn-xu-ly/vai-tro", **fields)
    gone = earnest.send("/nguoi/kcn-xu-ly/thoi", role_at="cd-kcn duty", password=PASSWORD)
    assert "đến trước 31/01/2027" not in gone


def test_who_leaves_is_out(earnest: Browser, clock: Clock) -> None:
    come_in(earnest, clock, "kcn-lanh-dao")
    earnest.open("/nguoi/kcn-tiep")
    assert "kcn-tiep đã thôi làm" in earnest.send("/nguoi/kcn-tiep/nghi", password=PASSWORD)
    assert 'href="/nguoi/kcn-tiep"' not in earnest.open("/nguoi")


def test_two_custodians_drill(earnest: Browser, clock: Clock) -> None:
    come_in(earnest, clock, "giu-2")
    come_in(earnest, clock, "giu-1")
    earnest.open("/nguoi")
    clock.now += timedelta(minutes=1)
    code = pyotp.TOTP(SECRETS["giu-2"]).at(clock.now)
    fields = {"hai_ten": "giu-2", "hai_mat_khau": PASSWORD, "hai_so": code, "password": PASSWORD}
    assert "vẫn mở được khóa khôi phục" in earnest.send("/nguoi/viec/dien-tap", **fields)
