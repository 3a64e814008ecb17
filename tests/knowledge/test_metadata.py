"""What a document's own text says of it."""

from datetime import date

import pytest

from knowledge.model import Amendment
from knowledge.parsing.identity import find_number
from knowledge.parsing.metadata import read_metadata
from knowledge.parsing.numbering import short_name
from knowledge.parsing.parse import parse_articles

LAW = """QUỐC HỘI
Luật số: 7/2030/QH17 | Hà Nội, ngày 10 tháng 11 năm 2029
LUẬT
VƯỜN CÂY
Căn cứ Luật Đất đai số 1/2020/QH14 ngày 5 tháng 5 năm 2020;
Quốc hội ban hành Luật Vườn cây.
Điều 1. Phạm vi
Luật này nói về vườn cây.
Điều 2. Hiệu lực thi hành
1. Luật này có hiệu lực thi hành từ ngày 01 tháng 7 năm 2030.
2. Luật Vườn rau số 5/2010/QH12 hết hiệu lực kể từ ngày Luật này có hiệu lực.
3. Bãi bỏ Điều 3 của Luật Hoa số 6/2011/QH13.
4. Các quy định về rau tại Luật Chợ số 8/2012/QH13 hết hiệu lực.
Luật này được Quốc hội khóa XVII, kỳ họp thứ 2 thông qua ngày 10 tháng 11 năm 2029."""

CONSOLIDATED = """LUẬT
VƯỜN CÂY
Luật Vườn cây số 7/2030/QH17 ngày 10 tháng 11 năm 2029 của Quốc hội, có hiệu lực kể từ ngày 01 tháng 7 năm 2030, \
được sửa đổi, bổ sung bởi:
1. Luật Hoa số 6/2031/QH17 ngày 1 tháng 3 năm 2031 của Quốc hội, có hiệu lực kể từ ngày 01 tháng 9 năm 2031.
Quốc hội ban hành Luật Vườn cây.
Điều 1. Phạm vi
Vườn cây và hoa.
VĂN PHÒNG QUỐC HỘI
Số: 18 /VBHN-VPQH | Hà Nội, ngày 12 tháng 02 năm 2032"""


def test_a_law() -> None:
    document = read_metadata(parse_articles(LAW.splitlines()))
    assert (document.number, document.title) == ("7/2030/QH17", "Luật Vườn cây")
    assert (document.kind, document.issuer, document.short) == ("law", "Quốc hội", "")
    assert (document.issued_on, document.effective_on) == (date(2029, 11, 10), date(2030, 7, 1))
    assert document.replaces == ("5/2010/QH12",)


def test_a_consolidated_text_has_its_own_number_and_is_cited_under_the_law() -> None:
    document = read_metadata(parse_articles(CONSOLIDATED.splitlines()))
    assert (document.number, document.cited_as) == ("18/VBHN-VPQH (2032)", "7/2030/QH17")
    assert (document.issued_on, document.effective_on) == (date(2032, 2, 12), date(2030, 7, 1))
    assert document.amended_by == (Amendment("6/2031/QH17", date(2031, 9, 1)),)


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("Số: 145/2030/NĐ-CP", "145/2030/NĐ-CP"),
        ("NGHỊ ĐỊNH SỐ 13/2030/NĐ-CP", "13/2030/NĐ-CP"),
        ("Thông tư liên tịch số 2/2030/TTLT-BNN-BTC", "2/2030/TTLT-BNN-BTC"),
        ("| Số hiệu | 154/2030/NĐ-CP |", "154/2030/NĐ-CP"),
        ("Căn cứ Nghị định số: 1/2030/NĐ-CP;", ""),
        ("Hợp đồng này theo Bộ luật số 45/2019/QH14", ""),
    ],
)
def test_the_number_is_the_documents_own(line: str, number: str) -> None:
    assert find_number([line]) == number


@pytest.mark.parametrize(
    ("number", "short"),
    [("145/2030/NĐ-CP", "Nghị định 145/2030"), ("5/2028/TT-BNN", "Thông tư 5/2028"), ("7/2030/QH17", "")],
)
def test_short_names(number: str, short: str) -> None:
    assert short_name(number) == short


def test_in_force_from_signing_and_a_date_that_does_not_exist() -> None:
    head = "Số: 9/2030/NĐ-CP\nHà Nội, ngày 2 tháng 3 năm 2030\n"
    signing = f"{head}Điều 1. Hiệu lực thi hành\nNghị định này có hiệu lực kể từ ngày ký ban hành."
    assert read_metadata(parse_articles(signing.splitlines())).effective_on == date(2030, 3, 2)
    misprint = f"{head}Điều 1. Hiệu lực thi hành\nNghị định này có hiệu lực từ ngày 31 tháng 02 năm 2031."
    assert read_metadata(parse_articles(misprint.splitlines())).effective_on is None
