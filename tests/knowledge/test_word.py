"""Word files whole: every word that Word shows, its own numbers, its tables; nothing that was deleted."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml

from knowledge.formats.docx import lines_of_docx
from knowledge.formats.rows import FORMULA
from tests.knowledge.texts import read_texts

CASES = Path(__file__).parents[3] / "shared" / "cases" / "import"
SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    ' xmlns:o="urn:schemas-microsoft-com:office:office"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)


def lines_of_body(inner: str, numbering: str = "") -> list[str]:
    """The lines of a document whose body is this XML (`w:` and the usual prefixes are declared)."""
    document = docx.Document()
    body = document.element.body
    for element in list(body):
        body.remove(element)
    for element in parse_xml(f"<w:body {SPACES}>{inner}</w:body>"):
        body.append(element)
    if numbering:
        lists = document.part.numbering_part.element
        for element in list(lists):
            lists.remove(element)
        for element in parse_xml(f"<w:numbering {SPACES}>{numbering}</w:numbering>"):
            lists.append(element)
    packed = BytesIO()
    document.save(packed)
    return lines_of_docx(packed.getvalue())


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(inner: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner if inner.startswith('<') else run(inner)}</w:p>"


@pytest.mark.parametrize(
    "container",
    [
        '<w:smartTag w:element="place">{}</w:smartTag>',
        '<w:ins w:id="1" w:author="a">{}</w:ins>',
        '<w:moveTo w:id="1" w:author="a">{}</w:moveTo>',
        "<w:sdt><w:sdtPr><w:alias w:val='x'/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>",
        '<w:fldSimple w:instr="DATE">{}</w:fldSimple>',
        '<w:hyperlink w:anchor="x">{}</w:hyperlink>',
        '<w:customXml w:element="x">{}</w:customXml>',
        '<w:smartTag w:element="a"><w:ins w:id="2" w:author="a"><w:hyperlink>{}</w:hyperlink></w:ins></w:smartTag>',
        '<w:dir w:val="ltr">{}</w:dir>',
    ],
)
def test_no_word_is_lost_inside_a_paragraph_or_around_one(container: str) -> None:
    inside = lines_of_body(paragraph(run("Mức ") + container.format(run("năm trăm")) + run(" đồng.")))
    assert inside == ["Mức năm trăm đồng."]
    if "fldSimple" not in container and "dir" not in container:
        around = lines_of_body(paragraph("Trước") + container.format(paragraph("Giữa")) + paragraph("Sau"))
        assert around == ["Trước", "Giữa", "Sau"]


def test_what_was_deleted_moved_away_or_hidden_is_not_read() -> None:
    gone = (
        '<w:del w:id="1" w:author="a"><w:r><w:delText>một </w:delText></w:r></w:del>'
        f'<w:moveFrom w:id="2" w:author="a">{run("hai ")}</w:moveFrom>'
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>ba </w:t></w:r>"
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'
    )
    assert lines_of_body(paragraph(run("Còn ") + gone + run("lại."))) == ["Còn lại."]
    joined = paragraph("Câu bị ", "<w:rPr><w:del w:id='3' w:author='a'/></w:rPr>") + paragraph("nối liền.")
    assert lines_of_body(joined) == ["Câu bị nối liền."]
    row = "<w:tr>{}<w:tc>" + paragraph("a") + "</w:tc><w:tc>" + paragraph("b") + "</w:tc></w:tr>"
    deleted = row.format("<w:trPr><w:del w:id='4' w:author='a'/></w:trPr>")
    assert lines_of_body(f"<w:tbl>{deleted}{row.format('')}</w:tbl>") == ["a | b"]


def test_text_boxes_are_read_once_and_breaks_end_lines() -> None:
    box = f"<w:txbxContent>{paragraph('Trong khung')}</w:txbxContent>"
    twice = (
        f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'>{box}</mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert lines_of_body(paragraph(run("Ngoài") + twice)) == ["Ngoài", "Trong khung"]
    assert lines_of_body(paragraph("<w:r><w:t>Một</w:t><w:br/><w:t>hai</w:t><w:noBreakHyphen/></w:r>")) == [
        "Một",
        "hai-",
    ]


def level(depth: int, form: str, text: str, start: int = 1) -> str:
    inner = f'<w:start w:val="{start}"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/>'
    return f'<w:lvl w:ilvl="{depth}">{inner}</w:lvl>'


def item(number: int, depth: int, text: str) -> str:
    return paragraph(text, f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>')


def test_a_list_that_starts_anew_below_its_first_level_counts_that_one_as_begun() -> None:
    starts = "".join(f'<w:lvlOverride w:ilvl="{i}"><w:startOverride w:val="1"/></w:lvlOverride>' for i in range(2))
    levels = level(0, "decimal", "%1.") + level(1, "decimal", "%1.%2.")
    numbering = (
        f'<w:abstractNum w:abstractNumId="5">{levels}</w:abstractNum>'
        f'<w:num w:numId="1"><w:abstractNumId w:val="5"/>{starts}</w:num>'
    )
    assert lines_of_body(item(1, 1, "Tưới.") + item(1, 1, "Bón."), numbering) == ["1.1. Tưới.", "1.2. Bón."]


def test_the_numbers_that_word_writes_itself_are_read() -> None:
    levels = level(0, "decimal", "Điều %1.") + level(1, "decimal", "%2.") + level(2, "lowerLetter", "%3)")
    numbering = (
        f'<w:abstractNum w:abstractNumId="5">{levels}</w:abstractNum>'
        f'<w:abstractNum w:abstractNumId="6">{level(0, "upperRoman", "%1.", 4)}{level(1, "bullet", "&#xF0B7;")}'
        "</w:abstractNum>"
        '<w:num w:numId="1"><w:abstractNumId w:val="5"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="6"/></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="5"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="9"/>'
        "</w:lvlOverride></w:num>"
    )
    body = "".join(
        [
            item(1, 0, "Phạm vi"),
            item(1, 1, "Trồng cây."),
            item(1, 1, "Tưới cây:"),
            item(1, 2, "sáng;"),
            item(1, 2, "chiều."),
            item(1, 0, "Hiệu lực"),
            item(1, 1, "Từ mai."),
            item(2, 0, "Việc"),
            item(2, 1, "gạch"),
            item(3, 0, "Mới"),
        ]
    )
    assert lines_of_body(body, numbering) == [
        "Điều 1. Phạm vi",
        "1. Trồng cây.",
        "2. Tưới cây:",
        "a) sáng;",
        "b) chiều.",
        "Điều 2. Hiệu lực",
        "1. Từ mai.",
        "IV. Việc",
        "- gạch",
        "Điều 9. Mới",
    ]


def test_each_row_of_a_table_is_a_line_and_inner_tables_are_lines_of_their_own() -> None:
    document = docx.Document()
    table = document.add_table(3, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Tỉnh A", "Phường 1\nPhường 2"
    table.cell(1, 1).text, table.cell(2, 0).text = "Phường 3", "Tỉnh B"
    table.cell(0, 0).merge(table.cell(1, 0))
    inner = table.cell(2, 1).add_table(1, 2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "trong", "bảng"
    packed = BytesIO()
    document.save(packed)
    assert lines_of_docx(packed.getvalue()) == [
        "Tỉnh A | Phường 1 Phường 2",
        "Tỉnh A | Phường 3",
        "Tỉnh B | ",
        "trong | bảng",
    ]


def test_articles_that_stand_in_cells_are_lines() -> None:
    document = docx.Document()
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Điều 1. Vườn\nTrồng cây.", "Article 1. Garden\nPlant trees."
    packed = BytesIO()
    document.save(packed)
    assert lines_of_docx(packed.getvalue())[:2] == ["Điều 1. Vườn", "Trồng cây."]


def test_formulas_are_written_out_or_pointed_to() -> None:
    above, below = ("<m:r><m:t>tiền lương</m:t></m:r>", "<m:r><m:t>26</m:t></m:r>")
    fraction = f"<m:oMath><m:f><m:num>{above}</m:num><m:den>{below}</m:den></m:f></m:oMath>"
    assert lines_of_body(paragraph(run("Một ngày = ") + fraction)) == ["Một ngày = (tiền lương) / 26"]
    embedded = '<w:r><w:object><o:OLEObject ProgID="Equation.3"/></w:object></w:r>'
    assert lines_of_body(paragraph(run("Mức = ") + embedded)) == [f"Mức = {FORMULA}"]
    picture = "<w:r><w:pict><v:shape><v:imagedata/></v:shape></w:pict></w:r>"
    after = lines_of_body(paragraph("Tính theo công thức sau:") + paragraph(picture) + paragraph("Trong đó"))
    assert after == ["Tính theo công thức sau:", FORMULA, "Trong đó"]
    assert lines_of_body(paragraph(picture) + paragraph(run("Con dấu ") + picture)) == ["Con dấu "]


@pytest.mark.skipif(not CASES.is_dir(), reason="no cases beside the project")
def test_the_case_with_containers_loses_no_word() -> None:
    (lines,) = read_texts(CASES / "11-containers.docx")
    text = "\n".join(lines)
    for word in ("NAM-SMART", "HAI-TRAM-INS", "KIEM-SOAT-SDT", "TRUONG-FLD", "Điều 3. Điều nằm trong ô nội dung"):
        assert word in text
