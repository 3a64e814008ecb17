"""Coming in: nobody sees a page without a session, nobody can plant one, and what was written is not lost."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.web.console.door import inner_path
from tests.console.conftest import Browser
from tests.feedback.union import Union

COOKIE, HOST = "danbiet_staff", "127.0.0.1"


def test_a_page_without_a_session_leads_to_the_log_in_and_back(browser: Browser) -> None:
    answer = browser.client.get("/?x=1", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/vao?den=%2F%3Fx%3D1")
    browser.open("/?x=1")
    assert "Đăng nhập" in browser.page
    answer = browser.client.post("/vao", data={**browser.hidden("/vao"), "login": "thu-1"}, follow_redirects=False)
    assert answer.headers["location"] == "/?x=1"


def test_the_cookie_is_a_fresh_one_after_the_log_in(browser: Browser) -> None:
    browser.client.cookies.set(COOKIE, "planted", domain=HOST)
    browser.open("/vao")
    before = browser.client.cookies[COOKIE]
    assert before != "planted"
    assert "Người thử 1" in browser.log_in("thu-1")
    assert browser.client.cookies[COOKIE] not in {before, "planted"}


def test_no_cookie_opens_anything_after_leaving(browser: Browser) -> None:
    browser.log_in("thu-1")
    token = browser.client.cookies[COOKIE]
    browser.send("/ra")
    browser.client.cookies.set(COOKIE, token, domain=HOST)
    assert "Vào thử với tên" in browser.open("/")


def test_half_an_hour_without_a_request_ends_the_session(browser: Browser, union: Union) -> None:
    browser.log_in("thu-1")
    union.now += timedelta(minutes=29)
    assert "Hôm nay, " in browser.open("/")
    union.now += timedelta(minutes=31)
    assert "Vào thử với tên" in browser.open("/")


@pytest.mark.parametrize("path", ["/vao", "/vao/buoc-hai", "/ra", "/moi/a/b", "/dau-tien/a"])
def test_a_form_beyond_all_measure_is_refused_in_words(browser: Browser, path: str) -> None:
    answer = browser.client.post(path, data={"login": "x" * 40_000})
    assert answer.status_code == 413
    assert "rút ngắn" in answer.text


def test_a_form_without_its_token_is_refused(browser: Browser) -> None:
    browser.log_in("thu-1")
    assert browser.client.post("/ra", data={"csrf": "0" * 64}).status_code == 200
    assert "Người thử 1" in browser.open("/"), "nobody was logged out by a foreign form"
    browser.client.cookies.clear()
    browser.open("/vao")
    assert browser.client.post("/vao", data={"login": "thu-1", "trial": "1"}).status_code == 403


def test_a_form_of_another_site_is_refused(browser: Browser) -> None:
    browser.open("/vao")
    fields = {**browser.hidden("/vao"), "login": "thu-1"}
    for headers in ({"origin": "https://elsewhere.example"}, {"sec-fetch-site": "cross-site"}):
        assert browser.client.post("/vao", data=fields, headers=headers).status_code == 403


def test_no_page_may_be_kept_framed_or_scripted(browser: Browser) -> None:
    for path in ("/vao", "/khong-co"):
        headers = browser.client.get(path).headers
        assert headers["cache-control"] == "no-store"
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    "path",
    [
        "https://elsewhere.example",
        "//elsewhere.example",
        "/\\elsewhere.example",
        "javascript:alert(1)",
        "x",
        "",
        "/a\n",
    ],
)
def test_the_way_after_the_log_in_never_leads_elsewhere(path: str) -> None:
    assert inner_path(path) == "/"


def test_a_way_of_ours_is_kept() -> None:
    assert inner_path("/hang-doi?muc=new") == "/hang-doi?muc=new"
