"""Handbook and cards beside the official texts of ../shared/legal: no strange number, no long run of their words."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from knowledge.handbook.bundled import read_bundled, read_topics
from knowledge.handbook.check import check_sources
from knowledge.importing.importer import ImportOptions, import_paths
from knowledge.model import Document
from knowledge.situations.check import check_cards
from knowledge.situations.reader import read_bundled_cards
from knowledge.store import KnowledgeStore

LEGAL = Path(__file__).parents[3] / "shared" / "legal"
TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def bundled() -> list[Document]:
    return read_bundled()


@pytest.fixture(scope="module")
def originals() -> list[Document]:
    if not LEGAL.is_dir():
        pytest.skip("không có ../shared/legal: không đối chiếu sổ tay với văn bản chính thức được")
    store = KnowledgeStore()
    folders = [folder for folder in sorted(LEGAL.iterdir()) if (folder / "meta.json").exists()]
    assert all(r.status != "refused" for r in import_paths(folders, store, ImportOptions(), lambda _: None))
    return store.load()


def test_numbers_and_words_of_the_bundled_handbook(bundled: list[Document], originals: list[Document]) -> None:
    assert check_sources(bundled, originals, TODAY) == []


def test_bundled_cards_are_held_to_the_official_texts(bundled: list[Document], originals: list[Document]) -> None:
    topics = {topic.id for topic in read_topics()}
    assert check_cards(read_bundled_cards(), [*bundled, *originals], topics, TODAY) == []
