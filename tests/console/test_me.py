"""What somebody changes about oneself, and what one was told."""

from __future__ import annotations

import re
from datetime import timedelta

import pyotp
from starlette.testclient import TestClient

from bot.settings import MailSettings, Settings
from bot.staff_site import build_console
from bot.texts import notices as notice_words
from feedback.model.notice import Route
from tests.console.conftest import Browser, Clock
from tests.console.test_second_factor import LEAD, enrolled
from tests.doubles.smtp import post_office
from tests.feedback.real_union import PASSWORD
from tests.feedback.union import Union
from tests.library import SmallLibrary

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


def test_a_telegram_is_linked_by_the_code_that_the_page_shows(browser: Browser, union: Union) -> None:
    browser.log_in("thu-1")
    browser.open("/toi")
    code = re.search(r"noi (\d{10})<", browser.send("/toi/telegram"))
    assert code
    address = union.feedback.addresses.link(code[1], union.now)
    assert (address.person, address.route) == (union.first.member.id, Route.TELEGRAM)
    browser.open("/toi")
    assert "nối ngày" in browser.page
    assert notice_words.UNLINKED.format(route="Telegram") in browser.send("/toi/thoi-bao")
    assert union.feedback.addresses.of(union.first.member.id) == []


def test_an_e_mail_address_is_linked_by_the_code_that_was_sent_there(union: Union) -> None:
    with post_office() as post:
        mail = MailSettings(host="127.0.0.1", port=post.port, security="none", sender="danbiet@union.example")
        site = build_console(Settings(mail=mail), SmallLibrary(), union.feedback, now=lambda: union.now)
        with TestClient(site, base_url="http://127.0.0.1:8081") as client:
            browser = Browser(client)
            browser.log_in("thu-1")
            browser.open("/toi")
            browser.send("/toi/thu", address="không phải thư")
            assert browser.status == 409
            assert "lan@union.example" in browser.send("/toi/thu", address="lan@union.example")
            ((_, text),) = post.of("lan@union.example")
            code = re.search(r"\d{10}", text)
            assert code
            assert notice_words.LINKED.format(route="thư điện tử") in browser.send("/toi/ma-thu", code=code[0])
            union.feedback.addresses.unlink(union.first.member.id, Route.EMAIL)
            csrf = re.search(r'name="csrf" value="([^"]+)"', browser.page)
            assert csrf
            again = client.post("/toi/ma-thu", data={"csrf": csrf[1], "code": code[0]})
            assert (again.status_code, union.feedback.addresses.of(union.first.member.id)) == (409, [])
            post.refuses = True
            browser.open("/toi")
            assert notice_words.MAIL_FAILED in browser.send("/toi/thu", address="lan@union.example")


def test_without_a_post_office_no_address_is_asked_for(browser: Browser) -> None:
    browser.log_in("thu-1")
    assert 'name="address"' not in browser.open("/toi")
    assert "DANBIET_SMTP_HOST" in browser.page
