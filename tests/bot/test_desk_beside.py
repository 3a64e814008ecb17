"""Questions reach the desk, and its troubles reach nobody."""

from __future__ import annotations

import logging
import threading
from datetime import date

import pytest

from bot.engine.desk_beside import DeskBeside
from knowledge.desk import Desk

DAY = date(2026, 11, 22)


async def test_a_question_reaches_the_desk() -> None:
    desk = Desk(None, strip=lambda text: text.replace("Tèo", "…"))
    beside = DeskBeside(desk)
    beside.add("Tèo hỏi về bão", "unanswered", DAY)
    await beside.close()
    assert [q.question for q in desk.open()] == ["… hỏi về bão"]


async def test_nobody_waits_for_a_slow_desk_and_its_failure_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    go_on = threading.Event()

    def strip(text: str) -> str:
        assert go_on.wait(10)
        raise OSError(text)

    beside = DeskBeside(Desk(None, strip))
    with caplog.at_level(logging.ERROR):
        beside.add("Tèo hỏi", "unanswered", DAY)
        go_on.set()  # only reached because nobody waited
        await beside.close()
    assert [r.getMessage() for r in caplog.records] == ["unanswered desk failed"]
    assert "Tèo" not in str([vars(r) for r in caplog.records])
