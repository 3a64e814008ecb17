"""Coming in in earnest: password, second factor, its replay, and how often one may try."""

from __future__ import annotations

import re
from datetime import timedelta

import pyotp

from tests.console.conftest import Browser, Clock
from tests.feedback.real_union import PASSWORD

LEAD = "kcn-lanh-dao"


def enrolled(browser: Browser, clock: Clock) -> pyotp.TOTP:
    """The app of somebody who sets up the second factor by the page."""
    browser.open("/vao")
    browser.send("/vao", login=LEAD, password=PASSWORD)
    secret = re.search(r'secret">([A-Z2-7 ]+)<', browser.page)
    assert secret
    app = pyotp.TOTP(secret[1].replace(" ", ""))
    browser.send("/vao/buoc-hai", code=app.at(clock.now))
    assert "Hôm nay, " in browser.page
    return app


def test_who_has_no_second_factor_sets_it_up_first(earnest: Browser, clock: Clock) -> None:
    earnest.open("/vao")
    earnest.send("/vao", login=LEAD, password=PASSWORD)
    assert "Cài bước thứ hai" in earnest.page
    assert "Đăng nhập" in earnest.open("/"), "a password alone opens nothing"
    enrolled(earnest, clock)
    cookie = next(iter(earnest.client.cookies.jar))
    assert (cookie.name, cookie.secure, cookie.domain_specified) == ("__Host-danbiet_staff", True, False)


def test_wrong_first_digits_show_the_same_secret_again(earnest: Browser, clock: Clock) -> None:
    earnest.open("/vao")
    before = earnest.send("/vao", login=LEAD, password=PASSWORD)
    after = earnest.send("/vao/buoc-hai", code="000000")
    assert earnest.status == 403
    assert re.findall(r'secret">([^<]+)', before) == re.findall(r'secret">([^<]+)', after)


def test_six_digits_open_once(earnest: Browser, clock: Clock) -> None:
    app = enrolled(earnest, clock)
    clock.now += timedelta(minutes=2)
    for _, status in (("first", 200), ("again", 403)):
        earnest.client.cookies.clear()
        earnest.open("/vao")
        earnest.send("/vao", login=LEAD, password=PASSWORD, code=app.at(clock.now))
        assert earnest.status == status


def test_trying_many_times_makes_everybody_wait(earnest: Browser, clock: Clock) -> None:
    earnest.open("/vao")
    for _ in range(5):
        earnest.send("/vao", login=LEAD, password="đoán bừa một câu")
        assert "Sai tên, mật khẩu" in earnest.page
    earnest.send("/vao", login=LEAD, password=PASSWORD)
    assert "chờ 15 phút" in earnest.page


def test_an_unknown_name_reads_the_same(earnest: Browser) -> None:
    earnest.open("/vao")
    known = earnest.send("/vao", login=LEAD, password="sai")
    earnest.open("/vao")
    unknown = earnest.send("/vao", login="khong-co-ai", password="sai")
    same = re.compile(r'value="[^"]*"')
    assert same.sub("", known) == same.sub("", unknown)


def test_nobody_comes_in_as_on_trial(earnest: Browser) -> None:
    earnest.open("/vao")
    earnest.send("/vao", login=LEAD, trial="1")
    assert earnest.status == 403
