"""Errors are codes and facts; a person always gets words for them."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from bot.texts.answers import note_text
from bot.texts.faults import WORDS, sentence
from feedback.errors import BadOrganisation, CodeInText, Fault, FeedbackError, Flaw
from knowledge.model import Amendment, Note, NoteKind

ROOT = Path(__file__).parents[2]
VIETNAMESE = re.compile(r"[ăđơưạảẹẻẽịỉĩọỏụủũỵỷỹắằẳẵặấầẩẫậếềểễệốồổỗộớờởỡợứừửữự]", re.IGNORECASE)


def test_every_fault_has_words() -> None:
    assert [fault for fault in Fault if not WORDS.get(fault, "").strip()] == []


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


# what stands in a signed slip, in names, or in words to be recognised, is no sentence that the half says
SPOKEN = {
    "sealing/slips.py",
    "organisation/trial.py",
    "organisation/second_factor.py",
    "staff/canary.py",
    "worker/danger.py",
}


def test_no_words_that_people_read_stand_in_feedback_or_beside_an_answer() -> None:
    """Words stand in bot/texts, so that they can be put in another language."""
    folder = ROOT / "feedback"
    paths = [path for path in sorted(folder.rglob("*.py")) if path.relative_to(folder).as_posix() not in SPOKEN]
    found = [
        f"{path.relative_to(ROOT)}: {text}"
        for path in [*paths, ROOT / "knowledge" / "answer.py"]
        for text in strings(path)
        if VIETNAMESE.search(text) and " " in text
    ]
    assert found == []


def strings(path: Path) -> Iterator[str]:
    """The texts of a module, its docstrings aside."""
    tree = ast.parse(path.read_text("utf-8"))
    described = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in described:
            yield node.value


@pytest.mark.parametrize("kind", NoteKind)
def test_every_note_beside_an_answer_has_words(kind: NoteKind) -> None:
    amendment = Amendment("9/2025/QH15", date(2025, 7, 1), ("4",), "Cổng mở lúc năm giờ.")
    words = note_text(Note(kind, date(2025, 7, 1), (amendment,), "Đã sửa."))
    assert words.strip()
    facts = {
        NoteKind.EXPIRED: "1/7/2025",
        NoteKind.NOT_YET_IN_FORCE: "1/7/2025",
        NoteKind.AMENDED: "9/2025/QH15 từ ngày 1/7/2025. Lời sửa: Cổng mở lúc năm giờ.",
        NoteKind.AMENDED_SOMEWHERE: "9/2025/QH15 từ ngày 1/7/2025",
        NoteKind.BOOK: "Đã sửa.",
    }
    assert facts.get(kind, "") in words
