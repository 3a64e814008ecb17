"""An imported list of wage regions: prose or rows, read into the communes that the dialogue asks for."""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path

import pytest

from knowledge.model import Article, Clause, Document, Source
from knowledge.region_appendix import read_regions, region_list
from knowledge.wage_regions import Commune, RegionList, WageRegions, shipped

APPENDIX = Path(__file__).parents[3] / "shared" / "legal" / "293-2025-ND-CP_PL" / "text.txt"
DAY = date(2031, 1, 1)
BLIND = tuple(Commune(c.province, c.name, 0) for c in shipped().communes)  # names without regions


def prose() -> list[str]:
    """A list of our own: two provinces, a list broken at a line's end, spellings that differ, what is left."""
    wards = [c.name.removeprefix("Phường ") for c in BLIND if c.province == "Thành phố Hà Nội" and "Phường" in c.name]
    lines = ["DANH MỤC", "1. Thành phố Hà Nội", f"- Vùng II, gồm các phường {', '.join(wards[:35])}, Yên"]
    return [
        *lines,
        "Hoà và các xã Thanh Trì, Đại Thanh.",
        "- Vùng III, gồm các xã, phường còn lại.",
        "2. Tỉnh Thái Nguyên",
        "- Vùng III, gồm xã Văn Lăng.",
        "- Vùng IV, gồm các xã, phường còn lại.",
    ]


def regions(lines: list[str]) -> dict[tuple[str, str], int]:
    return {(c.province, c.name): c.region for c in read_regions(lines, BLIND)}


def test_prose_names_communes_and_what_is_left() -> None:
    found = regions(prose())
    hanoi, thai_nguyen = "Thành phố Hà Nội", "Tỉnh Thái Nguyên"
    assert (found[hanoi, "Phường Hoàn Kiếm"], found[hanoi, "Xã Thanh Trì"], found[hanoi, "Xã Sóc Sơn"]) == (2, 2, 3)
    assert (found[thai_nguyen, "Xã Văn Lăng"], found[thai_nguyen, "Xã Văn Lang"]) == (3, 4)
    assert {province for province, _ in found} == {hanoi, thai_nguyen}


def test_rows_of_a_table_are_read_and_a_mere_mention_is_no_list() -> None:
    wards = [c for c in BLIND if c.province == "Tỉnh Đồng Nai"][:40]
    rows = ["Tỉnh Đồng Nai | ", *(f"{n} | {c.name} | Vùng II" for n, c in enumerate(wards, 1))]
    assert set(regions(rows).values()) == {2}
    assert len(regions(rows)) == 40
    assert regions(["1. Tỉnh Đồng Nai", "- Vùng II, gồm các phường Biên Hòa, Trấn Biên."]) == {}


def test_an_imported_document_becomes_a_dated_list() -> None:
    article = Article("1", "Danh mục", (Clause(None, "\n".join(prose())),))
    document = Document(
        "8/2030/NĐ-CP", "Nghị định lương tối thiểu", Source.OFFICIAL, articles=(article,), effective_on=DAY
    )
    known = RegionList(date(2026, 1, 1), "x", BLIND)
    found = region_list(document, known)
    assert found is not None
    assert (found.begins_on, found.source) == (DAY, "8/2030/NĐ-CP")
    (ward,) = WageRegions([shipped(), found]).find("lương tối thiểu ở phường Hoàn Kiếm Hà Nội", DAY)
    assert ward.region == 2


@pytest.mark.skipif(not APPENDIX.is_file(), reason="no official texts beside the project")
def test_the_official_appendix_gives_every_commune_its_region() -> None:
    found = regions(APPENDIX.read_text("utf-8").splitlines())
    wrong = [c for c in shipped().communes if found.get((c.province, c.name)) != c.region]
    assert wrong == []  # two names that the decree misprints among them
    thirty = random.Random(30).sample(shipped().communes, 30)
    lists = WageRegions(
        [RegionList(DAY, "293/2025/NĐ-CP", read_regions(APPENDIX.read_text("utf-8").splitlines(), BLIND))]
    )
    for commune in thirty:
        (answer,) = lists.find(f"lương tối thiểu ở {commune.name} {commune.province}", DAY)
        assert answer == commune


def test_a_name_of_several_provinces_asks_which() -> None:
    several = WageRegions([shipped()]).find("lương tối thiểu ở xã Hưng Đạo", date(2026, 6, 1))
    assert len({commune.province for commune in several}) > 1
