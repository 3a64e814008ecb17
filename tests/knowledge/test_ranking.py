"""What orders cards and articles, and which clause answers."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from knowledge.audience import fit, readers
from knowledge.catalog import Catalog
from knowledge.centroids import letters
from knowledge.collection import Entry, Unit, UnitKind, collect
from knowledge.definitions import asked_for, share, terms_of
from knowledge.follow_up import search_after
from knowledge.model import Article, Audience, Card, Citation, Clause, Document, Question, Source, Statement
from knowledge.quantities import DEFERS, marks_of, sought
from knowledge.search import Searcher
from knowledge.weights import Weights
from tests.knowledge.small_collection import documents

CARD = Card(
    "thực đơn không dán",
    Statement("Phải dán. Thực đơn dán ở cửa bếp.", (Citation("01/2021/NĐ-THU", "7", "2"),)),
    questions=("bếp không ghi món ăn hôm nay", "không biết trưa nay ăn món gì", "bếp giấu thực đơn"),
)
LEAVE = Article(
    "9",
    "Nghỉ trông bếp",
    (
        Clause("1", "Người trông bếp được nghỉ 3 ngày mỗi quý."),
        Clause("2", "Nghỉ thì báo trước cho tổ trưởng bếp."),
        Clause("3", "Chính phủ quy định chi tiết việc nghỉ trông bếp."),
    ),
    questions=(Question("trông bếp mà bận việc nhà thì xin ai", ("2",)), Question("trông bếp có được nghỉ không")),
)


def search(*cards: Card, article: Article = LEAVE) -> Searcher:
    law = Document(
        "02/2022/NĐ-THU", "Nghị định về trông bếp", Source.HANDBOOK, (article,), effective_on=date(2022, 1, 1)
    )
    weights = Weights.load()
    held = [*documents(), law]
    return Searcher(Catalog.build(collect(held, cards=cards), weights.index), weights, held)


def first(searcher: Searcher, question: str) -> tuple[str, str | None]:
    found = searcher.search(question).found[0]
    return searcher.catalog.entries.name(found.entry), found.clause


def test_card_is_found_by_its_questions_and_stands_for_what_it_cites() -> None:
    searcher = search(CARD)
    assert first(searcher, "trưa nay không biết ăn món gì") == ("thực đơn không dán", "2")
    entry = searcher.search("bếp giấu thực đơn").found[0].entry
    assert searcher.catalog.entries.key(entry) == "01/2021/NĐ-THU:7"


@pytest.mark.parametrize(
    ("question", "clause"),
    [
        ("trông bếp được nghỉ mấy ngày", "1"),
        ("trông bếp bận việc nhà xin ai", "2"),
        ("nghỉ trông bếp báo trước cho ai", "2"),
    ],
)
def test_clause_that_answers(question: str, clause: str) -> None:
    assert first(search(), question) == ("02/2022/NĐ-THU:9", clause)


def test_clause_that_leaves_it_to_others_never_answers() -> None:
    assert first(search(), "chính phủ quy định chi tiết việc nghỉ trông bếp")[1] != "3"
    assert marks_of("3. Chính phủ quy định chi tiết điều này.") & DEFERS
    assert not marks_of("3. Chính phủ trả 5 ngày lương.") & DEFERS


@pytest.mark.parametrize(
    ("question", "text", "fits"),
    [
        ("được nghỉ mấy ngày", "Nghỉ 12 ngày làm việc.", True),
        ("nghi may ngay", "Nghỉ mười hai ngày.", True),
        ("trả bao nhiêu phần trăm", "Ít nhất 150%.", True),
        ("được bao nhiêu tiền", "Mức 5.310.000 đồng.", True),
        ("báo trước bao lâu", "Ít nhất 45 ngày.", True),
        ("được nghỉ mấy ngày", "Ít nhất 150%.", False),
        ("có được nghỉ không", "Nghỉ 12 ngày.", False),
    ],
)
def test_units_of_questions_and_clauses(question: str, text: str, fits: bool) -> None:
    units = (1 << 20) - 1
    assert bool(marks_of(text) & sought(question.split()) & units) is fits


def test_definition_is_the_clause_of_its_own_term() -> None:
    words = Entry(
        "1/1/X", "2", "Giải thích từ ngữ", "", [
            Unit(UnitKind.PLAIN, "Nghĩa của các từ:", None),
            Unit(UnitKind.PLAIN, "1. Người trông bếp: người giữ bếp.", "1"),
            Unit(UnitKind.PLAIN, "2. “Bếp chung” là bếp của nhiều người.", "2"),
        ],
    )  # fmt: skip
    assert terms_of(words) == [("nguoi trong bep", 1), ("bep chung", 2)]


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("người lao động là gì", "nguoi lao dong"),
        ("thế nào là quấy rối tình dục", "quay roi tinh duc"),
        ("khái niệm người sử dụng lao động", "nguoi su dung lao dong"),
        ("đình công được hiểu như thế nào", "dinh cong"),
        ("nghỉ phép năm được mấy ngày", ""),
    ],
)
def test_what_a_question_wants_explained(question: str, asked: str) -> None:
    assert asked_for(question.split()) == asked


def test_term_must_be_most_of_what_is_asked() -> None:
    assert share("dinh cong", "dinh cong") == 1
    assert share("luong", "muc luong toi thieu vung") == 0


def test_readers_are_seen_by_their_words() -> None:
    assert readers(["giáo", "viên", "trường", "công"]) == {Audience.PUBLIC_UNIT}
    assert Audience.PRIVATE not in readers(["công", "ty", "nhà", "nước", "có", "phải", "công", "khai"])
    assert readers(["nghỉ", "phép", "mấy", "ngày"]) == set()


def test_how_an_entry_fits_who_asks() -> None:
    state = frozenset({Audience.STATE})
    assert fit(state, frozenset({Audience.STATE})) == (1.0, 0.0, 0.0)
    assert fit(state, frozenset({Audience.PRIVATE})) == (0.0, 1.0, 0.0)
    assert fit(state, frozenset()) == (0.0, 0.0, 1.0)
    assert fit(frozenset(), state) == (0.0, 0.0, 0.0)


def test_letters_do_not_depend_on_diacritics() -> None:
    assert np.array_equal(letters(["nghỉ", "ốm"]), letters(["nghi", "om"]))


def test_follow_up_keeps_the_subject_of_the_question_before() -> None:
    searcher = search()
    found = search_after(searcher, "trông bếp được nghỉ mấy ngày", "thế báo trước cho ai").found[0]
    assert searcher.catalog.entries.key(found.entry) == "02/2022/NĐ-THU:9"


def test_follow_up_leaves_the_subject_when_it_names_another() -> None:
    searcher = search()
    found = search_after(searcher, "trông bếp được nghỉ mấy ngày", "còn cửa thoát hiểm bị khóa").found[0]
    assert searcher.catalog.entries.key(found.entry) == "01/2021/NĐ-THU:8"
