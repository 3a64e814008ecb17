"""Questions as people type them, brought to the words of the index."""

import pytest

from knowledge.search import Searcher
from knowledge.shorthand import is_marked, written_out
from tests.knowledge.small_collection import searcher


@pytest.fixture(scope="module")
def search() -> Searcher:
    return searcher()


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("cua thoat hiem bi khoa", "cửa thoát hiểm bị khóa"),
        ("Cửa thoát hiểm KHÓA", "cửa thoát hiểm khóa"),
        ("cửa thoát hiểm khoá", "cửa thoát hiểm khóa"),
        ("cu\u031b\u0309a thoát hiểm", "cửa thoát hiểm"),
        ("thưc đơn dán ở cửa bếp", "thực đơn dán ở cửa bếp"),
        ("thuc donn dan o cua bep", "thực đơn dán ở cửa bếp"),
    ],
)
def test_spelling_becomes_the_collections(search: Searcher, typed: str, read: str) -> None:
    assert " ".join(search.rewriter.rewrite(typed).words) == read


def test_abbreviations_are_written_out() -> None:
    read = "người lao động không được công ty bắt tăng ca"
    assert " ".join(written_out("NLĐ ko đc, cty bắt OT").words) == read


def test_everyday_words_get_legal_terms_beside_them(search: Searcher) -> None:
    asked = search.rewriter.rewrite("tăng ca có cơm ca không")
    assert asked.words[:2] == ("tăng", "ca")
    assert any("làm thêm giờ" in phrase for phrase in asked.extra)
    assert any("bữa ăn giữa ca" in phrase for phrase in asked.extra)


@pytest.mark.parametrize("typed", ["", "   ", "???", "\u200b\u202e", "😀😀", "a" * 5000, "khong " * 400, "١٢٣ ①"])
def test_anything_can_be_typed(search: Searcher, typed: str) -> None:
    search.search(typed)


def test_marks_are_seen_by_their_share() -> None:
    assert is_marked(["công", "ty", "không", "trả", "lương"])
    assert not is_marked(["cong", "ty", "khong", "tra", "lương"])
