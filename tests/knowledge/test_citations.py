"""How people name a place in the law."""

from datetime import date

import pytest

from knowledge.citations import find_citation, find_document
from knowledge.model import Citation, Document, Source


def document(
    number: str, title: str, issued_on: date, expires_on: date | None = None, base: str | None = None
) -> Document:
    return Document(number, title, Source.OFFICIAL, issued_on=issued_on, expires_on=expires_on, consolidates=base)


KNOWN = [
    document("145/2030/NĐ-CP", "Nghị định về vườn cây nơi làm việc", date(2030, 12, 14)),
    document("45/2029/QH16", "Bộ luật Trồng cây", date(2029, 11, 20)),
    document("18/VBHN-VPQH (2031)", "Bộ luật Trồng cây (hợp nhất)", date(2031, 2, 1), base="45/2029/QH16"),
    document("12/2012/QH13", "Luật Nhà vườn", date(2012, 6, 20), date(2030, 7, 1)),
    document("50/2030/QH16", "Luật Nhà vườn", date(2030, 1, 27)),
    document("05/2028/TT-BNN", "Thông tư về phân bón", date(2028, 1, 1)),
]
DECREE, CODE = "145/2030/NĐ-CP", "45/2029/QH16"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Điều 43 145/2030/NĐ-CP", Citation(DECREE, "43")),
        ("điều 43 145/2030/nd-cp", Citation(DECREE, "43")),
        ("khoản 2 Điều 63 Bộ luật Trồng cây", Citation(CODE, "63", "2")),
        ("khoan 2 dieu 63 bo luat trong cay", Citation(CODE, "63", "2")),
        ("điều 63 luật trồng cây nói gì", Citation(CODE, "63")),
        ("điều 43 nghị định 145 nói gì", Citation(DECREE, "43")),
        ("dieu 43 nd 145/2030", Citation(DECREE, "43")),
        ("đ.43 nđ145", Citation(DECREE, "43")),
        ("điểm đ khoản 1a Điều 7b nghị định số 145", Citation(DECREE, "7b", "1a", "đ")),
        ("Điều 5 18/VBHN-VPQH", Citation(CODE, "5")),
        ("điều 3 thông tư 5", Citation("05/2028/TT-BNN", "3")),
        ("điều 9 1/2040/NĐ-CP", Citation("1/2040/NĐ-CP", "9")),
    ],
)
def test_places_are_understood(text: str, expected: Citation) -> None:
    assert find_citation(text, KNOWN) == expected


@pytest.mark.parametrize(
    "text",
    [
        "điều 5",
        "nghị định 145",
        "điều kiện trồng cây theo Bộ luật Trồng cây",
        "điều 5 nghị định 999",
        "điều 3 luật 145",
        "",
    ],
)
def test_no_article_or_no_known_document_is_no_citation(text: str) -> None:
    assert find_citation(text, KNOWN) is None


def test_of_two_documents_with_one_name_the_living_one_is_meant() -> None:
    assert find_document("luật nhà vườn", KNOWN) == "50/2030/QH16"
