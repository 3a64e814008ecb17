"""The handbook's file format."""

from datetime import date
from pathlib import Path

import pytest

from knowledge.handbook.reader import read_handbook
from knowledge.model import Amendment, Audience, Clause, KnowledgeError, Point, Question, Source, Trust

HEAD = """+++
number = "1/2030/NĐ-CP"
title = "Nghị định về cây xanh nơi làm việc"
short = "Nghị định 1"
kind = "decree"
issuer = "Chính phủ"
issued_on = 2030-01-02
effective_on = 2030-03-01
for = ["state", "public_unit"]
trust = "medium"
note = "Bản thử."
[[amended_by]]
by = "2/2031/NĐ-CP"
effective_on = 2031-01-01
articles = ["3"]
+++
"""
BODY = """
Điều 3. Tưới cây
@topics: garden, water
@see: 9/2029/QH1:63, 1/2030/NĐ-CP:40a
@for: commune
@note: Đã sửa năm 2031.
@checked_on: 2030-05-06
@source_hash: abc123
1. Mỗi ngày tưới hai lần:
a) buổi sáng;
đ) buổi chiều.
2. Chủ nhật nghỉ tưới.
? ai phải tưới cây
?2 chủ nhật có tưới không

Điều 40a. Hái quả
Ai trồng thì được hái.
Người khác phải hỏi.
"""


def write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "cay-xanh.txt"
    path.write_text(text, encoding="utf-8")
    return path


def test_head_becomes_the_document(tmp_path: Path) -> None:
    document = read_handbook(write(tmp_path, HEAD + BODY))
    assert (document.number, document.short, document.source) == (
        "1/2030/NĐ-CP",
        "Nghị định 1",
        Source.HANDBOOK,
    )
    assert (document.issued_on, document.effective_on) == (date(2030, 1, 2), date(2030, 3, 1))
    assert document.trust is Trust.MEDIUM
    assert document.audience == (Audience.STATE, Audience.PUBLIC_UNIT)
    assert document.amended_by == (Amendment("2/2031/NĐ-CP", date(2031, 1, 1), ("3",)),)


def test_article_with_marks_questions_clauses_and_points(tmp_path: Path) -> None:
    article = read_handbook(write(tmp_path, HEAD + BODY)).articles[0]
    assert (article.number, article.title) == ("3", "Tưới cây")
    assert article.clauses == (
        Clause("1", "Mỗi ngày tưới hai lần:", (Point("a", "buổi sáng;"), Point("đ", "buổi chiều."))),
        Clause("2", "Chủ nhật nghỉ tưới."),
    )
    assert article.questions == (Question("ai phải tưới cây"), Question("chủ nhật có tưới không", ("2",)))
    assert article.topics == ("garden", "water")
    assert article.see == ("9/2029/QH1:63", "1/2030/NĐ-CP:40a")
    assert article.audience == (Audience.COMMUNE,)
    assert article.notes == ("Đã sửa năm 2031.",)
    assert (article.checked_on, article.source_hash) == (date(2030, 5, 6), "abc123")


def test_articles_far_apart_and_plain_lines(tmp_path: Path) -> None:
    article = read_handbook(write(tmp_path, HEAD + BODY)).articles[1]
    assert article.number == "40a"
    assert article.full_text() == "Ai trồng thì được hái.\nNgười khác phải hỏi."


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Điều 1. Không có đầu\n", "phần đầu"),
        (HEAD.replace('trust = "medium"', 'trust = "sure"') + BODY, "phần đầu"),
        (HEAD.replace("note =", "nota =") + BODY, "nota"),
        (HEAD.replace('"state"', '"moon"') + BODY, "phần đầu"),
        (HEAD + "Lời chào\n" + BODY, "dòng 17"),
        (HEAD + BODY + "Điều 3. Lặp\n", "đã có ở trên"),
        (HEAD + BODY + "?2;3 hỏi gì\n", "“[?]2,3 câu hỏi”"),
        (HEAD + BODY + "@for: moon\n", "không hiểu @for moon"),
        (HEAD + BODY + "@tpics: x\n", "không hiểu “@tpics”"),
        (HEAD + BODY + "@checked_on: hôm qua\n", "2026-11-22"),
    ],
)
def test_mistakes_are_named(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(KnowledgeError, match=words):
        read_handbook(write(tmp_path, text))
