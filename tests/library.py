"""A small hand-written library for tests of the conversation and the channels.

Three articles of invented law.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.conversation.parts.words import fold
from knowledge.calculators.calculator import shipped_places
from knowledge.model import (
    Answer,
    Article,
    Audience,
    Card,
    Citation,
    Clause,
    Document,
    Hit,
    Note,
    NoteKind,
    Passage,
    Point,
    Source,
    Statement,
    Topic,
    Trust,
    WagePlace,
)

LONG = "Nơi làm việc phải giữ lối đi thông thoáng, đủ ánh sáng và có người trông coi suốt ca. "


def hit(
    document: str,
    number: str,
    title: str,
    clauses: tuple[Clause, ...],
    *,
    official: tuple[Clause, ...] = (),
    in_force: bool = True,
    notes: tuple[str, ...] = (),
) -> Hit:
    """A hit whose first clause answers."""
    passages = [Passage(Source.HANDBOOK, Article(number, title, clauses), clauses[0])]
    if official:
        passages.append(Passage(Source.OFFICIAL, Article(number, title, official), official[0]))
    return Hit(
        citation=Citation(document, number, clauses[0].number),
        title=title,
        document_title="Nghị định thử về bếp ăn và lối đi",
        passages=tuple(passages),
        in_force=in_force,
        effective_on=date(2021, 2, 1),
        expires_on=None if in_force else date(2024, 1, 1),
        trust=Trust.HIGH,
        notes=tuple(Note(NoteKind.BOOK, text=note) for note in notes),
        score=1.0,
    )


MEALS = hit(
    "01/2021/NĐ-THU",
    "7",
    "Bữa ăn giữa ca",
    (
        Clause("1", "Ca từ 6 giờ trở lên có một bữa ăn:", (Point("a", "Cơm nóng;"), Point("đ", "Nước uống."))),
        Clause("2", "Không ăn thì được nhận tiền."),
    ),
    official=(Clause("1", "Người làm ca dài được bố trí bữa ăn <giữa ca> & nước uống."),),
)
PATHS = hit("01/2021/NĐ-THU", "12a", "Lối đi trong xưởng", tuple(Clause(str(n), LONG * 3) for n in range(1, 12)))
OLD = hit(
    "09/2010/TT-THU",
    "3",
    "Mũ che nắng",
    (Clause(None, "Mỗi người một mũ."),),
    in_force=False,
    notes=("Đã có thông tư mới.",),
)
_BANS = (Clause(None, "Cấm:"), Clause("1", "Đánh người."), Clause("2", "Phạt tiền thay cho kỷ luật."))
BANS = replace(
    hit("01/2021/NĐ-THU", "9", "Điều cấm khi kỷ luật", _BANS),
    citation=Citation("01/2021/NĐ-THU", "9", "2"),
    passages=(Passage(Source.HANDBOOK, Article("9", "Điều cấm khi kỷ luật", _BANS), _BANS[2]),),
)
_CARD = Card(
    "không ăn ca có được tiền không",
    Statement("Được. Không ăn thì nhận tiền thay.", (Citation("01/2021/NĐ-THU", "7", "2"),)),
    (Statement("Nói với tổ trưởng."), Statement("Giữ phiếu ăn.", (Citation("01/2021/NĐ-THU", "12a", "1"),))),
    (Statement("Trừ khi ca dưới 6 giờ."),),
    questions=("không ăn ca thì sao",),
)
FINED = replace(MEALS, card=_CARD)
HITS = {h.citation.key: h for h in (MEALS, PATHS, OLD, BANS)}
WORDS = {
    "khong an": FINED,
    "bua an": MEALS,
    "giua ca": MEALS,
    "com": MEALS,
    "loi di": PATHS,
    "mu che nang": OLD,
    "ky luat": BANS,
}


class SmallLibrary:
    """Answers by a table of words."""

    def answer(
        self,
        question: str,
        as_of: date,
        topic: str | None = None,
        most: int = 10,
        reader: Audience | None = None,
        before: str = "",
    ) -> Answer:
        """The `most` first hits whose words stand in the question, in the table's order; one word is unclear."""
        alone = any(word in fold(question) for word in WORDS)
        folded = fold(question if alone else f"{before} {question}".strip())
        found = tuple(dict.fromkeys(h.citation.key for word, h in WORDS.items() if word in folded))
        hits = (FINED,) if "khong an" in folded else tuple(HITS[key] for key in found)
        unclear = bool(hits) and " " not in folded and topic is None
        near = ("safety",) if unclear or not hits else ()
        return Answer(question, folded, as_of, bool(hits), hits[:most], near, unclear)

    def marked_card(self, mark: str, as_of: date) -> Hit | None:
        """The one card of the table."""
        return FINED if FINED.card and FINED.card.mark == mark else None

    def wage_places(self, text: str, day: date) -> Sequence[WagePlace]:
        """By the lists that come with the program."""
        return shipped_places(text, day)

    def article(self, document: str, article: str, as_of: date, cited: Citation | None = None) -> Hit | None:
        """The article by its place."""
        return HITS.get(f"{document}:{article}")

    def topics(self) -> tuple[Topic, ...]:
        """Two topics, one inside the other."""
        return (Topic("safety", "An toàn", "benefit"), Topic("meals", "Bữa ăn", "benefit", parent="safety"))

    def topic_articles(self, topic_id: str, as_of: date) -> tuple[Hit, ...]:
        """The articles of a topic."""
        return {"safety": (PATHS, OLD), "meals": (MEALS,)}.get(topic_id, ())

    def documents(self) -> tuple[Document, ...]:
        """The documents, with their articles in plain words."""
        numbers = dict.fromkeys(h.citation.document for h in HITS.values())
        return tuple(
            Document(
                number,
                "Văn bản thử",
                Source.HANDBOOK,
                tuple(h.passages[0].article for h in HITS.values() if h.citation.document == number),
            )
            for number in numbers
        )

    def prepare(self) -> None:
        """Nothing changes here."""

    def reload(self) -> None:
        """Nothing changes here."""
