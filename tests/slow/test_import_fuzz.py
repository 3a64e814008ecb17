"""Damaged files of every format: no traceback, no half import, bounded memory and time.

A tenth of the 2,000 files of each format by default; all of them with DANBIET_FULL=1. The seed is fixed.
"""

from __future__ import annotations

import os
import random
import resource
import time
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import docx
import pytest
from fpdf import FPDF

from knowledge.importing.importer import ImportOptions, import_paths
from knowledge.store import KnowledgeStore
from tests.knowledge.word97 import word97

FILES = 2000 if os.environ.get("DANBIET_FULL") else 200
MOST_SECONDS, MOST_MEGABYTES = 30, 500
FONT = Path(__file__).parents[2] / "bot" / "data" / "DejaVuSans-vi.ttf"
LAW = [
    "CHÍNH PHỦ",
    "Số: 8/2030/NĐ-CP",
    "Hà Nội, ngày 02 tháng 3 năm 2030",
    "NGHỊ ĐỊNH",
    "Quy định việc trồng cây trong vườn",
    "Điều 1. Phạm vi",
    "1. Văn bản này nói về việc trồng cây của những người làm vườn, theo bảng sau:",
    "2. Không nói về ruộng.",
    "Điều 2. Hiệu lực thi hành",
    "Nghị định này có hiệu lực thi hành kể từ ngày 01 tháng 5 năm 2030.",
]
ROWS = [("Vùng", "Mức tưới"), ("Vùng I", "5.310"), ("Vùng II", "4.730")]


def as_docx() -> bytes:
    document = docx.Document()
    for line in LAW:
        document.add_paragraph(line)
    table = document.add_table(3, 2)
    for n, row in enumerate(ROWS):
        table.cell(n, 0).text, table.cell(n, 1).text = row
    packed = BytesIO()
    document.save(packed)
    return packed.getvalue()


def as_pdf() -> bytes:
    pdf = FPDF(unit="pt", format="A4")
    pdf.set_compression(False)
    pdf.add_font("D", fname=str(FONT))
    pdf.set_font("D", size=12)
    pdf.add_page()
    for line in LAW:
        pdf.multi_cell(0, 18, line, new_x="LMARGIN", new_y="NEXT")
    with pdf.table(first_row_as_headings=False) as table:
        for row in ROWS:
            table.row(row)
    return bytes(pdf.output())


def as_html() -> bytes:
    rows = "".join(f"<tr><td rowspan=2>{a}</td><td colspan='2'>{b}</td></tr>" for a, b in ROWS)
    text = "".join(f"<p>{line}</p>" for line in LAW)
    return f"<html><head><meta charset=utf-8></head><body><div>{text}<table>{rows}</table></div></body></html>".encode()


def as_phapdien() -> bytes:
    source = (
        "Nghị định số 8/2030/NĐ-CP Quy định trồng cây ngày 02/03/2030 của Chính phủ, có hiệu lực thi hành kể từ ngày"
    )
    articles = "".join(
        f"<p class='pDieu'>Điều 1.2.NĐ.1.{n}. Tên</p><p class='pGhiChu'>(Điều {n} {source} 01/05/2030)</p>"
        f"<p class='pNoiDung'><p>1. Trồng cây trong vườn của những người làm vườn.</p></p>"
        for n in (1, 2, 3)
    )
    return f"<div><p class='pChuong'>Chương I</p>{articles}</div>".encode()


def as_rtf() -> bytes:
    def rtf(text: str) -> str:
        return "".join(c if c.isascii() else f"\\u{ord(c)}?" for c in text)

    rows = "".join(f"\\trowd\\pard\\intbl {rtf(a)}\\cell {rtf(b)}\\cell\\row" for a, b in ROWS)
    return ("{\\rtf1\\ansi " + "".join(f"\\pard {rtf(line)}\\par\n" for line in LAW) + rows + "}").encode()


def as_odt() -> bytes:
    spaces = 'xmlns:office="o" xmlns:text="t" xmlns:table="tb"'
    text = "".join(f"<text:p>{line}</text:p>" for line in LAW)
    cells = "<table:table-cell><text:p>{}</text:p></table:table-cell>"
    rows = "".join(f"<table:table-row>{cells.format(a)}{cells.format(b)}</table:table-row>" for a, b in ROWS)
    body = f"<office:body><office:text>{text}<table:table>{rows}</table:table></office:text></office:body>"
    return packed(
        {
            "mimetype": b"application/vnd.oasis.opendocument.text",
            "content.xml": f"<office:document-content {spaces}>{body}</office:document-content>".encode(),
        }
    )


def packed(members: dict[str, bytes]) -> bytes:
    archive = BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in members.items():
            file.writestr(name, data)
    return archive.getvalue()


def text() -> bytes:
    return "\n".join([*LAW, *map(" | ".join, ROWS)]).encode()


SAMPLES: dict[str, Callable[[], bytes]] = {
    "docx": as_docx,
    "doc": lambda: word97("\r".join([*LAW, "Vùng I\x075 đồng\x07\x07"])),
    "pdf": as_pdf,
    "html": as_html,
    "htm": as_phapdien,
    "rtf": as_rtf,
    "odt": as_odt,
    "txt": text,
    "md": text,
    "zip": lambda: packed({"1.txt": text(), "2.docx": as_docx()}),
}


def damaged(data: bytes, chance: random.Random) -> bytes:
    """Some bytes changed, a piece cut out, doubled or moved, or the end cut off."""
    changed = bytearray(data)
    for _ in range(chance.choice((1, 3, 30, 300))):
        changed[chance.randrange(len(changed))] = chance.choice((0, 255, 60, 123, chance.randrange(256)))
    start = chance.randrange(len(changed))
    piece = changed[start : start + chance.randrange(1, 2000)]
    match chance.randrange(4):
        case 0:
            del changed[start : start + len(piece)]
        case 1:
            at = chance.randrange(len(changed))
            changed[at:at] = piece * chance.choice((1, 2, 50))
        case 2:
            del changed[start:]
    return bytes(changed)


def damaged_inside(data: bytes, chance: random.Random) -> bytes:
    """A member of an archive damaged, and the archive itself whole."""
    with zipfile.ZipFile(BytesIO(data)) as file:
        members = {name: file.read(name) for name in file.namelist()}
    name = chance.choice([n for n in members if n.endswith((".xml", ".rels", ".txt", ".docx")) and members[n]])
    return packed({**members, name: damaged(members[name], chance)})


@pytest.mark.parametrize("kind", SAMPLES)
def test_damaged_files_are_taken_whole_or_refused(kind: str, tmp_path: Path) -> None:
    whole = SAMPLES[kind]()
    path = tmp_path / f"law.{kind}"
    path.write_bytes(whole)
    store = KnowledgeStore()
    (*_, first) = import_paths([path], store, ImportOptions(), lambda _: None)
    assert first.status in {"imported", "unchanged"}, first.error
    chance, slowest = random.Random(f"{kind} 1"), 0.0
    for number in range(FILES):
        inside = zipfile.is_zipfile(BytesIO(whole)) and number % 2
        path.write_bytes((damaged_inside if inside else damaged)(whole, chance))
        store, begun = KnowledgeStore(), time.monotonic()
        reports = list(import_paths([path], store, ImportOptions(), lambda _: None))
        slowest = max(slowest, time.monotonic() - begun)
        assert reports
        assert all(bool(report.error) == (report.status == "refused") for report in reports)
        held = {document.number for document in store.documents()}
        assert held == {report.document for report in reports if report.status not in {"refused", "skipped"}}
        last = {report.document: report for report in reports if report.document and report.status != "kept"}
        for name, report in last.items():
            document = store.document(name)
            assert document is not None
            assert len(document.articles) == len(report.articles)
    assert slowest < MOST_SECONDS
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss < MOST_MEGABYTES * 1024
