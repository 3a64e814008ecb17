"""A small collection of invented law for search tests: four articles in two documents."""

from __future__ import annotations

from datetime import date

from knowledge.catalog import Catalog
from knowledge.collection import collect
from knowledge.model import Article, Clause, Document, Question, Source
from knowledge.search import Searcher
from knowledge.weights import Weights

MEALS = Article(
    "7",
    "Bữa ăn giữa ca",
    (
        Clause("1", "Nơi làm việc lo một bữa ăn giữa ca cho người làm từ sáu giờ trở lên."),
        Clause("2", "Thực đơn được dán ở cửa bếp trước bảy giờ sáng."),
    ),
    questions=tuple(
        map(Question, ("cơm ca dở quá thì kêu ai", "lam ca dem co duoc an com khong", "cty ko dán thực đơn có đúng ko"))
    ),
)
DOORS = Article(
    "8",
    "Lối đi và cửa thoát hiểm",
    (Clause("1", "Cửa thoát hiểm không được khóa trong ca làm việc."),),
    questions=tuple(map(Question, ("xưởng khóa cửa thoát hiểm lúc làm việc", "lối đi chất đầy hàng có bị phạt không"))),
)
SHUTTLE = Article(
    "3",
    "Xe đưa đón",
    (Clause("1", "Xe đưa đón chạy đúng giờ, có chỗ ngồi cho từng người."),),
    questions=tuple(map(Question, ("xe đưa rước hay trễ thì làm sao", "xe đón công nhân nhồi nhét quá số chỗ"))),
)
WORDS = Article("2", "Giải thích từ ngữ", (Clause("1", "Ca kíp là một lượt làm việc của một tổ."),))


def documents() -> list[Document]:
    """A decree in force and a circular that ended in 2024."""
    decree = Document(
        "01/2021/NĐ-THU",
        "Nghị định về bếp ăn và lối đi",
        Source.HANDBOOK,
        (WORDS, MEALS, DOORS),
        effective_on=date(2021, 2, 1),
    )
    circular = Document(
        "05/2019/TT-THU",
        "Thông tư về xe đưa đón",
        Source.HANDBOOK,
        (SHUTTLE,),
        effective_on=date(2019, 1, 1),
        expires_on=date(2024, 1, 1),
    )
    return [decree, circular]


def searcher() -> Searcher:
    """A search over the small collection with the shipped weights."""
    weights = Weights.load()
    return Searcher(Catalog.build(collect(documents()), weights.index), weights)
