"""What a question finds in a small collection."""

from pathlib import Path

import numpy as np
import pytest

from knowledge.catalog import Catalog
from knowledge.collection import Entry, Unit, UnitKind, collect
from knowledge.model import Article, Clause, Document, Source
from knowledge.search import Result, Searcher
from knowledge.weights import Weights
from tests.knowledge.small_collection import documents, searcher


@pytest.fixture(scope="module")
def search() -> Searcher:
    return searcher()


def first(search: Searcher, question: str) -> str:
    result: Result = search.search(question)
    return search.catalog.entries.key(result.found[0].entry) if result.found else ""


@pytest.mark.parametrize(
    ("question", "article"),
    [
        ("cửa thoát hiểm có được khóa không", "01/2021/NĐ-THU:8"),
        ("cua thoat hiem co duoc khoa khong", "01/2021/NĐ-THU:8"),
        ("cty khóa cửa thoát hiểm", "01/2021/NĐ-THU:8"),
        ("cơm ca dở quá", "01/2021/NĐ-THU:7"),
        ("xe đưa rước trễ hoài", "05/2019/TT-THU:3"),
        ("thực đơn phải dán lúc mấy giờ", "01/2021/NĐ-THU:7"),
    ],
)
def test_right_article_comes_first(search: Searcher, question: str, article: str) -> None:
    assert first(search, question) == article


def test_clause_that_answers_is_named(search: Searcher) -> None:
    found = search.search("thực đơn dán ở đâu").found[0]
    assert found.clause == "2"


def test_definitions_come_from_the_article_that_explains_words(search: Searcher) -> None:
    assert first(search, "ca kíp là gì") == "01/2021/NĐ-THU:2"


@pytest.mark.parametrize("message", ["xin chào", "hôm nay trời có mưa không", "asdf qwer", "", "ly hôn chia tài sản"])
def test_other_subjects_get_no_answer(search: Searcher, message: str) -> None:
    assert not search.search(message).answered


def test_only_allowed_entries_are_found(search: Searcher) -> None:
    allowed = np.array([document != "05/2019/TT-THU" for document in search.catalog.entries.documents])
    found = search.search("xe đưa rước trễ hoài", allowed).found
    assert all(allowed[f.entry] for f in found)


def test_sample_question_without_marks_is_indexed_with_them(search: Searcher) -> None:
    """Bare syllables of a sample question must not become words of their own."""
    assert search.catalog.vocabulary.find("lam") == search.catalog.vocabulary.find("lam")
    assert "làm" in search.rewriter.rewrite("lam ca dem").words


def test_saved_catalog_finds_the_same(search: Searcher, tmp_path: Path) -> None:
    search.catalog.save(tmp_path / "index", "mark")
    opened = Catalog.load(tmp_path / "index", "mark")
    assert opened is not None
    again = Searcher(opened, Weights.load())
    question = "cửa thoát hiểm bị khóa"
    assert again.search(question) == search.search(question)


def test_saved_catalog_of_other_content_is_not_used(search: Searcher, tmp_path: Path) -> None:
    search.catalog.save(tmp_path / "index", "mark")
    assert Catalog.load(tmp_path / "index", "another") is None
    assert Catalog.load(tmp_path / "nowhere", "mark") is None


def test_empty_collection_answers_nothing() -> None:
    weights = Weights.load()
    nothing = Searcher(Catalog.build([], weights.index), weights)
    assert nothing.search("cửa thoát hiểm").found == ()


def test_collection_of_law_alone_uses_its_own_ranking() -> None:
    weights = Weights.load()
    law = Entry("09/2020/TT-THU", "1", "Giờ mở cổng", "Thông tư về cổng", [Unit(UnitKind.LAW, "Cổng mở lúc sáu giờ.")])
    assert Searcher(Catalog.build([law], weights.index), weights).ranking is weights.law


def test_handbook_and_official_text_are_one_entry() -> None:
    official = Document(
        "01/2021/NĐ-THU",
        "Nghị định về bếp ăn và lối đi",
        Source.OFFICIAL,
        (Article("8", "Cửa", (Clause("1", "Cửa thoát hiểm luôn mở."),)),),
    )
    entries = [e for e in collect([*documents(), official]) if e.key == "01/2021/NĐ-THU:8"]
    assert len(entries) == 1
    assert {u.kind for u in entries[0].units} == {UnitKind.PLAIN, UnitKind.LAW, UnitKind.QUESTION}


def test_consolidated_text_is_searched_in_place_of_the_first_one() -> None:
    def version(number: str, text: str, consolidates: str | None) -> Document:
        articles = (Article("1", "Cổng", (Clause("1", text),)),)
        return Document(number, "Luật Cổng", Source.OFFICIAL, articles, consolidates=consolidates)

    entries = collect([version("1/2020/QH-THU", "Cổng cũ.", None), version("2/VBHN-THU", "Cổng mới.", "1/2020/QH-THU")])
    assert [u.text for e in entries for u in e.units] == ["1. Cổng mới."]
    assert entries[0].document == "1/2020/QH-THU"


def test_collection_of_law_alone_answers_too() -> None:
    """Its confidence is fitted apart: a signal that it lacks must not silence every question."""
    units = [Unit(UnitKind.LAW, "1. Cổng nhà máy mở lúc sáu giờ sáng.", "1")]
    law = Entry("09/2020/TT-THU", "1", "Giờ mở cổng nhà máy", "Thông tư về cổng nhà máy", units)
    other = Entry("09/2020/TT-THU", "2", "Nước uống", "Thông tư về cổng nhà máy", [Unit(UnitKind.LAW, "Có nước uống.")])
    weights = Weights.load()
    result = Searcher(Catalog.build([law, other], weights.index), weights).search("cổng nhà máy mở lúc sáu giờ sáng")
    assert result.answered
    assert result.found[0].entry == 0
