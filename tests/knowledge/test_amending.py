"""Which documents an amending law changes, and with which words."""

from datetime import date

from knowledge.importing.amending import amendments_made, link
from knowledge.model import Amendment, Document, Source
from knowledge.parsing.parse import parse_articles

START = date(2031, 7, 1)


def document(number: str, title: str, issued_on: date, text: str = "", **more: object) -> Document:
    articles = parse_articles(text.splitlines()).articles
    return Document(number, title, Source.OFFICIAL, articles, issued_on=issued_on, **more)  # type: ignore[arg-type]


OLD = document("5/2010/QH12", "Luật Vườn cây", date(2010, 1, 1))
GARDEN = document("7/2030/QH17", "Luật Vườn cây", date(2030, 1, 1))
AMENDING = document(
    "9/2031/QH17",
    "Luật sửa đổi, bổ sung một số điều của Luật Vườn cây và Luật Hoa",
    date(2031, 5, 1),
    """Điều 1. Sửa đổi, bổ sung một số điều của Luật Vườn cây
1. Thay cụm từ “Điều 99” bằng cụm từ “Điều 98” tại khoản 1 Điều 4, Điều 6a.
2. Sửa đổi Điều 5 như sau:
“Điều 5. Tưới
1. Theo Điều 77.”.
Điều 2. Bãi bỏ Điều 3 của Luật Hoa số 6/2020/QH14
Bãi bỏ từ đầu năm.
Điều 3. Hiệu lực thi hành
Theo Điều 4 của Luật Đất số 1/2000/QH10.""",
    effective_on=START,
)


def test_targets_by_name_and_by_number() -> None:
    made = amendments_made(AMENDING, [OLD, GARDEN, AMENDING])
    assert {target: [a.articles for a in changes] for target, changes in made.items()} == {
        "7/2030/QH17": [("4", "6a"), ("5",)],
        "6/2020/QH14": [("3",)],
    }


def test_linking_fills_in_the_words_once() -> None:
    mentioned = document("7/2030/QH17", "Luật Vườn cây", date(2030, 1, 1), amended_by=(Amendment("9/2031/QH17", None),))
    linked = link(mentioned, [AMENDING], [mentioned, AMENDING])
    assert [a.articles for a in linked.amended_by] == [("4", "6a"), ("5",)]
    assert all(a.text and a.effective_on == START for a in linked.amended_by)
    assert link(linked, [AMENDING], [linked, AMENDING]) == linked


def test_a_consolidated_text_already_contains_what_it_lists() -> None:
    contains = (Amendment("9/2031/QH17", START),)
    consolidated = document(
        "1/VBHN", "Luật Vườn cây", date(2032, 1, 1), consolidates="7/2030/QH17", amended_by=contains
    )
    assert link(consolidated, [AMENDING], [GARDEN, AMENDING]) == consolidated


def test_an_ordinary_law_amends_nothing() -> None:
    assert amendments_made(GARDEN, [GARDEN, AMENDING]) == {}
