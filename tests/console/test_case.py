"""A case in the browser: the question first, then every step with what the worker reads, and nothing typed is lost."""

from __future__ import annotations

import re

import pytest

from feedback.model.case import Category, Level, RefusalCode
from feedback.model.draft import Photo
from feedback.model.lifecycle import State
from tests.console.conftest import Browser
from tests.feedback import stories
from tests.feedback.union import Union

FIVE = {
    "raised": "Công ty chậm lương hai tháng.",
    "done": "Chúng tôi đã làm việc với giám đốc.",
    "result": "Công ty trả đủ trước ngày 15.",
    "next_steps": "Bấm “Chưa giải quyết”.",
}


def step(browser: Browser, number: str, verb: str, button: str = "gui", **fields: object) -> str:
    """Open the form of a verb and press a button of it."""
    browser.open(f"/ho-so/{number}?viec={verb}")
    return browser.send(f"/ho-so/{number}/viec", buoc=button, **fields)


def opened(browser: Browser, number: str) -> str:
    """Come in as the first reader."""
    browser.log_in("thu-1")
    browser.open(f"/ho-so/{number}")
    assert "Bạn có liên quan đến vụ này không?" in browser.page
    return browser.send(f"/ho-so/{number}/lien-quan", answer="none")


def test_nothing_is_read_before_the_question_is_answered(browser: Browser, union: Union) -> None:
    _, number = union.send("Tổ trưởng giữ sổ chấm công.")
    browser.log_in("thu-1")
    assert "sổ chấm công" not in browser.open(f"/ho-so/{number}")
    assert "sổ chấm công" in opened(browser, number)
    assert union.case(number).state is State.SCREENING


@pytest.mark.parametrize(("answer", "bars_all"), [("person", False), ("unit", True)])
def test_who_is_involved_never_opens_it_again(browser: Browser, union: Union, answer: str, bars_all: bool) -> None:
    _, number = union.send()
    browser.log_in("thu-1")
    browser.open(f"/ho-so/{number}")
    before = union.case(number).owner
    browser.send(f"/ho-so/{number}/lien-quan", answer=answer)
    assert "có liên quan" in browser.page
    browser.open(f"/ho-so/{number}")
    assert browser.status == 404
    assert (union.case(number).owner != before) is bars_all


def test_from_received_to_answered(browser: Browser, union: Union) -> None:
    code, number = union.send()
    opened(browser, number)
    step(browser, number, "accept", kind="petition", category="wage")
    assert "số thụ lý" in browser.page
    step(browser, number, "assign", login="thu-1")
    found = step(browser, number, "answer", "luat", q="bữa ăn giữa ca", **FIVE)
    key = re.search(r'value="chen:([^"]+)"', found)
    assert key
    assert FIVE["done"] in found, "what was typed is still there"
    browser.send(f"/ho-so/{number}/viec", buoc=f"chen:{key[1]}", **FIVE)
    assert "Căn cứ: khoản 1 Điều 7" in browser.page
    filled = {**FIVE, "basis": "Điều 7 nói về bữa ăn.", "law": key[1]}
    browser.send(f"/ho-so/{number}/viec", buoc="xem", **filled)
    assert "Người gửi sẽ thấy" in browser.page
    assert union.case(number).state is State.IN_PROGRESS, "a preview sends nothing"
    browser.send(f"/ho-so/{number}/viec", buoc="gui")
    assert union.case(number).state is State.ANSWERED
    said = union.feedback.submissions.look_up(code, union.now).messages
    assert any("Công ty trả đủ trước ngày 15." in m.text and m.law_refs == (key[1],) for m in said)


@pytest.mark.parametrize("ref", ["45/2019/QH14:999", "09/2010/TT-THU:3", "không phải điều luật"])
def test_law_that_is_not_there_or_has_ended_is_refused(browser: Browser, union: Union, ref: str) -> None:
    _, number = union.working()
    browser.log_in("thu-1")
    page = step(browser, number, "answer", "xem", basis="Điều luật.", law=ref, **FIVE)
    assert browser.status == 409
    assert "Không tìm thấy căn cứ" in page
    assert FIVE["done"] in page
    assert union.case(number).state is State.IN_PROGRESS


def test_words_stay_when_somebody_else_was_quicker(browser: Browser, union: Union) -> None:
    _, number = union.accepted()
    browser.log_in("thu-1")
    browser.open(f"/ho-so/{number}?viec=classify")
    fields = browser.hidden(f"/ho-so/{number}/viec")
    union.feedback.triage.classify(union.first, number, union.now, category=Category.WELFARE)
    page = browser.send(f"/ho-so/{number}/viec", buoc="gui", lane="urgent", **fields)
    assert browser.status == 409
    assert "Người thử 1: sửa phân loại" in page
    assert 'value="urgent" selected' in page
    browser.send(f"/ho-so/{number}/viec", buoc="gui", lane="urgent")
    assert union.case(number).lane == "urgent"


def test_a_picture_is_shown_whatever_its_number(
    browser: Browser, union: Union, monkeypatch: pytest.MonkeyPatch
) -> None:
    for largest in (2**63 - 1, 10**18):  # most random numbers have nineteen digits
        with monkeypatch.context() as patch:
            patch.setattr("feedback.cases.vault.random_id", lambda chosen=largest: chosen)
            _, number = union.send(photos=(Photo(b"jpeg"),))
        browser.log_in("thu-1")
        opened(browser, number)
        found = re.search(r'<img src="([^"]+)"', browser.page)
        assert found
        browser.open(found[1])
        assert browser.status == 200
    for name in ("9" * 19, "9" * 5000, "-1", "²"):
        browser.open(f"/ho-so/{number}/anh/{name}")
        assert browser.status == 404


def test_a_form_that_comes_twice_is_one_act(browser: Browser, union: Union) -> None:
    code, number = union.working()
    browser.log_in("thu-1")
    browser.open(f"/ho-so/{number}?viec=note")
    fields = browser.hidden(f"/ho-so/{number}/viec")
    for _ in range(2):
        browser.send(f"/ho-so/{number}/viec", buoc="gui", text="Đã gọi phòng nhân sự.", **fields)
    assert browser.page.count("Đã gọi phòng nhân sự.") == 1
    said = union.feedback.submissions.look_up(code, union.now).messages
    assert not any("nhân sự" in m.text for m in said), "a note is never the worker's"


def test_a_refusal_needs_another_person(browser: Browser, union: Union) -> None:
    _, number = stories.screened(union)
    union.meet(number)
    browser.log_in("thu-1")
    step(browser, number, "propose_refusal", code=RefusalCode.PRIVATE_MATTER.value, reason="Việc riêng hai người.")
    assert union.case(number).state is State.REFUSAL_PROPOSED
    assert "Người đề xuất từ chối không được tự quyết định." in browser.page
    assert "viec=confirm_refusal" not in browser.page
    browser.log_in("thu-2")
    assert "Cần người thứ hai" in browser.open("/hang-doi?muc=decisions")
    assert "Việc riêng hai người." in browser.open(f"/ho-so/{number}")
    step(browser, number, "confirm_refusal")
    assert union.case(number).state is State.NOT_ACCEPTED


@pytest.mark.parametrize("missing", [*FIVE])
def test_an_answer_lacks_no_part(browser: Browser, union: Union, missing: str) -> None:
    _, number = union.working()
    browser.log_in("thu-1")
    fields = {**FIVE, "basis": "Điều 97.", missing: ""}
    assert "Còn ô chưa điền" in step(browser, number, "answer", "xem", **fields)
    assert union.case(number).state is State.IN_PROGRESS


def test_the_sheet_for_the_printer_has_notes_only_when_they_are_asked_for(browser: Browser, union: Union) -> None:
    _, number = union.send("Tổ trưởng giữ sổ chấm công.")
    opened(browser, number)
    step(browser, number, "note", text="Nghi cùng xưởng với vụ trước.")
    sheet = browser.open(f"/ho-so/{number}/in")
    assert "sổ chấm công" in sheet
    assert "Nghi cùng xưởng" not in sheet
    assert "Nghi cùng xưởng" in browser.open(f"/ho-so/{number}/in?ghi_chu=1")


def test_a_contact_is_never_printed(browser: Browser, union: Union) -> None:
    _, number = union.send(level=Level.NAMED, contact="0912 345 678, Nguyễn Thị Hoa")
    opened(browser, number)
    assert "0912 345 678" in browser.open(f"/ho-so/{number}")
    assert "0912 345 678" not in browser.open(f"/ho-so/{number}/in?ghi_chu=1")


def test_who_has_not_said_whether_they_are_involved_prints_nothing(browser: Browser, union: Union) -> None:
    _, number = union.send("Tổ trưởng giữ sổ chấm công.")
    browser.log_in("thu-1")
    assert "sổ chấm công" not in browser.open(f"/ho-so/{number}/in")
    assert browser.status != 200
