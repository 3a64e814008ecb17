"""What somebody changes about oneself, and what one was told."""

from __future__ import annotations

import re
from datetime import timedelta

import pyotp

from tests.console.conftest import Browser, Clock
from tests.console.test_second_factor import LEAD, enrolled
from tests.feedback.real_union import PASSWORD
from tests.feedback.union import Union

NEW = "một câu mới chẳng ai đoán"


def test_a_new_password_ends_the_session_and_opens_the_next(earnest: Browser, clock: Clock) -> None:
    app = enrolled(earnest, clock)
    earnest.open("/toi")
    earnest.send("/toi/mat-khau", password="sai", new=NEW, again=NEW)
    assert "Sai tên hoặc mật khẩu" in earnest.page
    earnest.send("/toi/mat-khau", password=PASSWORD, new=NEW, again="khác hẳn câu trước đó")
    assert "chưa giống nhau" in earnest.page
    earnest.send("/toi/mat-khau", password=PASSWORD, new=NEW, again=NEW)
    assert "Đăng nhập" in earnest.open("/")
    clock.now += timedelta(minutes=2)
    earnest.open("/vao")
    earnest.send("/vao", login=LEAD, password=NEW, code=app.at(clock.now))
    assert "Hôm nay, " in earnest.page


def test_another_telephone_takes_the_place_of_the_first(earnest: Browser, clock: Clock) -> None:
    old = enrolled(earnest, clock)
    clock.now += timedelta(minutes=2)
    earnest.open("/toi")
    page = earnest.send("/toi/buoc-hai", password=PASSWORD)
    secret = re.search(r'secret">([A-Z2-7]+)<', page)
    assert secret
    new = pyotp.TOTP(secret[1])
    earnest.send("/toi/sau-so", code=new.at(clock.now))
    assert "Đã đổi bước thứ hai" in earnest.page
    clock.now += timedelta(minutes=2)
    for app, status in ((old, 403), (new, 200)):
        earnest.client.cookies.clear()
        earnest.open("/vao")
        earnest.send("/vao", login=LEAD, password=PASSWORD, code=app.at(clock.now))
        assert earnest.status == status


def test_what_one_was_told_goes_when_it_is_known(browser: Browser, union: Union) -> None:
    _, number = union.accepted()
    union.meet(number)
    union.feedback.handling.assign(union.second, number, "thu-1", union.now)
    browser.log_in("thu-1")
    told = browser.page.count("Đã biết")
    assert "Việc được giao cho bạn" in browser.page
    browser.send("/thong-bao")
    assert browser.page.count("Đã biết") == told - 1
