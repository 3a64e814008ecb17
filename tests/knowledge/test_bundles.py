"""Several documents in one file are imported one by one, each under its own number."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from knowledge.importing.importer import ImportOptions, import_paths
from knowledge.parsing.bundles import split_documents
from knowledge.store import KnowledgeStore

BASIS = "Căn cứ Luật Vườn cây số 1/2029/QH20;\nChính phủ ban hành Nghị định về vườn cây ở nơi làm việc.\n"
BODY = (
    "Điều 1. Cây\n1. Trồng cây ở nơi làm việc.\n2. Tưới cây ở nơi làm việc.\n"
    "Điều 2. Hiệu lực thi hành\nNghị định này có hiệu lực thi hành từ ngày 01 tháng 5 năm 2030.\n"
    "Thủ tướng chịu trách nhiệm thi hành Nghị định này.\nNơi nhận:\n- Lưu: VT.\nTM. CHÍNH PHỦ\nTHỦ TƯỚNG\n"
)


def decree(number: str) -> str:
    head = f"CHÍNH PHỦ\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: {number}\nHà Nội, ngày 2 tháng 3 năm 2030\nNGHỊ ĐỊNH\n"
    return head + BASIS + BODY


@pytest.fixture
def store() -> KnowledgeStore:
    return KnowledgeStore()


def test_two_documents_in_one_file_are_two(store: KnowledgeStore, tmp_path: Path) -> None:
    path = tmp_path / "hai.txt"
    path.write_text(decree("5/2030/NĐ-CP") + decree("6/2030/NĐ-CP"), "utf-8")
    reports = list(import_paths([path], store, ImportOptions(), lambda _: None))
    assert [(r.document, r.articles, r.whole) for r in reports] == [
        ("5/2030/NĐ-CP", ("1", "2"), True),
        ("6/2030/NĐ-CP", ("1", "2"), True),
    ]


def test_the_header_goes_with_its_document() -> None:
    first, second = split_documents((decree("5/2030/NĐ-CP") + decree("6/2030/NĐ-CP")).splitlines())
    assert first == decree("5/2030/NĐ-CP").splitlines()
    assert second == decree("6/2030/NĐ-CP").splitlines()


@pytest.mark.parametrize(
    "after",
    [
        "PHỤ LỤC\nSố: 7/2030/QĐ-UBND\nĐơn xin trồng cây\n",  # a form with a number and no document below it
        "Số: 1/VBHN-VPQH\nXÁC THỰC VĂN BẢN HỢP NHẤT\n",
        "Số: 5/2030/NĐ-CP\nCăn cứ Luật Vườn cây số 1/2029/QH20;\nĐiều 1. Cây\n",  # its own head once more
    ],
)
def test_other_numbers_begin_no_document(after: str) -> None:
    assert len(split_documents((decree("5/2030/NĐ-CP") + after).splitlines())) == 1


def test_an_archive_names_what_it_leaves_aside(store: KnowledgeStore, tmp_path: Path) -> None:
    path = tmp_path / "laws.zip"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("law.txt", decree("5/2030/NĐ-CP"))
        packed.writestr("bang-luong.xlsx", "x")
        packed.writestr("quet.pdf", "%PDF-1.7")
    reports = list(import_paths([path], store, ImportOptions(), lambda _: None))
    assert [(r.file.removeprefix(str(path)), r.status) for r in reports] == [
        (": law.txt", "imported"),
        (": quet.pdf", "refused"),
        (": bang-luong.xlsx", "skipped"),
    ]
