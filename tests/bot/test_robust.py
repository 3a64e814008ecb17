"""What goes wrong beside the answers harms neither them nor anybody's privacy."""

from __future__ import annotations

import asyncio
import json
import logging
import sqlite3
import sys
import threading

import pytest

from bot import app as composition
from bot import logs
from bot.app import App


async def test_tidying_goes_on_after_a_failure(monkeypatch: pytest.MonkeyPatch, app: App) -> None:
    monkeypatch.setattr(composition, "TIDY_SECONDS", 0.01)
    tidied, troubles = asyncio.Event(), [sqlite3.OperationalError("database is locked")]

    class Stores:
        def purge(self, now: int) -> None:
            if troubles:
                raise troubles.pop()
            tidied.set()

    task = asyncio.create_task(composition._tidy(app.engine, Stores()))  # type: ignore[arg-type]
    await asyncio.wait_for(tidied.wait(), 5)
    task.cancel()


def test_words_of_libraries_are_not_written() -> None:
    """python-telegram-bot writes an update that it cannot read into its error line."""
    logger = logging.getLogger("telegram.request")
    record = logger.makeRecord("telegram.request", logging.ERROR, "base.py", 7, "no JSON: %s", ("bí mật: Tèo",), None)
    line = json.loads(logs.JsonLines().format(record))
    assert line["what"] == "base.py:7"
    assert line["where"] == "telegram.request"


def test_what_ends_a_thread_is_named_without_its_words(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for holder, name in ((sys, "excepthook"), (threading, "excepthook")):
        monkeypatch.setattr(holder, name, getattr(holder, name))
    handlers, level = logging.root.handlers[:], logging.root.level
    try:
        logs.set_up()
        thread = threading.Thread(target=lambda: int("bí mật của Tèo"))
        thread.start()
        thread.join()
        sys.excepthook(ValueError, ValueError("bí mật của Tèo"), None)
    finally:
        logging.root.handlers[:], logging.root.level = handlers, level
    written = capsys.readouterr().err
    assert written.count("ValueError") == 2
    assert "Tèo" not in written
