"""What is said beside a text: dates, amendments, trust; and which version is shown on which day."""

from dataclasses import replace
from datetime import date

import pytest

from knowledge.answer import make_hit
from knowledge.model import Amendment, Article, Citation, Clause, Document, Hit, Note, NoteKind, Source, Trust

TODAY = date(2026, 11, 22)
GATE = Article("4", "Cổng", (Clause("1", "Cổng mở lúc sáu giờ."), Clause("2", "Có người trực.")))
LAW = Document(
    "7/2020/QH-THU", "Luật Cổng", Source.OFFICIAL, (GATE,), effective_on=date(2021, 1, 1), issued_on=date(2020, 6, 1)
)
PLAIN = replace(
    LAW,
    source=Source.HANDBOOK,
    articles=(Article("4", "Cổng", (Clause("1", "Sáu giờ cổng phải mở."), Clause("2", "Luôn có người trực."))),),
)


def hit(*versions: Document, as_of: date = TODAY, clause: str | None = None) -> Hit:
    found = make_hit(versions, Citation("7/2020/QH-THU", "4", clause), as_of)
    assert found is not None
    return found


def test_handbook_comes_before_the_official_text() -> None:
    assert [p.source for p in hit(LAW, PLAIN).passages] == [Source.HANDBOOK, Source.OFFICIAL]


def test_clause_that_matched_is_shown_in_every_text() -> None:
    shown = hit(PLAIN, LAW, clause="2")
    assert [p.clause and p.clause.text for p in shown.passages] == ["Luôn có người trực.", "Có người trực."]
    assert shown.citation.clause == "2"


def test_expired_document_says_so_with_its_date() -> None:
    ended = replace(LAW, expires_on=date(2025, 7, 1))
    shown = hit(ended)
    assert not shown.in_force
    assert shown.notes == (Note(NoteKind.EXPIRED, date(2025, 7, 1)),)
    assert hit(ended, as_of=date(2025, 6, 30)).in_force


def test_document_not_yet_in_force_says_so() -> None:
    shown = hit(LAW, as_of=date(2020, 12, 31))
    assert not shown.in_force
    assert shown.notes == (Note(NoteKind.NOT_YET_IN_FORCE, date(2021, 1, 1)),)


def test_amended_article_shows_the_amending_words() -> None:
    amended = replace(LAW, amended_by=(Amendment("9/2025/QH-THU", date(2025, 7, 1), ("4",), "Cổng mở lúc năm giờ."),))
    assert hit(amended).notes == (Note(NoteKind.AMENDED, amendments=amended.amended_by),)
    assert hit(amended, as_of=date(2025, 6, 30)).notes == ()


def test_amendment_of_another_article_is_not_mentioned() -> None:
    amended = replace(LAW, amended_by=(Amendment("9/2025/QH-THU", date(2025, 7, 1), ("5",), "…"),))
    assert hit(amended).notes == ()


def test_amendment_of_unknown_articles_is_mentioned_once() -> None:
    unknown = (Amendment("9/2025/QH-THU", date(2025, 7, 1)), Amendment("8/2025/QH-THU", None))
    assert hit(replace(LAW, amended_by=unknown)).notes == (Note(NoteKind.AMENDED_SOMEWHERE, amendments=unknown),)


def test_amendment_told_by_the_entry_is_not_told_twice() -> None:
    told = replace(PLAIN.articles[0], notes=("Đã sửa theo Luật 9/2025/QH-THU.",))
    plain = replace(PLAIN, articles=(told,), amended_by=(Amendment("9/2025/QH-THU", date(2025, 7, 1), ("4",)),))
    assert hit(plain).notes == (Note(NoteKind.BOOK, text="Đã sửa theo Luật 9/2025/QH-THU."),)


@pytest.mark.parametrize("as_of", [date(2026, 1, 1), date(2022, 1, 1)])
def test_consolidated_text_replaces_the_first_one_from_its_day(as_of: date) -> None:
    newer = Article("4", "Cổng", (Clause("1", "Cổng mở lúc năm giờ."),))
    merged = replace(
        LAW,
        number="3/VBHN-THU",
        consolidates="7/2020/QH-THU",
        articles=(newer,),
        amended_by=(Amendment("9/2025/QH-THU", date(2025, 7, 1), ("4",)),),
    )
    text = hit(LAW, merged, as_of=as_of).passages[0].article.full_text()
    assert ("năm giờ" in text) == (as_of.year == 2026)


def test_less_trusted_copy_says_so() -> None:
    assert hit(replace(LAW, trust=Trust.MEDIUM)).notes == (Note(NoteKind.UNCHECKED),)
    assert hit(replace(PLAIN, trust=Trust.HIGH), replace(LAW, trust=Trust.LOW)).trust is Trust.LOW


def test_missing_text_is_said() -> None:
    assert hit(replace(PLAIN, full_text_missing=True)).notes == (Note(NoteKind.TEXT_MISSING),)


def test_unknown_article_gives_no_hit() -> None:
    assert make_hit([LAW], Citation("7/2020/QH-THU", "99"), TODAY) is None
