"""The real files beside the project, where they are at hand: every readable one whole, the scan refused."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest

from knowledge.importing.importer import ImportOptions, import_paths
from knowledge.model import Document, Extent, KnowledgeError
from knowledge.parsing.metadata import read_metadata
from knowledge.parsing.parse import ParsedText, parse_articles
from knowledge.store import KnowledgeStore
from tests.knowledge.texts import read_texts

LEGAL = Path(__file__).parents[3] / "shared" / "legal"
SAMPLES = LEGAL / "raw_samples"

pytestmark = pytest.mark.skipif(not SAMPLES.is_dir(), reason="no official texts beside the project")


@cache
def read(name: str) -> list[tuple[Document, ParsedText]]:
    (path,) = SAMPLES.glob(name)
    parsed = [parse_articles(text) for text in read_texts(path)]
    return [(read_metadata(p), p) for p in parsed]


@pytest.mark.parametrize(
    ("name", "number", "count", "lettered"),
    [
        ("Luat-Thuc-hien*.html", "10/2022/QH15", 91, []),
        ("*97-2025-QH15.docx", "97/2025/QH15", 5, []),
        ("ND_QHLD_2021.docx", "145/2020/NĐ-CP", 115, []),
        ("luat-lao-dong.txt", "45/2019/QH14", 220, []),
        ("nghi-dinh-so-145*.pdf", "145/2020/NĐ-CP", 101, []),
        ("van-ban-hop-nhat*.pdf", "40/VBHN-VPQH (2026)", 52, ["7a", "7b", "7c", "48a", "48b"]),
        ("45_2019_QH14*.doc", "45/2019/QH14", 220, []),
    ],
)
def test_every_readable_sample_has_all_its_articles(name: str, number: str, count: int, lettered: list[str]) -> None:
    ((document, parsed),) = read(name)
    numbers = [a.number for a in document.articles]
    assert document.number == number
    assert [n for n in numbers if n.isdigit()] == [str(n) for n in range(1, count + 1)]
    assert [n for n in numbers if not n.isdigit()] == lettered
    assert parsed.holes == ()


def test_the_codified_export_holds_many_documents() -> None:
    found = {document.number: len(document.articles) for document, _ in read("phapdien*.html")}
    assert {n: found[n] for n in ("10/2022/QH15", "59/2023/NĐ-CP", "61/2023/NĐ-CP")} == {
        "10/2022/QH15": 91,
        "59/2023/NĐ-CP": 31,
        "61/2023/NĐ-CP": 25,
    }
    assert len(found) == 16


def test_the_scan_is_refused() -> None:
    with pytest.raises(KnowledgeError, match="ảnh quét"):
        read("06-bct*")


@pytest.mark.parametrize(
    ("name", "folder", "different"),
    [
        ("45_2019_QH14*.doc", "45-2019-QH14", 0),
        ("Luat-Thuc-hien*.html", "10-2022-QH15", 1),
        ("ND_QHLD_2021.docx", "145-2020-ND-CP", 5),  # the checked text lost "Nam" of "Việt Nam" in a smart tag
        ("nghi-dinh-so-145*.pdf", "145-2020-ND-CP", 6),
        ("van-ban-hop-nhat*.pdf", "25-2008-QH12_VBHN", 0),
    ],
)
def test_articles_have_the_words_of_the_checked_text(name: str, folder: str, different: int) -> None:
    checked = {
        a.number: a for a in parse_articles((LEGAL / folder / "text.txt").read_text("utf-8").splitlines()).articles
    }
    document = read(name)[0][0]
    changed = [a.number for a in document.articles if a.full_text().split() != checked[a.number].full_text().split()]
    assert len(changed) <= different, changed


# excerpts, texts of low trust, and two in which a chapter's or a point's number is lost
PARTIAL = {
    "113-2025-QH15", "128-2025-ND-CP", "129-2025-ND-CP", "135-2020-ND-CP_PL", "145-2020-ND-CP_SUA-DOI",
    "22-2025-KH-TLD", "2399-2024-QD-TLD_DIEU-LE", "283-2026-ND-CP", "293-2025-ND-CP_PL", "38-2024-HD-TLD",
    "61-2025-QD-TLD", "933-2024-QD-TLD", "176-2025-ND-CP", "155-2026-ND-CP",
}  # fmt: skip


def test_folders_import_with_all_their_articles_and_excerpts_are_called_so() -> None:
    folders = sorted(path.parent for path in LEGAL.glob("*/meta.json"))
    reports = list(import_paths(folders, KnowledgeStore(), ImportOptions(), lambda _: None))
    assert [r.file for r in reports if r.status not in {"imported"}] == []
    assert {Path(r.file).name for r in reports if not (r.whole or r.extent is Extent.WITHOUT_ENCLOSURES)} <= PARTIAL
    for report in reports:
        meta = json.loads((Path(report.file) / "meta.json").read_text("utf-8"))
        if Path(report.file).name not in PARTIAL and "(Phụ lục)" not in str(report.document):
            assert sum(n.isdigit() for n in report.articles) == meta["so_dieu"], report.file
