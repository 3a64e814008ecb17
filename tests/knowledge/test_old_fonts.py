"""Files from before Unicode: read by table, or refused with the remedy."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import docx
import pytest

from knowledge.formats.old_fonts import from_mojibake, from_tcvn3, from_vni
from knowledge.model import KnowledgeError
from tests.knowledge.texts import read_texts

CASES = Path(__file__).parents[3] / "shared" / "cases" / "import"
TONES = "\u0300\u0309\u0303\u0301\u0323"
ALPHABET = "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵ"
STRANGERS = "ðæþßøåëïñöüäçûîÿ¤¦§©ª«¬®°±²³µ¶·¸¹º»¼½¾¿"
LAW = (
    "Điều 1. Phạm vi\nVăn bản này quy định việc trồng cây trong vườn và những người được tưới cây.\n"
    "Điều 2. Hiệu lực\nCác quy định này được thực hiện khi cây của người làm vườn nở hoa.\n"
) * 3


def in_tcvn3(text: str) -> str:
    """The inverse of the table in the product, letter by letter; capitals but Ă Â Ê Ô Ơ Ư Đ have none."""
    back = {from_tcvn3(chr(code)): chr(code) for code in range(0xA1, 0x100) if from_tcvn3(chr(code)) != chr(code)}
    return "".join(back.get(letter, letter) for letter in text)


def in_vni(text: str) -> str:
    marks = "ùøûõïâáàåãäêéèúüë"
    pairs = [letter + mark for letter in "aeouyôöAEOUYÔÖ" for mark in marks + marks.upper()]
    singles = list("ñíìæóòôöîÑÍÌÆÓÒÔÖÎ")
    back = {from_vni(written): written for written in reversed(pairs + singles)}
    return "".join(back.get(letter, letter) for letter in text)


def test_the_tables_know_every_letter() -> None:
    assert from_tcvn3(in_tcvn3(ALPHABET)) == ALPHABET != in_tcvn3(ALPHABET)
    assert from_vni(in_vni(ALPHABET + ALPHABET.upper())) == ALPHABET + ALPHABET.upper()
    assert from_vni("Phaïm vi ñieàu chænh, NGÖÔØI") == "Phạm vi điều chỉnh, NGƯỜI"
    assert from_tcvn3("§iÒu 1. Ph¹m vi ®iÒu chØnh") == "Điều 1. Phạm vi điều chỉnh"
    assert from_mojibake(ALPHABET.encode().decode("latin-1")) == ALPHABET


def in_windows(text: str) -> bytes:
    """Windows' Vietnamese code writes most tones after their letter."""
    data = b""
    for letter in text:
        try:
            data += letter.encode("cp1258")
        except UnicodeEncodeError:
            apart = unicodedata.normalize("NFD", letter)
            tone = next(c for c in apart if c in TONES)
            data += (unicodedata.normalize("NFC", apart.replace(tone, "")) + tone).encode("cp1258")
    return data


OLD = {
    "tcvn3 bytes": in_tcvn3(LAW).encode("latin-1"),
    "tcvn3 in unicode": in_tcvn3(LAW).encode(),
    "vni bytes": in_vni(LAW).encode("cp1252"),
    "vni in unicode": in_vni(LAW).encode(),
    "windows": in_windows(LAW),
    "mojibake": LAW.encode().decode("latin-1").encode(),
    "utf-16 without a mark": LAW.encode("utf-16-le"),
}


@pytest.mark.parametrize("code", OLD)
def test_old_codes_become_unicode(tmp_path: Path, code: str) -> None:
    (tmp_path / "law.txt").write_bytes(OLD[code])
    assert read_texts(tmp_path / "law.txt") == [LAW.splitlines()]


def test_a_word_file_in_an_old_font_becomes_unicode(tmp_path: Path) -> None:
    document = docx.Document()
    for line in LAW.splitlines():
        document.add_paragraph(in_tcvn3(line))
    document.add_paragraph("Dòng này đã là Unicode, © 2030.")
    document.save(str(tmp_path / "law.docx"))
    assert read_texts(tmp_path / "law.docx") == [[*LAW.splitlines(), "Dòng này đã là Unicode, © 2030."]]


@pytest.mark.parametrize(
    "damaged",
    [
        LAW.encode("ascii", "replace"),
        LAW.encode("ascii", "replace").replace(b"?", "\ufffd".encode()),
        LAW.translate(dict(zip(map(ord, ALPHABET), STRANGERS * 2, strict=False))).encode(),
    ],
    ids=["question marks", "replacement signs", "a font that no table knows"],
)
def test_letters_that_are_lost_are_refused_with_the_remedy(tmp_path: Path, damaged: bytes) -> None:
    (tmp_path / "law.txt").write_bytes(damaged)
    with pytest.raises(KnowledgeError, match=r"UniKey \(Ctrl\+Shift\+F6\)"):
        read_texts(tmp_path / "law.txt")


def test_unicode_texts_stay_letter_for_letter(tmp_path: Path) -> None:
    text = LAW + "Phòng 5 m² · 3 µm, § 4, nhà máy Müller & Søn: cây xà cừ, xoài; tên vườn: “Ở đâu?”\nWHO?\n"
    (tmp_path / "law.txt").write_text(text, "utf-8")
    assert read_texts(tmp_path / "law.txt") == [text.splitlines()]


@pytest.mark.skipif(not CASES.is_dir(), reason="no cases beside the project")
def test_the_case_in_tcvn3_is_read() -> None:
    (lines,) = read_texts(CASES / "10-tcvn3.txt")
    assert [line for line in lines if line.startswith("Điều")] == [
        "Điều 1. Phạm vi điều chỉnh",
        "Điều 2. Hiệu lực thi hành",
    ]
    assert "Số: 901/2005/NĐ-CP" in lines
