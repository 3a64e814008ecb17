"""The one-time link that leads the first officer of a trial in, and what doctor says of the console's place."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from starlette.testclient import TestClient

from bot.operations import stage
from bot.operations.staff_check import check_staff
from bot.settings import Settings
from bot.staff_site import build_console
from bot.texts import console as words
from tests.console.conftest import Browser
from tests.feedback.union import MONDAY, Union
from tests.library import SmallLibrary


def test_the_one_time_link_leads_in_once_and_a_look_uses_nothing_up(union: Union) -> None:
    site = build_console(Settings(), SmallLibrary(), union.feedback, now=lambda: union.now, first="mot-lan")
    with TestClient(site, base_url="http://127.0.0.1:8081") as client:
        browser = Browser(client)
        assert client.get("/dau-tien/khac").status_code == 404
        browser.open("/dau-tien/mot-lan")
        page = browser.open("/dau-tien/mot-lan")
        csrf = re.search(r'name="csrf" value="([^"]+)"', page)
        assert csrf
        assert client.post("/dau-tien/mot-lan", data={"csrf": csrf[1]}).url.path == "/"
        client.cookies.clear()
        assert words.FIRST_USED in browser.open("/dau-tien/mot-lan")


def test_without_a_token_no_link_leads_in(browser: Browser) -> None:
    assert browser.open("/dau-tien/ ")
    assert browser.status == 404


def test_doctor_says_when_console_and_pages_share_a_host(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path, public_url="https://danbiet.example")
    assert list(check_staff(settings)) == []
    stage.settle(tmp_path, trial=False, now=MONDAY)
    found = {
        url: next(check_staff(replace(settings, staff_url=url))).ok for url in ("", "https://danbiet.example:8443")
    }
    assert found == {"": None, "https://danbiet.example:8443": False}
    assert next(check_staff(replace(settings, staff_url="https://canbo.danbiet.example"))).ok
