"""Tổ chức in the browser: who receives what, seen before it is kept; hours, days, shifts, rules, numbers."""

from __future__ import annotations

from datetime import timedelta

from bot.texts import console_house as words
from bot.web.console.records import record
from feedback.clockwork.rule_file import read_holidays
from feedback.model.lifecycle import Clock
from tests.console.conftest import Browser
from tests.feedback.union import MONDAY, Union

COVER = {"unit": "cd-binh-ha", "area": "commune an-thuong", "category": "wage", "since": f"{MONDAY:%Y-%m-%d}"}


def house(browser: Browser) -> str:
    browser.log_in("thu-1")
    return browser.open("/to-chuc")


def test_the_page_shows_tree_receivers_rules_and_numbers(browser: Browser) -> None:
    page = house(browser)
    assert browser.status == 200
    for said in ("Liên đoàn Lao động tỉnh Hải Sơn", "Xã An Thượng", "Cam kết của công đoàn", "113"):
        assert said in page
    assert "style=" not in page


def test_who_would_receive_is_seen_before_it_is_kept(browser: Browser, union: Union) -> None:
    house(browser)
    before = union.feedback.org.load()
    hidden = browser.hidden("/to-chuc/phu-trach")
    page = browser.client.post("/to-chuc/xem-truoc", data={**hidden, **COVER}).text
    assert "<b>Xã An Thượng</b>: Công đoàn xã An Thượng → <b>Công đoàn phường Bình Hạ</b>" in page
    assert union.feedback.org.load() == before
    assert words.COVERED in browser.send("/to-chuc/phu-trach", **COVER)
    assert union.feedback.org.load() != before


def test_a_preview_without_a_day_says_what_is_missing(browser: Browser) -> None:
    house(browser)
    hidden = browser.hidden("/to-chuc/phu-trach")
    answer = browser.client.post("/to-chuc/xem-truoc", data={**hidden, **COVER, "since": ""})
    assert (answer.status_code, words.CHOOSE in answer.text) == (409, True)


def test_a_day_off_and_a_rule_are_kept_with_their_source(browser: Browser, union: Union) -> None:
    house(browser)
    day = union.now.date() + timedelta(days=2)
    fields = {"day": f"{day}", "name": 'Nghỉ "bù"', "source": "Thông báo số 1"}
    assert words.DAY_KEPT in browser.send("/to-chuc/ngay", **fields)
    assert not union.feedback.deadlines.calendar.is_working_day(day)
    rule = {"clock": "answer", "days": "25", "counted": "day", "source": "Quy chế", "since": f"{union.now:%Y-%m-%d}"}
    assert words.RULE_KEPT in browser.send("/to-chuc/han", **rule)
    assert union.feedback.deadlines.rules.count(Clock.ANSWER, union.now.date()) == 25


def test_hours_and_a_shift_are_kept(browser: Browser, union: Union) -> None:
    house(browser)
    assert words.HOURS_KEPT in browser.send("/to-chuc/gio", unit="cd-kcn", hours="07:00-11:00 13:00-16:00")
    unit = union.feedback.org.unit("cd-kcn")
    assert unit
    assert unit.hours == "07:00-11:00 13:00-16:00"
    shift = {"unit": "cd-kcn", "login": "thu-1", "start": "2026-12-01T17:00", "end": "2026-12-01T22:00"}
    assert words.SHIFT_KEPT in browser.send("/to-chuc/truc", **shift)
    assert union.feedback.duty.shifts(union.now)


def test_wrong_hours_are_said_and_change_nothing(browser: Browser, union: Union) -> None:
    house(browser)
    browser.send("/to-chuc/gio", unit="cd-kcn", hours="sáng chiều")
    assert browser.status == 409
    unit = union.feedback.org.unit("cd-kcn")
    assert unit
    assert unit.hours == ""


def test_a_record_of_a_form_is_read_as_it_was_written() -> None:
    nasty = 'Tết "Đinh\nMùi" \\ [[holiday]]'
    text = record("holiday", {"day": MONDAY.date(), "name": nasty, "source": "x", "working": False})
    found = read_holidays(text)
    assert [(one.day, one.name, one.working) for one in found] == [(MONDAY.date(), nasty, False)]


def test_a_custodian_does_not_see_the_house(browser: Browser) -> None:
    browser.log_in("thu-giu-1")
    browser.open("/to-chuc")
    assert browser.status == 409
