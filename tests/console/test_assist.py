"""Typing for a worker in the browser: danger and the union are asked about, and the code is shown once."""

from __future__ import annotations

import re

import pytest

from bot.texts import console_assist as words
from feedback.model.case import Level
from feedback.model.case_log import CaseAct
from tests.console.conftest import Browser
from tests.feedback.union import Union

PATH = "/nhap-ho"
FORM = {
    "text": "Công ty trả lương chậm hai tháng nay.",
    "area": "industrial_park kcn-song-lam",
    "category": "wage",
    "danger": "none",
    "concern": "nobody",
}
CODE = re.compile(r"\d{4} \d{4} \d{4} \d{4} \d{4}")


def typed(browser: Browser, **changes: object) -> str:
    browser.log_in("thu-1")
    browser.open(PATH)
    return browser.send(PATH, **{**FORM, **changes})


def cases(union: Union) -> int:
    return len(union.feedback.db.rows("SELECT id FROM submission"))


def test_the_worker_takes_a_code_home_that_opens_the_case(browser: Browser, union: Union) -> None:
    page = typed(browser)
    code = CODE.search(page)
    assert code
    assert "PHIẾU TIẾP NHẬN" in page
    view = union.feedback.submissions.look_up(code.group().replace(" ", ""), union.now)
    assert view.messages[0].text == FORM["text"]
    case = union.feedback.cases.by_public_no(view.public_no)
    assert case
    assert union.feedback.events.has(case.subject, f"staff:{union.first.member.id}", CaseAct.ASSISTED)
    pages = union.feedback.db.db.conn.serialize()
    assert code.group().replace(" ", "").encode() not in pages


def test_a_form_that_comes_twice_is_one_petition_and_tells_no_code_again(browser: Browser, union: Union) -> None:
    browser.log_in("thu-1")
    browser.open(PATH)
    hidden = browser.hidden(PATH)
    first, again = (browser.client.post(PATH, data={**hidden, **FORM}) for _ in range(2))
    assert CODE.search(first.text)
    assert (again.status_code, CODE.search(again.text), cases(union)) == (409, None, 1)


def test_danger_in_the_words_is_asked_about_once_more(browser: Browser, union: Union) -> None:
    text = "Có người bị máy cuốn tay, đang chảy máu nhiều."
    page = typed(browser, text=text)
    assert browser.status == 409
    assert text in page
    assert cases(union) == 0
    assert CODE.search(browser.send(PATH, **{**FORM, "text": text, "looked_at": "1"}))
    assert CODE.search(typed(browser, text=text, danger="accident"))
    (lane,) = {row["lane"] for row in union.feedback.db.rows("SELECT lane FROM submission WHERE emergency <> ''")}
    assert lane == "emergency"


@pytest.mark.parametrize(
    "changes",
    [
        {"text": "Chủ tịch công đoàn công ty giữ đoàn phí của chúng tôi."},
        {"contact": "Chị Hoa, 0912 345 678"},
        {"text": ""},
        {"danger": ""},
        {"area": ""},
        {"area": "nowhere x"},
        {"concern": "nonsense"},
    ],
)
def test_what_has_to_be_asked_again_sends_nothing_and_keeps_the_words(
    browser: Browser, union: Union, changes: dict[str, str]
) -> None:
    page = typed(browser, **changes)
    assert browser.status in {409, 422}
    assert {**FORM, **changes}["text"] in page
    assert cases(union) == 0


def test_a_name_is_kept_only_with_a_signed_sheet(browser: Browser, union: Union) -> None:
    assert CODE.search(typed(browser, contact="Chị Hoa, 0912 345 678", signed="1"))
    (row,) = union.feedback.db.rows("SELECT level FROM submission")
    assert row["level"] == Level.NAMED


def test_whoever_is_named_does_not_open_it(browser: Browser, union: Union) -> None:
    assert CODE.search(typed(browser, person="thu-giu-1", concern="unknown"))
    (row,) = union.feedback.db.rows("SELECT staff_id FROM exclusion WHERE staff_id IS NOT NULL")
    assert row["staff_id"] == union.feedback.people.id_of("thu-giu-1")


def test_who_works_on_no_case_types_none(browser: Browser) -> None:
    browser.log_in("thu-giu-1")
    browser.open(PATH)
    assert (browser.status, words.NO_DANGER in browser.page) == (409, False)
