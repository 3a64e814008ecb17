"""Questions reach the desk, and its troubles reach nobody."""

from __future__ import annotations

import logging
import threading
from datetime import date

import pytest

from bot.engine.desk_beside import DeskBeside, DeskBox
from bot.engine.sealing import Seal
from knowledge.desk import Desk

DAY = date(2026, 11, 22)
BOX = DeskBox(Seal(bytes(32)))


async def test_a_question_reaches_the_desk() -> None:
    desk = Desk(None, BOX, strip=lambda text: text.replace("Tèo", "…"))
    beside = DeskBeside(desk)
    beside.add("Tèo hỏi về bão", "unanswered", DAY)
    await beside.close()
    assert [q.question for q in desk.open()] == ["… hỏi về bão"]


async def test_nobody_waits_for_a_slow_desk_and_its_failure_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    go_on = threading.Event()

    def strip(text: str) -> str:
        assert go_on.wait(10)
        raise OSError(text)

    beside = DeskBeside(Desk(None, BOX, strip))
    with caplog.at_level(logging.ERROR):
        beside.add("Tèo hỏi", "unanswered", DAY)
        go_on.set()  # only reached because nobody waited
        await beside.close()
    assert [r.getMessage() for r in caplog.records] == ["unanswered desk failed"]
    assert "Tèo" not in str([vars(r) for r in caplog.records])


async def test_words_of_danger_never_reach_the_desk() -> None:
    """Whichever way they took: also a question that was answered beside a warning and then found unhelpful."""
    desk = Desk(None, BOX, strip=str)
    beside = DeskBeside(desk)
    for question in ("quản đốc đánh em chảy máu đầu rồi", "em muốn chết cho xong", "máy dập nát tay anh ấy"):
        beside.add(question, "unhelpful", DAY)
    beside.add("nghỉ tết mấy ngày", "unhelpful", DAY)
    await beside.close()
    assert [q.question for q in desk.open()] == ["nghỉ tết mấy ngày"]
