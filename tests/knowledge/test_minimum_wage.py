""" "Lương tối thiểu ở phường X tỉnh Y": region and sums of the commune, before and after an imported appendix."""

from __future__ import annotations

import json
import random
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.commands.ask import ask
from knowledge.importing.importer import ImportOptions, import_paths
from knowledge.library import Library
from knowledge.minimum_wage import GENERAL_CARD, asks_minimum_wage
from knowledge.wage_regions import Commune, shipped

TODAY, LATER = date(2026, 11, 30), date(2027, 7, 1)
MONTH = {1: "5.310.000", 2: "4.730.000", 3: "4.140.000", 4: "3.700.000"}
HOUR = {1: "25.500", 2: "22.700", 3: "20.000", 4: "17.800"}
REGION = {1: "vùng I.", 2: "vùng II.", 3: "vùng III.", 4: "vùng IV."}
THIRTY = random.Random(13).sample(shipped().communes, 30)
ASKED = (
    "lương tối thiểu ở {commune} {province}",
    "{commune}, {province} thuộc vùng mấy ạ",
    "cty em ở {commune} {province} thì lương thấp nhất bao nhiêu",
)
# moves the thirty communes of the sample by a decree of our own: each one region up, those of region I to IV
MOVED = {(c.province, c.name): c.region - 1 or 4 for c in THIRTY}


def decree() -> str:
    """A decree with an appendix of rows that begins on 1 July 2027."""
    rows = [f"{n} | {c.name} | Vùng {roman(MOVED[c.province, c.name])}" for n, c in enumerate(THIRTY, 1)]
    listed = [line for c, row in zip(THIRTY, rows, strict=True) for line in (c.province, row)]
    return "\n".join(
        [
            "CHÍNH PHỦ", "Số: 9/2027/NĐ-CP", "Hà Nội, ngày 02 tháng 5 năm 2027", "NGHỊ ĐỊNH",
            "Đổi vùng lương tối thiểu của một số nơi", "Điều 1. Phạm vi", "Đổi vùng theo Phụ lục.",
            "Điều 2. Hiệu lực thi hành",
            "Nghị định này có hiệu lực thi hành từ ngày 01 tháng 7 năm 2027.", "Nơi nhận:", "TM. CHÍNH PHỦ",
            "PHỤ LỤC", "VÙNG LƯƠNG TỐI THIỂU CỦA MỘT SỐ NƠI",
            "(Ban hành kèm theo Nghị định số 9/2027/NĐ-CP)", *listed,
        ]
    )  # fmt: skip


def roman(region: int) -> str:
    return ("I", "II", "III", "IV")[region - 1]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("wages")


@pytest.fixture(scope="module")
def library(data: Path, one_book: None) -> Library:
    return Library.open(data)


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory, one_book: None) -> Library:
    folder = tmp_path_factory.mktemp("changed")
    (folder / "decree.txt").write_text(decree(), "utf-8")
    opened = Library.open(folder)
    reports = list(import_paths([folder / "decree.txt"], opened.store, ImportOptions(), lambda _: None))
    assert [r.document for r in reports] == ["9/2027/NĐ-CP", "9/2027/NĐ-CP (Phụ lục)"]
    opened.reload()
    return opened


def said(library: Library, question: str, day: date) -> str:
    card = library.answer(question, day).hits[0].card
    return card.answer.text if card else ""


def wrong(library: Library, day: date, region: dict[tuple[str, str], int]) -> list[str]:
    """Questions on the thirty communes whose answer lacks the name, the region or a sum."""
    failed = []
    for n, commune in enumerate(THIRTY):
        question = ASKED[n % len(ASKED)].format(commune=commune.name, province=commune.province)
        right = region.get((commune.province, commune.name), commune.region)
        text = said(library, question, day)
        if not all(part in text for part in (commune.name, REGION[right], MONTH[right], HOUR[right])):
            failed.append(f"{question} → {text}")
    return failed


def test_thirty_communes_before_and_after_an_imported_appendix(library: Library, changed: Library) -> None:
    assert wrong(library, TODAY, {}) == []
    assert wrong(changed, TODAY, {}) == []
    assert wrong(changed, LATER, MOVED) == []


def test_the_answer_rests_on_the_list_that_counts(library: Library, changed: Library) -> None:
    commune = THIRTY[0]
    (before,), (after,) = (each.minimum_wage(commune.name, commune.province, LATER) for each in (library, changed))
    assert before.listed_in.place == "293/2025/NĐ-CP:3:2"
    assert after.listed_in.document == "9/2027/NĐ-CP (Phụ lục)"
    assert changed.article(after.listed_in.document, after.listed_in.article, LATER)
    assert after.commune.region == MOVED[commune.province, commune.name]


def test_communes_that_no_later_list_names_stay_where_they_were(changed: Library) -> None:
    other = next(c for c in shipped().communes if c not in THIRTY)
    (wage,) = changed.minimum_wage(other.name, other.province, LATER)
    assert wage.commune == other


def test_a_name_of_several_provinces_names_all_and_asks_which(library: Library) -> None:
    card = library.answer("lương tối thiểu ở xã Hưng Đạo", TODAY).hits[0].card
    assert card
    same = [c for c in shipped().communes if c.name == "Xã Hưng Đạo"]
    assert len(same) > 1
    assert all(c.province.lower() in card.answer.text.lower() for c in same)
    assert "nào?" in card.steps[0].text
    assert len(library.minimum_wage("Xã Hưng Đạo", "", TODAY)) == len(same)


def test_only_questions_on_the_wage_itself_are_answered_so(library: Library) -> None:
    assert asks_minimum_wage("phường Láng thuộc vùng mấy")
    assert not asks_minimum_wage("phường Láng trả dưới lương tối thiểu bị phạt bao nhiêu")
    assert not asks_minimum_wage("nghỉ thai sản ở phường Láng")
    assert library.minimum_wage("Phường Không Có", "Tỉnh Gia Lai", TODAY) == ()


def test_the_law_behind_the_answer_is_shown(library: Library) -> None:
    assert library.card(GENERAL_CARD, TODAY)


def test_the_command_line_answers_too(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DANBIET_DATA", str(data))
    commune = Commune("Tỉnh Gia Lai", "Xã Gào", 3)
    question = f"lương tối thiểu ở {commune.name} {commune.province}"
    printed = CliRunner().invoke(ask, [question, "--as-of", TODAY.isoformat()])
    assert all(part in printed.stdout for part in ("Xã Gào", "4.140.000", "20.000", "khoản 1 Điều 3"))
    found = json.loads(CliRunner().invoke(ask, [question, "--json"]).stdout)
    assert "vùng III." in found["hits"][0]["card"]["answer"]["text"]
