"""A law brought in by its file: the report first, kept only when it was confirmed, and noted in the log."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from bot.settings import Settings
from bot.staff_site import build_console
from bot.texts import console_house as words
from feedback.organisation.acts import HouseAct
from knowledge.store import KnowledgeStore
from tests.console.conftest import Browser
from tests.feedback.union import Union
from tests.library import SmallLibrary

PATH = "/ban-cau-hoi/van-ban"
LAW = """CHÍNH PHỦ
Số: 901/2026/NĐ-CP

NGHỊ ĐỊNH
Về ghế ngồi ở nơi làm việc

Điều 1. Ghế ngồi
1. Nơi làm việc có ghế cho mọi người.
2. Ghế hỏng được thay trong ba ngày.

Điều 2. Hiệu lực thi hành
Nghị định này có hiệu lực từ ngày 01 tháng 01 năm 2027.
"""


@pytest.fixture
def browser(union: Union, tmp_path: Path) -> Iterator[Browser]:
    site = build_console(Settings(data=tmp_path), SmallLibrary(), union.feedback, now=lambda: union.now)
    with TestClient(site, base_url="http://127.0.0.1:8081") as client:
        yield Browser(client)


def stored(folder: Path) -> list[str]:
    store = KnowledgeStore(folder / "knowledge.db")
    numbers = [document.number for document in store.documents()]
    store.close()
    return numbers


def sent(browser: Browser, name: str, data: bytes) -> str:
    browser.log_in("thu-1")
    browser.open(PATH)
    csrf = browser.hidden(f"{PATH}/xem")["csrf"]
    answer = browser.client.post(f"{PATH}/xem", data={"csrf": csrf}, files={"file": (name, data)})
    browser.page, browser.status = answer.text, answer.status_code
    return browser.page


def acts(union: Union) -> list[str]:
    return [row["kind"] for row in union.feedback.acts.all()]


def test_a_law_is_reported_first_and_kept_when_confirmed(browser: Browser, union: Union, tmp_path: Path) -> None:
    page = sent(browser, "nghi-dinh.txt", LAW.encode())
    assert "901/2026/NĐ-CP" in page
    assert stored(tmp_path) == []
    assert HouseAct.LAWS_CHANGED not in acts(union)
    page = browser.send(f"{PATH}/luu")
    assert words.LAWS_SEEN in page
    assert stored(tmp_path) == ["901/2026/NĐ-CP"]
    assert HouseAct.LAWS_CHANGED in acts(union)
    assert words.CHOOSE_FILE in browser.client.post(f"{PATH}/luu", data=browser.hidden(f"{PATH}/xem")).text


def test_what_cannot_be_read_is_said_and_offers_nothing_to_keep(browser: Browser, tmp_path: Path) -> None:
    page = sent(browser, "anh.pdf", b"%PDF-1.4 broken")
    assert f'action="{PATH}/luu"' not in page
    assert stored(tmp_path) == []


def test_who_does_not_lead_the_house_keeps_nothing(browser: Browser) -> None:
    browser.log_in("thu-giu-1")
    browser.open(PATH)
    assert browser.status in {404, 409}
