"""The pages beside the cases: what stands below, the log with its verification, and the desk of questions."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from bot.engine.desk_beside import DeskBox
from bot.engine.question_desk import QuestionDesk, grouped
from bot.engine.sealing import Seal
from bot.settings import Settings
from bot.staff_site import build_console
from bot.texts import audit as audit_words
from bot.texts import console_house as words
from knowledge.desk import Desk
from knowledge.questions import OwnQuestions
from tests.console.conftest import Browser
from tests.feedback.union import MONDAY, Union
from tests.library import SmallLibrary


def test_a_late_case_below_is_acknowledged_once(browser: Browser, union: Union) -> None:
    _, number = union.send()
    union.now += timedelta(days=6)
    browser.log_in("thu-1")
    assert number in browser.open("/cap-duoi")
    assert words.KNOWN.format(number=number) in browser.send(f"/cap-duoi/{number}/da-biet")
    assert f"/cap-duoi/{number}/da-biet" not in browser.page


def test_a_case_that_is_late_nowhere_below_is_not_acknowledged(browser: Browser) -> None:
    browser.log_in("thu-1")
    browser.open("/")
    browser.client.post("/cap-duoi/KN26-XXXXX/da-biet", data=browser.hidden("/ra"))
    assert browser.client.post("/cap-duoi/KN26-XXXXX/da-biet", data=browser.hidden("/ra")).status_code == 409


def test_the_log_names_people_and_is_verified(browser: Browser) -> None:
    browser.log_in("thu-1")
    page = browser.open("/nhat-ky")
    assert "chọn người giữ khóa" in page
    assert "Người giữ khóa thử 1" in page
    assert audit_words.ALL_WELL in browser.send("/nhat-ky/kiem")


def test_the_log_is_filtered_by_act(browser: Browser) -> None:
    browser.log_in("thu-1")
    page = browser.open("/nhat-ky?viec=custodians_set").partition("<tbody>")[2]
    assert page.partition("</tbody>")[0].count("<tr>") == 1


@pytest.fixture
def desk(tmp_path: Path) -> QuestionDesk:
    store = Desk(None, DeskBox(Seal(b"\x01" * 32)))
    for question in ("tiền gửi xe ở công ty ai trả", "tien gui xe ai tra", "đeo định vị khi giao hàng"):
        store.add(question, "unanswered", MONDAY.date())
    return QuestionDesk(store, OwnQuestions(tmp_path / "questions.jsonl"))


def test_alike_questions_stand_together(desk: QuestionDesk) -> None:
    assert [len(group.questions) for group in desk.groups()] == [2, 1]
    assert grouped(()) == []


def test_a_group_is_tied_to_a_clause_that_was_searched_in_place(
    union: Union, desk: QuestionDesk, tmp_path: Path
) -> None:
    site = build_console(Settings(), SmallLibrary(), union.feedback, now=lambda: union.now, questions=desk)
    with TestClient(site, base_url="http://127.0.0.1:8081") as client:
        browser = Browser(client)
        browser.log_in("thu-1")
        browser.open("/ban-cau-hoi")
        number = desk.groups()[0].numbers[0]
        browser.open(f"/ban-cau-hoi?nhom={number}&tim=bữa ăn giữa ca")
        assert 'name="dieu" value="01/2021/NĐ-THU:7' in browser.page
        browser.send("/ban-cau-hoi/gac", cau=desk.groups()[1].numbers, viec="ngoai")
        browser.open("/ban-cau-hoi")
        fields = {**browser.hidden("/ban-cau-hoi/gac"), "cau": desk.groups()[0].numbers, "dieu": "01/2021/NĐ-THU:7:1"}
        client.post("/ban-cau-hoi/gan", data=fields)
    assert desk.groups() == []
    assert (tmp_path / "questions.jsonl").read_text("utf-8").count("01/2021/NĐ-THU:7") == 2
