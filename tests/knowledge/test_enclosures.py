"""What a text says came with it, and whether the file holds that."""

from __future__ import annotations

import pytest

from knowledge.importing.enclosures import missing_enclosures
from knowledge.parsing.reading import read_document

HEAD = "CHÍNH PHỦ\nSố: 5/2030/NĐ-CP\nChính phủ ban hành Nghị định về cây.\nĐiều 1. Cây\n"
END = "Điều 2. Hiệu lực thi hành\nNghị định này có hiệu lực thi hành từ ngày 01 tháng 5 năm 2030.\nNơi nhận:\n"


def missing(sentence: str, after: str = "") -> str:
    return missing_enclosures(read_document((HEAD + sentence + "\n" + END + after).splitlines())[1])


@pytest.mark.parametrize(
    ("sentence", "after", "named"),
    [
        ("Cây theo Phụ lục ban hành kèm theo Nghị định này.", "", "Phụ lục"),
        ("Mẫu số 01 Phụ lục II ban hành kèm theo Nghị định này.", "", "Phụ lục II"),
        ("Đơn theo Mẫu số 03 ban hành kèm theo Nghị định này.", "", "Mẫu số 03"),
        ("Ban hành kèm theo Nghị định này Quy chế trồng cây.", "", "Quy chế"),
        ("Phụ lục I và Phụ lục II kèm theo Nghị định này.", "PHỤ LỤC I\nCây to | 3\n", "Phụ lục II"),
    ],
)
def test_what_is_not_in_the_file_is_named(sentence: str, after: str, named: str) -> None:
    assert f"Thiếu {named} kèm theo" in missing(sentence, after)


@pytest.mark.parametrize(
    ("sentence", "after"),
    [
        ("Cây to và cây nhỏ.", ""),
        ("Phụ lục I ban hành kèm theo Nghị định số 1/2020/NĐ-CP.", ""),
        ("Phụ lục II ban hành kèm theo Nghị định này.", "PHỤ LỤC II\nCây to | 3\n"),
        ("Đơn theo Mẫu số 03 ban hành kèm theo Nghị định này.", "Mẫu số 03\nĐƠN\n"),
        ("Số liệu theo biểu mẫu số 1 ban hành kèm theo Nghị định này.", "Biểu mẫu số 1\n"),
        ("Cây theo Phụ lục 2 ban hành kèm theo Nghị định này.", "Phụ lục II\nCây to | 3\n"),
    ],
)
def test_nothing_is_missing(sentence: str, after: str) -> None:
    assert missing(sentence, after) == ""
