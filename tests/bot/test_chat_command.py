"""`danbiet chat`: every dialogue that the running product has."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli import main
from bot.clock import vietnam_now
from bot.texts import command as words
from bot.texts import intake as intake_words
from bot.texts import talk
from feedback.sealing.receipt import new_code
from feedback.worker.service import Submissions
from tests.library import SmallLibrary
from tests.petitions import trial_feedback

CODE = new_code(lambda n: n // 7)
PETITION = ("gửi kiến nghị", "đồng ý", "không", "Quạt thông gió hỏng, đề nghị sửa.", "xong")
SKIPPED = ("bỏ qua", "bỏ qua", "bỏ qua", "không", "gửi", CODE[-4:])


@pytest.fixture(autouse=True)
def installation(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    feedback = trial_feedback(vietnam_now())
    monkeypatch.setenv("DANBIET_DATA", str(tmp_path))
    monkeypatch.setattr("bot.commands.ask._open_library", SmallLibrary)
    monkeypatch.setattr("bot.commands.ask.open_if_begun", lambda settings: feedback)
    monkeypatch.setattr(Submissions, "new_code", lambda self: CODE)


def chat(*typed: str) -> str:
    """What a conversation shows, with what is said to the operator."""
    return CliRunner().invoke(main, ["chat"], input="\n".join(typed) + "\n").output


def test_a_question_a_number_and_the_way_back() -> None:
    output = chat("bữa ăn giữa ca", "1", "0")
    assert talk.WELCOME in output
    assert "Không ăn thì được nhận tiền" in output
    assert talk.NOTHING_TO_CANCEL in output


def test_a_petition_is_sent_and_followed_by_its_code() -> None:
    output = chat(*PETITION, *SKIPPED, CODE)
    assert "✅ Đã nhận, số KN26-" in output
    assert "đã nhận" in output.rpartition("PHIẾU TIẾP NHẬN")[2], "the code opens the case"


def test_a_unit_is_known_by_its_code() -> None:
    assert talk.UNIT_SAVED.partition("{")[0] in chat("/donvi", "kcn-song-lam")


def test_trial_mode_is_said() -> None:
    assert intake_words.TRIAL in chat("riêng tư")


def test_nobody_is_promised_a_notice_in_a_terminal() -> None:
    assert "nhắc" not in chat(*PETITION, *SKIPPED, CODE).lower()


def test_a_database_that_cannot_be_opened_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(settings: object) -> None:
        raise sqlite3.DatabaseError("file is not a database")

    monkeypatch.setattr("bot.commands.ask.open_if_begun", refuse)
    assert words.CANNOT_START.format(error="DatabaseError") in chat("menu")
