"""The operator's own sample questions: a plain file that people edit."""

from pathlib import Path

import pytest

from knowledge.model import KnowledgeError
from knowledge.questions import OwnQuestions, read_questions

ROW = ("tăng ca chủ nhật tính sao", "45/2019/QH14:98")


def test_missing_file_is_an_empty_list(tmp_path: Path) -> None:
    assert OwnQuestions(tmp_path / "q.jsonl").all() == []


def test_added_once_and_kept(tmp_path: Path) -> None:
    own = OwnQuestions(tmp_path / "q.jsonl")
    before = own.fingerprint()
    assert own.add([ROW, ROW]) == 1
    assert own.add([ROW]) == 0
    assert OwnQuestions(own.path).by_article() == {ROW[1]: [ROW[0]]}
    assert own.fingerprint() != before


@pytest.mark.parametrize("line", ["không phải json", '{"question": "a"}', '{"question": " ", "article": "1:2"}', "[]"])
def test_wrong_line_is_named_and_nothing_is_lost(tmp_path: Path, line: str) -> None:
    path = tmp_path / "q.jsonl"
    own = OwnQuestions(path)
    own.add([ROW])
    text = path.read_text("utf-8") + line + "\n"
    path.write_text(text, "utf-8")
    with pytest.raises(KnowledgeError, match="dòng 2"):
        list(read_questions(path))
    with pytest.raises(KnowledgeError):
        own.add([("khác", "1/1:1")])
    assert path.read_text("utf-8") == text
