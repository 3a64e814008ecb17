"""Files of every format → plain lines; what cannot be read is refused in one sentence."""

from __future__ import annotations

import zipfile
from pathlib import Path

import docx
import pytest
from fpdf import FPDF

from knowledge.formats import kinds
from knowledge.formats.marks import CODIFIED
from knowledge.model import KnowledgeError
from tests.knowledge.texts import read_texts
from tests.knowledge.word97 import word97

LAW = ["LUẬT VƯỜN CÂY", "Điều 1. Phạm vi", "Luật này nói về vườn cây. " * 10, "Điều 2. Hiệu lực", "Từ năm 2030."]


def lines(path: Path) -> list[str]:
    (text,) = read_texts(path)
    return [" ".join(line.split()) for line in text]


def wanted() -> list[str]:
    return [line.strip() for line in LAW]


def write_docx(path: Path) -> Path:
    document = docx.Document()
    for line in LAW:
        document.add_paragraph(line)
    document.save(str(path))
    return path


def test_docx_with_table_frame_and_footnote_marks(tmp_path: Path) -> None:
    document = docx.Document()
    for line in LAW:
        document.add_paragraph(line)
    marked = document.add_paragraph("Cây xanh")
    marked.add_run("12").font.superscript = True
    marked.add_run(" cao 3 m")
    marked.add_run("2").font.superscript = True
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Vùng I", "5\nđồng"
    document.add_table(1, 1).cell(0, 0).text = "Khung chữ"
    document.save(str(tmp_path / "law.docx"))
    assert lines(tmp_path / "law.docx") == [*wanted(), "Cây xanh cao 3 m2", "Vùng I | 5 đồng", "Khung chữ"]


def test_doc_of_word_97(tmp_path: Path) -> None:
    text = "\r".join(LAW) + "\rVùng I\x075 đồng\x07\x07\x13 HYPERLINK x\x14liên kết\x15\r"
    (tmp_path / "law.doc").write_bytes(word97(text))
    assert lines(tmp_path / "law.doc") == [*wanted(), "Vùng I | 5 đồng", "liên kết"]


@pytest.mark.parametrize(("encoding", "mark"), [("utf-8", ""), ("utf-8-sig", ""), ("utf-16", "")])
def test_text_in_the_encodings_that_windows_writes(tmp_path: Path, encoding: str, mark: str) -> None:
    (tmp_path / "law.txt").write_bytes("\r\n".join(LAW).encode(encoding))
    assert lines(tmp_path / "law.txt") == wanted()


def write_html(path: Path, law: str) -> Path:
    english = "<div class='content1'><p>Article 1. Scope</p><p>This law is about gardens.</p></div>"
    menu = "<div id='menu'><p>Trang chủ</p><script>var x = 'Điều 9. Không phải luật';</script></div>"
    page = f"<html><head><title>Luật</title></head><body>{menu}<div class='content1'>{law}</div>{english}</body></html>"
    path.write_text(page, encoding="utf-8")
    return path


def test_html_without_menus_scripts_and_the_second_language(tmp_path: Path) -> None:
    law = "".join(f"<p>{line}</p>" for line in LAW)
    assert lines(write_html(tmp_path / "law.html", law)) == wanted()


def test_html_words_split_across_spans_and_source_lines(tmp_path: Path) -> None:
    law = (
        "<p><b>Điều <span>1.</span></b> Ph<span>ạm</span> vi</p><p>Vườn\ncây xanh<sup>12</sup>.<br>Hết. "
        + "Cây. " * 60
        + "</p><p>Điều 2. Bảng</p><table><tr><td>Vùng <b>I</b></td><td>5 đồng</td></tr></table><!--VABWAF-->"
    )
    found = lines(write_html(tmp_path / "law.html", law))
    assert found[:2] == ["Điều 1. Phạm vi", "Vườn cây xanh."]
    assert found[-2:] == ["Điều 2. Bảng", "Vùng I | 5 đồng"]


def test_the_codified_export_holds_many_documents(tmp_path: Path) -> None:
    def article(heading: str, note: str, text: str) -> str:
        return (
            f"<p class='pDieu'><a name='1'></a>{heading}</p><p class='pGhiChu'>({note})</p>"
            f"<p class='pNoiDung'><p>{text}</p></p><p class='pChiDan'>(Xem Điều 1.2.LQ.9. Khác)</p>"
        )

    law = "Luật số 7/2030/QH17 Luật vườn cây ngày 10/11/2029 của Quốc hội, có hiệu lực thi hành kể từ ngày 01/07/2030"
    decree = "Nghị định số 8/2030/NĐ-CP, có hiệu lực thi hành kể từ ngày 15/08/2030"
    page = "<div><p class='pChuong'>Chương I</p>" + "".join(
        [
            article("Điều 1.2.LQ.1. Phạm vi", f"Điều 1 {law}", "Vườn cây. " * 20),
            article("Điều 1.2.NĐ.1.2. Tưới", f"Điều 2 {decree}", "1. Tưới sáng."),
            article("Điều 1.2.NĐ.1.1. Cây", f"Điều 1 {decree}", "1. Cây là cây."),
            article(
                "Điều 1.2.LQ.2. Hết", "Điều 2 Luật số 7/2030/QH17, có hiệu lực thi hành kể từ ngày 01/07/2030", "X."
            ),
        ]
    )
    (tmp_path / "topic.html").write_text(page + "</div>", encoding="utf-8")
    first, second = read_texts(tmp_path / "topic.html")
    assert first[:3] == [CODIFIED, "Số: 7/2030/QH17", "Hà Nội, ngày 10/11/2029"]
    assert first[3] == "Quốc hội ban hành Luật vườn cây."
    assert [line for line in first if line.startswith("Điều")] == ["Điều 1. Phạm vi", "Điều 2. Hết"]
    assert second[-4:] == ["Điều 1. Cây", "1. Cây là cây.", "Điều 2. Tưới", "1. Tưới sáng."]
    assert not any("Xem Điều" in line for text in (first, second) for line in text)


def write_pdf(path: Path, paragraphs: list[str]) -> Path:
    """A page like an official gazette's: a running head, indented paragraphs, hard wraps, a footnote."""
    pdf = FPDF(unit="pt", format="A4")
    pdf.set_font("Times", size=14)
    for _ in range(2):
        pdf.add_page()
        for paragraph in paragraphs:
            left, top = 87, pdf.get_y()
            words = paragraph.split()
            while words:
                line = ""
                while words and pdf.get_string_width(f"{line} {words[0]}") < 531 - left:
                    line = f"{line} {words.pop(0)}".strip()
                pdf.text(left, top + 14, line)
                left, top = 64, top + 20
            pdf.set_y(top)
        pdf.set_font_size(10)
        pdf.text(87, 800, "12 A note in small print at the foot of the page.")
        pdf.set_font_size(14)
    pdf.output(str(path))
    return path


def test_pdf_paragraphs_are_joined_and_footnotes_dropped(tmp_path: Path) -> None:
    long = "1. A clause that is so long that it cannot stand on a single line of the page and therefore goes on. " * 2
    path = write_pdf(tmp_path / "law.pdf", ["Heading one", long.strip(), "2. Short clause.", "3. Last."])
    assert lines(path) == ["Heading one", long.strip(), "2. Short clause.", "3. Last."] * 2


def test_pdf_tables_are_rows_of_cells(tmp_path: Path) -> None:
    pdf = FPDF(unit="pt", format="A4")
    pdf.set_font("Times", size=14)
    pdf.add_page()
    for page_line in range(12):
        pdf.text(
            87 if page_line % 2 else 64, 400 + 20 * page_line, "A line of plain text, long enough to be body text."
        )
    cells = [
        (90, 100, "Overtime"),
        (95, 120, "pay"),
        (180, 110, "="),
        (220, 100, "Hourly"),
        (220, 120, "wage"),
        (300, 110, "x 2"),
    ]
    for left, top, text in cells:
        pdf.text(left, top, text)
    pdf.output(str(tmp_path / "table.pdf"))
    assert lines(tmp_path / "table.pdf")[0] == "Overtime pay | = | Hourly wage | x 2"


def test_a_scanned_pdf_is_refused(tmp_path: Path) -> None:
    write_pdf(tmp_path / "scan.pdf", [])
    with pytest.raises(KnowledgeError, match="ảnh quét"):
        read_texts(tmp_path / "scan.pdf")


def bomb(path: Path) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("word/document.xml", "w") as member:
        for _ in range(30):
            member.write(bytes(kinds.MEGABYTE))
    return path


def test_a_zip_bomb_is_refused_before_it_unpacks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kinds, "MAX_UNPACKED_BYTES", 20 * kinds.MEGABYTE)
    with pytest.raises(KnowledgeError, match="bung ra quá lớn"):
        read_texts(bomb(tmp_path / "bomb.docx"))


def test_a_file_of_200_mb_is_refused_before_reading(tmp_path: Path) -> None:
    path = tmp_path / "big.pdf"
    with path.open("wb") as file:
        file.truncate(200 * kinds.MEGABYTE)
    with pytest.raises(KnowledgeError, match="200 MB"):
        read_texts(path)


def test_a_text_longer_than_any_law_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kinds, "MAX_TEXT_BYTES", 1000)
    (tmp_path / "law.txt").write_text("\n".join(LAW) * 5, "utf-8")
    with pytest.raises(KnowledgeError, match="tách lấy riêng"):
        read_texts(tmp_path / "law.txt")


def truncated(path: Path) -> bytes:
    return path.read_bytes()[:-200]


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("law.docx", b"", "Tệp rỗng"),
        ("law.txt", "Ngắn quá.".encode(), "hầu như không có chữ"),
        ("law.txt", "Ði«u 1. PhÕm vi ði«u chïnh, nói v« vß¶n cây. ".encode("cp1252") * 10, "UniKey"),
        ("law.docx", "\n".join(LAW).encode(), "đổi đuôi tệp thành .txt"),
        ("law", "\n".join(LAW).encode(), "đổi đuôi tệp thành .txt"),
        ("law.doc", b"{\\rtf1 abc", "hầu như không có chữ"),
        ("law.mht", b"MIME-Version: 1.0\nContent-Type: multipart/related", "lưu lại thành .docx"),
        ("law.doc", word97("\r".join(LAW), encrypted=True), "đặt mật khẩu"),
        ("law.doc", word97("\r".join(LAW))[:3000], "tệp hỏng"),
        ("law.pdf", b"%PDF-1.7\nnothing", "tệp hỏng"),
        ("law.docx", b"PK\x03\x04 nothing", "tải lại"),
        ("law.docx", bytes(range(256)) * 4, "không phải tệp văn bản"),
    ],
)
def test_bad_files_get_one_sentence_that_says_what_to_do(tmp_path: Path, name: str, data: bytes, words: str) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(KnowledgeError, match=words) as refused:
        read_texts(tmp_path / name)
    assert str(tmp_path) not in str(refused.value)


def test_a_truncated_docx_and_another_zip_are_refused(tmp_path: Path) -> None:
    whole = write_docx(tmp_path / "law.docx")
    whole.write_bytes(truncated(whole))
    with pytest.raises(KnowledgeError, match="tải chưa hết"):
        read_texts(whole)
    with zipfile.ZipFile(tmp_path / "other.docx", "w") as archive:
        archive.writestr("readme.txt", "x")
    with pytest.raises(KnowledgeError, match=r"đổi đuôi tệp thành \.zip"):
        read_texts(tmp_path / "other.docx")
