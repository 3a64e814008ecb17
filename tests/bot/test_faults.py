"""Errors are codes and facts; a person always gets words for them."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from bot.texts.faults import WORDS, sentence
from feedback.errors import BadOrganisation, CodeInText, Fault, FeedbackError, Flaw

ROOT = Path(__file__).parents[2]
VIETNAMESE = re.compile(r"[ăđơưạảẹẻẽịỉĩọỏụủũỵỷỹắằẳẵặấầẩẫậếềểễệốồổỗộớờởỡợứừửữự]", re.IGNORECASE)


@pytest.mark.parametrize("fault", Fault)
def test_every_fault_has_words(fault: Fault) -> None:
    assert WORDS[fault].strip()


def test_words_take_the_facts() -> None:
    assert sentence(FeedbackError(Fault.TOO_MANY_PHOTOS, most=10)) == "Mỗi vụ nhận tối đa 10 ảnh."
    assert "mã" in sentence(CodeInText())


def test_each_flaw_of_an_organisation_has_a_line() -> None:
    bad = BadOrganisation([Flaw(Fault.NO_BOARD, name="Liên đoàn X"), Flaw(Fault.TOML_BROKEN, line=3)])
    assert sentence(bad).splitlines()[1:] == [
        "- Liên đoàn X: chưa có ủy ban kiểm tra (supervision_board).",
        "- Tệp TOML viết sai ở dòng 3: hãy kiểm tra dấu ngoặc, dấu nháy và ngày (dạng 2026-12-31).",
    ]


def test_an_error_says_only_its_code() -> None:
    assert str(FeedbackError(Fault.NO_SUCH_LOGIN, login="lan")) == "no_such_login"


def test_no_error_of_feedback_carries_a_sentence() -> None:
    wrong = [
        f"{path.relative_to(ROOT)}:{text.lineno}"
        for path in sorted((ROOT / "feedback").rglob("*.py"))
        for raised in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(raised, ast.Raise)
        for text in ast.walk(raised)
        if isinstance(text, ast.Constant) and isinstance(text.value, str) and VIETNAMESE.search(text.value)
    ]
    assert not wrong
