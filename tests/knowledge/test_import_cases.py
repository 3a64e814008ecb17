"""The small files beside the project, each for a kind of file that offices hold: right number, articles, day, place."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from knowledge.citations import find_citation
from knowledge.importing.importer import ImportOptions, import_paths
from knowledge.model import Document, ImportReport
from knowledge.store import KnowledgeStore

CASES = Path(__file__).parents[3] / "shared" / "cases" / "import"

pytestmark = pytest.mark.skipif(not CASES.is_dir(), reason="no cases beside the project")


def take(*names: str) -> tuple[list[ImportReport], dict[str, Document]]:
    store = KnowledgeStore()
    reports = list(import_paths([CASES / name for name in names], store, ImportOptions(), lambda _: None))
    return reports, {d.number: d for d in store.load()}


def numbers(document: Document) -> list[str]:
    return [a.number for a in document.articles]


def series(count: int) -> list[str]:
    return [str(n) for n in range(1, count + 1)]


@pytest.mark.parametrize(
    ("name", "number", "articles"),
    [
        ("01-basis-amended.txt", "77/2026/TT-BNV", series(2)),
        ("02-stray-quote.txt", "901/2025/NĐ-CP", series(13)),
        ("03-number-1.txt", "29/2025/QĐ-TTg", series(2)),
        ("03-number-2.txt", "66.4/2025/NQ-CP", series(2)),
        ("03-number-3.txt", "604/QĐ-TTg", series(2)),
        ("04-heading-1.txt", "901/2025/NĐ-CP", series(4)),
        ("04-heading-2.txt", "901/2025/NĐ-CP", series(4)),
        ("04-heading-3.txt", "901/2025/NĐ-CP", series(4)),
        ("06-chapter-title.txt", "901/2025/NĐ-CP", series(4)),
        ("08-gap.txt", "901/2025/NĐ-CP", ["1", "19", "20"]),
        ("13-wrapped-reference.txt", "902/2025/NĐ-CP", series(3)),
    ],
)
def test_number_and_articles(name: str, number: str, articles: list[str]) -> None:
    _, documents = take(name)
    ((found, document),) = documents.items()
    assert found == number
    assert numbers(document) == articles


def test_an_ordinary_circular_leaves_the_decree_in_its_basis_alone() -> None:
    _, documents = take("01-basis-amended.txt")
    document = documents["77/2026/TT-BNV"]
    assert (document.consolidates, document.kind) == (None, "circular")


def test_a_decrees_article_is_its_own_and_not_the_model_contracts() -> None:
    _, documents = take("02-stray-quote.txt")
    texts = {a.number: a.full_text() for a in documents["901/2025/NĐ-CP"].articles}
    assert texts["5"].startswith("Nội dung chính thức của việc số 5")
    assert not any("Hai bên thỏa thuận" in a.full_text() for d in documents.values() for a in d.articles)


@pytest.mark.parametrize("name", ["03-number-1.txt", "03-number-2.txt", "03-number-3.txt"])
def test_numbers_of_every_kind_can_be_cited(name: str) -> None:
    _, documents = take(name)
    for typed in (str.lower, str):
        cited = find_citation(f"Điều 2 {typed(next(iter(documents)))}", documents.values())
        assert cited
        assert (cited.document, cited.article) == (next(iter(documents)), "2")


@pytest.mark.parametrize("name", ["05-in-force-1.txt", "05-in-force-2.txt", "05-in-force-3.txt"])
def test_the_day_in_force_is_derived_from_words(name: str) -> None:
    _, documents = take(name)
    assert documents["901/2025/NĐ-CP"].effective_on == date(2025, 3, 2)


def test_a_chapters_title_stays_with_its_articles() -> None:
    _, documents = take("06-chapter-title.txt")
    articles = documents["901/2025/NĐ-CP"].articles
    assert articles[1].clauses[-1].text == "Người sử dụng lao động."
    assert articles[2].chapter.startswith("Chương II QUYỀN CỦA NGƯỜI LAO ĐỘNG; NGHĨA VỤ")
    assert articles[3].chapter.endswith("TRONG LĨNH VỰC LAO ĐỘNG, BẢO HIỂM XÃ HỘI")


def test_a_decision_and_its_regulation_are_two_texts() -> None:
    reports, documents = take("07-attached-regulation.txt")
    decision, rules = documents["41/2025/QĐ-UBND"], documents["41/2025/QĐ-UBND (Quy chế)"]
    assert (numbers(decision), numbers(rules)) == (series(3), series(6))
    assert rules.attached_to == decision.number
    cited = find_citation("Điều 2 Quy chế ban hành kèm theo Quyết định 41/2025/QĐ-UBND", documents.values())
    assert cited
    assert (cited.document, cited.article) == (rules.number, "2")
    plain = find_citation("Điều 2 Quyết định 41/2025/QĐ-UBND", documents.values())
    assert plain
    assert plain.document == decision.number
    assert [r.document for r in reports] == [decision.number, rules.number]


def test_a_gap_is_named_and_never_called_whole() -> None:
    (report,), _ = take("08-gap.txt")
    assert report.holes == tuple(str(n) for n in range(2, 19))
    assert not report.whole


def test_a_reference_at_a_line_start_is_text() -> None:
    _, documents = take("13-wrapped-reference.txt")
    first = documents["902/2025/NĐ-CP"].articles[0]
    assert "theo Điều 2. của Luật mẫu" in first.full_text()


def test_importing_again_and_removing_keeps_the_pair_together() -> None:
    store = KnowledgeStore()
    paths = [CASES / "07-attached-regulation.txt"]
    list(import_paths(paths, store, ImportOptions(), lambda _: None))
    again = list(import_paths(paths, store, ImportOptions(), lambda _: None))
    assert [r.status for r in again] == ["unchanged", "unchanged"]
    assert store.remove("41/2025/QĐ-UBND")
    assert store.documents() == []
