"""Messages to the bot itself: recognised before any search, and answered truly."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bot.conversation.intents.own_matters import DIALOGUES_OF
from bot.conversation.intents.recognise import asked_beside, intents, matters, recognise
from bot.texts.matters import ANSWERS
from tests.bot.test_conversation import Person

QUESTIONS = Path(__file__).parents[1] / "data" / "questions"
OTHER_READINGS = {"code", "join_union"}  # a code is a look-up, joining a union a question of law


def rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (QUESTIONS / name).read_text("utf-8").splitlines()]


def test_at_least_forty_intents_each_with_words_or_a_dialogue() -> None:
    assert len(intents()) >= 40
    assert [name for name in intents() if name not in ANSWERS and name not in DIALOGUES_OF] == []


def test_messages_written_by_other_hands_are_understood() -> None:
    judged = [row for row in rows("intents.jsonl") if row["intent"] not in OTHER_READINGS]
    right = [row for row in judged if recognise(row["text"]) == row["intent"]]
    assert len(right) / len(judged) >= 0.85


def test_messages_of_two_things_and_one_are_understood() -> None:
    judged = [row for row in rows("intents_third.jsonl") if row["intent"] not in {None, "code"}]
    right = [row for row in judged if (recognise(row["text"]) or "question") in {row["intent"], *row.get("also", [])}]
    assert len(right) / len(judged) >= 0.93


def test_two_things_are_both_dealt_with() -> None:
    assert set(matters("hỏi có mất tiền không, mấy giờ làm việc vậy")) == {"cost", "hours"}
    said = Person().says("hỏi có mất tiền không, mấy giờ làm việc vậy")
    assert "miễn phí" in said
    assert "cả ngày lẫn đêm" in said


def test_a_question_beside_thanks_is_asked_too() -> None:
    assert asked_beside("cảm ơn bạn nhiều. Nghỉ kết hôn được mấy ngày?") == "Nghỉ kết hôn được mấy ngày"
    assert asked_beside("cảm ơn bạn nhiều") == ""


def test_questions_of_law_are_not_taken_for_one() -> None:
    questions = [row["question"] for row in rows("everyday_clause.jsonl")]
    taken = [question for question in questions if recognise(question)]
    assert len(taken) <= 0.01 * len(questions), taken


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("cảm ơn nha", "Không có gì"),
        ("cty co biet toi hoi ko", "Không cần nói bạn là ai"),
        ("em làm mất mã rồi, lấy lại sao ạ", "không cấp lại được"),
        ("dài quá", "Dòng đầu tiên"),
        ("em ổn rồi", "Mừng là bạn ổn"),
        ("bot ngu", "Xin lỗi"),
    ],
)
def test_what_is_said(text: str, said: str) -> None:
    assert said in Person().says(text)


def test_they_fill_no_desk() -> None:
    person = Person()
    for text in ("cảm ơn", "bot ngu quá", "mất mã rồi"):
        person.says(text)
    assert not person.desk.kept


@pytest.mark.parametrize(
    "text", ["công ty trễ lương", "mất bảo hiểm thì sao", "ai trả tiền tăng ca", "không ký hợp đồng"]
)
def test_a_question_stays_a_question(text: str) -> None:
    assert recognise(text) is None
