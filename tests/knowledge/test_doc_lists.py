"""The numbers that Word 97 draws before the paragraphs of its lists, which stand in no letter of the file."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.formats.doc import lines_of_doc
from knowledge.model import KnowledgeError
from knowledge.parsing.reading import read_document
from tests.knowledge.texts import read_texts
from tests.knowledge.word97 import container, level, properties, word97_with_lists

LEVELS = [level("Điều \0.", 0), level("\1.", 0), level("\2)", 4)]
PLAIN = properties()
ARTICLE, CLAUSE, POINT = (properties(list=1, level=depth) for depth in range(3))
LAW = [
    ("Số: 5/2030/QĐ-UBND\r", PLAIN),
    ("Phạm vi\r", ARTICLE),
    ("Văn bản này nói về vườn.\r", PLAIN),
    ("Tưới cây\r", ARTICLE),
    ("Tưới buổi sáng:\r", CLAUSE),
    ("bằng thùng;\r", POINT),
    ("bằng vòi.\r", POINT),
    ("Tưới buổi chiều.\r", CLAUSE),
    ("Hiệu lực thi hành\r", properties(style=1)),
    ("Quyết định này có hiệu lực từ ngày 1 tháng 3 năm 2030.\r", PLAIN),
]


def test_articles_clauses_and_points_of_a_list_keep_their_numbers() -> None:
    assert lines_of_doc(word97_with_lists(LAW, LEVELS, [{}])) == [
        "Số: 5/2030/QĐ-UBND",
        "Điều 1. Phạm vi",
        "Văn bản này nói về vườn.",
        "Điều 2. Tưới cây",
        "1. Tưới buổi sáng:",
        "a) bằng thùng;",
        "b) bằng vòi.",
        "2. Tưới buổi chiều.",
        "Điều 3. Hiệu lực thi hành",  # its style is in the list
        "Quyết định này có hiệu lực từ ngày 1 tháng 3 năm 2030.",
    ]


def test_a_document_of_lists_is_read_article_by_article(tmp_path: Path) -> None:
    (tmp_path / "law.doc").write_bytes(word97_with_lists(LAW, LEVELS, [{}]))
    (lines,) = read_texts(tmp_path / "law.doc")
    document, _, _ = read_document(lines)
    assert [(a.number, [c.number for c in a.clauses]) for a in document.articles] == [
        ("1", [None]),
        ("2", ["1", "2"]),
        ("3", [None]),
    ]


def test_a_second_list_begins_anew_where_it_says_so() -> None:
    items = [
        (f"{name}\r", properties(list=number, level=1)) for name, number in (("a", 1), ("b", 1), ("c", 2), ("d", 1))
    ]
    assert lines_of_doc(word97_with_lists(items, LEVELS, [{}, {1: 5}])) == ["1. a", "2. b", "5. c", "6. d"]


def test_other_forms_of_numbers_and_bullets() -> None:
    forms = [level("\0.", 1), level("\0.\1.", 0), level("", 23), level("+", 23)]
    items = [(f"{text}\r", properties(list=1, level=depth)) for text, depth in (("a", 0), ("b", 1), ("c", 2), ("d", 3))]
    assert lines_of_doc(word97_with_lists(items, forms, [{}])) == ["I. a", "I.1. b", "- c", "+ d"]


def test_empty_bullets_ends_of_rows_and_new_pages_get_no_number() -> None:
    cell, end = properties(list=1, level=1), properties(list=1, level=1, row_end=1)
    items = [("Cây\x07", cell), ("5 đồng\x07", PLAIN), ("\x07", end), ("Trước\x0csau\r", cell), ("Cuối.\x0c", PLAIN)]
    assert lines_of_doc(word97_with_lists(items, LEVELS, [{}])) == ["1. Cây | 5 đồng", "2. Trước", "sau", "Cuối."]
    bullets = [("\r", properties(list=1, level=0)), ("a\r", properties(list=1, level=0))]
    assert lines_of_doc(word97_with_lists(bullets, [level("", 23)], [{}])) == ["- a"]


def test_lists_that_cannot_be_read_are_no_silent_loss(tmp_path: Path) -> None:
    whole = word97_with_lists(LAW, LEVELS, [{}])
    damaged = whole.replace(LEVELS[0], LEVELS[0][:28] + b"\xff\xff" + LEVELS[0][30:])
    assert damaged != whole
    (tmp_path / "law.doc").write_bytes(damaged)
    with pytest.raises(KnowledgeError, match=r"lưu lại thành \.docx"):
        read_texts(tmp_path / "law.doc")


def test_a_container_without_word_is_refused() -> None:
    with pytest.raises(ValueError, match="WordDocument"):
        lines_of_doc(container({"Workbook": b"x"}))
