"""What was imported, and what the operator asks in own words, is found after a reload and not before."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from knowledge.library import Library
from knowledge.model import Article, Clause, Document, Source

TODAY = date(2026, 11, 22)
NUMBER = "99/2031/NĐ-CP"
TIED = "293/2025/NĐ-CP:5"  # the article that the operator's own question is tied to
IMPORTED = Document(
    NUMBER,
    "Nghị định về xe đưa đón công nhân",
    Source.OFFICIAL,
    (Article("1", "Xe đưa đón công nhân ca đêm", (Clause("1", "Công ty bố trí xe đưa đón công nhân tan ca đêm."),)),),
    effective_on=date(2025, 1, 1),
)


def keys(library: Library, question: str) -> list[str]:
    return [hit.citation.key for hit in library.answer(question, TODAY).hits]


def test_imported_text_and_own_question_are_found_after_reload(tmp_path: Path, one_book: None) -> None:
    library = Library.open(tmp_path)
    own = "phiếu zzgh và phiếu wwkq khác nhau chỗ nào"
    official = "công ty có phải bố trí xe đưa đón công nhân tan ca đêm không"
    assert keys(library, own)[:1] != [TIED]
    library.store.save(IMPORTED, "hash")
    library.questions.add([(own, TIED)])
    library.prepare()
    assert keys(library, own)[:1] != [TIED], "answers come from what was read before"
    library.reload()
    assert keys(library, official)[0] == f"{NUMBER}:1"
    assert keys(library, own)[0] == TIED
