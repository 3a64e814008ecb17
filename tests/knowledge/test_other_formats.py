"""Rich text, OpenDocument, Markdown and archives → the same plain lines."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from knowledge.formats import archive, kinds
from knowledge.formats.odt import lines_of_odt
from knowledge.formats.read import read_file
from knowledge.formats.rtf import lines_of_rtf
from knowledge.formats.text import lines_of_markdown
from knowledge.model import KnowledgeError
from tests.knowledge.texts import read_texts

LAW = (
    "Điều 1. Phạm vi\nVăn bản này quy định việc trồng cây trong vườn của những người làm vườn.\n"
    "Điều 2. Hiệu lực\nTừ mai."
)


def rtf(text: str) -> str:
    return "".join(c if c.isascii() else f"\\u{ord(c)}?" for c in text)


def write_rtf(path: Path, *paragraphs: str) -> Path:
    path.write_text("{\\rtf1\\ansi\\ansicpg1252\\deff0 " + "".join(f"\\pard {p}\\par\n" for p in paragraphs) + "}")
    return path


def test_rtf_with_tables_lists_links_pictures_and_deletions(tmp_path: Path) -> None:
    row = "\\trowd\\pard\\intbl Vùng I\\cell\\pard\\intbl 5\\par đồng\\cell\\row"
    link = '{\\field{\\*\\fldinst{HYPERLINK "http://x.example"}}{\\fldrslt{liên kết}}}'
    picture = "{\\pict\\pngblip " + "0123456789abcdef" * 4000 + "}{\\pict\\bin5 \\{{}}}"
    path = write_rtf(
        tmp_path / "law.rtf",
        *map(rtf, LAW.splitlines()),
        rtf("{\\listtext 1.\\tab}Tưới cây{\\deleted\\revauthdel1  héo} sáng."),
        rtf("{\\pntext a)\\tab}Xem " + link),
        picture + rtf("Sau ảnh."),
    )
    path.write_text(path.read_text().removesuffix("}") + rtf(row) + "}")
    lines = [" ".join(line.split()) for line in lines_of_rtf(path.read_bytes())]
    assert lines == [*LAW.splitlines(), "1. Tưới cây sáng.", "a) Xem liên kết", "Sau ảnh.", "Vùng I | 5 đồng"]
    assert [" ".join(line.split()) for line in read_texts(path)[0]] == lines
    assert read_texts(path.rename(tmp_path / "law.doc"))  # Word itself saves it under this name too


def test_a_rich_text_longer_than_any_law_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "law.rtf"
    path.write_text("{\\rtf1 " + "vườn cây " * 2_500_000 + "}")
    with pytest.raises(KnowledgeError, match="Không đọc được"):
        read_texts(path)


ODT = (
    '<office:document-content xmlns:office="o" xmlns:text="t" xmlns:table="tb" xmlns:style="s" xmlns:draw="d">'
    "<office:automatic-styles>"
    '<text:list-style style:name="L1"><text:list-level-style-number text:level="1" style:num-suffix="." '
    'style:num-format="1"/><text:list-level-style-number text:level="2" style:num-suffix=")" style:num-format="a"/>'
    '</text:list-style><text:list-style style:name="L2"><text:list-level-style-bullet text:level="1"/>'
    "</text:list-style>"
    "</office:automatic-styles><office:body><office:text>{}</office:text></office:body></office:document-content>"
)


def write_odt(path: Path, body: str) -> Path:
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        packed.writestr("content.xml", ODT.replace("{}", body))
    return path


def test_odt_with_changes_lists_and_tables(tmp_path: Path) -> None:
    def p(text: str) -> str:
        return f"<text:p>{text}</text:p>"

    def cell(*paragraphs: str) -> str:
        return f"<table:table-cell>{''.join(map(p, paragraphs))}</table:table-cell>"

    items = (
        f"<text:list-item>{p('Một')}<text:list><text:list-item>{p('nhỏ')}</text:list-item></text:list></text:list-item>"
    )
    body = (
        "<text:tracked-changes><text:changed-region><text:deletion>" + p("đã xóa") + "</text:deletion>"
        "</text:changed-region></text:tracked-changes>"
        + "".join(map(p, LAW.splitlines()))
        + p("Mức <text:span>năm<text:s text:c='2'/>trăm</text:span><text:note>chú thích</text:note> đồng.")
        + f'<text:list text:style-name="L1">{items}<text:list-item>{p("Hai")}</text:list-item></text:list>'
        + f'<text:list text:style-name="L2"><text:list-item>{p("gạch")}</text:list-item></text:list>'
        + f"<table:table><table:table-row>{cell('Vùng I')}{cell('5', 'đồng')}</table:table-row></table:table>"
        + f"<text:section>{p('Trong mục')}</text:section>"
    )
    path = write_odt(tmp_path / "law.odt", body)
    assert [" ".join(line.split()) for line in lines_of_odt(path.read_bytes())] == [
        *LAW.splitlines(),
        "Mức năm trăm đồng.",
        "1. Một",
        "a) nhỏ",
        "2. Hai",
        "- gạch",
        "Vùng I | 5 đồng",
        "Trong mục",
    ]
    assert read_texts(path)


@pytest.mark.parametrize("name", ["law.odt", "law.docx"])
def test_entities_of_entities_are_not_expanded(tmp_path: Path, name: str) -> None:
    laughs = "<!DOCTYPE x [<!ENTITY a 'ha ha ha '>" + "".join(
        f"<!ENTITY {b} '{f'&{a};' * 10}'>" for a, b in zip("abcdefghi", "bcdefghij", strict=True)
    )
    xml = laughs + "]><x>&j;</x>"
    with zipfile.ZipFile(tmp_path / name, "w") as packed:
        if name == "law.odt":
            packed.writestr("mimetype", "application/vnd.oasis.opendocument.text")
            packed.writestr("content.xml", xml)
        else:
            packed.writestr("[Content_Types].xml", xml)
            packed.writestr("word/document.xml", xml)
    with pytest.raises(KnowledgeError):
        read_texts(tmp_path / name)


def test_markdown_without_its_signs() -> None:
    source = (
        "# **LUẬT** _vườn_\n\n## Điều 1\\. Phạm vi\n\n**Điều 2.** Cây [xem](http://x.example)\n> 1\\. Trích\n---\n"
        "| Vùng | **Mức** |\n|:---|---:|\n| I | 5 * 2 |\n- gạch\n3 * 4 * 5 và ten_file_nay\n"
    )
    assert lines_of_markdown(source.encode()) == [
        "LUẬT _vườn_",
        "Điều 1. Phạm vi",
        "Điều 2. Cây xem",
        "1. Trích",
        "Vùng | Mức",
        "I | 5 * 2",
        "- gạch",
        "3 * 4 * 5 và ten_file_nay",
    ]


def write_zip(path: Path, members: dict[str, str]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, text in members.items():
            packed.writestr(name, text)
    return path


def test_an_archive_gives_every_document_in_it(tmp_path: Path) -> None:
    other = LAW.replace("vườn", "ruộng")
    members = {"a/law.txt": LAW, "b/ruộng.md": other, "anh.jpg": "x", "__MACOSX/law.txt": "x", "~$law.txt": "x"}
    path = write_zip(tmp_path / "laws.zip", members)
    assert [(r.member, list(r.texts)) for r in read_file(path)] == [
        ("law.txt", [LAW.splitlines()]),
        ("ruộng.md", [other.splitlines()]),
        ("anh.jpg", []),
    ]


def test_a_bad_member_of_an_archive_does_not_stop_the_others(tmp_path: Path) -> None:
    path = write_zip(tmp_path / "laws.zip", {"quet.pdf": "%PDF-1.7", "law.txt": LAW})
    bad, good = read_file(path)
    assert bad.member == "quet.pdf"
    assert "Không đọc được tệp pdf" in bad.error
    assert list(good.texts) == [LAW.splitlines()]


def test_a_damaged_member_of_an_archive_does_not_stop_the_others(tmp_path: Path) -> None:
    path = tmp_path / "laws.zip"
    with zipfile.ZipFile(path, "w") as packed:  # stored, so that a changed letter breaks the check sum alone
        packed.writestr("hong.txt", LAW.replace("vườn", "THAYCHU"))
        packed.writestr("law.txt", LAW)
    path.write_bytes(path.read_bytes().replace(b"THAYCHU", b"THAYCHo"))
    bad, good = read_file(path)
    assert (bad.member, "bị hỏng" in bad.error) == ("hong.txt", True)
    assert list(good.texts) == [LAW.splitlines()]


def test_archives_that_cannot_be_taken_say_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(KnowledgeError, match="không có văn bản nào"):
        read_texts(write_zip(tmp_path / "none.zip", {"anh.jpg": "x", "trong.zip": "PK"}))
    monkeypatch.setattr(archive, "MAX_DOCUMENTS", 1)
    with pytest.raises(KnowledgeError, match="chia thành nhiều tệp"):
        read_texts(write_zip(tmp_path / "many.zip", {"1.txt": LAW, "2.txt": LAW}))
    monkeypatch.setattr(kinds, "MAX_UNPACKED_BYTES", 1000)
    with pytest.raises(KnowledgeError, match="bung ra quá lớn"):
        read_texts(write_zip(tmp_path / "bomb.zip", {"1.txt": LAW * 100}))


def test_cells_of_a_page_that_span_rows_are_said_in_each(tmp_path: Path) -> None:
    rows = "<tr><td rowspan=2>Tỉnh A</td><td>Phường 1</td></tr><tr><td>Xã 2</td></tr><tr><td colspan=2>Hết</td></tr>"
    long = "<tr><td rowspan=3>" + "Vườn cây. " * 40 + "</td><td>1</td></tr><tr><td>2</td></tr><tr><td>3</td></tr>"
    law = "".join(f"<p>{line}</p>" for line in LAW.splitlines())
    page = f"<html><body><div>{law}<table>{rows}{long}</table></div></body></html>"
    (tmp_path / "law.html").write_text(page, "utf-8")
    (lines,) = read_texts(tmp_path / "law.html")
    assert lines[4:7] == ["Tỉnh A | Phường 1", "Tỉnh A | Xã 2", "Hết"]
    assert lines[8:] == ["| 2", "| 3"]
