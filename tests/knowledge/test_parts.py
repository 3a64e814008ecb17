"""A text that a gazette prints in two issues becomes one document, whichever part is imported first."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.importing.importer import ImportOptions, import_paths
from knowledge.model import Extent, ImportReport
from knowledge.store import KnowledgeStore

HEAD = "CHÍNH PHỦ\nSố: 5/2030/NĐ-CP\nHà Nội, ngày 2 tháng 3 năm 2030\nChính phủ ban hành Nghị định về vườn cây.\n"
FIRST = HEAD + "".join(f"Điều {n}. Cây thứ {n}\nTrồng cây ở nơi làm việc.\n" for n in (1, 2, 3))
FIRST += "(Xem tiếp Công báo số 8)\n"
SECOND = (
    "Nghị định số 5/2030/NĐ-CP ngày 2 tháng 3 năm 2030 về vườn cây\n(Tiếp theo Công báo số 7)\n"
    "Điều 4. Hoa\nHoa nở ở nơi làm việc.\nĐiều 5. Hiệu lực thi hành\n"
    "1. Nghị định này có hiệu lực thi hành từ ngày 01 tháng 5 năm 2030.\n"
    "2. Các Bộ trưởng chịu trách nhiệm thi hành Nghị định này.\nNơi nhận:\n"
)


@pytest.mark.parametrize("order", [(FIRST, SECOND), (SECOND, FIRST)])
def test_the_parts_of_two_issues_become_one_document(tmp_path: Path, order: tuple[str, str]) -> None:
    store = KnowledgeStore()
    reports: list[ImportReport] = []
    for place, text in enumerate(order):
        path = tmp_path / f"{place}.txt"
        path.write_text(text, "utf-8")
        reports += import_paths([path], store, ImportOptions(), lambda _: None)
    assert [r.document for r in reports] == ["5/2030/NĐ-CP"] * 2
    assert reports[0].extent == Extent.PARTIAL
    assert (reports[1].status, reports[1].extent) == ("replaced", Extent.UNCLEAR)
    assert "Đã nối hai phần của văn bản, từ Điều 4: nay có Điều 1 đến Điều 5" in reports[1].warnings[0]
    document = store.document("5/2030/NĐ-CP")
    assert document
    assert [a.number for a in document.articles] == ["1", "2", "3", "4", "5"]
    assert document.effective_on


def test_a_part_that_leaves_a_gap_is_not_joined(tmp_path: Path) -> None:
    store = KnowledgeStore()
    for name, text in (("a", FIRST), ("b", SECOND.replace("Điều 5.", "Điều 6.").replace("Điều 4.", "Điều 5."))):
        (tmp_path / f"{name}.txt").write_text(text, "utf-8")
    list(import_paths([tmp_path / "a.txt"], store, ImportOptions(), lambda _: None))
    (report,) = import_paths([tmp_path / "b.txt"], store, ImportOptions(), lambda _: None)
    assert report.status == "kept"
    assert "Tệp có Điều 5, 6 mà kho chưa có" in " ".join(report.warnings)
    document = store.document("5/2030/NĐ-CP")
    assert document
    assert [a.number for a in document.articles] == ["1", "2", "3"]
