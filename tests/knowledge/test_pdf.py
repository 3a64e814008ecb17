"""PDF files by geometry: tables end where they end, rows stay apart, and what is no text is pointed to."""

from __future__ import annotations

from pathlib import Path

import pytest
from fpdf import FPDF
from fpdf.enums import TableCellFillMode
from PIL import Image

from knowledge.formats import pdf as pdf_reader
from knowledge.formats.pdf import lines_of_pdf
from knowledge.formats.rows import FORMULA
from knowledge.model import KnowledgeError
from tests.knowledge.texts import read_texts

CASES = Path(__file__).parents[3] / "shared" / "cases" / "import"
FONT = Path(__file__).parents[2] / "bot" / "data" / "DejaVuSans-vi.ttf"
BEFORE = ["Điều 1. Mức tưới", "1. Mỗi vùng tưới như sau:"]
AFTER = [
    "2. Danh mục vườn ở cuối văn bản này, áp dụng cho mọi người làm vườn.",
    "3. Việc tưới theo nơi có vườn, xem kỹ.",
    "Điều 2. Hiệu lực",
    "Từ ngày mai.",
]


def new_page() -> FPDF:
    pdf = FPDF(unit="pt", format="A4")
    pdf.add_font("D", fname=str(FONT))
    pdf.set_font("D", size=12)
    pdf.set_margin(60)
    pdf.add_page()
    return pdf


def write(pdf: FPDF, lines: list[str]) -> None:
    for line in lines:
        pdf.multi_cell(0, 18, line, align="L", new_x="LMARGIN", new_y="NEXT")


def read(pdf: FPDF) -> list[str]:
    return lines_of_pdf(bytes(pdf.output()))


def test_what_was_written_last_stands_where_the_eye_sees_it() -> None:
    pdf = new_page()
    pdf.set_y(200)
    write(pdf, AFTER)
    pdf.set_y(60)
    write(pdf, ["Số: 5/2030/NĐ-CP", "Hà Nội, ngày 2 tháng 3 năm 2030"])
    assert read(pdf)[:2] == ["Số: 5/2030/NĐ-CP", "Hà Nội, ngày 2 tháng 3 năm 2030"]


@pytest.mark.parametrize("fill", [None, TableCellFillMode.ROWS])
def test_a_ruled_table_ends_where_its_rules_end(fill: TableCellFillMode | None) -> None:
    pdf = new_page()
    write(pdf, BEFORE)
    with pdf.table(
        width=470,
        line_height=16,
        cell_fill_color=230,
        cell_fill_mode=fill or TableCellFillMode.NONE,
        align="L",
        first_row_as_headings=False,
    ) as table:
        for cells in (("Vùng", "Mức tưới trong một ngày nắng của mùa khô, tính bằng lít", "Giờ"),
                      ("Vùng I", "5.310", "25"), ("Vùng II", "4.730", "22")):  # fmt: skip
            table.row(cells)
    write(pdf, AFTER)
    assert read(pdf) == [
        *BEFORE,
        "Vùng | Mức tưới trong một ngày nắng của mùa khô, tính bằng lít | Giờ",
        "Vùng I | 5.310 | 25",
        "Vùng II | 4.730 | 22",
        *AFTER,
    ]


def test_merged_cells_are_said_in_every_row_that_they_span() -> None:
    pdf = new_page()
    write(pdf, BEFORE)
    with pdf.table(width=470, line_height=16, align="L", first_row_as_headings=False) as table:
        row = table.row()
        row.cell("Tỉnh A", rowspan=2)
        row.cell("Phường 1")
        row.cell("Vùng I")
        table.row(("Xã 2", "Vùng II"))
        wide = table.row()
        wide.cell("Các nơi còn lại", colspan=2)
        wide.cell("Vùng IV")
    write(pdf, AFTER)
    assert read(pdf)[2:5] == ["Tỉnh A | Phường 1 | Vùng I", "Tỉnh A | Xã 2 | Vùng II", "Các nơi còn lại | Vùng IV"]
    assert read(pdf)[5:] == AFTER


def test_a_row_that_the_page_cuts_goes_on() -> None:
    pdf = new_page()
    write(pdf, BEFORE)
    for page, cells in enumerate([("1", "Tưới cây vào buổi"), ("", "sáng và buổi chiều."), ("2", "Nhổ cỏ.")]):
        if page == 1:
            pdf.add_page()
        top = 700 if page == 0 else 60 + 30 * page
        for left, width, text in ((60, 60, cells[0]), (120, 300, cells[1])):
            pdf.rect(left, top, width, 30)
            pdf.text(left + 5, top + 20, text)
    assert read(pdf)[2:] == ["1 | Tưới cây vào buổi sáng và buổi chiều.", "2 | Nhổ cỏ."]


def test_a_frame_around_text_is_no_table() -> None:
    pdf = new_page()
    pdf.rect(50, 50, 500, 300)
    write(pdf, BEFORE + AFTER)
    assert read(pdf) == BEFORE + AFTER


@pytest.mark.parametrize("left", [60, 100])
def test_a_table_without_rules_ends_at_the_next_provision(left: int) -> None:
    pdf = new_page()
    write(pdf, BEFORE)
    y = pdf.get_y() + 18
    for x, text in ((60, "Vùng"), (200, "Mức ngày"), (400, "Mức giờ")):
        pdf.text(x, y, text)
    for n, row in enumerate((("Vùng I", "5.310", "25"), ("Vùng II", "4.730", "22"))):
        for x, text in zip((60, 220, 420), row, strict=True):
            pdf.text(x, y + 18 * (n + 1), text)
    for n, line in enumerate(AFTER):
        pdf.text(left, y + 18 * (n + 3), line)
    assert read(pdf) == [*BEFORE, "Vùng | Mức ngày | Mức giờ", "Vùng I | 5.310 | 25", "Vùng II | 4.730 | 22", *AFTER]


def test_lines_without_indents_go_on_when_the_last_one_is_full() -> None:
    pdf = new_page()
    long = "1. Người làm vườn tưới cây mỗi sáng và mỗi chiều, nhổ cỏ, bắt sâu, bón phân và trồng thêm cây mới ở Hà Nội"
    lines = [f"{long}, Huế và những nơi khác mà mình có vườn.", "- Vùng I, gồm các phường.", "2. Tưới.", "Hết."]
    write(pdf, ["Điều 1. Việc", *lines])
    assert read(pdf) == ["Điều 1. Việc", *lines]


def test_a_picture_after_an_announced_formula_is_pointed_to() -> None:
    pdf = new_page()
    write(pdf, ["Điều 1. Tiền", "1. Tiền tưới được tính như sau:"])
    pdf.image(Image.new("RGB", (300, 60), "white"), x=100, y=pdf.get_y() + 4, w=300, h=60)
    pdf.set_y(pdf.get_y() + 80)
    write(pdf, ["Trong đó, tiền là đồng.", "2. Hết."])
    pdf.image(Image.new("RGB", (80, 80), "red"), x=300, y=pdf.get_y() + 4, w=80, h=80)  # a seal
    assert read(pdf) == [
        "Điều 1. Tiền",
        "1. Tiền tưới được tính như sau:",
        FORMULA,
        "Trong đó, tiền là đồng.",
        "2. Hết.",
    ]


def test_a_file_with_more_letters_than_any_law_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pdf = new_page()
    write(pdf, BEFORE + AFTER)
    pdf.output(str(tmp_path / "law.pdf"))
    monkeypatch.setattr(pdf_reader, "MAX_LETTERS", 50)
    with pytest.raises(KnowledgeError, match="quá nhiều trang"):
        read_texts(tmp_path / "law.pdf")


@pytest.mark.skipif(not CASES.is_dir(), reason="no cases beside the project")
def test_the_case_of_a_table_before_text() -> None:
    (lines,) = read_texts(CASES / "17-table-then-text.pdf")
    rows = [line for line in lines if " | " in line]
    assert [len(row.split(" | ")) for row in rows] == [3, 3, 3]
    assert rows[1:] == ["Vùng I | 5.310.000 | 25.500", "Vùng II | 4.730.000 | 22.700"]
    assert [line[:6] for line in lines if line.startswith("Điều")] == ["Điều 1", "Điều 2", "Điều 3"]
    assert lines[lines.index(rows[2]) + 1].startswith("2. Danh mục")


def test_footnotes_that_are_longer_than_the_text_are_no_text() -> None:
    pdf = new_page()
    write(pdf, ["Điều 1. Cây", "1. Trồng cây to;", "2. Tưới cây.", "Điều 2. Hoa", "1. Trồng hoa."])
    pdf.set_font("D", size=9)
    pdf.set_y(500)
    write(pdf, ["Khoản này được sửa đổi theo quy định tại văn bản khác, dài hơn cả lời của chính nó."] * 8)
    pdf.add_page()
    pdf.set_font("D", size=12)
    write(pdf, ["2. Tưới hoa."])
    assert not any("Khoản này" in line for line in read(pdf))
