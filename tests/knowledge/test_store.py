"""Documents in and out of knowledge.db."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from knowledge.model import Amendment, Article, Clause, Document, Point, Source, Trust
from knowledge.store import KnowledgeStore

GARDEN = Document(
    number="1/2030/NĐ-CP",
    title="Nghị định về vườn cây",
    source=Source.OFFICIAL,
    articles=(
        Article("1", "Phạm vi", (Clause(None, "Vườn cây."),), "Chương I", "Mục 1"),
        Article(
            "1a",
            "Tưới",
            (Clause("1", "Gồm:", (Point("a", "sáng;"), Point("đ", "chiều."))), Clause("2", "Hết.\nHết hẳn.")),
        ),
        Article("2", "", ()),
    ),
    kind="decree",
    issuer="Chính phủ",
    issued_on=date(2030, 1, 2),
    effective_on=date(2030, 3, 1),
    expires_on=date(2040, 1, 1),
    replaces=("9/2020/NĐ-CP", "8/2020/NĐ-CP"),
    amended_by=(
        Amendment("2/2031/NĐ-CP", date(2031, 1, 1), ("1", "1a"), "Bỏ “tưới”."),
        Amendment("3/2032/NĐ-CP", None),
    ),
    trust=Trust.LOW,
    note="Bản thử.",
    short="Nghị định 1/2030",
)
FOREST = Document("2/VBHN-VPQH (2033)", "Luật Rừng", Source.OFFICIAL, consolidates="5/2025/QH15")


@pytest.fixture
def store() -> Iterator[KnowledgeStore]:
    store = KnowledgeStore()
    yield store
    store.close()


def test_a_document_comes_back_as_it_was_saved(store: KnowledgeStore) -> None:
    store.save(GARDEN, "h1")
    store.save(FOREST, "h2")
    assert store.document(GARDEN.number) == GARDEN
    assert store.load() == [GARDEN, FOREST]


def test_documents_are_listed_without_articles(store: KnowledgeStore) -> None:
    store.save(GARDEN, "h1")
    assert store.documents() == [replace(GARDEN, articles=())]
    assert store.article_counts() == {GARDEN.number: 3}


def test_saving_again_replaces_everything(store: KnowledgeStore) -> None:
    store.save(GARDEN, "h1")
    shorter = replace(GARDEN, articles=GARDEN.articles[:1], amended_by=(), replaces=())
    store.save(shorter, "h2")
    assert store.load() == [shorter]
    assert store.content_hash(GARDEN.number) == "h2"


def test_a_failed_save_changes_nothing(store: KnowledgeStore) -> None:
    store.save(GARDEN, "h1")
    broken = replace(GARDEN, articles=(Article("1", "Hỏng", (Clause("1", None),)),))  # type: ignore[arg-type]
    with pytest.raises(Exception, match="NOT NULL"):
        store.save(broken, "h2")
    assert store.load() == [GARDEN]


def test_removing(store: KnowledgeStore) -> None:
    store.save(GARDEN, "h1")
    assert store.remove(GARDEN.number)
    assert not store.remove(GARDEN.number)
    assert store.load() == []
    assert store.document(GARDEN.number) is None


def test_removing_an_amending_document_takes_its_words_along(store: KnowledgeStore) -> None:
    store.save(GARDEN, "h1")
    store.save(Document("2/2031/NĐ-CP", "Nghị định sửa đổi", Source.OFFICIAL), "h2")
    store.remove("2/2031/NĐ-CP")
    assert store.documents()[0].amended_by[0] == Amendment("2/2031/NĐ-CP", date(2031, 1, 1), ("1", "1a"), "")


def test_fingerprint_changes_with_the_content_and_only_then(store: KnowledgeStore) -> None:
    empty = store.fingerprint()
    store.save(GARDEN, "h1")
    first = store.fingerprint()
    store.save(GARDEN, "h1")
    assert empty != first == store.fingerprint()
    store.save(replace(GARDEN, expires_on=None), "h1")
    assert store.fingerprint() not in {empty, first}
    store.remove(GARDEN.number)
    assert store.fingerprint() == empty


def test_a_file_is_kept_between_openings(tmp_path: Path) -> None:
    path = tmp_path / "new" / "knowledge.db"
    store = KnowledgeStore(path)
    store.save(GARDEN, "h1")
    store.close()
    again = KnowledgeStore(path)
    assert again.load() == [GARDEN]
    again.close()


def test_another_thread_may_read(store: KnowledgeStore) -> None:
    store.save(GARDEN, "h1")
    with ThreadPoolExecutor(1) as thread:
        assert thread.submit(store.document, GARDEN.number).result() == GARDEN
