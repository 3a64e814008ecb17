"""A document's own number out of sixty kinds of headers; other documents that it names are never its own."""

from __future__ import annotations

import pytest

from knowledge.normalize import clean
from knowledge.parsing.identity import find_issuer, find_number, find_title
from knowledge.parsing.lines import clean_lines
from knowledge.parsing.metadata import read_metadata
from knowledge.parsing.parse import parse_articles

MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
BASIS = (
    "Căn cứ Nghị định số 78/2025/NĐ-CP ngày 01 tháng 4 năm 2025 của Chính phủ, được sửa đổi, bổ sung bởi "
    "Nghị định số 187/2025/NĐ-CP;\n"
)
ARTICLE = "Điều 1. Cây\nCây ở đây là cây trong vườn của nơi làm việc.\n"

HEADERS = {
    # labels and their cells
    "label": ("CHÍNH PHỦ\nSố: 5/2030/NĐ-CP\nNGHỊ ĐỊNH\nVề cây", "5/2030/NĐ-CP"),
    "spaces": ("Số : 145 / 2030 / NĐ - CP", "145/2030/NĐ-CP"),
    "law": ("QUỐC HỘI\nLuật số: 7/2030/QH16\nLUẬT\nCÂY", "7/2030/QH16"),
    "code": ("Bộ luật số: 45/2029/QH16", "45/2029/QH16"),
    "resolution-standing": ("Nghị quyết số: 17/2032/UBTVQH16", "17/2032/UBTVQH16"),
    "ordinance": ("Pháp lệnh số: 2/2030/UBTVQH16", "2/2030/UBTVQH16"),
    "two-columns": ("CHÍNH PHỦ ----- | CỘNG HÒA\nSố: 5/2030/NĐ-CP | Hà Nội, ngày 2/3/2030", "5/2030/NĐ-CP"),
    "second-cell": ("Hà Nội, ngày 2 tháng 3 năm 2030 | Số: 5/2030/NĐ-CP", "5/2030/NĐ-CP"),
    "one-line": ("QUỐC HỘI Luật số: 50/2034/QH16 CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM LUẬT CÂY", "50/2034/QH16"),
    "with-day": ("Số: 8/2036/TT-BNV Hà Nội, ngày 10 tháng 4 năm 2036", "8/2036/TT-BNV"),
    "no-colon": ("LIÊN ĐOÀN LAO ĐỘNG TỈNH\nSố 13/KH-LĐLĐ\nKẾ HOẠCH\nTrồng cây", "13/KH-LĐLĐ"),
    "capitals": ("SỐ: 5/2030/NĐ-CP", "5/2030/NĐ-CP"),
    "markdown": ("**Số: 5/2030/NĐ-CP**\n# NGHỊ ĐỊNH", "5/2030/NĐ-CP"),
    "number-of": ("Số hiệu: 5/2030/NĐ-CP\nLoại văn bản: Nghị định", "5/2030/NĐ-CP"),
    "property-table": ("| Thuộc tính | Nội dung |\n| Số hiệu | 154/2036/NĐ-CP |", "154/2036/NĐ-CP"),
    "sign-number": ("Số ký hiệu | 604/QĐ-TTg\nNgày ban hành | 02/03/2030", "604/QĐ-TTg"),
    "page-title": ("Nghị định 5/2030/NĐ-CP về cây nơi làm việc\nMục lục", "5/2030/NĐ-CP"),
    "title-number": ("NGHỊ ĐỊNH SỐ 13/2033/NĐ-CP\nNghị định về cây", "13/2033/NĐ-CP"),
    "title-law": ("LUẬT SỐ 75/2025/QH15\nLuật Cây", "75/2025/QH15"),
    "kind-above": ("THÔNG TƯ\nSố: 7/2036/TT-BLĐTBXH\nQuy định về cây", "7/2036/TT-BLĐTBXH"),
    "ocr-label": ("Sô: 5/2030/NĐ-CP", "5/2030/NĐ-CP"),
    "ocr-d": ("Số: 5/2030/NÐ-CP", "5/2030/NĐ-CP"),
    "unmarked": ("Số: 5/2030/ND-CP", "5/2030/NĐ-CP"),
    # numbers of every kind
    "prime-minister": ("Số: 29/2035/QĐ-TTg", "29/2035/QĐ-TTg"),
    "prime-minister-capitals": ("QUYẾT ĐỊNH SỐ 29/2035/QĐ-TTG", "29/2035/QĐ-TTg"),
    "decimal": ("Số: 66.4/2035/NQ-CP", "66.4/2035/NQ-CP"),
    "no-year": ("Số: 604/QĐ-TTg", "604/QĐ-TTg"),
    "government-resolution": ("Số: 13/NQ-CP", "13/NQ-CP"),
    "confederation": ("TỔNG LIÊN ĐOÀN\nSố: 1628/QĐ-TLĐ", "1628/QĐ-TLĐ"),
    "union-letter": ("Số: 06b/NQ-TLĐ", "06b/NQ-TLĐ"),
    "union-guidance": ("Số: 38/HD-TLĐ", "38/HD-TLĐ"),
    "directive": ("Số: 35/CT-TTg\nCHỈ THỊ", "35/CT-TTg"),
    "party": ("BAN CHẤP HÀNH TRUNG ƯƠNG\nSố 37-QĐ/TW", "37-QĐ/TW"),
    "party-rule": ("Số 11-QĐi/TW", "11-QĐi/TW"),
    "party-guidance": ("TỈNH ỦY A\nSố 02-HD/TU", "02-HD/TU"),
    "party-plan": ("Số 40-KH/BCĐ", "40-KH/BCĐ"),
    "party-programme": ("Số 25-CTr/TU", "25-CTr/TU"),
    "president": ("CHỦ TỊCH NƯỚC\nSố: 35-L/CTN", "35-L/CTN"),
    "province": ("Số: 41/2035/QĐ-UBND", "41/2035/QĐ-UBND"),
    "council": ("Số: 8/2035/NQ-HĐND", "8/2035/NQ-HĐND"),
    "joint": ("Số: 2/2030/TTLT-BNV-BTC-BLĐTBXH", "2/2030/TTLT-BNV-BTC-BLĐTBXH"),
    "judges": ("Số: 1/2030/NQ-HĐTP", "1/2030/NQ-HĐTP"),
    "dash": ("Số: 3089/QĐ–TLĐ", "3089/QĐ-TLĐ"),
    # cut at the end of a line
    "cut-hyphen": ("Số: 12/2032/NĐ-\nCP", "12/2032/NĐ-CP"),
    "cut-lost": ("Số: 12/2032/NĐ\nCP", "12/2032/NĐ-CP"),
    "cut-glued": ("Số: 12/2032/NĐCP", "12/2032/NĐ-CP"),
    "cut-year": ("Số: 12/\n2032/NĐ-CP", "12/2032/NĐ-CP"),
    "cut-label": ("CHÍNH PHỦ\nSố:\n12/2032/NĐ-CP\nNGHỊ ĐỊNH", "12/2032/NĐ-CP"),
    "cut-organ": ("Số: 12/2032/TT-\nBLĐTBXH", "12/2032/TT-BLĐTBXH"),
    # what is another document's
    "only-basis": (BASIS, ""),
    "basis-label": ("Căn cứ Nghị định số: 1/2030/NĐ-CP;", ""),
    "dash-basis": ("- Căn cứ Luật số: 1/2030/QH16;", ""),
    "wrapped-basis": ("BỘ NỘI VỤ\nCăn cứ Luật Cây ngày 2 tháng 3;\nLuật số 1/2030/QH16 về đất;", ""),
    "blank-number": ("Số: /2036/TT-BNV\nTHÔNG TƯ\nHướng dẫn Nghị định số 78/2035/NĐ-CP", ""),
    "blank-dots": ("Số: ..../2036/TT-BNV\nNghị định số 78/2035/NĐ-CP", ""),
    "about-another": ("THÔNG TƯ\nHướng dẫn một số điều của\nNghị định số 78/2035/NĐ-CP", ""),
    "own-and-about": ("Số: 9/2036/TT-BNV\nTHÔNG TƯ\nHướng dẫn Nghị định số 78/2035/NĐ-CP", "9/2036/TT-BNV"),
    "contract": ("Hợp đồng này theo Bộ luật số 45/2019/QH14", ""),
    "after-basis": (BASIS + "QUỐC HỘI\nLuật số: 7/2030/QH16", "7/2030/QH16"),
    "order-and-law": ("Số: 35/2032/L-CTN\nLỆNH\nVề việc công bố Luật\nQUỐC HỘI\nLuật số: 7/2030/QH16", "7/2030/QH16"),
    "own-then-basis": ("Số: 77/2036/TT-BNV\n" + BASIS, "77/2036/TT-BNV"),
}  # fmt: skip


def test_there_are_sixty_headers() -> None:
    assert len(HEADERS) >= 60


@pytest.mark.parametrize("name", HEADERS)
def test_the_number_is_the_headers(name: str) -> None:
    header, number = HEADERS[name]
    assert find_number(clean_lines(header.splitlines())) == number
    whole = parse_articles(f"{header}\n{'' if number == '' else BASIS}{ARTICLE}".splitlines())
    assert read_metadata(whole).number == number


def test_a_basis_that_was_amended_makes_no_consolidated_text() -> None:
    text = f"BỘ NỘI VỤ\nSố: 77/2036/TT-BNV\nTHÔNG TƯ\nVề cây\n{BASIS}{ARTICLE}"
    document = read_metadata(parse_articles(text.splitlines()))
    assert (document.number, document.consolidates, document.kind) == ("77/2036/TT-BNV", None, "circular")


STATEMENT = (
    "Nghị định số 5/2030/NĐ-CP ngày 2 tháng 3 năm 2030 của Chính phủ về cây, có hiệu lực kể từ ngày 01 tháng 5 năm "
    "2030, được sửa đổi, bổ sung bởi:\n"
    "Nghị định số 6/2031/NĐ-CP ngày 4 tháng 5 năm 2031 của Chính phủ, có hiệu lực kể từ ngày 01 tháng 7 năm 2031.\n"
)


@pytest.mark.parametrize(
    ("head", "tail", "number", "base"),
    [
        ("BỘ NỘI VỤ\nSố: 9/VBHN-BNV\nHà Nội, ngày 3 tháng 4 năm 2032\n", "", "9/VBHN-BNV (2032)", "5/2030/NĐ-CP"),
        (
            "",
            "XÁC THỰC VĂN BẢN HỢP NHẤT\nSố: 18 /VBHN-VPQH | Hà Nội, ngày 12 tháng 02 năm 2032",
            "18/VBHN-VPQH (2032)",
            "5/2030/NĐ-CP",
        ),
        ("", "", "5/2030/NĐ-CP (hợp nhất)", "5/2030/NĐ-CP"),
    ],
)
def test_a_consolidated_text_is_known_by_its_own_sentence(head: str, tail: str, number: str, base: str) -> None:
    text = f"{head}NGHỊ ĐỊNH\nVề cây\n{STATEMENT}{BASIS}{ARTICLE}{tail}"
    document = read_metadata(parse_articles(text.splitlines()))
    assert (document.number, document.consolidates) == (number, base)
    assert [a.by for a in document.amended_by] == ["6/2031/NĐ-CP"]


def test_issuer_and_title_of_a_unions_plan() -> None:
    head = f"LIÊN ĐOÀN LAO ĐỘNG VIỆT NAM\nLIÊN ĐOÀN LAO ĐỘNG\nTỈNH A | {MOTTO}Số: 13/KH-LĐLĐ"
    lines = f"{head}\nKẾ HOẠCH\nTRỒNG CÂY\nNĂM 2030"
    cleaned = clean_lines(clean(lines).splitlines())
    assert find_issuer(cleaned) == "LIÊN ĐOÀN LAO ĐỘNG VIỆT NAM LIÊN ĐOÀN LAO ĐỘNG TỈNH A"
    assert find_title(cleaned, "") == "Kế hoạch trồng cây năm 2030"
