"""Questions counted by day, topic and outcome: nothing else is kept, and small numbers are not shown."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.commands.asked import asked
from bot.texts import asked as words
from knowledge.model import QuestionOutcome
from knowledge.question_counts import Counted, QuestionCounts

DAY = date(2026, 11, 30)


def test_counts_of_some_days_are_added_up(tmp_path: Path) -> None:
    counts = QuestionCounts(tmp_path / "counts.db")
    for day in (DAY, DAY, date(2026, 11, 29), date(2026, 10, 1)):
        counts.add(day, "wage", QuestionOutcome.ANSWERED)
        counts.flush()
    counts.add(DAY, "", QuestionOutcome.NOT_FOUND)
    counts.flush()
    found = list(QuestionCounts(tmp_path / "counts.db").between(date(2026, 11, 1), DAY))
    assert found == [Counted("", QuestionOutcome.NOT_FOUND, 1), Counted("wage", QuestionOutcome.ANSWERED, 3)]


def test_what_is_not_written_yet_is_in_no_file(tmp_path: Path) -> None:
    counts = QuestionCounts(tmp_path / "counts.db")
    counts.add(DAY, "wage", QuestionOutcome.ANSWERED)
    assert list(QuestionCounts(tmp_path / "counts.db").between(DAY, DAY)) == []


def test_old_days_go(tmp_path: Path) -> None:
    counts = QuestionCounts(tmp_path / "counts.db")
    counts.add(date(2024, 1, 1), "wage", QuestionOutcome.ANSWERED)
    counts.flush()
    counts.add(DAY, "wage", QuestionOutcome.ANSWERED)
    counts.flush()
    assert sum(c.count for c in counts.between(date(2020, 1, 1), DAY)) == 1


def test_the_file_has_a_day_a_topic_an_outcome_and_a_number(tmp_path: Path) -> None:
    QuestionCounts(tmp_path / "counts.db")
    from sqlite_utils import Database

    columns = {column.name for column in Database(tmp_path / "counts.db").table("question_count").columns}
    assert columns == {"day", "topic", "outcome", "count"}


def test_small_numbers_are_not_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DANBIET_DATA", str(tmp_path))
    monkeypatch.setattr("bot.commands.asked.vietnam_now", lambda: __import__("datetime").datetime(2026, 11, 30, 9))
    counts = QuestionCounts(tmp_path / "counts.db")
    for _ in range(4):
        counts.add(DAY, "sexual_harassment", QuestionOutcome.ANSWERED)
    for _ in range(7):
        counts.add(DAY, "wage", QuestionOutcome.NOT_FOUND)
    counts.flush()
    text = CliRunner().invoke(asked, []).output
    assert words.FEW.format(least=5) in text
    assert " 7" in text
    rows = json.loads(CliRunner().invoke(asked, ["--json"]).output)
    assert {(r["topic"], r["count"]) for r in rows} == {("sexual_harassment", None), ("wage", 7)}
